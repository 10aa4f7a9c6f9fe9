"""Rules of agreement: structure, shapes, and values up to what rounding explains."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.testing._comparison import default_tolerances

from grader.comparing.agreement import TOLERANCE, agree
from grader.comparing.observation import Array, Observation, Opaque, Symbolic
from grader.results import Kind
from tests.observed import array, raised

NAN, INF = math.nan, math.inf


def message(student: Observation, reference: Observation) -> str:
    """Return the headline of a disagreement."""
    mismatch = agree(student, reference)
    assert mismatch is not None
    return mismatch.message


def of_torch(tensor: torch.Tensor) -> Array:
    """Bring a tensor out of torch, as decoding would."""
    return array(tensor.numpy(), str(tensor.dtype).removeprefix("torch."))


ONE = "tensor of shape (1,), float32 with value 1"


@pytest.mark.parametrize(
    ("student", "reference", "headline", "aspect"),
    [
        (None, array([1]), "None instead of a tensor", Kind.CONTRACT),
        (1.0, array([1]), "1 instead of a tensor", Kind.CONTRACT),
        (True, array(1, "bool"), "True instead of a tensor", Kind.CONTRACT),
        ([1], array([1]), "[1] instead of a tensor", Kind.CONTRACT),
        (array([1]), 1.0, f"{ONE} instead of 1", Kind.CONTRACT),
        (array([1]), None, f"{ONE} instead of None", Kind.CONTRACT),
        (None, 3, "None was returned", Kind.CONTRACT),
        (None, [], "None was returned", Kind.CONTRACT),
        (3, None, "3 instead of None", Kind.CONTRACT),
        (3, "3", "3 instead of '3'", Kind.CONTRACT),
        ("3", 3, "'3' instead of 3", Kind.CONTRACT),
        (True, 1, "True instead of 1", Kind.CONTRACT),
        (0, False, "0 instead of False", Kind.CONTRACT),
        (False, True, "False instead of True", Kind.VALUE),
        ([1], {"0": 1}, "[1] instead of {'0': 1}", Kind.CONTRACT),
        ({"0": 1}, [1], "{'0': 1} instead of [1]", Kind.CONTRACT),
        ([], None, "[] instead of None", Kind.CONTRACT),
        ("a", "b", "'a' instead of 'b'", Kind.VALUE),
        (4, 3, "4 instead of 3", Kind.VALUE),
        ([1], [1, 2], "1 item instead of 2", Kind.SHAPE),
        ([1, 2, 3], [1, 2], "3 items instead of 2", Kind.SHAPE),
        ({"a": 1}, {"b": 1}, "`a` instead of `b`", Kind.NAMING),
        ({}, {"b": 1}, "`b` missing", Kind.NAMING),
        ({"b": 1, "c": 1}, {"b": 1}, "`c` should not be there", Kind.NAMING),
        (array([[1]]), array([1]), "shape (1, 1) instead of (1,)", Kind.SHAPE),
        (array(1), array([1]), "shape () instead of (1,)", Kind.SHAPE),
        (array([1, 2]), array([1, 3]), "1 of 2 values differ", Kind.VALUE),
        (raised("KeyError"), 3, "KeyError was raised", Kind.CONTRACT),
        (raised("KeyError"), raised("ValueError"), "KeyError was raised", Kind.VALUE),
        (
            Opaque("A"),
            Opaque("A"),
            "an object of type A cannot be compared",
            Kind.VALUE,
        ),
        (
            Symbolic("device", "cpu"),
            Symbolic("device", "cuda:0"),
            "device cpu instead of device cuda:0",
            Kind.VALUE,
        ),
    ],
)
def test_what_disagrees_is_named(
    student: Observation, reference: Observation, headline: str, aspect: Kind
) -> None:
    """Each kind of disagreement has its headline, and the check that describes it."""
    mismatch = agree(student, reference)

    assert mismatch is not None
    assert (mismatch.message, mismatch.aspect) == (headline, aspect)
    assert mismatch.expected is not None
    assert mismatch.found is not None


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        (None, None),
        (3, 3),
        (3, 3.0),
        (3.0, 3),
        (NAN, NAN),
        (INF, INF),
        (0.1 + 0.2, 0.3),
        ("a", "a"),
        ([], []),
        ({}, {}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1, {"a": [None]}], [1, {"a": [None]}]),
        (Symbolic("dtype", "int64"), Symbolic("dtype", "int64")),
        (raised("MyError", "a", bases=("KeyError",)), raised("KeyError", "b")),
        (array([]), array([])),
        (array(np.zeros((0, 3))), array(np.zeros((0, 3)))),
        (array(2), array(2)),
        (array([1, 2]), array([1, 2], "int64")),
        (array([1, 0], "bool"), array([1, 0], "uint8")),
        (array([NAN, INF, -INF]), array([NAN, INF, -INF])),
        (array([1 + 2j], "complex64"), array([1 + 2j], "complex64")),
        (array([1], device="cuda:0"), array([1], requires_grad=True)),
    ],
)
def test_what_agrees_passes(student: Observation, reference: Observation) -> None:
    """Equal values agree, whatever their dtype, device or order of names."""
    assert agree(student, reference) is None


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ([0.0], [NAN]),
        ([NAN], [0.0]),
        ([3.0], [INF]),
        ([INF], [3.0]),
        ([-INF], [INF]),
        ([NAN], [INF]),
        ([1e38], [INF]),
    ],
)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "complex64"])
def test_only_infinity_agrees_with_infinity(
    student: list[float], reference: list[float], dtype: str
) -> None:
    """NaN and infinity agree with themselves and with nothing else, in tensors too."""
    wide = "float64" if dtype == "float16" else dtype
    assert agree(array(student, wide), array(reference, dtype)) is not None
    assert agree(student, reference) is not None


def test_infinity_in_one_place_does_not_excuse_the_others() -> None:
    """An infinite element widens the tolerance of no other element."""
    reference = array([INF, 1.0])
    precise = array([1e39, 1.0], "float64")

    mismatch = agree(array([INF, 1.5]), reference, precise)

    assert mismatch is not None
    assert mismatch.message == "1 of 2 values differ"


def test_tolerances_are_those_of_torch() -> None:
    """Relative and absolute tolerance of each dtype are torch.testing's own."""
    for name, pair in TOLERANCE.items():
        assert default_tolerances(getattr(torch, name)) == pair


