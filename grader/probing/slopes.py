"""Slopes of a function, measured by finite differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

# Step of finite differences in float32: rounding of the outputs (about 1e-7) over
# the step stays below 1e-3, and few units of a ReLU cross their kink.
STEP = 3e-3
# A step so much smaller tells a slope from noise, which it makes that much larger: in
# float32 a slope stays within a percent or two, in half precision it does not.
CLOSER = 32
# Operations on the way to an output that each round it.
ROUNDINGS = 4


def distance(output: Tensor, target: Tensor) -> Tensor:
    """Squared distance, in float64 to keep the sum's rounding out of a slope."""
    squares: Tensor = (output.double() - target.double()).square()
    return squares.sum()


def noise_of(output: Tensor, target: Tensor) -> float:
    """How far rounding of the output, in a few operations, may put a slope off.

    That is all there is where a sigmoid is flat, say.
    """
    if not output.is_floating_point():
        return 0.0
    off = torch.finfo(output.dtype).eps * ROUNDINGS * output.double()
    wide = 2 * (output.double() - target.double()) * off
    return float(wide.norm()) / STEP


def slopes_along(
    function: Callable[[], Tensor],
    target: Tensor,
    here: Tensor,
    tensor: Tensor,
    direction: Tensor,
) -> dict[str, Any]:
    """Directional derivatives of the distance: central, ahead, behind; two from closer.

    Where a unit of a ReLU crosses its kink within the step, or a loop ends earlier,
    one of the three is spared.
    """
    kept = tensor.detach().clone()

    def at(step: float) -> Tensor:
        tensor.copy_(kept + step * direction)
        return distance(function(), target)

    with torch.no_grad():
        above, below = at(STEP), at(-STEP)
        close = at(STEP / CLOSER) - here, here - at(-STEP / CLOSER)
        tensor.copy_(kept)
    slopes = ((above - below) / 2, above - here, here - below)
    return {
        "slopes": [float(slope) / STEP for slope in slopes],
        "close": [float(slope) / STEP * CLOSER for slope in close],
    }
