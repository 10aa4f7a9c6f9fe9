"""Training on a simulated GPU gives the numbers that training on the CPU gives."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from grader.devices import simulated_gpus

STEPS = 3
backward: Any = torch.autograd.backward


class Lstm(nn.Module):
    """A classifier of sequences, with a state that it makes itself."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(5, 4, padding_idx=0)
        self.rnn = nn.LSTM(4, 3, 2, batch_first=True, dropout=0.2, bidirectional=True)
        self.head = nn.Linear(6, 3)

    def forward(self, x: Tensor) -> Tensor:
        """Classify by the last state."""
        tokens = (x.flatten(1)[:, :6].abs() * 4).long() % 5
        state = torch.zeros(4, len(x), 3, device=x.device)
        out, _ = self.rnn(self.embed(tokens), (state, state))
        y: Tensor = self.head(out[:, -1])
        return y


class Attention(nn.Module):
    """A small transformer with a mask."""

    def __init__(self) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 1)
        self.position = nn.Parameter(torch.randn(8, 8))
        self.head = nn.Linear(8, 3)

    def forward(self, x: Tensor) -> Tensor:
        """Classify by the mean over places."""
        mask = nn.Transformer.generate_square_subsequent_mask(8, device=x.device)
        y: Tensor = self.head(self.encoder(x[:, 0] + self.position, mask).mean(1))
        return y


def mlp() -> nn.Module:
    """An MLP with what makes layers depend on chance and on their history."""
    return nn.Sequential(
        nn.Flatten(),
        nn.LazyLinear(16),
        nn.BatchNorm1d(16),
        nn.GELU(),
        nn.Dropout(0.3),
        nn.utils.parametrizations.weight_norm(nn.Linear(16, 3)),
    )


def lenet() -> nn.Module:
    """A convolutional net."""
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.Sigmoid(),
        nn.AvgPool2d(2),
        nn.Conv2d(4, 6, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Dropout2d(0.2),
        nn.Flatten(),
        nn.Linear(6, 3),
    )


NETS: dict[str, Callable[[], nn.Module]] = {
    "mlp": mlp,
    "lenet": lenet,
    "lstm": Lstm,
    "attention": Attention,
}
Optim = Callable[[Any], torch.optim.Optimizer]
OPTIMIZERS: dict[str, Optim] = {
    "sgd": lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9, weight_decay=0.01),
    "adam": lambda ps: torch.optim.Adam(ps, lr=0.01),
    "one by one": lambda ps: torch.optim.Adam(ps, lr=0.01, foreach=False, amsgrad=True),
    "adamw": lambda ps: torch.optim.AdamW(ps, lr=0.01, foreach=True),
    "fused": lambda ps: torch.optim.Adam(ps, lr=0.01, fused=True),
    "rmsprop": lambda ps: torch.optim.RMSprop(ps, lr=0.01, centered=True),
    "adagrad": lambda ps: torch.optim.Adagrad(ps, lr=0.1),
}


def trained(net: nn.Module, make: Optim, device: str) -> tuple[list[float], nn.Module]:
    """Train a net, and return the losses on the way."""
    generator = torch.Generator().manual_seed(1)
    images = torch.randn(12, 1, 8, 8, generator=generator)
    data = TensorDataset(images, torch.arange(12) % 3)
    batches = DataLoader(data, batch_size=4, shuffle=True, generator=generator)
    torch.manual_seed(2)
    net.to(device)
    net(images[:4].to(device))
    optimizer = make(net.parameters())
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 2)
    losses = []
    for _, (x, y) in zip(range(STEPS), batches, strict=True):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x.to(device)), y.to(device))
        backward(loss)
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses, net


def same(one: Any, other: Any) -> bool:
    """Whether two states hold the same numbers, bit by bit."""
    if isinstance(one, Tensor):
        return torch.equal(one.cpu(), other.cpu())
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    return bool(one == other)


@pytest.mark.rest
@pytest.mark.parametrize(
    ("net", "optimizer"),
    [(net, name) for net in NETS for name in ("sgd", "adamw")]
    + [("mlp", name) for name in OPTIMIZERS if name not in ("sgd", "adamw")],
)
def test_training_gives_the_numbers_of_the_cpu(net: str, optimizer: str) -> None:
    """Losses, parameters and running statistics are the CPU's, bit by bit."""
    torch.manual_seed(0)
    here = NETS[net]()
    there = copy.deepcopy(here)
    losses, expected = trained(here, OPTIMIZERS[optimizer], "cpu")
    with simulated_gpus(2):
        found_losses, found = trained(there, OPTIMIZERS[optimizer], "cuda:1")
        devices = {str(x.device) for x in [*found.parameters(), *found.buffers()]}
        assert devices == {"cuda:1"}
        assert found_losses == losses
        assert same(found.state_dict(), expected.state_dict())


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_optimizers_keep_their_state_beside_parameters(optimizer: Optim) -> None:
    """Averages are on the GPU; a count of steps is on the CPU, unless it is fused."""
    with simulated_gpus(2):
        net = nn.Linear(2, 1).to("cuda:1")
        made = optimizer(net.parameters())
        backward(net(torch.ones(1, 2, device="cuda:1")).sum())
        made.step()
        state = made.state[net.weight]
        places = {name: str(x.device) for name, x in state.items() if x is not None}
        fused = made.defaults.get("fused")
        assert places.pop("step", "cpu") == ("cuda:1" if fused else "cpu")
        assert set(places.values()) == {"cuda:1"}


def momentum(ps: Any) -> torch.optim.Optimizer:
    """An optimizer with a state."""
    return torch.optim.SGD(ps, lr=0.1, momentum=0.9)


@pytest.mark.parametrize("make", [momentum, *list(OPTIMIZERS.values())[1:6]])
def test_net_moved_after_a_step_is_refused(make: Optim) -> None:
    """The state of an optimizer stays where it was: the next step mixes devices."""
    with simulated_gpus(1):
        net = nn.Linear(2, 1)
        optimizer = make(net.parameters())
        for device in ("cpu", "cuda"):
            net.to(device)
            optimizer.zero_grad()
            backward(net(torch.ones(1, 2, device=device)).sum())
            if device == "cpu":
                optimizer.step()
        with pytest.raises(
            RuntimeError, match="Expected all tensors to be on the same"
        ):
            optimizer.step()


def test_state_of_an_optimizer_is_loaded_beside_parameters() -> None:
    """`load_state_dict` of an optimizer moves averages to the parameters' device."""
    with simulated_gpus(1):
        here, there = nn.Linear(2, 1), nn.Linear(2, 1).cuda()
        first, second = (torch.optim.Adam(net.parameters()) for net in (here, there))
        backward(here(torch.ones(1, 2)).sum())
        first.step()
        second.load_state_dict(first.state_dict())
        state = second.state[there.weight]
        assert {k: str(x.device) for k, x in state.items()} == {
            "step": "cpu",
            "exp_avg": "cuda:0",
            "exp_avg_sq": "cuda:0",
        }
        backward(there(torch.ones(1, 2, device="cuda")).sum())
        second.step()


def test_values_steer_a_program() -> None:
    """A loop that looks at values of a GPU runs as often as on the CPU."""

    def halvings(device: str) -> int:
        x, count = torch.full((3,), 7.0, device=device), 0
        while x.abs().sum() > 1:
            x, count = x / 2, count + 1
        return count if x[0] < 1 and bool((x < 1).all()) else -1

    with simulated_gpus(1):
        assert halvings("cuda") == halvings("cpu") == 5
