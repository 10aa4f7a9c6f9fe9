"""What `torch.cuda` and `torch.accelerator` say of simulated GPUs."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import torch

# Imported by name before there is a simulation, as a student's module would.
from torch.cuda import current_device, device_count, is_available, set_device

from grader.devices import simulated_gpus
from grader.devices.bindings import replacements
from grader.devices.machine import current

cuda: Any = torch.cuda  # half of it has no types


def in_another_thread(ask: Callable[[], Any]) -> Any:
    """What a thread answers that was there before the simulation."""
    begin, answers = threading.Event(), []

    def work() -> None:
        begin.wait()
        try:
            answers.append(ask())
        except Exception as error:
            answers.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    with simulated_gpus(3):
        assert cuda.device_count() == 3
        begin.set()
        thread.join()
    return answers[0]


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_functions_imported_beforehand_see_the_simulated_gpus(count: int) -> None:
    """The number of GPUs is the simulated one, whenever a function was imported."""
    with simulated_gpus(count):
        seen = device_count(), is_available(), cuda.is_available()

    assert seen == (count, count > 0, count > 0)


def test_variables_that_hide_real_gpus_hide_no_simulated_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The number of GPUs is the simulated one, whatever the environment says."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    with simulated_gpus(2):
        assert device_count() == 2


def test_the_current_device_is_followed_and_left_again() -> None:
    """`set_device` holds until the next, `with torch.cuda.device` for its block."""
    with simulated_gpus(3):
        set_device(2)
        with cuda.device(1):
            inside = current_device(), torch.ones(1, device="cuda").device.index
        outside = current_device()

    assert inside == (1, 1)
    assert outside == 2


def test_negative_devices_mean_none() -> None:
    """A negative number selects no GPU and is no mistake, as in CUDA."""
    with simulated_gpus(2):
        set_device(1)
        set_device(-1)
        with cuda.device(-1):
            assert current_device() == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda: cuda.set_device(2),
        lambda: cuda.device(2).__enter__(),
        lambda: cuda.synchronize(2),
        lambda: cuda.synchronize("cuda:2"),
        lambda: cuda.mem_get_info(2),
        lambda: cuda.Stream(2),
        lambda: torch.accelerator.set_device_index(2),
    ],
)
def test_a_gpu_that_is_not_there_is_refused(ask: Callable[[], Any]) -> None:
    """Where CUDA itself is asked for a missing GPU, its own error comes."""
    kind = getattr(torch, "AcceleratorError", RuntimeError)
    with (
        simulated_gpus(2),
        pytest.raises(kind, match="CUDA error: invalid device ordinal\nGPU device may"),
    ):
        ask()


@pytest.mark.parametrize(
    ("ask", "kind", "words"),
    [
        (lambda: cuda.get_device_name(2), AssertionError, "^Invalid device id$"),
        (
            lambda: cuda.can_device_access_peer(0, 2),
            AssertionError,
            "^Invalid peer device id$",
        ),
        (
            lambda: cuda.set_device("cpu"),
            ValueError,
            "Expected a cuda device, but got: cpu",
        ),
        (
            lambda: cuda.memory_allocated(2) + cuda.current_device(),
            RuntimeError,
            "Invalid device argument 2: did you call init?",
        ),
        (
            lambda: cuda.current_stream(2),
            RuntimeError,
            r"Device index value 2 is out of index range \[0, 2\)",
        ),
    ],
)
def test_torch_refuses_in_its_own_words(
    ask: Callable[[], Any], kind: type[Exception], words: str
) -> None:
    """What torch checks before CUDA keeps torch's kind of error and text."""
    with simulated_gpus(2):
        cuda.init()
        with pytest.raises(kind, match=words):
            ask()


@pytest.mark.parametrize(
    "ask",
    [
        cuda.init,
        cuda.current_device,
        cuda.synchronize,
        cuda.get_device_name,
        cuda.get_device_properties,
        cuda.get_device_capability,
        cuda.mem_get_info,
        cuda.current_stream,
        cuda.get_rng_state,
        cuda.initial_seed,
        lambda: cuda.set_device(0),
        lambda: cuda.device(0).__enter__(),
        lambda: cuda.Stream(),
        lambda: torch.Generator("cuda"),
        torch.accelerator.current_device_index,
        lambda: torch.zeros(1, device="cuda"),
        lambda: torch.zeros(1).cuda(),
        lambda: torch.nn.Linear(1, 1).cuda(),
        lambda: cuda.FloatTensor(1),
    ],
)
def test_without_a_gpu_cuda_says_so(ask: Callable[[], Any]) -> None:
    """On a machine with no GPU, whatever needs one says what a CUDA build says."""
    with (
        simulated_gpus(0),
        pytest.raises(RuntimeError, match=r"^No CUDA GPUs are available$"),
    ):
        ask()


