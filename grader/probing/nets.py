"""A net of all that a net may hold, for exercises that are handed one, or modules.

What is easily passed over is in it: parameters at three depths, one of them frozen; a
child under two names; buffers of integers, and some that no `state_dict` holds; a
child, a parameter and a buffer that are None. It is in the middle of learning: some
of it is in evaluation, and there are gradients.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from weakref import WeakValueDictionary

import torch
from torch import Tensor, nn

from grader.probing.past_modes import past_modes

if TYPE_CHECKING:
    from grader.probing.draw import Draw

WIDTH = 5
_ours: WeakValueDictionary[int, nn.Module] = WeakValueDictionary()


class Run(NamedTuple):
    """One time that a net computed something."""

    device: torch.device
    rows: list[Any]
    training: bool


class Runs(list[Run]):
    """What a net computed, it and whatever copies are made of it."""

    def __deepcopy__(self, _: object) -> Self:
        return self


class Net(nn.Sequential):
    """A net that treats each row of its input by itself, whatever its mode.

    Args:
        inputs: How many elements a row has.
        outputs: How many it becomes.
        repeats: Whether a child stands under two names. `torch.func.functional_call`
            does not put the parameters of such a child back (torch 2.13): where it
            is a right way, no net should hold one.

    Attributes:
        runs: What it computed so far: on which device, which rows, in which mode.

    Shape:
        `(..., inputs)` becomes `(..., outputs)`.
    """

    def __init__(self, inputs: int, outputs: int, *, repeats: bool) -> None:
        last = nn.Linear(WIDTH, outputs, bias=False)
        super().__init__(nn.Linear(inputs, WIDTH), Middle(repeats), last)
        self.runs = Runs()
        self[0].eval()
        for tensor in self.parameters():
            tensor.grad = torch.ones_like(tensor) if tensor.requires_grad else None

    def forward(self, X: Tensor) -> Tensor:
        """Compute, and note it."""
        first, middle, last = self
        Y: Tensor = last(middle(first(X)))
        rows = _beneath(X)
        if rows.numel():
            self.runs.append(Run(Y.device, rows.tolist(), self.training))
        return Y


def _beneath(X: Tensor) -> Tensor:
    """Take the values of a tensor as they were before `vmap`, `grad` and the like."""
    core = torch._C._functorch
    while core.is_functorch_wrapped_tensor(X):
        along = core.maybe_get_bdim(X)  # -1 where it is no batch
        X = core.get_unwrapped(X)
        X = X.movedim(along, 0) if along >= 0 else X
    return X


class Middle(nn.Module):
    """Its middle, whose parameters, buffers and children are of every kind."""

    steps: Tensor
    offset: Tensor

    def __init__(self, repeats: bool) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(WIDTH), requires_grad=False)
        self.register_parameter("no_parameter", None)
        self.register_buffer("steps", torch.arange(WIDTH) % 2)
        self.register_buffer("offset", torch.ones(WIDTH), persistent=False)
        self.register_buffer("no_buffer", None)
        self.register_module("no_child", None)
        self.layer = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh())
        self.once_more = self.layer if repeats else nn.Sequential(nn.Tanh())

    def forward(self, X: Tensor) -> Tensor:
        """Use all of it."""
        X = self.layer(X * self.gain + self.steps)
        Y: Tensor = self.once_more(X + self.offset)
        return Y


class Split(nn.Module):
    """Makes two tensors of one."""

    def forward(self, X: Tensor) -> tuple[Tensor, Tensor]:
        """Compute a tuple."""
        return X, X.sin()


class Join(nn.Module):
    """Makes one tensor of two, and holds a buffer alone."""

    by: Tensor

    def __init__(self, by: Tensor) -> None:
        super().__init__()
        self.register_buffer("by", by)

    def forward(self, pair: tuple[Tensor, Tensor]) -> Tensor:
        """Compute of a tuple."""
        first, second = pair
        return first + self.by * second


def is_ours(module: object) -> bool:
    """Whether a module was drawn here: who uses it was handed it."""
    return _ours.get(id(module)) is module


def chains(draw: Draw) -> Iterator[tuple[list[nn.Module], Any]]:
    """Draw modules that can run one after the other, and what the first one takes.

    What is easily passed over is among them: nested ones, an empty one, a container
    alone, a dozen; tuples between them, and one that begins with integers.
    """
    for modules, X in _chains(draw):
        for module in modules:
            _ours.update((id(inner), inner) for inner in module.modules())
        yield modules, X


def _chains(draw: Draw) -> Iterator[tuple[list[nn.Module], Any]]:
    @past_modes
    def filled(layer: Callable[[int, int], nn.Module], *sizes: int) -> nn.Module:
        return draw.parameters(layer(*sizes))

    def square() -> nn.Module:
        return filled(nn.Linear, WIDTH, WIDTH)

    def join() -> nn.Module:
        return Join(draw.uniform(WIDTH, low=0.5, high=1.5))

    inner = nn.Sequential(square(), nn.Sequential(square()))
    pair = nn.Sequential(Split(), join())
    yield [square(), pair, inner], draw.normal(3, WIDTH)
    layers = [step for _ in range(4) for step in (square(), nn.Tanh())]
    dozen = [*layers, Split(), join(), nn.Sequential(), nn.ReLU()]
    yield dozen, draw.normal(3, WIDTH)
    words = filled(nn.Embedding, 9, WIDTH)
    yield [nn.Sequential(words, square())], draw.integers(4, low=0, high=8)
    widths, layers = draw.sizes(draw.size(3, 5), 2, 9), []
    for width, following in pairwise(widths):
        layers.append(filled(nn.Linear, width, following))
        layers.append(draw.choice([nn.Tanh(), nn.ReLU()]))
    yield layers, draw.normal(1, 2, widths[0])


class Own(nn.Module):
    """A layer that somebody wrote: what it learns has usual names, and odd shapes."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))
        self.bias = nn.Parameter(torch.ones(4))
        self.gain = nn.Parameter(torch.ones(()))
        self.more = nn.ParameterList([torch.ones(2, 2)])
        self.register_parameter("no_parameter", None)
        self.register_buffer("steps", torch.arange(3))


