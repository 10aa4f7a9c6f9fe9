"""Rules of looking at a student's code inside the sandbox."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from grader.probing.draw import Draw
from grader.probing.observe import Observe


@pytest.fixture
def observe() -> Observe:
    """Make a way to look, with a source of inputs of its own."""
    return Observe(Draw(3, 1))


class NoInit(nn.Module):
    """A module that forgets to initialise its base, and assigns no attribute."""

    def __init__(self) -> None:
        """Do nothing."""

    def forward(self, x: Tensor) -> Tensor:
        """Return the input."""
        return x


class Doubled(nn.Module):
    """A module that works."""

    def forward(self, x: Tensor) -> Tensor:
        """Return twice the input."""
        return 2 * x


def not_written(x: Tensor) -> Tensor:
    """Be a stub."""
    raise NotImplementedError


def breaks(x: Tensor) -> Tensor:
    """Raise from inside the call."""
    raise ZeroDivisionError("inside")


def breaks_with_a_type(x: Tensor) -> Tensor:
    """Raise, from inside, what a wrong signature would raise."""
    raise TypeError("unsupported operand")


def forgetful(x: Tensor) -> None:
    """Return nothing."""


# --- call ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "inputs", "error", "problem"),
    [
        (NoInit(), (1,), AttributeError, r"Module\.__init__\(\) was not called"),
        (nn.Module(), (1,), NotImplementedError, 'missing the required "forward"'),
        (not_written, (1,), NotImplementedError, "^$"),
        (breaks, (), TypeError, "missing 1 required positional argument"),
        (breaks, (1, 2), TypeError, "takes 1 positional argument but 2 were given"),
        (Doubled(), (), TypeError, "missing 1 required positional argument"),
        (Doubled(), (1, 2), TypeError, "positional arguments but 3 were given"),
        (lambda: 1, (1,), TypeError, "takes 0 positional arguments"),
    ],
)
def test_a_call_that_breaks_the_contract_raises(
    observe: Observe,
    function: Callable[..., Any],
    inputs: tuple[Any, ...],
    error: type[Exception],
    problem: str,
) -> None:
    """What cannot be called as documented fails the contract check itself."""
    with pytest.raises(error, match=problem):
        observe.call(function, *inputs)


@pytest.mark.parametrize("function", [breaks, breaks_with_a_type])
def test_an_exception_inside_a_call_is_returned(
    observe: Observe, function: Callable[..., Any]
) -> None:
    """An error of the computation is no matter of the contract."""
    result = observe.call(function, torch.ones(1))

    assert isinstance(result, ZeroDivisionError | TypeError)


class Endless(list[int]):
    """A list that never stops."""

    def __iter__(self) -> Iterator[int]:
        """Count for ever."""
        while True:
            yield 1


def recursive() -> list[Any]:
    """Build a list that holds itself."""
    result: list[Any] = []
    result.append(result)
    return result


@pytest.mark.parametrize(
    ("result", "name"),
    [
        (None, "NoneType"),
        (3, "int"),
        ("cpu", "str"),
        (torch.ones(1), "Tensor"),
        (nn.Parameter(torch.ones(1)), "Tensor"),
        (torch.device("cpu"), "torch.device"),
        ([], ["list"]),
        ((), ["tuple"]),
        ([torch.ones(1), 2, 3], ["list", "Tensor", "int"]),
        (torch.ones(2).shape, ["tuple", "int"]),
        ({"a": 1}, "dict"),
        (Doubled(), f"{__name__}.Doubled"),
        (Endless(), ["list", "int"]),
        (recursive(), ["list", "list"]),
    ],
)
def test_results_are_named_by_type(observe: Observe, result: Any, name: Any) -> None:
    """Only its type crosses, a subclass as what it is one of; of a list, its items'."""
    assert observe.call(lambda: result) == name


def test_any_callable_can_be_called(observe: Observe) -> None:
    """Functions without a readable signature, partials and modules will do."""
    x = torch.ones(2)

    assert observe.call(torch.relu, x) == "Tensor"
    assert observe.call(functools.partial(torch.add, other=1), x) == "Tensor"
    assert observe.call(Doubled(), x) == "Tensor"
    assert observe.call(forgetful, x) == "NoneType"


def test_an_attempt_returns_what_comes(observe: Observe) -> None:
    """Results and exceptions are returned alike; only a stub is no attempt."""
    x = torch.ones(1)

    assert observe.attempt(torch.relu, x) is not None
    assert isinstance(observe.attempt(breaks, x), ZeroDivisionError)
    assert isinstance(observe.attempt(breaks), TypeError)
    with pytest.raises(NotImplementedError, match=r"^$"):
        observe.attempt(not_written, x)


# --- gradients ----------------------------------------------------------------


