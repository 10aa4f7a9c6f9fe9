"""Rules of reading observations: nothing that arrives is trusted."""

from __future__ import annotations

import json
import math
import tracemalloc
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.comparing.observation import (
    Array,
    Opaque,
    Raised,
    Room,
    Symbolic,
    decode,
    walk,
)
from grader.errors import ProtocolError
from grader.isolation import protocol
from grader.isolation.wire import (
    MAX_BASES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAMES,
    MAX_INT,
    MAX_NODES,
    MAX_TEXT,
    STORAGE,
    Error,
    Frame,
    Items,
    Node,
    Pairs,
    Real,
    Symbol,
    Tensor,
    Thing,
)

MIB = 1 << 20


def tensor(*shape: int, dtype: str = "float32") -> Tensor:
    """Build the wire form of a tensor on the CPU."""
    return Tensor(dtype, shape, "cpu", requires_grad=False)


def nested(depth: int) -> Node:
    """Build a list inside a list inside a list."""
    node: Node = 1
    for _ in range(depth):
        node = Items((node,))
    return node


@pytest.mark.parametrize(
    ("node", "payload", "problem"),
    [
        (nested(MAX_DEPTH + 1), b"", "too deep or too large"),
        (Items((None,) * MAX_NODES), b"", "too deep or too large"),
        (tensor(2), bytes(12), "more tensor bytes"),
        (1, b"x", "more tensor bytes"),
        (tensor(4), bytes(12), "larger than the bytes"),
        (Items((tensor(2), tensor(2))), bytes(12), "larger than the bytes"),
        (tensor(2**40, 2**40), b"", "larger than the bytes"),
        (tensor(*[2**62] * MAX_DIMENSIONS), b"", "larger than the bytes"),
        (tensor(-1), b"", "negative size"),
        (tensor(0, -(2**62)), b"", "negative size"),
        (tensor(0, 2**62), b"", "sizes are too large"),
        (tensor(2**62, 0, 2**62), b"", "sizes are too large"),
        (tensor(0, 2**70), b"", "sizes are too large"),
        (tensor(0, 2**62, dtype="bfloat16"), b"", "sizes are too large"),
        (tensor(0, 2**63, dtype="bool"), b"", "sizes are too large"),
        (tensor(*[1] * (MAX_DIMENSIONS + 1)), bytes(4), "too many dimensions"),
        (tensor(1, dtype="object"), bytes(8), "unknown dtype"),
        (tensor(1, dtype="<f4"), bytes(4), "unknown dtype"),
        (Pairs(("a",), ()), b"", "more keys than values"),
        (Pairs((), ("a",)), b"", "more keys than values"),
        (Real("one"), b"", "not a number"),
        (Real(""), b"", "not a number"),
        (Real("0x1p99999"), b"", "not a number"),
        (Real("x" * 10**6), b"", "not a number"),
        (Real("1_0"), b"", "not a number"),
        (Real("0x1." + "0" * 10**6 + "p0"), b"", "not a number"),
    ],
)
def test_what_no_honest_child_sends_is_refused(
    node: Node, payload: bytes, problem: str
) -> None:
    """Trees that are too large, or that do not fit their bytes, are not used."""
    with pytest.raises(ProtocolError, match=problem):
        decode(node, payload)


def test_a_claim_of_a_huge_tensor_allocates_nothing() -> None:
    """Sizes are weighed against the bytes at hand before anything is made of them."""
    tracemalloc.start()
    for shape in ((2**62,), (2**31, 2**31), (10**6, 10**6), (2**20,)):
        with pytest.raises(ProtocolError, match="larger than the bytes"):
            decode(tensor(*shape, dtype="complex128"), bytes(8))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < MIB


