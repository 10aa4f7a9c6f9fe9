"""Calls of a declared exercise, and what they leave to the check of purity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import torch
from torch import Tensor, nn

from grader.checks import Check
from grader.child.encode import encode_error
from grader.preparing import import_checks
from grader.probing.arguments import kept
from grader.probing.calls import Call, in_double, layouts_for
from grader.probing.draw import Draw
from grader.probing.dtypes import in_dtypes
from grader.probing.observe import Observe
from grader.probing.side_effects import _change
from grader.probing.tools import tools

SOURCE = '''
import torch
from grader import function, module

@function(arguments="X, names")
def shorter(shorten, draw):
    """`shorten(X, names)` returns a tensor."""
    yield draw.normal(2, 3), ["a", "b"]

@module(fill=False)
def wrapper(Wrapper, draw):
    """`Wrapper(module)` makes a Module."""
    yield Wrapper(draw.parameters(torch.nn.Linear(3, 3))), draw.normal(2, 3)

@function(method="apply", arguments="x")
def doubled(Double, draw):
    """`Double.apply(x)` returns a tensor."""
    yield draw.normal(2)

@function(arguments="net, X")
def watched(look, draw):
    """`look(net, X)` returns a tensor."""
    net = torch.nn.Linear(3, 3)
    net.register_forward_hook(lambda *_: None)
    yield net, draw.normal(2, 3)

doubled.value("Is 2x.")
shorter.value("Is X.")
wrapper.value("Is module(X).")
'''


@pytest.fixture(scope="module")
def declared() -> dict[tuple[str, str], Check]:
    """The checks that the source above declares, by exercise and property."""
    made = import_checks("a", "a.py", SOURCE).checks
    return {(check.exercise, str(check.made_from)): check for check in made}


def run(check: Check, symbol: Callable[..., Any]) -> Any:
    """Run a probe on a student's symbol."""
    offered = {check.exercise: symbol, **tools(Draw(1))}
    return check.probe(**{name: offered[name] for name in check.asks})


def popping(X: Tensor, names: list[str]) -> Tensor:
    """Empty the caller's list."""
    return X + len([names.pop() for _ in range(len(names))])


def test_each_call_has_lists_of_its_own(
    declared: dict[tuple[str, str], Check],
) -> None:
    """Who empties the caller's list shows it to the check of purity alone."""
    label, again = "X (2, 3), [a, b]", run(declared["shorten", "value"], popping)
    seen = run(declared["shorten", "purity"], popping)["calls"][label]

    assert again["again"].equal(again["results"][label])
    assert seen["lists"] == ["[]"]