def test_without_a_gpu_what_needs_none_does_nothing() -> None:
    """With no GPU, seeding, emptying caches and asking about abilities do no harm."""
    with simulated_gpus(0):
        state = torch.get_rng_state()
        cuda.manual_seed(1)
        cuda.manual_seed_all(1)
        cuda.seed_all()
        cuda.empty_cache()
        with cuda.stream(None):
            assert cuda.memory_allocated() == 0
        assert torch.equal(torch.get_rng_state(), state)
        assert not cuda.is_bf16_supported()
        assert not cuda.is_initialized()
        assert torch.accelerator.current_accelerator() == torch.device("cuda")
        assert torch.accelerator.current_accelerator(check_available=True) is None
        assert not torch.accelerator.is_available()


def test_a_gpu_has_a_name_and_properties() -> None:
    """Name, capability and memory agree, in whatever way they are asked for."""
    with simulated_gpus(2):
        properties = cuda.get_device_properties("cuda:1")
        assert cuda.get_device_name(1) == properties.name
        capability = cuda.get_device_capability(1)
        assert capability == (properties.major, properties.minor)
        assert cuda.get_arch_list() == [f"sm_{capability[0]}{capability[1]}"]
        assert cuda.mem_get_info(1)[1] == properties.total_memory
        assert cuda.is_bf16_supported()
        assert cuda.can_device_access_peer(0, 1)
        assert torch.backends.cuda.is_built()  # type: ignore[no-untyped-call]
        assert not cuda.is_current_stream_capturing()


def test_memory_is_free_and_counted_as_such() -> None:
    """Nothing is allocated on a simulated GPU, and every figure says the same."""
    with simulated_gpus(1):
        torch.ones(1000, device="cuda")
        free, total = cuda.mem_get_info()
        cuda.reset_peak_memory_stats()
        cuda.reset_accumulated_memory_stats()
        cuda.empty_cache()
        stats = cuda.memory_stats()
        figures = [
            cuda.memory_allocated(),
            cuda.max_memory_allocated(),
            cuda.memory_reserved(),
            cuda.max_memory_reserved(),
            torch.accelerator.memory_allocated(),
        ]
        summary = cuda.memory_summary()
        cuda.set_per_process_memory_fraction(0.5)
        assert cuda.get_per_process_memory_fraction() == 0.5
        assert cuda.memory_snapshot() == []

    assert free == total > 0
    assert figures == [0] * 5
    assert len(stats) > 50
    assert not any(stats.values())
    assert "CUDA memory summary, device ID 0" in summary


def test_the_accelerator_is_cuda_and_shares_its_current_device() -> None:
    """`torch.accelerator` speaks of the same GPUs as `torch.cuda`."""
    with simulated_gpus(3):
        assert torch.accelerator.current_accelerator() == torch.device("cuda")
        assert torch.accelerator.device_count() == 3
        torch.accelerator.set_device_index(2)
        torch.accelerator.synchronize()
        with torch.accelerator.device_index(1):
            assert cuda.current_device() == 1
        assert cuda.current_device() == 2


def test_cuda_is_initialised_once_used_and_anew_on_each_machine() -> None:
    """A machine whose GPUs nobody has used yet is not initialised."""
    with simulated_gpus(1):
        before = cuda.is_initialized()
        cuda.current_device()
        after = cuda.is_initialized()
        with simulated_gpus(1):
            inner = cuda.is_initialized()
    with simulated_gpus(1):
        later = cuda.is_initialized()

    assert (before, after, inner, later) == (False, True, False, False)


def test_nested_machines_each_have_their_current_device() -> None:
    """An inner simulation begins on its first GPU and leaves the outer one's alone."""
    with simulated_gpus(3):
        cuda.set_device(2)
        with simulated_gpus(2):
            inner = cuda.device_count(), cuda.current_device()
        outer = cuda.device_count(), cuda.current_device()

    assert (inner, outer) == ((2, 0), (3, 2))


