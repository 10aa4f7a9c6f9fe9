"""Checks of devices compare devices, and owe all else."""

from __future__ import annotations

import pytest

from grader.comparing.observation import Observation, Symbolic
from grader.comparing.standard import call_shapes, placements
from grader.results import Kind
from tests.observed import array, raised

CPU, GPU = Symbolic("device", "cpu"), Symbolic("device", "cuda:0")
HERE, THERE = array([1.0]), array([1.0], device="cuda:0")


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ({"f(1)": CPU}, {"f(1)": GPU}),
        ({"f(1)": "cpu"}, {"f(1)": GPU}),
        ({"f(0)": CPU, "f(1)": [GPU, CPU]}, {"f(0)": CPU, "f(1)": [GPU, GPU]}),
        ({"f(0)": array([[7.0]]), "f(1)": HERE}, {"f(0)": HERE, "f(1)": THERE}),
        (HERE, THERE),
    ],
)
def test_another_device_is_a_mistake(
    student: Observation, reference: Observation
) -> None:
    """Whatever else is wrong, and under whichever label."""
    wrong = placements(student, reference)

    assert wrong is not None
    assert (wrong.aspect, wrong.owed) == (Kind.DEVICE, False)
    assert "instead of" in wrong.message


@pytest.mark.parametrize(
    ("student", "aspect", "settled"),
    [
        (array([2.0], device="cuda:0"), Kind.VALUE, True),
        (array([[1.0]], device="cuda:0"), Kind.SHAPE, True),
        (array([1.0], "float64", device="cuda:0"), Kind.DTYPE, True),
        (raised("KeyError"), Kind.VALUE, False),
        (None, Kind.CONTRACT, False),
    ],
)
def test_what_else_is_wrong_is_owed(
    student: Observation, aspect: Kind, settled: bool
) -> None:
    """It is settled where the device showed nonetheless."""
    wrong = placements({"f()": student}, {"f()": THERE})

    assert wrong is not None
    assert (wrong.owed, wrong.aspect, wrong.settled) == (True, aspect, settled)


def test_the_name_of_the_right_device_is_the_contracts_business() -> None:
    """A string that names it is owed to the check of types."""
    wrong = placements({"f()": ["cuda:0"]}, {"f()": [GPU]})

    assert wrong is not None
    assert (wrong.owed, wrong.aspect, wrong.settled) == (True, Kind.CONTRACT, True)


def test_right_shapes_in_another_order_are_wrong_values() -> None:
    """Which piece comes first is no matter of shapes; how many there are is."""
    pieces = [array([[1.0], [2.0]]), array([[3.0]])]
    reference = {"results": {"X": pieces}}

    swapped = call_shapes({"results": {"X": pieces[::-1]}}, reference)
    fewer = call_shapes({"results": {"X": pieces[:1]}}, reference)

    assert swapped is not None
    assert (swapped.owed, swapped.aspect) == (True, Kind.VALUE)
    assert fewer is not None
    assert (fewer.owed, fewer.aspect) == (False, Kind.SHAPE)
