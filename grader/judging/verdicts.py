"""From outcomes to verdicts: compare, find what blocks what, explain.

One mistake costs one check. A check that fails only because of a mistake that
another check of the same exercise describes is `blocked` by that one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from grader.causes import Cause
from grader.checks import Check
from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Observation, Raised
from grader.errors import AssignmentError
from grader.explaining import exceeded, noticing
from grader.explaining.absent import written_elsewhere
from grader.explaining.diagnosis import Diagnosis, Facts, Known, diagnose
from grader.explaining.source import Source
from grader.isolation.limits import Limits
from grader.isolation.protocol import Made
from grader.isolation.wire import Frame
from grader.judging.blocking import Failure, Owners, find_owners
from grader.judging.comparison import comparison_of
from grader.judging.counterexample import counterexample
from grader.judging.outcomes import DrawOutcome, ExerciseRun, Outcome
from grader.judging.preconditions import (
    precondition,
    stop_advice,
    stop_place,
    stop_status,
)
from grader.results import NOT_WRITTEN, CheckResult, Kind, Location, Status
from grader.settings import Exercise

Locate = Callable[[Frame | None], Location | None]
# Finds known mistakes that behave as the student's code does, by the ids of the failed
# checks that they explain.
Explain = Callable[[Sequence[str], Mapping[str, Outcome]], Mapping[str, Known]]
# What judging an outcome gave, by check and `id` of the outcome, which it keeps alive.
Remembered = dict[tuple[str, int], tuple[Outcome, Failure | None]]
MAX_MESSAGE = 300
MAX_DIAGNOSIS = 1_000
STUB = "NotImplementedError"
OUR_FAULT = "this is not the student's fault; tell the instructor"


@dataclass(frozen=True)
class Judged:
    """The verdicts on an exercise, and the failures that they tell of.

    Attributes:
        results: One for each check, in order.
        failed: What the student's code did wrong, in the order of the checks; empty
            where it is not written yet.
    """

    results: tuple[CheckResult, ...]
    failed: tuple[Failure, ...] = ()


def judge_exercise(
    exercise: Exercise,
    checks: Sequence[Check],
    run: ExerciseRun,
    reference: dict[str, Outcome],
    explain: Explain,
    locate: Locate,
    remembered: Remembered | None = None,
) -> Judged:
    """Judge every check of one exercise.

    Args:
        exercise: What is graded.
        checks: Its checks, in order.
        run: What the student's implementation gave.
        reference: What the reference gave, by check id.
        explain: Finds the known mistakes behind failed checks.
        locate: Turns a frame into a location with its source lines.
        remembered: Outcomes that were judged before, which are not judged again; learns
            from these.
    """
    lines = run.loaded.failures if run.loaded else ()
    source = Source(
        run.read, exercise.name, run.allowance.limits, lines, run.asked, run.elsewhere
    )
    judged = {} if remembered is None else remembered
    unreadable = precondition(exercise, checks, run, source)
    if unreadable is not None:
        return Judged(_all_blocked(unreadable, checks, locate), (unreadable,))
    failures = {}
    for check in checks:
        outcome = run.outcomes[check.id]
        key = check.id, id(outcome)
        if key not in judged:
            failure = judge_check(check, outcome, reference[check.id], source)
            judged[key] = outcome, failure
        _, failure = judged[key]
        if failure is not None:
            failures[check.id] = failure
            if check.kind is Kind.CONTRACT and _is_stub(failure, source):
                return Judged(
                    _all_blocked(_not_written(failure, source), checks, locate)
                )
    owners = find_owners(list(failures.values()))
    # the first one says whether there is anything that can be called
    contract = next(c for c in checks if c.kind is Kind.CONTRACT)
    if contract.id in owners.failed:
        kept = (c for c in checks if c.id not in failures)
        kept = (c for c in kept if _forbids(c, reference[c.id]))
        owners.blockers |= {c.id: contract.id for c in kept}
    for name, known in explain(_open(owners), run.outcomes).items():
        owners.failed[name] = _explained(owners.failed[name], known, source)
    results = (_result(c, run.outcomes[c.id], owners, locate) for c in checks)
    failed = (owners.failed[c.id] for c in checks if c.id in owners.failed)
    return Judged(tuple(results), tuple(failed))


def _open(owners: Owners) -> list[str]:
    """Ids of failed checks that a known mistake may explain."""
    fails = (f for f in owners.failed.values() if f.status is Status.FAIL)
    return [failure.check.id for failure in fails]


def _explained(failure: Failure, known: Known, source: Source) -> Failure:
    """Name the mistake, and the line of the student's that makes it."""
    fits = source.holds(known.changes, known.sentence)
    if known.plain:  # a mutant's sentence quotes the reference
        fits = fits and source.quotes(known.sentence)
    # what behaves alike need not be written alike: no line is to blame then
    told = f"it behaves as if {known.plain or known.sentence}"
    # What the results themselves show is certain, and says more than a mutant.
    shown = failure.diagnosis.text
    told = shown if shown and known.plain else "; ".join(filter(None, (shown, told)))
    text = known.sentence if fits else told
    like = source.place_like(known.changes) if fits else None
    # a line that raised says more than the function that it stands in
    raised = failure.error is not None and failure.error.frames
    vague = raised and source.at(like).startswith("def ")
    place = failure.diagnosis.place if vague or not like else like
    cause = failure.diagnosis.cause
    found = Diagnosis(text, place, cause, known.asks, proved=fits)
    return replace(failure, diagnosis=found)


