"""Moving tensors and modules between devices."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from grader.devices import simulated_gpus
from grader.devices.simulation import installed

Move = Callable[[Tensor], Any]
ORDINAL = "invalid device ordinal"
WRONG_TO = r"to\(\) received an invalid combination of arguments"


@pytest.mark.parametrize(
    ("move", "error", "words"),
    [
        (lambda x: x.to("cuda:2"), RuntimeError, ORDINAL),
        (lambda x: x.to(2), RuntimeError, ORDINAL),
        (lambda x: x.cuda(2), RuntimeError, ORDINAL),
        (lambda x: nn.Linear(1, 1).to("cuda:2"), RuntimeError, ORDINAL),
        (lambda x: nn.Linear(1, 1).cuda(2), RuntimeError, ORDINAL),
        (lambda x: x.to(-1), RuntimeError, "Device index must not be negative"),
        (lambda x: x.to("gpu"), RuntimeError, "at start of device string: gpu"),
        (lambda x: x.cuda("cpu"), RuntimeError, "Invalid device, must be cuda device"),
        (lambda x: x.to([]), TypeError, WRONG_TO),
        (lambda x: x.to("cuda", "float"), TypeError, WRONG_TO),
        (lambda x: x.to(other=x), TypeError, WRONG_TO),
        (lambda x: nn.Linear(1, 1).to(torch.int64), TypeError, "only accepts floating"),
        (
            lambda x: torch.ones(1, device="meta").to("cuda"),
            NotImplementedError,
            "Cannot copy out of meta tensor; no data!",
        ),
        (
            lambda x: x.numpy(),
            TypeError,
            r"can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu\(\)",
        ),
        (lambda x: x.apply_(abs), TypeError, "apply_ is only implemented on CPU"),
        (lambda x: x.pin_memory(), RuntimeError, "cannot pin 'torch.cuda.FloatTensor'"),
        (
            lambda x: torch.zeros(2, device="cuda", pin_memory=True),
            RuntimeError,
            "Only dense CPU tensors can be pinned",
        ),
        (
            lambda x: torch.asarray(torch.ones(2), device="cuda", copy=False),
            ValueError,
            "can't alias tensor from device 'cpu' to 'cuda:0'.",
        ),
        (
            lambda x: x.set_(torch.ones(2)),
            RuntimeError,
            'of a tensor on device "cuda:0" to a storage on different device "cpu"',
        ),
    ],
)
def test_what_torch_refuses_is_refused(
    move: Move, error: type[Exception], words: str
) -> None:
    """A move that cannot be is refused in torch's words, and nothing has moved."""
    with simulated_gpus(2):
        x = torch.ones(2, device="cuda")
        with pytest.raises(error, match=words):
            move(x)
        assert str(x.device) == "cuda:0"


