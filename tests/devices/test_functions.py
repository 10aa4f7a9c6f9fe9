"""Making tensors on simulated devices, and what is made without naming one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from grader.devices import simulated_gpus

Make = Callable[..., Tensor]
SHAPED: dict[str, Make] = {
    name: partial(getattr(torch, name), 2)
    for name in ("empty", "zeros", "ones", "rand", "randn", "arange", "eye", "randperm")
}
FACTORIES: dict[str, Make] = SHAPED | {
    "full": partial(torch.full, (2,), 3.0),
    "linspace": partial(torch.linspace, 0, 1, 2),
    "logspace": partial(torch.logspace, 0, 1, 2),
    "randint": partial(torch.randint, 0, 2, (2,)),
    "normal": partial(torch.normal, 0.0, 1.0, (2,)),
    "empty_strided": partial(torch.empty_strided, (2,), (1,)),
    "scalar_tensor": partial(torch.scalar_tensor, 1.0),
    "tril_indices": partial(torch.tril_indices, 2, 2),
    "hann_window": partial(torch.hann_window, 4),
    "fftfreq": partial(torch.fft.fftfreq, 4),
    "tensor": partial(torch.tensor, [1.0]),
    "as_tensor": partial(torch.as_tensor, [1.0]),
    "as_tensor of an array": partial(torch.as_tensor, np.ones(2)),
    "asarray": partial(torch.asarray, [1.0]),
    "Parameter": lambda **place: nn.Parameter(torch.ones(2, **place)),
    "weight of a layer": lambda **place: nn.Linear(2, 1, **place).weight,
}
each_factory = pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES)

GPU_7 = "CUDA error: invalid device ordinal"
REFUSED: list[tuple[Any, type[Exception], str]] = [
    ("cuda:7", RuntimeError, GPU_7),
    (7, RuntimeError, GPU_7),
    (torch.device("cuda", 7), RuntimeError, GPU_7),
    (-1, RuntimeError, "Device index must not be negative"),
    ("cuda:-1", RuntimeError, "Invalid device string: 'cuda:-1'"),
    ("gpu", RuntimeError, "at start of device string: gpu"),
    (1.5, TypeError, "must be torch.device, not float|invalid combination"),
]


@pytest.mark.parametrize(("device", "error", "words"), REFUSED)
@pytest.mark.parametrize("make", [torch.zeros, torch.tensor], ids=["zeros", "tensor"])
def test_device_that_is_not_there_is_refused(
    make: Any, device: Any, error: type[Exception], words: str
) -> None:
    """No tensor is made where there is no device, in torch's words."""
    with simulated_gpus(2), pytest.raises(error, match=words):
        make([2], device=device)


@each_factory
def test_without_gpus_every_factory_is_refused(make: Make) -> None:
    """On a machine without GPUs CUDA says that there are none; the CPU works."""
    with simulated_gpus(0):
        with pytest.raises(RuntimeError, match="No CUDA GPUs are available"):
            make(device="cuda")
        assert make().device.type == "cpu"


@each_factory
@pytest.mark.parametrize("device", ["cuda:1", 1, torch.device("cuda", 1)])
def test_factories_put_a_tensor_where_told(make: Make, device: Any) -> None:
    """A device can be a string, a number or a `torch.device`."""
    with simulated_gpus(2):
        assert str(make(device=device).device) == "cuda:1"
        assert make(device="cpu").device.type == "cpu"
        assert make(device=None).device.type == "cpu"
        assert make(device="meta").device.type == "meta"


@contextmanager
def set_default(device: Any) -> Iterator[None]:
    """Set a default device for a while."""
    torch.set_default_device(device)
    yield
    torch.set_default_device(None)


HEEDING = {name: make for name, make in FACTORIES.items() if name != "normal"}


@pytest.mark.parametrize("make", HEEDING.values(), ids=HEEDING)
@pytest.mark.parametrize("default", [torch.device, set_default])
def test_factories_heed_the_default_device(make: Make, default: Any) -> None:
    """Where no device is named the default counts; for `torch.normal` it does not."""
    with simulated_gpus(2):
        with default("cuda:1"):
            assert str(make().device) == "cuda:1"
            assert str(make(device="cuda:0").device) == "cuda:0"
            assert make(device="cpu").device.type == "cpu"
            assert str(torch.get_default_device()) == "cuda:1"
            with torch.device("cpu"):
                assert make().device.type == "cpu"
        assert make().device.type == "cpu"


@each_factory
def test_current_gpu_is_where_cuda_without_a_number_is(make: Make) -> None:
    """`"cuda"` is the current GPU."""
    with simulated_gpus(2), torch.cuda.device(1):
        assert str(make(device="cuda").device) == "cuda:1"


def test_default_device_does_not_move_tensors() -> None:
    """`as_tensor` of a tensor, `*_like`, `new_*` and arrays heed no default."""
    with simulated_gpus(2):
        x, y = torch.ones(2, device="cuda:0"), torch.ones(2)
        with torch.device("cuda:1"):
            made = [torch.zeros_like(y), y.new_ones(2), torch.from_numpy(np.ones(2))]
            assert {item.device.type for item in made} == {"cpu"}
            assert str(torch.rand_like(x).device) == "cuda:0"
            assert str(torch.tensor([[1.0]]).device) == "cuda:1"


