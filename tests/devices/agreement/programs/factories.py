"""Make tensors on a device."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import numpy as np
import torch

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import ORDINAL, checked, iterated, words


@program()
def constant_factories(gpu: str) -> object:
    """Make tensors of one value."""
    shape = (2, 3)
    return [
        torch.ones(shape, device=gpu),
        torch.zeros(2, 3, device=gpu, dtype=torch.int64),
        torch.full(shape, 7.5, device=gpu),
        torch.eye(3, device=gpu),
    ]


@program()
def ranges(gpu: str) -> object:
    """Make tensors that count."""
    return [
        torch.arange(5, device=gpu),
        torch.arange(1, 2, 0.25, device=torch.device(gpu)),
        torch.linspace(0, 1, 5, device=gpu),
        torch.logspace(0, 2, 3, device=gpu),
    ]


@program()
def from_lists(gpu: str) -> object:
    """Turn Python numbers and lists into tensors."""
    return {
        "scalar": torch.tensor(2.5, device=gpu),
        "list": torch.tensor([[1, 2], [3, 4]], device=gpu),
        "as_tensor": torch.as_tensor([1.0, 2.0], device=gpu),
        "asarray": torch.asarray([True, False], device=gpu),
    }


@program()
def from_arrays(gpu: str) -> object:
    """Turn a NumPy array into a tensor on the device."""
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    return [
        torch.tensor(array, device=gpu),
        torch.as_tensor(array, device=gpu),
        torch.from_numpy(array).to(gpu),
    ]


@program(compares="places", because="random numbers of a device differ from the CPU's")
def random_factories(gpu: str) -> object:
    """Draw tensors on the device."""
    return [
        torch.rand(2, 2, device=gpu),
        torch.randn(3, device=gpu),
        torch.randint(0, 10, (4,), device=gpu),
        torch.randperm(5, device=gpu),
        torch.normal(0.0, 1.0, (2,), device=gpu),
        torch.bernoulli(torch.full((3,), 0.5, device=gpu)),
    ]


@program(gives=[True, True, [0, 1, 2, 3, 4]])
def random_ranges(gpu: str) -> object:
    """Draw on the device and look at the ranges."""
    X = torch.rand(100, device=gpu)
    order = torch.randperm(5, device=gpu).sort().values
    return bool((X >= 0).all()), bool((X < 1).all()), order.tolist()


@program()
def like_factories(gpu: str) -> object:
    """Make tensors like one on the device, which is where they then lie."""
    X = torch.tensor([[1.0, 2.0]], device=gpu)
    return [
        torch.ones_like(X),
        torch.zeros_like(X, dtype=torch.int32),
        torch.full_like(X, 3),
        torch.empty_like(X).fill_(4),
    ]


@program()
def new_factories(gpu: str) -> object:
    """Make tensors by the new_ methods of one on the device."""
    X = torch.zeros(2, device=gpu, dtype=torch.float64)
    return [
        X.new_ones(2, 2),
        X.new_zeros(3),
        X.new_full((2,), 5),
        X.new_tensor([1, 2]),
        X.new_empty(1).zero_(),
    ]


@program(on=("cpu", "cuda:0"))
def like_on_another_device(gpu: str) -> object:
    """Make a tensor like another, on a device that is named."""
    X = torch.ones(2, device=gpu)
    return torch.zeros_like(X, device="cpu"), torch.ones(2).new_zeros(2, device=gpu)


@program()
def empty_then_filled(gpu: str) -> object:
    """Reserve memory and fill it."""
    X = torch.empty(2, 2, device=gpu)
    X[0] = 1
    X[1] = torch.tensor([2.0, 3.0])
    return X


@program()
def triangles_and_meshes(gpu: str) -> object:
    """Build masks and grids on the device."""
    ones = torch.ones(3, 3, device=gpu)
    rows, columns = torch.meshgrid(
        torch.arange(2, device=gpu), torch.arange(2, device=gpu), indexing="ij"
    )
    return torch.tril(ones), torch.triu(ones, diagonal=1).bool(), rows, columns


@program(gpus=2, on=("cuda:0", "cuda:1", "cuda:1"))
def by_index_and_torch_device() -> object:
    """Name a device by number, by string and by torch.device."""
    return [
        torch.ones(1, device=0),
        torch.ones(1, device="cuda:1"),
        torch.ones(1, device=torch.device("cuda", 1)),
    ]


@program(on="cpu")
def tensor_of_device_scalars(gpu: str) -> object:
    """Collect scalars of the device into a list; its tensor is on the CPU."""
    X = torch.tensor([1.0, 2.0], device=gpu)
    return torch.tensor([X.sum(), X.max()])


@program(gives=[True], unseen="it loops for as long as values tell it to")
def loop_until_small(gpu: str) -> object:
    """Halve a tensor while its values say so, as FixedHiddenMLP does."""
    X = torch.full((4, 4), 3.0, device=gpu)
    while X.abs().sum() > 1:
        X /= 2
    return X, bool(X.sum() <= 1)


@program(refused=ORDINAL)
def ones_on_a_missing_card() -> object:
    """Make a tensor on a card that is not there."""
    return torch.ones(2, device="cuda:7")


@program(refused=ORDINAL)
def list_on_a_missing_card() -> object:
    """Turn a list into a tensor on a card that is not there."""
    return torch.tensor([1.0, 2.0], device="cuda:3")


@program(refused=ORDINAL)
def like_on_a_missing_card(gpu: str) -> object:
    """Make a like tensor on a card that is not there."""
    return torch.zeros_like(torch.ones(2, device=gpu), device="cuda:1")


@program(
    refused=words("device type at start of device string: gpu", "c10/core/Device.cpp")
)
def ones_on_a_gpu_called_gpu() -> object:
    """Call the device "gpu"."""
    return torch.ones(2, device="gpu")


@program(refused=iterated())
def zeros_made_on_the_cpu(gpu: str) -> object:
    """Make the result on the CPU, and add to it what is on the device."""
    X = torch.ones(2, 2, device=gpu)
    Y = torch.zeros(2, 2)
    return Y + X


@program(refused=iterated())
def noise_made_on_the_cpu(gpu: str) -> object:
    """Add noise that was drawn on the CPU."""
    X = torch.ones(4, device=gpu)
    return X + 0.1 * torch.randn(X.shape)


@program(refused=checked("mat2", "mm"))
def identity_made_on_the_cpu(gpu: str) -> object:
    """Multiply by an identity matrix that was made on the CPU."""
    X = torch.ones(3, 3, device=gpu)
    return X @ torch.eye(3)


@program(refused=iterated())
def array_beside_a_device_tensor(gpu: str) -> object:
    """Multiply by a NumPy array that became a tensor on the CPU."""
    scale = torch.from_numpy(np.ones(3, dtype=np.float32))
    return torch.ones(2, 3, device=gpu) * scale


@program(
    refused=words(
        "CUDA out of memory. Tried to allocate", "c10/cuda/CUDACachingAllocator.cpp"
    ),
    compares="kind",
    because="the text holds the sizes of the card",
)
def too_much_memory(gpu: str) -> object:
    """Ask for four pebibytes."""
    return torch.empty(1 << 50, device=gpu)
