"""Nets in the middle of being trained, each with its optimizer.

What is easily forgotten is there to be lost: momentum, the moments of Adam, a learning
rate that was lowered on the way, groups that learn at different rates, running means,
and a training that has not begun. Nothing is random, and all is made of torch's own
classes, so that it can be saved in whatever way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from grader.probing.draw import Draw

Make = Callable[[], tuple[nn.Module, torch.optim.Optimizer]]
INPUTS, WIDTH, OUTPUTS, ROWS = 3, 4, 2, 5
STEPS = 3
FINER = 1 + 2**-28  # makes numbers such that no float32 can hold them


@dataclass
class Training:
    """A net that is being trained.

    Attributes:
        name: Which optimizer it has.
        net: The net.
        optimizer: Its optimizer.
        done: How many steps were made.
    """

    name: str
    net: nn.Module
    optimizer: torch.optim.Optimizer
    done: int
    _make: Make
    _draw: Draw

    def train(self, steps: int = STEPS) -> None:
        """Make so many further steps, each on a batch of its own."""
        for _ in range(steps):
            self.done += 1
            first = next(self.net.parameters())
            batch = self._draw.value_for(f"batch {self.done}", (ROWS, INPUTS))
            self.optimizer.zero_grad()
            self.net(batch.to(first)).square().sum().backward()
            self.optimizer.step()

    def lower(self) -> None:
        """Halve the learning rates."""
        for group in self.optimizer.param_groups:
            group["lr"] /= 2

    def again(self) -> Training:
        """Start anew, at the same batch: other values, an optimizer without state."""
        net, optimizer = self._make()
        _fill(net, self._draw, "other ")
        return Training(self.name, net, optimizer, self.done, self._make, self._draw)

    def state(self) -> dict[str, Any]:
        """Copy all that net and optimizer hold."""
        held = {"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict()}
        return {name: _copied(dict(state)) for name, state in held.items()}


def trainings(draw: Draw, device: str | torch.device = "cpu") -> Iterator[Training]:
    """Start trainings, and make some steps of all but the last."""
    makers = {
        "SGD with momentum": _momentum,
        "Adam in two groups": _two_groups,
        "AdamW in float64": _precise,
    }
    for name, make in makers.items():

        def made(make: Callable[[nn.Module], Any] = make) -> Any:
            layers = nn.Linear(INPUTS, WIDTH), nn.BatchNorm1d(WIDTH), nn.Tanh()
            net = nn.Sequential(*layers, nn.Linear(WIDTH, OUTPUTS)).to(device)
            return net, make(net)

        net, optimizer = made()
        _fill(net, draw, "")
        training = Training(name, net, optimizer, 0, made, draw)
        if make is not _precise:
            training.train()
            training.lower()
        yield training


def _momentum(net: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)


def _two_groups(net: nn.Module) -> torch.optim.Optimizer:
    first, *_, last = net.children()
    groups: list[dict[str, Any]] = [
        {"params": first.parameters()},
        {"params": last.parameters(), "lr": 0.1, "betas": (0.5, 0.9)},
    ]
    return torch.optim.Adam(groups, lr=0.02)


def _precise(net: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.AdamW(net.double().parameters(), lr=0.05)


def _fill(net: nn.Module, draw: Draw, variant: str) -> None:
    with torch.no_grad():
        for name, tensor in net.named_parameters():
            values = draw.value_for(f"{variant}{name}", tuple(tensor.shape))
            tensor.copy_(values.double() * FINER)


def _copied(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(x) for x in value] if isinstance(value, list) else value
