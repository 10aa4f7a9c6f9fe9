"""Write observations for the wire, inside the child.

Polite limits only: what counts are the limits that the judge enforces when it
reads. Anything that is no plain data crosses as the name of its type.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch.nn.parameter import is_lazy

from grader.devices.explaining import ORIGIN, history_of
from grader.devices.labels import Origin, placed_on
from grader.isolation.protocol import Draw, Layout, Made
from grader.isolation.wire import (
    MAX_BASES,
    MAX_DEPTH,
    MAX_FRAMES,
    MAX_INT,
    MAX_NODES,
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
from grader.probing.type_names import type_name

Places = Mapping[str, tuple[str, int | None]]  # code file name -> (label, cell)
NODES = MAX_NODES // 2  # of all draws of a reply: its header is limited, too
# Where libraries lie, the innermost folder first.
_FOLDERS = sorted(
    {os.path.join(path, "") for path in sys.path if len(path) > 1},
    key=len,
    reverse=True,
)
LETTERS = 300_000  # of all strings together, so that a few draws fit in one header


class Encoder:
    """Turns one value into a wire tree and collects its tensors' bytes.

    Args:
        max_bytes: Tensor bytes to send at most; a larger tensor crosses as a
            `Thing` that says so.
        max_nodes: Values to send at most, nested ones counted.
    """

    def __init__(self, places: Places, max_bytes: int, max_nodes: int = NODES) -> None:
        self._places = places
        self._left = max_bytes
        self._max_nodes = max_nodes
        self._letters = LETTERS
        self._nodes = 0
        self._chunks: list[bytes] = []

    @property
    def payload(self) -> bytes:
        """Bytes of all tensors encoded so far."""
        return b"".join(self._chunks)

    @property
    def _full(self) -> bool:
        return self._nodes >= self._max_nodes

    def encode(self, value: object, depth: int = 0) -> Node:
        """Encode a value; what is too deep, too large or no data becomes a Thing."""
        self._nodes += 1
        if depth >= MAX_DEPTH or self._full:
            return Thing("something nested too deeply or too large")
        if isinstance(value, np.generic):
            value = value.item()
        if value is None or isinstance(value, bool):
            return value
        if issubclass(type(value), torch.Tensor):  # whatever its `__class__` says
            tensor: Any = value
            return self._tensor(_plain(tensor))
        if type(value) is str:
            return self._text(value)
        if type(value) is int:
            return value if abs(value) < MAX_INT else Thing("a very large int")
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
        if isinstance(value, Mapping):
            pairs = tuple(self._pairs(value, depth + 1))
            return Pairs(
                tuple(key for key, _ in pairs), tuple(item for _, item in pairs)
            )
        if isinstance(value, list | tuple):
            return Items(tuple(self._items(value, depth + 1)))
        return Thing(clean(type_name(value), 200))

    # A student's class may never stop iterating: these two stop it.

    def _items(
        self, values: list[object] | tuple[object, ...], depth: int
    ) -> Iterator[Node]:
        for item in values:
            yield self.encode(item, depth)
            if self._full:
                return

    def _pairs(
        self, values: Mapping[object, object], depth: int
    ) -> Iterator[tuple[Node, Node]]:
        for key, item in values.items():
            yield self.encode(key, depth), self.encode(item, depth)
            if self._full:
                return

    def _text(self, value: str) -> Node:
        if not self._letters:
            return Thing("text beyond what is compared")
        text = clean(value, min(self._letters, MAX_TEXT))
        self._letters -= len(text)
        return text

    def _tensor(self, value: torch.Tensor) -> Node:
        if value.is_meta:
            return Thing("a tensor without values")
        dtype = str(value.dtype).removeprefix("torch.")
        if dtype not in STORAGE:
            return Thing(f"a tensor of dtype {dtype}")
        if value.layout is not torch.strided:
            return Thing(f"a tensor of layout {value.layout}")
        size = value.numel() * value.element_size()
        if size > self._left:
            shape = tuple(value.shape)
            return Thing(f"a huge tensor of shape {shape}", is_huge=True)
        self._left -= size
        if size:
            flat = value.detach().cpu().resolve_conj().resolve_neg()
            if dtype == "bfloat16":  # which numpy does not know
                # one element counts as contiguous, whatever its stride
                flat = flat.contiguous().as_strided((flat.numel(),), (1,))
                flat = flat.view(torch.uint8)
            self._chunks.append(flat.numpy().tobytes())
        return Tensor(
            dtype=dtype,
            shape=tuple(int(length) for length in value.shape),
            device=str(placed_on(value)),
            requires_grad=bool(value.requires_grad),
            note=self._history(value),
        )

    def _history(self, value: torch.Tensor) -> Note | None:
        """How a tensor came to its device, if a line of the submission put it there."""
        found = history_of(value)
        if found is None or found[1].file not in self._places:
            return None
        return Note(clean(found[0]), _frame(found[1].file, found[1].line, self._places))


def _plain(tensor: torch.Tensor) -> torch.Tensor:
    """A tensor without the methods of a student's subclass, which may say anything."""
    if type(tensor) in (torch.Tensor, torch.nn.Parameter):
        return tensor
    if is_lazy(tensor):
        return torch.empty(0, device="meta")
    with torch._C.DisableTorchFunctionSubclass():
        return torch.Tensor.as_subclass(tensor, torch.Tensor)


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Cut a text, and replace the lone surrogates that UTF-8 cannot hold."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8")


