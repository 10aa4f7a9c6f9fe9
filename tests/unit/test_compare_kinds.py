"""Rules of the comparisons of single kinds: each sees its own property alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.causes import Cause
from grader.comparing.agreement import Comparison, Mismatch, agree
from grader.comparing.distributions import distributions
from grader.comparing.gradients import gradients
from grader.comparing.kinds import (
    BY_KIND,
    comparison_for,
    contracts,
    devices,
    dtypes,
    forbidden,
    namings,
    serializations,
    shapes,
)
from grader.comparing.observation import Observation, Opaque, Symbolic
from grader.comparing.standard import one_value, placements
from grader.errors import AssignmentError
from grader.probing.draw import Draw
from grader.probing.observe import Observe
from grader.results import Kind
from tests.observed import array, raised

NAN, INF = math.nan, math.inf


def found(
    compare: Comparison, student: Observation, reference: Observation
) -> Mismatch:
    """Return a disagreement that must be there."""
    mismatch = compare(student, reference, None)
    assert mismatch is not None
    return mismatch


def test_each_kind_has_its_comparison() -> None:
    """A kind without a comparison of its own asks for agreement."""
    assert {kind for kind in Kind if comparison_for(kind) is agree} == {
        *(Kind.VALUE, Kind.MODE, Kind.PURITY)
    }


# --- rule ---------------------------------------------------------------------


def test_what_is_used_of_the_forbidden_is_named() -> None:
    """The first three names are the mistake, and say so."""
    found = forbidden(["torch.conv2d", "nn.Conv2d", "a", "b"], [])

    assert found is not None
    assert found.message == "not allowed here: torch.conv2d, nn.Conv2d, a"
    assert found.says == "what the exercise forbids is used: torch.conv2d, nn.Conv2d, a"


@pytest.mark.parametrize(
    ("student", "reference"),
    [([], []), ([1], []), (["a"], ["a"]), (["a"], ["b"]), (True, False), ("a", [])],
)
def test_a_rule_without_a_list_of_names_asks_for_agreement(
    student: Observation, reference: Observation
) -> None:
    """Only names beside an empty list of the reference are forbidden."""
    assert forbidden(student, reference) == agree(student, reference, None)


# --- contract -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "reference", "headline"),
    [
        ("NoneType", "Tensor", "returns None, not a tensor"),
        ("str", "device", "returns a string, not a device"),
        (
            ["tuple", "device"],
            ["list", "device"],
            "returns a tuple of device, not a list of device",
        ),
        (
            ["list", "int", "str"],
            ["list", "int"],
            "returns a list of int and a string, not a list of int",
        ),
        (
            {"f()": "str", "f(1)": "str"},
            {"f()": "str", "f(1)": "device"},
            "f(1) returns a string, not a device",
        ),
        ({"f()": "str"}, {"f()": "str", "f(1)": "str"}, "f(1) returns None"),
        ("str", {"f()": "device"}, "f() returns a string, not a device"),
        ({}, "Tensor", "returns {}, not a tensor"),
        (7, "Tensor", "returns 7, not a tensor"),
        (array([1]), "Tensor", "returns tensor of shape (1,), float32 with value 1"),
        ([array([1])], ["list", "Tensor"], "returns a tensor of shape"),
        (["list", array([1])], ["list", "Tensor"], "returns a list of tensor of"),
        ("Tensor", raised("KeyError", "'x'"), "'Tensor' instead of KeyError: 'x'"),
        (raised("ValueError"), raised("KeyError"), "ValueError was raised"),
        (array([2]), array([1]), "1 of 1 values differ"),
        (3, 4, "3 instead of 4"),
    ],
)
def test_a_contract_names_the_types(
    student: Observation, reference: Observation, headline: str
) -> None:
    """A result of another type is named, with the call that gave it."""
    mismatch = found(contracts, student, reference)

    assert mismatch.message.startswith(headline)
    assert mismatch.cause is (Cause.RETURNS_NONE if student == "NoneType" else None)


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("Tensor", "Tensor"),
        (["list", "int"], ["list", "int"]),
        (["list"], ["list", "int"]),
        (["list", "int"], ["list"]),
        (raised("RuntimeError", "inside"), "Tensor"),
        ({"f()": raised("RuntimeError"), "f(1)": "str"}, {"f()": "str", "f(1)": "str"}),
        ({"f()": "str", "more": "int"}, {"f()": "str"}),
        (raised("MyError", bases=("KeyError",)), raised("KeyError")),
        (array([1]), array([1])),
    ],
)
def test_a_contract_leaves_the_rest_to_others(
    student: Observation, reference: Observation
) -> None:
    """Equal types pass; an exception inside the call is another check's business."""
    assert contracts(student, reference) is None


