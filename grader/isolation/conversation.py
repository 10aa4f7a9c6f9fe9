"""The judge's side of one child: send it requests, receive its replies, end it."""

from __future__ import annotations

import io
import math
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, NamedTuple

import msgspec

from grader.errors import ProtocolError
from grader.isolation import protocol
from grader.isolation.clock import Clock
from grader.isolation.limits import Limits
from grader.isolation.protocol import Payload

MIB = 1 << 20
END_TIMEOUT_S = 60.0  # a moment, but on a machine that is busy with something else
LOOK_S = 0.25  # how often it is looked at what a child does that does not answer
BUSY = 20  # how many others a child may have to share its processor with
TAIL_BYTES = 16_384
REST_BYTES = 1 << 18  # looked at after the last answer; an honest child leaves none
Frame = tuple[bytes, Payload]  # header and payload, neither of them decoded


class ChildTimeoutError(Exception):
    """A child has waited for too long, and for nothing of ours; it still runs."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        super().__init__(f"{seconds:g} s")


class ChildCpuError(ChildTimeoutError):
    """A child used up its processor time; it is still running."""


class ChildStarvedError(ChildTimeoutError):
    """A child got far too little processor time to use up what it may have."""


class ChildEndedError(Exception):
    """A child closed its stream or died before it answered."""


class Allowed(NamedTuple):
    """How long a child may go on, or has: seconds of processor time, and of waiting."""

    cpu_s: float
    wait_s: float


NOTHING = Allowed(0.0, 0.0)


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How a child ended: exit code (negative for a signal), and what it printed.

    `head` is the beginning of its output, up to the limit; `tail` the end of it,
    where a fatal error leaves its traceback. `unasked` says that it sent more than
    it was asked for; `noticed` is what was noticed after its last answer.
    """

    code: int
    cpu_s: float = 0.0
    peak_rss_mib: float = 0.0
    head: str = ""
    tail: str = ""
    cut: bool = False
    unasked: bool = False
    noticed: tuple[protocol.Noticed, ...] = ()


class Drain(threading.Thread):
    """Empties a child's output pipe, keeping its head and tail only."""

    def __init__(self, stream: IO[bytes], keep: int) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._keep = keep
        self.head = bytearray()
        self.tail = bytearray()
        self.total = 0
        self.start()

    def run(self) -> None:
        """Read to the end, in a thread of its own."""
        with suppress(OSError, ValueError), self._stream:
            while chunk := self._stream.read(1 << 16):
                self.total += len(chunk)
                self.head += chunk[: max(self._keep - len(self.head), 0)]
                self.tail = (self.tail + chunk)[-TAIL_BYTES:]


class _Line(threading.Thread):
    """Writes to a child and reads from it, each when told to, one thing at a time.

    In a thread, because a child that does not read its request holds up whoever
    writes it. At most one frame is held, and none is read that nobody waits for:
    what a child sends beyond that stays in its own pipe, and blocks it.
    """

    def __init__(
        self, requests: IO[bytes], replies: IO[bytes], max_payload: int
    ) -> None:
        super().__init__(daemon=True)
        self.unasked = False
        self.noticed: tuple[protocol.Noticed, ...] = ()
        self._requests = requests
        self._replies = replies
        self._max_payload = max_payload
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[Frame | Exception] = queue.SimpleQueue()
        self._awaited = False
        self._cut = False
        self.start()

    def run(self) -> None:
        with suppress(OSError, ValueError), self._replies:
            while (order := self._orders.get()) is not None:
                order()
            self._look_at_rest(self._replies.read(REST_BYTES))

    def _look_at_rest(self, rest: bytes) -> None:
        """Take what was noticed after the last answer; anything else came unasked."""
        stream = io.BytesIO(rest)
        try:
            while stream.tell() < len(rest):
                reply = protocol.decode_reply(protocol.read_frame(stream, 0)[0])
                if not isinstance(reply, protocol.Noticed):
                    raise ProtocolError("an answer to nothing that was asked")
                self.noticed += (reply,)
        except (EOFError, ProtocolError):
            self.unasked = True
        self.noticed = self.noticed[: protocol.MAX_NOTICED]

    def send(self, data: bytes) -> None:
        """Have it written; a child that is gone is noticed by the next `get`."""
        self._orders.put(partial(self._write, data))

    def get(self, timeout_s: float) -> Frame:
        """Wait for a frame; after a timeout, go on waiting for the same one."""
        if not self.is_alive():
            raise ChildEndedError
        if not self._awaited:
            self._awaited = True
            self._orders.put(self._read)
        try:
            item = self._frames.get(timeout=max(timeout_s, 0.001))
        except queue.Empty:
            raise ChildTimeoutError from None
        self._awaited = False
        if isinstance(item, ProtocolError):
            raise item
        if isinstance(item, Exception):
            raise ChildEndedError from None
        return item

    def hang_up(self) -> None:
        """Let the child see that nothing more is asked of it."""
        self._orders.put(self._close)

    def finish(self) -> None:
        """Once the child is gone, see whether it left anything that nobody read."""
        self._orders.put(None)
        self.join(END_TIMEOUT_S)

    def _write(self, data: bytes) -> None:
        try:
            self._requests.write(data)
            self._requests.flush()
        except (OSError, ValueError):
            self._cut = True

    def _read(self) -> None:
        item: Frame | Exception
        try:
            if self._cut:
                raise EOFError
            item = protocol.read_frame(self._replies, self._max_payload)
        except (EOFError, ProtocolError, OSError, ValueError, MemoryError) as error:
            item = error
        self._frames.put(item)

    def _close(self) -> None:
        with suppress(OSError, ValueError):
            self._requests.close()


