"""Rules of looking at what a call leaves behind."""

from __future__ import annotations

import torch
from torch import nn

from grader.probing.calls import Call
from grader.probing.side_effects import side_effects


def test_a_variance_stays_one_when_a_net_changes() -> None:
    """What is positive stays so: else a normalised result is no number."""
    layer = nn.BatchNorm1d(8).eval()
    nn.init.uniform_(layer.running_var, 0.5, 1.5)  # as buffers are drawn
    before = layer.running_var.clone()
    held = {"learned": dict(layer.named_parameters())}

    seen = side_effects(
        Call(
            "X (2, 8)",
            layer,
            (torch.ones(2, 8),),
            **held,
            constants=dict(layer.named_buffers()),
        )
    )

    assert layer.running_var.ne(before).all()
    assert torch.isfinite(seen["renewed"]).all()
