"""Do once in the nursery what every child would otherwise do again."""

from __future__ import annotations

import torch
from torch import nn


def warm_up() -> None:
    """Run the common operations once, on one thread.

    The first use of autograd, of convolution and of serialization fills caches
    and imports modules; forked children then find them done. Nothing here may
    start a thread.
    """
    layer = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
    loss = layer(torch.ones(2, 3)).square().sum()
    loss.backward()
    layer.load_state_dict(layer.state_dict())
    torch.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))
    with torch.no_grad():
        torch.randn(2, 2).matmul(torch.ones(2, 2))