@pytest.mark.parametrize(
    "ask",
    [
        cuda.device_count,
        cuda.is_available,
        cuda.is_initialized,
        cuda.current_device,
        cuda.get_device_name,
        lambda: cuda._is_compiled(),
        lambda: torch.backends.cuda.is_built(),  # type: ignore[no-untyped-call]
        cuda.get_arch_list,
        lambda: len(cuda.default_generators),
        lambda: torch.zeros(1, device="cuda"),
        lambda: torch.zeros(1).cuda(),
        lambda: cuda.Stream(),
        lambda: torch.Stream().device.type,
        lambda: torch.Generator("cuda"),
        lambda: torch.Generator().device.type,
        lambda: cuda.nvtx.range_push("mark"),
        torch.accelerator.current_accelerator,
        torch.accelerator.current_device_index,
        lambda: cuda.FloatTensor(1),
        lambda: cuda.manual_seed(0),
    ],
)
@pytest.mark.skipif(cuda.is_available(), reason="compares with a CPU's answers")
def test_another_thread_sees_what_it_saw(ask: Callable[[], Any]) -> None:
    """In a thread without a simulation, torch answers as if there were none at all."""
    try:
        alone = ask()
    except Exception as error:
        alone = error

    found = in_another_thread(ask)

    assert type(found) is type(alone)
    assert str(found) == str(alone)


def test_everything_is_put_back() -> None:
    """After the simulation every name that was replaced is what it was."""
    with simulated_gpus(1):
        replaced = [(owner, name) for owner, name, _ in replacements()]
    before = [vars(owner).get(name) for owner, name in replaced]
    with simulated_gpus(2):
        during = [vars(owner).get(name) for owner, name in replaced]
        cuda.current_device()
    after = [vars(owner).get(name) for owner, name in replaced]

    assert len(replaced) > 50
    assert all(old is new for old, new in zip(before, after, strict=True))
    assert sum(old is not new for old, new in zip(before, during, strict=True)) > 50


def test_a_torch_that_has_cuda_keeps_it_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where CUDA is in use, other threads go on using it, and this one does later."""
    monkeypatch.setattr(torch._C, "_cuda_getDeviceCount", lambda: 8, raising=False)
    monkeypatch.setattr(torch._C, "_cuda_getDevice", lambda: 5, raising=False)
    monkeypatch.setattr(cuda, "_initialized", True)
    monkeypatch.setattr(cuda, "_cached_device_count", 8)
    with simulated_gpus(2):
        assert cuda.device_count() == 2
        assert cuda.current_device() == 0
        assert cuda.is_initialized()  # by the line above

    def ask() -> tuple[int, int, bool]:
        return cuda.device_count(), cuda.current_device(), cuda.is_initialized()

    assert in_another_thread(ask) == (8, 5, True)
    assert ask() == (8, 5, True)


def test_a_machine_goes_when_nobody_needs_it() -> None:
    """What is kept of a machine keeps neither it nor itself alive."""
    with simulated_gpus(2):
        machine = current()
        assert machine is not None
        trace = weakref.ref(machine)
        cuda.manual_seed(1)
        cuda.Stream()
        cuda.default_generators[1].get_state()
        del machine
    gc.collect()

    assert trace() is None


def test_marks_and_profilers_do_no_harm() -> None:
    """NVTX marks count their depth, and the profiler can be started and stopped."""
    with simulated_gpus(1):
        depths = cuda.nvtx.range_push("a"), cuda.nvtx.range_push("b")
        ends = cuda.nvtx.range_pop(), cuda.nvtx.range_pop()
        cuda.nvtx.mark("c")
        cuda.profiler.start()
        cuda.profiler.stop()

    assert depths == (0, 1)
    assert ends == (1, 0)


def test_tensor_types_of_old_lessons() -> None:
    """`torch.cuda.FloatTensor` makes, recognises and converts to tensors on a GPU."""
    with simulated_gpus(1):
        made = cuda.FloatTensor([1, 2])
        converted = torch.ones(2).type(cuda.LongTensor)
        assert made.device == converted.device == torch.device("cuda:0")
        assert made.dtype is torch.float
        assert converted.dtype is torch.long
        assert isinstance(made, cuda.FloatTensor)
        assert not isinstance(made.cpu(), cuda.FloatTensor)
        assert not isinstance(made, cuda.LongTensor)


def test_cudnn_and_nccl_are_not_missed() -> None:
    """Recurrent layers and sums over GPUs do without these libraries, unwarned."""
    with simulated_gpus(2):
        layer = torch.nn.LSTM(3, 4).cuda()
        output, _ = layer(torch.ones(2, 1, 3, device="cuda"))
        assert output.device == torch.device("cuda:0")
        assert not cuda.nccl.is_available([output])
