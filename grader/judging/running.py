"""Run an exercise's probes in children, and survive whatever they do.

Nothing is judged here. One child serves all checks of an exercise; after a hang,
a crash or tampering the rest go on in a fresh one, so that each costs only the
check during which it happened.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace

import msgspec

from grader.errors import SandboxError
from grader.explaining import exceeded
from grader.isolation import protocol
from grader.isolation.confinement import EXIT_UNCONFINED
from grader.isolation.conversation import (
    NOTHING,
    Allowed,
    Child,
    Ending,
)
from grader.isolation.limits import Limits
from grader.isolation.sandbox import Sandbox
from grader.judging import traces
from grader.judging.allowance import Allowance
from grader.judging.exchange import (
    UNASKED,
    LateImportError,
    garbled,
    load_in,
    run_check,
    withheld,
)
from grader.judging.outcomes import ExerciseRun, Outcome, Step, Stop

# A submission that hung twice gets this long for each further check of the
# exercise: an honest check takes milliseconds.
PATIENCE_S = 1.0
PATIENT_HANGS = 2


def run_exercise(
    sandbox: Sandbox,
    load: protocol.Load,
    steps: Sequence[Step],
    limits: Limits,
    allowance: Allowance | None = None,
) -> ExerciseRun:
    """Load an implementation and run checks on it, in as many children as needed.

    Args:
        sandbox: Where children run.
        load: The implementation.
        steps: The checks.
        limits: Of each check and child.
        allowance: What the submission has left, shared by its exercises; a fresh
            one if None.

    Raises:
        SandboxError: A child could not be started or confined.
    """
    run = ExerciseRun(allowance or Allowance.fresh(limits))
    pending = list(steps)
    hangs = 0
    while True:
        if refusal := run.allowance.refusal():
            return _leave_out(run, pending, refusal)
        child = sandbox.start()
        before = _spent(child)
        done = _run_in(child, load, pending, limits, run, hangs)
        if run.late:
            _preload(sandbox, child, run)
            pending = pending[done:]
            continue
        run.allowance.spend(*_spent(child, before))
        ending = child.end(kill=done < len(pending) or _stopped(run, pending, done))
        if not run.answered:  # later, the exit code could be the submission's own
            _raise_unconfined(ending)
        last = pending[done - 1].check if done else ""
        _distrust(run, ending, [step.check for step in pending[:done]])
        _note_ending(run, ending, last, load, limits)
        _blame_allowance(run, last)
        if slow := _slow_statement(run, ending, load):
            load = msgspec.structs.replace(load, without=slow.place)
            run.slow, run.load_stop = slow, None
            continue
        if run.load_stop is not None and run.outcomes:  # before, it did load
            left = (step.check for step in pending)
            run.outcomes |= dict.fromkeys(left, run.load_stop)
            run.load_stop = None
            return run
        if run.load_stop is not None or done >= len(pending):
            return run
        hangs += bool(done) and run.outcomes[last].stop is Stop.TIMEOUT
        pending = pending[done:]


def run_variants(
    sandbox: Sandbox,
    variants: Iterable[tuple[protocol.Load, Sequence[Step]]],
    limits: Limits,
    allowance: Allowance | None = None,
) -> Generator[ExerciseRun]:
    """Run versions of some code one after the other, in as few children as needed.

    Each may see traces of those before it, so nothing that earns points is judged so.

    Args:
        sandbox: Where children run.
        variants: The versions, and the checks to run on each.
        limits: Of each check and child.
        allowance: What all of them may use together; if None, each may use as much as
            a submission.

    Raises:
        SandboxError: A child could not be started or confined.
    """
    child: Child | None = None
    try:
        for load, steps in variants:
            run = ExerciseRun(allowance or Allowance.fresh(limits))
            if run.allowance.refusal():
                return
            while True:
                child = child or sandbox.start()
                before = _spent(child)
                done = _run_in(child, load, steps, limits, run, hangs=0)
                if not run.late:
                    break
                _preload(sandbox, child, run)
                child = None
            run.allowance.spend(*_spent(child, before))
            stopped = done < len(steps) or _stopped(run, steps, done)
            if stopped or child.cpu_s > limits.cpu_s / 2:  # which ends a child's life
                ending = child.end(kill=stopped)
                child = None
                if not run.answered:
                    _raise_unconfined(ending)
            yield run
    finally:
        if child is not None:
            child.end()


def _blame_allowance(run: ExerciseRun, check: str) -> None:
    """Say of the last check that it was stopped for what all of them took together."""
    stopped = run.outcomes.get(check) if check else run.load_stop
    reason = run.allowance.refusal(verb="stopped")
    if stopped is None or stopped.stop is not Stop.TIMEOUT or not reason:
        return
    stopped = replace(stopped, reason=reason)
    if check:
        run.outcomes[check] = stopped
    else:
        run.load_stop = stopped


def _leave_out(run: ExerciseRun, pending: Sequence[Step], reason: str) -> ExerciseRun:
    """Say of every check that is left why it is not run."""
    outcome = Outcome(stop=Stop.NOT_RUN, reason=reason)
    if run.loaded is None:
        run.load_stop = outcome
    else:
        run.outcomes |= dict.fromkeys((step.check for step in pending), outcome)
    return run


def _stopped(run: ExerciseRun, pending: Sequence[Step], done: int) -> bool:
    last = run.outcomes.get(pending[done - 1].check) if done else run.load_stop
    return last is not None and last.stop is not None


def _preload(sandbox: Sandbox, child: Child, run: ExerciseRun) -> None:
    """Give a child up, and have what it imports ready for those that follow.

    The time that it took is charged to nobody: once a module and sandbox.
    """
    child.end(kill=True)
    sandbox.preload(run.late)
    run.late = ""


def _run_in(
    child: Child,
    load: protocol.Load,
    pending: Sequence[Step],
    limits: Limits,
    run: ExerciseRun,
    hangs: int,
) -> int:
    """Run as many checks as one child survives; return how many have an outcome.

    `run.late` says what the child has to begin with, if it was stopped for that.
    """
    before, count = _spent(child), 0
    try:
        run.load_stop = load_in(child, load, limits, run)
        if run.load_stop is not None or run.loaded is None:
            return 0
        for count, step in enumerate(pending):
            spent = _spent(child, before)
            if run.allowance.refusal(*spent):
                return count
            if count and spent.cpu_s > limits.cpu_s / 2:  # which ends a child's life
                return count
            patience_s = math.inf if hangs < PATIENT_HANGS else PATIENCE_S
            bounds = zip(step.allowed, run.allowance.left(spent), strict=True)
            child.allow(Allowed(*(min(patience_s, *both) for both in bounds)))
            outcome = withheld(run_check(child, step.request, run.room))
            run.outcomes[step.check] = outcome
            if outcome.stop is not None:
                return count + 1
    except LateImportError as error:
        run.late = error.module
        return count
    return len(pending)


def _spent(child: Child, before: Allowed = NOTHING) -> Allowed:
    """How long a child has worked and waited since then."""
    return Allowed(child.cpu_s - before.cpu_s, child.waited_s - before.wait_s)


def _slow_statement(
    run: ExerciseRun, ending: Ending, load: protocol.Load
) -> Outcome | None:
    """Find what to leave out, so that the rest of a slow file can be graded.

    Nothing where nobody knows, or where something was left out already.
    """
    stopped, left_out = run.load_stop, load.without is not None
    if stopped is None or stopped.stop is not Stop.TIMEOUT or left_out:
        return None
    place = traces.statement(ending.tail, load)
    if place is None or run.allowance.refusal():
        return None
    return replace(stopped, place=place)


def _distrust(run: ExerciseRun, ending: Ending, checks: Sequence[str]) -> None:
    """Use no answer of a child that once sent what no honest child sends.

    What came unasked may be the probe's own answer, and the one used a forged one.
    """
    if not checks:
        return
    last = run.outcomes[checks[-1]]
    last = withheld(replace(last, noticed=last.noticed + ending.noticed))
    run.outcomes[checks[-1]] = last
    if last.stop is None and ending.unasked:
        last = garbled(UNASKED, last.duration_s)
    if last.stop is Stop.GARBLED:
        for check in checks:
            spoilt = replace(last, noticed=run.outcomes[check].noticed)
            run.outcomes[check] = spoilt


def _raise_unconfined(ending: Ending) -> None:
    if ending.code == EXIT_UNCONFINED:
        raise SandboxError(
            "a child could not be confined, so nothing was run in it",
            fix="run `grade doctor` to see which layer is missing",
        )


def _note_ending(
    run: ExerciseRun, ending: Ending, check: str, load: protocol.Load, limits: Limits
) -> None:
    """Add to the last outcome what only the child's end tells; keep its prints."""
    if not run.output:
        run.output = traces.before(ending.head)
        run.output_cut = ending.cut
    stopped = run.outcomes.get(check) if check else run.load_stop
    if stopped is None or stopped.stop is None:
        return
    reason = stopped.reason or exceeded.by_ending(ending, limits)
    place = stopped.place or traces.place(ending.tail, load)
    noted = replace(stopped, reason=reason, place=place)
    if check:
        run.outcomes[check] = noted
    else:
        run.load_stop = noted
