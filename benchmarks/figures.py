"""Print the project's figures; ratios are between runs that alternate.

    python benchmarks/figures.py            all of them, about two minutes
    python benchmarks/figures.py cold       `grade FILE` against `import torch`
    python benchmarks/figures.py warm       40 submissions of five exercises, one core
    python benchmarks/figures.py layers     the same, leaving layers of isolation out
    python benchmarks/figures.py memory     what a child adds over its nursery
    python benchmarks/figures.py failing    what naming a mistake costs, in turns

Run from the project's folder, on a quiet machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.isolation.confinement import NAMESPACES, Layer
from grader.isolation.limits import Limits
from grader.isolation.protocol import Load, UnitSource
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference, step_for
from grader.submission import Submission, read_submission
from grader.validating.labels import submission_of

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENTS = ("blocks", "layers", "convolution", "devices")
FIVE = ("MLP", "CenteredLayer", "MyLinear", "corr2d", "try_gpu")  # 28 checks
HEAVIEST = ("MLP", "MySequential", "CenteredLayer", "MyLinear", "corr2d")  # 33 checks
SUBMISSIONS = 40
COLD_RUNS = 7
SEED = 20260101


def cold() -> None:
    """`grade` on one file in a fresh process, against importing torch in one."""
    grade = [sys.executable, "-m", "grader", "reference/layers.py", "-q"]
    importing = [sys.executable, "-c", "import torch"]
    for command in (grade, importing):
        _seconds(command)  # fills the disk cache
    pairs = [(_seconds(grade), _seconds(importing)) for _ in range(COLD_RUNS)]
    ratio = statistics.median(a / b for a, b in pairs)
    print(
        f"cold    grade {_median(a for a, _ in pairs):.2f} s, import torch "
        f"{_median(b for _, b in pairs):.2f} s, ratio {ratio:.2f} (limit 1.25)"
    )


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _median(values: object) -> float:
    return statistics.median(list(values))  # type: ignore[call-overload]


def warm() -> None:
    """A class on one core, one warm nursery, every layer of isolation."""
    _one_core()
    for names in (FIVE, HEAVIEST):
        seconds, checks = _class_seconds((), names)
        each_ms = 1000 * seconds / SUBMISSIONS
        print(
            f"warm    {each_ms:.0f} ms a submission: 5 exercises, {checks} checks, "
            "one core, full isolation (limit 100 for about 25)"
        )


def layers() -> None:
    """What isolation costs: the same class with layers left out, in turns."""
    _one_core()
    choices: dict[str, tuple[str, ...]] = {
        "all layers": (),
        **{f"without {layer}": (layer,) for layer in Layer},
        "without namespaces": (NAMESPACES,),
        "landlock and seccomp": (NAMESPACES, Layer.PRIVILEGES),
        "none": tuple(Layer),
    }
    everything = 0.0
    for name, without in choices.items():
        each_ms = 1000 * _class_seconds(without, FIVE)[0] / SUBMISSIONS
        everything = everything or each_ms
        ratio = each_ms / everything
        print(f"layers  {name:<26} {each_ms:4.0f} ms a submission  {ratio:.2f}")


def _one_core() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _class_seconds(without: Sequence[str], names: Sequence[str]) -> tuple[float, int]:
    """Grade a class after a first submission that warms everything."""
    assignments = [load_assignment(ROOT / "assignments" / name) for name in ASSIGNMENTS]
    with NurserySandbox(Limits(), without) as sandbox:
        judges = [Judge(Reference(item), sandbox, SEED) for item in assignments]
        submissions = [_reference_of(item) for item in assignments]
        grade = _grader(judges, submissions, names)
        for _ in range(4):  # enough children for the nursery to collapse its memory
            checks = grade()
        started = time.perf_counter()
        for _ in range(SUBMISSIONS):
            grade()
        return time.perf_counter() - started, checks


def _reference_of(assignment: Assignment) -> Submission:
    return read_submission(assignment.reference_path, assignment=assignment.name)


def _grader(
    judges: Sequence[Judge], submissions: Sequence[Submission], names: Sequence[str]
) -> Callable[[], int]:
    def grade() -> int:
        reports = []
        for judge, submission in zip(judges, submissions, strict=True):
            chosen = [e for e in judge.assignment.exercises if e.name in names]
            if chosen:
                reports.append(judge.grade(submission, chosen))
        assert all(report.passed for report in reports)
        return sum(len(report.checks) for report in reports)

    return grade


def memory() -> None:
    """Pages that are a child's own after it has run all checks of MyLinear."""
    assignment = load_assignment(ROOT / "assignments" / "layers")
    with NurserySandbox(Limits()) as sandbox:
        Judge(Reference(assignment), sandbox, SEED).prepare()
        nursery, child = _memory_mib(assignment, sandbox)
    print(f"memory  a child adds {child:.1f} MiB to its nursery's {nursery:.0f} MiB")


def _memory_mib(assignment: Assignment, sandbox: Sandbox) -> tuple[float, float]:
    child = sandbox.start()
    unit = UnitSource(label="x.py", cell=None, source=assignment.reference_source)
    child.send(Load(units=(unit,), exercise="MyLinear"))
    for _ in range(2):
        child.receive(10)
    for check in assignment.checks_of("MyLinear"):
        child.send(step_for(assignment, check, SEED).request)
        child.receive(10)
    pids = _descendants(os.getpid())
    nursery, youngest = pids[-2], pids[-1]
    sizes = _rollup(nursery)["Rss"], _rollup(youngest)["Private_Dirty"]
    child.end()
    return sizes


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = []
    for child in map(int, children):
        found += [child, *_descendants(child)]
    return found


def _rollup(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


# Each is one slip in `layers`: what is replaced, and by what.
SLIPS = {
    "a known mistake": (
        "F.relu(X @ self.weight + self.bias)",
        "X @ self.weight + self.bias",
    ),
    "a misspelt name": ("X @ self.weight", "X @ self.wieght"),
    "one that nobody knows": (" + self.bias)", " + self.bias).cos() * 1.7"),
}


def failing() -> None:
    """A submission with a slip against one without, in turns; each slip seen anew."""
    assignment = load_assignment(ROOT / "assignments" / "layers")
    right = assignment.reference_source
    with NurserySandbox(Limits()) as sandbox:
        for name, (old, new) in SLIPS.items():
            ratios = []
            for seed in range(SEED, SEED + COLD_RUNS):
                judge = Judge(Reference(assignment), sandbox, seed)
                judge.grade(submission_of(right, assignment))  # runs the reference
                wrong = submission_of(right.replace(old, new), assignment)
                passing = submission_of(right, assignment)
                slow, quick = _grading(judge, wrong), _grading(judge, passing)
                ratios.append(slow / quick)
            print(f"failing {name:<22} {statistics.median(ratios):.1f} times (limit 3)")


def _grading(judge: Judge, submission: Submission) -> float:
    started = time.perf_counter()
    judge.grade(submission)
    return time.perf_counter() - started


FIGURES: dict[str, Callable[[], None]] = {
    "cold": cold,
    "memory": memory,
    "failing": failing,
    "warm": warm,
    "layers": layers,
}


def main() -> None:
    """Print the figures named on the command line, or all."""
    names = sys.argv[1:] or list(FIGURES)
    for name in names:
        FIGURES[name]()


if __name__ == "__main__":
    main()
