"""Judge an exercise on the student's code with one mistake repaired.

A repair that makes a failed check pass proves what was wrong, and on which line. What
failed or was blocked for that reason alone is judged on the repaired code, so that one
slip costs one check. Checks of rules and contracts are never carried so.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

import msgspec

from grader.checks import Check
from grader.comparing.observation import Raised
from grader.explaining import exceeded
from grader.isolation.limits import Limits
from grader.isolation.protocol import Repair, Symptom, UnitSource
from grader.isolation.wire import Error, Frame
from grader.judging.blocking import Failure
from grader.judging.outcomes import ExerciseRun
from grader.judging.verdicts import Judged
from grader.results import CheckResult, Kind, Location, Status

LOST = (Status.FAIL, Status.BLOCKED)
NEVER_CARRIED = (Kind.CONTRACT, Kind.RULE)

Units = tuple[UnitSource, ...]
Suggest = Callable[[Sequence[Symptom]], Sequence[Repair]]
Version = tuple[Repair, Units]
Glance = Callable[[Sequence[Units], Sequence[Check]], Generator[ExerciseRun]]
Look = Callable[[Units, Sequence[Check]], ExerciseRun]
Judge = Callable[[ExerciseRun], Judged]


@dataclass(frozen=True)
class Bench:
    """What it takes to try repairs.

    Attributes:
        units: The submission.
        checks: Of the exercise.
        suggest: Reads the code, and says what may be wrong with it.
        glance: Runs checks on several versions, which may see each other's traces:
            it decides nothing.
        look: Runs checks on a version of the code, in a child of its own.
        judge: Judges what they gave.
    """

    units: Units
    checks: Sequence[Check]
    suggest: Suggest
    glance: Glance
    look: Look
    judge: Judge


@dataclass(frozen=True)
class Proved:
    """A repair that makes checks pass that failed, and none fail that passed.

    Attributes:
        repair: What was repaired.
        passed: Ids of all checks that the repaired code passes.
    """

    repair: Repair
    passed: frozenset[str]


def wants_repair(judged: Judged) -> bool:
    """Whether something is not named yet, or lost by another's mistake.

    Code that hangs, crashes, or comes to a limit is not repaired.
    """
    lost = [result for result in judged.results if result.status in LOST]
    if any(_is_limited(failure) for failure in judged.failed):
        return False
    stopped = any(failure.status is not Status.FAIL for failure in judged.failed)
    return (
        bool(judged.failed)
        and not stopped
        and (len(lost) > 1 or bool(_unnamed(judged)))
    )


def _is_limited(failure: Failure) -> bool:
    error = failure.error
    return error is not None and bool(exceeded.by_exception(error, Limits()))


def find_repair(
    bench: Bench, run: ExerciseRun, judged: Judged, most: int
) -> Proved | None:
    """Try repairs, and return the first that proves something.

    Which is chosen does not depend on what is known of the mistake: it earns points.

    Args:
        bench: What it takes.
        run: What the code gave as it is.
        judged: The verdicts on that.
        most: Try so many.
    """
    wanted = [failure.check for failure in judged.failed]
    before = _passed(judged)
    suggested = bench.suggest(symptoms(run, judged))[:most] if most else ()
    versions = [(repair, repaired(bench.units, repair)) for repair in suggested]
    versions = [(repair, units) for repair, units in versions if units]
    for repair, units in _promising(bench, run, versions, wanted):
        whole = bench.look(units, bench.checks)
        if _is_stopped(whole):
            break
        after = bench.judge(whole)
        passed = _passed(after)
        if _raises(after) and not _raises(judged):
            continue  # what fails before it gives a wrong result is no better for it
        if before <= passed and _is_enough(repair, passed, judged):
            return Proved(repair, passed)
    return None


def _raises(judged: Judged) -> bool:
    """Whether an exception is behind a failure."""
    return any(failure.error is not None for failure in judged.failed)


def _is_enough(repair: Repair, passed: frozenset[str], judged: Judged) -> bool:
    """Whether what passes now proves a repair: a weak one has to mend more.

    That is all that failed, and some of what it blocked: code that raises before it
    gives the wrong result fails of something else, and is no better for it.
    """
    mended = [failure.check.id in passed for failure in judged.failed]
    if not repair.weak:
        return any(mended)
    blocked = {r.id for r in judged.results if r.status is Status.BLOCKED}
    return all(mended) and (not blocked or bool(blocked & passed))


def _unnamed(judged: Judged) -> list[Failure]:
    return [failure for failure in judged.failed if not failure.diagnosis.proved]


def _promising(
    bench: Bench,
    run: ExerciseRun,
    versions: Sequence[Version],
    wanted: Sequence[Check],
) -> list[Version]:
    """Leave out repairs that do not mend what failed first, which is soon seen.

    After one that hangs, or meddles with the grader, no other is tried.
    """
    found = []
    asked = wanted if run.outcomes else bench.checks[:1]
    with closing(bench.glance([units for _, units in versions], asked)) as runs:
        for version, seen in zip(versions, runs, strict=False):
            if _is_stopped(seen):
                break
            if _helps(bench, run, seen, wanted):
                found.append(version)
    return found


def _helps(
    bench: Bench, run: ExerciseRun, seen: ExerciseRun, wanted: Sequence[Check]
) -> bool:
    if not run.outcomes:  # nothing could be judged; now something can
        return seen.loaded is not None and seen.loaded.symbol != "missing"
    seen.outcomes = {**run.outcomes, **seen.outcomes}
    return bool(_passed(bench.judge(seen)) & {check.id for check in wanted})


def _is_stopped(run: ExerciseRun) -> bool:
    """Whether repaired code hangs, crashes, or meddles with the grader."""
    stops = (outcome.stop for outcome in run.outcomes.values())
    return run.load_stop is not None or any(stops)


def _passed(judged: Judged) -> frozenset[str]:
    return frozenset(r.id for r in judged.results if r.status is Status.PASS)


def symptoms(run: ExerciseRun, judged: Judged) -> list[Symptom]:
    """Say how checks failed, and what failed while the file was loaded."""
    found = []
    for failure in judged.failed:
        error, kind = failure.error, failure.check.kind
        found.append(
            _symptom(kind, error, error.frames) if error else Symptom(kind=kind)
        )
    failures = run.loaded.failures if run.loaded else ()
    return [
        *found,
        *(_symptom(Kind.CONTRACT, error, error.frames) for _, error in failures),
    ]


def _symptom(kind: Kind, error: Error | Raised, frames: Sequence[Frame]) -> Symptom:
    at = frames[-1] if frames else Frame("", None, 0)
    return Symptom(
        kind=kind, type=error.type, message=error.message,
        label=at.label, cell=at.cell, line=at.line,
    )  # fmt: skip


def repaired(units: Units, repair: Repair) -> Units:
    """Make a repair; none if its edits do not fit the source, as no honest one does."""
    made = []
    for unit in units:
        source = unit.source
        if (unit.label, unit.cell) == (repair.label, repair.cell):
            last = len(source)
            for start, end, text in reversed(repair.edits):
                if not start <= end <= last:
                    return ()
                source, last = source[:start] + text + source[end:], start
        made.append(msgspec.structs.replace(unit, source=source))
    return tuple(made) if tuple(made) != units else ()


def carried(
    judged: Judged, proved: Proved, place: Location, worth: float
) -> tuple[CheckResult, ...]:
    """Name the mistake, and count what the repaired code passes.

    The first check that failed of it keeps its verdict: that is what the mistake costs.

    Args:
        judged: The verdicts on the code as it is.
        proved: The repair.
        place: The repaired line.
        worth: What part of its points a check is worth that is judged so.
    """
    mended = {
        failure.check.id: failure
        for failure in judged.failed
        if failure.check.id in proved.passed
    }
    own = next(iter(mended))
    left = [r for r in judged.results if r.status in LOST and r.id not in proved.passed]
    tells = not (proved.repair.weak and left)  # it may take one mistake for another
    results = []
    for result in judged.results:
        lost = result.status in LOST and result.id in proved.passed
        if lost and result.id != own and result.kind not in NEVER_CARRIED:
            result = _carried(result, place, worth)
        elif result.id in mended and tells:
            # what is known of the mistake tells more than what a repair does
            kept = mended[result.id].diagnosis.proved
            text = result.diagnosis if kept else proved.repair.sentence
            result = msgspec.structs.replace(result, diagnosis=text, location=place)
        results.append(result)
    return tuple(results)


def _told(place: Location) -> str:
    cell = "" if place.cell is None else f" of cell {place.cell}"
    return f"line {place.line}{cell}"


def _carried(result: CheckResult, place: Location, worth: float) -> CheckResult:
    return CheckResult(
        id=result.id,
        kind=result.kind,
        title=result.title,
        status=Status.PASS,
        points=result.points,
        earned=result.points * worth,
        message=f"judged with {_told(place)} repaired",
        repaired=place,
        duration_s=result.duration_s,
    )
