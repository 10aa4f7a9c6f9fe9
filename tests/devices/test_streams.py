"""Streams and events on simulated GPUs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.cuda import Event as EarlyEvent
from torch.cuda import Stream as EarlyStream

from grader.devices import simulated_gpus

cuda: Any = torch.cuda  # half of it has no types


def test_a_stream_is_current_within_its_block() -> None:
    """`torch.cuda.stream` makes a stream and its GPU current, and takes both back."""
    with simulated_gpus(2):
        before = cuda.current_stream()
        stream = cuda.Stream(device=1)
        with cuda.stream(stream):
            assert cuda.current_stream() == stream
            assert cuda.current_device() == 1
            assert torch.ones(1, device="cuda").device.index == 1
        assert cuda.current_stream() == before == cuda.default_stream(0)
        assert cuda.current_stream(1) == cuda.default_stream(1) != stream
        assert cuda.current_device() == 0


def test_a_stream_is_itself_a_block() -> None:
    """`with stream:` does the same, nested too."""
    with simulated_gpus(2):
        first, second = cuda.Stream(0), torch.Stream("cuda:1")
        with first:
            with second, first:
                assert cuda.current_stream() == first
            assert cuda.current_stream() == first
            assert torch.accelerator.current_stream() == first
        assert cuda.current_stream() == cuda.default_stream()
        assert cuda.current_stream(1) == cuda.default_stream(1)


def test_set_stream_holds_until_further_notice() -> None:
    """`set_stream` selects the stream and its GPU."""
    with simulated_gpus(2):
        stream = cuda.Stream(1)
        cuda.set_stream(stream)
        assert (cuda.current_stream(), cuda.current_device()) == (stream, 1)
        torch.accelerator.set_stream(cuda.default_stream(0))
        assert cuda.current_stream() == cuda.default_stream(0)


@pytest.mark.parametrize(
    "make", [lambda: cuda.Stream(), EarlyStream, lambda: torch.Stream()]
)
def test_streams_are_of_torchs_types(make: Callable[[], torch.Stream]) -> None:
    """A stream, also of a class imported beforehand, is one for `isinstance`."""
    with simulated_gpus(1):
        stream = make()
        assert isinstance(stream, torch.Stream)
        assert stream.device == torch.device("cuda:0")
        assert len({stream, make(), stream}) == 2
        assert len({torch.accelerator.current_stream(), cuda.default_stream()}) == 1
    assert isinstance(stream, torch.Stream)


def test_a_stream_of_the_cpu_is_torchs_own() -> None:
    """What is asked for on the CPU is not simulated."""
    with simulated_gpus(1):
        stream, event = torch.Stream(device="cpu"), torch.Event(device="cpu")
        assert stream.device.type == "cpu"
        assert type(stream).__module__ == "torch"
        assert type(event).__module__ == "torch"
        assert isinstance(stream, torch.Stream)
        assert not isinstance(stream, cuda.Stream)


def test_a_stream_is_printed_as_cudas() -> None:
    """A stream and an event show what real ones show."""
    with simulated_gpus(2):
        default = "<torch.cuda.Stream device=cuda:1 cuda_stream=0x0>"
        assert repr(cuda.default_stream(1)) == default
        assert repr(cuda.Event()) == "<torch.cuda.Event uninitialized>"


@pytest.mark.parametrize(("asked", "given"), [(0, 0), (-1, -1), (-9, -3), (7, 0)])
def test_priorities_are_kept_in_their_range(asked: int, given: int) -> None:
    """A priority outside the range that CUDA has is brought into it."""
    with simulated_gpus(1):
        assert cuda.Stream(priority=asked).priority == given
        assert cuda.Stream.priority_range() == (0, -3)


def test_streams_wait_for_each_other_at_once() -> None:
    """Waiting returns, as nothing is ever left to do; results are there."""
    with simulated_gpus(1):
        side = cuda.Stream()
        x = torch.ones(3, device="cuda")
        side.wait_stream(cuda.current_stream())
        with cuda.stream(side):
            y = x * 2
        event = side.record_event()
        cuda.current_stream().wait_event(event)
        event.wait()
        y.record_stream(side)
        side.synchronize()
        event.synchronize()
        assert side.query()
        assert event.query()
        assert y.sum().item() == 6


@pytest.mark.parametrize(
    "make",
    [
        lambda: cuda.Event(enable_timing=True),
        lambda: torch.Event(enable_timing=True),
        lambda: EarlyEvent(enable_timing=True),  # type: ignore[no-untyped-call]
    ],
)
def test_events_measure_the_wall_clock(make: Callable[[], torch.Event]) -> None:
    """The time between two events is what passed between their recordings, in ms."""
    with simulated_gpus(1):
        start, end = make(), make()
        began = time.perf_counter()
        start.record()
        time.sleep(0.002)
        end.record()
        cuda.synchronize()
        elapsed_ms = start.elapsed_time(end)
        ended = time.perf_counter()

    assert 2 <= elapsed_ms <= (ended - began) * 1000


def test_events_without_time_or_record_are_refused() -> None:
    """The time between events that measure none, or are not recorded, is refused."""
    with simulated_gpus(2):
        timed, other = cuda.Event(enable_timing=True), cuda.Event()
        timed.record()
        other.record()
        with pytest.raises(ValueError, match="created with argument 'enable_timing"):
            timed.elapsed_time(other)
        with pytest.raises(ValueError, match="recorded before calculating elapsed"):
            timed.elapsed_time(cuda.Event(enable_timing=True))
        with pytest.raises(RuntimeError, match="Event device 0 does not match"):
            timed.record(cuda.Stream(1))


def test_each_machine_has_its_own_streams() -> None:
    """What stream is current does not outlive the simulation."""
    with simulated_gpus(1):
        cuda.set_stream(cuda.Stream())
        with simulated_gpus(1):
            assert cuda.current_stream() == cuda.default_stream()
    with simulated_gpus(1):
        assert cuda.current_stream() == cuda.default_stream()