@pytest.mark.parametrize("dtype", sorted(TOLERANCE))
@pytest.mark.parametrize("value", [0.0, 1.0, -1000.0])
def test_the_tolerance_follows_the_dtype(dtype: str, value: float) -> None:
    """Half the tolerance of the dtype agrees; twice it does not."""
    rtol, atol = TOLERANCE[dtype]
    room = atol + rtol * abs(value)
    reference = array([value], dtype)
    wide = "complex128" if "complex" in dtype else "float64"

    def student(distance: float) -> Array:
        values = np.asarray([value + distance * room])
        return Array(values.astype(wide), dtype, "cpu", requires_grad=False)

    assert agree(student(0.5), reference) is None
    assert agree(student(-2), reference) is not None


def test_the_tolerance_is_the_references() -> None:
    """A student's lower precision excuses nothing; the reference's does."""
    exact = array([1 / 3], "float32")
    coarse = array([np.float16(1 / 3)], "float16")

    assert agree(exact, coarse) is None
    assert agree(coarse, exact) is not None
    assert agree(array([3.00001]), array([3], "int64")) is None
    assert agree(array([3.001]), array([3], "int64")) is not None


@pytest.mark.parametrize("dtype", ["int64", "int32", "uint8", "bool"])
def test_integers_have_no_tolerance(dtype: str) -> None:
    """Integers and bools are equal or they are not, however large."""
    assert agree(array([0, 1], dtype), array([1, 1], dtype)) is not None
    assert agree(array([2**60 + 1], "int64"), array([2**60], "int64")) is not None
    assert agree(2**60 + 1, 2**60) is not None
    assert agree(1_000_001, 1_000_000) is not None


def test_a_float_beside_an_integer_has_the_tolerance_of_floats() -> None:
    """A number that is a float on one side is compared as one."""
    assert agree(2.9999999, 3) is None
    assert agree(3, 2.9999999) is None
    assert agree(2.99, 3) is not None


