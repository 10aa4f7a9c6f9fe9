"""Gradients on simulated devices: where they are, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from grader.devices import simulated_gpus

GPU = "cuda:1"
backward: Any = torch.autograd.backward
torch_func: Any = torch.func


def leaf(device: str = GPU) -> Any:
    """A tensor that gets a gradient."""
    return torch.ones(3, device=device, requires_grad=True)


def place(x: Tensor) -> str:
    """The device of a tensor's gradient."""
    assert x.grad is not None
    return str(x.grad.device)


Function: Any = torch.autograd.Function


class Double(Function):  # type: ignore[misc]
    """Twice a tensor."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """Double."""
        return x * 2

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Double the gradient."""
        return grad * 2


class DoubleOnCpu(Double):
    """One that forgets to stay on the GPU when it goes back."""

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        """Double the gradient elsewhere."""
        return grad.cpu() * 2


class Several(Function):  # type: ignore[misc]
    """Two results, of which perhaps one is used: the other's gradient is zeros."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> tuple[Tensor, Tensor]:
        """Double and triple."""
        return x * 2, x * 3

    @staticmethod
    def backward(ctx: Any, first: Tensor, second: Tensor) -> Tensor:
        """Add what comes back, both by way of its device."""
        two = torch.tensor([2.0], device=first.device)
        three = torch.tensor([3.0], device=second.device)
        return first * two + second * three


ASSIGNED = (
    "attempting to assign a gradient with device type '{}' to a tensor with device "
    "type '{}'. Please ensure that the gradient and the tensor are on the same device"
)


def assign(x: Tensor, grad: Any) -> None:
    """Assign a gradient."""
    x.grad = grad


REFUSED: list[tuple[Callable[[], Any], type[Exception], str]] = [
    (
        lambda: assign(leaf(GPU), torch.ones(3)),
        RuntimeError,
        ASSIGNED.format("cpu", "cuda"),
    ),
    (
        lambda: assign(leaf("cpu"), torch.ones(3, device=GPU)),
        RuntimeError,
        ASSIGNED.format("cuda", "cpu"),
    ),
    (lambda: assign(leaf(), 3.0), TypeError, "assigned grad expected to be a Tensor"),
    (
        lambda: backward(leaf() * 2, torch.ones(3)),
        RuntimeError,
        "invalid gradient at index 0 - expected device cuda:1 but got cpu",
    ),
    (
        lambda: backward(leaf() * 2, torch.ones(3, device="cuda:0")),
        RuntimeError,
        "invalid gradient at index 0 - expected device cuda:1 but got cuda:0",
    ),
    (
        lambda: torch.autograd.grad(leaf() * 2, leaf(), grad_outputs=torch.ones(3)),
        RuntimeError,
        "invalid gradient at index 0 - expected device cuda:1 but got cpu",
    ),
    (
        lambda: backward(Double.apply(leaf()) @ Double.apply(leaf("cpu"))),
        RuntimeError,
        "but got tensor is on cpu, different from other tensors on cuda:1",
    ),
    (
        lambda: backward(DoubleOnCpu.apply(leaf()).sum()),
        RuntimeError,
        "Function DoubleOnCpuBackward returned an invalid gradient at index 0 - "
        "expected device cuda:1 but got cpu",
    ),
    (
        lambda: hooked(leaf(), lambda grad: grad.cpu()),
        RuntimeError,
        "hook '<lambda>' has changed the type of value (was torch.cuda.FloatTensor got "
        "torch.FloatTensor)",
    ),
    (
        lambda: hooked(leaf(), lambda grad: grad + torch.ones(3)),
        RuntimeError,
        "found at least two devices, cuda:1 and cpu!",
    ),
]


def hooked(x: Any, hook: Callable[[Tensor], Any]) -> Any:
    """Go back through a hook."""
    x.register_hook(hook)
    (x * 2).sum().backward()
    return x


@pytest.mark.parametrize(("act", "error", "words"), REFUSED)
def test_gradient_from_elsewhere_is_refused(
    act: Callable[[], Any], error: type[Exception], words: str
) -> None:
    """A gradient has to be where its tensor is; autograd's words say which is not."""
    with simulated_gpus(2), pytest.raises(error) as info:
        act()
    assert words in str(info.value)


