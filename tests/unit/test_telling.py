"""Calls as one would type them, and which one a check failed in."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from grader.checks import Check
from grader.comparing.agreement import Mismatch
from grader.comparing.debts import FIRST, in_call
from grader.comparing.observation import Room
from grader.errors import AssignmentError
from grader.isolation.protocol import Draw as Drawn
from grader.isolation.protocol import Made, Ran
from grader.judging.counterexample import counterexample
from grader.judging.exchange import decode_draws
from grader.preparing import import_checks
from grader.probing.draw import Draw
from grader.probing.tools import tools
from grader.results import Evidence, Kind, TensorView, Window

SOURCE = '''
import torch
from grader import function, module

@module
def layers(Layer, draw):
    """`Layer(units)` makes a Module."""
    yield Layer(3), draw.normal(2, 3)
    units = 20
    yield Layer(units, bias=False), draw.normal(4, 20)

@function(arguments="X, places, device")
def moved(move, draw):
    """`move(X, places, device)` returns a tensor."""
    yield draw.normal(2, 1), [0, 1], torch.device("cpu")

layers.value("Is Linear(X).")
layers.naming("Are Linear's.")
moved.value("Is X.")
'''
CHECKS: dict[tuple[str, str], Check] = {
    (check.exercise, str(check.made_from)): check
    for check in import_checks("a", "a.py", SOURCE).checks
}
MADE = (Made(label="X (2, 3)", call="f(X)"), Made(label="X (1, 3)", call="f(X)"))


class Layer(nn.Linear):
    """A reference."""

    def __init__(self, units: int, *, bias: bool = True) -> None:
        """Make it square."""
        super().__init__(units, units, bias=bias)


def told(exercise: str, what: str, draw: Draw) -> list[Made]:
    """Run a check on a reference, and take what it tells of its calls."""
    check = CHECKS[exercise, what]
    symbols = {"Layer": Layer, "move": lambda X, places, device: X}
    offered = {**symbols, **tools(draw)}
    check.probe(**{name: offered[name] for name in check.asks})
    return list((draw.made or {}).values())


def mismatch(aspect: Kind = Kind.VALUE, *, marked: bool = True) -> Mismatch:
    """Make a mismatch, of elements or not."""
    marks = ((True,),) if marked else ()
    view = TensorView(shape=(1,), dtype="float32", rows=(("1",),), differs=marks)
    side = Evidence(text="", tensor=view)
    return Mismatch("wrong", side, side, aspect)


def test_calls_are_told_as_one_would_type_them() -> None:
    """Arguments stand as they are written; tensors by the names that they have."""
    first, second = told("Layer", "value", Draw(1))
    (function,) = told("move", "value", Draw(1))

    assert first.call == "Layer(3)(X)"
    assert second.call == "Layer(20, bias=False)(X)"
    assert function.call == 'move(X, [0, 1], torch.device("cpu"))'


def test_few_numbers_are_told_round_and_many_by_their_shape() -> None:
    """What is told is what the call is made on, to the last digit."""
    draw = Draw(1)
    first, second = told("Layer", "value", draw)
    (given,) = first.inputs

    assert given.what == "(2, 3) float32"
    assert all(len(number.lstrip("-").partition(".")[2]) < 2 for number in given.values)
    again = Draw(1).normal(2, 3).flatten().tolist()
    assert list(map(float, given.values)) == pytest.approx(again)
    weight, bias = first.parameters
    assert (len(weight.values), len(bias.values)) == (9, 3)
    assert not second.inputs[0].values
    assert not second.parameters[0].values


def test_a_students_calls_are_not_told() -> None:
    """Layouts are given where a student's code runs: nobody would believe it."""
    assert told("Layer", "value", Draw(1, layouts=())) == []


def test_a_module_that_is_only_looked_at_is_not_told_as_called() -> None:
    """A check of names makes a module, and calls it on nothing."""
    assert told("Layer", "naming", Draw(1)) == []


def test_what_a_child_tells_of_calls_is_kept_of_the_reference_alone() -> None:
    """The judge drops it unless it asked for it."""
    reply = Ran(draws=(Drawn(value=1, made=MADE),), lengths=(0,))

    ((student,), _), ((reference,), _) = (
        decode_draws(reply, b"", 1, Room(), told=asked) for asked in (False, True)
    )

    assert student.made == ()
    assert reference.made == MADE


def test_counterexample_is_the_call_that_is_named() -> None:
    """By its label; the first where observations have none; else none is guessed."""
    there = counterexample(MADE, in_call(mismatch(), "X (1, 3)"))
    nowhere = counterexample(MADE, in_call(mismatch(), "X (9, 9)"))
    first = counterexample(MADE, in_call(mismatch(), FIRST))

    assert there is not None
    assert first is not None
    assert nowhere is None
    assert counterexample(MADE, None) is None
    assert counterexample(MADE[:1], None) is not None


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        (mismatch(), True),
        (mismatch(marked=False), False),
        (mismatch(Kind.GRADIENT), False),
    ],
)
def test_numbers_are_shown_where_numbers_are_wrong(
    wrong: Mismatch, shown: bool
) -> None:
    """Of a wrong shape, or a missing gradient, they explain nothing."""
    (made, *_) = told("Layer", "value", Draw(1))

    example = counterexample([made], wrong)

    assert example is not None
    assert [given.tensor is not None for given in example.inputs] == [shown]


def test_a_first_draw_is_legible_and_its_parameters_are_all_different() -> None:
    """Two that are equal would hide that they are exchanged."""
    layer = nn.Linear(5, 4)
    Draw(3).parameters(layer)
    values = torch.cat([p.detach().flatten() for p in layer.parameters()])

    assert torch.allclose(values * 100, (values * 100).round(), atol=1e-4)
    assert len(set(layer.weight.detach().flatten().tolist())) == 20


SLIDING = '''
from grader import function

@function(arguments="X, K", slides="K, X")
def slid(slide, draw):
    """`slide(X, K)` returns a tensor."""
    yield draw.normal(4, 5), draw.normal(2, 3)

slid.value("Each element is the sum of a window times K.")
'''


def _slid(shape: tuple[int, ...], at: tuple[int, ...]) -> Window | None:
    """Find the window of an element, in a result of some shape."""
    draw = Draw(1)
    checks = import_checks("t", "t.py", SLIDING).checks
    check = next(one for one in checks if one.made_from == "value")
    offered = tools(draw) | {"slide": lambda X, K: X}
    check.probe(**{name: offered[name] for name in check.asks})
    assert draw.made is not None
    view = TensorView(shape=shape, dtype="float32", rows=(("1",),), differs=((True,),))
    side = Evidence(text="", tensor=view)
    example = counterexample(
        [*draw.made.values()],
        Mismatch("wrong", side, side, Kind.VALUE, at=at),
        check.slides,
    )
    assert example is not None
    return example.window


def test_a_window_is_where_the_element_comes_from() -> None:
    """Only of what has the shape of a kernel that slides step by step."""
    assert _slid((3, 3), (2, 1)) == Window(input="X", kernel="K", row=2, column=1)
    assert _slid((4, 5), (2, 1)) is None
    assert _slid((3, 3), ()) is None


def test_only_arguments_slide() -> None:
    """An author is told which names there are."""
    source = SLIDING.replace('slides="K, X"', 'slides="K, Y"')

    with pytest.raises(AssignmentError, match="should name two arguments"):
        import_checks("t", "t.py", source)
