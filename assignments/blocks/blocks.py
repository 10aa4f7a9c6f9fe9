"""Layers and blocks (D2L 5.1).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.
"""

import torch
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    """A perceptron with one hidden layer: 20 features in, 10 outputs.

    `MLP()` takes no arguments and has two attributes:

    - `hidden`, an `nn.Linear` from 20 features to 256;
    - `out`, an `nn.Linear` from 256 features to 10.

    Free: how ReLU is applied, the initialisation, and any further attribute
    that brings no parameters of its own.
    """

    def __init__(self) -> None:
        raise NotImplementedError("TODO: create the two layers")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply `hidden`, then ReLU, then `out`, and nothing after that.

        Shape:
            X is (batch, 20), the result (batch, 10).
        """
        raise NotImplementedError("TODO: compute the outputs")


class MySequential(nn.Module):
    """A block that runs any modules one after the other.

    `MySequential(first, second, ...)` takes any number of modules:

    - each is registered as a child, named `"0"`, `"1"`, ... in the order given,
      so that `state_dict()` has the same keys as that of an `nn.Sequential`;
    - with no modules at all, the block returns its input;
    - the same module may be given twice, and then it runs twice. (The lesson's
      own loop runs it once. Can you see why?)

    You build it yourself: neither inherit from `nn.Sequential` nor use one inside.

    Free: how the modules are registered and how they are found again.
    """

    def __init__(self, *modules: nn.Module) -> None:
        raise NotImplementedError("TODO: register the modules")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Pass X through all modules, in the order in which they were given.

        Shape:
            X is whatever the first module takes, the result whatever the last
            module returns.
        """
        raise NotImplementedError("TODO: run the modules")
