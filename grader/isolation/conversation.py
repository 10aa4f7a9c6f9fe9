"""The judge's side of one child: send it requests, receive its replies, end it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO

import msgspec

from grader.errors import ProtocolError
from grader.isolation import protocol
from grader.isolation.limits import Limits

MIB = 1 << 20
END_TIMEOUT_S = 10.0
TAIL_BYTES = 16_384


class ChildTimeoutError(Exception):
    """A child did not answer in time; it is still running."""


class ChildEndedError(Exception):
    """A child closed its stream or died before it answered."""


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How a child ended: exit code (negative for a signal), and what it printed.

    `head` is the beginning of its output, up to the limit; `tail` the end of it,
    where a fatal error leaves its traceback.
    """

    code: int
    cpu_s: float = 0.0
    peak_rss_mib: float = 0.0
    head: str = ""
    tail: str = ""
    cut: bool = False


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


class _Replies(threading.Thread):
    """Reads frames from a child, a few ahead at most."""

    def __init__(self, stream: IO[bytes], max_payload: int) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._max_payload = max_payload
        self._frames: queue.Queue[tuple[bytes, bytes] | Exception] = queue.Queue(4)
        self.start()

    def run(self) -> None:
        with suppress(OSError, ValueError), self._stream:
            while True:
                try:
                    frame = protocol.read_frame(self._stream, self._max_payload)
                except EOFError:
                    break
                except (ProtocolError, OSError, MemoryError) as error:
                    self._put(error)
                    return
                self._put(frame)
        self._put(EOFError())

    def _put(self, item: tuple[bytes, bytes] | Exception) -> None:
        with suppress(queue.Full):  # a child that floods is not listened to
            self._frames.put(item, timeout=END_TIMEOUT_S)

    def get(self, timeout_s: float) -> tuple[bytes, bytes]:
        try:
            item = self._frames.get(timeout=max(timeout_s, 0.001))
        except queue.Empty:
            raise ChildTimeoutError from None
        if isinstance(item, ProtocolError):
            raise item
        if isinstance(item, Exception):
            raise ChildEndedError from None
        return item


class Child:
    """A running child: send it requests, receive its replies, end it.

    Args:
        requests: Where to write frames.
        replies: Where to read them.
        output: The child's prints.
        end: Kills the child if it still runs, and waits for it.
        limits: What it may send.
    """

    def __init__(
        self,
        requests: IO[bytes],
        replies: IO[bytes],
        output: IO[bytes],
        end: Callable[[bool], Ending],
        limits: Limits,
    ) -> None:
        self._requests = requests
        self._end = end
        self._limits = limits
        self._replies = _Replies(replies, limits.frame_mib * MIB)
        self._drain = Drain(output, limits.output_bytes)
        self._ending: Ending | None = None

    def send(self, request: protocol.Request) -> None:
        """Send a request.

        Raises:
            ChildEndedError: The child is gone.
        """
        try:
            self._requests.write(protocol.encode_frame(request))
            self._requests.flush()
        except (OSError, ValueError):
            raise ChildEndedError from None

    def receive(self, timeout_s: float) -> tuple[protocol.Reply, bytes]:
        """Receive one reply and its tensor bytes.

        Raises:
            ChildTimeoutError: Nothing complete arrived within the time.
            ChildEndedError: The child is gone.
            ProtocolError: What arrived is no valid reply.
        """
        header, payload = self._replies.get(timeout_s)
        return protocol.decode_reply(header), payload

    def end(self, *, kill: bool = False) -> Ending:
        """Hang up, or kill; wait for the child and return how it ended."""
        if self._ending is None:
            with suppress(OSError, ValueError):
                self._requests.close()
            ending = self._end(kill)
            self._drain.join(END_TIMEOUT_S)
            self._ending = msgspec.structs.replace(
                ending,
                head=as_text(self._drain.head),
                tail=as_text(self._drain.tail),
                cut=self._drain.total > len(self._drain.head),
            )
        return self._ending


def as_text(data: bytes | bytearray) -> str:
    """Read bytes as UTF-8, whatever they are."""
    return bytes(data).decode("utf-8", errors="replace")