def encode_error(error: BaseException, places: Places) -> Error:
    """Encode an exception: type, message, and its frames in the submission."""
    try:
        return _encode_error(error, places)
    except BaseException:  # its class may answer any question by another exception
        return Error("Exception", (), "an exception that cannot be read", ())


def _encode_error(error: BaseException, places: Places) -> Error:
    cause = error.__cause__
    if isinstance(cause, StopIteration) and not _frames(error, places):
        error = cause  # which a generator of the checks could not let through
    try:
        # str() of a SyntaxError repeats the place, which the frames hold
        said = error.msg if isinstance(error, SyntaxError) else error
        message = _without_folders(clean(str(said)))
    except BaseException:
        message = "its message could not be read"
    bases = [cls.__name__ for cls in type(error).__mro__[1:-1]]
    return Error(
        type=clean(type(error).__name__, 200),
        bases=tuple(clean(name, 200) for name in bases[:MAX_BASES]),
        message=message,
        frames=tuple(_frames(error, places)[-MAX_FRAMES:]),
        note=_note_on(error, places),
    )


def _without_folders(text: str) -> str:
    """Leave out where libraries lie: that is no business of the submission's."""
    if type(text) is str:  # what only claims to be text is for the judge to refuse
        for folder in _FOLDERS:
            text = text.replace(folder, "")
    return text


def _note_on(error: BaseException, places: Places) -> Note | None:
    """What simulated GPUs have to say about an exception."""
    notes = getattr(error, "__notes__", ())
    if not hasattr(error, ORIGIN) or not notes:
        return None
    origin = getattr(error, ORIGIN)
    frame = None
    if isinstance(origin, Origin):
        frame = _frame(origin.file, origin.line, places)
    return Note(clean(str(notes[0])), frame)


def _frame(file: str, line: int, places: Places) -> Frame | None:
    return Frame(*places[file], line) if file in places else None


def _frames(error: BaseException, places: Places) -> list[Frame]:
    name = error.filename if isinstance(error, SyntaxError) else None
    if isinstance(error, SyntaxError) and isinstance(name, str) and name in places:
        line = error.lineno if isinstance(error.lineno, int) else 1
        return [Frame(*places[name], max(line, 1))]
    frames = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in places:
            frames.append(Frame(*places[frame.f_code.co_filename], line))
    return frames


def encode_draw(
    value: object,
    places: Places,
    max_bytes: int,
    *,
    max_nodes: int = NODES,
    layouts: tuple[Layout, ...] = (),
    unfilled: tuple[str, ...] = (),
    made: tuple[Made, ...] = (),
    raised: bool = False,
) -> tuple[Draw, bytes]:
    """Encode the outcome of one draw, with its payload.

    What cannot be read at all, such as a dict whose `items` raises, counts as raised.
    """
    encoder = Encoder(places, max_bytes, max_nodes)
    try:
        node = encoder.encode(value)
    except BaseException as error:
        encoder, raised = Encoder(places, max_bytes), True
        node = encode_error(error, places)
    names = tuple(clean(name) for name in unfilled)
    draw = Draw(value=node, layouts=layouts, unfilled=names, made=made, raised=raised)
    return draw, encoder.payload
