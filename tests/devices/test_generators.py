"""Random numbers on simulated GPUs."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Generator as EarlyGenerator
from torch.utils.data import DataLoader, TensorDataset, random_split

from grader.devices import simulated_gpus

cuda: Any = torch.cuda  # half of it has no types


def test_gpus_draw_what_the_cpu_would_have_drawn() -> None:
    """After the same seed, a GPU's draws are the CPU's."""
    torch.manual_seed(3)
    on_cpu = torch.randn(4), torch.rand(2)
    with simulated_gpus(2):
        torch.manual_seed(3)
        on_gpus = torch.randn(4, device="cuda:1"), torch.rand(2, device="cuda:0")
        values = [drawn.cpu().tolist() for drawn in on_gpus]

    assert values == [drawn.tolist() for drawn in on_cpu]


@pytest.mark.parametrize(
    "seed", [cuda.manual_seed, cuda.manual_seed_all, torch.manual_seed]
)
def test_a_seed_repeats_the_draws(seed: Callable[[int], Any]) -> None:
    """A seed for CUDA makes draws on a GPU repeatable, from the very first on."""
    with simulated_gpus(1):
        seed(5)
        first = torch.rand(3, device="cuda")
        seed(5)
        again = torch.rand(3, device="cuda")
        other = torch.rand(3, device="cuda")
        assert torch.equal(first, again)
        assert not torch.equal(first, other)
        assert cuda.initial_seed() == 5


def test_a_seed_counts_when_it_is_given() -> None:
    """CUDA's first use, later, does not set the draws back to the seed."""
    with simulated_gpus(1):
        torch.manual_seed(5)
        first = torch.rand(3)
        cuda.init()
        second = torch.rand(3)

    assert not torch.equal(first, second)


def test_seeding_does_not_initialise_cuda() -> None:
    """As with a real CUDA, a seed alone does not make use of it."""
    with simulated_gpus(1):
        torch.manual_seed(1)
        cuda.manual_seed(1)
        assert not cuda.is_initialized()


def test_states_can_be_kept_and_put_back() -> None:
    """A state that was read and set again repeats the draws."""
    with simulated_gpus(2):
        states = cuda.get_rng_state_all()
        first = torch.rand(3, device="cuda")
        cuda.set_rng_state_all(states)
        again = torch.rand(3, device="cuda")
        cuda.set_rng_state(states[1], "cuda:1")
        once_more = torch.rand(3, device="cuda:1")
        assert len(states) == 2
        assert first.tolist() == again.tolist() == once_more.tolist()


def test_fork_rng_leaves_the_state_alone() -> None:
    """Draws within `fork_rng` do not count afterwards."""
    with simulated_gpus(1):
        torch.manual_seed(2)
        with torch.random.fork_rng():
            torch.rand(3, device="cuda")
        forked = torch.rand(3, device="cuda")
        torch.manual_seed(2)
        assert torch.equal(forked, torch.rand(3, device="cuda"))


def test_fork_rng_warns_of_several_gpus_on_each_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A warning that torch gives once in a process is given once in a simulation."""
    monkeypatch.setattr(torch.random, "_fork_rng_warned_already", True)
    for _ in range(2):
        warned = pytest.warns(UserWarning, match="2 available devices")
        with simulated_gpus(2), warned, torch.random.fork_rng():
            pass
    assert torch.random._fork_rng_warned_already is True


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("cuda", "cuda"),
        ("cuda:1", "cuda:1"),
        (torch.device("cuda", 0), "cuda:0"),
        (1, "cuda:1"),
        ("cpu", "cpu"),
        (None, "cpu"),
    ],
)
def test_a_generator_says_where_it_is(asked: Any, found: str) -> None:
    """A generator is on the device that it was asked for on, and is a Generator."""
    with simulated_gpus(2):
        generator = torch.Generator() if asked is None else torch.Generator(asked)
        assert generator.device == torch.device(found)
        assert isinstance(generator, torch.Generator)
        assert isinstance(generator, EarlyGenerator)
    assert generator.device == torch.device("cpu")
    assert isinstance(generator, torch.Generator)


def test_a_generator_draws_the_cpus_numbers() -> None:
    """A generator on a GPU draws what one on the CPU draws from the same seed."""
    expected = torch.randn(3, generator=torch.Generator().manual_seed(4))
    with simulated_gpus(1):
        generator = torch.Generator(device="cuda").manual_seed(4)
        drawn = torch.randn(3, device="cuda", generator=generator)
        filled = torch.empty(3, device="cuda").normal_(generator=generator)
        assert drawn.tolist() == expected.tolist() != filled.tolist()


@pytest.mark.parametrize(("device", "other"), [("cuda", "cpu"), ("cpu", "cuda")])
def test_a_generator_elsewhere_is_refused(device: str, other: str) -> None:
    """A tensor is not filled by another device's generator."""
    words = f"Expected a '{device}' device type for generator but found '{other}'"
    with simulated_gpus(1):
        generator = torch.Generator(other)
        with pytest.raises(RuntimeError, match=words):
            torch.rand(2, device=device, generator=generator)
        with pytest.raises(RuntimeError, match=words):
            torch.ones(2, device=device).normal_(generator=generator)


@pytest.mark.parametrize(
    "duplicate",
    [
        copy.deepcopy,
        lambda generator: generator.clone_state(),
        lambda generator: pickle.loads(pickle.dumps(generator)),  # noqa: S301 - our own
    ],
)
def test_a_copied_generator_goes_on_alike(
    duplicate: Callable[[torch.Generator], torch.Generator],
) -> None:
    """A copy is on the same device and draws the same numbers, on its own."""
    with simulated_gpus(2):
        generator = torch.Generator("cuda:1").manual_seed(7)
        twin = duplicate(generator)
        drawn = torch.rand(3, device="cuda:1", generator=generator)
        assert twin.device == torch.device("cuda:1")
        assert torch.equal(drawn, torch.rand(3, device="cuda:1", generator=twin))


def test_each_gpu_has_a_generator() -> None:
    """`default_generators` has one for each GPU, which seeds its draws."""
    with simulated_gpus(2):
        generators = cuda.default_generators
        assert [each.device.index for each in generators] == [0, 1]
        generators[1].manual_seed(9)
        first = torch.rand(2, device="cuda:1")
        generators[1].manual_seed(9)
        assert torch.equal(first, torch.rand(2, device="cuda:1"))
        with pytest.raises(IndexError, match="out of range"):
            generators[2]


def test_generators_of_the_cpu_still_serve() -> None:
    """Loaders and splits, which make and ask for CPU generators, work as ever."""
    with simulated_gpus(1):
        data = TensorDataset(torch.arange(6))
        halves = random_split(data, [3, 3], generator=torch.Generator().manual_seed(0))
        rows = list(DataLoader(data, shuffle=True, generator=torch.Generator()))
        order = torch.randperm(4, generator=torch.Generator().manual_seed(1))

    assert sorted([*halves[0].indices, *halves[1].indices]) == list(range(6))
    assert sorted(int(row) for (row,) in rows) == list(range(6))
    assert sorted(order.tolist()) == list(range(4))
