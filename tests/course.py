"""A course of one small assignment, and submissions to it, for tests of the whole.

Two exercises: `Scale`, of which every fault is tried, and its neighbour `total`,
which must lose nothing by it.
"""

from __future__ import annotations

import dataclasses
import textwrap
from pathlib import Path

import msgspec

from grader.assignment import Assignment, load_assignment
from grader.isolation.limits import Limits
from grader.submission import Submission, Unit

NAME = "shapes"
SETTINGS = """
[assignment]
name = "shapes"
title = "Shapes"

[[exercise]]
name = "Scale"
title = "A layer with one weight"
kind = "module"

[[exercise]]
name = "total"
title = "A sum"
kind = "function"
"""
CHECKS = '''"""Checks of `shapes`."""

from grader import check


@check("contract")
def can_be_called(Scale, draw, observe):
    """`Scale(3)` is a Module: called on a tensor, it returns one."""
    return observe.call(Scale(3), draw.normal(2, 3))


@check("value", points=2)
def times_weight(Scale, draw):
    """Each column is multiplied by its weight."""
    layer = draw.parameters(Scale(3))
    return layer(draw.normal(4, 3))


@check("naming")
def weight_only(Scale, draw):
    """`weight` is the one Parameter."""
    return dict(draw.parameters(Scale(3)).named_parameters())


@check("contract")
def can_be_called(total, draw, observe):
    """`total(X)` returns a tensor."""
    return observe.call(total, draw.normal(2, 3))


@check("value")
def sums_everything(total, draw):
    """All elements are added up."""
    return total(draw.normal(4, 3))
'''
HEAD = "import torch\nfrom torch import nn\n"
SCALE = """

class Scale(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(width))
{init}
    def forward(self, X):
{forward}
        return X * self.weight
"""
TOTAL = """

def total(X):
    return X.sum()
"""
POINTS = 6
LIMITS = Limits(
    check_cpu_s=1.0, check_timeout_s=1.0, load_cpu_s=5.0, load_timeout_s=5.0
)


def solution(*, top: str = "", init: str = "", forward: str = "", end: str = "") -> str:
    """Write a right solution, with more code at the given places."""
    parts = [
        HEAD,
        _indented(top, 0),
        SCALE.format(init=_indented(init, 8), forward=_indented(forward, 8)),
        TOTAL,
        _indented(end, 0),
    ]
    return "".join(parts)


def _indented(code: str, width: int) -> str:
    lines = textwrap.dedent(code).strip("\n")
    return textwrap.indent(lines, " " * width) + "\n" if lines else ""


RIGHT = solution()
WRONG = RIGHT.replace("X * self.weight", "X + self.weight")


def write_course(
    root: Path,
    *,
    settings: str = SETTINGS,
    checks: str = CHECKS,
    reference: str = RIGHT,
) -> Path:
    """Write the course's files; return the assignment's folder."""
    folder = root / "assignments" / NAME
    folder.mkdir(parents=True)
    (root / "reference").mkdir()
    (folder / "assignment.toml").write_text(settings)
    (folder / "checks.py").write_text(checks)
    (root / "reference" / f"{NAME}.py").write_text(reference)
    return folder


def load_course(root: Path, limits: Limits = LIMITS) -> Assignment:
    """Write the course and load its assignment, with limits of one's own."""
    assignment = load_assignment(write_course(root))
    settings = msgspec.structs.replace(assignment.settings, limits=limits)
    return dataclasses.replace(assignment, settings=settings)


def submitted(source: str, label: str = "ada.py") -> Submission:
    """Hand in one file."""
    return Submission(id="ada", files=(), units=(Unit(label=label, source=source),))
