"""Rules of the decorator that makes a check from a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import grader
from grader.checks import Probe, check, gather
from grader.comparing.agreement import agree
from grader.comparing.gradients import gradients
from grader.comparing.observation import Observation
from grader.comparing.standard import one_value
from grader.judging.comparison import comparison_of
from grader.results import Kind

Decorator = Callable[[Probe], Any]


def made(decorate: Decorator) -> grader.Check:
    """Decorate an ordinary probe."""

    def mean_is_zero(Layer, draw, observe):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        """The mean is zero.

        Whatever the shape.
        """

    result: grader.Check = decorate(mean_is_zero)
    return result


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"kind": "values"}, r"'values' is no kind of check; use one of contract, "),
        ({"kind": ""}, "is no kind of check"),
        ({"kind": "value", "points": -1}, "points must not be negative"),
        ({"kind": "value", "draws": 0}, "draws must be at least 1"),
        ({"kind": "value", "draws": -3}, "draws must be at least 1"),
        ({"kind": "shape", "hint": "why?"}, "no hint of its own is asked"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(
    arguments: dict[str, Any], problem: str
) -> None:
    """The author reads what is wrong before any student is graded by it."""
    with pytest.raises(ValueError, match=problem):
        check(**arguments)


def no_parameter() -> None:
    """Has a title."""


def draw_first(draw: Any, Layer: Any) -> None:
    """Has a title."""


def observe_first(observe: Any) -> None:
    """Has a title."""


def gpus_first(gpus: Any) -> None:
    """Has a title."""


def no_docstring(Layer: Any) -> None:  # noqa: D103
    pass


def UpperCase(Layer: Any) -> None:
    """Has a title."""


def _private(Layer: Any) -> None:
    """Has a title."""


@pytest.mark.parametrize(
    ("probe", "problem"),
    [
        (no_parameter, "first parameter of no_parameter must be the exercise's name"),
        (draw_first, "first parameter of draw_first must be the exercise's name"),
        (observe_first, "first parameter of observe_first"),
        (gpus_first, "first parameter of gpus_first"),
        (
            no_docstring,
            "no_docstring needs a docstring: it is the check's title",
        ),
        (UpperCase, "UpperCase must be a lower-case name"),
        (_private, "_private must be a lower-case name"),
    ],
)
def test_a_probe_that_makes_no_check_is_refused(probe: Probe, problem: str) -> None:
    """A probe names its exercise, itself and what it grades."""
    with pytest.raises(ValueError, match=problem):
        check("value")(probe)


def test_a_check_is_known_by_exercise_kind_and_name() -> None:
    """The public id is made of the probe's first parameter, kind and name."""
    result = made(check("gradient", points=2.5, hint="why?", timeout_s=3))

    assert result.id == "Layer.gradient.mean_is_zero"
    assert (result.exercise, result.name) == ("Layer", "mean_is_zero")
    assert result.title == "The mean is zero."
    assert result.kind is Kind.GRADIENT
    assert (result.points, result.hint, result.timeout_s) == (2.5, "why?", 3)
    assert result.probe.__code__.co_firstlineno == result.line


def test_the_kind_decides_how_often_a_probe_runs() -> None:
    """Where a lucky constant may pass there are several, or the author's number."""
    assert min(made(check(kind)).draws for kind in ("value", "gradient", "shape")) > 1
    assert made(check("naming")).draws == 1
    assert made(check("naming", draws=5)).draws == made(check("value", draws=5)).draws


def test_the_kind_decides_how_to_compare() -> None:
    """A comparison of the author's own takes the place of the kind's."""

    def never(
        student: Observation, reference: Observation, precise: Observation
    ) -> None:
        return None

    assert comparison_of(made(check("gradient"))) is gradients
    assert comparison_of(made(check("value"))) is one_value
    assert comparison_of(made(check("purity"))) is agree
    assert comparison_of(made(check("value", compare=never))) is never


def test_checks_are_gathered_in_order_and_only_inside() -> None:
    """Checks made while gathering are listed; names that repeat are all kept."""
    made(check("value"))
    with gather() as outer:
        first = made(check("value"))
        with gather() as inner:
            nested = made(check("shape"))
        second = made(check("value"))
    made(check("value"))

    assert inner.checks == [nested]
    assert outer.checks == [first, second]


def test_gathering_ends_with_an_error() -> None:
    """A checks file that breaks does not gather the checks of the next."""

    def break_while_gathering() -> None:
        with gather():
            made(check("value"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError, match=r"^$"):
        break_while_gathering()
    with gather() as gathered:
        last = made(check("value"))

    assert gathered.checks == [last]


def test_authors_import_from_the_package() -> None:
    """`from grader import check` is all that an author needs; other names are none."""
    assert grader.check is check
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = grader.chekc
