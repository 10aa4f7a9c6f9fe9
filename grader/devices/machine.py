"""A machine that seems to have GPUs: how many, and which of them is current.

Whether a thread sees one is a matter of that thread alone, as with torch's modes:
`current()` is what everything else in this package asks.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch

from grader.devices import refusals

Device = torch.device | str | int | None
CPU = torch.device("cpu")
MAX_GPUS = 16  # a C int8 holds a device's number; no machine of a course has more
_GPUS = tuple(torch.device("cuda", index) for index in range(MAX_GPUS))


@dataclass
class _Forks:
    """How often the processes that led to this one were forked: it is no system call.

    Each operator asks.
    """

    count: int = 0

    def add(self) -> None:
        self.count += 1


_forks = _Forks()
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_forks.add)


@dataclass(frozen=True)
class Properties:
    """What `torch.cuda.get_device_properties` says of a simulated GPU.

    Attributes:
        total_memory: In bytes; 16 GiB, so that memory is no reason to refuse.
    """

    name: str = "Simulated GPU"
    major: int = 9
    minor: int = 0
    total_memory: int = 16 << 30
    multi_processor_count: int = 1
    is_integrated: int = 0
    is_multi_gpu_board: int = 0
    max_threads_per_multi_processor: int = 2048
    warp_size: int = 32


@dataclass(eq=False)
class Machine:
    """Some number of GPUs, and the current one of each thread.

    Attributes:
        count: Number of GPUs; with 0, torch is as a CUDA build on a machine without.
        initialised: Whether CUDA has been used.
    """

    count: int
    initialised: bool = False
    properties: Properties = Properties()
    _forks: int = 0
    _chosen: threading.local = field(default_factory=threading.local)

    @property
    def gpus(self) -> tuple[torch.device, ...]:
        """Its GPUs, in order. A device on this machine is always one of these."""
        return _GPUS[: self.count]

    @property
    def index(self) -> int:
        """Number of the current GPU in this thread."""
        return getattr(self._chosen, "index", 0)

    @index.setter
    def index(self, index: int) -> None:
        self.check_ordinal(index)
        self._chosen.index = index

    @property
    def default(self) -> torch.device | None:
        """The GPU on which new tensors are made in this thread, if one was chosen."""
        return getattr(self._chosen, "default", None)

    @default.setter
    def default(self, device: torch.device | None) -> None:
        self._chosen.default = device

    def check_process(self) -> None:
        """Raise what CUDA raises where it was used before this process was forked."""
        if self.initialised and self._forks != _forks.count:
            raise refusals.bad_fork()

    def check_ordinal(self, index: int) -> None:
        """Raise what CUDA raises for a GPU that is not there.

        Raises:
            RuntimeError: There is no GPU at all, or none of that number; or this
                process was forked from one that had used the machine.
        """
        if self.count == 0:
            counted.gpus = True
            raise refusals.no_gpus()
        self.check_process()
        if not 0 <= index < self.count:
            counted.gpus = True
            raise refusals.invalid_ordinal()
        if not self.initialised:
            self.initialised, self._forks = True, _forks.count

    def device(self, device: Device) -> torch.device:
        """Give a device its number, after looking whether it exists.

        Args:
            device: As torch takes it; an int is a GPU, None the current GPU.

        Raises:
            RuntimeError: It names no device, or a GPU that is not there.
        """
        if device is None:
            device = "cuda"
        if isinstance(device, int):
            device = torch.device("cuda", device)
        # torch's own class is asked through the modes of torch, which takes a while
        named = device if isinstance(device, torch.device) else torch.device(device)
        if named.type != "cuda":
            return CPU if named.type == "cpu" else named
        index = self.index if named.index is None else named.index
        self.check_ordinal(index)
        return _GPUS[index]


@dataclass
class Counted:
    """Whether this process was told how many GPUs there are, on any machine or none.

    What was never told it can hold no number that another machine makes wrong.
    """

    gpus: bool = False


counted = Counted()


class _Here(threading.local):
    """The machines that one thread has entered, one within the other."""

    machines: tuple[Machine, ...] = ()


_here = _Here()


def current() -> Machine | None:
    """The machine that this thread sees; None where devices are the real ones."""
    machines = _here.machines
    return machines[-1] if machines else None


def depth() -> int:
    """How many machines this thread has entered, one within the other."""
    return len(_here.machines)


@contextmanager
def entered(machine: Machine) -> Iterator[None]:
    """Let this thread see a machine for a while."""
    _here.machines += (machine,)
    try:
        yield
    finally:
        _here.machines = _here.machines[:-1]
