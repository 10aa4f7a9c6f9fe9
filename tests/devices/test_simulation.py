"""Opening and closing simulations: what a thread sees, and that torch is left whole."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
import torch
from torch.utils import _python_dispatch

from grader.devices import simulated_gpus

# Everything that the simulation replaces something in.
OWNERS: tuple[Any, ...] = (
    torch,
    torch.Tensor,
    torch.UntypedStorage,
    torch._C,
    torch._C._nn,
    torch.autograd,
    torch.autograd.Function,
    torch.autograd.function.BackwardCFunction,
    torch.accelerator,
    torch.cuda,
    torch.cuda.graphs,
    torch.cuda.memory,
    torch.cuda.nccl,
    torch.cuda.nvtx,
    torch.cuda.random,
    torch.cuda.streams,
    torch.backends.cuda,
    torch.backends.cudnn,
    torch.overrides,
    torch.random,
    torch.nn.parallel._functions,
    threading.Thread,
)


def state() -> dict[str, object]:
    """Everything that opening a simulation might leave behind, in this thread."""
    found: dict[str, object] = {}
    for owner in OWNERS:
        found |= {f"{owner!r}.{name}": value for name, value in vars(owner).items()}
    found["dispatch modes"] = len(_python_dispatch._get_current_dispatch_mode_stack())
    found["function modes"] = torch._C._len_torch_function_stack()
    found["default device"] = torch.get_default_device()
    found["available"] = torch.cuda.is_available()
    return found


def changed(before: dict[str, object], after: dict[str, object]) -> set[str]:
    """Names of what is not the same object, or not equal, any more."""
    return {
        name
        for name in before.keys() | after.keys()
        if before.get(name) is not after.get(name)
        and before.get(name) != after.get(name)
    }


def where(device: str = "cuda:1") -> str:
    """The device of a tensor made on a GPU, or why there is none."""
    try:
        return str(torch.zeros(1, device=device).device)
    except (RuntimeError, AssertionError) as error:
        return str(error).splitlines()[0]


@pytest.fixture
def whole() -> Iterator[None]:
    """Fail if torch is not as it was when the test began."""
    before = state()
    yield
    assert changed(before, state()) == set()


NO_CUDA = where()
WAIT_S = 30.0  # at most, for a thread


@pytest.mark.parametrize("count", ["2", 1.0, None, True, [1]])
def test_simulation_takes_an_int(count: Any) -> None:
    """A number of GPUs is an int; a bool is none."""
    with pytest.raises(TypeError, match="a number of GPUs is an int, not"):
        simulated_gpus(count)


@pytest.mark.parametrize("count", [-1, 17, 10**9])
def test_simulation_has_0_to_16_gpus(count: int) -> None:
    """There is no other number of GPUs."""
    with pytest.raises(ValueError, match=f"there can be 0 to 16 GPUs, not {count}"):
        simulated_gpus(count)


def test_exit_without_enter_fails() -> None:
    """Closing what was never opened is an error of the caller."""
    with pytest.raises((AttributeError, IndexError)):
        simulated_gpus(1).__exit__(None, None, None)


@pytest.mark.parametrize("count", [0, 1, 2, 16])
def test_simulation_shows_so_many_gpus(count: int, whole: None) -> None:
    """The context gives the GPUs, and torch counts as many."""
    with simulated_gpus(count) as gpus:
        assert list(gpus) == [torch.device("cuda", i) for i in range(count)]
        assert torch.cuda.device_count() == count
        assert torch.cuda.is_available() is (count > 0)
    assert torch.cuda.device_count() != 16


def test_exception_closes_the_simulation(whole: None) -> None:
    """An error in the block gets out, and torch is left as it was."""
    with (
        pytest.raises(RuntimeError, match="cuda:0 and cpu!"),
        simulated_gpus(2),
    ):
        torch.zeros(2, device="cuda") + torch.zeros(2)
    with pytest.raises(KeyboardInterrupt), simulated_gpus(1):
        raise KeyboardInterrupt


def test_simulations_nest(whole: None) -> None:
    """Within another simulation the inner one counts, and then the outer one again."""
    with simulated_gpus(2):
        outer = torch.ones(1, device="cuda:1")
        with simulated_gpus(1):
            assert torch.cuda.device_count() == 1
            assert where() == "CUDA error: invalid device ordinal"
            assert outer.device.type == "cpu"
            with simulated_gpus(0):
                assert where() == "No CUDA GPUs are available"
            assert torch.zeros(1, device="cuda").device.index == 0
        assert where() == "cuda:1"
        assert str(outer.device) == "cuda:1"
    assert where() == NO_CUDA


def test_default_device_ends_with_each_entry(whole: None) -> None:
    """Entered again, one object has no default device left from the time before."""
    machine = simulated_gpus(1)
    for _ in range(2):
        with machine:
            assert torch.zeros(1).device.type == "cpu"
            torch.set_default_device("cuda")
            with machine:
                torch.set_default_device("cpu")
            assert str(torch.zeros(1).device) == "cuda:0"


def test_one_object_can_be_entered_again(whole: None) -> None:
    """It is the same machine, also while it is open: a tensor stays where it is."""
    machine = simulated_gpus(2)
    with machine as gpus:
        x = torch.ones(1, device=gpus[1])
        with machine, simulated_gpus(1), machine as again:
            assert again == gpus
            assert str(x.device) == "cuda:1"
            assert str((x + torch.ones(1, device="cuda:1")).device) == "cuda:1"
        assert str(x.device) == "cuda:1"
    assert str(x.device) == "cpu"
    with machine:
        assert str(x.device) == "cuda:1"


def test_simulation_decorates_functions(whole: None) -> None:
    """Each call is made within the simulation, also one that calls itself."""

    @simulated_gpus(3)
    def devices(depth: int) -> list[str]:
        return [where(f"cuda:{depth}")] + (devices(depth - 1) if depth else [])

    assert devices(2) == ["cuda:2", "cuda:1", "cuda:0"]
    assert devices(3)[0] == "CUDA error: invalid device ordinal"
    assert where() == NO_CUDA


def test_what_is_set_inside_is_taken_back(whole: None) -> None:
    """The default device and the current GPU of a simulation end with it."""
    with simulated_gpus(2):
        torch.cuda.set_device(1)
        torch.set_default_device("cuda")
        assert str(torch.zeros(1).device) == "cuda:1"
        with simulated_gpus(2):
            assert torch.cuda.current_device() == 0
            assert str(torch.zeros(1).device) == "cpu"
            torch.set_default_device("cuda:1")
        assert str(torch.zeros(1).device) == "cuda:1"
    assert str(torch.zeros(1).device) == "cpu"


@pytest.mark.parametrize("default", ["meta", "cpu"])
def test_default_device_from_before_counts_inside(default: str) -> None:
    """A default that is no GPU holds inside, and is there again afterwards."""
    try:
        torch.set_default_device(default)
        with simulated_gpus(1):
            assert torch.zeros(1).device.type == default
            torch.set_default_device("cuda:0")
            assert str(torch.zeros(1).device) == "cuda:0"
        assert torch.zeros(1).device.type == default
    finally:
        torch.set_default_device(None)


def test_simulation_in_a_device_context(whole: None) -> None:
    """`with torch.device(...)` around a simulation holds inside it, and after it."""
    with torch.device("meta"):
        with simulated_gpus(1):
            assert torch.zeros(1).device.type == "meta"
            assert str(torch.zeros(1, device="cuda").device) == "cuda:0"
        assert torch.zeros(1).device.type == "meta"


def test_generators_are_suspended_with_their_frame(whole: None) -> None:
    """A context that is open in a generator is seen between `next` and `close`."""

    def gpus() -> Generator[str]:
        with simulated_gpus(2):
            yield where()
            yield where()

    steps = gpus()
    assert next(steps) == "cuda:1"
    assert where() == "cuda:1"
    steps.close()
    assert where() == NO_CUDA


def in_thread(*calls: Callable[[], object]) -> None:
    """Run each call in a thread, all at once, and raise what one of them raises."""
    errors: list[BaseException] = []

    def run(call: Callable[[], object]) -> None:
        try:
            call()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(c,), daemon=True) for c in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    for error in errors:
        raise error


def test_thread_from_before_sees_nothing(whole: None) -> None:
    """A thread that was started before the simulation has a torch without GPUs."""
    opened, seen = threading.Event(), threading.Event()
    places: list[object] = []

    def look() -> None:
        opened.wait(WAIT_S)
        places.extend([where(), torch.cuda.is_available(), torch.ones(2).sum().item()])
        seen.set()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    with simulated_gpus(2):
        opened.set()
        seen.wait(WAIT_S)
    thread.join(WAIT_S)
    assert places == [NO_CUDA, torch.cuda.is_available(), 2.0]


def test_thread_started_inside_sees_the_machine(whole: None) -> None:
    """It sees tensors where they are; its own current GPU is its own matter."""
    with simulated_gpus(2):
        x = torch.ones(2, device="cuda:1")
        torch.cuda.set_device(1)
        places: list[object] = []

        def look() -> None:
            places.extend([str(x.device), torch.cuda.current_device(), where()])
            with pytest.raises(RuntimeError, match="cuda:1 and cpu!"):
                x + torch.ones(2)

        in_thread(look)
    assert places == ["cuda:1", 0, "cuda:1"]


def test_thread_may_outlive_the_simulation(whole: None) -> None:
    """A thread that was started inside keeps its machine until it ends."""
    closed, places = threading.Event(), []

    def look() -> None:
        closed.wait(WAIT_S)
        places.append(where())

    with simulated_gpus(2):
        thread = threading.Thread(target=look, daemon=True)
        thread.start()
    places.append(where())
    closed.set()
    thread.join(WAIT_S)
    assert places == [NO_CUDA, "cuda:1"]


def test_threads_enter_and_leave_in_any_order(whole: None) -> None:
    """Simulations of several threads overlap: each sees its own number of GPUs."""
    steps = [threading.Barrier(2, timeout=WAIT_S) for _ in range(3)]

    def first() -> None:
        with simulated_gpus(1):
            steps[0].wait()
            assert torch.cuda.device_count() == 1
            steps[1].wait()
        steps[2].wait()
        assert where("cuda:0") == NO_CUDA

    def second() -> None:
        steps[0].wait()
        with simulated_gpus(2):
            steps[1].wait()
            steps[2].wait()
            assert torch.cuda.device_count() == 2
            assert where() == "cuda:1"

    in_thread(first, second)


def test_one_object_in_several_threads_is_one_machine(whole: None) -> None:
    """Threads that enter the same object share its tensors' places."""
    machine = simulated_gpus(2)
    with machine:
        x = torch.ones(1, device="cuda:1")
    places: list[str] = []

    def look() -> None:
        with machine:
            places.append(str(x.device))

    in_thread(look, look)
    assert places == ["cuda:1", "cuda:1"]


@pytest.mark.parametrize("kind", ["class", "generator", "coroutine"])
def test_decorator_refuses_what_would_run_later(kind: str) -> None:
    """A class, a generator or a coroutine would run when the simulation is closed."""

    def generator() -> Iterator[int]:
        yield torch.cuda.device_count()

    async def coroutine() -> int:
        return torch.cuda.device_count()

    kinds: dict[str, Any] = {"class": type("Test", (), {}), "generator": generator}

    with pytest.raises(TypeError, match="decorates plain functions"):
        simulated_gpus(1)(kinds.get(kind, coroutine))


def test_thread_that_was_started_inside_is_not_kept_alive() -> None:
    """A thread that has ended goes away at once, without the garbage collector."""
    with simulated_gpus(1):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    found = weakref.ref(thread)
    del thread

    assert found() is None


def test_compiled_code_runs_uncompiled() -> None:
    """`torch.compile`, whose compiler would abort, leaves code as it is."""
    with simulated_gpus(1):
        net = torch.compile(torch.nn.Linear(2, 1).to("cuda"))
        result = net(torch.ones(3, 2, device="cuda"))

    assert result.shape == (3, 1)
