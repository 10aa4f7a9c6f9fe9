"""The net that exercises hand over."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn.parameter import is_lazy

from grader.devices import simulated_gpus
from grader.probing.draw import Draw


@pytest.mark.parametrize("repeats", [True, False])
def test_a_drawn_net_treats_each_row_by_itself(repeats: bool) -> None:
    """Its output for some rows is a part of its output for all."""
    draw = Draw(3)
    net, X = draw.net(4, 3, repeats=repeats), draw.normal(6, 4)

    assert torch.allclose(torch.cat([net(X[:2]), net(X[2:])]), net(X))
    assert len({tuple(row) for row in net(X).tolist()}) == 6


def test_a_drawn_net_holds_what_is_easily_passed_over() -> None:
    """None, integers, what is frozen or not saved, and a child under two names."""
    net = Draw(3).net(4, 3)
    buffers, saved = dict(net.named_buffers()), net.state_dict()
    modules = list(net.modules())

    assert [x.requires_grad for x in net.parameters()].count(False) == 1
    assert max(name.count(".") for name, _ in net.named_parameters()) == 3
    assert any(not x.is_floating_point() for x in buffers.values())
    assert set(buffers) - set(saved)
    for store in ("_parameters", "_buffers", "_modules"):
        assert any(None in getattr(module, store).values() for module in modules)
    assert len(list(net.named_modules(remove_duplicate=False))) > len(modules)


def test_a_drawn_net_notes_its_runs_and_those_of_its_copies() -> None:
    """Where it computed, which rows, and in which mode."""
    net, X = Draw(3).net(4, 3), torch.ones(2, 4)
    with simulated_gpus(1) as (gpu,):
        deepcopy(net).to(gpu).eval()(X.to(gpu))
    net(X[:0])

    assert net.runs == [(gpu, X.tolist(), False)]


def test_a_net_can_be_run_within_transforms() -> None:
    """What it notes are the rows that it was given, however they come in."""
    net, X = Draw(3).net(4, 3), torch.randn(2, 4)
    of_sum = torch.func.grad(lambda X: net(X).sum())

    torch.vmap(net)(X)
    torch.vmap(net, in_dims=1)(X.T)
    of_sum(X)
    torch.vmap(of_sum)(X)

    noted: Any = net.runs
    assert [run.rows for run in noted] == [X.tolist()] * 4


def test_functional_call_breaks_a_net_that_repeats_a_child() -> None:
    """Why `repeats` is there: once torch mends it, it can go."""
    net = Draw(3).net(4, 3)
    before = [id(parameter) for parameter in net.parameters()]
    copies = {name: tensor * 1 for name, tensor in net.named_parameters()}
    torch.func.functional_call(net, copies, (torch.ones(1, 4),))

    assert [id(parameter) for parameter in net.parameters()] != before


def test_a_drawn_net_is_in_the_middle_of_learning() -> None:
    """It holds gradients, and not all of it is in the same mode."""
    net = Draw(3).net(4, 3)

    assert all((x.grad is not None) == x.requires_grad for x in net.parameters())
    assert {module.training for module in net.modules()} == {True, False}


def test_drawn_chains_are_what_a_container_must_take() -> None:
    """A dozen, one alone that is a container, an empty one, integers."""
    chains = list(Draw(3).chains())

    assert all(nn.Sequential(*modules)(X) is not None for modules, X in chains)
    assert {1, 12} <= {len(modules) for modules, _ in chains}
    assert any(isinstance(modules[0], nn.Sequential) for modules, _ in chains)
    containers = [m for ms, _ in chains for m in ms if isinstance(m, nn.Sequential)]
    assert 0 in map(len, containers)
    assert any(not X.is_floating_point() for _, X in chains)


def test_drawn_layers_are_of_every_kind() -> None:
    """With bias and without, frozen, deep, in evaluation; and of no subclass."""
    net = Draw(3).layers()
    modules = list(net.modules())
    linears = [module for module in modules if isinstance(module, nn.Linear)]
    frozen = [x for x in net.parameters() if not x.requires_grad]
    named: list[type[nn.Module]] = [nn.Linear, nn.Conv2d, nn.BatchNorm2d]

    assert {layer.bias is None for layer in linears} == {True, False}
    assert 0 < len(frozen) < len(list(net.parameters()))
    assert {module.training for module in modules} == {True, False}
    assert max(name.count(".") for name, _ in net.named_parameters()) == 4
    assert not any(map(is_lazy, net.parameters()))
    for cls in named:
        assert {type(m) for m in modules if isinstance(m, cls)} == {cls}


def test_drawn_layers_are_the_same_of_one_seed_in_every_state() -> None:
    """Student and reference are handed equal values, the fresh ones included."""
    one, other = (Draw(3).layers().state_dict() for _ in range(2))

    assert all(torch.equal(one[name], other[name]) for name in one)
