"""Rules of modules that are what they are only once they were called."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from grader.probing.lazy import called
from grader.probing.parameters import call_lazy, has_lazy


def features(*_: Any, units: int) -> nn.Module:
    """Make a layer whose sizes are its own business."""
    return nn.LazyLinear(units)


@pytest.mark.parametrize(
    ("symbol", "given", "named", "shape"),
    [
        (lambda inputs, units: nn.LazyLinear(units), (7, 3), {}, (3, 7)),
        (features, (), {"units": 3}, (3, 3)),
        (lambda: nn.LazyLinear(3), (), {}, (3, 5)),
        (lambda channels: nn.LazyConv2d(channels, 1), (3,), {}, (3, 2, 1, 1)),
        (nn.Linear, (7, 3), {}, (3, 7)),
    ],
)
def test_a_lazy_module_is_called_on_what_it_is_made_for(
    symbol: Any, given: tuple[int, ...], named: dict[str, int], shape: tuple[int, ...]
) -> None:
    """On as many features as the first size that it takes, or as it is declared."""
    row = torch.zeros(1, 2, 4, 4) if len(shape) == 4 else torch.zeros(1, 5)

    module = called(symbol, lambda: (row,))(*given, **named)

    assert not has_lazy(module)
    assert tuple(dict(module.named_parameters())["weight"].shape) == shape


def test_a_module_that_takes_nothing_stays_lazy() -> None:
    """That it cannot be called is for other checks to say."""

    class Broken(nn.LazyLinear):
        def forward(self, X: torch.Tensor) -> torch.Tensor:
            raise ValueError(X)

        def initialize_parameters(self, X: torch.Tensor) -> None:
            raise ValueError(X)

    assert has_lazy(called(Broken, lambda: (torch.zeros(1, 5),))(3))


def test_a_buffer_may_be_what_is_lazy() -> None:
    """A constant without a shape waits for a call as a parameter does."""
    module = nn.Module()
    module.register_buffer("constant", nn.parameter.UninitializedBuffer())

    assert has_lazy(module)


def test_the_first_call_of_a_lazy_module_counts_nothing() -> None:
    """It is made in evaluation, and all modes are as they were afterwards."""
    net = nn.Sequential(nn.LazyConv2d(2, 1), nn.LazyBatchNorm2d(), nn.Dropout().eval())

    call_lazy(net, torch.ones(2, 3, 4, 4))

    assert not has_lazy(net)
    assert dict(net.named_buffers())["1.num_batches_tracked"] == 0
    assert [part.training for part in net] == [True, True, False]
