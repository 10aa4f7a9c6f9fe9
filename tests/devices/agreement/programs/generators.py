"""Seeds and generators."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import generator

CUDA0 = torch.device("cuda:0")
CUDA1 = torch.device("cuda:1")


@program(gives=[True, False])
def seeding_repeats_the_numbers(gpu: str) -> object:
    """Seed twice and draw the same numbers."""
    torch.manual_seed(1)
    first = torch.rand(5, device=gpu)
    torch.manual_seed(1)
    again, more = torch.rand(5, device=gpu), torch.rand(5, device=gpu)
    return torch.equal(first, again), torch.equal(again, more)


@program(gives=[True])
def seeding_all_cards() -> object:
    """Seed all cards by torch.cuda."""
    torch.cuda.manual_seed_all(3)
    first = torch.randn(4, device="cuda")
    torch.cuda.manual_seed(3)
    return torch.equal(first, torch.randn(4, device="cuda"))


@program(gives=[torch.device("cuda"), 7, True, CUDA0])
def generator_on_the_device() -> object:
    """Draw by a generator of the device, and repeat it."""
    source = torch.Generator(device="cuda").manual_seed(7)
    first = torch.randn(3, device="cuda", generator=source)
    seed = source.initial_seed()
    source.manual_seed(7)
    again = torch.randn(3, device="cuda", generator=source)
    return source.device, seed, torch.equal(first, again), again.device


@program(
    gpus=2,
    gives=[CUDA1, True],
    unseen="it compares with numbers that were not drawn",
)
def generator_on_the_second_card() -> object:
    """Draw in place and by permutation on the second card."""
    source = torch.Generator("cuda:1")
    source.manual_seed(0)
    order = torch.randperm(4, generator=source, device="cuda:1")
    return torch.empty(2, device="cuda:1").uniform_(generator=source).device, (
        order.sort().values.tolist() == [0, 1, 2, 3]
    )


@program(on="cuda:0")
def drawn_on_the_cpu_and_moved(gpu: str) -> object:
    """Draw on the CPU by a generator, then move: the same on every device."""
    source = torch.Generator().manual_seed(42)
    return torch.randn(2, 2, generator=source).to(gpu)


@program(gives=[True, True])
def random_state_kept(gpu: str) -> object:
    """Draw in a fork, which leaves the state of the CPU as it was."""
    torch.manual_seed(5)
    with torch.random.fork_rng(devices=[]):
        torch.rand(3)
    after = torch.rand(2).to(gpu)
    torch.manual_seed(5)
    return torch.equal(after, torch.rand(2).to(gpu)), bool((after < 1).all())


@program(gives=[True])
def state_of_a_card_kept() -> object:
    """Save and restore the random state of the card."""
    state = torch.cuda.get_rng_state()
    first = torch.rand(3, device="cuda")
    torch.cuda.set_rng_state(state)
    return torch.equal(first, torch.rand(3, device="cuda"))


@program(
    compares="places", because="initial weights drawn on a device differ", gives=[True]
)
def weights_drawn_in_place(gpu: str) -> object:
    """Initialise a weight on the device."""
    w = torch.empty(4, 4, device=gpu)
    torch.nn.init.uniform_(w, -0.1, 0.1)
    return w, bool((w.abs() <= 0.1).all())


@program(refused=generator("cuda", "cpu"))
def cpu_generator_for_the_device(gpu: str) -> object:
    """Draw on the device by a generator of the CPU."""
    source = torch.Generator().manual_seed(0)
    return torch.randn(3, device=gpu, generator=source)


@program(refused=generator("cpu", "cuda"))
def device_generator_for_the_cpu(gpu: str) -> object:
    """Draw on the CPU by a generator of the device."""
    source = torch.Generator(device=gpu)
    return torch.rand(3, generator=source)


@program(refused=generator("cuda", "cpu"))
def cpu_generator_in_place(gpu: str) -> object:
    """Fill a tensor of the device by a generator of the CPU."""
    X = torch.empty(3, device=gpu)
    return X.normal_(0, 1, generator=torch.Generator().manual_seed(1))


@program(refused=generator("cpu", "cuda"))
def permutation_by_a_device_generator(gpu: str) -> object:
    """Permute on the CPU by a generator of the device."""
    source = torch.Generator(device=gpu).manual_seed(1)
    return torch.randperm(5, generator=source)


@program(refused=generator("cuda", "cpu"))
def multinomial_by_a_cpu_generator(gpu: str) -> object:
    """Choose by probabilities of the device with a generator of the CPU."""
    weights = torch.tensor([0.2, 0.8], device=gpu)
    source = torch.Generator().manual_seed(0)
    return torch.multinomial(weights, 3, replacement=True, generator=source)


@program(refused=generator("cuda", "cpu"))
def initialised_by_a_cpu_generator(gpu: str) -> object:
    """Initialise a layer of the device by a generator of the CPU."""
    net = torch.nn.Linear(2, 2).to(gpu)
    return torch.nn.init.xavier_uniform_(net.weight, generator=torch.Generator())