@pytest.mark.parametrize(
    "make",
    [
        torch.zeros_like,
        torch.ones_like,
        torch.empty_like,
        torch.rand_like,
        torch.randn_like,
        lambda x, **place: torch.full_like(x, 2.0, **place),
        lambda x, **place: torch.randint_like(x, 3, **place),
        lambda x, **place: x.new_zeros(2, **place),
        lambda x, **place: x.new_ones((2, 2), **place),
        lambda x, **place: x.new_empty(2, **place),
        lambda x, **place: x.new_full((2,), 1.0, **place),
        lambda x, **place: x.new_tensor([1.0], **place),
        lambda x, **place: torch.tensor(x.detach(), **place),
        torch.as_tensor,
        torch.asarray,
    ],
)
@pytest.mark.filterwarnings("ignore:To copy construct from a tensor")
def test_what_is_made_like_a_tensor_is_beside_it(make: Make) -> None:
    """`*_like`, `new_*` and copies are on the device of their tensor, unless told."""
    with simulated_gpus(2):
        x, y = torch.ones(2, device="cuda:1"), torch.ones(2)
        assert str(make(x).device) == "cuda:1"
        assert str(make(x, device="cuda:0").device) == "cuda:0"
        assert make(x, device="cpu").device.type == "cpu"
        assert make(y).device.type == "cpu"
        assert str(make(y, device="cuda:1").device) == "cuda:1"


@pytest.mark.parametrize(
    "make",
    [
        lambda n: torch.zeros(n),
        lambda n: torch.arange(n),
        lambda n: torch.full((2,), n),
        lambda n: torch.eye(n),
        lambda n: torch.tensor([n, n]),
    ],
)
def test_numbers_from_a_gpu_do_not_place_what_is_made(
    make: Callable[[Tensor], Tensor],
) -> None:
    """A size or value that lies on a GPU makes no tensor there."""
    with simulated_gpus(1):
        assert make(torch.tensor(2, device="cuda")).device.type == "cpu"


@pytest.mark.parametrize(
    ("named", "device"),
    [(0, "cuda:0"), (99, "cuda:99"), ("cuda", "cuda"), ("cpu", "cpu")],
)
def test_devices_are_made_without_looking(named: Any, device: str) -> None:
    """`torch.device` only names a device, which need not be there."""
    with simulated_gpus(1):
        made = torch.device(named)
        assert made == torch.device(device)
        assert type(made) is torch.device
        assert hash(made) == hash(torch.device(device))


def test_cuda_without_a_number_is_another_device() -> None:
    """As in torch, `cuda` is not equal to `cuda:0`, nor is a device to its name."""
    with simulated_gpus(1):
        x = torch.ones(1, device="cuda")
        assert x.device == torch.device("cuda:0")
        assert x.device != torch.device("cuda")
        assert x.device != "cuda:0"  # type: ignore[comparison-overlap]


def outside() -> str:
    """What torch says to a tensor on a GPU."""
    try:
        return str(torch.zeros(1, device="cuda").device)
    except (RuntimeError, AssertionError) as error:
        return str(error)


@pytest.mark.parametrize("around", [0, 1, 2])
def test_functions_of_python_make_tensors_on_the_gpu(around: int) -> None:
    """What torch's Python code makes for a call is seen, also in nested simulations."""
    before = outside()
    with ExitStack() as stack:
        for count in [1] * around + [2]:
            stack.enter_context(simulated_gpus(count))
        x = torch.tensor([0, 1], device="cuda:1")
        made = [
            torch.unravel_index(x, (2, 2))[0],
            F.embedding_bag(x[None], torch.ones(2, 2, device="cuda:1")),
            F.fractional_max_pool2d(x.new_ones(1, 4, 4).float(), 2, output_size=2),
        ]
        assert {str(item.device) for item in made} == {"cuda:1"}
    assert outside() == before  # nothing reached CUDA itself


@pytest.mark.parametrize(
    "apply",
    [
        lambda x, pad: F.triplet_margin_with_distance_loss(
            x, x, x, distance_function=lambda a, b: (a - b).sum(1) + pad()
        ),
        lambda x, pad: torch.func.jacrev(lambda a: a.sum(1) + pad())(x),
        lambda x, pad: torch.func.grad(lambda a: (a.sum(1) + pad()).sum())(x),
        lambda x, pad: torch.func.vmap(lambda a: a + pad())(x),
    ],
)
def test_code_that_torch_calls_back_is_seen(
    apply: Callable[[Tensor, Callable[[], Tensor]], Tensor],
) -> None:
    """A function given to torch runs as the user's other code does."""
    with simulated_gpus(1):
        x = torch.ones(2, 2, device="cuda")
        assert str(apply(x, lambda: torch.tensor([1.0, 2.0], device=0)).device) == (
            "cuda:0"
        )
        with pytest.raises(RuntimeError, match="cuda:0 and cpu!"):
            apply(x, lambda: torch.tensor([1.0, 2.0]))


@pytest.mark.filterwarnings("ignore:`torch.jit")
def test_what_is_scripted_reads_the_simulated_device() -> None:
    """It runs as it was written in a simulation, and compiled outside of one."""

    def zeros_like(x: Tensor) -> Tensor:
        return torch.zeros([2], device=x.device)

    scripted = torch.jit.script(zeros_like)
    traced = torch.jit.trace(  # type: ignore[no-untyped-call]
        lambda x: x + 1, torch.ones(1)
    )

    with simulated_gpus(2):
        assert scripted(torch.ones(1, device="cuda:1")).device == torch.device("cuda:1")
        assert traced(torch.ones(1)).tolist() == [2.0]
    vars(scripted)["_torchdynamo_inline"] = None
    assert scripted(torch.ones(1)).tolist() == [0.0, 0.0]
