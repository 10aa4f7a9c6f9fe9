"""Observations: the plain data that a probe brings out of the sandbox.

Two forms of one thing. On the wire an observation is a tree of `Node`s, JSON
once encoded, with the bytes of its tensors beside it; in the judge it is plain
Python with `Array`, `Symbolic`, `Opaque` and `Raised` leaves. What arrives was
written by a process that ran student code, so `decode` trusts none of it.

No torch here: the judge reads tensors with numpy.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
import numpy as np
import numpy.typing as npt

from grader.errors import ProtocolError

MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_TEXT = 2_000  # characters of any one string that crosses the pipe
MAX_DIMENSIONS = 16
MAX_INT = 2**62  # msgspec reads integers of any length; JSON reports hold 64 bits
MAX_FRAMES = 20
MAX_BASES = 20

Int = Annotated[int, msgspec.Meta(ge=-MAX_INT, le=MAX_INT)]
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_INT)]  # a size, a line, a cell
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]

# torch dtype -> numpy dtype with the same bytes. bfloat16 has no numpy dtype: its
# two bytes are the upper half of a float32.
STORAGE: Mapping[str, str] = {
    "float64": "<f8",
    "float32": "<f4",
    "float16": "<f2",
    "bfloat16": "<u2",
    "complex64": "<c8",
    "complex128": "<c16",
    "int64": "<i8",
    "int32": "<i4",
    "int16": "<i2",
    "int8": "|i1",
    "uint8": "|u1",
    "bool": "|b1",
}


class _Node(msgspec.Struct, frozen=True, tag_field="t", forbid_unknown_fields=True):
    """Base of the wire tree."""


class Leaf(_Node, frozen=True, tag="leaf"):
    """None, a bool, an int or a string."""

    value: bool | Int | str | None


class Real(_Node, frozen=True, tag="real"):
    """A float, written by `float.hex` because JSON has no NaN or infinity."""

    text: str


class Items(_Node, frozen=True, tag="items"):
    """A list or a tuple."""

    items: tuple[Node, ...]


class Pairs(_Node, frozen=True, tag="pairs"):
    """A dict, in its own order."""

    keys: tuple[Node, ...]
    values: tuple[Node, ...]


class Tensor(_Node, frozen=True, tag="tensor"):
    """A tensor whose bytes stand in the payload, in the order of the tree."""

    dtype: str
    shape: tuple[Count, ...]
    device: str
    requires_grad: bool


class Symbol(_Node, frozen=True, tag="symbol"):
    """A torch.dtype or torch.device, by name."""

    kind: str
    name: str


class Thing(_Node, frozen=True, tag="thing"):
    """Any other object: only the name of its type crosses."""

    type: str


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in the submission that a traceback passes through."""

    label: Text
    cell: Count | None
    line: Count


class Error(_Node, frozen=True, tag="error"):
    """An exception, with the submission's own frames, innermost last."""

    type: str
    bases: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...]


Node = Leaf | Real | Items | Pairs | Tensor | Symbol | Thing | Error


@dataclass(frozen=True)
class Array:
    """A tensor that came out of the sandbox.

    Attributes:
        values: The elements; bfloat16 is widened to float32.
        dtype: Name of the torch dtype, such as `float32`.
        device: Name of the torch device, such as `cuda:0`.
        requires_grad: Whether autograd would record operations on it.
    """

    values: npt.NDArray[Any]
    dtype: str
    device: str
    requires_grad: bool

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape as torch has it."""
        return tuple(self.values.shape)

    def __str__(self) -> str:
        where = "" if self.device == "cpu" else f" on {self.device}"
        return f"tensor of shape {self.shape}, {self.dtype}{where}"


@dataclass(frozen=True)
class Symbolic:
    """A torch.dtype or torch.device."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"torch.{self.name}" if self.kind == "dtype" else f"device {self.name}"


@dataclass(frozen=True)
class Opaque:
    """An object that is no plain data."""

    type: str

    def __str__(self) -> str:
        return f"an object of type {self.type}"


@dataclass(frozen=True)
class Raised:
    """An exception that the submission raised."""

    type: str
    message: str
    bases: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()

    def is_a(self, name: str) -> bool:
        """Whether the exception is, or inherits from, the named class."""
        return name == self.type or name in self.bases

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