class Double(torch.autograd.Function):
    """A function of autograd, which is called by a method."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """Compute."""
        return 2 * x


def test_of_a_class_the_method_is_called(
    declared: dict[tuple[str, str], Check],
) -> None:
    """What a declaration names is called, and is named where calls are told."""
    draw = Draw(1)
    offered = {"Double": Double, **tools(draw)}
    probe, contract = declared["Double", "value"], declared["Double", "contract"]
    found = probe.probe(**{name: offered[name] for name in probe.asks})

    assert found["again"].equal(2 * Draw(1).normal(2))
    assert next(m.call for m in (draw.made or {}).values()) == "Double.apply(x)"
    assert run(contract, Double) == {"Double.apply(x (2,))": "Tensor"}


def test_hooks_that_others_put_there_are_missed(
    declared: dict[tuple[str, str], Check],
) -> None:
    """Who takes all hooks off a module changes it, as one who leaves one does."""

    def look(net: nn.Linear, X: Tensor) -> Tensor:
        net._forward_hooks.clear()
        return X * 1

    (seen, *_) = run(declared["look", "purity"], look)["calls"].values()

    assert seen["modules"] == [{"the hooks of the module itself": 0}]


class Resetting(nn.Module):
    """Draws the module that it is given anew, and puts it in evaluation."""

    def __init__(self, module: nn.Linear) -> None:
        super().__init__()
        module.reset_parameters()
        module.requires_grad_(False)
        self.module = module

    def forward(self, X: Tensor) -> Tensor:
        """Compute."""
        result: Tensor = self.module(X)
        return result


def test_what_is_handed_over_is_put_back(
    declared: dict[tuple[str, str], Check],
) -> None:
    """Checks of values see the values that were drawn; that of purity sees more."""
    one, two = (run(declared["Wrapper", "value"], Resetting) for _ in range(2))
    ((changed,),) = run(declared["Wrapper", "purity"], Resetting)["made"]["given"]

    assert one["again"].equal(two["again"])
    assert {"weight", "bias", "whether bias learns"} <= set(changed)


def test_no_number_in_double_fits_float32() -> None:
    """Neither arguments nor parameters; what else a module holds stays as it is."""
    net = nn.Linear(2, 2)
    net.register_buffer("one", torch.ones(1))
    named = dict(net.named_parameters())
    call = in_double(Call("X", net, (torch.rand(2, 2) + 0.1,), named))

    for tensor in (*call.arguments, *net.parameters()):
        assert not tensor.equal(tensor.float().double())
    assert dict(net.named_buffers())["one"].item() == 1


@pytest.mark.parametrize("error", [RuntimeError, NotImplementedError])
def test_half_precision_is_asked_for_where_arguments_are_all(
    error: type[Exception],
) -> None:
    """Only the dtype of the result counts; no operation has to be there."""

    def missing(X: Tensor) -> Tensor:
        if X.dtype is torch.float16:
            raise error("not implemented for Half")
        return X.float()

    found = in_dtypes(Call("X", missing, (torch.ones(2),)))

    assert found["in float16"].dtype is torch.float16  # type: ignore[attr-defined]
    assert found["in bfloat16"].dtype is torch.float32  # type: ignore[attr-defined]
    of_a_net = Call("X", nn.Linear(2, 2), (torch.ones(2),), {"w": torch.ones(1)})
    assert set(in_dtypes(of_a_net)) == {"in float64"}


def test_gradients_are_those_of_backward() -> None:
    """Who sends them by a hook brings them as well as who leaves it to autograd."""
    weight = nn.Parameter(torch.tensor([2.0, 3.0]))

    def copied() -> Tensor:
        copy = weight.detach().clone().requires_grad_()
        send: Any = copy.register_post_accumulate_grad_hook
        send(lambda copy: setattr(weight, "grad", copy.grad))
        return copy * 5

    observe = Observe(Draw(1), thorough=False)
    one, other = (
        observe.gradients(function, {"w": weight})["w"]["grad"]
        for function in (copied, lambda: weight * 5)
    )

    assert one.equal(other)


def test_what_a_generator_cannot_let_through_is_the_students_exception() -> None:
    """Not the RuntimeError that Python makes of it."""

    def calls() -> Any:
        yield next(iter(()))

    with pytest.raises(RuntimeError) as caught:
        list(calls())

    assert encode_error(caught.value, {}).type == "StopIteration"


class Pieces(list[Tensor]):
    """A list that is made of something else than its items."""

    def __init__(self, whole: Tensor, *, count: int) -> None:
        super().__init__(whole.chunk(count))


class Pair(NamedTuple):
    """A tuple that is made of two arguments."""

    first: Tensor
    second: Tensor


def test_a_list_of_its_own_kind_is_a_list() -> None:
    """It is not made anew by its class, which may want anything."""
    whole = torch.ones(4)

    of_a_list, of_a_tuple = kept(Pieces(whole, count=2)), kept(Pair(whole, whole))

    assert (type(of_a_list), len(of_a_list)) == (list, 2)
    assert (type(of_a_tuple), len(of_a_tuple)) == (tuple, 2)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 4, 5), (1, 1, 2, 2)])
def test_images_are_laid_out_pixel_by_pixel_as_well(shape: tuple[int, ...]) -> None:
    """A batch of images has one layout more, in which its values are the same."""
    X = torch.arange(float(torch.Size(shape).numel())).reshape(shape)
    layouts = layouts_for(Call("X", torch.relu, (X,)))

    assert ("channels last" in layouts) == (len(shape) == 4)
    for lay_out in layouts.values():
        assert lay_out(X).equal(X)
    if len(shape) == 4:
        laid_out = layouts["channels last"](X)
        assert laid_out.is_contiguous(memory_format=torch.channels_last)


def test_indices_stay_in_their_range_when_they_are_changed() -> None:
    """What a call remembers of labels is seen by calling on other labels."""
    counts, signed = torch.tensor([0, 2, 1, 1]), torch.tensor([-1, 2])

    _change([counts, signed])

    assert counts.tolist() == [1, 1, 0, 2]
    assert signed.tolist() == [-2, 1]
