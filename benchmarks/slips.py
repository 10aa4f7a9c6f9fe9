"""Grade beginners' slips, and say how well each is explained.

    python benchmarks/slips.py                 the table
    python benchmarks/slips.py NAME…           what a student reads of these

Each file of `tests/slips` holds one mistake, and says at its top what should be read:

    exercise: MyLinear        what is graded
    at: return X - X.mean()   the line that should be shown; none if there is none
    says: mean | average      a word that should be read; each such line one of its own
    not: batch | gradient     words that would be false
    open: named | line        what is not reached yet

Run from the project's folder.
"""

from __future__ import annotations

import io
import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
from rich.console import Console

from grader.assignment import Assignment, load_assignment
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.report.text import print_report
from grader.results import CheckResult, Report, Status
from grader.submission import read_submission

ROOT = Path(__file__).resolve().parent.parent
SLIPS = ROOT / "tests/slips"
ASSIGNMENTS = ("blocks", "layers", "convolution", "devices")
SEED = 20260101
WIDTH = 80
_LINE = re.compile(r"^# (exercise|at|says|not|open): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Wanted:
    """What a student should read of a slip: where, which words, and which not."""

    exercise: str
    at: str
    says: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What a student reads of a slip, and whether it is what was wanted."""

    name: str
    named: bool
    placed: bool
    honest: bool
    lines: int
    text: str

    def falls_short(self, of: Wanted) -> bool:
        """Whether less was reached than is known to be."""
        named = self.named or "named" in of.open
        placed = self.placed or "line" in of.open
        return not (named and placed and self.honest)


def wanted(path: Path) -> Wanted:
    """Read what a slip says at its top."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = msgspec.json.decode(text)["cells"][0]["source"]
    found = _LINE.findall(text)
    given = dict(found)
    words = [tuple(value.split(" | ")) for key, value in found if key == "says"]
    never = tuple(filter(None, given.get("not", "").split(" | ")))
    left = tuple(given.get("open", "").split(" | "))
    return Wanted(given["exercise"], given.get("at", ""), tuple(words), never, left)


def tell(path: Path, report: Report) -> Told:
    """Compare what is told of a slip with what should be."""
    asks = wanted(path)
    lost = [c for c in report.checks if c.status not in (Status.PASS, Status.BLOCKED)]
    said = " ".join(_said(check) for check in lost).lower()
    lines = [_shown(check) for check in lost]
    text = shown(report)
    return Told(
        path.name,
        named=bool(lost) and all(_any(words, said) for words in asks.says),
        placed=asks.at in lines if asks.at else True,
        honest=not _any(asks.never, said + " ".join(c.hint for c in lost).lower()),
        lines=len(text.strip().split("\n")),
        text=text,
    )


def _any(words: Sequence[str], text: str) -> bool:
    return any(word.lower() in text for word in words)


def _said(check: CheckResult) -> str:
    return f"{check.message} {check.diagnosis}"


def _shown(check: CheckResult) -> str:
    excerpt = check.location.excerpt if check.location else ()
    at = check.location.line if check.location else 0
    return next((line.text.strip() for line in excerpt if line.line == at), "")


def shown(report: Report) -> str:
    """What a terminal shows of a report."""
    page = io.StringIO()
    print_report(report, Console(file=page, width=WIDTH, no_color=True))
    return page.getvalue()


def graded(paths: Sequence[Path]) -> Iterator[tuple[Path, Report]]:
    """Grade slips, with one sandbox for each assignment."""
    with ExitStack() as stack:

        @cache
        def judge(name: str) -> Judge:
            assignment = _assignment(name)
            sandbox = NurserySandbox(assignment.settings.limits)
            stack.enter_context(sandbox)
            return Judge(Reference(assignment), sandbox, SEED)

        for path in paths:
            name = wanted(path).exercise
            home = next(a for a in ASSIGNMENTS if name in _names(_assignment(a)))
            exercises = _assignment(home).select((name,))
            submission = read_submission(path, assignment=home)
            yield path, judge(home).grade(submission, exercises)


@cache
def _assignment(name: str) -> Assignment:
    return load_assignment(ROOT / "assignments" / name)


def _names(assignment: Assignment) -> list[str]:
    return [exercise.name for exercise in assignment.exercises]


def slips() -> list[Path]:
    """List all slips."""
    return sorted(p for p in SLIPS.iterdir() if p.suffix in (".py", ".ipynb"))


def print_table(told: Sequence[Told]) -> None:
    """Print one line a slip, and the sums."""
    print(f"{'':34}{'named':>8}{'line':>8}{'honest':>8}{'lines':>8}")
    for item in told:
        marks = (item.named, item.placed, item.honest)
        row = "".join(f"{'yes' if mark else 'NO':>8}" for mark in marks)
        print(f"{item.name:34}{row}{item.lines:>8}")
    sums = (
        sum(getattr(item, field) for item in told)
        for field in ("named", "placed", "honest")
    )
    row = "".join(f"{count:>8}" for count in sums)
    median = statistics.median(item.lines for item in told)
    print(f"{f'{len(told)} slips; lines: median':34}{row}{median:>8g}")


def main(names: Sequence[str]) -> int:
    """Print the table, or what is told of single slips."""
    chosen = [p for p in slips() if not names or p.stem in names or p.name in names]
    told = [tell(path, report) for path, report in graded(chosen)]
    if names:
        print("\n".join(f"=== {item.name}\n{item.text}" for item in told))
    else:
        print_table(told)
    pairs = zip(chosen, told, strict=True)
    return int(any(item.falls_short(wanted(path)) for path, item in pairs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
