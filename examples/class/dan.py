"""Custom layers (D2L 5.4).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.
"""

import torch
from torch import nn
from torch.nn import functional as F


class CenteredLayer(nn.Module):
    """A layer without parameters that subtracts the mean.

    `CenteredLayer()` takes no arguments. It has no parameters, so you need no
    `__init__` unless you want one.

    Free: any attribute that brings no parameters of its own.
    """

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return X minus the mean over *all* its elements.

        - X may have any shape, and the result has the same.
        - X itself stays as it was.
        - The result is on X's device, be that a GPU or not.
        - Gradients flow back to X, through the mean as well.
        - An X of integers gives a result in torch's default float dtype,
          `torch.get_default_dtype()`. (One tutorial feeds its layer integers,
          and the code that it prints then stops with an error. Yours does not.)
        """
        raise NotImplementedError("TODO: subtract the mean")


class MyLinear(nn.Module):
    """A fully connected layer with ReLU, written from scratch.

    `MyLinear(in_units, units)` works for any two sizes and has two attributes:

    - `weight`, an `nn.Parameter` of shape (in_units, units);
    - `bias`, an `nn.Parameter` of shape (units,).

    Both start with values drawn from the standard normal distribution, N(0, 1).

    Free: how the result is computed, and any further attribute that brings no
    parameters of its own.
    """

    def __init__(self, in_units: int, units: int) -> None:
        raise NotImplementedError("TODO: create both parameters")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return relu(X @ weight + bias).

        The layer must be able to learn: after `backward()`, `weight` and `bias`
        both hold a gradient. (The layer printed in the lesson looks right and
        gives the right numbers, but a small slip in its `forward` keeps it from
        ever learning. Yours learns.)

        X is on the device of the layer, be that a GPU or not. So is the result.

        Shape:
            X is (batch, in_units), the result (batch, units). There may be more
            dimensions in front: (..., in_units) gives (..., units).
        """
        raise NotImplementedError("TODO: compute the outputs")
