"""One question to a child, and its answer: loaded, run, or read.

What a child says is hostile: an answer counts if it repeats the question's token, and
is what was asked for.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from grader.comparing.observation import Room, decode
from grader.errors import ProtocolError
from grader.explaining import exceeded, noticing
from grader.isolation import protocol
from grader.isolation.conversation import (
    Allowed,
    Child,
    ChildEndedError,
    ChildTimeoutError,
)
from grader.isolation.limits import Limits
from grader.isolation.sandbox import Sandbox
from grader.judging.outcomes import DrawOutcome, ExerciseRun, Outcome, Stop

INTERFERED = "it interfered with the grader"
UNEXPECTED = "an unexpected reply"
UNASKED = "an answer to nothing that was asked"


class LateImportError(Exception):
    """A child begins to import what takes long, and belongs before its start."""

    def __init__(self, module: str) -> None:
        self.module = module
        super().__init__(module)


def load_in(
    child: Child, load: protocol.Load, limits: Limits, run: ExerciseRun
) -> Outcome | None:
    """Have a submission loaded, and note in the run what came of it.

    Returns:
        Why it could not be loaded, or None.

    Raises:
        LateImportError: The child begins to import what it should have begun with.
    """
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
    outcome = withheld(Outcome(noticed=tuple(noticed)))
    return outcome if outcome.stop else None


def run_check(child: Child, request: protocol.Run, room: Room) -> Outcome:
    """Have a check run, and read what it gave.

    Raises:
        LateImportError: As of `load_in`.
    """
    started = time.monotonic()
    request = msgspec.structs.replace(request, token=_fresh_token())
    noticed: list[protocol.Noticed] = []
    try:
        child.send(request)
        reply, payload = _receive(child, request.token, noticed)
        if not isinstance(reply, protocol.Ran):
            raise ProtocolError(UNEXPECTED)
        told = request.layouts is None  # the reference; no student is believed
        draws, twins = decode_draws(reply, payload, len(request.seeds), room, told=told)
    except (ChildTimeoutError, ChildEndedError, ProtocolError) as error:
        stopped = _no_answer(error, time.monotonic() - started)
        return replace(stopped, noticed=tuple(noticed))
    return Outcome(
        draws=draws,
        twins=twins,
        noticed=tuple(noticed),
        counted=reply.counted,
        duration_s=time.monotonic() - started,
    )


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


def withheld(outcome: Outcome) -> Outcome:
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


def decode_draws(
    reply: protocol.Ran,
    payload: protocol.Payload,
    expected: int,
    room: Room,
    *,
    told: bool = False,
) -> tuple[tuple[DrawOutcome, ...], tuple[DrawOutcome, ...]]:
    """Read the draws of an answer, and their runs in float64.

    Args:
        reply: The answer.
        payload: The bytes of its tensors.
        expected: How many draws were asked for.
        room: What all tensors may take together.
        told: Whether to keep what it tells of its calls.

    Raises:
        ProtocolError: It is not what was asked for, or does not add up.
    """
    every = reply.draws + reply.twins
    if len(reply.draws) != expected or len(every) != len(reply.lengths):
        raise ProtocolError("another number of draws arrived than was asked for")
    if sum(reply.lengths) != len(payload) or min(reply.lengths, default=0) < 0:
        raise ProtocolError("the tensor bytes do not add up")
    outcomes, offset = [], 0
    for draw, length in zip(every, reply.lengths, strict=True):
        value = decode(draw.value, payload[offset : offset + length], room)
        offset += length
        made = draw.made if told else ()
        outcomes.append(
            DrawOutcome(value, draw.raised, draw.layouts, draw.unfilled, made)
        )
    return tuple(outcomes[:expected]), tuple(outcomes[expected:])


def garbled(problem: str, duration_s: float = 0.0) -> Outcome:
    """Say of an answer that it is none."""
    reason = f"{INTERFERED}: {problem}"
    return Outcome(stop=Stop.GARBLED, reason=reason, duration_s=duration_s)


def _no_answer(error: Exception, duration_s: float = 0.0) -> Outcome:
    if isinstance(error, ChildTimeoutError):
        return Outcome(
            stop=Stop.TIMEOUT,
            reason=exceeded.too_long(error),
            spent=exceeded.spent(error),
            duration_s=duration_s,
        )
    if isinstance(error, ChildEndedError):
        return Outcome(stop=Stop.CRASH, duration_s=duration_s)
    return garbled(str(error), duration_s)
