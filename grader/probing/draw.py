"""The seeded source of inputs that a probe draws from.

Runs inside the sandbox, on the student's symbol and on the reference's alike:
the same seed gives the same inputs to both. It never touches the global random
state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from grader.isolation.protocol import FEW, Layout, Made, TensorSpec
from grader.probing.mlp import mlp, stack
from grader.probing.nets import Net, chains, layers
from grader.probing.optimizers import Training, trainings
from grader.probing.parameters import Values, call_lazy, fill, layout_of
from grader.probing.past_modes import past_modes
from grader.probing.weightless import give, untouched, weightless

T = TypeVar("T")


class Draw:
    """Inputs of one run of a probe.

    The first draw (`index` 0) is small and (unless for slopes) rounded, so that a
    counterexample found by it can be followed by hand; later ones are not.

    Args:
        seed: Seed of this draw alone.
        index: Which of the check's draws this is, from 0.
        layouts: The reference's parameter layouts, one for each call of
            `parameters`; None on the reference itself, where they are recorded.
        double: Draw the same numbers in float64, for the reference's own error.
        legible: Round the first draw. Not for slopes: round numbers are often equal,
            which puts a maximum or a median on its kink.

    Attributes:
        dtype: Of the floating-point inputs drawn: float32, or float64 if double.
        layouts: Layouts used so far, one for each module.
        unfilled: Names of the reference for which a module had no tensor.
        seed: Seed of this draw alone.
        made: The calls that were made, by their labels; None where nobody reads of
            them: of the student's.
    """

    def __init__(
        self,
        seed: int,
        index: int = 0,
        layouts: Sequence[Layout] | None = None,
        *,
        double: bool = False,
        legible: bool = True,
    ) -> None:
        self.index = index
        self._rounds = legible and index == 0
        self.layouts: list[Layout] = []
        self.unfilled: list[str] = []
        self.made: dict[str, Made] | None = {} if layouts is None else None
        self.seed = seed
        self._given = layouts
        self._fills = 0
        self._variant = ""
        self._known: dict[tuple[str, tuple[int, ...]], Tensor] = {}
        self.dtype = torch.float64 if double else torch.float32
        self._generator = torch.Generator().manual_seed(seed)
        self._filled: list[tuple[nn.Module, Mapping[TensorSpec, Tensor]]] = []

    def again(self, *, other_values: bool = False) -> Draw:
        """Start over: the same numbers once more, for the same modules made anew.

        Args:
            other_values: Fill modules with other values than before.
        """
        twin = Draw(self.seed, self.index, self._given, legible=self._rounds)
        twin.dtype, twin.layouts, twin.unfilled = (
            self.dtype, self.layouts, self.unfilled
        )  # fmt: skip
        twin.made = self.made
        twin._known = self._known
        twin._variant = "other " if other_values else ""
        return twin

    @past_modes
    def size(self, low: int, high: int) -> int:
        """Draw a whole number from [low, high]; the first draw keeps to the low end."""
        if self.index == 0:
            high = min(high, low + 1)
        return int(torch.randint(low, high + 1, (), generator=self._generator))

    @past_modes
    def sizes(self, count: int, low: int, high: int) -> tuple[int, ...]:
        """Draw `count` different whole numbers from [low, high], in random order.

        Raises:
            ValueError: There are not so many.
        """
        span = high - low + 1
        if count > span:
            raise ValueError(f"there are no {count} numbers from {low} to {high}")
        if self.index == 0:
            span = min(span, count + 1)
        chosen = torch.randperm(span, generator=self._generator)[:count]
        return tuple(low + int(number) for number in chosen)

    @past_modes
    def choice(self, options: Sequence[T]) -> T:
        """Draw one of the options."""
        return options[int(torch.randint(len(options), (), generator=self._generator))]

    @past_modes
    def normal(self, *shape: int, dtype: torch.dtype | None = None) -> Tensor:
        """Draw from N(0, 1); of few numbers that are rounded, no two are alike.

        Args:
            shape: Shape of the tensor.
            dtype: Defaults to float32.
        """
        values = torch.empty(shape, dtype=torch.float32)
        values.normal_(generator=self._generator)
        return self._finish(values, dtype, apart=True)

    @past_modes
    def uniform(
        self,
        *shape: int,
        low: float = 0.0,
        high: float = 1.0,
        dtype: torch.dtype | None = None,
    ) -> Tensor:
        """Draw from the uniform distribution on [low, high)."""
        values = torch.empty(shape, dtype=torch.float32)
        values.uniform_(low, high, generator=self._generator)
        return self._finish(values, dtype)

    @past_modes
    def integers(self, *shape: int, low: int = -9, high: int = 9) -> Tensor:
        """Draw whole numbers from [low, high], int64."""
        return torch.randint(low, high + 1, shape, generator=self._generator)

    def parameters(self, module: nn.Module, *called_on: object) -> nn.Module:
        """Fill a module's parameters and buffers with drawn values, and return it.

        The same values go to the student's module and to the reference's: by
        name where name and shape match the reference's, else by shape and
        order, else transposed or reshaped. Tensors that should have been
        registered are found and filled too, so that other names, another order
        or a forgotten `nn.Parameter` do not spoil a check of values. Buffers are
        filled with values from [0.5, 1.5), so that they may be variances.

        Args:
            module: Changed in place.
            called_on: What to call it on first, where it is lazy.
        """
        if called_on:
            call_lazy(module, *called_on)
        call = self._fills  # two modules of one class get values of their own

        def values(spec: TensorSpec) -> Tensor:
            key = f"{self._variant}{call}.{spec.name}", spec.shape
            if key not in self._known:
                draw = self._positive if spec.buffer else self.value_for
                self._known[key] = self._legible(draw(*key))
            return self._known[key]

        self._filled.append((module, self._pair(module, values)))
        return module

    @past_modes
    def net(self, inputs: int, outputs: int, *, repeats: bool = True) -> nn.Sequential:
        """Draw a net to hand to a function, which holds all that a net may hold.

        It treats each row by itself; `grader.probing.nets` says what is in it.
        """
        net = Net(inputs, outputs, repeats=repeats)
        self.parameters(net)
        return net

    def chains(self) -> Iterator[tuple[list[nn.Module], Any]]:
        """Draw modules to hand to a container, each time with what to call it on.

        They can run one after the other; `grader.probing.nets` says what they are.
        """
        return chains(self)

    @past_modes
    def layers(self) -> nn.Module:
        """Draw a net of layers of every kind, to be looked through and not called.

        `grader.probing.nets` says what is in it.
        """
        return layers(self)

    def mlp(self) -> nn.Module:
        """Draw a net whose class takes no arguments; `grader.probing.mlp` shows it."""
        return self.parameters(mlp())

    def stack(self) -> nn.Module:
        """Draw a net that holds what is easily left out of a file; see there, too."""
        return self.parameters(stack())

    def weightless(self, make: Callable[[], Any], X: Tensor) -> nn.Module:
        """Make a big net on the meta device, where it has shapes and no numbers.

        Args:
            make: Makes it.
            X: What it is called on if it is lazy, on the meta device; in its dtype.
        """
        return weightless(make, X)

    @past_modes
    def few_numbers(
        self, net: nn.Module, write: Callable[[Tensor], object] | None = None
    ) -> nn.Module:
        """Give a big net on the meta device numbers, so few that it takes no time.

        Parameters of one shape get the same.

        Args:
            net: Changed in place.
            write: Writes into the zeros that it is given; by default, what makes each
                output depend on four inputs.
        """
        values = untouched(net, self.dtype)
        for tensor in values.values():
            (write or self._four_inputs)(tensor)
        return give(net, values)

    def _four_inputs(self, tensor: Tensor) -> None:
        if tensor.dim() < 2:
            tensor.copy_(0.3 * self.normal(*tensor.shape))
            return
        rows = tensor.view(len(tensor), -1)
        places = self.integers(len(rows), 4, low=0, high=rows.shape[1] - 1)
        rows.scatter_(1, places, 0.7 * self.normal(len(rows), 4))

    def trainings(self, device: str | torch.device = "cpu") -> Iterator[Training]:
        """Draw nets in the middle of being trained, each with its optimizer.

        `grader.probing.optimizers` says what they are, and how they go on.
        """
        return trainings(self, device)

    def tensors(self, module: nn.Module) -> Mapping[str, Tensor]:
        """Return a module's parameters under the reference's names.

        Of a module that went through `parameters`; elsewhere the pairing is the
        same but nothing is filled.
        """
        return self._held(module, buffers=False)

    def buffers(self, module: nn.Module) -> Mapping[str, Tensor]:
        """Return a module's buffers under the reference's names, as `tensors` does.

        Registered or not: a constant that is a plain tensor is found as well.
        """
        held = self._held(module, buffers=True)
        learned = self._held(module, buffers=False)
        return {name: held[name] for name in held if name not in learned}

    def _held(self, module: nn.Module, *, buffers: bool) -> Mapping[str, Tensor]:
        known = (pairs for filled, pairs in self._filled[::-1] if filled is module)
        pairs = next(known, None)
        if pairs is None:
            pairs = self._pair(module, None)
            self._filled.append((module, pairs))
        return {
            spec.name: tensor
            for spec, tensor in pairs.items()
            if buffers or not spec.buffer
        }

    def _pair(
        self, module: nn.Module, values: Values | None
    ) -> Mapping[TensorSpec, Tensor]:
        call = self._fills
        self._fills += 1
        if self._given and call < len(self._given):
            layout = self._given[call]
        elif call < len(self.layouts):  # a module of the reference's, made anew
            layout = self.layouts[call]
        else:
            layout = layout_of(module)
        if call == len(self.layouts):
            self.layouts.append(layout)
        found, unfilled = fill(module, layout, values)
        self.unfilled += (name for name in unfilled if name not in self.unfilled)
        return found

    def _finish(
        self, values: Tensor, dtype: torch.dtype | None, *, apart: bool = False
    ) -> Tensor:
        if self._rounds:
            tenths = (values * 10).round()
            few = apart and tenths.numel() <= FEW
            values = (_told_apart(tenths) if few else tenths) / 10
        return values.to(dtype or self.dtype)

    def _legible(self, values: Tensor) -> Tensor:
        """Round the few values of a first draw, to hundredths: tenths are too near 0.

        Of many, nobody follows one by hand.
        """
        if not self._rounds or values.numel() > FEW:
            return values
        return (_told_apart((values * 100).round()) / 100).to(self.dtype)

    def value_for(self, name: str, shape: tuple[int, ...]) -> Tensor:
        """Make values that depend on seed, name and shape alone.

        Scaled by numel ** -0.25, which for a matrix is the geometric mean of
        its two fan-in scalings: the same for a transposed weight, and neither
        exploding nor vanishing through a few layers.
        """
        values = torch.empty(shape, dtype=torch.float32)
        values.normal_(generator=self._generator_for(name))
        scale = max(values.numel(), 1) ** -0.25
        filled: Tensor = (values * scale).to(self.dtype)
        return filled

    def _positive(self, name: str, shape: tuple[int, ...]) -> Tensor:
        values = torch.empty(shape, dtype=torch.float32)
        values.uniform_(0.5, 1.5, generator=self._generator_for(name))
        return values.to(self.dtype)

    def _generator_for(self, name: str) -> torch.Generator:
        digest = hashlib.sha256(f"{self.seed}/{name}".encode()).digest()
        return torch.Generator().manual_seed(int.from_bytes(digest[:7], "big"))


def _told_apart(whole: Tensor) -> Tensor:
    """Move whole numbers to the nearest that are free, and none to zero.

    Between two that are equal, an exchange does not show, nor at zero what is left out.
    """
    taken = {0.0: None}  # in order
    for number in whole.flatten().tolist():
        free = number
        if free in taken:
            near = (number + sign * step for step in count(1) for sign in (1, -1))
            free = next(other for other in near if other not in taken)
        taken[free] = None
    return whole.new_tensor([*taken][1:]).reshape(whole.shape)