def _forbids(check: Check, reference: Outcome) -> bool:
    """Whether a check is passed by doing nothing: the reference has nothing to show."""
    nothing = all(draw.value in ([], {}) for draw in reference.draws)
    return nothing or check.kind is Kind.PURITY


def _all_blocked(
    failure: Failure, checks: Sequence[Check], locate: Locate
) -> tuple[CheckResult, ...]:
    results = []
    for check in checks:
        if check is failure.check:
            results.append(_failed(failure, locate))
        else:
            results.append(_blocked(check, failure.check.id))
    return tuple(results)


def _is_stub(failure: Failure, source: Source) -> bool:
    """Whether the code itself says that it is not written: torch says so of itself."""
    error = failure.error
    if error is None or not error.is_a(STUB) or failure.diagnosis.cause:
        return False
    line = source.at(error.frames[-1] if error.frames else None)
    return not line or STUB in line


def _not_written(failure: Failure, source: Source) -> Failure:
    why = written_elsewhere(source.exercise, source)
    return Failure(
        failure.check, Status.FAIL, NOT_WRITTEN, failure.duration_s,
        error=failure.error, diagnosis=Diagnosis(why, failure.diagnosis.place),
    )  # fmt: skip


def unexplained(
    failed: Sequence[str], student: Mapping[str, Outcome]
) -> dict[str, Known]:
    """Know of no mistake: for verdicts that nobody reads."""
    return {}


def judge_check(
    check: Check,
    student: Outcome,
    reference: Outcome,
    source: Source,
) -> Failure | None:
    """Judge one check; None means that it passed."""
    if student.stop is not None:
        return Failure(
            check, stop_status(student), student.reason, student.duration_s,
            diagnosis=Diagnosis(stop_advice(student), stop_place(student, source)),
        )  # fmt: skip
    if unseen := noticing.withholding(student.noticed, check.kind):
        return Failure(
            check, Status.FAIL, noticing.reason(unseen), student.duration_s,
            diagnosis=Diagnosis(
                noticing.advice(unseen), noticing.place(unseen, source.read)
            ),
        )  # fmt: skip
    compare, owed = comparison_of(check), list[Failure]()
    for index, mine in enumerate(student.draws):
        theirs = reference.draws[index].value
        twin = reference.twins[index].value if reference.twins else None
        made = reference.draws[index].made
        if mine.raised and isinstance(mine.value, Raised):
            failure = _raised(check, student, mine.value, source)
            return replace(failure, example=counterexample(made, None))
        try:
            mismatch = compare(mine.value, theirs, twin)
        except Exception as error:
            return _uncomparable(check, student, error)
        if mismatch is None:
            continue
        failure = _disagreement(check, student, mine, mismatch, source, made)
        if not failure.owes:
            return failure
        owed.append(failure)
    if not owed:
        return None
    first, *others = owed
    debts = (*first.others, *(debt for one in others for debt in (one, *one.others)))
    return replace(first, others=debts, settled=all(one.settled for one in owed))


def _disagreement(
    check: Check,
    student: Outcome,
    draw: DrawOutcome,
    mismatch: Mismatch,
    source: Source,
    made: Sequence[Made],
) -> Failure:
    """Explain how two observations disagree, and what else of it is owed."""
    found = diagnose(Facts(check.kind, source, mismatch.error, mismatch))
    others = (
        _disagreement(check, student, draw, other, source, made)
        for other in mismatch.others
    )
    return Failure(
        check, Status.FAIL, mismatch.message, student.duration_s, mismatch,
        error=mismatch.error, unfilled=draw.unfilled, diagnosis=found,
        others=tuple(others), settled=mismatch.settled,
        example=counterexample(made, mismatch, check.slides),
    )  # fmt: skip


def needs_second_look(check: Check, student: Outcome, reference: Outcome) -> bool:
    """Whether a first look left open what a thorough one would decide.

    That is whether a gradient is right, and whether what fails on one of several
    machines would pass on each of them alone, where the file is loaded for it: not of
    code that was told on none of them how many GPUs there are.
    """
    on_machines = check.on_machines and student.counted
    if check.kind is not Kind.GRADIENT and not on_machines:
        return False
    compare = comparison_of(check)
    for mine, theirs in zip(student.draws, reference.draws, strict=False):
        if mine.raised:
            if on_machines and not _is_unwritten(mine.value):
                return True
            continue
        with suppress(
            Exception
        ):  # a comparison that breaks decides nothing either time
            wrong = compare(mine.value, theirs.value, None)
            if wrong and (on_machines or wrong.cause is Cause.UNMEASURED):
                return True
    return False


