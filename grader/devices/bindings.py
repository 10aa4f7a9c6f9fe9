"""What a CUDA build of torch has beneath `torch.cuda`, for simulated GPUs.

`torch.cuda` and `torch.accelerator` are Python code over functions of C++. These are
supplied here, so that the Python code runs as it is, also where a user imported one
of its functions by name before there was a simulation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import torch

from grader.devices import (
    collectives,
    cuda_state,
    generators,
    legacy,
    memory,
    runtime,
    streams,
)
from grader.devices.installing import Installed, Replacement
from grader.devices.machine import Machine, Properties, counted, current
from grader.devices.standins import instead, not_compiled

BUILT_WITH = "13.0"  # the CUDA of torch 2.13's default build for Linux
CUDNN = 92_000  # 9.20.0, likewise
_CUDA = torch.device("cuda")
T = TypeVar("T")


def replacements() -> Iterator[Replacement]:
    """What to replace while any simulation is open: owner, name, value.

    Each asks at each call which machine the calling thread sees; where it sees none,
    torch answers as ever.
    """
    yield from _initialisation()
    yield from _devices()
    yield from _accelerator()
    yield from _abilities()
    for module in (memory, streams, generators, collectives, legacy):
        yield from module.replacements()


@contextmanager
def fresh_state() -> Iterator[None]:
    """Let torch warn anew of what it warns of once: that there are several GPUs.

    And let `torch.version.cuda` say that this is a CUDA build.
    """
    before = torch.random._fork_rng_warned_already
    torch.random._fork_rng_warned_already = False
    try:
        with _version:
            yield
    finally:
        torch.random._fork_rng_warned_already = before


def _version_replacements() -> Iterator[Replacement]:
    if torch.version.cuda is None:
        yield torch.version, "cuda", BUILT_WITH


_version = Installed(_version_replacements)


def _initialisation() -> Iterator[Replacement]:
    """`torch.cuda` keeps in variables of the process that it was initialised.

    Meanwhile these stand as if it never was, and functions that go by the machine
    take the place of those that read them.
    """
    real, compiled = _RealCuda(), torch.cuda._is_compiled()
    yield torch.cuda, "_initialized", False
    yield torch.cuda, "_cached_device_count", None
    # torch looks for functions that are there now
    yield torch.cuda, "_is_compiled", lambda: _told(current() is not None or compiled)
    for module in (torch.cuda, torch.cuda.memory, torch.cuda.random):
        yield module, "_lazy_init", real.lazy_init
        yield module, "is_initialized", real.is_initialised
    for module in (torch.cuda, torch.cuda.random):
        yield instead(module, "_lazy_call", _call_now)


class _RealCuda:
    """Whether CUDA itself is in use, in threads that see no simulated machine."""

    def __init__(self) -> None:
        self._initialised: bool = torch.cuda._initialized
        self._lazy_init: Callable[[], None] = torch.cuda._lazy_init

    def lazy_init(self) -> None:
        """Initialise CUDA, or the simulated machine that this thread sees."""
        machine = current()
        if machine is not None:
            cuda_state.initialise(machine)
        elif not self._initialised:
            counted.gpus = True
            self._lazy_init()
            self._initialised = True
            torch.cuda._initialized = False

    def is_initialised(self) -> bool:
        """Whether CUDA, or the simulated machine, is initialised."""
        machine = current()
        if machine is not None:
            return machine.initialised
        return self._initialised and not torch.cuda._is_in_bad_fork()


def _zero(*_: object, **__: object) -> int:
    return _told(0)


def _accelerators(real: Callable[..., T]) -> Callable[..., T | torch.device]:
    """Say which kind of accelerator there is; none is an answer, too."""
    return lambda *args: _told(_CUDA if current() is not None else real(*args))


def _told(answer: T) -> T:
    """Note that the number of GPUs, or whether there are any, is no secret now."""
    counted.gpus = True
    return answer


def _call_now(machine: Machine, call: Callable[[], None], **_: object) -> None:
    """Do at once what torch leaves for CUDA's initialisation, such as seeding.

    Done later it would come between the CPU's draws, whose generator is the GPUs'.
    On a machine without a GPU the time for it never comes.
    """
    if machine.count:
        before = machine.initialised
        try:
            call()
        finally:
            machine.initialised = before


def _devices() -> Iterator[Replacement]:
    core = torch._C
    for name in ("_cuda_init", "_cuda_synchronize"):
        yield instead(core, name, _initialise)
    yield instead(core, "_cuda_getDeviceCount", _count, _zero)
    yield instead(core, "_cuda_getDevice", _index)
    yield instead(core, "_cuda_setDevice", _set_index)
    for name in ("_exchange_device", "_maybe_exchange_device"):
        yield instead(torch.cuda, name, _exchange)
    for name in ("_cuda_exchangeDevice", "_cuda_maybeExchangeDevice"):
        yield instead(core, name, _exchange)
    for name in ("_device_count_nvml", "_device_count_amdsmi"):
        yield instead(torch.cuda, name, _count, _zero)
    yield instead(torch.cuda, "_get_device_properties", _properties)
    yield instead(
        core, "_cuda_canDeviceAccessPeer", lambda machine, one, two: one != two
    )
    yield instead(core, "_cuda_hasPrimaryContext", lambda machine, index: False)


def _accelerator() -> Iterator[Replacement]:
    core = torch._C
    for name in ("_accelerator_getAccelerator", "_get_accelerator"):
        yield core, name, _accelerators(getattr(core, name, not_compiled))
    for name in (
        "_accelerator_getDeviceIndex",
        "_accelerator_hooks_get_current_device",
    ):
        yield instead(core, name, _index)
    for name in (
        "_accelerator_setDeviceIndex",
        "_accelerator_hooks_set_current_device",
    ):
        yield instead(core, name, _set_index)
    for name in (
        "_accelerator_exchangeDevice",
        "_accelerator_maybeExchangeDevice",
        "_accelerator_hooks_exchange_device",
        "_accelerator_hooks_maybe_exchange_device",
    ):
        yield instead(core, name, _exchange)
    # which is torch 2.6's, and which later ones'
    for name in ("_accelerator_deviceCount", "_accelerator_hooks_device_count"):
        yield instead(core, name, _count, _zero)
    yield instead(core, "_accelerator_synchronizeDevice", _synchronise)


def _abilities() -> Iterator[Replacement]:
    """What a build and its cards can do."""
    core: Any = torch._C
    cuda: Any = torch.cuda
    yield cuda, "_cudart", runtime.cudart(cuda._cudart)
    yield cuda.nvtx, "_nvtx", runtime.nvtx(cuda.nvtx._nvtx)
    yield instead(core, "_cuda_getArchFlags", _arch_flags, lambda: None)
    for module in (core, cuda.graphs):
        yield instead(module, "_cuda_isCurrentStreamCapturing", lambda machine: False)
    yield instead(core, "_cuda_sleep", lambda machine, cycles: None)
    yield instead(core, "_cuda_get_sync_debug_mode", _sync_debug_mode)
    yield instead(core, "_cuda_set_sync_debug_mode", _set_sync_debug_mode)
    yield instead(torch.backends.cuda, "is_built", lambda machine: True)
    # so that nn.RNN asks nothing of cuDNN, and does not warn that it is missing
    yield instead(torch.backends.cudnn, "is_acceptable", lambda machine, tensor: False)
    yield instead(torch.backends.cudnn, "is_available", lambda machine: True)
    yield instead(torch.backends.cudnn, "version", lambda machine: CUDNN)


def _initialise(machine: Machine) -> None:
    """Begin to use CUDA, or wait until it is done with all, which it is."""
    cuda_state.initialise(machine)


def _count(machine: Machine) -> int:
    return _told(machine.count)


def _index(machine: Machine) -> int:
    cuda_state.initialise(machine)
    return machine.index


def _set_index(machine: Machine, index: int) -> None:
    if index >= 0:
        cuda_state.initialise(machine)
        machine.index = index


def _exchange(machine: Machine, index: int) -> int:
    """Make a GPU the current one, and say which was; a negative number means none."""
    if index < 0:
        return -1
    before = _index(machine)
    machine.index = index
    return before


def _synchronise(machine: Machine, index: int) -> None:
    if machine.initialised:
        machine.check_ordinal(index)


def _properties(machine: Machine, index: int) -> Properties:
    return machine.properties


def _arch_flags(machine: Machine) -> str:
    return f"sm_{machine.properties.major}{machine.properties.minor}"


def _sync_debug_mode(machine: Machine) -> int:
    return cuda_state.of(machine).sync_debug_mode


def _set_sync_debug_mode(machine: Machine, mode: int) -> None:
    cuda_state.of(machine).sync_debug_mode = mode
