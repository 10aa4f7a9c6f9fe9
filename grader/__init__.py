"""An autograder for PyTorch courses: `from grader import check` to write checks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.checks import Check, check

__version__ = "0.1.0"

__all__ = ["Check", "__version__", "check"]


def __getattr__(name: str) -> object:
    """Re-export on first use: comparing needs numpy, which the start does not."""
    if name in ("Check", "check"):
        return getattr(import_module("grader.checks"), name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