# --- shape, dtype, device -------------------------------------------------------


def test_shapes_look_at_shapes_alone() -> None:
    """Other values, dtypes and devices are no mistake of a shape check."""
    student = {"a": [array([[9.0, NAN]], "float64", device="cuda:0")]}

    assert shapes(student, {"a": [array([[1, 2]])]}) is None
    mismatch = found(shapes, student, {"a": [array([[1], [2]])]})
    assert mismatch.message == "`a`, item 1 of 1: shape (1, 2) instead of (2, 1)"
    assert mismatch.aspect is Kind.SHAPE


def test_dtypes_look_at_dtypes_alone() -> None:
    """Other values, shapes and devices are no mistake of a dtype check."""
    student = [array([9.0], device="cuda:0"), Symbolic("dtype", "int64")]

    assert dtypes(student, [array([[1, 2]]), Symbolic("dtype", "int64")]) is None
    mismatch = found(dtypes, student, [array([1], "float64"), student[1]])
    assert mismatch.message == "dtype float32 instead of float64"
    assert mismatch.aspect is Kind.DTYPE
    mismatch = found(dtypes, student, [student[0], Symbolic("dtype", "int32")])
    assert mismatch.message == "dtype int64 instead of int32"


def test_devices_look_at_devices_alone() -> None:
    """Other values, shapes and dtypes are no mistake of a device check."""
    student = {1: [array([9.0], device="cuda:0"), Symbolic("device", "cpu")]}
    reference = {1: [array([[1]], "int64", device="cuda:0"), Symbolic("device", "cpu")]}

    assert devices(student, reference) is None
    mismatch = found(devices, student, {1: [array([9.0]), Symbolic("device", "cpu")]})
    assert mismatch.message == "device cuda:0 instead of cpu"
    assert mismatch.aspect is Kind.DEVICE
    other = Symbolic("device", "cuda:1")
    mismatch = found(devices, student, {1: [student[1][0], other]})
    assert mismatch.message == "device cpu instead of cuda:1"


@pytest.mark.parametrize("compare", [shapes, dtypes, devices])
@pytest.mark.parametrize(
    ("student", "reference", "aspect"),
    [
        (None, array([1]), Kind.CONTRACT),
        (3, array([1]), Kind.CONTRACT),
        (array([1]), 3, Kind.CONTRACT),
        (Symbolic("device", "cpu"), array([1]), Kind.CONTRACT),
        ("cpu", Symbolic("device", "cpu"), Kind.CONTRACT),
        ([], [array([1])], Kind.SHAPE),
        ([array([1])], [], Kind.SHAPE),
        ([array([1]), array([1])], [array([1])], Kind.SHAPE),
        ({"b": array([1])}, {"a": array([1])}, Kind.NAMING),
        ({"a": array([1]), "b": 1}, {"a": array([1])}, Kind.NAMING),
        ([NAN, 3], [NAN, 4], Kind.VALUE),
        ([array([1]), 3], [array([2]), 4], Kind.VALUE),
        (raised("KeyError"), array([1]), Kind.CONTRACT),
    ],
)
def test_another_structure_never_passes(
    compare: Comparison, student: Observation, reference: Observation, aspect: Kind
) -> None:
    """What is missing, left over or no tensor fails a check of any property."""
    assert found(compare, student, reference).aspect is aspect


@pytest.mark.parametrize("compare", [shapes, dtypes, devices])
def test_a_difference_behind_something_equal_is_seen(compare: Comparison) -> None:
    """NaN beside a tensor, which equals nothing, does not end the comparison."""
    student = [NAN, array([[1]], "int64", device="cuda:1")]

    assert compare(student, [NAN, array([1])], None) is not None
    assert compare(student, [NAN, student[1]], None) is None


