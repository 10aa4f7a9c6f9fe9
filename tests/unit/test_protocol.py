"""Rules of the frames between judge and child."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from grader.errors import ProtocolError
from grader.isolation import protocol
from grader.isolation.wire import MAX_INT, MAX_TEXT, Error, Frame

REMARK: dict[str, Any] = {
    "cause": "syntax",
    "text": "SyntaxError: no",
    "label": "a.py",
    "cell": None,
    "line": 3,
}
DEFINITION: dict[str, Any] = {
    "name": "MLP",
    "what": "ClassDef",
    "label": "a.py",
    "cell": None,
    "line": 3,
}
ERROR: dict[str, Any] = {
    "t": "error",
    "type": "ValueError",
    "bases": [],
    "message": "",
    "frames": [{"label": "a.py", "cell": None, "line": 3}],
}


def ran(value: Any, **rest: Any) -> dict[str, Any]:
    """Build a reply of one draw, as JSON."""
    return {"type": "ran", "draws": [{"value": value}], **rest}


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{",
        b"{}",
        b'{"type":"load"}',
        b'{"type":["ran"]}',
        b'{"type":"ran","type":"ran"}',
        b'{"type":"ran","draws":{}}',
        b'{"type":"ran","draws":[],"lengths":[1.5]}',
        b'{"type":"ran","draws":[],"unknown":1}',
        b'{"type":"ran","draws":[{"value":"\\ud800"}]}',
        b'{"type":"ran","draws":[{"value":1e400}]}',
        b'{"type":"ran","draws":[{"value":1%s}]}' % (b"0" * 5000),
        b'{"type":"ran","draws":[{"value":%s}]}' % (b'{"t":"items","items":[' * 10**5),
        b"[" * 10**6,
    ],
)
def test_a_header_that_is_no_reply_is_refused(header: bytes) -> None:
    """Whatever is no reply of the protocol raises ProtocolError, and that alone."""
    with pytest.raises(ProtocolError, match="a reply is malformed"):
        protocol.decode_reply(header)


@pytest.mark.parametrize(
    "reply",
    [
        ran(MAX_INT + 1),
        ran(-(10**400)),
        ran(1.5),
        ran([]),
        ran({"t": "gone"}),
        ran({"t": "thing", "type": "x", "more": 2}),
        ran(1, lengths=[-1]),
        ran(1, lengths=[2**70]),
        ran(1, token="x" * (MAX_TEXT + 1)),
        {"type": "noticed", "kind": "other", "what": "x"},
        {"type": "noticed", "kind": "thread", "what": "x" * (MAX_TEXT + 1)},
        {"type": "noticed", "kind": "thread", "what": "x", "line": -1},
        ran(
            {
                "t": "tensor",
                "dtype": "int8",
                "shape": [-1],
                "device": "cpu",
                "requires_grad": False,
            }
        ),
        ran({**ERROR, "frames": [{"label": "a.py", "cell": None, "line": -1}]}),
        ran({**ERROR, "frames": [{"label": "a.py", "cell": 2**70, "line": 1}]}),
        ran({**ERROR, "frames": [{"label": "a" * 9999, "cell": None, "line": 1}]}),
        {"type": "read", "remarks": [{**REMARK, "line": 10**30}]},
        {"type": "read", "remarks": [{**REMARK, "text": "x" * 10**6}]},
        {"type": "read", "remarks": [{**REMARK, "label": None}]},
        {"type": "read", "definitions": [{**DEFINITION, "line": -1}]},
        {"type": "read", "definitions": [{**DEFINITION, "uses": [["x"]]}]},
        {"type": "read", "remarks": [REMARK] * (protocol.MAX_REMARKS + 1)},
        {"type": "read", "definitions": [DEFINITION] * (protocol.MAX_DEFINITIONS + 1)},
        {"type": "loaded", "symbol": "x" * 10**6},
        {"type": "loaded", "symbol": "module", "failures": [[REMARK]]},
    ],
)
def test_a_value_out_of_bounds_is_refused(reply: dict[str, Any]) -> None:
    """Numbers and texts that a report could not hold do not get past the decoder."""
    with pytest.raises(ProtocolError, match="a reply is malformed"):
        protocol.decode_reply(json.dumps(reply).encode())


@pytest.mark.parametrize(
    ("prefix", "problem"),
    [
        (protocol.PREFIX.pack(b"GRD2", 1, 1), "not a frame"),
        (b"print('hi')\n", "not a frame"),
        (protocol.PREFIX.pack(b"GRD1", protocol.MAX_HEADER + 1, 0), "longer than"),
        (protocol.PREFIX.pack(b"GRD1", 2**32 - 1, 2**32 - 1), "longer than"),
        (protocol.PREFIX.pack(b"GRD1", 1, 101), "longer than"),
    ],
)
def test_a_frame_that_is_too_long_is_refused_unread(
    prefix: bytes, problem: str
) -> None:
    """Lengths are bounded before anything of that length is read."""
    with pytest.raises(ProtocolError, match=problem):
        protocol.read_frame(io.BytesIO(prefix + bytes(200)), max_payload=100)


@pytest.mark.parametrize("length", [0, 3, 11, 12, 20])
def test_a_stream_that_ends_inside_a_frame_is_an_end(length: int) -> None:
    """A child that dies while it writes leaves EOFError, not half a reply."""
    frame = protocol.encode_frame(protocol.Loaded(symbol="module"), b"abc")

    with pytest.raises(EOFError, match=r"^$"):
        protocol.read_frame(io.BytesIO(frame[:length]), max_payload=100)


class Dripping(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        """Hold what is to come."""
        super().__init__()
        self._data = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        """Give five bytes, however many are asked for."""
        return self._data.read(min(size, 5))


def test_a_frame_may_arrive_in_pieces() -> None:
    """A slow writer changes nothing: frames are put together again."""
    message = protocol.Loaded(symbol="module")
    frames = protocol.encode_frame(message, b"abc") + protocol.encode_frame(message)
    stream = Dripping(frames)

    first = protocol.read_frame(stream, max_payload=3)  # type: ignore[arg-type]
    second = protocol.read_frame(stream, max_payload=3)  # type: ignore[arg-type]

    assert protocol.decode_reply(first[0]) == message
    assert (first[1], second[1]) == (b"abc", b"")


REPLIES: tuple[protocol.Reply, ...] = (
    protocol.Ready(python="3.11", torch="2.13", layers=("landlock",)),
    protocol.Prepared(problem="no", where="checks.py:3"),
    protocol.Read(
        definitions=(protocol.Definition(**DEFINITION, uses=("relu",)),),
        remarks=(protocol.Remark(**REMARK),),
    ),
    protocol.Loaded(
        symbol="module",
        failures=(
            (
                protocol.Remark(**REMARK),
                Error("SyntaxError", ("Exception",), "no", (Frame("a.py", 2, 3),)),
            ),
        ),
    ),
    protocol.Ran(
        draws=(protocol.Draw(value="x", unfilled=("w",), raised=True),),
        twins=(protocol.Draw(value=None),),
        lengths=(0, 0),
    ),
    protocol.Noticed(kind="replaced", what="torch.relu", label="a.py", line=3),
)


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_replies_survive_the_way(reply: protocol.Reply) -> None:
    """What a child says is what the judge reads."""
    frame = protocol.encode_frame(reply)
    header, _ = protocol.read_frame(io.BytesIO(frame), max_payload=0)

    assert protocol.decode_reply(header) == reply


def test_requests_survive_the_way() -> None:
    """What the judge asks is what the child reads, layouts and all."""
    layout = (protocol.TensorSpec(name="weight", shape=(5, 3)),)
    request = protocol.Run(
        assignment="layers",
        check="MyLinear.value.relu",
        seeds=(2**63 - 1, 0),
        layouts=((layout,), (layout,)),
    )
    frame = protocol.encode_frame(request)
    header, _ = protocol.read_frame(io.BytesIO(frame), max_payload=0)

    assert protocol.decode_request(header) == request
