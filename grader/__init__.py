"""An autograder for PyTorch courses.

What authors of exercises use is imported from here: `module` and `function` declare
an exercise, `check` writes a check of one's own, `mistakes` lists known wrong ways;
`agree`, `gradients`, `one_value`, `where_sizes_agree`, `Mismatch`, `Evidence` and
`Kind` are for comparisons of one's own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.checks import Check, check
    from grader.comparing.agreement import Mismatch, agree
    from grader.comparing.gradients import gradients
    from grader.comparing.sized import where_sizes_agree
    from grader.comparing.standard import if_plain_is_right, one_value
    from grader.declarations import Declaration, function, module
    from grader.mutating.mistakes import equivalent, mistakes
    from grader.results import Evidence, Kind

__version__ = "0.1.0"

__all__ = [
    "Check",
    "Declaration",
    "Evidence",
    "Kind",
    "Mismatch",
    "__version__",
    "agree",
    "check",
    "equivalent",
    "function",
    "gradients",
    "if_plain_is_right",
    "mistakes",
    "module",
    "one_value",
    "where_sizes_agree",
]
_HOMES = {
    "Check": "checks",
    "check": "checks",
    "Declaration": "declarations",
    "module": "declarations",
    "function": "declarations",
    "mistakes": "mutating.mistakes",
    "equivalent": "mutating.mistakes",
    "Evidence": "results",
    "Kind": "results",
    "Mismatch": "comparing.agreement",
    "agree": "comparing.agreement",
    "gradients": "comparing.gradients",
    "if_plain_is_right": "comparing.standard",
    "one_value": "comparing.standard",
    "where_sizes_agree": "comparing.sized",
}


def __getattr__(name: str) -> object:
    """Re-export on first use: pytest imports this package in every suite."""
    if name in _HOMES:
        return getattr(import_module(f"grader.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
