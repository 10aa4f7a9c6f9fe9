"""Print what becomes of verdicts on a machine that is busy with something else.

    python benchmarks/busy.py [RUNS] [OTHERS]    20 runs beside 8 processes, 8 minutes

A right file that has torch import most of what it imports late, and one with a loop
that never ends, are graded in turns. The right one always earns full marks, and the
other is always stopped, having lost no more than on an idle machine.
"""

from __future__ import annotations

import dataclasses
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from grader.assignment import Assignment, load_assignment
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import Report, Status
from grader.validating.labels import submission_of

ROOT = Path(__file__).resolve().parent.parent
SEED = 20260101
LINE = "return F.relu(X @ self.weight + self.bias)"
LATE = """X = torch.cond(X.sum() > 0, lambda X: X * 1, lambda X: X + 0, (X,))
        return torch.utils.checkpoint.checkpoint(
            lambda X: F.relu(X @ self.weight + self.bias), X, use_reentrant=False
        )"""
DEMONSTRATION = """
import torch.utils.checkpoint

optimizer = torch.optim.SGD(MyLinear(5, 3).parameters(), lr=0.1)
optimizer.step()
"""
ENDLESS = f"""if len(X) == 6:
            while True:
                X = X + 0
        {LINE}"""


def main() -> None:
    """Grade in turns, and print a line for each file."""
    runs, others = (*map(int, sys.argv[1:]), *(20, 8)[len(sys.argv) - 1 :])
    assignment = _hasty(load_assignment(ROOT / "assignments" / "layers"))
    right = assignment.reference_source
    sources = {
        "right": right.replace(LINE, LATE) + DEMONSTRATION,
        "endless": right.replace(LINE, ENDLESS),
    }
    graded: dict[str, list[tuple[Report, float]]] = {name: [] for name in sources}
    with NurserySandbox(assignment.settings.limits) as sandbox:
        judge = Judge(Reference(assignment), sandbox, SEED)
        idle = {name: _grade(judge, source)[0] for name, source in sources.items()}
        with _busy(others):
            for _ in range(runs):
                for name, source in sources.items():
                    graded[name].append(_grade(judge, source))
    for name, reports in graded.items():
        _print(name, idle[name], reports)


def _hasty(assignment: Assignment) -> Assignment:
    """Give each check a second, so that the loops do not take an hour."""
    limits = msgspec.structs.replace(assignment.settings.limits, check_cpu_s=1.0)
    settings = msgspec.structs.replace(assignment.settings, limits=limits)
    return dataclasses.replace(assignment, settings=settings)


def _grade(judge: Judge, source: str) -> tuple[Report, float]:
    started = time.perf_counter()
    report = judge.grade(submission_of(source, judge.assignment))
    return report, time.perf_counter() - started


@contextmanager
def _busy(count: int) -> Iterator[None]:
    command = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()


def _print(name: str, idle: Report, graded: Sequence[tuple[Report, float]]) -> None:
    same = sum(_verdicts(report) == _verdicts(idle) for report, _ in graded)
    full = sum(report.passed for report, _ in graded)
    stopped = sum(Status.TIMEOUT in _verdicts(report).values() for report, _ in graded)
    seconds = [seconds for _, seconds in graded]
    print(
        f"busy    {name:<8} {len(graded)} runs: {full} full marks, {stopped} stopped, "
        f"{same} as when idle; {statistics.median(seconds):.0f} s, {max(seconds):.0f} "
        "s at most"
    )


def _verdicts(report: Report) -> dict[str, Status]:
    return {check.id: check.status for check in report.checks}


if __name__ == "__main__":
    main()
