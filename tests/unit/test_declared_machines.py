"""Exercises that are declared on machines with GPUs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from grader.checks import Check
from grader.preparing import import_checks
from grader.probing.draw import Draw
from grader.probing.tools import tools
from grader.results import Kind

SOURCE = '''
from grader import function

@function(gpus=2, result=lambda r: list(r) if isinstance(r, tuple) else r)
def pairs(pair, draw, machine):
    """`pair(X)` returns a list, or a tuple."""
    yield draw.normal(2, 3).to(machine.gpus[1])
    yield draw.normal(4)

@pairs.on(1, 0)
def stays_there(draw, machine):
    """Both lie where X lies."""
    yield draw.normal(2).to(machine.workers[0])
'''


@pytest.fixture(scope="module")
def declared() -> dict[str, Check]:
    """The checks that the source above declares, by name."""
    return {check.name: check for check in import_checks("a", "a.py", SOURCE).checks}


def twice(X: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Be right."""
    return X, X + 0


def run(check: Check, pair: Callable[..., Any] = twice) -> Any:
    """Run a probe on a function."""
    offered = {"pair": pair, **tools(Draw(1))}
    return check.probe(**{name: offered[name] for name in check.asks})


def test_calls_are_made_on_the_machine_that_is_declared(
    declared: dict[str, Check],
) -> None:
    """Every call counts for the contract; a free form is brought into one."""
    assert run(declared["can_be_called"]) == {
        "pair(X (2, 3) on cuda:1)": ["list", "Tensor"],
        "pair(X (4,))": ["list", "Tensor"],
    }


def test_checks_on_machines_stand_for_the_standard_one(
    declared: dict[str, Check],
) -> None:
    """They make their calls on each machine; nothing else is asked about devices."""
    found = run(declared["stays_there"], pair=lambda X: str(X.device))

    assert [c.name for c in declared.values() if c.kind is Kind.DEVICE] == [
        "stays_there"
    ]
    assert found == {
        "with 1 GPU, pair(X (2,) on cuda:0)": "cuda:0",
        "with 0 GPUs, pair(X (2,))": "cpu",
    }
