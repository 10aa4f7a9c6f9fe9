"""Streams and events on a machine with simulated GPUs.

Everything is computed at once, in the order of the program: a stream has never
anything left to do, and an event is past as soon as it is recorded. What remains is
which stream is current, and the wall clock between two events.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import torch
from torch.cuda._utils import _get_device_index

from grader.devices import cuda_state, refusals
from grader.devices.generators import names_cuda
from grader.devices.installing import Replacement
from grader.devices.machine import Machine, current
from grader.devices.standins import instead, not_compiled, stand_in

CUDA = 1  # number of the device type. Source: torch/headeronly/core/DeviceType.h
# Source: c10/cuda/CUDAStream.h, priority_range, on cards since Pascal.
PRIORITIES = (0, -3)
_STREAM: Any = torch.Stream
_EVENT: Any = torch.Event
_CUDA_STREAM: Any = torch.cuda.Stream
_CUDA_EVENT: Any = torch.cuda.Event
_numbers = itertools.count(1)  # 0 is the default stream


def _machine() -> Machine:
    machine = current()
    return not_compiled() if machine is None else machine


class SimulatedStream(torch.Stream):
    """A `torch.Stream` of a simulated GPU.

    Args:
        device: The GPU; the current one if left out.
        priority: Kept, within the range that CUDA has, and of no effect.
        stream_id, device_index, device_type: Of a stream that exists.
    """

    _device: torch.device
    _number: int
    _priority: int
    _before: list[tuple[int, int, int]]

    def __new__(cls, device: Any = None, **options: Any) -> SimulatedStream:
        """Make what torch's C++ takes for a stream of the CPU."""
        made: SimulatedStream = _STREAM.__new__(
            cls, stream_id=0, device_index=0, device_type=0
        )
        return made

    def __init__(
        self,
        device: Any = None,
        priority: int = 0,
        *,
        stream_id: int | None = None,
        device_index: int | None = None,
        device_type: int = CUDA,
        stream_ptr: int | None = None,
    ) -> None:
        machine = _machine()
        cuda_state.initialise(machine)
        asked = device if device_index is None else device_index
        given = stream_ptr if stream_id is None else stream_id
        lowest, highest = PRIORITIES
        self._device = machine.device(asked)
        self._number = next(_numbers) if given is None else given
        self._priority = min(max(priority, highest), lowest)
        self._before = []

    @property
    def device(self) -> torch.device:  # type: ignore[override]
        """The GPU that it belongs to."""
        return self._device

    @property
    def device_index(self) -> int:  # type: ignore[override]
        """Number of its GPU."""
        return self._device.index

    @property
    def device_type(self) -> int:  # type: ignore[override]
        """Number of the device type."""
        return CUDA

    @property
    def stream_id(self) -> int:  # type: ignore[override]
        """Its number; 0 is the default stream."""
        return self._number

    @property
    def native_handle(self) -> int:
        """What would be its address."""
        return self._number

    def query(self) -> bool:
        """Whether all work is done: it is."""
        return True

    def synchronize(self) -> None:
        """Wait for all work, which is done."""

    def is_capturing(self) -> bool:
        """Whether a graph is being recorded: it cannot be."""
        return False

    def wait_event(self, event: Any) -> None:
        """Let future work wait for an event, which is past."""

    def wait_stream(self, stream: Any) -> None:
        """Let future work wait for another stream, which has none."""

    def record_event(self, event: Any = None) -> Any:
        """Record an event, a new one if none is given, and return it."""
        event = SimulatedEvent() if event is None else event
        event.record(self)
        return event

    def __enter__(self) -> SimulatedStream:
        machine = _machine()
        streams = cuda_state.of(machine).streams
        own = self.device_index
        self._before.append((machine.index, own, streams.get(own, 0)))
        _set_stream(machine, self._number, own)
        return self

    def __exit__(self, *_: object) -> None:
        index, own, number = self._before.pop()
        machine = _machine()
        _set_stream(machine, number, own)
        machine.index = index

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SimulatedStream):
            return False
        return (self._number, self._device) == (other._number, other._device)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self._number, self._device))

    def __repr__(self) -> str:
        return (
            f"torch.Stream device_type=cuda, device_index={self.device_index}, "
            f"stream_id={self._number}"
        )


class SimulatedCudaStream(SimulatedStream):
    """A `torch.cuda.Stream` of a simulated GPU."""

    def __init__(self, device: Any = None, priority: int = 0, **known: Any) -> None:
        if device is not None:
            device = _get_device_index(device, optional=True)
        super().__init__(device, priority, **known)

    @staticmethod
    def priority_range() -> tuple[int, int]:
        """Give the lowest and the highest priority."""
        return PRIORITIES

    @property
    def priority(self) -> int:
        """Its priority."""
        return self._priority

    @property
    def cuda_stream(self) -> int:
        """What would be its address."""
        return self._number

    def record_event(self, event: Any = None) -> Any:
        """Record an event, a new one if none is given, and return it."""
        return super().record_event(SimulatedCudaEvent() if event is None else event)

    def __repr__(self) -> str:
        return f"<torch.cuda.Stream device={self.device} cuda_stream={self._number:#x}>"


