"""Print what validating found: the problems, and a table of all assignments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.report.wording import visible
from grader.validating.proof import Proof, Tally

# Right ones that passed, wrong ones that lost what they should; of these, those that
# lost one check alone, those whose mistake is named, and how many are left where those
# that show the same in every check count once.
_HEADERS = (
    *("exercises", "checks"),
    *("right", "wrong", "alone", "named", "distinct"),
)


def print_proofs(proofs: Sequence[Proof], seed: int, console: Console) -> None:
    """Print all problems, the table, what was declined, and how it ends."""
    for proof in proofs:
        _print_problems(proof, console)
    console.print(_table(proofs))
    _print_declined(proofs, console)
    _print_end(proofs, seed, console)


def _print_problems(proof: Proof, console: Console) -> None:
    name, count = proof.assignment.name, len(proof.problems)
    if not count:
        return
    console.print(Text(f"✗ {name}: {_counted(count, 'problem')}", "bold red"))
    root = proof.assignment.folder.parent.parent
    for problem in proof.problems:
        where = _relative(problem.where, root)
        _print_line(f"{where}: {problem.text}", console)
    for exercise, files in proof.skipped.items():
        waiting = _counted(files, "file")
        _print_line(f"{exercise}: {waiting} not graded until then", console)
    console.print()


def _print_line(line: str, console: Console) -> None:
    """Indent a line; only a terminal breaks it, between words."""
    text = Text(visible(line))
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, 2), expand=False))
    else:
        console.print(Text("  ").append(text), soft_wrap=True)


def _relative(where: str, root: Path) -> str:
    return where.removeprefix(f"{root}/")


def _table(proofs: Sequence[Proof]) -> Table:
    table = Table(box=None, pad_edge=False, show_footer=len(proofs) > 1)
    table.add_column("assignment", "all", no_wrap=True, footer_style="bold")
    for header, total in zip(_HEADERS, _cells(proofs), strict=True):
        table.add_column(
            header, total, justify="right", no_wrap=True, footer_style="bold"
        )
    for proof in proofs:
        name = Text(proof.assignment.name, "red" if proof.problems else "green")
        table.add_row(name, *_cells([proof]))
    return table


def _cells(proofs: Sequence[Proof]) -> list[str]:
    """Numbers of some assignments, as many as there are headers."""
    right = Tally.sum(proof.right for proof in proofs)
    wrong = Tally.sum(proof.wrong for proof in proofs)
    return [
        str(sum(len(proof.counts) for proof in proofs)),
        str(sum(proof.checks for proof in proofs)),
        str(right),
        str(wrong),
        str(sum(proof.alone for proof in proofs)),
        str(sum(proof.named for proof in proofs)),
        _distinct(proofs),
    ]


def _distinct(proofs: Sequence[Proof]) -> str:
    """How many show something of their own, where all were seen under one seed."""
    if any(proof.submissions - proof.run for proof in proofs):
        return "-"
    return str(sum(len(proof.shown) for proof in proofs))


def _print_declined(proofs: Sequence[Proof], console: Console) -> None:
    declined = [item for proof in proofs for item in proof.declined]
    if declined:
        console.print("\ndeclined")
    for item in declined:
        _print_line(f"{item.exercise}.{item.check}: {item.reason}", console)


def print_mutations(proofs: Sequence[Proof], console: Console) -> None:
    """Print what came of the mutants, exercise by exercise."""
    table = Table(box=None, pad_edge=False, show_footer=True)
    rows = [(name, m) for proof in proofs for name, m in proof.mutations.items()]
    columns = {
        "mutants": [m.mutants for _, m in rows],
        "killed": [m.killed for _, m in rows],
        "alone": [m.alone for _, m in rows],
        "equivalent": [m.equivalent for _, m in rows],
        "survivors": [m.mutants - m.killed - m.equivalent for _, m in rows],
    }
    table.add_column("exercise", "all", footer_style="bold")
    for header, numbers in columns.items():
        table.add_column(
            header, str(sum(numbers)), justify="right", footer_style="bold"
        )
    for name, *numbers in zip((n for n, _ in rows), *columns.values(), strict=True):
        style = "red" if numbers[-1] else "green"
        table.add_row(Text(name, style), *map(str, numbers))
    console.print()
    console.print(table)


def print_twins(proofs: Sequence[Proof], console: Console) -> None:
    """Print the wrong solutions that show the same as another in every check."""
    for proof in proofs:
        root = proof.assignment.folder.parent.parent
        for same in proof.shown.values():
            if len(same) > 1:
                names = (_relative(where, root) for where in sorted(same))
                _print_line(f"the same: {', '.join(names)}", console)


def _print_end(proofs: Sequence[Proof], seed: int, console: Console) -> None:
    submissions = sum(len(proof.submissions) for proof in proofs)
    recalled = submissions - sum(len(proof.run) for proof in proofs)
    problems = sum(len(proof.problems) for proof in proofs)
    what = _counted(submissions, "submission")
    if problems:
        end = f"✗ {_counted(problems, 'problem')}; repeat with --seed {seed}"
    else:
        end = f"✓ {what} graded as they should be"
    if recalled:
        console.print(f"\n{recalled} of {what} proved by an earlier run", style="dim")
    console.print()
    console.print(Text(end, "bold red" if problems else "green"))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
