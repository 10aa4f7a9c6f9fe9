"""Move tensors from one device to another."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import copy

import numpy as np
import torch

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import ORDINAL, iterated, to_numpy, words


@program()
def to_in_all_forms(gpu: str) -> object:
    """Name the device, the dtype, both, or a tensor that has them."""
    X = torch.tensor([1.0, 2.0])
    there = torch.zeros(1, device=gpu, dtype=torch.float64)
    return [
        X.to(gpu),
        X.to(torch.device(gpu)),
        X.to(device=gpu),
        X.to(gpu, torch.float64),
        X.to(device=gpu, dtype=torch.int32, copy=True),
        X.to(there),
        X.to(gpu, non_blocking=True),
    ]


@program()
def to_another_dtype_stays(gpu: str) -> object:
    """Change the dtype on the device."""
    X = torch.tensor([1.7, -2.2], device=gpu)
    return [X.to(torch.int64), X.double(), X.half(), X.int(), X.bool(), X.type_as(X)]


@program(on=("cuda:0", "cpu"))
def cuda_and_back() -> object:
    """Go to the device and back by cuda() and cpu()."""
    X = torch.tensor([1.0, 2.0]).cuda()
    return X, (X * 2).cpu()


@program(gpus=2, on=("cuda:0", "cuda:1", "cuda:1", "cuda:1", "cuda:1"))
def cuda_with_an_ordinal() -> object:
    """Name the card to cuda() by number, string and torch.device."""
    X = torch.ones(2)
    return [
        X.cuda(0),
        X.cuda(1),
        X.cuda("cuda:1"),
        X.cuda(torch.device("cuda:1")),
        X.cuda(device=1, non_blocking=True),
    ]


@program(gpus=2, on=("cuda:0", "cuda:1"))
def to_a_number() -> object:
    """Name the card to to() by number."""
    return torch.ones(2).to(0), torch.ones(2).to(1)


@program(gives=[True, False, True])
def moving_home_copies_nothing() -> object:
    """Move a tensor to where it is: the same tensor comes back, unless copy=True."""
    X = torch.ones(2, device="cuda:0")
    return X.to("cuda") is X, X.to("cuda:0", copy=True) is X, X.cuda() is X


@program(on=("cpu", "cuda:0"), gives=[[0.0, 0.0, 0.0]])
def a_moved_tensor_is_a_copy() -> object:
    """Change the copy on the device; the tensor on the CPU stays."""
    X = torch.zeros(3)
    Y = X.to("cuda:0")
    Y += 1
    return X, Y, X.tolist()


@program(on=("cuda:0", "cpu"), gives=[[0.0, 0.0, 0.0]])
def the_copy_on_the_cpu_is_its_own() -> object:
    """Change the copy on the CPU; the tensor on the device stays."""
    X = torch.zeros(3, device="cuda:0")
    Y = X.cpu()
    Y[0] = 5
    return X, Y, X.tolist()


@program(gpus=2, on=("cuda:0", "cuda:1", "cuda:0"))
def between_two_cards(gpu: str, other: str) -> object:
    """Carry a tensor from one card to the other and back."""
    X = torch.arange(3, device=gpu)
    Y = X.to(other)
    return X, Y, Y.to(gpu) + X


@program(on=("cuda:0", "cpu"))
def copy_across_devices(gpu: str) -> object:
    """Fill a tensor from one on another device by copy_."""
    X, Y = torch.zeros(3, device=gpu), torch.zeros(3)
    X.copy_(torch.tensor([1.0, 2.0, 3.0]))
    Y.copy_(X)
    return X, Y


@program(gpus=2, on=("cuda:1", "cuda:1"))
def copies_keep_their_device(other: str) -> object:
    """Clone and deepcopy a tensor where it lies."""
    X = torch.ones(2, device=other)
    return X.clone(), copy.deepcopy(X)


@program(gives=[[[1.0, 2.0]], 1.0, 2, True])
def into_python(gpu: str) -> object:
    """Take values out of the device by item(), tolist(), int() and bool()."""
    X = torch.tensor([[1.0, 2.0]], device=gpu)
    return X.tolist(), X[0, 0].item(), int(X[0, 1]), bool(X[0, 0] == 1)


@program(gives=[3.0, [0.0, 1.0, 2.0], 3.0])
def into_numpy_by_way_of_the_cpu(gpu: str) -> object:
    """Bring a tensor to the CPU before NumPy gets it."""
    X = torch.arange(3.0, device=gpu, requires_grad=True)
    array = X.detach().cpu().numpy()
    return float(array.sum()), array.tolist(), float(X.numpy(force=True).sum())


@program(gives=[False, None])
def a_moved_leaf_is_no_leaf() -> object:
    """Move a leaf: what comes back is computed, and gets no gradient of its own."""
    w = torch.ones(2, requires_grad=True)
    there = w.cuda()
    (there**2).sum().backward()
    return there.is_leaf, there.grad


@program(on="cpu")
def a_gradient_lies_where_its_leaf_lies(gpu: str) -> object:
    """Move a leaf in forward; its gradient comes back to the CPU."""
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (w.to(gpu) ** 2).sum().backward()
    return w.grad


@program(refused=iterated())
def to_does_not_move_in_place(gpu: str) -> object:
    """Call to() and forget what it returns."""
    X = torch.ones(3)
    X.to(gpu)
    return torch.ones(3, device=gpu) + X


@program(refused=iterated())
def only_one_operand_moved(gpu: str) -> object:
    """Add first and move the sum after."""
    X, Y = torch.ones(2, 2).to(gpu), torch.ones(2, 2)
    return (X + Y).to(gpu)


@program(refused=iterated("cuda:1", "cuda:0"), gpus=2)
def cuda_goes_to_the_first_card(other: str) -> object:
    """Call cuda() without an ordinal, beside a tensor of the second card."""
    X = torch.ones(2, device=other)
    return X * torch.ones(2).cuda()


@program(refused=ORDINAL)
def to_a_missing_card() -> object:
    """Move a tensor to a card that is not there."""
    return torch.ones(2).to("cuda:1")


@program(refused=ORDINAL)
def cuda_on_a_missing_card() -> object:
    """Name a card to cuda() that is not there."""
    return torch.ones(2).cuda(4)


@program(refused=ORDINAL, gpus=2)
def from_card_to_missing_card(other: str) -> object:
    """Move a tensor of the last card to the next one."""
    return torch.ones(2, device=other).to("cuda:2")


@program(
    refused=words(
        "Invalid device, must be cuda device",
        "tools/autograd/templates/python_variable_methods.cpp",
    )
)
def cuda_of_the_cpu() -> object:
    """Ask cuda() to move to the CPU."""
    return torch.ones(2).cuda("cpu")


@program(refused=words("Invalid device string: 'cuda:one'", "c10/core/Device.cpp"))
def to_a_device_spelled_out() -> object:
    """Spell the number of the card out."""
    return torch.ones(2).to("cuda:one")


@program(
    refused=words(
        "argument 'input' (position 1) must be Tensor, not",
        "torch/csrc/utils/python_arg_parser.cpp",
        TypeError,
    ),
    compares="kind",
    because="the text names the kind of method, which is Python's in the simulation",
)
def cuda_without_calling_it(gpu: str) -> object:
    """Write X.cuda in place of X.cuda()."""
    net = torch.nn.Linear(2, 1).to(gpu)
    return net(torch.ones(1, 2).cuda)


@program(refused=to_numpy())
def numpy_on_the_device(gpu: str) -> object:
    """Hand a tensor on the device to NumPy."""
    return torch.ones(3, device=gpu).numpy()


@program(refused=to_numpy("cuda:1"), gpus=2)
def asarray_on_the_device(other: str) -> object:
    """Let NumPy make an array of a tensor on the second card."""
    return np.asarray(torch.ones(3, device=other))


@program(refused=to_numpy())
def mean_by_numpy(gpu: str) -> object:
    """Let a function of NumPy reduce a tensor on the device."""
    losses = [torch.tensor(1.0, device=gpu), torch.tensor(2.0, device=gpu)]
    return np.array(losses[0]) + np.array(losses[1])


@program(refused=to_numpy())
def detached_but_not_brought_back(gpu: str) -> object:
    """Detach, and forget to bring the tensor to the CPU."""
    Y = torch.ones(3, device=gpu, requires_grad=True) * 2
    return Y.detach().numpy()


@program(refused=to_numpy())
def numpy_of_one_that_needs_grad(gpu: str) -> object:
    """Hand NumPy a tensor with two faults: CUDA names the device first."""
    return torch.ones(3, device=gpu, requires_grad=True).numpy()
