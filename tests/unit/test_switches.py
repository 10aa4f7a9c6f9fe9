"""Rules of finding the switches that hold for all of torch."""

from __future__ import annotations

import pytest
import torch

from grader.probing import side_effects, switches


@pytest.mark.parametrize(
    ("name", "set_to"),
    [
        ("`torch.backends.cudnn.benchmark`", True),
        ("`torch.backends.mkldnn.deterministic`", True),
        ("what `torch.set_float32_matmul_precision` sets", "medium"),
        ("what `torch.set_warn_always` sets", True),
    ],
)
def test_a_switch_is_seen_and_put_back(name: str, set_to: object) -> None:
    """Whoever reads the settings sees it; what stood at first stands again."""
    switch = next(item for item in switches._SWITCHES if item.name == name)
    first = side_effects.settings()

    switch.set(set_to)
    seen = side_effects.settings()
    side_effects.settle()

    assert seen[name] == set_to != first[name]
    assert side_effects.settings() == first | {
        "the number of threads": torch.get_num_threads()
    }


def test_switches_are_asked_without_a_warning() -> None:
    """All of them tell a plain value, whatever torch has given up meanwhile."""
    assert None not in {type(value) for value in switches.read().values()}
    assert len(switches.read()) == len(switches._SWITCHES) > 5
