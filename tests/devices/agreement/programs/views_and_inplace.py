"""Views live on their base's device; in-place changes stay there."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, iterated, words


@program()
def views_share_the_device(gpu: str) -> object:
    """Look at a tensor in other shapes."""
    X = torch.arange(6.0, device=gpu)
    Y = X.view(2, 3)
    return [Y, Y.T, Y.reshape(3, 2), Y.flatten(), Y.unsqueeze(0), X.expand(2, 6), X[1:]]


@program()
def change_through_a_view(gpu: str) -> object:
    """Change a view; the base changes with it."""
    X = torch.zeros(2, 3, device=gpu)
    X[0].fill_(1)
    X.view(-1)[-1] = 9
    X.T[1].add_(4)
    return X


@program()
def operators_in_place(gpu: str) -> object:
    """Change a tensor by operators with an underscore."""
    X = torch.tensor([4.0, 9.0], device=gpu)
    X += 1
    X.mul_(2).sub_(torch.ones(2, device=gpu)).clamp_(max=15).sqrt_()
    return X


@program()
def parts_and_joins(gpu: str) -> object:
    """Split, chunk, stack and concatenate."""
    X = torch.arange(6, device=gpu).reshape(3, 2)
    return [*X.split(2), *X.chunk(3), torch.cat([X, X], dim=1), torch.stack([X, X])]


@program()
def detach_and_data_share_memory(gpu: str) -> object:
    """Change a tensor through detach() and data."""
    w = torch.ones(3, device=gpu, requires_grad=True)
    w.detach()[0] = 5
    w.data[1] = 6
    return w, w.detach(), w.data


@program(gives=[True, True, False])
def views_share_a_storage(gpu: str) -> object:
    """Compare where views and copies keep their elements."""
    X = torch.ones(2, 2, device=gpu)
    where = X.data_ptr()
    return (
        where == X.view(4).data_ptr(),
        where == X.data.data_ptr(),
        (where == X.clone().data_ptr()),
    )


@program()
def results_written_into_out(gpu: str) -> object:
    """Write results into a tensor of the same device."""
    X, out = torch.tensor([1.0, 2.0], device=gpu), torch.empty(2, device=gpu)
    torch.mul(X, 3, out=out)
    total = torch.empty(1, device=gpu)
    torch.sum(X, dim=0, keepdim=True, out=total)
    return out, total


@program(on=("cuda:0", "cpu"))
def data_replaced_on_another_device(gpu: str) -> object:
    """Move a tensor by assigning to its data."""
    X, Y = torch.ones(2), torch.ones(2, device=gpu)
    X.data = X.data.to(gpu)
    Y.data = torch.zeros(3)
    return X * 2, Y


@program()
def cpu_rows_assigned_to_device_rows(gpu: str) -> object:
    """Assign rows of the CPU to a slice of the device, which copies them."""
    X = torch.zeros(3, 2, device=gpu)
    X[1:] = torch.ones(2, 2)
    X[0].copy_(torch.tensor([3.0, 4.0]))
    return X


@program(gpus=2, on=("cuda:1", "cuda:0"))
def views_of_the_second_card(gpu: str, other: str) -> object:
    """Fill a view of one card from a view of another."""
    X, Y = torch.zeros(2, 2, device=other), torch.ones(4, device=gpu)
    X[:, 0] = Y[:2]
    return X, Y


@program()
def windows_of_a_picture(gpu: str) -> object:
    """Correlate by unfolding, with the result made on the input's device."""
    X = torch.arange(9.0, device=gpu).reshape(3, 3)
    K = torch.ones(2, 2, device=gpu)
    Y = X.new_zeros(2, 2)
    for i in range(2):
        for j in range(2):
            Y[i, j] = (X[i : i + 2, j : j + 2] * K).sum()
    return Y, (X.unfold(0, 2, 1).unfold(1, 2, 1) * K).sum((-2, -1))


@program(refused=iterated())
def cpu_added_in_place_to_the_device(gpu: str) -> object:
    """Add a tensor of the CPU in place."""
    X = torch.ones(2, device=gpu)
    X += torch.ones(2)
    return X


@program(refused=iterated())
def device_added_in_place_to_the_cpu(gpu: str) -> object:
    """Add a tensor of the device in place to one of the CPU."""
    X = torch.zeros(2)
    X.add_(torch.ones(2, device=gpu))
    return X


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def sum_of_gradients_of_two_cards(gpu: str, other: str) -> object:
    """Sum gradients of two cards in place, as in an all-reduce without moving."""
    data = [torch.ones(2, device=gpu), torch.ones(2, device=other)]
    data[0][:] += data[1]
    return data


@program(refused=iterated())
def view_of_the_device_plus_cpu(gpu: str) -> object:
    """Add a tensor of the CPU to a view."""
    X = torch.zeros(2, 3, device=gpu)
    return X[:, 0] + torch.ones(2)


@program(refused=iterated())
def out_on_the_cpu(gpu: str) -> object:
    """Write the sum of two tensors of the device into one of the CPU."""
    X = torch.ones(2, device=gpu)
    return torch.add(X, X, out=torch.empty(2))


@program(refused=checked("mat2", "mm", odd="cuda:1", common="cuda:0"), gpus=2)
def transposed_view_of_another_card(gpu: str, other: str) -> object:
    """Multiply by a transposed view of another card."""
    return torch.ones(2, 2, device=gpu) @ torch.ones(2, 2, device=other).T


@program(
    refused=words(
        "a leaf Variable that requires grad is being used in an in-place operation.",
        "torch/csrc/autograd/VariableTypeUtils.h",
    )
)
def leaf_changed_in_place(gpu: str) -> object:
    """Change a leaf in place, which no device allows."""
    w = torch.ones(2, device=gpu, requires_grad=True)
    w += 1
    return w


@program(
    refused=words(
        "one of the variables needed for gradient computation has been modified by "
        "an inplace operation: [torch.cuda.FloatTensor [2]]",
        "torch/csrc/autograd/saved_variable.cpp",
    ),
    differs="the text says torch.FloatTensor: C++ names the type of the CPU tensor",
)
def saved_tensor_changed_in_place(gpu: str) -> object:
    """Change in place what backward needs: the text names a CUDA type."""
    w = torch.ones(2, device=gpu, requires_grad=True)
    Y = w.exp()
    Y += 1
    Y.sum().backward()
    return w.grad
