"""Optimizers, their state, and gradients that are clipped."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import NON_LEAF, iterated, words


def small(device: str) -> nn.Linear:
    """Make a layer whose weights are 1 and 2, and move it."""
    net = nn.Linear(2, 1, bias=False)
    net.weight.data.copy_(torch.tensor([[1.0, 2.0]]))
    return net.to(device)


def learn(net: nn.Module, optimizer: torch.optim.Optimizer, device: str) -> Tensor:
    """Take one step towards zero, and return the loss."""
    optimizer.zero_grad()
    loss = (net(torch.tensor([[1.0, -1.0]], device=device)) ** 2).mean()
    loss.backward()
    optimizer.step()
    return loss.detach()


@program()
def training_by_sgd(gpu: str) -> object:
    """Take three steps of SGD."""
    net = small(gpu)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    return [learn(net, optimizer, gpu) for _ in range(3)], net.weight


@program()
def momentum_lies_with_its_parameter(gpu: str) -> object:
    """Take steps with momentum, and look at the optimizer's state."""
    net = small(gpu)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    learn(net, optimizer, gpu)
    learn(net, optimizer, gpu)
    return net.weight, optimizer.state[net.weight]["momentum_buffer"]


@program(on=("cuda:0", "cuda:0", "cuda:0", "cpu"))
def state_of_adam(gpu: str) -> object:
    """Take a step of Adam, whose counter stays on the CPU."""
    net = small(gpu)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    learn(net, optimizer, gpu)
    state = optimizer.state[net.weight]
    return [net.weight, state["exp_avg"], state["exp_avg_sq"], state["step"]]


@program()
def optimizer_made_before_moving(gpu: str) -> object:
    """Move the net after its optimizer was made: parameters stay themselves."""
    net = small("cpu")
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.1)
    net.to(gpu)
    return learn(net, optimizer, gpu), net.weight


@program()
def other_optimizers(gpu: str) -> object:
    """Take two steps of several optimizers."""
    weights = []
    for kind in (torch.optim.RMSprop, torch.optim.Adagrad, torch.optim.Adadelta):
        net = small(gpu)
        optimizer = kind(net.parameters(), lr=0.1)
        learn(net, optimizer, gpu)
        learn(net, optimizer, gpu)
        weights.append(net.weight)
    return weights


@program()
def sgd_written_by_hand(gpu: str) -> object:
    """Update leaves of the device without an optimizer."""
    w = torch.tensor([1.0, 2.0], device=gpu, requires_grad=True)
    for _ in range(2):
        (w**2).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
            w.grad.zero_()
    return w, w.grad


@program()
def gradients_clipped(gpu: str) -> object:
    """Clip gradients by norm and by value."""
    net = small(gpu)
    (net(torch.full((1, 2), 3.0, device=gpu)) ** 2).sum().backward()
    norm = nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    clipped = net.weight.grad.clone()
    nn.utils.clip_grad_value_(net.parameters(), 0.5)
    return norm, clipped, net.weight.grad


@program()
def parameters_as_one_vector(gpu: str) -> object:
    """Write all parameters into one vector and back."""
    net = small(gpu)
    vector = nn.utils.parameters_to_vector(net.parameters())
    nn.utils.vector_to_parameters(vector * 2, net.parameters())
    return vector, net.weight


@program(gives=[0.1, 0.05])
def learning_rate_on_a_schedule(gpu: str) -> object:
    """Halve the learning rate after a step."""
    net = small(gpu)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    rates = [optimizer.param_groups[0]["lr"]]
    learn(net, optimizer, gpu)
    schedule.step()
    return net.weight, *rates, optimizer.param_groups[0]["lr"]


@program(gpus=2, on=("cuda:0", "cuda:1", "cuda:0", "cuda:1"))
def one_optimizer_for_two_cards(gpu: str, other: str) -> object:
    """Train a net that lies on two cards."""
    first, second = small(gpu), small(other)
    parameters = [*first.parameters(), *second.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=0.1)
    hidden = first(torch.ones(1, 2, device=gpu)).expand(1, 2)
    second(hidden.to(other)).sum().backward()
    optimizer.step()
    return first.weight, second.weight, first.weight.grad, second.weight.grad


@program(refused=NON_LEAF)
def optimizing_a_moved_leaf() -> object:
    """Optimize what to() returned for a leaf; on the CPU alone this passes."""
    w = torch.ones(2, requires_grad=True).to("cuda:0")
    return torch.optim.SGD([w], lr=0.1)


@program(refused=NON_LEAF)
def optimizing_a_moved_parameter() -> object:
    """Optimize a Parameter that was moved by cuda()."""
    return torch.optim.Adam([nn.Parameter(torch.ones(2)).cuda()])


@program(refused=iterated())
def adam_state_left_on_the_cpu(gpu: str) -> object:
    """Train on the CPU, move the net, and train on."""
    net = small("cpu")
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    learn(net, optimizer, "cpu")
    net.to(gpu)
    return learn(net, optimizer, gpu)


@program(refused=iterated())
def momentum_left_on_the_cpu(gpu: str) -> object:
    """Train by SGD with momentum on the CPU, move the net, and train on."""
    net = small("cpu")
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    learn(net, optimizer, "cpu")
    net.to(gpu)
    return learn(net, optimizer, gpu)


@program(refused=iterated())
def update_with_a_gradient_on_the_cpu(gpu: str) -> object:
    """Update by hand with a gradient that was brought to the CPU."""
    w = torch.ones(2, device=gpu, requires_grad=True)
    (w**2).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad.cpu()
    return w


@program(refused=iterated())
def average_of_weights_on_the_cpu(gpu: str) -> object:
    """Keep a moving average of the weights on the CPU."""
    net = small(gpu)
    average = torch.zeros(1, 2)
    average.mul_(0.9).add_(net.weight.detach(), alpha=0.1)
    return average


@program(
    refused=words(
        "Found two parameters on different devices, this is currently not supported.",
        "torch/nn/utils/convert_parameters.py",
        TypeError,
    )
)
def vector_of_two_devices(gpu: str) -> object:
    """Write parameters of two devices into one vector."""
    net = nn.ModuleList([small(gpu), small("cpu")])
    return nn.utils.parameters_to_vector(net.parameters())


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def loss_of_two_cards(gpu: str, other: str) -> object:
    """Add the losses of nets of two cards."""
    X = torch.ones(1, 2)
    here, there = small(gpu)(X.to(gpu)), small(other)(X.to(other))
    return F.mse_loss(here, here * 0) + F.mse_loss(there, there * 0)