BRANCHES: dict[str, Callable[[Any], Tensor]] = {
    "one of several": lambda x: x.unbind()[1],
    "a part": lambda x: (x * 2).split([1, 2])[1],
    "an element": lambda x: x[0],
    "by index": lambda x: x[torch.tensor([0, 0])],
    "by mask": lambda x: x[x > 0],
    "largest": lambda x: x.topk(2).values,
    "sorted": lambda x: x.sort()[0][0],
    "median": lambda x: x.median(),
    "gathered": lambda x: x.gather(0, torch.tensor([1], device=x.device)),
    "unfolded": lambda x: x.unfold(0, 2, 1)[0],
    "strided": lambda x: x.as_strided((1,), (1,)),
    "pooled": lambda x: F.max_pool1d(x[None], 2),
    "padded": lambda x: F.pad(x[None, None], (1, 1), mode="reflect"),
    "overwritten": lambda x: (x * 1).index_fill(0, torch.tensor([0], device=GPU), 0.0),
    "written to zeros": lambda x: x.new_zeros(5).index_copy(
        0, torch.arange(3, device=GPU), x
    ),
    "written from elsewhere": lambda x: torch.zeros(3).copy_(x),
    "product": lambda x: x.prod(),
    "complex": lambda x: torch.complex(x, x).abs(),
    "embedded": lambda x: F.embedding(torch.tensor([0], device=GPU), x[:, None]),
    "embedded sparsely": lambda x: F.embedding(
        torch.tensor([0], device=GPU), (x * 1)[:, None]
    ),
    "function": Double.apply,
    "first of a function": lambda x: Several.apply(x)[0],
    "last of a function": lambda x: Several.apply(x)[1],
    "through the CPU": lambda x: (x.cpu() * 2).to("cuda:0"),
    "recurrent": lambda x: nn.LSTM(3, 2, 2).to(GPU)(x[None, None])[0],
    "attending": lambda x: F.scaled_dot_product_attention(x[None], x[None], x[None]),
    "checkpoint": lambda x: checkpoint(lambda y: y.sin() * 2, x, use_reentrant=False),
}


@pytest.mark.parametrize("branch", BRANCHES.values(), ids=BRANCHES)
def test_gradient_is_where_its_tensor_is(branch: Callable[[Tensor], Tensor]) -> None:
    """Whatever the way back, also where autograd's engine makes zeros itself."""
    with simulated_gpus(2):
        x = leaf()
        backward(branch(x).sum())
        assert place(x) == GPU
        (grad,) = torch.autograd.grad(branch(x).sum(), x)
        assert str(grad.device) == GPU
        assert str((grad + x).device) == GPU
        y = leaf("cpu")
        assert y.grad is None


def test_numbers_of_the_cpu_get_their_gradients_there() -> None:
    """A Parameter of one number may stay on the CPU; its gradient comes back to it."""
    with simulated_gpus(2):
        w, x = nn.Parameter(torch.tensor(2.0)), leaf()
        backward((w * x + x**w + torch.where(x > 0, x, w)).sum())
        assert (place(w), place(x)) == ("cpu", GPU)
        (grad,) = torch.autograd.grad((w * x).sum(), w)
        assert str(grad.device) == "cpu"


def test_gradient_of_a_number_may_come_from_the_cpu() -> None:
    """The engine moves a gradient that is a number, to where it belongs."""
    with simulated_gpus(2):
        x = leaf()
        backward((x * 2).sum(), torch.tensor(3.0))
        assert place(x) == GPU
        assert x.grad is not None
        assert x.grad.tolist() == [6.0] * 3


def test_gradients_add_up_where_they_are() -> None:
    """Several passes, a graph that is kept, and gradients set to zero."""
    with simulated_gpus(2):
        x = leaf()
        y = (x * 2).sum()
        backward(y, retain_graph=True)
        backward(y)
        assert x.grad is not None
        assert (place(x), x.grad.tolist()) == (GPU, [4.0] * 3)
        x.grad.zero_()
        backward((x.to("cuda:0") * 5).sum())
        assert (place(x), x.grad.tolist()) == (GPU, [5.0] * 3)


def test_gradient_that_is_there_does_not_move_with_data() -> None:
    """`.data = ` of another device leaves the gradient where it was."""
    with simulated_gpus(2):
        x = leaf()
        backward(x.sum())
        x.data = torch.ones(3)
        assert (str(x.device), place(x)) == ("cpu", GPU)


def test_hooks_see_gradients_where_they_are() -> None:
    """Hooks of tensors, nodes, modules and after accumulation are given GPU tensors."""
    seen: list[Any] = []
    with simulated_gpus(2):
        x, net = leaf(), nn.Linear(3, 1).to(GPU)
        x.register_hook(seen.append)
        x.register_post_accumulate_grad_hook(lambda p: seen.append(p.grad))
        net.register_full_backward_hook(
            lambda module, before, after: seen.extend(after)
        )
        y = x * 2
        assert y.grad_fn is not None
        y.grad_fn.register_hook(lambda before, after: seen.extend(after))
        backward(net(y).sum())
        assert len(seen) == 4
        assert {str(grad.device) for grad in seen} == {GPU}