H = torch.ones(2, dtype=torch.float64)  # taken to cuda:1 in the tests
PLACES: list[tuple[str, str, torch.dtype]] = [
    ("x.to('cpu')", "cpu", torch.float32),
    ("x.to('cuda')", "cuda:0", torch.float32),
    ("x.to('cuda:1')", "cuda:1", torch.float32),
    ("x.to(1)", "cuda:1", torch.float32),
    ("x.to(torch.device('cuda', 1))", "cuda:1", torch.float32),
    ("x.to(device='cuda:1')", "cuda:1", torch.float32),
    ("x.to(device='cuda:1', dtype=torch.float16)", "cuda:1", torch.float16),
    ("x.to('cuda:1', torch.float16)", "cuda:1", torch.float16),
    ("x.to('cuda:1', torch.float16, True, True)", "cuda:1", torch.float16),
    ("x.to('cuda:1', non_blocking=True)", "cuda:1", torch.float32),
    ("x.to(torch.float64)", "cuda:0", torch.float64),
    ("x.to(None, torch.float64)", "cuda:0", torch.float64),
    ("x.to(device=None)", "cuda:0", torch.float32),
    ("x.to(H)", "cuda:1", torch.float64),
    ("x.to(tensor=H)", "cuda:1", torch.float64),
    ("x.to(H, non_blocking=True, copy=True)", "cuda:1", torch.float64),
    ("x.cuda()", "cuda:0", torch.float32),
    ("x.cuda(1)", "cuda:1", torch.float32),
    ("x.cuda('cuda:1')", "cuda:1", torch.float32),
    ("x.cuda(device=torch.device('cuda:1'), non_blocking=True)", "cuda:1", torch.float),
    ("x.cpu()", "cpu", torch.float32),
    ("x.cpu().cuda(1)", "cuda:1", torch.float32),
    ("x.double()", "cuda:0", torch.float64),
    ("x.type('torch.FloatTensor')", "cpu", torch.float32),
    ("x.type('torch.cuda.DoubleTensor')", "cuda:0", torch.float64),
    ("x.cpu().type('torch.cuda.HalfTensor')", "cuda:0", torch.float16),
    ("x.type_as(H)", "cuda:1", torch.float64),
    ("H.cpu().copy_(x)", "cpu", torch.float64),
    ("H.copy_(x)", "cuda:1", torch.float64),
]


@pytest.mark.parametrize(("move", "device", "dtype"), PLACES)
def test_tensor_goes_where_it_is_sent(
    move: str, device: str, dtype: torch.dtype
) -> None:
    """Every form of `to`, `cuda`, `cpu` and `type` keeps values, and gives a place."""
    with simulated_gpus(2):
        names = {"x": torch.ones(2, device="cuda"), "H": H.to("cuda:1"), "torch": torch}
        moved = eval(move, names)
        assert (str(moved.device), moved.dtype) == (device, dtype)
        assert moved.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("move", "is_itself"),
    [
        (lambda x: x.to("cuda"), True),
        (lambda x: x.to("cuda:0"), True),
        (lambda x: x.to(x), True),
        (lambda x: x.to(torch.float32), True),
        (lambda x: x.to(None), True),
        (lambda x: x.cuda(), True),
        (lambda x: x.type_as(x), True),
        (lambda x: x.to("cuda", copy=True), False),
        (lambda x: x.to(torch.float32, copy=True), False),
        (lambda x: x.to("cuda", None, False, True), False),
        (lambda x: x.to(torch.float32, False, True), False),
        (lambda x: x.to(x, False, True), False),
        (lambda x: x.to(x, False, False), True),
        (lambda x: x.to("cuda:1").to("cuda:0"), False),
    ],
)
def test_tensor_that_is_there_already_is_itself(move: Move, is_itself: bool) -> None:
    """A move to where a tensor is does nothing, unless a copy is asked for."""
    with simulated_gpus(2):
        x = torch.ones(2, device="cuda")
        moved = move(x)
        assert (moved is x) is is_itself
        moved += 1
        assert x.tolist() == ([2.0, 2.0] if is_itself else [1.0, 1.0])


@pytest.mark.parametrize("device", ["cpu", "cuda:0"])
def test_move_is_a_copy(device: str) -> None:
    """What is moved has memory of its own, also from an array and back."""
    with simulated_gpus(1):
        x = torch.ones(2, device=device)
        there = x.to("cpu" if x.is_cuda else "cuda")
        x += 1
        assert there.tolist() == [1.0, 1.0]
        array = torch.ones(2).numpy()
        moved = torch.as_tensor(array, device="cuda")
        array += 1
        assert moved.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("make", "format", "strides"),
    [
        (lambda: torch.ones(2, 3).T, torch.preserve_format, (1, 3)),
        (lambda: torch.ones(2, 3).T, torch.contiguous_format, (2, 1)),
        (lambda: torch.ones(2, 3)[:, :2], torch.preserve_format, (2, 1)),
        (lambda: torch.ones(1, 2, 3, 3), torch.channels_last, (18, 1, 6, 2)),
    ],
)
def test_move_lays_memory_out_as_asked(
    make: Callable[[], Tensor], format: torch.memory_format, strides: tuple[int, ...]
) -> None:
    """A copy keeps the order of its dimensions, or takes the one asked for."""
    with simulated_gpus(1):
        assert make().to("cuda", memory_format=format).stride() == strides
        assert make().cuda(memory_format=format).stride() == strides


