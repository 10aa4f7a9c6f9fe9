"""Prove the whole course, mutants included, and write what came of it: `docs/proof.md`.

    python scripts/prove_course.py [--seeds N]

Takes a while: some ten minutes, and with seeds an hour; what `grade validate` has
proved is not proved again. A test says when what can be counted without proving
anything is out of date.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console

from grader.assignment import Assignment
from grader.checks import Check
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.settings import Exercise
from grader.validating import ValidationProgress, open_cache, prove
from grader.validating.labels import Labelled, labelled, submission_of
from grader.validating.proof import Count, Proof
from scripts.list_exercises import assignments

PAGE = Path(__file__).resolve().parent.parent / "docs" / "proof.md"
SEED = 20260101
RUNS = 3
FRACTION = 10  # milliseconds are rounded to so many
_HEAD = """# What proves the checks

Made by `python scripts/prove_course.py`. Every right solution passes, every wrong one \
loses what it should, and no mutant survives: `grade validate` says so, or fails. \
[What the checks cannot see](what-checks-cannot-see.md) is the other half.

- **checks**, by kind; **declined**: standard checks that an exercise does without; \
why stands below.
- **right**: right solutions in different styles, beside the reference. **wrong**: \
mistakes (edits of the reference) and wrong files. Of these, **alone** lose one check, \
**named** are told by name.
- **mutants**: what mutation operators make of the reference; **killed** lose a check, \
**alone** one, **equivalent** are recorded as no mistakes, each with its reason.
- **ms**: wall time of grading the reference once, warm, on one core.
"""
_COLUMNS = (
    *("exercise", "checks", "declined", "right", "wrong", "alone", "named"),
    *("mutants", "killed", "alone", "equivalent", "ms"),
)


def counted(item: Assignment, exercise: Exercise, files: list[Labelled]) -> list[str]:
    """Count what there is of an exercise, without proving anything.

    Returns:
        The cells of its name, checks, declined checks, right and wrong solutions.
    """
    own = [file for file in files if file.label.exercise == exercise.name]
    right = sum(file.right for file in own)
    declined = sum(item.exercise == exercise.name for item in item.declined)
    kinds = _kinds(item.checks_of(exercise.name))
    return [f"`{exercise.name}`", kinds, *map(str, (declined, right, len(own) - right))]


def _kinds(checks: Iterable[Check]) -> str:
    found = Counter(check.kind.value for check in checks)
    return f"{found.total()}: " + ", ".join(
        kind if count == 1 else f"{count} {kind}" for kind, count in found.items()
    )


def page(proofs: list[Proof], times: dict[str, float], seeds: int) -> str:
    """Write the page."""
    every = [count for proof in proofs for count in proof.counts.values()]
    lines = [_HEAD, _course(every, seeds), ""]
    for proof in proofs:
        lines += _section(proof, times)
    return "\n".join(lines)


def _course(counts: list[Count], seeds: int) -> str:
    """Sum up the course in a sentence."""
    right = sum(count.right.fine for count in counts)
    wrong = sum(count.wrong.fine for count in counts)
    alone, named = (
        sum(getattr(c, what) for c in counts) for what in ("alone", "named")
    )
    mutants, killed, single, equal = (
        sum(getattr(c.mutation, what) for c in counts if c.mutation)
        for what in ("mutants", "killed", "alone", "equivalent")
    )
    return (
        f"The course: {len(counts)} exercises, {sum(c.checks for c in counts)} checks. "
        f"{right} right solutions pass, under {seeds} seeds. Of {wrong} wrong ones, "
        f"{alone} ({alone / wrong:.1%}) lose one check alone, {named} "
        f"({named / wrong:.1%}) are named. Of {mutants} mutants, {killed} are killed, "
        f"{single} by one check alone, and {equal} are equivalent."
    )


def _section(proof: Proof, times: dict[str, float]) -> Iterator[str]:
    item = proof.assignment
    files, _ = labelled(item)
    yield f"## `{item.name}`\n"
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{'---|' * len(_COLUMNS)}"
    for exercise in item.exercises:
        count = proof.counts[exercise.name]
        cells = counted(item, exercise, files)
        numbers = [count.alone, count.named]
        if count.mutation is not None:
            found = count.mutation
            numbers += [found.mutants, found.killed, found.alone, found.equivalent]
        took = round(1000 * times[exercise.name] / FRACTION) * FRACTION
        yield f"| {' | '.join((*cells, *map(str, numbers), str(took)))} |"
    if item.declined:
        yield "\nDeclined:\n"
    for declined in item.declined:
        yield f"- `{declined.exercise}.{declined.check}`: {declined.reason}"
    yield ""


def grading_times(course: Iterable[Assignment]) -> dict[str, float]:
    """Time the grading of every reference, in seconds, exercise by exercise."""
    times = {}
    with NurserySandbox(Limits()) as sandbox:
        for item in course:
            judge = Judge(Reference(item), sandbox, SEED)
            handed_in = submission_of(item.reference_source, item)
            for exercise in item.exercises:
                judge.sit(handed_in).grade(exercise)  # runs the reference, once
                runs = []
                for _ in range(RUNS):
                    began = time.perf_counter()
                    judge.sit(handed_in).grade(exercise)
                    runs.append(time.perf_counter() - began)
                times[exercise.name] = statistics.median(runs)
    return times


def main() -> None:
    """Prove, time, write; nothing is written if there is a problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    seeds = parser.parse_args().seeds
    course = assignments()
    watch = ValidationProgress(Console(stderr=True))
    proofs = prove(
        course,
        lambda item: NurserySandbox(item.settings.limits),
        seed=SEED,
        seeds=seeds,
        mutants=True,
        cache=open_cache("auto") if seeds == 1 else None,
        watch=watch,
    )
    for proof in proofs:
        for problem in proof.problems:
            sys.stderr.write(f"{problem.where}: {problem.text}\n")
    if any(proof.problems for proof in proofs):
        sys.exit(1)
    PAGE.write_text(page(proofs, grading_times(course), seeds), encoding="utf-8")


if __name__ == "__main__":
    main()
