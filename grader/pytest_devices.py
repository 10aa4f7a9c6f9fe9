"""The pytest fixture `simulated_gpus`, for anybody's tests of device placement.

    def test_moves_its_input(simulated_gpus):
        first, second = simulated_gpus
        assert model.to(first)(torch.ones(2, 3, device=first)).device == first

Two GPUs, unless the test says otherwise:

    @pytest.mark.simulated_gpus(4)
    @pytest.mark.parametrize("simulated_gpus", [0, 1, 2], indirect=True)

torch is imported only by tests that ask for the fixture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import torch

DEFAULT = 2


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "simulated_gpus(count): number of GPUs that the fixture simulated_gpus offers",
    )


@pytest.fixture
def simulated_gpus(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[torch.device, ...]]:
    """Simulate GPUs during a test, see `grader.devices`.

    Returns:
        The devices, in order; none for a count of 0.
    """
    # here, not above: every run of pytest loads this plugin
    from grader.devices import simulated_gpus as simulating

    with simulating(_count(request)) as devices:
        yield devices


def _count(request: pytest.FixtureRequest) -> int:
    if hasattr(request, "param"):
        count: int = request.param
        return count
    marker = request.node.get_closest_marker("simulated_gpus")
    if marker is None:
        return DEFAULT
    if len(marker.args) != 1 or marker.kwargs:
        raise pytest.UsageError(
            f"{request.node.nodeid}: simulated_gpus takes one number, as in "
            "@pytest.mark.simulated_gpus(2)"
        )
    return int(marker.args[0])