# --- naming -------------------------------------------------------------------


def test_namings_ignore_order_and_values() -> None:
    """The same names with the same shapes pass, in any order."""
    student = {"bias": array([1]), "weight": array([[9, 9]])}

    assert namings(student, {"weight": array([[1, 2]]), "bias": array([0])}) is None


@pytest.mark.parametrize(
    ("student", "reference", "headline", "subject"),
    [
        ({}, {"w": array([1])}, "nothing is registered", "w"),
        ({"v": array([1])}, {"w": array([1])}, "`v` instead of `w`", "w"),
        (
            {"w": array([1])},
            {"w": array([1]), "b": array([1])},
            "`b` not registered",
            "b",
        ),
        ({"w": array([1])}, {}, "`w` should not be there", "w"),
        (
            {"w": array([[1]])},
            {"w": array([1])},
            "the names are right, what they hold is not",
            "w",
        ),
        ({0: array([1])}, {"0": array([1])}, "`0` instead of `0`", "0"),
        (
            {},
            {name: 1 for name in "abcdef"},
            "nothing is registered",
            "a",
        ),
        (
            {"x": 1},
            {"x": 1} | {name: 1 for name in "abcdef"},
            "`a`, `b`, `c`, `d` … not registered",
            "a",
        ),
    ],
)
def test_namings_say_which_names(
    student: Observation, reference: Observation, headline: str, subject: str
) -> None:
    """The headline says what is missing and what stands in its place."""
    mismatch = found(namings, student, reference)

    assert (mismatch.message, mismatch.subject) == (headline, subject)
    assert mismatch.aspect is Kind.NAMING


def test_a_difference_beyond_what_is_shown_is_seen() -> None:
    """Evidence is cut after many names; the comparison is not."""
    reference = {str(index): array([1]) for index in range(1000)}
    nested: dict[str, Any] = {"a": {str(index): array([1]) for index in range(100)}}
    other: dict[str, Any] = {"a": {**nested["a"], "99": array([[1]])}}

    assert found(namings, {**reference, "999": array([[1]])}, reference)
    assert found(namings, other, nested)
    assert namings(nested, nested) is None


@pytest.mark.parametrize("student", [None, [array([1])], array([1]), raised("E")])
def test_namings_want_names(student: Observation) -> None:
    """Anything but a dict in place of one is a broken contract."""
    assert found(namings, student, {"w": array([1])}).aspect is Kind.CONTRACT


# --- serialization ------------------------------------------------------------


def test_serializations_compare_keys_and_values() -> None:
    """Other keys are this kind's own mistake, other values the value check's."""
    reference = {"w": array([1.0]), "b": array([2.0])}

    assert serializations(dict(reversed(reference.items())), reference) is None
    keys = found(serializations, {"net.w": array([1.0]), "net.b": 1}, reference)
    assert (keys.message, keys.aspect) == (
        "other keys in the state_dict",
        Kind.SERIALIZATION,
    )
    assert keys.says == "its `state_dict` has no `w`, `b`"
    more = found(serializations, {**reference, "c": 1}, reference)
    assert more.says == "its `state_dict` has `c` besides"
    values = found(serializations, {**reference, "b": array([3.0])}, reference)
    assert values.aspect is Kind.VALUE
    assert values.message == "`b`: 1 of 1 values differ"


def test_an_empty_state_dict_is_a_matter_of_naming() -> None:
    """Nothing was registered: the naming check describes that."""
    mismatch = found(serializations, {}, {"w": array([1.0])})

    assert mismatch.message == "the state_dict is empty"
    assert mismatch.aspect is Kind.NAMING
    assert serializations({}, {}) is None


# --- gradient -----------------------------------------------------------------


def gradient(
    grad: Observation, *slopes: Observation, direction: Observation = None
) -> dict[str, Observation]:
    """Build what is observed of one tensor's gradient."""
    direction = array([1.0, 0.0]) if direction is None else direction
    return {"grad": grad, "direction": direction, "slopes": list(slopes)}


