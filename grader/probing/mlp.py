"""A net whose class takes no arguments, to be made anew by `type(net)()`.

As if it were defined in a file of its own, `given.py`: that makes it one that can be
pickled, in a process that has forgotten the grader's modules.
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
