"""A counterexample can be followed by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from grader.assignment import load_assignment
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import CheckResult, Given
from grader.submission import read_submission

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
]
PROJECT = Path(__file__).parents[2]
# It lies about what it is called on, as far as it can.
NO_RELU = """
import torch
from torch import nn

class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        result = X @ self.weight + self.bias
        with torch.no_grad():
            self.weight.zero_()
        return result
"""


def numbers(given: Given) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Read the numbers that are shown."""
    assert given.tensor is not None
    return np.array([[float(x) for x in row] for row in given.tensor.rows])


def failed_value(path: Path) -> CheckResult:
    """Grade a submission, and find the check of values that it failed."""
    assignment = load_assignment(PROJECT / "assignments" / "layers")
    with NurserySandbox(Limits()) as sandbox:
        judge = Judge(Reference(assignment), sandbox, 7)
        report = judge.grade(
            read_submission(path, assignment="layers"), assignment.select(("MyLinear",))
        )
    return next(c for c in report.checks if c.id == "MyLinear.value.relu_of_affine_map")


def test_counterexample_gives_what_was_expected(tmp_path: Path) -> None:
    """The input and the parameters shown make the expected result, to its digits."""
    path = tmp_path / "ada.py"
    path.write_text(NO_RELU)

    check = failed_value(path)

    example = check.counterexample
    assert example is not None
    assert example.call == "MyLinear(3, 2)(X)"
    (x,) = example.inputs
    weight, bias = example.parameters
    by_hand = np.maximum(numbers(x) @ numbers(weight) + numbers(bias), 0)
    assert check.expected is not None
    assert check.expected.tensor is not None
    shown = [[float(item) for item in row] for row in check.expected.tensor.rows]
    assert np.allclose(by_hand, shown, atol=1e-3)
