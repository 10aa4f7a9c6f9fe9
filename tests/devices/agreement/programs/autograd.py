"""Gradients, hooks and functions with a backward of their own."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import (
    checked,
    grad_assigned,
    gradient,
    iterated,
    words,
)


class Cube(torch.autograd.Function):
    """The third power, its gradient written by hand."""

    @staticmethod
    def forward(ctx: Any, X: Tensor) -> Tensor:
        """Keep the input and return its cube."""
        ctx.save_for_backward(X)
        return X**3

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Multiply by three squares."""
        (X,) = ctx.saved_tensors
        return 3 * X**2 * grad


class GradientOnCpu(torch.autograd.Function):
    """A function whose backward makes its result on the CPU."""

    @staticmethod
    def forward(ctx: Any, X: Tensor) -> Tensor:
        """Double the input."""
        return X * 2

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Return twos made on the CPU."""
        return torch.full(grad.shape, 2.0)


class MaskOnCpu(torch.autograd.Function):
    """A ReLU whose mask is kept on the CPU."""

    @staticmethod
    def forward(ctx: Any, X: Tensor) -> Tensor:
        """Keep the mask and cut negative elements."""
        ctx.mask = (X > 0).cpu()
        return X.clamp(min=0)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Multiply by the mask."""
        return grad * ctx.mask


def leaf(device: str) -> Tensor:
    """Make a leaf of three elements."""
    return torch.tensor([1.0, -2.0, 3.0], device=device, requires_grad=True)


@program()
def gradients_of_a_loss(gpu: str) -> object:
    """Compute a loss and its gradient."""
    w = leaf(gpu)
    loss = (w**2).sum()
    loss.backward()
    return loss, w.grad


@program()
def gradients_add_up(gpu: str) -> object:
    """Go back twice, and begin anew."""
    w = leaf(gpu)
    (2 * w).sum().backward()
    (w * w).sum().backward()
    twice = w.grad.clone()
    w.grad = None
    w.exp().sum().backward()
    return twice, w.grad


@program()
def gradient_of_a_vector(gpu: str) -> object:
    """Go back from a vector with a gradient of the same device."""
    w = leaf(gpu)
    (w**2).backward(torch.tensor([1.0, 0.0, 2.0], device=gpu))
    return w.grad


@program()
def gradients_by_grad(gpu: str) -> object:
    """Ask for first and second derivatives."""
    w = leaf(gpu)
    (first,) = torch.autograd.grad((w**3).sum(), w, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), w)
    return first, second


@program()
def function_with_its_own_backward(gpu: str) -> object:
    """Go back through a function written by hand."""
    w = leaf(gpu)
    Y = Cube.apply(w)
    Y.sum().backward()
    return Y, w.grad


@program(gives=[True])
def gradcheck_on_the_device(gpu: str) -> object:
    """Check a gradient by finite differences."""
    w = torch.tensor([0.5, -1.5], dtype=torch.float64, device=gpu, requires_grad=True)
    return torch.autograd.gradcheck(Cube.apply, (w,))


@program(on=("cuda:0", "cpu", "cuda:0"))
def gradients_cross_devices(gpu: str) -> object:
    """Go back through a copy to the CPU and one from it."""
    w, b = leaf(gpu), leaf("cpu")
    loss = (w.cpu() * b).sum().to(gpu) ** 2
    loss.backward()
    return w.grad, b.grad, loss


@program(gpus=2, on=("cuda:0", "cuda:1"))
def gradients_cross_cards(gpu: str, other: str) -> object:
    """Go back from the second card to the first."""
    w, v = leaf(gpu), leaf(other)
    (w.to(other) * v).sum().backward()
    return w.grad, v.grad


@program()
def hooks_see_gradients_there(gpu: str) -> object:
    """Change a gradient by a hook, and keep that of an intermediate result."""
    w = leaf(gpu)
    Y = w * 2
    Y.retain_grad()
    w.register_hook(lambda grad: grad * 10)
    (Y**2).sum().backward()
    return w.grad, Y.grad


@program(gives=["cuda:0", "cuda:0", "cuda:0"])
def hooks_of_modules() -> object:
    """Watch a layer by hooks, forward and back."""
    seen = []
    net = nn.Linear(2, 1).cuda()
    net.register_forward_pre_hook(lambda m, given: seen.append(str(given[0].device)))
    net.register_forward_hook(lambda m, given, Y: seen.append(str(Y.device)))
    net.register_full_backward_hook(
        lambda m, into, out: seen.append(str(out[0].device))
    )
    net(torch.ones(1, 2, device="cuda", requires_grad=True)).sum().backward()
    return seen