def slope_of(entry: dict[str, Any]) -> float:
    """Compute the slope that the gradient claims along the drawn direction."""
    return float((entry["grad"] * entry["direction"]).sum())


@pytest.mark.parametrize("result", [None, 3.0, [torch.ones(1)]])
def test_gradients_want_a_tensor(observe: Observe, result: Any) -> None:
    """The type that came instead of a tensor is said."""
    with pytest.raises(TypeError, match=r"^(NoneType|float|list) instead"):
        observe.gradients(lambda: result, {"w": torch.ones(2)})


def test_an_honest_gradient_fits_its_slopes(observe: Observe) -> None:
    """For a smooth function all three slopes agree with backward()."""
    x, weight = torch.randn(4, 3), torch.randn(3, 2)

    seen = observe.gradients(lambda: torch.tanh(x @ weight), {"w": weight, "x": x})

    assert list(seen) == ["w", "x"]
    for entry in seen.values():
        for slope in entry["slopes"]:
            assert slope == pytest.approx(slope_of(entry), rel=0.03, abs=0.03)
        assert float(entry["direction"].norm()) == pytest.approx(1, rel=1e-4)


@pytest.mark.parametrize(
    "function",
    [
        lambda x, w: x @ w.data,
        lambda x, w: (x @ w).detach(),
        lambda x, w: torch.tensor((x @ w).tolist()),
        lambda x, w: torch.zeros(2, 2),
    ],
)
def test_a_cut_graph_gives_no_gradient(
    observe: Observe, function: Callable[[Tensor, Tensor], Tensor]
) -> None:
    """Where no path leads back, the gradient is None, and no exception is raised."""
    x, weight = torch.randn(2, 3), torch.randn(3, 2)

    seen = observe.gradients(lambda: function(x, weight), {"w": weight})

    assert seen["w"]["grad"] is None


def test_only_what_is_cut_has_no_gradient(observe: Observe) -> None:
    """One tensor that is detached does not hide the gradient of the other."""
    x, weight, bias = torch.randn(2, 3), torch.randn(3, 2), torch.randn(2)

    seen = observe.gradients(lambda: x @ weight + bias.data, {"w": weight, "b": bias})

    assert seen["w"]["grad"] is not None
    assert seen["b"]["grad"] is None
    assert observe.gradients(lambda: x, {}) == {}


def test_a_frozen_parameter_shows(observe: Observe) -> None:
    """A Parameter that wants no gradient gets none; a plain tensor is asked to."""
    frozen = nn.Parameter(torch.ones(2), requires_grad=False)
    plain = torch.ones(2)

    seen = observe.gradients(lambda: frozen * plain, {"f": frozen, "p": plain})

    assert seen["f"]["grad"] is None
    assert seen["p"]["grad"] is not None


def test_a_first_look_measures_no_slopes() -> None:
    """Gradients that agree with the reference's need no measuring."""
    weight = torch.ones(2)

    quick = Observe(Draw(3, 1), thorough=False)
    seen = quick.gradients(lambda: weight.square(), {"w": weight})

    assert seen["w"]["grad"] is not None
    assert (seen["w"]["direction"], seen["w"]["slopes"]) == (None, None)


def test_tensors_are_left_as_they_were(observe: Observe) -> None:
    """After the slopes are measured, every tensor has its value again."""
    weight = nn.Parameter(torch.randn(3))
    before = weight.detach().clone()

    observe.gradients(lambda: weight.square(), {"w": weight})

    assert torch.equal(weight, before)
    assert weight.grad is None


def test_a_tensor_made_from_others_has_a_gradient(observe: Observe) -> None:
    """A plain attribute that is no leaf of the graph is observed like any other."""
    weight = torch.randn(3, requires_grad=True) * 2

    seen = observe.gradients(lambda: weight.square(), {"w": weight})

    assert seen["w"]["slopes"][0] == pytest.approx(
        slope_of(seen["w"]), rel=0.03, abs=0.03
    )


def test_centring_has_a_gradient_of_its_own(observe: Observe) -> None:
    """A mean that is cut off the graph changes the gradient, as it must."""
    x = torch.randn(3, 4)

    whole = observe.gradients(lambda: x - x.mean(), {"x": x})["x"]
    cut = observe.gradients(lambda: x - x.mean().detach(), {"x": x})["x"]

    assert not torch.allclose(whole["grad"], cut["grad"], rtol=0.05)


# --- instances and operators ----------------------------------------------------


class Inherited(nn.Sequential):
    """An answer that is the library's own."""


def test_a_library_class_is_seen_at_work(observe: Observe) -> None:
    """Instances are seen when made or run, of subclasses too; nothing stays behind."""
    originals = nn.Sequential.__init__, nn.Sequential.forward
    made = nn.Sequential(nn.ReLU())
    x = torch.ones(1)

    created = observe.instances(nn.Sequential, lambda: Inherited(nn.ReLU()))
    called = observe.instances(nn.Sequential, lambda: made(x))
    neither = observe.instances(nn.Sequential, lambda: nn.ReLU()(x))

    assert created == ["Sequential.__init__ was called"]
    assert called == ["Sequential.forward was called"]
    assert neither == []
    assert (nn.Sequential.__init__, nn.Sequential.forward) == originals


