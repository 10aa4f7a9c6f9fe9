"""Run an exercise's probes in children, and survive whatever they do.

Nothing is judged here. One child serves all checks of an exercise; after a hang,
a crash or tampering the rest go on in a fresh one, so that each costs only the
check during which it happened.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import msgspec

from grader.comparing.observation import Observation, Room, decode
from grader.errors import ProtocolError, SandboxError
from grader.isolation import protocol
from grader.isolation.confinement import EXIT_UNCONFINED
from grader.isolation.conversation import (
    NOTHING,
    Allowed,
    Child,
    ChildEndedError,
    ChildTimeoutError,
    Ending,
)
from grader.isolation.limits import Limits
from grader.isolation.sandbox import Sandbox
from grader.isolation.wire import Frame
from grader.judging import exceeded, noticing, traces
from grader.judging.allowance import Allowance

# A submission that hung twice gets this long for each further check of the
# exercise: an honest check takes milliseconds.
PATIENCE_S = 1.0
PATIENT_HANGS = 2
INTERFERED = "it interfered with the grader"
UNEXPECTED = "an unexpected reply"
UNASKED = "an answer to nothing that was asked"


@dataclass(frozen=True)
class Step:
    """A check to run, and how long it may take."""

    request: protocol.Run
    allowed: Allowed

    @property
    def check(self) -> str:
        """Id of the check."""
        return self.request.check


class Stop(Enum):
    """Why a child gave no answer, or none that counts."""

    TIMEOUT = "timeout"
    CRASH = "crash"
    GARBLED = "garbled"
    NOT_RUN = "not run"
    WITHHELD = "withheld"


class LateImportError(Exception):
    """A child begins to import what takes long, and belongs before its start."""

    def __init__(self, module: str) -> None:
        self.module = module
        super().__init__(module)


@dataclass(frozen=True)
class DrawOutcome:
    """What one draw gave. `raised` tells an exception from a returned value."""

    value: Observation
    raised: bool
    layouts: tuple[protocol.Layout, ...]
    unfilled: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What running one check gave: draws, or the reason that there are none."""

    draws: tuple[DrawOutcome, ...] = ()
    twins: tuple[DrawOutcome, ...] = ()
    noticed: tuple[protocol.Noticed, ...] = ()
    stop: Stop | None = None
    reason: str = ""
    place: Frame | None = None
    duration_s: float = 0.0


