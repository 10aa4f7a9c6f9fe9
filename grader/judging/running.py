"""Run an exercise's probes in children, and survive whatever they do.

Nothing is judged here. One child serves all checks of an exercise; after a hang,
a crash or tampering the rest go on in a fresh one, so that each costs only the
check during which it happened.
"""

from __future__ import annotations

import re
import secrets
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import msgspec

from grader.comparing.observation import Observation, decode
from grader.errors import ProtocolError, SandboxError
from grader.isolation import protocol
from grader.isolation.confinement import EXIT_UNCONFINED
from grader.isolation.conversation import (
    Child,
    ChildEndedError,
    ChildTimeoutError,
    Ending,
)
from grader.isolation.limits import Limits
from grader.isolation.sandbox import Sandbox
from grader.isolation.wire import Frame

# A submission that hung twice gets this long for each further check of the
# exercise: an honest check takes milliseconds.
PATIENCE_S = 1.0
PATIENT_HANGS = 2
INTERFERED = "it interfered with the grader"
CUT_OFF = "it closed its connection to the grader"
_TRACE_LINE = re.compile(r'^  File "(.*)", line (\d+) in ')
_TRACE_START = re.compile(
    r"^(Stack|Current thread|Thread|Fatal Python error: ).*", re.MULTILINE
)


@dataclass(frozen=True)
class Step:
    """A check to run, and how long it may take, in seconds."""

    request: protocol.Run
    timeout_s: float

    @property
    def check(self) -> str:
        """Id of the check."""
        return self.request.check


class Stop(Enum):
    """Why a child gave no answer."""

    TIMEOUT = "timeout"
    CRASH = "crash"
    GARBLED = "garbled"


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
    tampered: tuple[str, ...] = ()
    stop: Stop | None = None
    reason: str = ""
    place: Frame | None = None
    duration_s: float = 0.0


@dataclass
class ExerciseRun:
    """Everything that came of running one exercise."""

    answered: bool = False
    read: protocol.Read = field(default_factory=protocol.Read)
    loaded: protocol.Loaded | None = None
    load_stop: Outcome | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    output: str = ""
    output_cut: bool = False

    @property
    def never_loads(self) -> bool:
        """Whether the submission's top level hangs."""
        return self.load_stop is not None and self.load_stop.stop is Stop.TIMEOUT


def run_exercise(
    sandbox: Sandbox,
    load: protocol.Load,
    steps: Sequence[Step],
    limits: Limits,
) -> ExerciseRun:
    """Load an implementation and run checks on it, in as many children as needed.

    Raises:
        SandboxError: A child could not be started or confined.
    """
    run = ExerciseRun()
    pending = list(steps)
    hangs = 0
    while True:
        child = sandbox.start()
        done = _run_in(child, load, pending, limits, run, hangs)
        ending = child.end(kill=done < len(pending) or _stopped(run, pending, done))
        if not run.answered:  # later, the exit code could be the submission's own
            _raise_unconfined(ending)
        _note_ending(run, ending, pending[done - 1].check if done else "", load)
        if run.load_stop is not None and run.outcomes:  # before, it did load
            left = (step.check for step in pending)
            run.outcomes |= dict.fromkeys(left, run.load_stop)
            run.load_stop = None
            return run
        if run.load_stop is not None or done >= len(pending):
            return run
        hangs += run.outcomes[pending[done - 1].check].stop is Stop.TIMEOUT
        pending = pending[done:]


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
    run.load_stop = _load(child, load, limits, run)
    if run.load_stop is not None or run.loaded is None:
        return 0
    for count, step in enumerate(pending, start=1):
        patience = step.timeout_s if hangs < PATIENT_HANGS else PATIENCE_S
        outcome = _run_check(child, step.request, min(patience, step.timeout_s))
        run.outcomes[step.check] = outcome
        if outcome.stop is not None or outcome.tampered:
            return count
    return len(pending)


def _load(
    child: Child, load: protocol.Load, limits: Limits, run: ExerciseRun
) -> Outcome | None:
    deadline = time.monotonic() + limits.load_timeout_s
    load = msgspec.structs.replace(load, token=_fresh_token())
    try:
        child.send(load)
        read, _ = _receive(child, load.token, deadline - time.monotonic())
        run.answered = True
        loaded, _ = _receive(child, load.token, deadline - time.monotonic())
        if not isinstance(read, protocol.Read):
            return _garbled("an unexpected reply")
        if not isinstance(loaded, protocol.Loaded):
            return _garbled("an unexpected reply")
        run.read, run.loaded = read, loaded
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        return _no_answer(error, limits.load_timeout_s)
    return None


