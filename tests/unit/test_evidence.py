"""Rules of evidence: small windows and short sentences, whatever was found."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from grader.comparing import evidence
from grader.comparing.evidence import MAX_NAMES, MAX_TEXT, WINDOW
from grader.comparing.observation import Opaque, Symbolic
from tests.observed import array, raised


@pytest.mark.parametrize(
    "shape", [(), (0,), (0, 3), (3, 0), (0, 3, 4), (2, 3, 0), (2, 0, 3), (0, 0, 0, 2)]
)
def test_a_tensor_without_elements_has_a_view(shape: tuple[int, ...]) -> None:
    """A zero in any dimension, the leading ones too, leaves an empty window."""
    values = np.zeros(shape)

    view = evidence.tensor_view(array(values), np.ones(shape, dtype=bool))

    assert view.shape == shape
    shown = sum(len(row) for row in view.rows)
    assert shown == values.size


def test_zero_columns_may_stand_below_any_number_of_rows() -> None:
    """A tensor of shape (huge, 0) shows no more rows than fit the window."""
    view = evidence.tensor_view(array(np.zeros((10**6, 0))), None)

    assert len(view.rows) <= WINDOW


def test_the_window_holds_the_first_element_that_differs() -> None:
    """Of a large tensor, rows and columns around the first difference are shown."""
    values = np.arange(400).reshape(20, 20)
    differs = np.zeros((20, 20), dtype=bool)
    differs[12, 19] = differs[19, 0] = True

    view = evidence.tensor_view(array(values), differs)

    row, column = view.origin
    assert view.rows[12 - row][19 - column] == "259"
    assert view.differs[12 - row][19 - column]
    assert sum(sum(line) for line in view.differs) == 1
    assert view.cropped


def test_the_window_stays_inside_the_tensor() -> None:
    """A difference at the very end is shown with as much before it as fits."""
    differs = np.zeros((20, 30), dtype=bool)
    differs[19, 29] = True

    view = evidence.tensor_view(array(np.zeros((20, 30))), differs)

    assert view.origin == (20 - WINDOW, 30 - WINDOW)
    assert [len(row) for row in view.rows] == [WINDOW] * WINDOW


def test_the_window_starts_at_the_corner_while_it_can() -> None:
    """A difference that is in view from the first element moves nothing."""
    differs = np.zeros((20, 20), dtype=bool)
    differs[WINDOW - 1, WINDOW - 1] = True

    assert evidence.tensor_view(array(np.zeros((20, 20))), differs).origin == (0, 0)


def test_one_matrix_of_a_batch_is_shown() -> None:
    """Of more than two dimensions, the matrix with the first difference is shown."""
    values = np.arange(24).reshape(2, 3, 2, 2)
    differs = values == 23

    view = evidence.tensor_view(array(values, "int64"), differs)

    assert view.index == (1, 2)
    assert view.rows == (("20", "21"), ("22", "23"))
    assert view.differs == ((False, False), (False, True))
    assert evidence.tensor_view(array(values, "int64"), None).index == (0, 0)


def test_a_vector_is_one_row() -> None:
    """Vectors and scalars are shown as a single row."""
    assert evidence.tensor_view(array([1, 2.5]), None).rows == (("1", "2.5"),)
    assert evidence.tensor_view(array(7, "int64"), None).rows == (("7",),)


@settings(max_examples=200, deadline=None, database=None)
@given(
    st_numpy.arrays(
        dtype=st.sampled_from(["f4", "f8", "i8", "?", "c8"]),
        shape=st_numpy.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=11),
        fill=st.just(0),
    ),
    st.data(),
)
def test_any_tensor_has_a_view(values: Any, data: st.DataObject) -> None:
    """No shape, dtype or set of differences keeps a tensor from being shown."""
    differs = data.draw(st_numpy.arrays("?", values.shape))
    dtype = {"f4": "float32", "f8": "float64", "i8": "int64", "b1": "bool"}
    found = array(values, dtype.get(values.dtype.str[1:], "complex64"))

    view = evidence.tensor_view(found, differs)

    assert len(view.rows) <= WINDOW
    assert all(len(row) <= WINDOW for row in view.rows)
    assert [len(row) for row in view.rows] == [len(row) for row in view.differs]
    if differs.any():
        assert any(any(row) for row in view.differs)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "True"),
        (np.bool_(0), "False"),
        (2**62, "4611686018427387904"),
        (np.int64(-7), "-7"),
        (1 / 3, "0.3333"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (np.float32(1e-9), "1e-09"),
        (np.complex64(1 + 2j), "1+2j"),
    ],
)
def test_numbers_are_short(value: Any, text: str) -> None:
    """Floats have four significant digits, integers all of theirs."""
    assert evidence.number(value) == text


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        (1.0, 2.0, ("1", "2")),
        (1.00001, 1.0, ("1.00001", "1")),
        (1.0000001, 1.0, ("1.0000001", "1")),
        (0.1 + 0.2, 0.3, ("0.30000000000000004", "0.29999999999999999")),
        (np.float32(1.00001), np.float32(1), ("1.00001", "1")),
        (np.complex64(1.00001), np.complex64(1), ("1.00001+0j", "1+0j")),
        (math.nan, math.nan, ("nan", "nan")),
    ],
)
def test_numbers_that_differ_look_different(
    first: Any, second: Any, texts: tuple[str, str]
) -> None:
    """Two numbers that disagree get as many digits as tell them apart."""
    assert evidence.numbers(first, second) == texts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (3, "3"),
        ("it's", '"it\'s"'),
        (0.123456, "0.1235"),
        ([], "[]"),
        ({}, "{}"),
        ([1, [None]], "[1, [None]]"),
        ({"a": 1, (1, "x"): 2.5}, "{'a': 1, [1, 'x']: 2.5}"),
        ({Opaque("Linear"): 1}, "{an object of type Linear: 1}"),
        (Symbolic("dtype", "int64"), "torch.int64"),
        (raised("KeyError", "'x'"), "KeyError: 'x'"),
        (array([1, 2]), "tensor of shape (2,), float32"),
        (array([[0.5]]), "tensor of shape (1, 1), float32 with value 0.5"),
        (array(True, "bool"), "tensor of shape (), bool with value True"),
    ],
)
def test_values_are_described_in_words(value: Any, text: str) -> None:
    """Every kind of observation has a short description."""
    assert evidence.describe(value) == text


@pytest.mark.parametrize(
    "value",
    [
        "x" * 10**6,
        ["x" * 1000] * 1000,
        {f"name {index}": "x" * 1000 for index in range(1000)},
        raised("E", "x" * 2000),
        {"x" * 2000: 1},
    ],
)
def test_descriptions_are_cut(value: Any) -> None:
    """However much came back, its description stays readable."""
    text = evidence.describe(value)

    assert len(text) <= MAX_TEXT
    assert text.endswith("…")


def test_names_mark_what_the_other_lacks() -> None:
    """A line of a tree differs if its name is missing, or another shape is under it."""
    mine = {"w": array([[1, 2]]), "bias": array([1]), 0: [array([1]), array([[2]])]}
    theirs = {"weight": array([[1, 2]]), "bias": array([[5]]), 0: [array([9]), None]}

    found = evidence.names(mine, theirs)

    assert [(entry.name, entry.summary) for entry in found.names] == [
        ("w", "(1, 2)"),
        ("bias", "(1,)"),
        ("0 (int)", "(1,) (1, 1)"),
    ]
    assert [entry.differs for entry in found.names] == [True, True, True]
    assert found.text == "w (1, 2), bias (1,), 0 (int) (1,) (1, 1)"


def test_names_alone_look_at_no_values() -> None:
    """Other values and dtypes under the same names and shapes are no difference."""
    found = evidence.names({"w": array([1.5])}, {"w": array([7], "int64")})

    assert not found.names[0].differs


def test_a_text_that_reads_like_a_shape_is_none() -> None:
    """A string cannot pass for the tensor whose shape it spells."""
    assert evidence.outline("(5, 3)") != evidence.outline(array(np.zeros((5, 3))))
    assert evidence.names({"w": "(1,)"}, {"w": array([1])}).names[0].differs


def test_a_tree_of_names_is_bounded() -> None:
    """Thousands of names, or one with much under it, do not swell a report."""
    many = evidence.names({str(index): 1 for index in range(5000)}, {})
    much = evidence.names({"a": ["x" * 2000] * 5000, "b": "x" * 2000}, {})

    assert len(many.names) == MAX_NAMES
    assert max(len(entry.summary) for entry in much.names) <= MAX_TEXT
    assert max(len(many.text), len(much.text)) <= MAX_TEXT


def test_no_names_at_all_are_said_in_words() -> None:
    """An empty tree does not leave an empty line."""
    assert evidence.names({}, {"w": 1}).text == "none at all"