def test_an_empty_tensor_may_have_one_large_size() -> None:
    """A tensor without elements keeps its shape, as long as numpy can hold it."""
    found = decode(tensor(3, 0, 5), b"")

    assert isinstance(found, Array)
    assert found.shape == (3, 0, 5)
    assert found.values.size == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("0x1.8p+1", 3.0), ("inf", math.inf), ("-inf", -math.inf), ("-0x0.0p+0", -0.0)],
)
def test_floats_cross_exactly(text: str, value: float) -> None:
    """A float is read from its hexadecimal form, infinities included."""
    found = decode(Real(text), b"")

    assert found == value
    assert math.copysign(1, found) == math.copysign(1, value)
    assert math.isnan(decode(Real("nan"), b""))


@pytest.mark.parametrize("dtype", sorted(STORAGE))
def test_every_dtype_keeps_its_values(dtype: str) -> None:
    """Bytes become numbers of the tensor's dtype; bfloat16 is widened."""
    stored = [0, 1, 0x4040] if dtype == "bfloat16" else [0, 1, 1]
    raw = np.asarray(stored, dtype=STORAGE[dtype])

    found = decode(tensor(3, dtype=dtype), raw.tobytes())

    assert found.dtype == dtype
    if dtype == "bfloat16":
        assert found.values.dtype == np.float32
        assert found.values[2] == 3.0
    else:
        assert np.array_equal(found.values, raw)


def test_a_bool_that_is_neither_0_nor_1_is_true() -> None:
    """A hostile byte in a bool tensor cannot make a value that is not a bool."""
    found = decode(tensor(3, dtype="bool"), b"\x00\x02\xff")

    assert found.values.tolist() == [False, True, True]
    assert set(found.values.view("u1").tolist()) <= {0, 1}


@pytest.mark.parametrize(
    ("dtype", "raw"),
    [
        ("float16", "017c"),
        ("float32", "0100807f"),
        ("bfloat16", "817f"),
        ("float64", "010000000000f07f"),
        ("complex64", "0100807f0000803f"),
    ],
)
def test_a_signalling_nan_is_a_nan_like_any_other(dtype: str, raw: str) -> None:
    """Numbers that make numpy warn wherever they go do not get in."""
    found = decode(tensor(1, dtype=dtype), bytes.fromhex(raw))

    assert np.isnan(found.values).all()
    assert np.isnan(found.values.astype("c16")).all()  # a warning would be an error


def test_what_is_kept_holds_no_part_of_the_frame() -> None:
    """A small tensor beside a huge one does not keep the huge one's bytes alive."""
    payload = bytearray(8)
    found = decode(tensor(2), memoryview(payload))
    payload[:] = b"\xff" * 8

    assert found.values.tolist() == [0, 0]
    assert not found.values.flags.writeable


def test_tensors_beyond_the_room_are_named_only() -> None:
    """What all checks of an exercise return together is bounded; reading goes on."""
    room = Room(left=12)
    node = Items((tensor(2), tensor(2), tensor(2, dtype="bfloat16"), 1))

    kept, huge, wide, last = decode(node, bytes(8 + 8 + 4), room)

    assert kept.shape == (2,)
    assert str(huge) == "a huge tensor of shape (2,)"
    assert str(wide) == "a huge tensor of shape (2,)"  # four bytes each, once widened
    assert (last, room.left) == (1, 4)


def test_tensors_take_their_bytes_in_the_order_of_the_tree() -> None:
    """In a dict, a key's bytes stand before its value's, pair after pair."""
    node = Pairs(("a", "b"), (tensor(1), Items((tensor(2),))))
    payload = np.asarray([1, 2, 3], dtype="<f4").tobytes()

    found = decode(node, payload)

    assert found["a"].values.tolist() == [1]
    assert found["b"][0].values.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("weight", "weight"),
        (None, None),
        (True, True),
        (Real("0x1.8p+0"), 1.5),
        (Symbol("device", "cuda:1"), Symbolic("device", "cuda:1")),
        (Thing("Linear"), Opaque("Linear")),
        (Items((1, Items(("x",)))), (1, ("x",))),
        (Pairs((1,), (2,)), Opaque("dict")),
        (tensor(0), Opaque("Array")),
        (Error("E", (), "", ()), Opaque("Raised")),
        (Items((tensor(0),)), (Opaque("Array"),)),
    ],
)
def test_any_key_can_be_hashed(key: Node, read: object) -> None:
    """Keys stay what they were where Python can hash them; else the type remains."""
    assert decode(Pairs((key,), (1,)), b"") == {read: 1}


