"""What CUDA keeps in mind of a simulated machine: that it was initialised, and so on.

A real torch keeps this in variables of the process. Here it belongs to the machine,
so that simulations in several threads, or one after the other, do not mix.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from grader.devices.machine import Machine


@dataclass(eq=False)
class CudaState:
    """What is kept of one machine.

    Attributes:
        sync_debug_mode: As set by `torch.cuda.set_sync_debug_mode`.
        memory_fractions: The part of its memory that each GPU may use.
        generators: The GPUs' own generators of random numbers, once asked for.
        streams: The current stream of each GPU, in each thread.
    """

    sync_debug_mode: int = 0
    memory_fractions: dict[int, float] = field(default_factory=dict)
    generators: tuple[Any, ...] = ()
    _here: threading.local = field(default_factory=threading.local)

    @property
    def streams(self) -> dict[int, int]:
        """Number of the current stream of each GPU in this thread; 0 where unset."""
        if not hasattr(self._here, "streams"):
            self._here.streams = {}
        streams: dict[int, int] = self._here.streams
        return streams


_states: WeakKeyDictionary[Machine, CudaState] = WeakKeyDictionary()


def of(machine: Machine) -> CudaState:
    """What is kept of a machine."""
    kept = _states.get(machine)
    return _states.setdefault(machine, CudaState()) if kept is None else kept


def initialise(machine: Machine) -> CudaState:
    """Use the machine's CUDA, perhaps for the first time.

    Raises:
        RuntimeError: It has no GPU.
    """
    machine.check_ordinal(0)
    return of(machine)
