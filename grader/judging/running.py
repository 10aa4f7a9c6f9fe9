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
    Child,
    ChildCpuError,
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
    """A check to run, and how long it may take: wall and processor time, in seconds."""

    request: protocol.Run
    timeout_s: float
    cpu_s: float = math.inf

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
    """Everything that came of running one exercise."""

    allowance: Allowance = field(default_factory=lambda: Allowance.fresh(Limits()))
    answered: bool = False
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
        """Whether the submission's top level hangs."""
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
        started = time.monotonic()
        done = _run_in(child, load, pending, limits, run, hangs)
        cpu_s = child.cpu_s
        ending = child.end(kill=done < len(pending) or _stopped(run, pending, done))
        run.allowance.spend(time.monotonic() - started, max(cpu_s, ending.cpu_s))
        if not run.answered:  # later, the exit code could be the submission's own
            _raise_unconfined(ending)
        last = pending[done - 1].check if done else ""
        _distrust(run, ending, [step.check for step in pending[:done]])
        _note_ending(run, ending, last, load, limits)
        _blame_allowance(run, last)
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
            child = child or sandbox.start()
            started, used_s = time.monotonic(), child.cpu_s
            done = _run_in(child, load, steps, limits, run, hangs=0)
            run.allowance.spend(time.monotonic() - started, child.cpu_s - used_s)
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
    deadline = time.monotonic() + limits.check_timeout_s
    child = sandbox.start()
    try:
        child.allow_cpu(limits.check_cpu_s)
        child.send(request)
        return _receive(child, request.token, deadline, [])[0]
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


def _run_in(
    child: Child,
    load: protocol.Load,
    pending: Sequence[Step],
    limits: Limits,
    run: ExerciseRun,
    hangs: int,
) -> int:
    """Run as many checks as one child survives; return how many have an outcome."""
    started, used_s = time.monotonic(), child.cpu_s
    run.load_stop = _load(child, load, limits, run)
    if run.load_stop is not None or run.loaded is None:
        return 0
    for count, step in enumerate(pending, start=1):
        spent_s, cpu_s = time.monotonic() - started, child.cpu_s - used_s
        if run.allowance.refusal(spent_s, cpu_s):
            return count - 1
        patience = step.timeout_s if hangs < PATIENT_HANGS else PATIENCE_S
        left_s = min(step.cpu_s, run.allowance.cpu_s - cpu_s)
        child.allow_cpu(min(limits.check_cpu_s, left_s))
        wall_s = min(patience, step.timeout_s, run.allowance.wall_s - spent_s)
        outcome = _run_check(child, step.request, wall_s, limits, run.room)
        outcome = _withheld(outcome)
        run.outcomes[step.check] = outcome
        if outcome.stop is not None:
            return count
    return len(pending)


def _load(
    child: Child, load: protocol.Load, limits: Limits, run: ExerciseRun
) -> Outcome | None:
    patience_s = min(limits.load_timeout_s, run.allowance.wall_s)
    deadline = time.monotonic() + patience_s
    load = msgspec.structs.replace(load, token=_fresh_token())
    noticed: list[protocol.Noticed] = []
    try:
        child.send(load)
        started, _ = _receive(child, load.token, deadline, noticed)
        run.answered = True
        loaded, _ = _receive(child, load.token, deadline, noticed)
        if not isinstance(started, protocol.Started):
            raise ProtocolError(UNEXPECTED)
        if not isinstance(loaded, protocol.Loaded):
            raise ProtocolError(UNEXPECTED)
        run.loaded = exceeded.named_in(loaded, limits)
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        stopped = _no_answer(error, patience_s, limits)
        return replace(stopped, noticed=tuple(noticed))
    run.refused = tuple(item for item in noticed if item.kind == "refused")
    outcome = _withheld(Outcome(noticed=tuple(noticed)))
    return outcome if outcome.stop else None


def _run_check(
    child: Child,
    request: protocol.Run,
    patience_s: float,
    limits: Limits,
    room: Room,
) -> Outcome:
    started = time.monotonic()
    request = msgspec.structs.replace(request, token=_fresh_token())
    noticed: list[protocol.Noticed] = []
    try:
        child.send(request)
        reply, payload = _receive(child, request.token, started + patience_s, noticed)
        if not isinstance(reply, protocol.Ran):
            raise ProtocolError(UNEXPECTED)
        draws, twins = _decode(reply, payload, len(request.seeds), room)
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        stopped = _no_answer(error, patience_s, limits, time.monotonic() - started)
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
    child: Child, token: str, deadline: float, noticed: list[protocol.Noticed]
) -> tuple[protocol.Reply, protocol.Payload]:
    """Receive the answer to the request with a token; no other will do.

    Whatever was noticed before it is added to what was noticed already.
    """
    reply, payload = child.receive(deadline - time.monotonic())
    while isinstance(reply, protocol.Noticed) and len(noticed) < protocol.MAX_NOTICED:
        noticed.append(reply)
        reply, payload = child.receive(deadline - time.monotonic())
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


def _no_answer(
    error: Exception, patience_s: float, limits: Limits, duration_s: float = 0.0
) -> Outcome:
    if isinstance(error, ChildCpuError):
        reason = exceeded.too_much_work(limits.check_cpu_s)
        return Outcome(stop=Stop.TIMEOUT, reason=reason, duration_s=duration_s)
    if isinstance(error, ChildTimeoutError):
        reason = exceeded.too_long(round(patience_s, 1))
        return Outcome(stop=Stop.TIMEOUT, reason=reason, duration_s=patience_s)
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
