"""The wire form of observations: trees of nodes, tensors as raw bytes beside.

JSON once encoded. Read by `grader.comparing.observation`, written by
`grader.child.encode`; types only, and nothing that takes time to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_TEXT = 2_000  # characters of any one string that crosses the pipe
MAX_DIMENSIONS = 16
MAX_INT = 2**62  # msgspec reads integers of any length; JSON reports hold 64 bits
MAX_FRAMES = 20
MAX_BASES = 20
MAX_REAL = 64  # characters of a float in hexadecimal; 24 are needed
MAX_ODD_KEYS = 256  # floats and tuples as keys of a dict, in one observation

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


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in the submission that a traceback passes through."""

    label: Text
    cell: Count | None
    line: Count


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How something came about, for the student to read.

    Attributes:
        frame: The line that it is about; None if that is none of the submission's.
    """

    text: Text
    frame: Frame | None


class Tensor(_Node, frozen=True, tag="tensor"):
    """A tensor whose bytes stand in the payload, in the order of the tree.

    Attributes:
        note: How it came to be where it is, where GPUs were simulated.
    """

    dtype: str
    shape: tuple[Count, ...]
    device: str
    requires_grad: bool
    note: Note | None = None


class Symbol(_Node, frozen=True, tag="symbol"):
    """A torch.dtype or torch.device, by name."""

    kind: str
    name: str


class Thing(_Node, frozen=True, tag="thing"):
    """Any other object, or a tensor that is too large: only what it is crosses."""

    type: str
    is_huge: bool = False


class Error(_Node, frozen=True, tag="error"):
    """An exception, with the submission's own frames, innermost last.

    Attributes:
        note: Which of the submission's tensors it is about, and where they came from.
    """

    type: str
    bases: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...]
    note: Note | None = None


# What JSON has crosses as it is.
Node = bool | Int | str | None | Real | Items | Pairs | Tensor | Symbol | Thing | Error
