"""Nets to be saved, loaded and cloned; all can be pickled.

The class of one takes no arguments, so that `type(net)()` makes another. It is as if it
were defined in a file of its own, `given.py`: that makes it one that can be pickled, in
a process that has forgotten the grader's modules.
"""

from __future__ import annotations

import sys
from types import ModuleType

import torch
from torch import Tensor, nn

INPUTS, HIDDEN, OUTPUTS = 4, 5, 3
MODULE = "given"


class MLP(nn.Module):
    """A perceptron with a hidden layer that is normalised, and thinned out in training.

    Making one leaves the global random state alone.
    """

    def __init__(self) -> None:
        super().__init__()
        with torch.random.fork_rng(devices=[]):
            self.hidden = nn.Linear(INPUTS, HIDDEN)
            self.norm = nn.BatchNorm1d(HIDDEN)
            self.dropout = nn.Dropout(0.5)
            self.output = nn.Linear(HIDDEN, OUTPUTS)

    def forward(self, X: Tensor) -> Tensor:
        """Compute the outputs, (batch, 3), from X, (batch, 4)."""
        Y: Tensor = self.output(self.dropout(self.norm(self.hidden(X)).relu()))
        return Y


MLP.__module__ = MODULE
_published = ModuleType(MODULE)
_published.MLP = MLP  # type: ignore[attr-defined]


def mlp() -> MLP:
    """Make one, which can be pickled from now on."""
    sys.modules.setdefault(MODULE, _published)
    return MLP()


def stack() -> nn.Sequential:
    """Make a net of torch's own layers, with what is easily left out of a file.

    Layers in layers, one of them twice; buffers, one of which no `state_dict` holds;
    some of it frozen, some in evaluation, and a gradient.
    """
    first = nn.Linear(INPUTS, INPUTS)
    last = nn.Linear(INPUTS, OUTPUTS, bias=False).requires_grad_(False)
    inner = nn.Sequential(nn.BatchNorm1d(INPUTS).eval(), last)
    net = nn.Sequential(first, nn.Sequential(nn.Dropout(), first, inner))
    net.register_buffer("steps", torch.arange(2), persistent=False)
    first.weight.grad = torch.ones_like(first.weight)
    return net
