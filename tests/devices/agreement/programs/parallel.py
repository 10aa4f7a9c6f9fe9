"""Split work among cards, and bring results together."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn.parallel import (
    DataParallel,
    data_parallel,
    gather,
    parallel_apply,
    replicate,
    scatter,
)

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, iterated, parallel

BOTH = ["cuda:0", "cuda:1"]


class Doubled(nn.Module):
    """A layer that notes which devices it was called on."""

    def __init__(self) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.tensor([[1.0], [2.0]]))
        self.seen: list[str] = []

    def forward(self, X: Tensor) -> Tensor:
        """Multiply, and note the device."""
        self.seen.append(str(X.device))
        return X @ self.w * 2


def batch(rows: int, device: str = "cpu") -> Tensor:
    """Make rows of two numbers."""
    return torch.arange(2.0 * rows, device=device).reshape(rows, 2)


@program(gpus=2, on=("cuda:0", "cuda:1"))
def scatter_a_batch() -> object:
    """Split a batch of the CPU among two cards."""
    return scatter(batch(5), [0, 1])


@program(gpus=2, on=("cuda:0", "cuda:1", "cuda:0", "cuda:1"))
def scatter_nested_data() -> object:
    """Split a dictionary of tensors; what is no tensor goes along."""
    parts = scatter({"X": batch(4), "y": torch.arange(4)}, [0, 1])
    return [part["X"] for part in parts], [part["y"] for part in parts]


@program(gpus=2)
def scatter_fewer_rows_than_cards() -> object:
    """Split a batch of one row: the second card gets nothing."""
    return scatter(batch(1), [0, 1])


@program(gpus=2, on=("cuda:0", "cuda:1"))
def gather_in_order() -> object:
    """Join results of two cards on one."""
    parts = [torch.zeros(1, 2, device="cuda:0"), torch.ones(2, 2, device="cuda:1")]
    return gather(parts, 0), gather(parts[::-1], 1)


@program(gpus=2, on=("cuda:0", "cuda:1"), gives=[True, True])
def replicas_of_a_net() -> object:
    """Copy a net to both cards; copies are no leaves."""
    net = Doubled().cuda()
    copies = replicate(net, [0, 1])
    own = copies[1].w.is_leaf
    return [copy.w for copy in copies], net.w.is_leaf, not own


@program(gpus=2, on=("cuda:0", "cuda:1"))
def parallel_apply_of_replicas() -> object:
    """Run each copy on its part."""
    net = Doubled().cuda()
    return parallel_apply(replicate(net, [0, 1]), scatter(batch(4), [0, 1]))


@program(gpus=2, on=("cuda:0", "cuda:0"))
def data_parallel_training() -> object:
    """Train a net on two cards: gradients reach its own parameters."""
    net = Doubled().cuda()
    Y = DataParallel(net)(batch(4).cuda())
    Y.sum().backward()
    return Y, net.w.grad


@program(gpus=2, on="cuda:1")
def data_parallel_with_the_result_elsewhere() -> object:
    """Gather the results on the second card."""
    net = DataParallel(Doubled().cuda(), device_ids=[0, 1], output_device=1)
    return net(batch(3))


@program(gpus=2)
def data_parallel_as_a_function() -> object:
    """Run a net on two cards without wrapping it."""
    net = Doubled().to("cuda:0")
    Y = data_parallel(net, batch(4, "cuda:0"), device_ids=[0, 1])
    Y.mean().backward()
    return Y, net.w.grad


@program(gives=[["module.w"], [0]])
def data_parallel_of_one_card() -> object:
    """Wrap a net where there is one card: it is moved at once."""
    net = DataParallel(Doubled())
    return net(batch(2)), list(net.state_dict()), net.device_ids


@program(gpus=2, on=("cuda:0", "cuda:1"))
def gradients_reduced_by_hand(gpu: str, other: str) -> object:
    """Sum gradients of two cards on one and send the sum to both."""
    data = [torch.ones(2, device=gpu), torch.full((2,), 3.0, device=other)]
    for part in data[1:]:
        data[0][:] += part.to(data[0].device)
    for part in data[1:]:
        part[:] = data[0].to(part.device)
    return data


@program(gpus=2, on=("cuda:0", "cuda:0"))
def scattered_and_gathered_with_gradient() -> object:
    """Go back through scatter and gather."""
    X = batch(3, "cuda:0").requires_grad_()
    Y = gather([part**2 for part in scatter(X, [0, 1])], 0)
    Y.sum().backward()
    return Y, X.grad


@program(gpus=2, on=("cuda:0", "cuda:1"))
def parameters_copied_by_hand(gpu: str, other: str) -> object:
    """Give each card a copy of the parameters, as in D2L's train_batch."""
    params = [torch.tensor([1.0, 2.0]), torch.tensor([0.5])]
    grads = []
    for device, X in zip((gpu, other), batch(2).split(1), strict=True):
        w, b = (p.to(device, copy=True).requires_grad_() for p in params)
        (X.to(device) @ w + b).sum().backward()
        grads.append(w.grad)
    return grads


@program(
    gpus=2,
    refused=parallel(
        "module must have its parameters and buffers on device cuda:0 (device_ids[0]) "
        "but found one of them on device: cpu"
    ),
)
def data_parallel_left_on_the_cpu() -> object:
    """Wrap a net without moving it."""
    return DataParallel(Doubled())(batch(4))


@program(
    gpus=2,
    refused=parallel(
        "module must have its parameters and buffers on device cuda:0 (device_ids[0]) "
        "but found one of them on device: cuda:1"
    ),
)
def data_parallel_on_the_wrong_card() -> object:
    """Move the net to the second card, and list the first one first."""
    net = Doubled().to("cuda:1")
    return DataParallel(net, device_ids=[0, 1])(batch(4))


@program(
    gpus=2,
    refused=parallel("Gather function not implemented for CPU tensors", AssertionError),
)
def gather_of_the_cpu() -> object:
    """Gather parts that never left the CPU."""
    return gather([torch.ones(1), torch.ones(1)], 0)


@program(
    gpus=2,
    refused=parallel(
        "Broadcast function not implemented for CPU tensors", AssertionError
    ),
)
def replicate_of_the_cpu() -> object:
    """Copy a net that is on the CPU to two cards."""
    return replicate(Doubled(), [0, 1])


@program(gpus=2, refused=iterated("cuda:0", "cuda:1"))
def losses_summed_without_gathering() -> object:
    """Add losses of two cards."""
    net = Doubled().cuda()
    outputs = parallel_apply(replicate(net, [0, 1]), scatter(batch(4), [0, 1]))
    return sum(Y.sum() for Y in outputs)


@program(gpus=2, refused=checked("tensors", "cat", odd="cuda:1"))
def outputs_joined_by_cat() -> object:
    """Join results of two cards by cat in place of gather."""
    return torch.cat(list(scatter(batch(4), [0, 1])))


@program(gpus=2, refused=checked("mat2", "mm", odd="cuda:0", common="cuda:1"))
def one_net_for_two_cards() -> object:
    """Give the part of the second card to the net of the first."""
    net = copy.deepcopy(Doubled()).to("cuda:0")
    return [net(X) for X in scatter(batch(4), [1, 0])]


@program(
    gpus=2,
    refused=parallel("Caught RuntimeError in replica 0 on device 0."),
)
def error_in_a_replica() -> object:
    """Fail inside of every copy: the text names copy and card."""
    return DataParallel(Doubled().cuda())(torch.ones(4, 3).cuda())