def test_the_reference_own_error_widens_the_tolerance() -> None:
    """What the reference loses to rounding, an equally right solution may lose."""
    precise = array([1000.0, 1.0], "float64")
    reference = array([1000.02, 1.0])

    assert agree(array([999.98, 1.1]), reference, precise) is None
    assert agree(array([999.98, 1.1]), reference) is not None
    assert agree(array([999.98, 1.5]), reference, precise) is not None
    assert agree([999.98], [1000.02], [1000.0]) is None
    assert agree([999.98], [1000.02]) is not None


@pytest.mark.parametrize(
    "precise",
    [
        array([-3.0, 2.0], "float64"),
        array([[1.0, 1.1]], "float64"),
        array([NAN, NAN], "float64"),
        [1.0, 1.1],
        None,
        "twin",
        {"a": 1},
    ],
)
def test_a_twin_that_computed_something_else_excuses_nothing(precise: Any) -> None:
    """A float64 run with other random numbers or another shape is no measure."""
    reference, wrong = array([1.0, 1.1]), array([1.0, 1.2])

    assert agree(wrong, reference, precise) is not None
    assert agree(reference, reference, precise) is None


def test_twins_are_found_inside_lists_and_dicts() -> None:
    """The float64 run is followed into the structure, leaf by leaf."""
    reference = {"a": [array([1000.02])]}
    precise = {"a": [array([1000.0], "float64")]}
    student = {"a": [array([999.98])]}

    assert agree(student, reference, precise) is None
    assert agree(student, reference, {"a": []}) is not None
    assert agree(student, reference, {"b": []}) is not None


@pytest.mark.parametrize(
    ("student", "reference", "headline"),
    [
        ([1, 2], [1, 3], "item 2 of 2: 2 instead of 3"),
        ({"w": [1]}, {"w": [2]}, "`w`, item 1 of 1: 1 instead of 2"),
        ({0: {"w": None}}, {0: {"w": 1}}, "`0`, `w`: None was returned"),
        ([array([1])], [array([2])], "item 1 of 1: 1 of 1 values differ"),
        ([array([1])], [array(1)], "item 1 of 1: shape (1,) instead of ()"),
        ([None], [array(1)], "item 1 of 1: None instead of a tensor"),
        ([[1]], [[]], "item 1 of 1: 1 item instead of 0"),
        ([{"a": 1}], [{}], "item 1 of 1: `a` should not be there"),
    ],
)
def test_a_disagreement_says_where_it_is(
    student: Observation, reference: Observation, headline: str
) -> None:
    """Inside a structure, the headline names the path of the first disagreement."""
    assert message(student, reference) == headline


def test_the_worst_element_is_named() -> None:
    """Evidence names the element that is farthest off, with its value on each side."""
    reference = array([[1.0, 2.0], [3.0, 4.0]])

    mismatch = agree(array([[1.5, 2.0], [3.0, 9.0]]), reference)

    assert mismatch is not None
    assert mismatch.expected is not None
    assert mismatch.found is not None
    assert mismatch.message == "2 of 4 values differ"
    assert (mismatch.expected.text, mismatch.found.text) == (
        "4 at [1, 1]",
        "9 at [1, 1]",
    )
    assert mismatch.found.tensor is not None
    assert mismatch.found.tensor.differs == ((True, False), (False, True))


@pytest.mark.parametrize("worst", [NAN, INF, -INF])
def test_what_is_not_finite_is_worst(worst: float) -> None:
    """NaN and infinity count as farther off than any number."""
    mismatch = agree(array([100.0, worst]), array([1.0, 1.0]))

    assert mismatch is not None
    assert mismatch.found is not None
    assert mismatch.found.text == f"{worst} at [1]"


def test_a_scalar_has_no_index() -> None:
    """Of a 0-d tensor only the values are shown."""
    mismatch = agree(array(1.0001), array(1.0))

    assert mismatch is not None
    assert mismatch.found is not None
    assert mismatch.expected is not None
    assert (mismatch.found.text, mismatch.expected.text) == ("1.0001", "1")


def test_nothing_returned_is_a_cause_of_its_own() -> None:
    """None in place of a result is known as the mistake that it is."""
    for reference in (array([1.0]), 3, [array([1.0])]):
        mismatch = agree(None, reference)
        assert mismatch is not None
        assert mismatch.cause == "returns None"