def test_what_was_handed_over_is_no_use_of_a_class(observe: Observe) -> None:
    """A net may have kept modules of a call before, nested ones among them."""
    kept = [module for modules, _ in Draw(3).chains() for module in modules]
    assert any(isinstance(module, nn.Sequential) for module in kept)

    used = observe.instances(nn.Sequential, lambda: kept[1](torch.ones(3, 5)))

    assert used == []


def test_watching_leaves_an_inherited_method_inherited(observe: Observe) -> None:
    """A class that inherits its `forward` still does so afterwards."""
    called = observe.instances(Inherited, lambda: Inherited(nn.ReLU())(torch.ones(1)))

    assert called == ["Inherited.__init__ was called", "Inherited.forward was called"]
    assert not {"__init__", "forward"} & vars(Inherited).keys()


def test_watching_ends_with_an_exception(observe: Observe) -> None:
    """A call that raises does not leave the library changed."""
    original = nn.Sequential.forward

    with pytest.raises(ZeroDivisionError, match="inside"):
        observe.instances(nn.Sequential, lambda: breaks(torch.ones(1)))

    assert nn.Sequential.forward is original


@pytest.mark.parametrize(
    "function",
    [
        lambda x, k: F.conv2d(x, k),
        lambda x, k: torch.conv2d(x, k),
        lambda x, k: torch.ops.aten.conv2d(x, k),
        lambda x, k: torch.convolution(
            x, k, None, (1, 1), (0, 0), (1, 1), False, (0, 0), 1
        ),
        lambda x, k: nn.Conv2d(1, 1, 2)(x),
        lambda x, k: F.conv_transpose2d(x, k),
    ],
)
def test_a_library_convolution_is_seen_under_any_name(
    observe: Observe, function: Callable[[Tensor, Tensor], Tensor]
) -> None:
    """Functional, module and operator all end in a function that the pattern finds."""
    x, kernel = torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2)

    assert observe.operators(r"conv(\d|ol|_)", lambda: function(x, kernel))


@pytest.mark.parametrize(
    "function",
    [
        np.correlate,
        np.convolve,
        np._core.multiarray.correlate,  # type: ignore[attr-defined]
        lambda x, k: np.apply_along_axis(np.convolve, 0, x, k),
    ],
)
def test_a_convolution_of_another_library_is_seen(
    observe: Observe, function: Callable[..., object]
) -> None:
    """Whatever it was imported as, in Python or compiled."""
    x, kernel = np.ones(5), np.ones(2)

    assert observe.operators(r"conv(\d|ol|_)|correl", lambda: function(x, kernel))


@torch.library.custom_op("students::conv_windows", mutates_args=())
def conv_windows(x: Tensor) -> Tensor:
    """Stand for a student's own operator, of a name that libraries use."""
    return x.unfold(0, 2, 1).contiguous()


def test_names_of_ones_own_are_no_librarys(observe: Observe) -> None:
    """Operators, functions and ranges of code may be called what they are."""

    def conv2d(x: Tensor) -> Tensor:
        with torch.profiler.record_function("aten::conv2d"):
            np.lib.stride_tricks.as_strided(np.ones(3), (2, 2), (8, 8))
            windows: Tensor = conv_windows(x)
            return windows

    assert observe.operators(r"conv(\d|ol|_)", lambda: conv2d(torch.ones(3))) == []


def test_what_was_seen_counts_where_the_call_raises(observe: Observe) -> None:
    """A rule that is broken first, and then an exception: it is broken."""

    def convolve() -> None:
        np.convolve([1.0, 2.0], [1.0])
        raise ZeroDivisionError

    def apply() -> None:
        nn.Sequential(nn.ReLU())(torch.ones(1) / 0)
        raise ZeroDivisionError

    assert observe.operators("convol", convolve) == ["convolve"]
    assert "Sequential.forward was called" in observe.instances(nn.Sequential, apply)
    with pytest.raises(ZeroDivisionError):
        observe.operators("nothing", convolve)


def test_other_functions_do_not_match(observe: Observe) -> None:
    """A solution of loops, slices and sums uses nothing that is forbidden."""
    x, kernel = torch.ones(3, 3), torch.ones(2, 2)

    def by_hand() -> Tensor:
        return torch.stack([(x[i : i + 2, :2] * kernel).sum() for i in range(2)])

    assert observe.operators(r"conv(\d|ol|_)", by_hand) == []
    assert "stack" in observe.operators("", by_hand)
