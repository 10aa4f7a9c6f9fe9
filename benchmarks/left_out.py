"""Leave one mistake in ten out of those that are known, and say which are still named.

    python benchmarks/left_out.py                  the table
    python benchmarks/left_out.py --show           and what is read of each, beside it
    python benchmarks/left_out.py ASSIGNMENT...    of these

A sentence that was written for a mistake says nothing of mistakes that nobody wrote
down. Of those left out, a report has mutants, repairs, and what results and exceptions
show by themselves. Run from the project's folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.mutating import Mistake
from grader.results import CheckResult, Status
from grader.validating.labels import submission_of

ROOT = Path(__file__).resolve().parent.parent
SEED = 20260101
ONE_IN = 10


@dataclass(frozen=True)
class Told:
    """A mistake that was left out, and what is read of it.

    Attributes:
        lost: The checks that failed.
    """

    mistake: Mistake
    lost: tuple[CheckResult, ...]

    @property
    def named(self) -> bool:
        """Whether every check that failed says why."""
        return bool(self.lost) and all(check.diagnosis for check in self.lost)


def left_out(assignment: Assignment, sandbox: Sandbox) -> Iterator[Told]:
    """Grade every tenth mistake of an assignment, with none of these known."""
    made, problems = assignment.mistakes
    out = made[ONE_IN // 2 :: ONE_IN]
    kept = [mistake for mistake in made if mistake not in out]
    vars(assignment)["mistakes"] = kept, problems  # in the place of what is cached
    judge = Judge(Reference(assignment), sandbox, SEED)
    for mistake in out:
        (exercise,) = assignment.select((mistake.exercise,))
        sitting = judge.sit(submission_of(mistake.source, assignment))
        checks = sitting.grade(exercise).result.checks
        failed = (Status.FAIL, Status.TIMEOUT, Status.CRASH)
        yield Told(mistake, tuple(c for c in checks if c.status in failed))


def main() -> None:
    """Print a row for each assignment, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    folders = sorted(path.parent for path in ROOT.glob("assignments/*/mistakes.py"))
    total = named = 0
    for folder in folders:
        if asked.names and folder.name not in asked.names:
            continue
        assignment = load_assignment(folder)
        with NurserySandbox(assignment.settings.limits) as sandbox:
            told = list(left_out(assignment, sandbox))
        fine = sum(one.named for one in told)
        total, named = total + len(told), named + fine
        print(f"{folder.name:<16}{len(told):>4} left out, {fine:>4} named")
        for one in told if asked.show else ():
            print(f"  {one.mistake.exercise}: {one.mistake.sentence}")
            for check in one.lost:
                print(f"    {check.id}: {check.diagnosis or '-'}")
    print(f"{'all':<16}{total:>4} left out, {named:>4} named ({named / total:.0%})")


if __name__ == "__main__":
    main()