def layers(draw: Draw) -> nn.Module:
    """Draw a net of layers of every kind, which is not to be called.

    Some have no bias, or no parameters at all, some are frozen or in evaluation, one
    was lazy, and those that count lie at several depths. None of them is an instance of
    a subclass of another one's class.
    """
    lazy = nn.LazyLinear(2)
    lazy(torch.ones(1, 3))
    deep = nn.Sequential(nn.Linear(2, 3), nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    net = nn.Sequential(
        OrderedDict(
            linear=nn.Linear(3, 4),
            linear_without_bias=nn.Linear(4, 3, bias=False),
            frozen_linear=nn.Linear(3, 2).requires_grad_(False),
            linear_once_lazy=lazy,
            conv2d=nn.Conv2d(2, 3, 3),
            conv2d_without_bias=nn.Conv2d(2, 3, (1, 2), bias=False),
            frozen_conv2d=nn.Conv2d(1, 2, 2).requires_grad_(False),
            norm2d=nn.BatchNorm2d(3),
            norm2d_without_weight=nn.BatchNorm2d(2, affine=False),
            frozen_norm2d=nn.BatchNorm2d(2).eval().requires_grad_(False),
            inner=nn.Sequential(nn.ReLU(), nn.Sequential(deep, nn.Dropout())),
            conv1d=nn.Conv1d(2, 3, 2),
            conv3d=nn.Conv3d(1, 2, 2, bias=False),
            transposed=nn.ConvTranspose2d(2, 1, 2),
            norm1d=nn.BatchNorm1d(3),
            layer_norm=nn.LayerNorm(3),
            group_norm=nn.GroupNorm(1, 2, affine=False),
            embedding=nn.Embedding(4, 3),
            bilinear=nn.Bilinear(2, 3, 2),
            recurrent=nn.GRU(2, 3),
            prelu=nn.PReLU(),
            own=nn.ModuleList([Own(), Own().eval()]),
            empty=nn.Sequential(),
        )
    )
    return draw.parameters(net)
