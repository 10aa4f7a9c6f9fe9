"""The judge survives what comes over the nursery's control socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from grader.errors import SandboxError
from grader.isolation import control


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Give both ends of a control socket."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize(
    "packet",
    [
        b"x",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"type":"start"}',
        b'{"type":"ended"}',
        b'{"type":"ended","code":1e999,"cpu_s":0,"peak_rss_mib":0}',
        b'{"type":"ended","code":"0","cpu_s":0,"peak_rss_mib":0}',
        b'{"type":"ended","code":0,"cpu_s":0,"peak_rss_mib":0,"more":1}',
        b'{"type":"ready","python":"\\ud800","torch":""}',
        b'{"type":"ready","python":"","torch":"","layers":{}}',
        b"[" * 100_000,
        b'{"type":"ready","python":"' + b"x" * 200_000 + b'","torch":""}',
    ],
    ids=lambda packet: packet[:40].decode(errors="replace"),
)
def test_a_malformed_packet_is_an_error_with_a_name(
    pair: tuple[socket.socket, socket.socket], packet: bytes
) -> None:
    """Whatever is no message ends in SandboxError, which the command line explains."""
    ours, theirs = pair
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    theirs.send(packet)

    with pytest.raises(SandboxError, match="the nursery sent what is no message"):
        control.receive(ours, control.Event)


def test_a_packet_that_follows_is_read(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    """One malformed packet does not spoil the next."""
    ours, theirs = pair
    ended = control.Ended(code=-9, cpu_s=0.5, peak_rss_mib=1.5)
    theirs.send(b"{")
    control.send(theirs, ended)

    with pytest.raises(SandboxError, match="no message"):
        control.receive(ours, control.Event)
    assert control.receive(ours, control.Event) == (ended, [])


@pytest.mark.parametrize("peer_closes", [True, False])
def test_a_socket_without_peer_is_an_end(
    pair: tuple[socket.socket, socket.socket], peer_closes: bool
) -> None:
    """A nursery that is gone is told apart from one that talks nonsense."""
    ours, theirs = pair
    if peer_closes:
        theirs.close()
    else:
        theirs.shutdown(socket.SHUT_WR)

    assert control.receive(ours, control.Event) is None


def test_descriptors_that_nobody_asked_for_are_not_taken(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    """The judge takes no descriptor from a nursery."""
    ours, theirs = pair
    ended = control.Ended(code=0, cpu_s=0, peak_rss_mib=0)
    control.send(theirs, ended, (theirs.fileno(),))

    assert control.receive(ours, control.Event) == (ended, [])