class Child:
    """A running child: send it requests, receive its replies, end it.

    Args:
        requests: Where to write frames.
        replies: Where to read them.
        output: The child's prints.
        end: Kills the child if it still runs, and waits for it.
        limits: What it may send.
        clock: Says what the child does with its time; None if nobody can know, and
            all of it counts as waiting.
        lacks: Which of `LATE_IMPORTS` it has to import itself.
    """

    lacks: frozenset[str] = frozenset()

    waited_s = 0.0
    """How long it has waited for what is not the judge's."""

    _clock: Clock | None = None
    _allowed = Allowed(math.inf, math.inf)
    _cpu_end = _wait_end = math.inf

    def __init__(
        self,
        requests: IO[bytes],
        replies: IO[bytes],
        output: IO[bytes],
        end: Callable[[bool], Ending],
        limits: Limits,
        clock: Clock | None = None,
        lacks: frozenset[str] = frozenset(),
    ) -> None:
        self.lacks = lacks
        self._clock = clock
        self._end = end
        self._limits = limits
        self._line = _Line(requests, replies, limits.frame_mib * MIB)
        self._drain = Drain(output, limits.output_bytes)
        self._ending: Ending | None = None

    def send(self, request: protocol.Request) -> None:
        """Send a request; if the child is gone, the answer to it does not come."""
        self._line.send(protocol.encode_frame(request))

    @property
    def cpu_s(self) -> float:
        """Processor time used so far; 0 where it cannot be read."""
        return self._clock.cpu_s() if self._clock is not None else 0.0

    def allow(self, allowed: Allowed) -> None:
        """Let the child work and wait so long from now on, and no longer."""
        self._allowed = allowed
        self._cpu_end = self.cpu_s + allowed.cpu_s
        self._wait_end = self.waited_s + allowed.wait_s

    def receive(self, timeout_s: float | None = None) -> tuple[protocol.Reply, Payload]:
        """Receive one reply and its tensor bytes.

        How busy the machine is does not count: neither as work nor as waiting.

        Args:
            timeout_s: Wall time, which by default is bounded by what is allowed.

        Raises:
            ChildTimeoutError: The child has waited for as long as it may.
            ChildCpuError: It has used up its processor time.
            ChildStarvedError: The wall time is over, and neither is the case.
            ChildEndedError: The child is gone.
            ProtocolError: What arrived is no valid reply.
        """
        wall_s = BUSY * sum(self._allowed) if timeout_s is None else timeout_s
        header, payload = self._wait(wall_s)
        return protocol.decode_reply(header), payload

    def _wait(self, wall_s: float) -> Frame:
        end = time.monotonic() + wall_s
        while True:
            left = (end - time.monotonic(), self._wait_end - self.waited_s)
            look_s = max(min(LOOK_S, *left), 0.0)
            with suppress(ChildTimeoutError):
                return self._line.get(look_s)
            if self.cpu_s >= self._cpu_end:
                raise ChildCpuError(self._allowed.cpu_s)
            if self._clock is None or self._clock.waits():
                self.waited_s += look_s
            if self.waited_s >= self._wait_end:
                raise ChildTimeoutError(self._allowed.wait_s)
            if time.monotonic() >= end:
                raise ChildStarvedError(wall_s)

    def end(self, *, kill: bool = False) -> Ending:
        """Hang up, or kill; wait for the child and return how it ended."""
        if self._ending is None:
            self._line.hang_up()
            try:
                ending = self._end(kill)
            finally:  # also where the nursery has ended before its child
                self._line.finish()
                self._drain.join(END_TIMEOUT_S)
            self._ending = msgspec.structs.replace(
                ending,
                head=as_text(self._drain.head),
                tail=as_text(self._drain.tail),
                cut=self._drain.total > len(self._drain.head),
                unasked=self._line.unasked,
                noticed=self._line.noticed,
            )
        return self._ending


def as_text(data: bytes | bytearray) -> str:
    """Read bytes as UTF-8, whatever they are."""
    return bytes(data).decode("utf-8", errors="replace")
