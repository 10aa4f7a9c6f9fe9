"""What torch says of the memory of simulated GPUs.

A simulated GPU has no memory: tensors lie in the computer's. So nothing is ever
allocated on it, all of it is free, and there are no peaks to reset.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from grader.devices import cuda_state, refusals
from grader.devices.installing import Replacement
from grader.devices.machine import Machine
from grader.devices.standins import instead

# Source: c10/cuda/CUDACachingAllocator.h, DeviceStats, as Module.cpp passes it on.
_POOLS = ("all", "large_pool", "small_pool")
_FIGURES = ("current", "peak", "allocated", "freed")
_PER_POOL = (
    "allocation",
    "segment",
    "active",
    "inactive_split",
    "allocated_bytes",
    "reserved_bytes",
    "active_bytes",
    "inactive_split_bytes",
    "requested_bytes",
)
_OVERSIZE = ("oversize_allocations", "oversize_segments")
_COUNTERS = (
    "num_alloc_retries",
    "num_ooms",
    "num_sync_all_streams",
    "num_device_alloc",
    "num_device_free",
    "max_split_size",
)


def replacements() -> Iterator[Replacement]:
    """What to replace, so that the memory of simulated GPUs can be asked for."""
    core = torch._C
    for stats in ("_cuda_memoryStats", "_accelerator_getDeviceStats"):
        yield instead(core, stats, _stats)
    for reset in ("Peak", "Accumulated"):
        yield instead(core, f"_cuda_reset{reset}MemoryStats", _check_initialised)
        yield instead(core, f"_cuda_reset{reset}HostMemoryStats", _nothing)
        yield instead(core, f"_accelerator_reset{reset}Stats", _check_initialised)
    for nothing in (
        "_cuda_emptyCache",
        "_cuda_ipc_collect",
        "_accelerator_emptyCache",
        "_accelerator_emptyHostCache",
        "_host_emptyCache",
    ):
        yield instead(core, nothing, _nothing)
    yield instead(core, "_accelerator_getMemoryInfo", free_and_total)
    yield instead(core, "_accelerator_isAllocatorInitialized", _is_initialised)
    yield instead(core, "_cuda_hostMemoryStats", lambda machine: {})
    yield instead(core, "_cuda_memorySnapshot", _snapshot)
    yield instead(core, "_cuda_getAllocatorBackend", lambda machine: "native")
    yield instead(core, "_cuda_setMemoryFraction", _set_fraction)
    yield instead(core, "_cuda_getMemoryFraction", _fraction)


def free_and_total(machine: Machine, index: int) -> tuple[int, int]:
    """Give the free and the total memory of a GPU, in bytes."""
    machine.check_ordinal(index)
    total = machine.properties.total_memory
    return total, total


def _check_initialised(machine: Machine, index: int) -> None:
    """Refuse a GPU that is not there, or that has not been used yet."""
    if not (machine.initialised and 0 <= index < machine.count):
        raise refusals.no_memory_of(index)


def _stats(machine: Machine, index: int) -> dict[str, Any]:
    _check_initialised(machine, index)
    pools: dict[str, Any] = {
        name: {pool: dict.fromkeys(_FIGURES, 0) for pool in _POOLS}
        for name in _PER_POOL
    }
    oversize = {name: dict.fromkeys(_FIGURES, 0) for name in _OVERSIZE}
    return {**pools, **oversize, **dict.fromkeys(_COUNTERS, 0)}


def _snapshot(machine: Machine, *_: object) -> dict[str, list[Any]]:
    return {"segments": [], "device_traces": [[] for _ in range(machine.count)]}


def _set_fraction(machine: Machine, fraction: float, index: int) -> None:
    _check_initialised(machine, index)
    cuda_state.of(machine).memory_fractions[index] = fraction


def _fraction(machine: Machine, index: int) -> float:
    _check_initialised(machine, index)
    return cuda_state.of(machine).memory_fractions.get(index, 1.0)


def _is_initialised(machine: Machine) -> bool:
    return machine.initialised


def _nothing(machine: Machine, *_: object) -> None:
    """Do nothing: there is no such memory."""
