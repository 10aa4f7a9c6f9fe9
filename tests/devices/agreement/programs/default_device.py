"""A default device, set for a block or for good."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import NO_CARD, ORDINAL, checked, iterated

CPU = torch.device("cpu")
CUDA0 = torch.device("cuda:0")
CUDA1 = torch.device("cuda:1")


@program()
def factories_in_a_block(gpu: str) -> object:
    """Make tensors in a block without naming the device."""
    with torch.device(gpu):
        return [
            torch.ones(2),
            torch.arange(3),
            torch.tensor([1.0]),
            torch.as_tensor([2]),
            torch.full((2,), 5),
            torch.eye(2),
        ]


@program(gpus=2, on="cuda:1")
def block_of_the_second_card(other: str) -> object:
    """Make tensors and a layer in a block of the second card."""
    with torch.device(other):
        net, X = nn.Linear(2, 1), torch.ones(1, 2)
        nn.init.ones_(net.weight)
        nn.init.zeros_(net.bias)
    return net.weight, net(X)


@program(gpus=2, on=("cuda:1", "cuda:0", "cpu", "cuda:1"))
def blocks_in_blocks() -> object:
    """Enter a block in a block, and name a device in it."""
    with torch.device("cuda:1"):
        outer = torch.ones(1)
        with torch.device("cuda:0"):
            inner = torch.ones(1)
        return outer, inner, torch.ones(1, device="cpu"), torch.zeros(1)


@program(on=("cpu", "cpu", "cuda:0"))
def what_a_block_does_not_touch(gpu: str) -> object:
    """Tensors made like others, or from NumPy, stay where those are."""
    X = torch.ones(2)
    with torch.device(gpu):
        return torch.zeros_like(X), torch.from_numpy(np.ones(2)), X.to(gpu) + 1


@program(gives=[CPU, CUDA0, CPU])
def default_device_set_and_unset() -> object:
    """Set the default device and ask for it."""
    before = torch.get_default_device()
    torch.set_default_device("cuda")
    inside = torch.ones(1).device
    torch.set_default_device(None)
    return before, inside, torch.get_default_device()


@program(gpus=2, gives=[CUDA1, CUDA1, CPU])
def default_device_with_a_number() -> object:
    """Make the second card the default."""
    torch.set_default_device("cuda:1")
    X = torch.zeros(2)
    return torch.get_default_device(), X.device, torch.ones(1, device="cpu").device


@program(gpus=2, gives=[CUDA1, CUDA0])
def block_over_a_default() -> object:
    """Enter a block while another default is set."""
    torch.set_default_device("cuda:0")
    with torch.device("cuda:1"):
        inside = torch.ones(1).device
    return inside, torch.ones(1).device


@program()
def training_under_a_default(gpu: str) -> object:
    """Train without naming a device anywhere."""
    torch.set_default_device(gpu)
    w = torch.tensor([[2.0]], requires_grad=True)
    X, y = torch.ones(3, 1), torch.zeros(3, 1)
    nn.functional.mse_loss(X @ w, y).backward()
    return w.grad


@program(refused=iterated())
def made_after_the_block(gpu: str) -> object:
    """Make one tensor in the block and one after it."""
    with torch.device(gpu):
        X = torch.ones(2)
    return X + torch.ones(2)


@program(refused=iterated())
def from_numpy_in_a_block(gpu: str) -> object:
    """Expect from_numpy to heed the block."""
    with torch.device(gpu):
        return torch.ones(2) * torch.from_numpy(np.ones(2, dtype=np.float32))


@program(refused=checked("mat1", "addmm", odd="cpu", common="cuda:0"))
def data_from_before_the_default() -> object:
    """Read the data before the default device is set."""
    X = torch.ones(4, 2)
    torch.set_default_device("cuda")
    return nn.Linear(2, 1)(X)


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def net_from_before_the_default() -> object:
    """Make the net before the default device is set."""
    net = nn.Linear(2, 1)
    torch.set_default_device("cuda:0")
    return net(torch.ones(4, 2))


@program(refused=ORDINAL)
def block_of_a_missing_card() -> object:
    """Make a tensor in a block of a card that is not there."""
    with torch.device("cuda:1"):
        return torch.zeros(3)


@program(refused=ORDINAL)
def default_that_is_missing() -> object:
    """Set a card that is not there as the default."""
    torch.set_default_device("cuda:6")
    return torch.ones(1)


@program(refused=NO_CARD, gpus=0)
def default_without_a_card() -> object:
    """Set CUDA as the default where there is no card."""
    torch.set_default_device("cuda")
    return torch.zeros(2)


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def blocks_mixed() -> object:
    """Add tensors of two blocks."""
    with torch.device("cuda:0"):
        X = torch.ones(2)
    with torch.device("cuda:1"):
        return X + torch.ones(2)
