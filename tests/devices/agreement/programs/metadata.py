"""Ask tensors where they are."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import words

CUDA0 = torch.device("cuda:0")
CUDA1 = torch.device("cuda:1")


@program(gives=[CUDA0, "cuda", 0, True, True])
def device_of_a_tensor(gpu: str) -> object:
    """Read device, its type and index, and compare it."""
    d = torch.ones(1, device=gpu).device
    return d, d.type, d.index, d == torch.device("cuda:0"), d == torch.device("cuda", 0)


@program(gives=[True, False, True, False])
def is_cuda_and_is_cpu(gpu: str) -> object:
    """Ask whether a tensor is on a GPU or on the CPU."""
    X = torch.ones(1, device=gpu)
    return X.is_cuda, X.is_cpu, X.cpu().is_cpu, X.cpu().is_cuda


@program(gives=[0, 1, -1], gpus=2)
def ordinal_of_a_tensor(gpu: str, other: str) -> object:
    """Ask for the number of the card; the CPU has -1."""
    here, there = torch.ones(1, device=gpu), torch.ones(1, device=other)
    return here.get_device(), there.get_device(), torch.ones(1).get_device()


@program(gives=["torch.cuda.FloatTensor", "torch.cuda.LongTensor", "torch.FloatTensor"])
def type_names(gpu: str) -> object:
    """Ask for the old names of types."""
    X = torch.ones(2, device=gpu)
    return X.type(), X.long().type(), X.cpu().type()


@program(on=("cuda:0", "cuda:0", "cpu"))
def types_by_name() -> object:
    """Move by the old names of types."""
    X = torch.tensor([1.5, 2.5])
    there = X.type("torch.cuda.FloatTensor")
    return there, X.type(torch.cuda.LongTensor), there.type("torch.FloatTensor")


@program(
    gives=[True, False, True, True],
    differs="isinstance(X, torch.FloatTensor) is true, too: C++ asks the CPU tensor",
)
def instances_of_tensor_types(gpu: str) -> object:
    """Ask isinstance of the old types."""
    X = torch.ones(2, device=gpu)
    return (
        isinstance(X, torch.cuda.FloatTensor),
        isinstance(X, torch.FloatTensor),
        isinstance(X, torch.Tensor),
        type(X) is torch.Tensor,
    )


@program(gives=[CUDA0, "cuda", 12])
def device_of_a_storage(gpu: str) -> object:
    """Ask the storage of a tensor."""
    storage = torch.ones(3, device=gpu).untyped_storage()
    return storage.device, storage.device.type, storage.nbytes()


@program(gives=[CUDA0, True, CUDA0, True])
def device_of_a_parameter(gpu: str) -> object:
    """Ask a Parameter and its data."""
    w = torch.nn.Parameter(torch.ones(2, device=gpu))
    return w.device, w.is_cuda, w.data.device, w.is_leaf


@program(gives=["cuda", None, "cuda:1", False, True])
def devices_without_tensors() -> object:
    """Make and compare torch.devices, which needs no tensor."""
    anyone, second = torch.device("cuda"), torch.device("cuda:1")
    return anyone.type, anyone.index, str(second), anyone == second, second == CUDA1


@program(gpus=2, gives=[{CUDA0, CUDA1}.__len__(), [CUDA0, CUDA1]])
def devices_in_sets_and_lists(gpu: str, other: str) -> object:
    """Collect the devices of several tensors."""
    tensors = [torch.ones(1, device=name) for name in (gpu, other, gpu)]
    devices = {X.device for X in tensors}
    return len(devices), sorted(devices, key=str)


@program(gives=[torch.float32, (2, 3), 2, 6, (3, 1), True, torch.strided])
def form_of_a_tensor(gpu: str) -> object:
    """Ask for dtype, shape, strides: as on the CPU."""
    X = torch.ones(2, 3, device=gpu)
    shape = tuple(X.shape)
    return [X.dtype, shape, X.dim(), X.numel(), X.stride(), X.is_contiguous(), X.layout]


@program(gives=[CUDA0, CUDA0, CUDA0])
def devices_of_results(gpu: str) -> object:
    """Ask results of comparisons, reductions and sorts."""
    X = torch.tensor([3.0, 1.0, 2.0], device=gpu)
    return (X > 1).device, X.argmax().device, X.sort().indices.device


@program(refused=words("Expected one of cpu, cuda,", "c10/core/Device.cpp"))
def device_of_another_maker() -> object:
    """Call the device "nvidia"."""
    return torch.device("nvidia:0")


@program(refused=words("Invalid device string: 'cuda:-1'", "c10/core/Device.cpp"))
def device_with_a_negative_number() -> object:
    """Count cards from the end."""
    return torch.ones(1, device="cuda:-1")


@program(
    refused=words(
        "attribute 'device' of 'torch._C.TensorBase' objects is not writable",
        "torch/csrc/autograd/python_variable.cpp",
        AttributeError,
    )
)
def device_is_not_writable(gpu: str) -> object:
    """Set device to move a tensor."""
    X = torch.ones(2)
    X.device = torch.device(gpu)
    return X


@program(
    refused=words(
        "The values for attribute 'device' do not match: cuda:0 != cpu.",
        "torch/testing/_comparison.py",
        AssertionError,
    )
)
def assert_close_compares_devices(gpu: str) -> object:
    """Compare a result on the device with an expected one on the CPU."""
    torch.testing.assert_close(torch.ones(2, device=gpu), torch.ones(2))
