"""Machines with simulated GPUs, and the places on them that a check may try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import torch

from grader.devices import simulated_gpus

Simulate = Callable[[int], AbstractContextManager[tuple[torch.device, ...]]]
CPU = torch.device("cpu")


@dataclass(frozen=True)
class Machine:
    """A machine that was entered.

    Attributes:
        gpus: Its GPUs, in order.
    """

    gpus: tuple[torch.device, ...]

    @property
    def name(self) -> str:
        """How messages call it: `with 2 GPUs`."""
        count = len(self.gpus)
        return f"with {count} GPU" if count == 1 else f"with {count} GPUs"

    @property
    def devices(self) -> tuple[torch.device, ...]:
        """Every device, the CPU first."""
        return (CPU, *self.gpus)

    @property
    def workers(self) -> list[torch.device]:
        """The devices to compute on: GPUs, the first one last; without any, the CPU.

        Another order than that of their numbers, so that it shows who heeds it.
        """
        return [*self.gpus[1:], *self.gpus[:1]] or [CPU]


class Gpus:
    """GPUs for one run of a probe: `with gpus(2) as (first, second):`.

    Args:
        simulate: Enters a machine with a number of GPUs.
    """

    def __init__(self, simulate: Simulate = simulated_gpus) -> None:
        self._simulate = simulate

    def __call__(self, count: int) -> AbstractContextManager[Any]:
        """Enter a machine with that many GPUs."""
        return self._simulate(count)

    def machines(self, *counts: int) -> Iterator[Machine]:
        """Enter machines with so many GPUs in turn.

        For `for` statements alone: a comprehension that an exception ends would keep
        its machine open, for as long as there is a traceback.
        """
        for count in counts:
            with self._simulate(count) as devices:
                yield Machine(tuple(devices))
