"""What a probe may ask for by name."""

from __future__ import annotations

from grader.devices import simulated_gpus
from grader.probing.draw import Draw
from grader.probing.files import Files
from grader.probing.observe import Observe
from grader.probing.places import Gpus, Simulate
from grader.probing.standard import Standard


def tools(
    draw: Draw, *, thorough: bool = True, simulate: Simulate = simulated_gpus
) -> dict[str, object]:
    """Make the tools for one run of a probe.

    Args:
        draw: Its source of inputs.
        thorough: Whether `observe` measures what a first look leaves out.
        simulate: Enters a machine with a number of GPUs.
    """
    observe, gpus = Observe(draw, thorough=thorough), Gpus(simulate)
    standard = Standard(draw, observe, gpus)
    offered = {
        "draw": draw,
        "observe": observe,
        "gpus": gpus,
        "files": Files(draw.seed),
    }
    return {**offered, "standard": standard}
