"""Opening and closing a simulation: `with simulated_gpus(2): ...`."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import ContextDecorator, contextmanager
from functools import wraps
from types import TracebackType
from typing import Any, TypeVar

import torch

from grader.devices import (
    bindings,
    defaults,
    functions,
    gradients,
    modes,
    others,
    tensors,
)
from grader.devices.installing import Installed, Replacement
from grader.devices.machine import MAX_GPUS, Machine, current

Function = TypeVar("Function", bound=Callable[..., Any])


class simulated_gpus(ContextDecorator):
    """Let this thread see a machine with that many CUDA GPUs.

        with simulated_gpus(2) as (first, second):
            net = nn.Linear(3, 1).to(first)
            net(torch.ones(2, 3, device="cuda:0"))

    Tensors keep real values, on the CPU, and carry the device that they were put on.
    What CUDA refuses is refused in CUDA's words. Also a decorator of functions, such
    as tests. One object can be entered again, also while it is open: it is the same
    machine. Threads that are started inside see it, others do not.

    Args:
        count: Number of GPUs, 0 to 16. With 0, torch is as a CUDA build on a machine
            without a GPU.

    Raises:
        TypeError: The count is no int.
        ValueError: There cannot be so many GPUs.
    """

    def __init__(self, count: int = 1) -> None:
        if isinstance(count, bool) or not isinstance(count, int):
            raise TypeError(f"a number of GPUs is an int, not {type(count).__name__}")
        if not 0 <= count <= MAX_GPUS:
            raise ValueError(f"there can be 0 to {MAX_GPUS} GPUs, not {count}")
        self._machine = Machine(count)
        self._here = threading.local()

    def __call__(self, function: Function) -> Function:
        """Let a function run with GPUs.

        Raises:
            TypeError: It is a class, a generator or a coroutine, whose code would run
                when this is closed again.
        """
        late = inspect.isgeneratorfunction, inspect.iscoroutinefunction
        if isinstance(function, type) or any(is_late(function) for is_late in late):
            raise TypeError(
                "simulated_gpus decorates plain functions and methods; inside others "
                "write `with simulated_gpus(...):`"
            )
        return super().__call__(function)

    def __enter__(self) -> tuple[torch.device, ...]:
        """Open it in this thread.

        Returns:
            The GPUs, in order.
        """
        opened = _opened(self._machine)
        opened.__enter__()
        self._here.open = [*getattr(self._here, "open", ()), opened]
        return self._machine.gpus

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it: this thread sees what it saw before."""
        self._here.open.pop().__exit__(None, None, None)


@contextmanager
def _opened(machine: Machine) -> Iterator[None]:
    with installed, bindings.fresh_state(), modes.seeing(machine):
        yield


def _thread_replacements() -> Iterator[Replacement]:
    """Threads started inside see the machine: `nn.DataParallel` runs in some."""
    yield threading.Thread, "start", _start_inheriting


_start = threading.Thread.start


@wraps(_start)
def _start_inheriting(self: threading.Thread) -> None:
    machine = current()
    if machine is not None:
        self.run = _inheriting(self, machine)  # type: ignore[method-assign]
    try:
        _start(self)
    except BaseException:
        vars(self).pop("run", None)
        raise


def _inheriting(thread: threading.Thread, machine: Machine) -> Callable[[], None]:
    def run_there() -> None:
        del thread.run  # else the thread would hold itself
        with installed, modes.seeing(machine):
            thread.run()

    return run_there


installed = Installed(
    functions.replacements,
    tensors.replacements,
    gradients.replacements,
    defaults.replacements,
    bindings.replacements,
    others.replacements,
    _thread_replacements,
)


def stay_installed() -> None:
    """Let torch be ready for simulations for as long as this process lives.

    Opening one then changes nothing in torch but the modes of a thread: whoever
    watches whether torch was tampered with sees no change. Accelerators of other makers
    than CUDA's are hidden, also where no simulation is open.
    """
    others.hide()
    installed.__enter__()
