"""Print what simulated GPUs cost; ratios are between runs that alternate.

    python benchmarks/simulated_gpus.py             both, about a minute
    python benchmarks/simulated_gpus.py lenet       a training step, by batch size
    python benchmarks/simulated_gpus.py operators   single calls, in microseconds

Run from the project's folder, on a quiet machine. One thread.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from grader.devices import simulated_gpus

BATCHES = (1, 16, 64, 256)  # 256 is the lesson's own
ROUNDS = 15
SECONDS = 0.1  # of one measurement
Step = Callable[[], object]


def lenet() -> None:
    """A training step of LeNet on a simulated GPU, against the same on the CPU."""
    machine = simulated_gpus(1)
    for batch in BATCHES:
        on_cpu = training_step(batch, "cpu")
        with machine:
            on_gpu = training_step(batch, "cuda")
        compare(f"LeNet, batch of {batch}", machine, on_cpu, on_gpu)


def training_step(batch: int, device: str) -> Step:
    """Make a net with its optimizer and data; the function trains it one step."""
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(),
        nn.Linear(84, 10),
    ).to(device)  # fmt: skip
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    x, y = torch.randn(batch, 1, 28, 28).to(device), torch.randint(10, (batch,))
    y = y.to(device)

    def step() -> Tensor:
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss

    step()  # imports and caches
    return step


def operators() -> None:
    """Single calls, on small tensors: what is added does not depend on their size."""
    machine = simulated_gpus(1)
    for name, make in CALLS.items():
        on_cpu = make("cpu")
        with machine:
            on_gpu = make("cuda")
        compare(name, machine, on_cpu, on_gpu)


def _calls() -> dict[str, Callable[[str], Step]]:
    def unary(function: Callable[[Tensor], object]) -> Callable[[str], Step]:
        def make(device: str) -> Step:
            x = torch.ones(8, 8, device=device)
            return lambda: function(x)

        return make

    return {
        "x + x": unary(lambda x: x + x),
        "x @ x": unary(lambda x: x @ x),
        "x[0] (a view)": unary(lambda x: x[0]),
        "x.device": unary(lambda x: x.device),
        "x.shape": unary(lambda x: x.shape),
        "torch.zeros_like(x)": unary(torch.zeros_like),
        "x.to(x.device)": unary(lambda x: x.to(x.device)),
    }


CALLS = _calls()


def seconds(step: Step) -> float:
    """Time one call, by the mean of many."""
    calls, started = 0, time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        step()
        calls += 1
    return (time.perf_counter() - started) / calls


def compare(name: str, machine: simulated_gpus, on_cpu: Step, on_gpu: Step) -> None:
    """Print medians, and the median of the ratios of neighbouring runs."""
    plain, simulated = [], []
    for _ in range(ROUNDS):
        plain.append(seconds(on_cpu))
        with machine:
            simulated.append(seconds(on_gpu))
    ratio = statistics.median(b / a for a, b in zip(plain, simulated, strict=True))
    before, after = (1e6 * statistics.median(runs) for runs in (plain, simulated))
    print(f"{name:24} {before:9.1f} us, simulated {after:9.1f} us, ratio {ratio:.2f}")


FIGURES = {"lenet": lenet, "operators": operators}


def main() -> None:
    """Print the figures named on the command line, or all."""
    torch.set_num_threads(1)
    for name in sys.argv[1:] or FIGURES:
        FIGURES[name]()


if __name__ == "__main__":
    main()