@pytest.mark.parametrize("where", [{}, {"device": 1}])
def test_hook_may_change_a_gradient_on_its_device(where: dict[str, Any]) -> None:
    """What a hook returns takes the gradient's place; it is the user's code, too."""
    with simulated_gpus(2):
        x = hooked(leaf(), lambda grad: grad * torch.tensor(2.0, **where))
        assert (place(x), x.grad.tolist()) == (GPU, [4.0] * 3)


def test_unused_inputs_have_no_gradient() -> None:
    """`allow_unused` gives None, `materialize_grads` zeros where the input is."""
    with simulated_gpus(2):
        x, y = leaf(), leaf("cpu")
        assert list(torch.autograd.grad(x.sum(), y, allow_unused=True)) == [None]
        loss = (x.cpu() + y).sum()
        grads = torch.autograd.grad(loss, [x, y], materialize_grads=True)
        assert [str(grad.device) for grad in grads] == [GPU, "cpu"]


def test_graph_of_gradients_is_on_the_gpu() -> None:
    """`create_graph` gives gradients that can be differentiated again."""
    with simulated_gpus(2):
        x = leaf()
        (first,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
        (second,) = torch.autograd.grad(first.sum(), x)
        assert (str(first.device), str(second.device)) == (GPU, GPU)
        assert second.tolist() == [6.0] * 3


@pytest.mark.parametrize(
    "function",
    [lambda x: (x**2).sum(), lambda x: (x.cpu() ** 2).to("cuda:0"), torch.sin],
)
def test_gradcheck_holds(function: Callable[[Tensor], Tensor]) -> None:
    """Numerical and analytical gradients agree, as values are real."""
    with simulated_gpus(2):
        x = torch.rand(3, dtype=torch.float64, device=GPU, requires_grad=True)
        assert torch.autograd.gradcheck(function, (x,))
        assert torch.autograd.gradgradcheck(function, (x,))


# Forward derivatives make torch itself use TorchScript.
old = pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")
TRANSFORMS: list[Callable[[Tensor], Any]] = [
    torch_func.grad(lambda x: (x**2).sum()),
    torch_func.vmap(lambda x: x * 2 + x.new_ones(())),
    torch_func.vmap(torch.func.grad(lambda x: x**3)),
    torch_func.jacrev(lambda x: x**2),
    torch_func.jacfwd(lambda x: x**2),
    torch_func.hessian(lambda x: (x**3).sum()),
    lambda x: torch_func.vjp(torch.sin, x)[1](x)[0],
    lambda x: torch_func.jvp(torch.sin, (x,), (x,))[1],
    lambda x: torch_func.functional_call(
        nn.Linear(3, 1), {"weight": x[None], "bias": x[:1]}, (x,)
    ),
]


@old
@pytest.mark.parametrize("transform", TRANSFORMS)
def test_transforms_of_functions_stay_on_the_gpu(
    transform: Callable[[Tensor], Any],
) -> None:
    """What `torch.func` makes of a function computes where its input is."""
    with simulated_gpus(2):
        x = torch.rand(3, device=GPU)
        assert str(transform(x).device) == GPU
        assert transform(x.cpu()).device.type == "cpu"


def test_transformed_functions_are_refused_mixed_devices() -> None:
    """Within `torch.func`, too, tensors have devices, and moves are possible."""
    with simulated_gpus(2):
        x, y = torch.ones(2, 3, device=GPU), torch.ones(3)
        with pytest.raises(RuntimeError, match="cuda:1 and cpu!"):
            torch_func.vmap(lambda row: row + y)(x)
        moved = torch_func.vmap(lambda row: row.to("cuda:0"))(x)
        assert str(moved.device) == "cuda:0"


def test_old_checkpoints_go_back_on_the_gpu() -> None:
    """A reentrant checkpoint runs the function again within backward."""
    with simulated_gpus(2):
        x = leaf()
        backward(checkpoint(lambda y: y.sin() * 2, x, use_reentrant=True).sum())
        assert place(x) == GPU


def test_saved_tensors_may_wait_on_the_cpu() -> None:
    """`save_on_cpu` keeps what backward needs there, and brings it back."""
    with simulated_gpus(2):
        x = leaf()
        with torch.autograd.graph.save_on_cpu(pin_memory=True):
            y = (x * x * 2).sum()
        backward(y)
        assert place(x) == GPU
