"""Replies as honest children send them: what the fuzz starts from."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from grader.isolation import protocol
from grader.isolation.wire import (
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
from grader.results import Kind


@dataclass(frozen=True)
class Recorded:
    """A reply with its tensor bytes, and the kind of check that it answers."""

    kind: Kind
    reply: protocol.Reply
    payload: bytes = b""

    @property
    def frame(self) -> bytes:
        """The whole as it crosses the pipe."""
        return protocol.encode_frame(self.reply, self.payload)


@dataclass
class _Writer:
    """Collects the bytes of the tensors that it describes."""

    payload: bytearray = field(default_factory=bytearray)

    def tensor(
        self, *shape: int, dtype: str = "float32", device: str = "cpu"
    ) -> Tensor:
        numbers = np.random.default_rng(len(self.payload)).normal(size=shape) * 4
        if dtype == "bfloat16":
            raw = (numbers.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes()
        elif dtype == "bool":
            raw = (numbers > 0).tobytes()
        else:
            raw = numbers.astype(STORAGE[dtype]).tobytes()
        self.payload += raw
        return Tensor(dtype, shape, device, requires_grad=dtype == "float32")


def _named(**nodes: Node) -> Pairs:
    return Pairs(tuple(nodes), tuple(nodes.values()))


def _values(write: _Writer) -> Node:
    return Items((write.tensor(4, 3), Real("0x1.8p+1"), "relu", 7))


def _many_dtypes(write: _Writer) -> Node:
    return Items(tuple(write.tensor(2, 3, dtype=dtype) for dtype in STORAGE))


def _names(write: _Writer) -> Node:
    return _named(weight=write.tensor(5, 3), bias=write.tensor(5))


def _state(write: _Writer) -> Node:
    keys = ("0.weight", Items(("1", Real("0x1p-1"))), 3)
    return Pairs(keys, (write.tensor(3, 2), write.tensor(2), Symbol("dtype", "bool")))


def _things(write: _Writer) -> Node:
    return Pairs((Thing("Linear"), "x"), (write.tensor(2), Thing("Linear")))


def _gradient(write: _Writer) -> Node:
    return _named(
        weight=_named(
            grad=write.tensor(3, 2),
            direction=write.tensor(3, 2),
            slopes=Items((Real("0x1.2p+2"), Real("-0x1.2p-2"))),
        ),
        bias=_named(grad=None, direction=write.tensor(3), slopes=Items(())),
    )


def _devices(write: _Writer) -> Node:
    gpu = write.tensor(2, device="cuda:0")
    return Items((gpu, Symbol("device", "cuda:1"), Symbol("dtype", "int64")))


def _deep(write: _Writer) -> Node:
    node: Node = write.tensor(1, 2, 1, 2)
    for _ in range(8):
        node = Items((node, None))
    return node


def _random(write: _Writer) -> Node:
    return _named(weight=write.tensor(30, 10), bias=write.tensor(40, dtype="float16"))


_FRAMES = (Frame("ada.py", None, 3), Frame("ada.ipynb", 2, 7))
_ERROR = Error("RuntimeError", ("Exception",), "mat1 and mat2 shapes (2x3)", _FRAMES)


def _draws(
    kind: Kind, *makers: object, twins: int = 0, raised: bool = False
) -> Recorded:
    """Record an answer of one draw for each maker, and some twins."""
    payload, lengths, drawn = bytearray(), [], []
    for make in makers:
        write = _Writer()
        node = make(write) if callable(make) else _ERROR
        drawn.append(protocol.Draw(value=node, raised=raised and not callable(make)))
        payload += write.payload
        lengths.append(len(write.payload))
    count = len(drawn) - twins
    reply = protocol.Ran(
        draws=tuple(drawn[:count]),
        twins=tuple(drawn[count:]),
        lengths=tuple(lengths),
        token="0123456789abcdef",
    )
    return Recorded(kind, reply, bytes(payload))


def _read() -> Recorded:
    definition = protocol.Definition(
        name="MLP", what="ClassDef", label="ada.py", cell=None, line=3, uses=("relu",)
    )
    other = protocol.Definition(
        name="Mlp", what="Assign", label="ada.ipynb", cell=2, line=9, uses=("MLP",)
    )
    remarks = tuple(
        protocol.Remark(cause=cause, text="x.data", label="ada.py", cell=None, line=5)
        for cause in protocol.Why
    )
    return Recorded(
        Kind.RULE, protocol.Read(definitions=(definition, other), remarks=remarks)
    )


def _loaded(symbol: str) -> Recorded:
    remark = protocol.Remark(
        cause=protocol.Why.SYNTAX,
        text="SyntaxError: no",
        label="ada.py",
        cell=None,
        line=5,
    )
    reply = protocol.Loaded(symbol=symbol, failures=((remark, _ERROR),))
    return Recorded(Kind.CONTRACT, reply)


CORPUS = (
    _draws(Kind.CONTRACT, lambda _: _named(call="Tensor", list=Items(()))),
    _draws(Kind.CONTRACT, lambda _: Items(("tuple", "Tensor"))),
    _draws(Kind.SHAPE, _values, _many_dtypes),
    _draws(Kind.VALUE, _values, _values, twins=1),
    _draws(Kind.VALUE, _many_dtypes, _deep, _many_dtypes, _deep, twins=2),
    _draws(Kind.GRADIENT, _gradient, _gradient, _gradient),
    _draws(Kind.NAMING, _names),
    _draws(Kind.NAMING, _state),
    _draws(Kind.NAMING, _things),
    _draws(Kind.SERIALIZATION, _state, _names),
    _draws(Kind.DEVICE, _devices, _devices),
    _draws(Kind.DTYPE, _many_dtypes),
    _draws(Kind.MODE, _deep),
    _draws(Kind.INIT, _random),
    _draws(Kind.PURITY, _values),
    _draws(Kind.RULE, lambda _: _named(used=False, names=Items(()))),
    _draws(Kind.VALUE, _values, None, raised=True),
    _read(),
    _loaded("module"),
    _loaded("missing"),
    Recorded(
        Kind.PURITY,
        protocol.Noticed(kind="refused", what="gc.get_objects", label="a.py", line=3),
    ),
)
