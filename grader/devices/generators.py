"""Generators of random numbers on a machine with simulated GPUs.

A simulated GPU draws from torch's CPU generator, and so do all of them: what is drawn
is what the CPU would have drawn, and a seed given to CUDA makes the draws that follow
repeatable. It is also a seed for the CPU's own draws, unlike a real GPU's.

A `torch.Generator("cuda")` is a generator of its own, with the CPU's numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakValueDictionary, ref

import torch
from torch import Tensor

from grader.devices import cuda_state
from grader.devices.installing import Replacement
from grader.devices.machine import CPU, Machine, current
from grader.devices.standins import stand_in

_ORIGINAL: Any = torch.Generator


class SimulatedGenerator(torch.Generator):
    """A generator that says it is on a simulated GPU.

    Outside the machine that it was made on it is the CPU generator that it is.

    Args:
        device: A CUDA device. As with a real one, its number is not looked at.

    Raises:
        RuntimeError: There is no GPU at all.
    """

    _machine: ref[Machine] | None  # the state of CUDA keeps generators, not its machine
    _where: torch.device
    _cdata: int

    def __new__(cls, device: Any = "cuda") -> SimulatedGenerator:
        """Make a CPU generator."""
        machine = current()
        if machine is not None:
            cuda_state.initialise(machine)
        made: SimulatedGenerator = _ORIGINAL.__new__(cls, device="cpu")
        made._machine = None if machine is None else ref(machine)
        made._where = _named(device)
        _simulated[made._cdata] = made
        return made

    @property
    def device(self) -> torch.device:  # type: ignore[override]
        """The simulated device; outside its machine, the CPU."""
        machine = None if self._machine is None else self._machine()
        return CPU if machine is None or machine is not current() else self._where

    def clone_state(self) -> SimulatedGenerator:
        """Make another generator in the same state."""
        made: SimulatedGenerator = _restored(self._where, self.get_state())
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.device, self.get_state())


_simulated: WeakValueDictionary[int, SimulatedGenerator] = WeakValueDictionary()


def device_of(generator: Any) -> torch.device:
    """The device of a generator, as it reaches an operator.

    On its way through C++ it loses its Python type; its address there stays.
    """
    device: torch.device = _simulated.get(generator._cdata, generator).device
    return device


def _named(device: Any) -> torch.device:
    is_number = isinstance(device, int)
    return torch.device("cuda", device) if is_number else torch.device(device)


def _restored(device: torch.device, state: Tensor) -> Any:
    return torch.Generator(device=device).set_state(state)


def names_cuda(device: Any = None, *_: object) -> bool:
    """Whether a generator is asked for that is on a GPU; an int names one, too."""
    if isinstance(device, int):
        return device >= 0
    if isinstance(device, torch.device):
        return device.type == "cuda"
    return isinstance(device, str) and device.partition(":")[0] == "cuda"


class _DefaultGenerator(SimulatedGenerator):
    """A simulated GPU's own generator: torch's CPU generator under another name.

    Passed to an operator as `generator=` it draws for itself: two objects cannot share
    a generator in C++. It is seeded together with the one it stands for.
    """

    def manual_seed(self, seed: int) -> _DefaultGenerator:
        """Seed the generator that all simulated GPUs and the CPU share."""
        torch.default_generator.manual_seed(seed)
        super().manual_seed(seed)
        return self

    def seed(self) -> int:
        """Seed it with a number that cannot be foretold, and say which."""
        seed = torch.default_generator.seed()
        super().manual_seed(seed)
        return seed

    def initial_seed(self) -> int:
        """Say the seed it was given last."""
        return torch.default_generator.initial_seed()

    def get_state(self) -> Tensor:
        """Give its state, which is the CPU generator's."""
        return torch.default_generator.get_state()

    def set_state(self, new_state: Tensor) -> _DefaultGenerator:
        """Put it, and so the CPU generator, into a state."""
        torch.default_generator.set_state(new_state)
        super().set_state(new_state)
        return self


class DefaultGenerators:
    """`torch.cuda.default_generators`: one of each GPU that the calling thread sees."""

    def __init__(self, original: tuple[torch.Generator, ...]) -> None:
        self._original = original

    def _all(self) -> tuple[torch.Generator, ...]:
        machine = current()
        if machine is None:
            return self._original
        kept = cuda_state.of(machine)
        if not kept.generators:
            kept.generators = tuple(_DefaultGenerator(gpu) for gpu in machine.gpus)
        return kept.generators

    def __getitem__(self, index: int) -> torch.Generator:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[torch.Generator]:
        return iter(self._all())


def replacements() -> Iterator[Replacement]:
    """What to replace, so that generators can be on simulated GPUs."""
    generator = stand_in(_ORIGINAL, SimulatedGenerator, names_cuda)
    yield torch, "Generator", generator
    yield torch._C, "Generator", generator
    yield (
        torch.cuda,
        "default_generators",
        DefaultGenerators(torch.cuda.default_generators),
    )