REFERENCE = {"w": gradient(array([3.0, 4.0]), 3.0)}


def test_what_a_probe_says_of_a_name_is_prose() -> None:
    """The name is quoted, and what follows it is told as it is."""
    student = {"i": array([1.0]), "i of a block alone": array([1.0])}
    wanted = {"0": array([1.0]), "0 of a block alone": array([1.0])}

    mismatch = found(namings, student, wanted)

    asked = "`0`, `0` of a block alone"
    assert mismatch.message == f"`i`, `i` of a block alone instead of {asked}"
    assert asked in mismatch.says


@pytest.mark.parametrize(
    ("student", "headline"),
    [
        ({}, "`w` gets no gradient"),
        ({"w": None}, "`w` gets no gradient"),
        ({"w": []}, "`w` gets no gradient"),
        ({"w": gradient(None, 3.0)}, "`w` gets no gradient"),
        ({"w": gradient(3.0, 3.0)}, "`w` gets no gradient"),
        ({"w": gradient(array([9.0, 9.0]), 3.0)}, "`w` gets a wrong gradient"),
        ({"w": gradient(array([0.0, 0.0]), 1e-4, 0.0)}, "`w` gets a wrong gradient"),
        ({"w": gradient(array([NAN, 0.0]), 3.0)}, "`w` gets a wrong gradient"),
        ({"w": gradient(array([INF, 0.0]), 3.0)}, "`w` gets a wrong gradient"),
        ({"w": gradient(array([9.0, 9.0]))}, "`w` gets another gradient"),
        ({"w": gradient(array([9.0, 9.0]), None, "9")}, "`w` gets another gradient"),
        ({"w": {"grad": array([9.0, 9.0])}}, "`w` gets another gradient"),
        (
            {"w": {"grad": array([9.0, 9.0]), "slopes": array([9.0])}},
            "`w` gets another gradient",
        ),
        ({"w": gradient(array([9.0, 9.0, 9.0]), 9.0)}, "`w` gets another gradient"),
        (
            {"w": gradient(array([1j, 9], "complex64"), 9.0)},
            "`w` gets a wrong gradient",
        ),
    ],
)
def test_a_gradient_that_is_missing_or_wrong_is_named(
    student: Observation, headline: str
) -> None:
    """A gradient must be there, be finite, and agree with the function's slope."""
    mismatch = found(gradients, student, REFERENCE)

    assert mismatch.message == headline
    assert (mismatch.aspect, mismatch.subject) == (Kind.GRADIENT, "w")


@pytest.mark.parametrize(
    "student",
    [
        {"w": gradient(array([3.0, 4.0]))},
        {"w": gradient(array([3.0, 4.0]), 99.0)},
        {"w": gradient(array([7.0, 1.0]), 7.01)},
        {"w": gradient(array([7.0, 1.0]), 55.0, 7.2, -3.0)},
        {"w": gradient(array([7.0]), 7.0, direction=array([1.0])), "v": None},
    ],
)
def test_a_gradient_that_fits_its_function_passes(student: Observation) -> None:
    """A wrong value with an intact graph is no mistake of the gradient check."""
    assert gradients(student, REFERENCE) is None


@pytest.mark.parametrize(
    "unknown",
    [
        {"slopes": [0.0, 0.0, 0.0], "close": [0.0, 0.0]},
        {"slopes": [5.0, 30.0, -20.0], "close": [-400.0, 30.0]},
        {"slopes": [5.0, 10.0, 0.0], "close": [0.0, 80.0]},
        {"slopes": [INF, NAN, NAN], "close": [NAN, NAN]},
    ],
    ids=["flat", "noise", "steps", "not finite"],
)
@pytest.mark.parametrize("grad", [[0.0, 0.0], [90.0, 9.0]])
def test_what_no_slope_can_judge_is_owed_to_the_value(
    unknown: dict[str, Any], grad: list[float]
) -> None:
    """Slopes that disagree, or are infinite, say nothing; those of right values do."""
    mine, right = gradient(array(grad)) | unknown, REFERENCE["w"]
    both = {"w": right, "v": right}

    alone = found(gradients, {"w": mine}, REFERENCE)
    beside = found(gradients, {"w": mine, "v": right}, both)
    cut = found(gradients, {"w": mine, "v": None}, both)

    assert (alone.owed, alone.settled, alone.aspect) == (True, False, Kind.VALUE)
    assert (beside.owed, beside.settled, beside.aspect) == (True, True, Kind.VALUE)
    assert (cut.owed, cut.message) == (False, "`v` gets no gradient")


