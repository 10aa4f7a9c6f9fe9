"""Show what a student who makes a mistake would read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.mutating import Mistake
from grader.report.text import print_report
from grader.validating.crew import SandboxMaker
from grader.validating.labels import Labelled, labelled
from grader.validating.proof import Problem

FAILURES = 20  # explanations to print of one mistake


def show(
    assignments: Sequence[Assignment],
    wanted: str,
    make_sandbox: SandboxMaker,
    seed: int,
    console: Console,
) -> None:
    """Grade the wrong solutions that are meant, and print each report.

    Args:
        assignments: Where to look.
        wanted: Part of a sentence that names a mistake, or the end of where it stands:
            `mistakes.py:12`, `wrong/mlp_a_function.py`.
        make_sandbox: Starts a sandbox with an assignment's limits.
        seed: Seed of the run.
        console: Where to print.

    Raises:
        AssignmentError: The checks, or the mistakes, cannot be used.
        SandboxError: A sandbox cannot be started.
        UsageError: Nothing is meant.
    """
    count = 0
    for assignment in assignments:
        found, problems = labelled(assignment)
        for problem in problems:
            if _is_meant(problem, wanted):
                console.print(f"{problem.where}: {problem.text}", markup=False)
                count += 1
        meant = [item for item in found if not item.right and _is_meant(item, wanted)]
        if meant:
            with make_sandbox(assignment) as sandbox:
                _show(meant, Judge(Reference(assignment), sandbox, seed), console)
        count += len(meant)
    if not count:
        raise UsageError(
            f"no mistake is called anything like {wanted!r}",
            fix="give part of its sentence, or FILE:LINE as `grade validate` prints it",
        )


def _is_meant(item: Labelled | Problem, wanted: str) -> bool:
    told = item.text if isinstance(item, Problem) else "".join(_sentence(item))
    return f"/{item.where}".endswith(f"/{wanted}") or wanted.lower() in told.lower()


def _sentence(item: Labelled) -> Iterator[str]:
    if isinstance(item.source, Mistake):
        yield item.source.sentence


def _show(meant: Sequence[Labelled], judge: Judge, console: Console) -> None:
    for item in meant:
        console.rule(f"{item.where}  {''.join(_sentence(item))}", style="dim")
        chosen = judge.assignment.select((item.label.exercise,))
        report = judge.grade(item.submission(judge.assignment), chosen)
        print_report(report, console, limit=FAILURES)