@dataclass
class ExerciseRun:
    """Everything that came of running one exercise.

    `slow` is the statement of the top level that took too long, and was left out.
    `late` is what a child was about to import.
    """

    allowance: Allowance = field(default_factory=lambda: Allowance.fresh(Limits()))
    answered: bool = False
    late: str = ""
    slow: Outcome | None = None
    read: Callable[[], protocol.Read] = protocol.Read
    loaded: protocol.Loaded | None = None
    load_stop: Outcome | None = None
    refused: tuple[protocol.Noticed, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    room: Room = field(default_factory=Room)
    output: str = ""
    output_cut: bool = False

    def forget_draws(self) -> None:
        """Keep no tensors once they are judged: they may be many MiB."""
        for check, outcome in self.outcomes.items():
            self.outcomes[check] = replace(outcome, draws=(), twins=())

    @property
    def never_loads(self) -> bool:
        """Whether the top level hangs, and nobody knows the statement."""
        return self.load_stop is not None and self.load_stop.stop is Stop.TIMEOUT


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


def inspect(
    sandbox: Sandbox, units: Sequence[protocol.UnitSource], limits: Limits
) -> protocol.Read:
    """Have a submission's source read, in a child that runs none of it.

    Returns:
        What it says: nothing, where it cannot be read within the limits of a check.

    Raises:
        SandboxError: The child could not be started.
    """
    reply = _ask(sandbox, protocol.Inspect(units=tuple(units)), limits)
    return reply if isinstance(reply, protocol.Read) else protocol.Read()


def suggest(
    sandbox: Sandbox, request: protocol.Suggest, limits: Limits
) -> tuple[protocol.Repair, ...]:
    """Have repairs of a submission's code suggested, in a child that runs none of it.

    Raises:
        SandboxError: The child could not be started.
    """
    reply = _ask(sandbox, request, limits)
    return reply.repairs if isinstance(reply, protocol.Suggested) else ()


def _ask(
    sandbox: Sandbox, request: protocol.Inspect | protocol.Suggest, limits: Limits
) -> protocol.Reply | None:
    """Ask a child about a source; None where it gives no answer within the limits."""
    request = msgspec.structs.replace(request, token=_fresh_token())
    child = sandbox.start()
    try:
        child.allow(Allowed(limits.check_cpu_s, limits.check_timeout_s))
        child.send(request)
        return _receive(child, request.token, [])[0]
    except (ChildTimeoutError, ChildEndedError, ProtocolError):
        return None
    finally:
        child.end(kill=True)


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
        run.load_stop = _load(child, load, limits, run)
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
            outcome = _withheld(_run_check(child, step.request, run.room))
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


def _load(
    child: Child, load: protocol.Load, limits: Limits, run: ExerciseRun
) -> Outcome | None:
    own = Allowed(limits.load_cpu_s, limits.load_timeout_s)
    bounds = zip(own, run.allowance.left(), strict=True)
    child.allow(Allowed(*(min(both) for both in bounds)))
    load = msgspec.structs.replace(load, token=_fresh_token())
    noticed: list[protocol.Noticed] = []
    try:
        child.send(load)
        started, _ = _receive(child, load.token, noticed)
        run.answered = True
        loaded, _ = _receive(child, load.token, noticed)
        if not isinstance(started, protocol.Started):
            raise ProtocolError(UNEXPECTED)
        if not isinstance(loaded, protocol.Loaded):
            raise ProtocolError(UNEXPECTED)
        run.loaded = exceeded.named_in(loaded, limits)
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        return replace(_no_answer(error), noticed=tuple(noticed))
    run.refused = tuple(item for item in noticed if item.kind == "refused")
    outcome = _withheld(Outcome(noticed=tuple(noticed)))
    return outcome if outcome.stop else None


def _run_check(child: Child, request: protocol.Run, room: Room) -> Outcome:
    started = time.monotonic()
    request = msgspec.structs.replace(request, token=_fresh_token())
    noticed: list[protocol.Noticed] = []
    try:
        child.send(request)
        reply, payload = _receive(child, request.token, noticed)
        if not isinstance(reply, protocol.Ran):
            raise ProtocolError(UNEXPECTED)
        draws, twins = _decode(reply, payload, len(request.seeds), room)
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        stopped = _no_answer(error, time.monotonic() - started)
        return replace(stopped, noticed=tuple(noticed))
    return Outcome(
        draws=draws,
        twins=twins,
        noticed=tuple(noticed),
        duration_s=time.monotonic() - started,
    )


def _withheld(outcome: Outcome) -> Outcome:
    """Use no answer of a child in which something was noticed that spoils it."""
    cause = noticing.withholding(outcome.noticed)
    if cause is None or outcome.stop not in (None, Stop.GARBLED):
        return outcome  # else it is the cause of a reply that is none, too
    return Outcome(
        noticed=outcome.noticed,
        stop=Stop.WITHHELD,
        reason=noticing.reason(cause),
        place=noticing.place(cause),
        duration_s=outcome.duration_s,
    )


def _fresh_token() -> str:
    return secrets.token_hex(8)


def _receive(
    child: Child, token: str, noticed: list[protocol.Noticed]
) -> tuple[protocol.Reply, protocol.Payload]:
    """Receive the answer to the request with a token; no other will do.

    Whatever was noticed before it is added to what was noticed already.

    Raises:
        LateImportError: The child begins to import what it should have begun with.
    """
    reply, payload = child.receive()
    while isinstance(reply, protocol.Noticed) and len(noticed) < protocol.MAX_NOTICED:
        if reply.kind == "imports" and reply.what in child.lacks:
            raise LateImportError(reply.what)
        noticed.append(reply)
        reply, payload = child.receive()
    if getattr(reply, "token", None) != token:
        raise ProtocolError(UNASKED)
    return reply, payload


def _decode(
    reply: protocol.Ran, payload: protocol.Payload, expected: int, room: Room
) -> tuple[tuple[DrawOutcome, ...], tuple[DrawOutcome, ...]]:
    every = reply.draws + reply.twins
    if len(reply.draws) != expected or len(every) != len(reply.lengths):
        raise ProtocolError("another number of draws arrived than was asked for")
    if sum(reply.lengths) != len(payload) or min(reply.lengths, default=0) < 0:
        raise ProtocolError("the tensor bytes do not add up")
    outcomes, offset = [], 0
    for draw, length in zip(every, reply.lengths, strict=True):
        value = decode(draw.value, payload[offset : offset + length], room)
        offset += length
        outcomes.append(DrawOutcome(value, draw.raised, draw.layouts, draw.unfilled))
    return tuple(outcomes[:expected]), tuple(outcomes[expected:])


def _garbled(problem: str, duration_s: float = 0.0) -> Outcome:
    reason = f"{INTERFERED}: {problem}"
    return Outcome(stop=Stop.GARBLED, reason=reason, duration_s=duration_s)


def _no_answer(error: Exception, duration_s: float = 0.0) -> Outcome:
    if isinstance(error, ChildTimeoutError):
        reason = exceeded.too_long(error)
        return Outcome(stop=Stop.TIMEOUT, reason=reason, duration_s=duration_s)
    if isinstance(error, ChildEndedError):
        return Outcome(stop=Stop.CRASH, duration_s=duration_s)
    return _garbled(str(error), duration_s)


def _distrust(run: ExerciseRun, ending: Ending, checks: Sequence[str]) -> None:
    """Use no answer of a child that once sent what no honest child sends.

    What came unasked may be the probe's own answer, and the one used a forged one.
    """
    if not checks:
        return
    last = run.outcomes[checks[-1]]
    last = _withheld(replace(last, noticed=last.noticed + ending.noticed))
    run.outcomes[checks[-1]] = last
    if last.stop is None and ending.unasked:
        last = _garbled(UNASKED, last.duration_s)
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