def test_what_rounding_alone_does_to_a_slope_is_no_mistake() -> None:
    """Where results hardly move, so much is free; how much, the reference says."""
    flat = {"slopes": [0.0, 0.0, 0.0], "close": [0.0, 0.0]}
    student = {"w": gradient(array([1e-5, 0.0])) | flat}
    small = {"w": gradient(array([0.0, 2e-5])) | {"noise": 1e-4}}

    assert gradients(student, small) is None
    claimed = {"w": student["w"] | {"noise": 1e9}}
    assert gradients(claimed, {"w": small["w"] | {"noise": 0.0}}) is not None


def test_a_gradient_of_what_nothing_depends_on_is_owed_to_the_value() -> None:
    """It is not cut off: the tensor is not used. A first look cannot tell."""
    still = {"grad": None, "slopes": [0.0, 0.0, 0.0], "close": [0.0, 0.0]}
    moving = {**still, "close": [0.0, 0.5]}
    first = dict.fromkeys(("grad", "slopes", "close"))

    unused, cut, open_ = (
        found(gradients, {"w": item}, REFERENCE) for item in (still, moving, first)
    )

    assert (unused.owed, unused.aspect, unused.cause) == (True, Kind.VALUE, None)
    assert unused.says == "the result does not depend on `w`"
    assert (cut.owed, cut.cause) == (False, Cause.DETACHED)
    assert (open_.owed, open_.cause) == (False, Cause.UNMEASURED)


def test_the_direction_is_the_reference_own() -> None:
    """A child cannot choose a direction along which its gradient looks right."""
    chosen = array([0.0, 1.0])
    student = {"w": gradient(array([100.0, 0.5]), 0.5, direction=chosen)}

    assert found(gradients, student, REFERENCE).message == "`w` gets a wrong gradient"


def test_where_the_reference_has_no_gradient_none_is_asked_for() -> None:
    """A tensor that the reference does not use may have any gradient, or none."""
    reference = {"w": gradient(None, 0.0)}

    assert gradients({"w": gradient(array([1.0, 1.0]), 5.0)}, reference) is None
    assert gradients({}, reference) is None


def test_bare_gradients_are_compared_as_values() -> None:
    """Without a slope, a gradient must be there and agree with the reference's."""
    reference = {"w": array([1.0]), "unused": None}

    assert gradients({"w": array([1.0]), "unused": None}, reference) is None
    missing = found(gradients, {"w": None, "unused": None}, reference)
    assert missing.message == "`w` gets no gradient"
    other = found(gradients, {"w": array([2.0])}, reference)
    assert other.message == "`w` gets another gradient"


@pytest.mark.parametrize("student", [None, array([1.0]), [], raised("E")])
def test_gradients_come_under_names(student: Observation) -> None:
    """Anything but a dict in place of one is a broken contract."""
    assert found(gradients, student, REFERENCE).aspect is Kind.CONTRACT


def observed_gradients(
    seed: int, function: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
) -> dict[str, Any]:
    """Observe a function of an input and a weight, as a probe would."""
    draw = Draw(seed, 1)
    x, weight = draw.normal(6, 5), draw.value_for("weight", (5, 3))
    seen = Observe(draw).gradients(lambda: function(x, weight), {"weight": weight})
    entry = seen["weight"]
    return {
        "weight": {
            "grad": None if entry["grad"] is None else array(entry["grad"].numpy()),
            "direction": array(entry["direction"].numpy()),
            "slopes": [float(slope) for slope in entry["slopes"]],
            "close": [float(slope) for slope in entry["close"]],
        }
    }