@program(gives=[False, True, False])
def gradients_switched_off(gpu: str) -> object:
    """Compute without a graph, and with one again."""
    w = leaf(gpu)
    with torch.no_grad():
        Y = w * 2
    with torch.inference_mode():
        Z = w * 2
    return Y.requires_grad, (w * 2).requires_grad, Z.requires_grad


@program()
def jacobian_and_vmap(gpu: str) -> object:
    """Ask torch.func for a Jacobian and a batch of gradients."""
    X = torch.tensor([1.0, 2.0], device=gpu)
    jacobian = torch.autograd.functional.jacobian(lambda x: x**2, X)
    return jacobian, torch.func.vmap(torch.func.grad(lambda x: x**3))(X)


@program(refused=gradient())
def vector_gradient_made_on_the_cpu(gpu: str) -> object:
    """Go back from a vector with a gradient of the CPU."""
    w = leaf(gpu)
    (w**2).backward(torch.ones(3))
    return w.grad


@program(refused=gradient("cpu", "cuda:0"))
def vector_gradient_made_on_the_device(gpu: str) -> object:
    """Go back from a vector of the CPU with a gradient of the device."""
    w = leaf("cpu")
    (w * 2).backward(torch.ones(3, device=gpu))
    return w.grad


@program(refused=gradient())
def backward_that_returns_to_the_cpu(gpu: str) -> object:
    """Go back through a function that makes its gradient on the CPU."""
    w = leaf(gpu)
    GradientOnCpu.apply(w).sum().backward()
    return w.grad


@program(refused=gradient("cuda:1", "cuda:0"), gpus=2)
def grad_outputs_on_another_card(gpu: str, other: str) -> object:
    """Ask for gradients with outputs' gradients on another card."""
    w = leaf(other)
    return torch.autograd.grad(w * 2, w, grad_outputs=torch.ones(3, device=gpu))


@program(refused=iterated())
def backward_with_a_mask_on_the_cpu(gpu: str) -> object:
    """Go back through a function that kept its mask on the CPU."""
    w = leaf(gpu)
    MaskOnCpu.apply(w).sum().backward()
    return w.grad


@program(
    refused=grad_assigned(
        "attempting to assign a gradient with device type 'cpu' to a tensor with "
        "device type 'cuda'."
    )
)
def gradient_assigned_from_the_cpu(gpu: str) -> object:
    """Set a gradient to a tensor of the CPU."""
    w = leaf(gpu)
    w.grad = torch.ones(3)
    return w.grad


@program(
    gpus=2,
    refused=grad_assigned(
        # PyTorch writes the numbers as characters; the 0 ends the text.
        "attempting to assign a gradient located on device with index '"
    ),
)
def gradient_assigned_from_another_card(gpu: str, other: str) -> object:
    """Set a gradient to a tensor of another card."""
    w = leaf(gpu)
    w.grad = torch.ones(3, device=other)
    return w.grad


@program(
    refused=words(
        "has changed the type of value (was torch.cuda.FloatTensor got "
        "torch.FloatTensor)",
        "torch/csrc/autograd/python_hook.cpp",
    )
)
def hook_that_returns_to_the_cpu(gpu: str) -> object:
    """Bring a gradient to the CPU in a hook."""
    w = leaf(gpu)
    w.register_hook(lambda grad: grad.cpu())
    (w**2).sum().backward()
    return w.grad


@program(refused=checked("mat1", "addmm"))
def forward_hook_that_returns_to_the_cpu(gpu: str) -> object:
    """Bring the result of a layer to the CPU in a hook."""
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1)).to(gpu)
    net[0].register_forward_hook(lambda m, given, Y: Y.cpu())
    return net(torch.ones(1, 2, device=gpu))


@program(
    refused=words(
        "element 0 of tensors does not require grad and does not have a grad_fn",
        "torch/csrc/autograd/engine.cpp",
    )
)
def backward_of_what_needs_no_gradient(gpu: str) -> object:
    """Go back from a tensor that has no graph."""
    torch.ones(2, device=gpu).sum().backward()
