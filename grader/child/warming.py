"""Do once in the nursery what every child would otherwise do again."""

from __future__ import annotations

import torch
from torch import nn

from grader.child.encode import encode_draw
from grader.probing.draw import Draw
from grader.probing.observe import Observe

WARM_BYTES = 1 << 20


def warm_up() -> None:
    """Run the common operations once, on one thread.

    The first use of autograd, of convolution and of serialization fills caches
    and imports modules; forked children then find them done. Nothing here may
    start a thread.
    """
    draw = Draw(0)
    observe = Observe(draw)
    layer = draw.parameters(nn.Sequential(nn.Linear(5, 3), nn.ReLU()))
    x = draw.normal(*draw.sizes(1, 2, 4), 5)
    seen = [
        observe.call(layer, x),
        observe.gradients(lambda: layer(x * 1), draw.tensors(layer)),
        observe.operators("conv", lambda: torch.relu(x) @ x.T),
        dict(layer.eval().state_dict()),
        layer(draw.integers(2, 5).float()).mean(dim=0),
    ]
    encode_draw(seen, {}, WARM_BYTES)
    layer.load_state_dict(layer.state_dict())
    torch.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))
