"""Hostile children, without a process: each is a thread at the other end of a socket.

What they do wrong, they do when they are asked for the check called `two`.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

import msgspec

from grader.isolation import protocol
from grader.isolation.conversation import Child, Ending
from grader.isolation.limits import Limits
from grader.isolation.sandbox import Sandbox

MIB = 1 << 20
LIMITS = Limits(load_timeout_s=20.0, frame_mib=1, output_bytes=1000)
END_S = 20.0  # for a thread to see that its socket is closed


class Peer:
    """One child: answers honestly, until it is asked for what its fault is in.

    Attributes:
        sent: Bytes that went into the socket.
        output: Where its prints go.
    """

    def __init__(self, fault: Fault | None) -> None:
        ours, self._socket = socket.socketpair()
        output, self.output = os.pipe()
        self._fault = fault
        self._requests: IO[bytes] = self._socket.makefile("rb")
        self._gone = threading.Event()
        self.sent = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ours = ours
        self.child = Child(
            ours.makefile("wb"),
            ours.makefile("rb"),
            os.fdopen(output, "rb", 0),
            self._end,
            LIMITS,
        )

    def send(self, data: bytes) -> None:
        """Send it all, or as much as the judge takes."""
        while data:
            count = self._socket.send(data[: 1 << 16])
            self.sent += count
            data = data[count:]

    def wait(self, seconds: float) -> bool:
        """Wait, unless it is over before that."""
        return not self._gone.wait(seconds)

    def shut(self, how: int) -> None:
        """Close one direction."""
        self._socket.shutdown(how)

    def _run(self) -> None:
        with suppress(OSError, EOFError):
            while True:
                header, _ = protocol.read_frame(self._requests, 0)
                request = protocol.decode_request(header)
                if isinstance(request, protocol.Run) and request.check == "two":
                    (self._fault or answer)(self, request)
                else:
                    answer(self, request)

    def _end(self, kill: bool) -> Ending:
        with suppress(OSError):
            self._ours.shutdown(socket.SHUT_WR)
        self._ours.close()
        if not kill:
            self._thread.join(END_S)
        self._gone.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(END_S)
        assert not self._thread.is_alive(), "a peer is stuck"
        self._requests.close()
        self._socket.close()
        os.close(self.output)
        return Ending(code=-9 if kill else 0)


Fault = Callable[[Peer, protocol.Run], None]


def frames(request: protocol.Request, payload: bytes = b"") -> bytes:
    """Answer a request as an honest child does."""
    if isinstance(request, protocol.Run):
        draw = protocol.Draw(value="x" if payload else 1)
        ran = protocol.Ran(draws=(draw,), lengths=(len(payload),), token=request.token)
        return protocol.encode_frame(ran, payload)
    assert isinstance(request, protocol.Load)
    replies = (protocol.Started(), protocol.Loaded(symbol="function"))
    return b"".join(
        protocol.encode_frame(msgspec.structs.replace(reply, token=request.token))
        for reply in replies
    )


def answer(peer: Peer, request: protocol.Request) -> None:
    """Do what is asked."""
    peer.send(frames(request))


def prefix(header: int, payload: int) -> bytes:
    """Begin a frame that claims these lengths."""
    return protocol.PREFIX.pack(protocol.MAGIC, header, payload)


# --- what no honest child does ------------------------------------------------


def drip(peer: Peer, request: protocol.Run) -> None:
    """Send the right answer, a byte at a time, slower than anyone waits."""
    for byte in frames(request) * 1_000:
        peer.send(bytes([byte]))
        if not peer.wait(0.005):
            return


def promise_a_header(peer: Peer, request: protocol.Run) -> None:
    """Claim as much as is allowed, and send next to nothing of it."""
    peer.send(prefix(protocol.MAX_HEADER, 0) + b"{")
    peer.wait(END_S)


def promise_a_payload(peer: Peer, request: protocol.Run) -> None:
    """Send a header, and never the end of the payload."""
    header = frames(request)[protocol.PREFIX.size :]
    peer.send(prefix(len(header), MIB) + header + bytes(MIB - 1))
    peer.wait(END_S)


def claim_too_much(peer: Peer, request: protocol.Run) -> None:
    """Claim four gigabytes."""
    peer.send(prefix(2**32 - 1, 2**32 - 1))
    peer.wait(END_S)


def send_zeros(peer: Peer, request: protocol.Run) -> None:
    """Send as many bytes as anyone takes, of which none is a frame."""
    while True:
        peer.send(bytes(1 << 16))


def fill_a_frame(peer: Peer, request: protocol.Run) -> None:
    """Send a frame as large as is allowed, without meaning."""
    peer.send(prefix(protocol.MAX_HEADER, MIB) + bytes(protocol.MAX_HEADER + MIB))
    peer.wait(END_S)


def answer_on_and_on(peer: Peer, request: protocol.Run) -> None:
    """Answer what was asked, for ever, in frames as large as is allowed."""
    while True:
        peer.send(frames(request, bytes(MIB)))


def answer_twice(peer: Peer, request: protocol.Run) -> None:
    """Send the same answer once more."""
    peer.send(frames(request) * 2)


def answer_twice_later(peer: Peer, request: protocol.Run) -> None:
    """Send the same answer twice, after a while."""
    peer.wait(0.5)
    peer.send(frames(request) * 2)


def answer_late_once_more(peer: Peer, request: protocol.Run) -> None:
    """Send a second answer when the judge is at the next check already."""
    peer.send(frames(request))
    following, _ = protocol.read_frame(peer._requests, 0)
    peer.send(frames(request))
    answer(peer, protocol.decode_request(following))


def guess_the_next(peer: Peer, request: protocol.Run) -> None:
    """Answer the next question before it is asked."""
    guessed = msgspec.structs.replace(request, token="0" * 16)
    peer.send(frames(request) + frames(guessed))


def add_bytes(peer: Peer, request: protocol.Run) -> None:
    """Send something after the answer."""
    peer.send(frames(request) + b"\n")


def notice_late(peer: Peer, request: protocol.Run) -> None:
    """Answer, and then say of a thread that it was started."""
    noticed = protocol.Noticed(kind="thread", what="a thread was started")
    peer.send(frames(request) + protocol.encode_frame(noticed))


def replace_late(peer: Peer, request: protocol.Run) -> None:
    """Answer, and then replace a part of Python."""
    noticed = protocol.Noticed(kind="replaced", what="builtins.len")
    peer.send(frames(request) + protocol.encode_frame(noticed))


def swallow_the_next(peer: Peer, request: protocol.Run) -> None:
    """Begin a frame after the answer, so that what follows seems to belong to it."""
    peer.send(frames(request) + prefix(protocol.MAX_HEADER, 0) + frames(request))


def answer_as_another(peer: Peer, request: protocol.Run) -> None:
    """Send a reply of another type, with the right token."""
    peer.send(protocol.encode_frame(protocol.Loaded(symbol="x", token=request.token)))


def close_in_a_frame(peer: Peer, request: protocol.Run) -> None:
    """Send half an answer, and hang up."""
    peer.send(frames(request)[:-5])
    peer.shut(socket.SHUT_RDWR)


def close_in_a_prefix(peer: Peer, request: protocol.Run) -> None:
    """Send three bytes, and hang up."""
    peer.send(frames(request)[:3])
    peer.shut(socket.SHUT_RDWR)


def say_no_more(peer: Peer, request: protocol.Run) -> None:
    """Close what it writes on, and stay."""
    peer.shut(socket.SHUT_WR)
    peer.wait(END_S)


def hear_no_more(peer: Peer, request: protocol.Run) -> None:
    """Close what it reads from, and go on answering."""
    peer.shut(socket.SHUT_RD)
    peer.send(frames(request))
    peer.wait(END_S)


def read_no_more(peer: Peer, request: protocol.Run) -> None:
    """Answer, and leave the next request where it is."""
    peer.send(frames(request))
    peer.wait(END_S)


def print_on_and_on(peer: Peer, request: protocol.Run) -> None:
    """Answer, after printing far more than is kept."""
    for _ in range(200):
        os.write(peer.output, b"x" * (1 << 16))
    answer(peer, request)


class PeerSandbox(Sandbox):
    """Starts peers, all with the same fault."""

    def __init__(self, fault: Fault | None) -> None:
        self.limits = LIMITS
        self.peers: list[Peer] = []
        self._fault = fault

    @property
    def ready(self) -> protocol.Ready:
        """Nothing has to be waited for."""
        return protocol.Ready(python="", torch="")

    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """Nothing is imported."""

    def start(self) -> Child:
        """Start a thread."""
        self.peers.append(Peer(self._fault))
        return self.peers[-1].child

    def close(self) -> None:
        """Nothing is left to end."""

    @property
    def sent(self) -> Sequence[int]:
        """How many bytes each peer sent."""
        return [peer.sent for peer in self.peers]
