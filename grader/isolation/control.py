"""Messages between the judge and a nursery; both ends are ours.

One JSON document a packet, over a SOCK_SEQPACKET pair; `Start` carries the two
descriptors that a child talks on.
"""

from __future__ import annotations

import socket
from typing import Any

import msgspec

from grader.errors import SandboxError
from grader.isolation.limits import Limits
from grader.isolation.protocol import Preload, Prepare, Prepared, Ready

MAX_PACKET = 1 << 17  # the largest message is a checks file, a few KiB


class _Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all messages."""


class Settings(_Message, frozen=True, kw_only=True):
    """What a nursery is started with. `without` names layers to leave out."""

    limits: Limits
    scratch: str
    without: tuple[str, ...] = ()


class Start(_Message, frozen=True, kw_only=True, tag="start"):
    """Fork a child that talks on the two descriptors sent along.

    A socket for frames, and the pipe that takes its prints.
    """


class Kill(_Message, frozen=True, kw_only=True, tag="kill"):
    """Kill the child, with everything it started."""


Command = Prepare | Preload | Start | Kill


class Ended(_Message, frozen=True, kw_only=True, tag="ended"):
    """The child is gone. `code` is negative for a signal."""

    code: int
    cpu_s: float
    peak_rss_mib: float


Event = Ready | Prepared | Ended


def send(socket_: socket.socket, message: Any, fds: tuple[int, ...] = ()) -> None:
    """Send one message, with file descriptors.

    Raises:
        OSError: The other side is gone.
    """
    data = msgspec.json.encode(message)
    if fds:
        socket.send_fds(socket_, [data], list(fds))
    else:
        socket_.sendall(data)


def receive(
    socket_: socket.socket, types: Any, fds: int = 0
) -> tuple[Any, list[int]] | None:
    """Receive one message of the given types; None once the other side is gone.

    Raises:
        SandboxError: What arrived is no such message.
    """
    try:
        data, received, _, _ = socket.recv_fds(socket_, MAX_PACKET, fds)
    except ConnectionError:
        return None
    if not data:
        return None
    try:
        return msgspec.json.decode(data, type=types), received
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise SandboxError(
            f"the nursery sent what is no message: {str(error)[:200]}"
        ) from None
