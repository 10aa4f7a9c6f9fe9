"""Write observations for the wire, inside the child.

Polite limits only: what counts are the limits that the judge enforces when it
reads. Anything that is no plain data crosses as the name of its type.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping

import torch

from grader.isolation.protocol import Draw, Layout
from grader.observation import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_TEXT,
    STORAGE,
    Error,
    Frame,
    Items,
    Leaf,
    Node,
    Pairs,
    Real,
    Symbol,
    Tensor,
    Thing,
)

Places = Mapping[str, tuple[str, int | None]]  # code file name -> (label, cell)
MAX_INT = 2**62
MAX_FRAMES = 20


class Encoder:
    """Turns one value into a wire tree and collects its tensors' bytes.

    Args:
        max_bytes: Tensor bytes to send at most; a larger tensor crosses as a
            `Thing` that says so.
    """

    def __init__(self, places: Places, max_bytes: int) -> None:
        self._places = places
        self._left = max_bytes
        self._nodes = 0
        self._chunks: list[bytes] = []

    @property
    def payload(self) -> bytes:
        """Bytes of all tensors encoded so far."""
        return b"".join(self._chunks)

    def encode(self, value: object, depth: int = 0) -> Node:
        """Encode a value; what is too deep, too large or no data becomes a Thing."""
        self._nodes += 1
        if depth >= MAX_DEPTH or self._nodes >= MAX_NODES // 2:
            return Thing("something nested too deeply or too large")
        kind = type(value)
        if value is None or isinstance(value, bool):
            return Leaf(value)
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if kind is str:
            return Leaf(str(value)[:MAX_TEXT])
        if isinstance(value, int) and kind is int:
            return Leaf(value) if abs(value) < MAX_INT else Thing("int beyond 62 bits")
        if isinstance(value, float):
            return Real(float(value).hex())
        return self._structure(value, depth)

    def _structure(self, value: object, depth: int) -> Node:
        if isinstance(value, torch.dtype):
            return Symbol("dtype", str(value).removeprefix("torch."))
        if isinstance(value, torch.device):
            return Symbol("device", str(value))
        if isinstance(value, BaseException):
            return encode_error(value, self._places)
        if isinstance(value, dict | Mapping):
            pairs = list(value.items())
            return Pairs(
                tuple(self.encode(key, depth + 1) for key, _ in pairs),
                tuple(self.encode(item, depth + 1) for _, item in pairs),
            )
        if isinstance(value, list | tuple):
            return Items(tuple(self.encode(item, depth + 1) for item in value))
        return Thing(type_name(value))

    def _tensor(self, value: torch.Tensor) -> Node:
        dtype = str(value.dtype).removeprefix("torch.")
        if dtype not in STORAGE or value.layout is not torch.strided:
            return Thing(f"tensor of dtype {dtype} and layout {value.layout}")
        size = value.numel() * value.element_size()
        if size > self._left:
            return Thing(f"tensor of shape {tuple(value.shape)}, too large to compare")
        self._left -= size
        flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
        raw = flat.reshape(-1).view(torch.uint8) if size else flat.reshape(-1)
        self._chunks.append(raw.numpy().tobytes())
        return Tensor(
            dtype=dtype,
            shape=tuple(int(length) for length in value.shape),
            device=str(value.device),
            requires_grad=bool(value.requires_grad),
        )


def type_name(value: object) -> str:
    """Name of an object's type, with its module unless that is obvious."""
    kind = type(value)
    module = getattr(kind, "__module__", "")
    prefix = "" if module in ("builtins", "submission") else f"{module}."
    return f"{prefix}{kind.__qualname__}"[:200]


def encode_error(error: BaseException, places: Places) -> Error:
    """Encode an exception: type, message, and its frames in the submission."""
    try:
        message = str(error)[:MAX_TEXT]
    except BaseException:
        message = "its message could not be read"
    bases = [cls.__name__ for cls in type(error).__mro__[1:-1]]
    return Error(
        type=type(error).__name__[:200],
        bases=tuple(name[:200] for name in bases[:20]),
        message=message,
        frames=tuple(_frames(error, places)[-MAX_FRAMES:]),
    )


def _frames(error: BaseException, places: Places) -> list[Frame]:
    name = error.filename if isinstance(error, SyntaxError) else None
    if isinstance(error, SyntaxError) and name in places:
        label, cell = places[name]
        return [Frame(label, cell, error.lineno or 1)]
    frames = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in places:
            label, cell = places[frame.f_code.co_filename]
            frames.append(Frame(label, cell, line))
    return frames


def encode_draw(
    value: object,
    places: Places,
    max_bytes: int,
    *,
    layouts: tuple[Layout, ...] = (),
    unfilled: tuple[str, ...] = (),
    raised: bool = False,
) -> tuple[Draw, bytes]:
    """Encode the outcome of one draw, with its payload."""
    encoder = Encoder(places, max_bytes)
    node = encoder.encode(value)
    draw = Draw(value=node, layouts=layouts, unfilled=unfilled, raised=raised)
    return draw, encoder.payload