class SimulatedEvent(torch.Event):
    """A `torch.Event` of a simulated GPU: the time when it was recorded.

    Args:
        enable_timing: Whether it measures time.
        options: Taken as CUDA takes them, and of no effect.
    """

    _timing: bool
    _device: torch.device | None
    _recorded_s: float

    def __new__(cls, *_: Any, **options: Any) -> SimulatedEvent:
        """Make what torch's C++ takes for an event of the CPU."""
        made: SimulatedEvent = _EVENT.__new__(cls, device="cpu")
        return made

    def __init__(
        self, device: Any = None, *, enable_timing: bool = False, **options: Any
    ) -> None:
        self._timing = enable_timing
        self._device = None

    @property
    def device(self) -> torch.device | None:  # type: ignore[override]
        """The GPU that it was recorded on first."""
        return self._device

    @property
    def event_id(self) -> int:  # type: ignore[override]
        """What would be its address; 0 before it is recorded."""
        return 0 if self._device is None else id(self)

    def record(self, stream: Any = None) -> None:
        """Record it on a stream, the current one if none is given.

        Raises:
            RuntimeError: It was recorded on another GPU before.
        """
        if stream is None:
            stream = SimulatedStream(**_current_stream(_machine()))
        if self._device is None:
            self._device = stream.device
        if self._device != stream.device:
            raise refusals.recorded_elsewhere(self._device, stream.device)
        self._recorded_s = time.perf_counter()

    def wait(self, stream: Any = None) -> None:
        """Let a stream wait for it; it is past."""

    def query(self) -> bool:
        """Whether it is past: it is."""
        return True

    def synchronize(self) -> None:
        """Wait for it; it is past."""

    def elapsed_time(self, end_event: Any) -> float:
        """Measure the wall clock from this event to another, in milliseconds.

        Raises:
            ValueError: One of them measures no time, or is not recorded.
        """
        if not (self._timing and end_event._timing):
            raise refusals.without_timing()
        if self._device is None or end_event._device is None:
            raise refusals.not_recorded()
        elapsed_s: float = end_event._recorded_s - self._recorded_s
        return elapsed_s * 1000

    def __repr__(self) -> str:
        return f"torch.Event device_type=cuda, event_id={self.event_id}"


class SimulatedCudaEvent(SimulatedEvent):
    """A `torch.cuda.Event` of a simulated GPU."""

    def __init__(
        self,
        enable_timing: bool = False,
        blocking: bool = False,
        interprocess: bool = False,
        external: bool = False,
    ) -> None:
        super().__init__(enable_timing=enable_timing)

    @property
    def cuda_event(self) -> int:
        """What would be its address; 0 before it is recorded."""
        return self.event_id

    def __repr__(self) -> str:
        what = "uninitialized" if self._device is None else f"{self.event_id:#x}"
        return f"<torch.cuda.Event {what}>"


def _current_stream(machine: Machine, index: int | None = None) -> dict[str, int]:
    kept = cuda_state.initialise(machine)
    index = machine.index if index is None else index
    if not 0 <= index < machine.count:
        raise refusals.no_stream_of(index, machine.count)
    number = kept.streams.get(index, 0)
    return {"stream_id": number, "device_index": index, "device_type": CUDA}


def _set_stream(
    machine: Machine, stream_id: int, device_index: int, device_type: int = CUDA
) -> None:
    kept = cuda_state.initialise(machine)
    machine.index = device_index
    kept.streams[device_index] = stream_id


def _default_stream(machine: Machine, index: int) -> tuple[int, ...]:
    return (0, *tuple(_current_stream(machine, index).values())[1:])


def _known(machine: Machine, index: int) -> tuple[int, ...]:
    return tuple(_current_stream(machine, index).values())


def _address(machine: Machine, index: int) -> int:
    return _current_stream(machine, index)["stream_id"]


def _accelerators(machine: Machine, index: int) -> SimulatedStream:
    return SimulatedStream(**_current_stream(machine, index))


def _set_accelerators(machine: Machine, stream: SimulatedStream) -> None:
    _set_stream(machine, stream.stream_id, stream.device_index)


def _external(machine: Machine, pointer: int, index: int) -> tuple[int, ...]:
    return (pointer, *_default_stream(machine, index)[1:])


def _makes_stream(device: Any = None, *_: object, **known: Any) -> bool:
    return known.get("device_type", CUDA) == CUDA and _on_cuda(device)


def _on_cuda(device: Any = None, *_: object, **__: object) -> bool:
    """Whether a GPU is meant; with none named, the accelerator's."""
    return device is None or names_cuda(device)


def replacements() -> Iterator[Replacement]:
    """What to replace, so that streams and events can be on simulated GPUs."""
    yield torch, "Stream", stand_in(_STREAM, SimulatedStream, _makes_stream)
    yield torch, "Event", stand_in(_EVENT, SimulatedEvent, _on_cuda)
    stream = stand_in(_CUDA_STREAM, SimulatedCudaStream)
    event = stand_in(_CUDA_EVENT, SimulatedCudaEvent)
    for module in (torch.cuda, torch.cuda.streams):
        yield module, "Stream", stream
        yield module, "Event", event
    # for names that were imported before there was a simulation
    yield _CUDA_STREAM, "__new__", _made(_CUDA_STREAM, SimulatedCudaStream)
    yield _CUDA_EVENT, "__new__", _made(_CUDA_EVENT, SimulatedCudaEvent)
    yield instead(torch._C, "_cuda_getCurrentStream", _known)
    yield instead(torch._C, "_cuda_getCurrentRawStream", _address)
    yield instead(torch._C, "_cuda_getDefaultStream", _default_stream)
    yield instead(torch._C, "_cuda_getStreamFromExternal", _external)
    yield instead(torch._C, "_cuda_setStream", _set_stream)
    yield instead(torch._C, "_accelerator_getStream", _accelerators)
    yield instead(torch._C, "_accelerator_setStream", _set_accelerators)


def _made(original: type, simulated: type) -> Any:
    """What `__new__` of torch's class is to be meanwhile."""
    real = original.__new__

    def new(cls: type, *args: Any, **kwargs: Any) -> Any:
        if current() is None:
            return real(cls, *args, **kwargs)
        return simulated(*args, **kwargs)

    return staticmethod(new)