def test_derived_class_is_kept() -> None:
    """A moved tensor is of its class, a moved Parameter is a plain tensor."""

    class Named(Tensor):
        pass

    with simulated_gpus(1):
        x = torch.ones(2).as_subclass(Named)
        moved = [x.cuda(), x.to("cuda"), x.to(torch.float64), x.cuda().cpu()]
        assert {type(item) for item in moved} == {Named}
        w = nn.Parameter(torch.ones(2))
        assert type(w.cuda()) is Tensor
        assert not w.cuda().is_leaf


def test_only_memory_of_the_cpu_is_pinned() -> None:
    """A pinned copy says so; so does a tensor that is made pinned."""
    with simulated_gpus(1):
        x = torch.ones(2)
        assert x.pin_memory().is_pinned()
        assert torch.zeros(2, pin_memory=True).is_pinned()
        assert torch.tensor([1.0], pin_memory=True).is_pinned()
        assert not x.is_pinned()
        assert not x.pin_memory().to("cuda", non_blocking=True).is_pinned()
    with (
        simulated_gpus(0),
        pytest.raises(RuntimeError, match="No CUDA GPUs are available"),
    ):
        x.pin_memory()


class Block(nn.Module):
    """A module with all that moves, and something that does not."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(2, 2)
        self.tied = nn.Linear(2, 2)
        self.tied.weight = self.linear.weight
        self.norm = nn.BatchNorm1d(2)
        self.weights = nn.ParameterList([torch.ones(2)])
        self.named = nn.ParameterDict({"a": torch.ones(2)})
        self.register_buffer("buffer", torch.ones(2))
        self.register_buffer("passing", torch.ones(2), persistent=False)
        self.register_buffer("none", None)
        self.plain = torch.ones(2)


def places(net: nn.Module) -> set[str]:
    """Where the parameters and buffers of a module are."""
    return {str(x.device) for x in [*net.parameters(), *net.buffers()]}


@pytest.mark.parametrize(
    "move",
    [
        lambda net: net.to("cuda:1"),
        lambda net: net.to(1),
        lambda net: net.to(device="cuda:1"),
        lambda net: net.to(device="cuda:1", dtype=torch.float32),
        lambda net: net.to(torch.ones(1, device="cuda:1")),
        lambda net: net.cuda(1),
        lambda net: net.cuda(torch.device("cuda:1")),
        lambda net: net.apply(lambda part: part.cuda(1)),
        lambda net: net.to_empty(device="cuda:1"),
        lambda net: net.cuda(0).cpu().to("cuda:1"),
    ],
)
def test_module_moves_with_all_that_it_registered(move: Callable[[Any], Any]) -> None:
    """Parameters, tied ones, lists, dicts and buffers go; a plain attribute stays."""
    with simulated_gpus(2):
        net = Block()
        weight = net.linear.weight
        assert move(net) is net
        assert places(net) == {"cuda:1"}
        assert net.linear.weight is weight is net.tied.weight
        assert str(net.plain.device) == "cpu"
        with pytest.raises(RuntimeError, match="cuda:1 and cpu!"):
            weight + net.plain


def test_gradients_move_with_their_module() -> None:
    """What backward left in `.grad` goes to the GPU, too."""
    with simulated_gpus(2):
        net = nn.Linear(2, 1)
        net(torch.ones(1, 2)).sum().backward()
        net.to("cuda:1")
        assert net.weight.grad is not None
        assert str(net.weight.grad.device) == "cuda:1"


@pytest.mark.parametrize(
    ("lazy", "shape"),
    [
        (nn.LazyLinear(2), (4, 3)),
        (nn.LazyConv2d(2, 1), (4, 3, 2, 2)),
        (nn.LazyBatchNorm1d(), (4, 3)),
    ],
)
def test_lazy_layers_can_be_moved_first(lazy: nn.Module, shape: tuple[int]) -> None:
    """A layer without shapes yet has a device all the same."""
    with simulated_gpus(2):
        lazy.to("cuda:1")
        y = lazy(torch.ones(shape, device="cuda:1"))
        assert str(y.device) == "cuda:1"
        assert places(lazy) == {"cuda:1"}


def test_lazy_layers_can_be_moved_on_the_machine_itself() -> None:
    """Also while somebody else sees a machine: what stands in is let through."""
    net = nn.LazyLinear(2)
    with installed:
        net.to(torch.float64).cpu()

    assert net(torch.ones(4, 3, dtype=torch.float64)).dtype is torch.float64


STATES: list[tuple[Any, str]] = [
    (None, "cuda:1"),
    ("cpu", "cpu"),
    ("cuda:0", "cuda:0"),
    (torch.device("cuda"), "cuda:0"),
    ({"cuda:1": "cuda:0"}, "cuda:0"),
    ({"cuda:1": "cpu"}, "cpu"),
    (lambda storage, place: storage, "cpu"),
    (lambda storage, place: storage.cuda(0), "cuda:0"),
]


@pytest.mark.parametrize(("location", "device"), STATES)
@pytest.mark.parametrize("zipped", [True, False])
def test_saved_tensors_come_back_where_they_are_mapped(
    location: Any, device: str, zipped: bool
) -> None:
    """`torch.load` puts a tensor where it was, or where `map_location` says."""
    with simulated_gpus(2):
        file = io.BytesIO()
        x, net = torch.arange(2, device="cuda:1"), Block().to("cuda:1")
        state = {"x": x, **net.state_dict()}
        torch.save(state, file, _use_new_zipfile_serialization=zipped)
        file.seek(0)
        loaded = torch.load(file, map_location=location)
        assert {str(x.device) for x in loaded.values()} == {device}
        assert loaded["x"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("count", "location", "words"),
    [
        (1, None, "CUDA device 1 but torch.cuda.device_count() is 1. Please use"),
        (2, "cuda:7", "CUDA device 7 but torch.cuda.device_count() is 2. Please use"),
        (
            0,
            None,
            "but torch.cuda.is_available() is False. If you are running on a CPU",
        ),
        (0, "cuda", "but torch.cuda.is_available() is False."),
    ],
)
def test_loading_to_a_gpu_that_is_missing_is_refused(
    count: int, location: str | None, words: str
) -> None:
    """A file of a machine with more GPUs says so, and what to do."""
    file = io.BytesIO()
    with simulated_gpus(2):
        torch.save(torch.ones(1, device="cuda:1"), file)
    file.seek(0)
    with simulated_gpus(count), pytest.raises(RuntimeError) as info:
        torch.load(file, map_location=location)
    assert words in str(info.value)


def test_file_of_a_gpu_opens_outside_on_the_cpu() -> None:
    """A file says a device by name, as real ones do; `map_location` is needed."""
    file = io.BytesIO()
    with simulated_gpus(1):
        torch.save(torch.ones(1, device="cuda"), file)
    file.seek(0)
    assert torch.load(file, map_location="cpu").tolist() == [1.0]


def test_state_is_loaded_across_devices() -> None:
    """`load_state_dict` copies; with `assign` it takes tensors where they are."""
    with simulated_gpus(2):
        here, there = nn.Linear(2, 1), nn.Linear(2, 1).to("cuda:1")
        there.load_state_dict(here.state_dict())
        assert places(there) == {"cuda:1"}
        assert torch.equal(there.weight.cpu(), here.weight)
        there.load_state_dict(here.state_dict(), assign=True)
        assert places(there) == {"cpu"}