def test_a_key_given_twice_keeps_the_last_value() -> None:
    """Duplicate keys, which only a forged frame has, do no harm."""
    node = Pairs(("a", "a"), (tensor(1), 2))

    assert decode(node, bytes(4)) == {"a": 2}


def test_texts_are_cut_at_their_limits() -> None:
    """However long a string is that arrives, what is kept is short."""
    long = "x" * 10**6
    frames = (Frame("a.py", None, 1),) * 1000
    node = Items(
        (
            long,
            Thing(long),
            Symbol(long, long),
            Error(long, (long,) * 1000, long, frames),
        )
    )

    text, thing, symbol, error = decode(node, b"")

    assert len(text) == MAX_TEXT
    assert len(thing.type) == 200
    assert (len(symbol.kind), len(symbol.name)) == (16, 64)
    assert isinstance(error, Raised)
    assert (len(error.type), len(error.message)) == (200, MAX_TEXT)
    assert (len(error.bases), len(error.bases[0])) == (MAX_BASES, 200)
    assert len(error.frames) == MAX_FRAMES


def test_the_innermost_frames_are_kept() -> None:
    """Of a long traceback the end remains: where the exception was raised."""
    frames = tuple(Frame("a.py", None, line) for line in range(1, 100))

    found = decode(Error("E", (), "", frames), b"")

    assert found.frames[-1].line == 99


def test_an_exception_is_known_by_its_bases() -> None:
    """A subclass of the expected exception is one of its kind."""
    found = Raised("MissingKey", "no 'x'", bases=("KeyError", "LookupError"))

    assert found.is_a("KeyError")
    assert found.is_a("MissingKey")
    assert not found.is_a("ValueError")
    assert str(found) == "MissingKey: no 'x'"
    assert str(Raised("KeyError", "")) == "KeyError"


def test_leaves_say_what_they_are() -> None:
    """A person reads of a tensor its shape, dtype and device, never its values."""
    gpu = Array(np.zeros((2, 3), dtype="<f4"), "float32", "cuda:1", requires_grad=False)

    assert str(gpu) == "tensor of shape (2, 3), float32 on cuda:1"
    assert str(Symbolic("dtype", "int64")) == "torch.int64"
    assert str(Symbolic("device", "cpu")) == "device cpu"
    assert str(Opaque("Linear")) == "an object of type Linear"


def test_walk_names_every_leaf_by_its_path() -> None:
    """A leaf's path reads as Python would index it."""
    value = {"a": [1, {"b": 2}], 0: None, "empty": []}

    assert list(walk(value)) == [("['a'][0]", 1), ("['a'][1]['b']", 2), ("[0]", None)]


# --- whole replies ------------------------------------------------------------


def reply_of(*nodes: Node, payload: bytes = b"") -> tuple[bytes, bytes]:
    """Encode a reply with one draw for each node, as an honest child would."""
    draws = tuple(protocol.Draw(value=node) for node in nodes)
    frame = protocol.encode_frame(
        protocol.Ran(draws=draws, lengths=(len(payload),) + (0,) * (len(nodes) - 1)),
        payload,
    )
    header, _ = protocol.frame_lengths(frame[: protocol.PREFIX.size], MIB)
    return frame[protocol.PREFIX.size :][:header], payload


