"""Rules of naming what a wrong result has to do with the right one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.comparing.observation import Array, Observation
from grader.comparing.relations import Numbers, relation
from grader.comparing.sizes import Shape, resized
from tests.observed import array

RIGHT = np.array([[1.5, -2.25, 0.5], [-0.75, 3.0, -1.25], [2.75, -0.25, 4.0]])
Change = Callable[[Numbers], Numbers]


def results(change: Change = lambda values: values) -> dict[str, Observation]:
    """Two results, changed alike."""
    return {"X": array(change(RIGHT)), "X again": array(change(RIGHT[:2] * 7 + 1))}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda x: x * 0, "every value is 0"),
        (lambda x: -x, "every value has the wrong sign"),
        (lambda x: x.clip(min=0), "negative values have become 0"),
        (np.abs, "negative values have lost their sign"),
        (lambda x: x * 0 + 5, "every value is the same"),
        (np.round, "values are rounded to whole numbers"),
        (np.square, "every value is squared"),
        (lambda x: x[::-1], "the right values stand in the opposite order"),
        (lambda x: np.roll(x, 1, 1), "the right values stand one place too far"),
        (lambda x: np.roll(x, -1, 1), "the right values stand one place too early"),
        (lambda x: np.sort(x, 1), "the right values stand in other places"),
        (lambda x: 2 * x, "every value is 2 times what it should be"),
        (lambda x: x / x.size, "all values of a result are wrong by the same factor"),
        (lambda x: x - 3, "every value is too small by 3"),
        (
            lambda x: x - x.mean(),
            "all values of a result are off by the same amount",
        ),
        (lambda x: x / (x - x + 0), "the result holds values that are not finite"),
    ],
)
def test_what_holds_of_all_wrong_results_is_said(change: Change, said: str) -> None:
    """It is named by the simplest relation that holds of every one of them."""
    with np.errstate(all="ignore"):
        assert relation(results(change), results()) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([True, False, False], "only the first row is wrong"),
        ([False, False, True], "only the last row is wrong"),
        ([False, True, True], "only the first row is right"),
        ([True, False, True], ""),
    ],
)
def test_a_row_that_is_wrong_alone_is_named(rows: list[bool], said: str) -> None:
    """Loops that begin late, or end early, show so."""
    mine = RIGHT + np.array([[1.0, 2.5, -3.0]]) * np.array(rows)[:, None]

    assert relation(array(mine), array(RIGHT)) == said


def test_one_relation_has_to_hold_of_all_that_is_wrong() -> None:
    """A sign here and a factor there are no sign; right results do not matter."""
    mine, right = results(lambda x: -x), results()

    assert relation(mine | {"X": array(RIGHT)}, right) == relation(mine, right)
    assert not relation(mine | {"X": array(RIGHT**3 + RIGHT)}, right)


@pytest.mark.parametrize(
    "found", [array([[2.0, -2.0]]), None, "text", {}, array(RIGHT)]
)
def test_too_little_says_nothing(found: Observation) -> None:
    """Of two elements much could be said, and of what is no tensor nothing."""
    assert relation(found, array([[-2.0, 2.0]])) == ""


def test_single_numbers_have_a_factor_only_if_it_is_one_for_all() -> None:
    """Of one number by itself, any factor would do."""
    right = [array(number) for number in (1.0, 2.5, -4.0, 3.0)]
    wrong = [array(number) for number in (3.0, 1.0, 5.0, 3.5)]

    assert relation(wrong, right) == ""


@given(st.integers(0, 2**32 - 1))
def test_noise_has_no_relation(seed: int) -> None:
    """Values that have nothing to do with the right ones are told to have nothing."""
    noise = np.random.default_rng(seed).normal(size=(2, 4, 5))
    mine, right = (Array(values, "float64", "cpu", False) for values in noise)

    assert relation(mine, right) == ""


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        ((2, 3), (2, 3), ""),
        ((2, 3), (3, 2), "Y has its sizes in the other order"),
        ((4, 2, 3), (2, 3, 4), "Y has its sizes in another order"),
        ((2, 3, 1), (2, 3), "Y has a dimension of size 1 too many"),
        ((2, 3), (2, 1, 3), "Y lacks a dimension of size 1"),
        ((), (2, 3), "Y is one number, where a tensor is asked for"),
        ((6,), (2, 3), "Y holds the right number of elements, in another shape"),
        ((3,), (2, 3), "Y lacks a dimension"),
        ((3,), (2, 3, 4), "Y lacks dimensions"),
        ((2, 3, 4), (2, 4), "Y has a dimension too many"),
        ((2, 3, 4, 5), (2, 4), "Y has dimensions too many"),
        ((2, 3, 4), (7, 7), "Y has 3 dimensions, where 2 are asked for"),
        ((3, 4), (4, 5), "Y is too short by 1 in every dimension"),
        ((6, 7), (4, 5), "Y is too long by 2 in every dimension"),
        ((2, 4, 3), (2, 4, 1), "Y has 3 as its last size, instead of 1"),
        ((1, 5), (4, 5), "Y has 1 as its first size, instead of 4"),
        ((9, 9), (4, 5), "Y has other sizes in several dimensions"),
    ],
)
def test_a_shape_is_told_by_how_it_differs(
    mine: Shape, theirs: Shape, said: str
) -> None:
    """The simplest difference is said."""
    assert resized("Y", mine, theirs) == said
