"""Accelerators of other makers, which a simulated machine has none of.

A solution that prefers Apple's MPS where there is one should be judged the same on
whatever machine it is graded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import torch

from grader.devices.installing import Replacement
from grader.devices.machine import Machine
from grader.devices.standins import instead

ANSWERS = {"is_available": False, "is_built": False, "device_count": 0}


def _questions() -> Iterator[tuple[Any, str]]:
    """Functions that say whether there are any."""
    for owner in (torch.backends.mps, torch.mps, torch.xpu, torch.mtia):
        for name in ANSWERS:
            if hasattr(owner, name):
                yield owner, name


def replacements() -> Iterator[Replacement]:
    """What to replace while any simulation is open: owner, name, value."""
    for owner, name in _questions():

        def answer(machine: Machine, *, found: object = ANSWERS[name]) -> object:
            return found

        yield instead(owner, name, answer)


def hide() -> None:
    """Let this process see none of them, for good, on no machine."""
    for owner, name in _questions():
        setattr(owner, name, lambda found=ANSWERS[name]: found)
    core: Any = torch._C
    real = None
    with suppress(RuntimeError):  # which older builds raise where there is none
        real = core._accelerator_getAccelerator()
    if real is not None and real.type != "cuda":
        core._accelerator_getAccelerator = lambda: None
        core._accelerator_hooks_device_count = lambda: 0
