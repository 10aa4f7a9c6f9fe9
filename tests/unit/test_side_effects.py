"""Rules of looking at what a call leaves behind."""

from __future__ import annotations

import torch
from torch import nn

from grader.probing.calls import Call
from grader.probing.side_effects import side_effects


def test_a_variance_stays_one_when_a_net_changes() -> None:
    """What is positive stays so: else a normalised result is no number."""
    layer = nn.BatchNorm1d(8).eval()
    buffers = dict(layer.named_buffers())
    variance = nn.init.uniform_(buffers["running_var"], 0.5, 1.5)  # as drawn
    before = variance.clone()
    call = Call("X (2, 8)", layer, (torch.ones(2, 8),), constants=buffers)

    renewed = side_effects(call)["renewed"]

    assert variance.ne(before).all()
    assert isinstance(renewed, torch.Tensor)
    assert renewed.isfinite().all()