def layer(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Compute what is asked for."""
    return torch.relu(x @ weight)


WRONG_VALUES: tuple[Callable[[torch.Tensor, torch.Tensor], torch.Tensor], ...] = (
    lambda x, weight: x @ weight,
    lambda x, weight: torch.relu(x @ weight) * 2 + 1,
    lambda x, weight: torch.sigmoid(x @ weight),
    lambda x, weight: torch.tanh(x.flip(0) @ weight) - 1,
)
CUT_OFF: tuple[Callable[[torch.Tensor, torch.Tensor], torch.Tensor], ...] = (
    lambda x, weight: torch.relu(x @ weight.data),
    lambda x, weight: torch.relu(x @ weight).detach(),
    lambda x, weight: torch.relu(x @ weight).detach() + 0 * weight.sum(),
    lambda x, weight: torch.relu(
        x[:, :3] @ weight[:3] + x[:, 3:] @ weight[3:].detach()
    ),
)


def test_honest_gradients_pass_whatever_the_value() -> None:
    """Over many draws, hardly a wrong value costs the gradient check as well."""
    for function in WRONG_VALUES:
        verdicts = [
            gradients(
                observed_gradients(seed, function), observed_gradients(seed, layer)
            )
            for seed in range(60)
        ]
        assert verdicts.count(None) >= 59


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_is_no_wrong_gradient(dtype: torch.dtype) -> None:
    """What is computed in it has too much noise for slopes, and is judged by none."""

    def half(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return 3 * layer(x.to(dtype), weight.to(dtype)).float()

    for seed in range(60):
        student, reference = (
            observed_gradients(seed, function) for function in (half, layer)
        )
        mismatch = gradients(student, reference)
        assert mismatch is None or mismatch.owed


def at_a_jump(
    seed: int, values: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Halve the sum of values as soon as it grows."""
    draw = Draw(seed, 1)
    edge = values(draw.normal(6, 5), draw.value_for("weight", (5, 3))).sum().detach()

    def halved(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        total = values(x, weight).sum()
        return total / 2 if total > edge else total

    return halved


def test_a_jump_within_the_step_hides_nothing() -> None:
    """On one side of it, the slope is the gradient's, and hardly that of a cut one."""
    caught = 0
    for seed in range(30):
        reference = observed_gradients(seed, layer)
        right = at_a_jump(seed, lambda x, weight: torch.tanh(x @ weight))
        cut = at_a_jump(seed, lambda x, w: torch.tanh(x @ w.lerp(w.detach(), 0.5)))
        assert gradients(observed_gradients(seed, right), reference) is None
        caught += gradients(observed_gradients(seed, cut), reference) is not None
    assert caught >= 25


def test_cut_off_gradients_fail() -> None:
    """A step that leaves the graph, wholly or in part, fails within a few draws."""
    for function in CUT_OFF:
        verdicts = [
            gradients(
                observed_gradients(seed, function), observed_gradients(seed, layer)
            )
            for seed in range(30)
        ]
        assert verdicts.count(None) <= 8


# --- all of them --------------------------------------------------------------

leaves = st.sampled_from(
    [
        *(None, True, 0, 2**62, 1.5, NAN, INF, "", "Tensor", "NoneType"),
        *(Opaque("A"), Symbolic("device", "cpu"), raised("KeyError")),
        *(array([]), array(np.zeros((0, 2**40))), array([[NAN, INF]]), array(3e38)),
        *(array([[1j]], "complex128"), array([1], "int64"), array([True], "bool")),
    ]
)
observations = st.recursive(
    leaves,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["w", "grad", "direction", "slopes", 0]), inside, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None, database=None)
@given(
    st.sampled_from([*BY_KIND.values(), agree, one_value, placements]),
    observations,
    observations,
    observations,
)
def test_no_comparison_breaks(
    compare: Comparison, student: Any, reference: Any, precise: Any
) -> None:
    """Whatever the two sides returned, a comparison ends, and with a verdict.

    Unless the reference gives too little to compare, which its author is told.
    """
    mismatch = None
    with suppress(AssignmentError) if compare is distributions else nullcontext():
        mismatch = compare(student, reference, precise)

    assert mismatch is None or mismatch.message
