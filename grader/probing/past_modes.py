"""Lets the grader's own use of torch go past torch's modes.

Such a mode is what lets a simulated machine watch all that torch does, and student code
may have left one open. What is drawn is the same either way; to have it watched takes
ten times as long as to draw it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import torch

P = ParamSpec("P")
R = TypeVar("R")


def past_modes(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function that runs no student code be seen by no mode of torch."""

    @wraps(function)
    def unseen(*args: P.args, **kwargs: P.kwargs) -> R:
        with torch._C.DisableTorchFunction(), torch._C._DisableTorchDispatch():
            return function(*args, **kwargs)

    return unseen