Observation = Any  # None, bool, int, float, str, list, dict, or a leaf from above


def decode(node: Node, payload: bytes) -> Observation:
    """Turn a wire tree and its tensor bytes into an observation.

    Raises:
        ProtocolError: The tree is too deep or too large, or its tensors and the
            payload do not fit each other exactly.
    """
    reader = _Reader(payload)
    value = reader.read(node, depth=0)
    reader.finish()
    return value


class _Reader:
    """Walks a wire tree, taking tensor bytes from the payload as it goes."""

    def __init__(self, payload: bytes) -> None:
        self._payload = memoryview(payload)
        self._offset = 0
        self._nodes = 0

    def finish(self) -> None:
        if self._offset != len(self._payload):
            raise ProtocolError("more tensor bytes arrived than tensors")

    def read(self, node: Node, depth: int) -> Observation:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise ProtocolError("an observation is too deep or too large")
        match node:
            case Leaf(value=value):
                return value[:MAX_TEXT] if isinstance(value, str) else value
            case Real(text=text):
                return _real(text)
            case Items(items=items):
                return [self.read(item, depth + 1) for item in items]
            case Pairs(keys=keys, values=values):
                return self._pairs(keys, values, depth)
            case Tensor():
                return self._tensor(node)
            case Symbol(kind=kind, name=name):
                return Symbolic(kind[:16], name[:64])
            case Thing(type=name):
                return Opaque(name[:200])
            case Error():
                return _raised(node)

    def _pairs(
        self, keys: Sequence[Node], values: Sequence[Node], depth: int
    ) -> dict[Any, Observation]:
        if len(keys) != len(values):
            raise ProtocolError("a mapping has more keys than values, or fewer")
        pairs: dict[Any, Observation] = {}
        for key, value in zip(keys, values, strict=True):
            name = _key(self.read(key, depth + 1))
            pairs[name] = self.read(value, depth + 1)
        return pairs

    def _tensor(self, node: Tensor) -> Array:
        storage = STORAGE.get(node.dtype)
        if storage is None or len(node.shape) > MAX_DIMENSIONS:
            raise ProtocolError("a tensor has an unknown dtype or too many dimensions")
        if any(size < 0 for size in node.shape):
            raise ProtocolError("a tensor has a negative size")
        length = math.prod(node.shape) * np.dtype(storage).itemsize
        if length > len(self._payload) - self._offset:
            raise ProtocolError("a tensor is larger than the bytes that came with it")
        raw = self._payload[self._offset : self._offset + length]
        self._offset += length
        try:
            values = _elements(raw, node.dtype).reshape(node.shape)
        except ValueError:  # no elements, but sizes whose product numpy cannot hold
            raise ProtocolError("a tensor's sizes are too large") from None
        return Array(values, node.dtype, node.device[:32], node.requires_grad)


def _elements(raw: memoryview, dtype: str) -> npt.NDArray[Any]:
    if dtype == "bool":  # a byte that is neither 0 nor 1 is hostile
        return np.asarray(np.frombuffer(raw, dtype="|u1") != 0)
    values = np.frombuffer(raw, dtype=STORAGE[dtype])
    if dtype == "bfloat16":
        return np.asarray((values.astype("<u4") << 16).view("<f4"))
    return values


def _key(value: Observation) -> Observation:
    """Make a key that can be hashed; a tuple crossed as a list."""
    if isinstance(value, list):
        return tuple(_key(item) for item in value)
    if isinstance(value, str | int | float | Symbolic | Opaque | None):
        return value
    return Opaque(type(value).__name__)


def _raised(node: Error) -> Raised:
    return Raised(
        node.type[:200],
        node.message[:MAX_TEXT],
        tuple(name[:200] for name in node.bases[:MAX_BASES]),
        node.frames[-MAX_FRAMES:],
    )


def _real(text: str) -> float:
    try:
        return float.fromhex(text[:64])
    except (ValueError, OverflowError):
        raise ProtocolError("a number is not a number") from None


def walk(value: Observation, path: str = "") -> Iterator[tuple[str, Observation]]:
    """Yield every leaf with its path, such as `['weight'][0]`."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}[{key!r}]")
    else:
        yield path, value
