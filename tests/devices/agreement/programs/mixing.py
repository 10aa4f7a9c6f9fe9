"""Compute with tensors of several devices."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch.nn import functional as F

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, iterated, words


@program()
def cpu_scalars_may_join(gpu: str) -> object:
    """Combine with 0-dim tensors of the CPU, as CUDA allows."""
    X, two = torch.tensor([1.0, 2.0], device=gpu), torch.tensor(2.0)
    return [X + two, two - X, X * two, two / X, X**two, two < X, torch.maximum(X, two)]


@program(on="cuda:0")
def a_scalar_grows_into_the_device(gpu: str) -> object:
    """Sum losses, beginning with a scalar of the CPU."""
    total = torch.tensor(0.0)
    for loss in torch.tensor([1.0, 2.0, 3.0], device=gpu):
        total = total + loss
    return total


@program()
def python_numbers_join(gpu: str) -> object:
    """Combine with Python numbers."""
    X = torch.tensor([1, -2], device=gpu)
    return [X + 1, 2.5 * X, 1 - X, X // 2, X.clamp(min=0), torch.where(X > 0, X, 0)]


@program(gpus=2, on=("cuda:1", "cuda:1"))
def scalars_join_any_card(other: str) -> object:
    """Combine a scalar of the CPU with the second card."""
    X = torch.ones(2, device=other)
    X *= torch.tensor(3.0)
    return X, F.relu(X - torch.tensor(2.0))


@program()
def accuracy_on_the_device(gpu: str) -> object:
    """Count right answers where the answers are."""
    Y_hat = torch.tensor([[0.1, 0.9], [0.8, 0.2], [0.4, 0.6]], device=gpu)
    y = torch.tensor([1, 0, 0]).to(gpu)
    return (Y_hat.argmax(dim=1) == y).float().mean()


@program()
def matrix_products(gpu: str) -> object:
    """Multiply matrices and vectors of one device."""
    A = torch.arange(6.0, device=gpu).reshape(2, 3)
    v = torch.tensor([1.0, 0.0, -1.0], device=gpu)
    return [A @ A.T, A @ v, torch.einsum("ij,kj->ik", A, A), torch.outer(v, v), v @ v]


@program()
def moved_to_the_operand(gpu: str) -> object:
    """Bring one operand to where the other one is."""
    X, Y = torch.ones(2, device=gpu), torch.tensor([1.0, 2.0])
    return X + Y.to(X.device), Y.to(X) * X


@program(gpus=2, on="cuda:1")
def add_on_the_second_card(gpu: str, other: str) -> object:
    """Bring both operands to a third place."""
    X, Y = torch.ones(2, device=gpu), torch.ones(2)
    return X.to(other) + Y.to(other)


@program(refused=iterated())
def device_plus_cpu(gpu: str) -> object:
    """Add a tensor of the CPU to one of the device."""
    return torch.ones(2, device=gpu) + torch.ones(2)


@program(refused=iterated())
def cpu_plus_device(gpu: str) -> object:
    """Add a tensor of the device to one of the CPU: CUDA names itself first."""
    return torch.ones(2) + torch.ones(2, device=gpu)


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def two_cards(gpu: str, other: str) -> object:
    """Multiply tensors of two cards."""
    return torch.ones(2, device=gpu) * torch.ones(2, device=other)


@program(refused=iterated("cuda:1", "cuda:0"), gpus=2)
def two_cards_the_other_way(gpu: str, other: str) -> object:
    """Subtract the first card's tensor from the second's."""
    return torch.ones(2, device=other) - torch.ones(2, device=gpu)


@program(refused=iterated("cuda:1", "cpu"), gpus=2)
def cpu_beside_the_second_card(other: str) -> object:
    """Divide a tensor of the CPU by one of the second card."""
    return torch.ones(3) / torch.full((3,), 2.0, device=other)


@program(refused=iterated())
def one_element_is_no_scalar(gpu: str) -> object:
    """Combine with one element of the CPU that has a dimension."""
    return torch.ones(2, device=gpu) + torch.ones(1)


@program(refused=iterated())
def device_scalars_do_not_join_the_cpu(gpu: str) -> object:
    """Combine a tensor of the CPU with a 0-dim tensor of the device."""
    return torch.ones(3) * torch.tensor(2.0, device=gpu)


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def scalars_of_another_card_do_not_join(gpu: str, other: str) -> object:
    """Combine with a 0-dim tensor of another card."""
    return torch.ones(3, device=gpu) + torch.tensor(1.0, device=other)


@program(refused=iterated())
def loss_added_in_place_on_the_cpu(gpu: str) -> object:
    """Sum losses in place into a scalar of the CPU."""
    total = torch.tensor(0.0)
    for loss in torch.tensor([1.0, 2.0], device=gpu):
        total += loss
    return total


@program(refused=iterated())
def accuracy_against_labels_on_the_cpu(gpu: str) -> object:
    """Compare answers with labels that stayed on the CPU."""
    Y_hat = torch.eye(3, device=gpu)
    return (Y_hat.argmax(dim=1) == torch.tensor([0, 1, 2])).sum()


@program(refused=checked("mat2", "mm"))
def matmul_of_two_devices(gpu: str) -> object:
    """Multiply a matrix of the device by one of the CPU."""
    return torch.ones(2, 3, device=gpu) @ torch.ones(3, 2)


@program(refused=checked("mat2", "mm", odd="cuda:0", common="cpu"))
def matmul_that_begins_on_the_cpu(gpu: str) -> object:
    """Multiply a matrix of the CPU by one of the device."""
    return torch.mm(torch.ones(2, 3), torch.ones(3, 2, device=gpu))


@program(refused=checked("mat2", "bmm"))
def batched_matmul_of_two_devices(gpu: str) -> object:
    """Multiply batches of matrices."""
    return torch.bmm(torch.ones(2, 3, 4, device=gpu), torch.ones(2, 4, 1))


@program(refused=checked("mat2", "mm", odd="cuda:1"), gpus=2)
def matmul_of_two_cards(gpu: str, other: str) -> object:
    """Multiply matrices of two cards."""
    return torch.ones(2, 2, device=gpu).matmul(torch.ones(2, 2, device=other))


@program(refused=checked("tensors", "cat"))
def concatenation_of_two_devices(gpu: str) -> object:
    """Join tensors of two devices."""
    return torch.cat([torch.ones(2, device=gpu), torch.zeros(2)])


@program(refused=checked("tensors", "cat", odd="cuda:0", common="cpu"))
def zeros_in_front_of_a_batch(gpu: str) -> object:
    """Pad a batch with zeros of the CPU."""
    X = torch.ones(2, 3, device=gpu)
    return torch.cat((torch.zeros(1, 3), X), dim=0)


@program(refused=checked("tensors", "cat", odd="cuda:1"), gpus=2)
def stack_of_two_cards(gpu: str, other: str) -> object:
    """Stack the results of two cards."""
    return torch.stack([torch.ones(2, device=gpu), torch.ones(2, device=other)])


@program(refused=iterated())
def where_with_a_condition_on_the_cpu(gpu: str) -> object:
    """Choose by a condition of the CPU."""
    X = torch.tensor([1.0, -1.0], device=gpu)
    return torch.where(X.cpu() > 0, X, X * 0.1)


@program(refused=checked("other", "_equal"))
def equal_on_two_devices(gpu: str) -> object:
    """Ask whether tensors of two devices are equal."""
    return torch.equal(torch.ones(2, device=gpu), torch.ones(2))


@program(refused=iterated())
def allclose_on_two_devices(gpu: str) -> object:
    """Ask whether tensors of two devices are close."""
    return torch.allclose(torch.ones(2, device=gpu), torch.ones(2))


@program(
    refused=words(
        "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
        "aten/src/ATen/native/cuda/Blas.cpp",
    )
)
def wrong_shapes_are_refused_as_ever(gpu: str) -> object:
    """Multiply matrices that do not fit: that has nothing to do with devices."""
    X = torch.ones(2, 3, device=gpu)
    return X @ X


@program(
    refused=words(
        "The size of tensor a (3) must match the size of tensor b (2) at "
        "non-singleton dimension 0",
        "aten/src/ATen/ExpandUtils.cpp",
    )
)
def shapes_come_before_devices(gpu: str) -> object:
    """Add tensors with two faults: CUDA names the shapes."""
    return torch.ones(3, device=gpu) + torch.ones(2)
