"""The parts of NVIDIA's libraries that `torch.cuda` uses: cudart, and NVTX's marks."""

from __future__ import annotations

import itertools
import threading
from enum import IntEnum
from typing import Any

from grader.devices.machine import current
from grader.devices.memory import free_and_total
from grader.devices.standins import not_compiled


class _ByThread:
    """An object that is another one in threads that see no simulated machine.

    Args:
        original: What it is there; None if this torch has no such thing.
        simulated: What it is where GPUs are simulated.
    """

    def __init__(self, original: Any, simulated: Any) -> None:
        self._original = original
        self._simulated = simulated

    def __getattr__(self, name: str) -> Any:
        seen = self._original if current() is None else self._simulated
        return getattr(seen, name)


class CudaError(IntEnum):
    """What a function of cudart returns."""

    success = 0


class _Cudart:
    """NVIDIA's runtime, as far as `torch.cuda` calls it; names are theirs."""

    cudaError = CudaError

    def cudaGetErrorString(self, error: CudaError) -> str:
        """Describe what a function returned."""
        return "no error" if error is CudaError.success else "unknown error"

    def cudaMemGetInfo(self, device: int) -> tuple[int, int]:
        """Give the free and the total memory of a GPU, in bytes."""
        machine = current()
        return not_compiled() if machine is None else free_and_total(machine, device)

    def _succeed(self, *_: object) -> CudaError:
        """Do nothing: there is no profiler, and no memory to register with a card."""
        return CudaError.success

    cudaProfilerStart = cudaProfilerStop = _succeed
    cudaHostRegister = cudaHostUnregister = _succeed


class _Nvtx:
    """Marks for a profiler that nobody runs; ranges are counted, as NVTX does."""

    def __init__(self) -> None:
        self._here = threading.local()
        self._handles = itertools.count(1)

    def rangePushA(self, message: str) -> int:
        """Open a range, and give its depth."""
        depth: int = getattr(self._here, "depth", 0)
        self._here.depth = depth + 1
        return depth

    def rangePop(self) -> int:
        """Close the innermost range, and give its depth; a negative one if none is."""
        depth = getattr(self._here, "depth", 0) - 1
        self._here.depth = max(depth, 0)
        return depth

    def rangeStartA(self, message: str) -> int:
        """Open a range of its own, and give its number."""
        return next(self._handles)

    def _nothing(self, *_: object) -> None:
        """Mark nothing."""

    markA = rangeEnd = deviceRangeStart = deviceRangeEnd = _nothing


def cudart(original: Any) -> Any:
    """What `torch.cuda._cudart` is to be while any simulation is open."""
    return _ByThread(original, _Cudart())


def nvtx(original: Any) -> Any:
    """What `torch.cuda.nvtx._nvtx` is to be while any simulation is open."""
    return _ByThread(original, _Nvtx())
