"""Observations as the judge sees them, made by hand for tests of the judging."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from grader.comparing.observation import Array, Raised
from grader.isolation.wire import STORAGE, Frame

Values = npt.ArrayLike


def array(
    values: Values,
    dtype: str = "float32",
    *,
    device: str = "cpu",
    requires_grad: bool = False,
) -> Array:
    """Build a tensor that came out of the sandbox."""
    storage = "<f4" if dtype == "bfloat16" else STORAGE[dtype]
    return Array(np.asarray(values, dtype=storage), dtype, device, requires_grad)


def raised(type_name: str, message: str = "", *frames: Frame, **rest: Any) -> Raised:
    """Build an exception that passed through the given frames."""
    return Raised(type_name, message, frames=frames, **rest)


def frame(line: int, label: str = "ada.py", cell: int | None = None) -> Frame:
    """Build a place in the submission."""
    return Frame(label, cell, line)
