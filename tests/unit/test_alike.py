"""Rules of likeness: two wrong results that are one and the same, up to rounding."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.comparing.alike import ROUNDING, alike
from grader.comparing.observation import Observation
from tests.observed import array, raised

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, 0),
        (0, False),
        (1, 1.0),
        (1, 2),
        ("a", "b"),
        ([], {}),
        ([], None),
        ([1], [1, 1]),
        ([1, 1], [1]),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 1, "b": 1}),
        ({"a": [1, {"b": 1}]}, {"a": [1, {"b": 2}]}),
        (array([1.0]), 1.0),
        (array([1.0]), [1.0]),
        (array([1.0]), raised("ValueError")),
        (array([1.0]), array(1.0)),
        (array([1.0, 1.0]), array([[1.0, 1.0]])),
        (array([1.0]), array([1.0], "float64")),
        (array([1]), array([1], "int64")),
        (array([1], "int32"), array([1], "int64")),
        (array([1.0]), array([1.0], device="cuda:0")),
        (array([1.0], device="cuda:1"), array([1.0], device="cuda:0")),
        (array([1], "int64"), array([2], "int64")),
        (array([True], "bool"), array([False], "bool")),
        (array([], "float32"), array([[]], "float32")),
        (0.5, 0.6),
        (NAN, 0.5),
        (INF, 0.5),
        (INF, -INF),
    ],
)
def test_what_differs_in_anything_is_not_alike(
    one: Observation, other: Observation
) -> None:
    """Structure, shape, dtype, device, type and value count, in either order."""
    assert not alike(one, other)
    assert not alike(other, one)
    assert not alike([[one]], [[other]])
    # as good as the reference, one of them: that makes nothing alike
    assert not alike(one, other, other)
    assert alike(one, one) or one is NAN
    assert alike(other, other)


@pytest.mark.parametrize("dtype", ROUNDING)
def test_tensors_are_alike_up_to_the_rounding_of_their_dtype(dtype: str) -> None:
    """The largest element counts: small ones may differ by as much as large ones."""
    part = ROUNDING[dtype]
    values = np.array([1000.0, 0.0, -3.0])
    step = np.array([0.0, 1.0, 0.0]) * 1000 * part

    assert alike(array(values, dtype), array(values + 0.5 * step, dtype))
    assert not alike(array(values, dtype), array(values + 2 * step, dtype))


@pytest.mark.parametrize(
    ("values", "others", "same"),
    [
        ([NAN, 1.0], [NAN, 1.0], True),
        ([NAN, 1.0], [1.0, 1.0], False),
        ([NAN, 1.0], [1.0, NAN], False),
        ([INF, 1.0], [INF, 1.0], True),
        ([INF, 1.0], [-INF, 1.0], False),
        ([INF, 1.0], [NAN, 1.0], False),
        ([INF, 1.0], [1e38, 1.0], False),
        ([INF, 1.0], [INF, 2.0], False),
        ([NAN, 0.0], [NAN, 1e-9], False),
        ([INF, NAN], [INF, NAN], True),
        ([0.0, -0.0], [-0.0, 0.0], True),
        ([], [], True),
    ],
)
def test_values_that_are_not_finite_stand_in_the_same_places(
    values: list[float], others: list[float], same: bool
) -> None:
    """NaN is like NaN and infinity like itself; neither makes finite values free."""
    for dtype in ("float32", "float64"):
        assert alike(array(values, dtype), array(others, dtype)) is same
        assert alike(array(others, dtype), array(values, dtype)) is same


def test_complex_values_are_alike_in_both_parts() -> None:
    """The imaginary part counts as the real one does."""
    one = array([1 + 1j], "complex64")

    assert alike(one, array([1 + 1.000001j], "complex64"))
    assert not alike(one, array([1 + 1.01j], "complex64"))
    assert alike(array([complex(NAN, 1)], "complex64"), array([NAN], "complex64"))


def test_numbers_are_alike_as_slopes_are() -> None:
    """A float is a slope of finite differences, which is known to few digits."""
    assert alike(2.0, 2.001)
    assert not alike(2.0, 2.01)
    assert alike(0.0, 0.00005)
    assert alike([NAN, INF], [NAN, INF])


def test_errors_are_alike_word_for_word() -> None:
    """Type and words count, what a sandbox notes beside them does not."""
    one = raised("ValueError", "no 3", bases=("Exception",))

    assert alike(one, raised("ValueError", "no 3"))
    assert not alike(one, raised("ValueError", "no 4"))
    assert not alike(one, raised("KeyError", "no 3"))


def test_words_of_errors_are_free_where_the_reference_raises() -> None:
    """There, students choose them; elsewhere in the same result they count."""
    one, other = raised("ValueError", "no"), raised("ValueError", "never")
    right = raised("KeyError", "'x'")

    assert alike(one, other, right)
    assert not alike(one, raised("TypeError", "no"), right)
    assert alike({"a": [1, one]}, {"a": [1, other]}, {"a": [1, right]})
    for elsewhere in (None, 1, [], [right], {}, {"a": right}, {"a": [right]}):
        assert not alike({"a": [1, one]}, {"a": [1, other]}, elsewhere)
    assert not alike([one, one], [other, other], [right])
    assert alike([one], [other], [right, 1])


leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.lists(st.floats(width=32), max_size=3).map(array),
    st.text(max_size=3).map(lambda words: raised("E", words)),
)
observations = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner)
    ),
    max_leaves=6,
)


@given(observations, observations, observations)
def test_the_reference_takes_no_likeness_away(
    one: Observation, other: Observation, right: Observation
) -> None:
    """Everything is like itself, and what is alike stays so whatever is right."""
    assert alike(one, one, right)
    if alike(one, other):
        assert alike(one, other, right)