REPLIES = (
    reply_of(tensor(2, 3), payload=bytes(24)),
    reply_of(
        Pairs(
            ("weight", Items((1, "x")), Real("0x1p-3")),
            (tensor(2, dtype="bfloat16"), Real("nan"), Items((None,))),
        ),
        Error("ValueError", ("Exception",), "no", (Frame("a.py", 2, 7),)),
        payload=b"\x80\x3f\x00\x00",
    ),
    reply_of(
        Items((Symbol("device", "cuda:0"), Thing("Linear"), tensor(0, 4))),
        nested(MAX_DEPTH),
    ),
)
HOSTILE: tuple[Any, ...] = (
    *(
        None,
        True,
        -1,
        0,
        1,
        MAX_INT,
        MAX_INT + 1,
        -(2**64),
        10**30,
        10**400,
        1.5,
        1e308,
    ),
    *("", "x" * 10**5, "\x00", "\u202e", "nan", "0x", "float32", "bool", "object"),
    *([], {}, [[]], {"t": "real"}, 10**25, {"t": "nothing"}),
    [0, 2**62],
    [2**62, 0, 2**62],
    [-1, -4],
    {"t": "items", "items": [1] * 1000},
    {"t": "pairs", "keys": [{"t": "items", "items": []}], "values": []},
    {"t": "tensor", "dtype": "int8", "shape": [7], "device": "", "requires_grad": 1},
)


def read_whole(header: bytes, payload: bytes) -> None:
    """Read a reply as the judge does; only ProtocolError may come out."""
    try:
        reply = protocol.decode_reply(header)
        if isinstance(reply, protocol.Ran):
            for draw in reply.draws:
                decode(draw.value, payload)
    except ProtocolError:
        return


Mutation = tuple[str, float, int]
mutations = st.lists(
    st.tuples(
        st.sampled_from(["flip", "drop", "double", "insert", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=6,
)


def mutate(data: bytes, changes: list[Mutation]) -> bytes:
    """Damage bytes at relative positions."""
    out = bytearray(data)
    for what, where, byte in changes:
        at = int(where * len(out))
        match what:
            case "flip" if out:
                out[at] ^= byte or 1
            case "drop":
                del out[at : at + 1 + byte % 9]
            case "double":
                out[at:at] = out[at : at + byte]
            case "insert":
                out[at:at] = bytes([byte]) * (1 + byte % 3)
            case "cut" if byte < 32:
                del out[at:]
    return bytes(out)


@settings(max_examples=2000, deadline=None, database=None)
@given(st.sampled_from(REPLIES), mutations, mutations)
@example(REPLIES[0], [("cut", 0.0, 0)], [("cut", 0.0, 0)])
def test_damaged_replies_raise_nothing_but_protocol_errors(
    reply: tuple[bytes, bytes], header: list[Mutation], payload: list[Mutation]
) -> None:
    """Whatever bytes arrive in place of a reply, the judge survives them."""
    read_whole(mutate(reply[0], header), mutate(reply[1], payload))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, list):
        value = dict(enumerate(value))
    for key, item in value.items() if isinstance(value, dict) else ():
        found += _paths(item, (*path, key))
    return found


def forge(header: bytes, where: float, value: Any, extra: str) -> bytes:
    """Put a value where an honest reply has another, or beside it."""
    tree = json.loads(header)
    paths = _paths(tree)[1:]
    *parents, last = paths[int(where * len(paths))]
    parent = tree
    for key in parents:
        parent = parent[key]
    parent[last] = value
    if extra and isinstance(parent, dict):
        parent[extra] = value
    return msgspec.json.encode(tree)


@settings(max_examples=2000, deadline=None, database=None)
@given(
    st.sampled_from(REPLIES),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(HOSTILE),
    st.sampled_from(["", "t", "type", "value", "tampered", "x"]),
)
def test_forged_replies_raise_nothing_but_protocol_errors(
    reply: tuple[bytes, bytes], where: float, value: Any, extra: str
) -> None:
    """A reply that is JSON, but lies about any of its values, is read or refused."""
    read_whole(forge(reply[0], where, value, extra), reply[1])


def test_a_reply_of_too_many_nodes_is_refused() -> None:
    """A full header of the smallest nodes is more than an observation may have."""
    items = b",".join([b'{"t":"items","items":[]}'] * 170_000)
    header = b'{"type":"ran","draws":[{"value":{"t":"items","items":[%b]}}]}' % items
    assert len(header) > protocol.MAX_HEADER

    reply = protocol.decode_reply(header)
    assert isinstance(reply, protocol.Ran)
    with pytest.raises(ProtocolError, match="too deep or too large"):
        decode(reply.draws[0].value, b"")
