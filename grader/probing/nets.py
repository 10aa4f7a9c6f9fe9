"""A net of all that a net may hold, for exercises that are handed one.

What is easily passed over is in it: parameters at three depths, one of them frozen; a
child under two names; buffers of integers, and some that no `state_dict` holds; a
child, a parameter and a buffer that are None.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Self

import torch
from torch import Tensor, nn

WIDTH = 5


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

    def forward(self, X: Tensor) -> Tensor:
        """Compute, and note it."""
        first, middle, last = self
        Y: Tensor = last(middle(first(X)))
        if X.numel():
            self.runs.append(Run(Y.device, X.tolist(), self.training))
        return Y


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
