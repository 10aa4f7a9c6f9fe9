"""Observations: the plain data that a probe brings out of the sandbox.

In the judge an observation is plain Python with `Array`, `Symbolic`, `Opaque` and
`Raised` leaves. It is read from its wire form (`grader.isolation.wire`), which a
process that ran student code has written, so `decode` trusts none of it.

No torch here: the judge reads tensors with numpy.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.errors import ProtocolError
from grader.isolation.wire import (
    MAX_BASES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAMES,
    MAX_NODES,
    MAX_ODD_KEYS,
    MAX_REAL,
    MAX_TEXT,
    STORAGE,
    Error,
    Frame,
    Items,
    Node,
    Note,
    Pairs,
    Real,
    Symbol,
    Tensor,
    Thing,
)


@dataclass(frozen=True)
class Array:
    """A tensor that came out of the sandbox.

    Attributes:
        values: The elements; bfloat16 is widened to float32.
        dtype: Name of the torch dtype, such as `float32`.
        device: Name of the torch device, such as `cuda:0`.
        requires_grad: Whether autograd would record operations on it.
        note: How it came to be on its device, where GPUs were simulated.
    """

    values: npt.NDArray[Any]
    dtype: str
    device: str
    requires_grad: bool
    note: Note | None = field(default=None, compare=False)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape as torch has it."""
        return tuple(self.values.shape)

    def is_the_same_as(self, other: Array) -> bool:
        """Whether both agree to the last bit, which is soon found out."""
        if (self.dtype, self.device) != (other.dtype, other.device):
            return False
        return self.shape == other.shape and bool((self.values == other.values).all())

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
    """An object that is no plain data, or a tensor too large to be kept."""

    type: str
    is_huge: bool = False

    def __str__(self) -> str:
        # what the encoder says of data that it could not send is no type's name
        return self.type if " " in self.type else f"an object of type {self.type}"


@dataclass(frozen=True)
class Raised:
    """An exception that the submission raised.

    Attributes:
        note: Which tensors it is about, where GPUs were simulated.
    """

    type: str
    message: str
    bases: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    note: Note | None = field(default=None, compare=False)

    def is_a(self, name: str) -> bool:
        """Whether the exception is, or inherits from, the named class."""
        return name == self.type or name in self.bases

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


Observation = Any  # None, bool, int, float, str, list, dict, or a leaf from above


@dataclass
class Room:
    """How many bytes of tensors are still kept, of all that is read with it.

    One frame is bounded by its length; many checks, each with a frame of full
    length, are bounded by this.
    """

    left: int = 128 << 20

    def take(self, size: int) -> bool:
        """Take some, if that much is left."""
        if size > self.left:
            return False
        self.left -= size
        return True


def decode(
    node: Node, payload: bytes | memoryview, room: Room | None = None
) -> Observation:
    """Turn a wire tree and its tensor bytes into an observation.

    What is kept holds no part of the payload. A tensor for which there is no room
    becomes an `Opaque` that says so.

    Raises:
        ProtocolError: The tree is too deep or too large, or its tensors and the
            payload do not fit each other exactly.
    """
    reader = _Reader(payload, room or Room())
    value = reader.read(node, depth=0)
    reader.finish()
    return value


class _Reader:
    """Walks a wire tree, taking tensor bytes from the payload as it goes."""

    def __init__(self, payload: bytes | memoryview, room: Room) -> None:
        self._payload = memoryview(payload)
        self._room = room
        self._offset = 0
        self._nodes = 0
        self._odd_keys = 0

    def finish(self) -> None:
        if self._offset != len(self._payload):
            raise ProtocolError("more tensor bytes arrived than tensors")

    def read(self, node: Node, depth: int) -> Observation:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise ProtocolError("an observation is too deep or too large")
        if isinstance(node, str):
            return node[:MAX_TEXT]
        match node:
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
            case Thing(type=name, is_huge=huge):
                return Opaque(name[:200], huge)
            case Error():
                return _raised(node)
            case _:
                return node

    def _pairs(
        self, keys: Sequence[Node], values: Sequence[Node], depth: int
    ) -> dict[Any, Observation]:
        if len(keys) != len(values):
            raise ProtocolError("a mapping has more keys than values, or fewer")
        pairs: dict[Any, Observation] = {}
        for key, value in zip(keys, values, strict=True):
            name = self._bounded(_key(self.read(key, depth + 1)))
            pairs[name] = self.read(value, depth + 1)
        return pairs

    def _bounded(self, key: Observation) -> Observation:
        """Keep few keys of the kinds for which anyone can compute equal hashes.

        A thousand such keys would take a dict a million comparisons. Of ints within
        64 bits, only a handful have equal hashes; those of texts are salted.
        """
        if isinstance(key, float | tuple):
            self._odd_keys += 1
            if self._odd_keys > MAX_ODD_KEYS:
                return Opaque("a key beyond those that are compared")
        return key

    def _tensor(self, node: Tensor) -> Array | Opaque:
        storage = STORAGE.get(node.dtype)
        if storage is None or len(node.shape) > MAX_DIMENSIONS:
            raise ProtocolError("a tensor has an unknown dtype or too many dimensions")
        if any(size < 0 for size in node.shape):
            raise ProtocolError("a tensor has a negative size")
        count = math.prod(node.shape)
        length = count * np.dtype(storage).itemsize
        if length > len(self._payload) - self._offset:
            raise ProtocolError("a tensor is larger than the bytes that came with it")
        raw = self._payload[self._offset : self._offset + length]
        self._offset += length
        if not self._room.take(length * (2 if node.dtype == "bfloat16" else 1)):
            return Opaque(f"a huge tensor of shape {node.shape}", is_huge=True)
        try:
            values = _elements(raw, node.dtype).reshape(node.shape)
        except ValueError:  # no elements, but sizes whose product numpy cannot hold
            raise ProtocolError("a tensor's sizes are too large") from None
        values.setflags(write=False)
        return Array(
            values, node.dtype, node.device[:32], node.requires_grad, node.note
        )


def _elements(raw: memoryview, dtype: str) -> npt.NDArray[Any]:
    """Copy elements out of a payload; whatever the bytes, they are numbers then."""
    if dtype == "bool":  # a byte that is neither 0 nor 1 is hostile
        return np.asarray(np.frombuffer(raw, dtype="|u1") != 0)
    if dtype == "bfloat16":
        wide = np.frombuffer(raw, dtype="<u2").astype("<u4")
        wide <<= 16
        return _quiet(wide.view("<f4"))
    return _quiet(np.frombuffer(raw, dtype=STORAGE[dtype]).copy())


def _quiet(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Make all NaN alike: the signalling ones cause warnings wherever they go."""
    if values.dtype.kind in "fc":
        parts = values.view(values.real.dtype)
        parts[np.isnan(parts)] = np.nan
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
        node.note,
    )


def _real(text: str) -> float:
    try:
        if len(text) > MAX_REAL:
            raise ValueError
        return float.fromhex(text)
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
