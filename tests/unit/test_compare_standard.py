"""Rules of comparing call by call: who owes what, and what is a check's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.comparing.agreement import Comparison, Mismatch
from grader.comparing.conditions import FACETS
from grader.comparing.observation import Array, Observation, Opaque, Symbolic
from grader.comparing.standard import COMPARISONS, if_plain_is_right, one_value
from grader.probing import standard
from grader.results import Kind
from tests.observed import array, frame, raised

RIGHT, OTHER = array([1.0, 2.0]), array([3.0, 4.0])
WRONG, FLAT = array([1.0, 9.0]), array([[1.0, 2.0]])
ERROR = raised("ValueError", "no", frame(3))


def values(*results: Observation, again: Observation = RIGHT) -> dict[str, Any]:
    """What a check of values observes: the first call, and others."""
    named = {f"X {index}": result for index, result in enumerate(results)}
    return {"results": named, "on integers": [], "again": again}


REFERENCE = values(RIGHT, OTHER)


def compared(name: str, mine: Observation, theirs: Observation) -> Mismatch:
    """Compare what disagrees."""
    found = COMPARISONS[name](mine, theirs, None)
    assert found is not None
    return found


def test_a_wrong_value_is_the_value_checks_own() -> None:
    """One wrong item is enough, whichever it is; its call is named."""
    wrong = compared("value", values(RIGHT, WRONG), REFERENCE)

    assert (wrong.owed, wrong.aspect) == (False, Kind.VALUE)
    assert wrong.message.startswith("X 1: ")


def test_of_several_wrong_values_the_smallest_is_shown() -> None:
    """That is the easiest to follow by hand; one number alone shows no pattern."""
    large, small = array([1.0, 2.0, 3.0]), array([5.0])
    theirs = values(large, OTHER, small, again=large)
    nines = array([9.0] * 3)

    wrong = compared("value", values(nines, WRONG, array([6.0]), again=nines), theirs)

    assert wrong.call == "X 1"
    assert wrong.message == "X 1: 2 of 2 values differ"


@pytest.mark.parametrize(
    ("item", "aspect"),
    [
        (FLAT, Kind.SHAPE),
        (ERROR, Kind.VALUE),
        (array([3.0, 4.0], "float64"), Kind.DTYPE),
        (None, Kind.CONTRACT),
    ],
)
def test_an_item_that_is_passed_over_is_owed(item: Observation, aspect: Kind) -> None:
    """No item is left out for nothing, and the rest shows that values are right."""
    wrong = compared("value", values(RIGHT, item), REFERENCE)

    assert (wrong.owed, wrong.settled, wrong.aspect) == (True, True, aspect)


def test_nothing_is_settled_where_nothing_was_compared() -> None:
    """A solution that raises everywhere has shown no right value."""
    wrong = compared("value", values(ERROR, ERROR, again=ERROR), REFERENCE)

    assert (wrong.owed, wrong.settled) == (True, False)
    assert len(wrong.others) == 1


def test_wrong_values_in_another_dtype_are_wrong_values() -> None:
    """Values are compared across floating dtypes."""
    wrong = compared("value", values(RIGHT, array([3.0, 5.0], "float64")), REFERENCE)

    assert (wrong.owed, wrong.aspect) == (False, Kind.VALUE)


@pytest.mark.parametrize(
    "mine",
    [
        values(RIGHT, RIGHT),  # the first result comes back
        values(WRONG, OTHER, again=RIGHT),  # drawn anew
        values(RIGHT, OTHER, again=WRONG),
    ],
)
def test_what_is_remembered_or_drawn_is_owed_to_purity(mine: Observation) -> None:
    """A result of an earlier call, or of chance, is no mistake of values."""
    wrong = compared("value", mine, REFERENCE)

    assert (wrong.owed, wrong.aspect) == (True, Kind.PURITY)


def condition(plain: Observation, under: Observation, **more: Any) -> dict[str, Any]:
    """What a check of a condition observes of one call."""
    return {"X": {"plain": plain, "under": {"then": under}, **more}}


CONDITIONS = ["strides", "dtype", "device"]
SAME = condition(RIGHT, RIGHT)


@pytest.mark.parametrize("name", CONDITIONS)
def test_what_is_wrong_under_a_condition_alone_is_its_own(name: str) -> None:
    """A call that is right without the condition, and wrong with it, is its mistake."""
    for item in (WRONG, FLAT, ERROR, None):
        wrong = compared(name, condition(RIGHT, item), SAME)

        assert (
            wrong.aspect
            is {
                "strides": Kind.VALUE,
                "dtype": Kind.DTYPE,
                "device": Kind.DEVICE,
            }[name]
        )


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("item", [WRONG, FLAT])
def test_what_is_wrong_either_way_is_anothers(name: str, item: Observation) -> None:
    """A condition that changes nothing about a wrong result is no mistake of it."""
    assert COMPARISONS[name](condition(item, item), SAME, None) is None


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("item", [ERROR, None])
def test_what_shows_nothing_is_owed(name: str, item: Observation) -> None:
    """An exception, or no tensor at all, earns nothing under any condition."""
    wrong = compared(name, condition(item, item), SAME)

    assert (wrong.owed, wrong.settled) == (True, False)


def test_float64_is_computed_in_float64() -> None:
    """A float32 step inside shows by its rounding, however the result is cast."""
    exact = condition(RIGHT, array([1 / 3, 2.0], "float64"))
    rounded = array([float(np.float32(1 / 3)), 2.0], "float64")

    wrong = compared("dtype", condition(RIGHT, rounded), exact)

    assert wrong.owed  # for a wrong value may be the cause, if there is one


def test_a_wrong_dtype_is_seen_of_wrong_values_too() -> None:
    """The dtype of a result does not depend on what it holds."""
    wide = condition(RIGHT, array([1.0, 2.0], "float64"))

    wrong = compared("dtype", condition(WRONG, WRONG), wide)

    assert wrong.aspect is Kind.DTYPE


def trace(**changes: Any) -> dict[str, Any]:
    """What a check of purity observes of a call that leaves no trace."""
    seen = {"values": RIGHT, "strides": [1], "hooks": 0}
    traces = {
        "arguments": [seen],
        "lists": ["[cpu]"],
        "modules": [{}],
        "buffers": ["mean"],
        "random numbers": [0.25],
        "environment": [],
        "torch": {"the default dtype": Symbolic("dtype", "float32")},
        "at first": RIGHT,
        "later": RIGHT,
        "again": OTHER,
        "renewed": RIGHT,
    }
    following = [[0.1, 0.5], [0.2, 0.6], [0.1, 0.5]]
    made = {"following": following, "given": [[{}]], "torch": traces["torch"]}
    return {"calls": {"X": traces | changes}, "made": made}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"arguments": [{"values": WRONG, "strides": [1], "hooks": 0}]}, "values"),
        ({"arguments": [{"values": RIGHT, "strides": [2], "hooks": 0}]}, "strides"),
        ({"arguments": [{"values": RIGHT, "strides": [1], "hooks": 1}]}, "hooks"),
        ({"modules": [{"the hooks of it": 1}]}, "the call changed the hooks of it"),
        ({"random numbers": [0.75]}, "random state"),
        ({"torch": {"the default dtype": Symbolic("dtype", "float64")}}, "default"),
        ({"arguments": []}, "values"),
        ({"later": OTHER}, "changes with its argument"),
        ({"again": RIGHT}, "a result of an earlier call comes back"),
        ({"renewed": OTHER}, "comes back, though the net changed"),
        ({"lists": ["[]"]}, "the caller's list"),
        ({"environment": ["HOME"]}, "the environment variable HOME"),
    ],
)
def test_every_trace_is_seen(changes: dict[str, Any], message: str) -> None:
    """What a call leaves behind or remembers fails the purity check, in its words."""
    wrong = compared("purity", trace(**changes), trace())

    assert (wrong.owed, wrong.aspect) == (False, Kind.PURITY)
    assert message in wrong.message


def test_zeros_are_no_result_of_an_earlier_call() -> None:
    """A ReLU that nobody asked for gives them, whatever comes in: that is a value."""
    zeros = array([0.0, 0.0])
    theirs = trace(**{"at first": zeros, "later": zeros, "renewed": zeros})
    mine = theirs | {"calls": {"X": theirs["calls"]["X"] | {"again": zeros}}}

    wrong = compared("purity", mine, theirs)

    assert (wrong.owed, wrong.aspect) == (True, Kind.VALUE)


def test_further_buffers_may_move_where_running_statistics_do() -> None:
    """A counter beside them is free; a parameter is not, nor a buffer elsewhere."""
    moving = {"modules": [{"mean": OTHER}]}
    counting = {"modules": [{"count": 2, "mean": OTHER}], "buffers": ["count", "mean"]}
    learning = {"modules": [{"mean": OTHER, "gamma": OTHER}]}

    assert COMPARISONS["purity"](trace(**counting), trace(**moving), None) is None
    assert "gamma" in compared("purity", trace(**learning), trace(**moving)).message
    assert "count" in compared("purity", trace(**counting), trace()).message


def test_statistics_that_move_in_evaluation_are_for_a_check_of_modes() -> None:
    """Where other calls of the reference move them, their moving is owed."""
    theirs, mine = trace(), trace(modules=[{"mean": OTHER}])
    moving = trace(modules=[{"mean": OTHER}])["calls"]["X"]
    for side in (theirs, mine):
        side["calls"]["X in training"] = moving

    wrong = compared("purity", mine, theirs)

    assert (wrong.owed, wrong.aspect) == (True, Kind.MODE)


def test_a_seed_in_the_constructor_is_seen() -> None:
    """Every generator goes on by its seed: neither always alike, nor never."""
    fixed = [[0.1, 0.5], [0.2, 0.5], [0.1, 0.5]]
    fresh = [[0.1, 0.5], [0.2, 0.6], [0.3, 0.5]]

    for following in (fixed, fresh, []):
        mine = trace()
        mine["made"] = mine["made"] | {"following": following}

        assert "seeds" in compared("purity", mine, trace()).message


def test_what_a_constructor_does_to_its_modules_is_seen() -> None:
    """A module that is handed over is left as it is."""
    mine = trace()
    mine["made"] = mine["made"] | {"given": [[{"the mode of 0": True}]]}

    wrong = compared("purity", mine, trace())

    assert (wrong.owed, wrong.aspect) == (False, Kind.PURITY)
    assert "the mode of 0" in wrong.message


def test_another_result_after_parameters_changed_is_owed() -> None:
    """It may be a wrong value; if no check says so, something was kept."""
    wrong = compared("purity", trace(renewed=WRONG), trace())

    assert (wrong.owed, wrong.aspect, wrong.cause) == (True, Kind.VALUE, "stateful")


def test_a_list_that_grows_from_call_to_call_is_owed_to_purity() -> None:
    """Placements look at it, and leave it to the check of what is remembered."""
    one = Symbolic("device", "cuda:0")

    wrong = compared("on", {"": [one, one]}, {"": [one]})

    assert (wrong.owed, wrong.cause) == (True, "stateful")


def saved(**changes: Any) -> dict[str, Any]:
    """What a check of serialization observes."""
    state = {"w": RIGHT, "mean": OTHER}
    known = {"registered": ["mean", "w"], "free": ["mean"]}
    return {"state": state, **known, "plain": RIGHT, "under": RIGHT} | changes


@pytest.mark.parametrize(
    ("changes", "aspect", "owed"),
    [
        ({"state": {"net.w": RIGHT, "mean": OTHER}}, Kind.SERIALIZATION, False),
        ({"state": {"w": RIGHT}, "registered": ["w"]}, Kind.NAMING, True),
        ({"under": WRONG}, Kind.SERIALIZATION, True),
        ({"state": {"w": WRONG, "mean": OTHER}}, Kind.SERIALIZATION, False),
    ],
)
def test_a_state_dict_holds_all_and_restores_it(
    changes: dict[str, Any], aspect: Kind, owed: bool
) -> None:
    """Keys are the reference's; what is not registered is a check of naming's."""
    wrong = compared("serialization", saved(**changes), saved())

    assert (wrong.aspect, wrong.owed) == (aspect, owed)


def test_buffers_of_ones_own_may_be_saved() -> None:
    """A further buffer is free, and so is its place in the file."""
    extra = {"w": RIGHT, "mean": OTHER, "zero": RIGHT}
    own = saved(state=extra, registered=[*extra], free=["mean", "zero"])

    assert COMPARISONS["serialization"](own, saved(), None) is None


def look(result: Observation, grad: Observation = RIGHT) -> dict[str, Any]:
    """What a check of modes sees of one call."""
    seen = {"the result": result, "gradients": {"w": grad}}
    return {**seen, "the input": [RIGHT], "modes that changed": {}}


TRAINED = condition(look(RIGHT), look(RIGHT))


@pytest.mark.parametrize(
    ("under", "facet"),
    [
        (look(WRONG), "the result"),
        (look(RIGHT, None), "gradients"),
        (look(RIGHT) | {"the input": [WRONG]}, "the input"),
        (look(RIGHT) | {"modes that changed": {"the mode of 0": True}}, "modes"),
    ],
)
def test_evaluation_changes_nothing(under: dict[str, Any], facet: str) -> None:
    """Result, gradients, input and modes are as in training."""
    wrong = compared("mode", condition(look(RIGHT), under), TRAINED)

    assert (wrong.aspect, facet in wrong.message) == (Kind.MODE, True)


def test_both_sides_look_at_the_same_of_a_call() -> None:
    """What the sandbox sees of a call is what the judge compares."""
    assert tuple(FACETS) == standard.FACETS


def test_a_gradient_that_is_cut_in_both_modes_is_anothers() -> None:
    """What training gets wrong as well is not a mistake of evaluation."""
    cut = condition(look(RIGHT, None), look(RIGHT, None))

    assert COMPARISONS["mode"](cut, TRAINED, None) is None


def test_a_condition_does_not_cut_the_graph() -> None:
    """A result that learns on the CPU alone is a mistake of the device."""
    learns = array([1.0, 2.0], requires_grad=True)

    wrong = compared("device", condition(learns, RIGHT), condition(learns, learns))

    assert "autograd" in wrong.message


def test_a_value_of_ones_own_check_is_compared_across_dtypes() -> None:
    """Another dtype with the right values is owed to the check of dtypes."""
    wrong = one_value(array([1.0, 2.0], "float64"), RIGHT)

    assert wrong is not None
    assert (wrong.owed, wrong.settled, wrong.aspect) == (True, True, Kind.DTYPE)


leaves = st.sampled_from(
    [RIGHT, OTHER, WRONG, FLAT, ERROR, None, True, 3, 0.5, "text", Opaque("a thing")]
)
any_array = st.builds(
    lambda n, dtype: array(np.ones(n), dtype),
    st.integers(0, 3),
    st.sampled_from(["float32", "float64", "int64", "bool", "complex64", "bfloat16"]),
)
words = ["X", "X 0", "X 1", "then", "plain", "under", "results", "again", "calls"]
keys = st.sampled_from(
    [*words, "state", "registered", "free", "arguments", "modules", "at first"]
) | st.builds(Symbolic, st.just("device"), st.just("cpu"))
anything: st.SearchStrategy[Any] = st.recursive(
    leaves | any_array,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5)
    ),
    max_leaves=12,
)
KNOWN: dict[str, Observation] = {
    "value": REFERENCE,
    "shape": REFERENCE,
    "gradient": {"w": {"grad": RIGHT, "direction": RIGHT, "slopes": [5.0]}},
    **dict.fromkeys(CONDITIONS, SAME),
    "on": {"with 1 GPU, f(1)": Symbolic("device", "cuda:0"), "f()": [RIGHT]},
    "mode": TRAINED,
    "purity": trace(),
    "serialization": saved(),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_what_the_reference_gives_agrees_with_itself(name: str) -> None:
    """A comparison passes what it compares with."""
    assert COMPARISONS[name](KNOWN[name], KNOWN[name], None) is None


def damaged(known: Observation, junk: Any, path: list[int]) -> Observation:
    """Put something else in the place of a part of an observation."""
    if not path or not isinstance(known, dict | list) or not known:
        return junk
    first, *rest = path
    if isinstance(known, list):
        at = first % len(known)
        return [*known[:at], damaged(known[at], junk, rest), *known[at + 1 :]]
    key = list(known)[first % len(known)]
    return known | {key: damaged(known[key], junk, rest)}


@settings(max_examples=200, deadline=None, database=None)
@given(
    st.sampled_from(sorted(COMPARISONS)),
    anything,
    st.lists(st.integers(0, 9), max_size=5),
)
def test_whatever_a_student_gives_can_be_compared(
    name: str, junk: Any, path: list[int]
) -> None:
    """A hostile observation is a mismatch, never a fault of ours."""
    compare: Comparison = COMPARISONS[name]

    found = compare(damaged(KNOWN[name], junk, path), KNOWN[name], None)

    assert found is None or isinstance(found, Mismatch)


def test_arrays_are_compared_by_shape_before_values() -> None:
    """An array without elements agrees with none that has some."""
    empty = Array(np.zeros((0, 2), dtype="<f4"), "float32", "cpu", False)

    assert compared("value", values(empty, OTHER), REFERENCE).aspect is Kind.SHAPE


def test_what_is_special_is_compared_where_the_plain_case_is_right() -> None:
    """A wrong plain case is owed: the check of values tells of it."""
    right = {"plain": RIGHT, "then": [RIGHT]}

    special = if_plain_is_right({"plain": RIGHT, "then": [WRONG]}, right)
    owed = if_plain_is_right({"plain": WRONG, "then": [RIGHT]}, right)

    assert if_plain_is_right(right, right) is None
    assert special is not None
    assert not special.owed
    assert owed is not None
    assert (owed.aspect, owed.owed, owed.settled) == (Kind.VALUE, True, True)
    assert if_plain_is_right(None, right) is not None