def _is_unwritten(value: Observation) -> bool:
    return isinstance(value, Raised) and value.is_a(STUB)


def _raised(check: Check, student: Outcome, error: Raised, source: Source) -> Failure:
    found = diagnose(Facts(check.kind, source, error))
    message = " ".join(said_by(error).split())
    return Failure(
        check, Status.FAIL, message[:MAX_MESSAGE], student.duration_s, error=error,
        diagnosis=found,
    )  # fmt: skip


def said_by(error: Raised) -> str:
    """What an exception says; the class of a probe's own says nothing to students."""
    return error.message if error.is_a("NoTensorError") else str(error)


def _uncomparable(check: Check, student: Outcome, error: Exception) -> Failure:
    """A comparison met what the exercise's author did not expect, or should mend."""
    message = f"the comparison failed: {type(error).__name__}: {error}"
    if isinstance(error, AssignmentError):
        message = ": ".join(filter(None, (error.problem, error.fix)))
    return Failure(
        check, Status.ERROR, message, student.duration_s, diagnosis=Diagnosis(OUR_FAULT)
    )  # fmt: skip


def _result(
    check: Check,
    outcome: Outcome,
    owners: Owners,
    locate: Locate,
) -> CheckResult:
    if check.id in owners.blockers:
        return _blocked(check, owners.blockers[check.id])
    if check.id in owners.failed:
        return _failed(owners.failed[check.id], locate)
    return _verdict(
        check,
        Status.PASS,
        duration_s=round(outcome.duration_s, 6),
    )


def _verdict(check: Check, status: Status, **rest: Any) -> CheckResult:
    """Make a verdict; only a pass earns the check's points."""
    return CheckResult(
        id=check.id,
        kind=check.kind,
        title=check.title,
        status=status,
        points=check.points,
        earned=check.points if status is Status.PASS else 0,
        **rest,
    )


def _failed(failure: Failure, locate: Locate) -> CheckResult:
    check, mismatch = failure.check, failure.mismatch
    return _verdict(
        check,
        failure.status,
        message=failure.message[:MAX_MESSAGE],
        counterexample=failure.example,
        expected=mismatch.expected if mismatch else None,
        found=mismatch.found if mismatch else None,
        hint=_hint(failure),
        diagnosis=failure.diagnosis.text[:MAX_DIAGNOSIS],
        location=locate(failure.diagnosis.place),
        duration_s=round(failure.duration_s, 6),
    )


# Kinds of checks that fail of one cause only, so that their own hint fits it.
_ONE_CAUSE = (Kind.NAMING, Kind.INIT, Kind.RULE, Kind.MODE, Kind.SERIALIZATION)
# Exceptions that are no misunderstanding of what the check is about.
_SLIPS = (
    *("NameError", "AttributeError", "ImportError", "RecursionError", "MemoryError"),
    *("EOFError", "SystemExit", "OSError"),
)


def _hint(failure: Failure) -> str:
    """Ask about the cause, where it is known: of one that is not, nothing is asked."""
    if failure.diagnosis.asks or _is_slip(failure):
        return failure.diagnosis.asks
    kind, mismatch, cause = (
        failure.check.kind,
        failure.mismatch,
        failure.diagnosis.cause,
    )
    if mismatch is not None and mismatch.hint:
        return mismatch.hint
    seen = mismatch is not None and mismatch.error is None and mismatch.aspect is kind
    known = cause is not None and cause.home is kind
    return failure.check.hint if known or (seen and kind in _ONE_CAUSE) else ""


def _is_slip(failure: Failure) -> bool:
    """Whether the message itself is the lesson, and a question is beside it."""
    error = failure.error
    return error is not None and (
        bool(exceeded.by_exception(error, Limits())) or any(map(error.is_a, _SLIPS))
    )


def _blocked(check: Check, by: str) -> CheckResult:
    return waits(_verdict(check, Status.BLOCKED), by)


def waits(result: CheckResult, by: str) -> CheckResult:
    """Make of a verdict that it cannot be given before another check passes."""
    return CheckResult(
        id=result.id,
        kind=result.kind,
        title=result.title,
        status=Status.BLOCKED,
        points=result.points,
        earned=0,
        message=f"cannot be judged before {by} passes",
        blocked_by=by,
    )


def broken(check: Check, problem: str) -> CheckResult:
    """The verdict on a check that the exercise's own fault keeps from running."""
    return _verdict(
        check,
        Status.ERROR,
        message=problem[:MAX_MESSAGE],
        diagnosis=OUR_FAULT,
    )