@settings(max_examples=300, deadline=None, database=None)
@given(st.data())
def test_any_two_observations_can_be_compared(data: st.DataObject) -> None:
    """Whatever came back is compared with whatever was expected, without an error."""
    student, reference, precise = (data.draw(observations) for _ in range(3))

    agree(student, reference, precise)

    same = agree(reference, reference, precise)
    assert same is None or "Opaque" in repr(reference) or "nan" in repr(reference)


numbers = st.integers(-(2**62), 2**62) | st.floats()
leaves = (
    st.none()
    | st.booleans()
    | numbers
    | st.text(max_size=3)
    | st.sampled_from(
        [
            Opaque("A"),
            Symbolic("dtype", "int64"),
            raised("KeyError"),
            array([]),
            array(np.zeros((0, 2**40))),
            array([[NAN, INF]]),
            array([[1e38, -1e38]]),
            array([[2**62, 0]], "int64"),
            array([[1, 0]], "bool"),
            array([[1j, NAN]], "complex128"),
            array([[3e4, 6e4]], "float16"),
        ]
    )
)
observations = st.recursive(
    leaves,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.text(max_size=2) | st.integers(0, 3), inside, max_size=3)
    ),
    max_leaves=6,
)


# --- right solutions that compute in another order, and wrong ones --------------


def chain(
    inputs: torch.Tensor,
    weights: list[torch.Tensor],
    *,
    order: str = "left",
    relu: bool = True,
) -> torch.Tensor:
    """Apply matrices one after the other, with a ReLU after the first product."""
    first = inputs @ weights[0]
    if order == "slices":  # a sum over the inner dimension, the other way round
        terms = [
            inputs[:, index, None] * weights[0][index]
            for index in reversed(range(inputs.shape[1]))
        ]
        first = torch.stack(terms).sum(0)
    if relu:
        first = torch.relu(first)
    rest = weights[1:]
    if order == "right" and rest:
        product = rest[-1]
        for weight in reversed(rest[:-1]):
            product = weight @ product
        return first @ product
    for weight in rest:
        first = (weight.T @ first.T).T if order == "transposed" else first @ weight
    return first


def draw_chain(
    seed: int, width: int, depth: int, scale: float
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Draw inputs and square matrices, so that a transposed one fits as well."""
    generator = torch.Generator().manual_seed(seed)
    weights = [
        torch.randn(width, width, generator=generator) * scale for _ in range(depth)
    ]
    return torch.randn(6, width, generator=generator) * scale, weights


def twin_of(inputs: torch.Tensor, weights: list[torch.Tensor]) -> Array:
    """Compute the same from the same numbers in float64."""
    return of_torch(chain(inputs.double(), [weight.double() for weight in weights]))


seeds = st.integers(0, 2**32)
depths = st.integers(1, 5)


@settings(max_examples=120, deadline=None, database=None)
@given(
    seeds,
    st.integers(2, 48),
    depths,
    st.sampled_from([0.03, 1.0, 30.0]),
    st.sampled_from(["slices", "right", "transposed"]),
)
def test_another_order_of_computing_agrees(
    seed: int, width: int, depth: int, scale: float, order: str
) -> None:
    """A right solution that rounds elsewhere than the reference is right."""
    inputs, weights = draw_chain(seed, width, depth, scale)
    reference = of_torch(chain(inputs, weights))
    student = of_torch(chain(inputs, weights, order=order))

    assert agree(student, reference, twin_of(inputs, weights)) is None


@settings(max_examples=120, deadline=None, database=None)
@given(
    seeds,
    st.integers(16, 48),
    depths,
    st.sampled_from([1.0, 30.0]),
    st.sampled_from(["no relu", "transposed", "other bias", "flipped"]),
)
def test_a_wrong_computation_does_not_agree(
    seed: int, width: int, depth: int, scale: float, mistake: str
) -> None:
    """What rounding may excuse is far smaller than any real mistake."""
    inputs, weights = draw_chain(seed, width, depth, scale)
    reference = of_torch(chain(inputs, weights))
    wrong = list(weights)
    if mistake == "transposed":
        wrong[-1] = wrong[-1].T
    shown = inputs.flip(1) if mistake == "flipped" else inputs
    result = chain(shown, wrong, relu=mistake != "no relu")
    if mistake == "other bias":
        result = result - result.abs().mean() / 10

    student = of_torch(result)

    assert agree(student, reference, twin_of(inputs, weights)) is not None
