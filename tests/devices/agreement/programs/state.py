"""state_dict and load_state_dict."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import copy

import torch
from torch import nn

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import checked, iterated, words


def layer(value: float, device: str) -> nn.Linear:
    """Make a layer of equal weights on a device."""
    net = nn.Linear(2, 1)
    nn.init.constant_(net.weight, value)
    nn.init.constant_(net.bias, value)
    return net.to(device)


@program()
def state_lies_with_its_module(gpu: str) -> object:
    """Look at the state of a net on the device."""
    net = nn.Sequential(layer(1.0, gpu), nn.BatchNorm1d(1).to(gpu))
    return dict(net.state_dict())


@program()
def cpu_state_loaded_into_a_device_net(gpu: str) -> object:
    """Load a state of the CPU; the net stays where it is."""
    net = layer(0.0, gpu)
    net.load_state_dict(layer(3.0, "cpu").state_dict())
    return net.weight, net.bias


@program(on="cpu")
def device_state_loaded_into_a_cpu_net(gpu: str) -> object:
    """Load a state of the device into a net of the CPU."""
    net = layer(0.0, "cpu")
    net.load_state_dict(layer(3.0, gpu).state_dict())
    return net.weight, net.bias


@program(gpus=2, on="cuda:1")
def state_of_another_card(gpu: str, other: str) -> object:
    """Load the state of one card into a net of another."""
    net = layer(0.0, other)
    net.load_state_dict(layer(3.0, gpu).state_dict())
    return net.weight


@program(gives=[False, True])
def a_state_shares_memory_until_it_is_copied(gpu: str) -> object:
    """Train on, and compare a state with a copy of it."""
    net = layer(1.0, gpu)
    shared, kept = net.state_dict(), copy.deepcopy(net.state_dict())
    with torch.no_grad():
        net.weight.add_(1)
    old = torch.ones(1, 2, device=gpu)
    return torch.equal(shared["weight"], old), torch.equal(kept["weight"], old)


@program(on="cpu")
def state_brought_to_the_cpu(gpu: str) -> object:
    """Bring each tensor of a state to the CPU."""
    state = layer(2.0, gpu).state_dict()
    return {name: tensor.cpu() for name, tensor in state.items()}


@program()
def optimizer_state_follows_its_parameters(gpu: str) -> object:
    """Load the state of an optimizer of the CPU into one of the device."""
    old, new = layer(1.0, "cpu"), layer(1.0, gpu)
    before = torch.optim.SGD(old.parameters(), lr=0.1, momentum=0.9)
    old(torch.ones(1, 2)).sum().backward()
    before.step()
    after = torch.optim.SGD(new.parameters(), lr=0.1, momentum=0.9)
    after.load_state_dict(before.state_dict())
    return after.state[new.weight]["momentum_buffer"]


@program(on=("cuda:0", "cpu"))
def state_assigned_in_place_of_copied(gpu: str) -> object:
    """Load with assign=True: parameters take the device of the state."""
    net, state = layer(0.0, "cpu"), layer(2.0, gpu).state_dict()
    state["bias"] = state["bias"].cpu()
    net.load_state_dict(state, assign=True)
    return net.weight, net.bias


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def assigned_state_moves_the_net_to_the_cpu(gpu: str) -> object:
    """Load a state of the CPU with assign=True, and use the net as before."""
    net = layer(0.0, gpu)
    net.load_state_dict(layer(3.0, "cpu").state_dict(), assign=True)
    return net(torch.ones(1, 2, device=gpu))


@program(refused=iterated())
def average_with_a_state_of_the_cpu(gpu: str) -> object:
    """Average the states of two nets, one of each device."""
    here, there = layer(1.0, "cpu").state_dict(), layer(3.0, gpu).state_dict()
    return {name: (here[name] + there[name]) / 2 for name in here}


@program(
    refused=words(
        "Error(s) in loading state_dict for Linear:",
        "torch/nn/modules/module.py",
    )
)
def state_of_another_architecture(gpu: str) -> object:
    """Load a state that does not fit, whatever its device."""
    net = nn.Linear(3, 1).to(gpu)
    net.load_state_dict(layer(1.0, gpu).state_dict())


@program(refused=checked("mat1", "addmm", odd="cuda:0", common="cpu"))
def functional_call_with_a_state_of_the_cpu(gpu: str) -> object:
    """Call a net with parameters of the CPU in place of its own."""
    state = dict(layer(1.0, "cpu").state_dict())
    net, X = layer(1.0, gpu), torch.ones(1, 2, device=gpu)
    return torch.func.functional_call(net, state, (X,))