def _run_check(child: Child, request: protocol.Run, patience_s: float) -> Outcome:
    started = time.monotonic()
    request = msgspec.structs.replace(request, token=_fresh_token())
    try:
        child.send(request)
        reply, payload = _receive(child, request.token, patience_s)
        if not isinstance(reply, protocol.Ran):
            return _garbled("an unexpected reply")
        draws, twins = _decode(reply, payload, len(request.seeds))
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        return _no_answer(error, patience_s, time.monotonic() - started)
    return Outcome(
        draws=draws,
        twins=twins,
        tampered=tuple(name[:100] for name in reply.tampered[:20]),
        duration_s=time.monotonic() - started,
    )


def _fresh_token() -> str:
    return secrets.token_hex(8)


def _receive(
    child: Child, token: str, timeout_s: float
) -> tuple[protocol.Reply, bytes]:
    """Receive the answer to the request with a token; no other will do."""
    reply, payload = child.receive(timeout_s)
    if getattr(reply, "token", None) != token:
        raise ProtocolError("an answer to nothing that was asked")
    return reply, payload


def _decode(
    reply: protocol.Ran, payload: bytes, expected: int
) -> tuple[tuple[DrawOutcome, ...], tuple[DrawOutcome, ...]]:
    every = reply.draws + reply.twins
    if len(reply.draws) != expected or len(every) != len(reply.lengths):
        raise ProtocolError("another number of draws arrived than was asked for")
    if sum(reply.lengths) != len(payload) or min(reply.lengths, default=0) < 0:
        raise ProtocolError("the tensor bytes do not add up")
    outcomes, offset = [], 0
    for draw, length in zip(every, reply.lengths, strict=True):
        value = decode(draw.value, payload[offset : offset + length])
        offset += length
        outcomes.append(DrawOutcome(value, draw.raised, draw.layouts, draw.unfilled))
    return tuple(outcomes[:expected]), tuple(outcomes[expected:])


def _garbled(problem: str, duration_s: float = 0.0) -> Outcome:
    reason = f"{INTERFERED}: {problem}"
    return Outcome(stop=Stop.GARBLED, reason=reason, duration_s=duration_s)


def _no_answer(error: Exception, limit_s: float, duration_s: float = 0.0) -> Outcome:
    if isinstance(error, ChildTimeoutError):
        reason = f"stopped after {limit_s:g} s: is there a loop that never ends?"
        return Outcome(stop=Stop.TIMEOUT, reason=reason, duration_s=limit_s)
    if isinstance(error, ChildEndedError):
        return Outcome(stop=Stop.CRASH, duration_s=duration_s)
    return _garbled(str(error), duration_s)


def _raise_unconfined(ending: Ending) -> None:
    if ending.code == EXIT_UNCONFINED:
        raise SandboxError(
            "a child could not be confined, so nothing was run in it",
            fix="run `grade doctor` to see which layer is missing",
        )


def _note_ending(
    run: ExerciseRun, ending: Ending, check: str, load: protocol.Load
) -> None:
    """Add to the last outcome what only the child's end tells; keep its prints."""
    if not run.output:
        start = _TRACE_START.search(ending.head)
        run.output = ending.head[: start.start()] if start else ending.head
        run.output_cut = ending.cut
    stopped = run.outcomes.get(check) if check else run.load_stop
    if stopped is None or stopped.stop is None:
        return
    reason = stopped.reason or describe_exit(ending.code)
    noted = Outcome(
        stop=stopped.stop,
        reason=reason,
        place=stack_place(ending.tail, load),
        duration_s=stopped.duration_s,
    )
    if check:
        run.outcomes[check] = noted
    else:
        run.load_stop = noted


def describe_exit(code: int) -> str:
    """Say in words how a process ended that should not have."""
    # where it still ran, it was ended by the signal that asks where it stands
    if code in (protocol.EXIT_CUT_OFF, -protocol.TRACE_SIGNAL):
        return CUT_OFF
    if code >= 0:
        return f"the process was ended by its own code (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    words = {
        "SIGSEGV": "it used memory that is not its own, or called itself without end",
        "SIGABRT": "it aborted itself",
        "SIGKILL": "it was killed, most often for want of memory",
        "SIGXCPU": "it used up its processor time",
        "SIGSYS": "it made a forbidden system call",
        "SIGBUS": "it used more memory or disk than allowed",
    }
    return f"the process died with {name}: {words.get(name, 'a fatal signal')}"


def stack_place(tail: str, load: protocol.Load) -> Frame | None:
    """Find, in a fatal traceback, the innermost line of the submission."""
    starts = list(_TRACE_START.finditer(tail))
    if not starts:
        return None
    places = {_in_trace(unit): unit for unit in load.units}
    for line in tail[starts[-1].start() :].splitlines():
        found = _TRACE_LINE.match(line)
        if found and found[1] in places:
            unit = places[found[1]]
            return Frame(unit.label, unit.cell, int(found[2][:9]))
    return None


def _in_trace(unit: protocol.UnitSource) -> str:
    """Name of a unit's code as faulthandler writes it, in ASCII."""
    return unit.filename.encode("ascii", "backslashreplace").decode()
