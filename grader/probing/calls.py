"""Calls of a declared exercise: made, arranged, done, and looked at from outside.

Runs inside the sandbox, on the student's symbol and on the reference's alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from grader.declarations import Declaration
from grader.probing import telling
from grader.probing.arguments import (
    copied,
    described,
    kept,
    mapped,
    modules_in,
    name_of,
    tensors_in,
)
from grader.probing.draw import Draw
from grader.probing.files import Files
from grader.probing.parameters import call_lazy, modules_held, registered

Arranged = Callable[[Tensor], Tensor]
T = TypeVar("T")
SEED = 20260101  # any: what counts is that the student's call has the reference's


@dataclass(frozen=True)
class Call:
    """One call to make.

    Attributes:
        label: What it is on: `X (6, 5)`.
        target: The module, or the function.
        arguments: What to call it on; nobody else holds them.
        learned: Parameters of the module, under the reference's names.
        constants: Buffers of the module, likewise.
        typed: The function, or what made the module, as one would type it:
            `MyLinear(5, 3)`. Empty where nobody reads of it.
    """

    label: str
    target: Callable[..., Any]
    arguments: tuple[Any, ...]
    learned: Mapping[str, Tensor] = field(default_factory=dict)
    constants: Mapping[str, Tensor] = field(default_factory=dict)
    typed: str = ""

    @property
    def on_integers(self) -> bool:
        """Whether its tensors are of integers.

        Then an exception, or another dtype, is the business of the check of dtypes.
        """
        tensors = list(tensors_in(self.arguments))
        return bool(tensors) and not any(map(torch.is_floating_point, tensors))

    @property
    def holds_numbers(self) -> bool:
        """Whether a module computes with numbers of its own."""
        given = (registered(module) for module in modules_in(self.arguments))
        return bool(self.learned or self.constants) or any(given)

    @property
    def module(self) -> nn.Module | None:
        """The module that is called; None of a function."""
        return self.target if isinstance(self.target, nn.Module) else None

    def __call__(self, arrange: Arranged | None = None, *, seed: int = SEED) -> object:
        """Call, and return the result, or the exception that the call raised.

        On lists of its own: what becomes of a caller's is for the check of purity.

        Args:
            arrange: Lays every tensor among the arguments out anew, first.
            seed: Starts the global random state.

        Raises:
            NotImplementedError: The stub has not been filled in.
        """
        if arrange is None:
            return self.on(copied(self.arguments), seed=seed)
        return self.on(mapped(self.arguments, partial(_arranged, arrange)), seed=seed)

    def on(
        self, arguments: tuple[Any, ...], *, seed: int = SEED, recorded: bool = True
    ) -> object:
        """Call on these arguments, as they are.

        Args:
            arguments: What to call it on.
            seed: Starts the global random state.
            recorded: Whether autograd records the call.

        Raises:
            NotImplementedError: The stub has not been filled in.
        """
        torch.set_grad_enabled(recorded)
        # torch.manual_seed would also format a stack trace for every absent GPU
        torch.default_generator.manual_seed(seed)
        try:
            result = self.target(*arguments)
            # one that is returned, and not raised, is not what was asked for
            return repr(result) if isinstance(result, Exception) else result
        except NotImplementedError:
            raise
        except Exception as error:
            return error


def calls_of(
    declared: Declaration,
    symbols: Mapping[str, Any],
    draw: Draw,
    limit: int | None = None,
) -> list[Call]:
    """Make the calls of a declaration, ready to be done.

    Every module is made and filled before any is called, but for lazy ones, which
    have become what they are: modules that share what should be their own are seen
    so.

    Args:
        declared: The declaration.
        symbols: What it is about, by name.
        draw: The source of inputs.
        limit: Make so many at most.
    """
    calls: list[Call] = []
    for call in islice(raw_calls(declared, symbols, draw), limit):
        label, module = call.label, call.module
        count = sum(other.label.partition(", no. ")[0] == label for other in calls)
        label = f"{label}, no. {count + 1}" if count else label
        if module is None:
            calls.append(replace(call, label=label))
            telling.tell(draw, calls[-1], declared.arguments)
            continue
        call_lazy(module, *mapped(call.arguments, torch.clone))
        if declared.fill:
            draw.parameters(module)
        learned, constants = draw.tensors(module), draw.buffers(module)
        calls.append(replace(call, label=label, learned=learned, constants=constants))
        telling.tell(draw, calls[-1], declared.arguments)
    return calls


def raw_calls(
    declared: Declaration, symbols: Mapping[str, Any], draw: Draw
) -> Iterator[Call]:
    """Make the calls as they are declared: nothing is filled, nothing was called."""
    offered = {**symbols, "draw": draw, "files": Files(draw.seed)}
    noted = telling.Noted(declared.exercise)
    if declared.what == "module":
        make = _sparing(symbols[declared.exercise])
        offered[declared.exercise] = make if draw.made is None else noted.noting(make)
    for item in declared.calls(**{name: offered[name] for name in declared.asks}):
        arguments = item if isinstance(item, tuple) else (item,)
        target, typed = symbols[declared.exercise], declared.called
        if declared.method:
            target = getattr(target, declared.method)
        if declared.what == "module":
            target, *rest = arguments
            arguments, typed = tuple(rest), noted.how(target)
        elif declared.result is not None:
            target = _in_form(target, declared.result)
        label = _label(declared.arguments, arguments)
        yield Call(label, target, copied(arguments), typed=typed)


def _sparing(symbol: Callable[..., Any]) -> Callable[..., Any]:
    """Make modules, and put back the values of those that they are given.

    What becomes of these is for the check of purity to tell, and for no other.
    """

    def make(*given: Any, **named: Any) -> Any:
        tensors = [
            t for m in modules_in((given, named)) for t in registered(m).values()
        ]
        values = kept(tensors)
        made = symbol(*given, **named)
        for tensor, value in zip(tensors, values, strict=True):
            if tensor.shape == value.shape:
                tensor.data.copy_(value)
        return made

    return make


def _in_form(function: Callable[..., Any], form: Callable[[Any], Any]) -> Any:
    """Call a function, and bring what it returns into a form."""

    @wraps(function)
    def call(*arguments: Any) -> Any:
        return form(function(*arguments))

    return call


def _arranged(arrange: Arranged, x: Tensor) -> Tensor:
    """Arrange a tensor, so that it is as much of a leaf as it was."""
    return arrange(x.detach().clone()).requires_grad_(x.requires_grad)


def _label(names: tuple[str, ...], arguments: tuple[Any, ...]) -> str:
    """Say what a call is on: `X (4, 5), K (2, 2)`."""
    said = [
        f"{name_of(i, names)} {described(x)}"
        if isinstance(x, Tensor | nn.Module)
        else described(x)
        for i, x in enumerate(arguments)
    ]
    return ", ".join(said)


# Makes numbers drawn in float32 such that no float32 can hold them.
FINER = 1 + 2**-28


def casting(dtype: torch.dtype) -> Arranged:
    """Cast tensors: numbers with a point to one such dtype, integers to another."""

    def cast_one(x: Tensor) -> Tensor:
        if not is_alike(x.dtype, dtype):
            return x.clone()
        return x.to(dtype) * FINER if dtype is torch.float64 else x.to(dtype)

    return cast_one


def is_alike(one: torch.dtype, other: torch.dtype) -> bool:
    """Whether both are of floating-point numbers, or neither is."""
    return one.is_floating_point == other.is_floating_point


def put(call: Call, device: torch.device, loose: Collection[str] | None = None) -> None:
    """Move the modules of a call to a device.

    Parameters and modules that it did not register are moved as well: that they are
    not is a naming check's business. Its constants have to follow by themselves.

    Args:
        call: Whose modules are moved.
        device: Where they belong.
        loose: Which parameters are moved though they are not registered; by default
            all.
    """
    for module in modules_in((call.target, call.arguments)):
        for held in modules_held(module):
            held.to(device)
    for name, tensor in call.learned.items():
        if tensor.device != device and (loose is None or name in loose):
            tensor.data = tensor.data.to(device)


def on(
    device: torch.device, call: Call, loose: Collection[str] | None = None
) -> object:
    """Make a call on a device; `loose` is as for `put`."""
    put(call, device, loose)
    return call(lambda x: x.clone().to(device))


def where_made(call: Call) -> object:
    """Make a call where its module was made, and bring the result to the CPU."""
    held = [*call.learned.values(), *call.constants.values()]
    home = held[0].device if held else torch.device("cpu")
    result = call(lambda x: x.clone().to(home))
    return mapped(result, torch.Tensor.cpu)


def loose_parameters(call: Call) -> set[str]:
    """Names of the parameters that a module holds and has not registered."""
    if call.module is None:
        return set()
    own = {id(tensor) for tensor in registered(call.module, buffers=False).values()}
    return {name for name, tensor in call.learned.items() if id(tensor) not in own}


def evaluate(call: Call) -> None:
    """Put the module of a call, and those that it did not register, in evaluation."""
    for module in modules_in(call.target):
        for held in modules_held(module):
            held.eval()


def cast(call: Call, dtype: torch.dtype) -> None:
    """Cast the modules of a call, and what they should have registered."""
    for tensor in (*call.learned.values(), *call.constants.values()):
        tensor.data = tensor.data.to(dtype)
    for module in modules_in((call.target, call.arguments)):
        for held in modules_held(module):
            held.to(dtype)


def in_double(call: Call) -> Call:
    """Cast all of a call to float64, such that no float32 can hold it.

    Other tensors of the student's own keep their values: there may be a 1 among them.
    """
    cast(call, torch.float64)
    given = [t for m in modules_in(call.arguments) for t in registered(m).values()]
    held = [*call.learned.values(), *call.constants.values(), *given]
    # what shares its memory is one
    for tensor in {tensor.data_ptr(): tensor for tensor in held}.values():
        if tensor.dtype is torch.float64:
            tensor.data.mul_(FINER)
    arrange = partial(_arranged, casting(torch.float64))
    return replace(call, arguments=mapped(call.arguments, arrange))


# The same values, laid out otherwise in memory.


def transposed(x: Tensor) -> Tensor:
    """Lay the last two dimensions out in the other order."""
    return x.mT.contiguous().mT if x.dim() > 1 else x.clone()


def strided(x: Tensor) -> Tensor:
    """Take every second element of a larger tensor."""
    if not x.dim():
        return x.clone()
    wide = torch.stack([x, torch.full_like(x, 7)], dim=-1).flatten(-2)
    return wide[..., ::2]


def offset(x: Tensor) -> Tensor:
    """Take rows from the middle of a larger tensor."""
    if not x.dim():
        return torch.stack([torch.full_like(x, 7), x])[1]
    padding = torch.full_like(x[:1], 7)
    return torch.cat([padding, x, padding])[1 : 1 + len(x)]


def channels_last(x: Tensor) -> Tensor:
    """Lay a batch of images out pixel by pixel."""
    return x.contiguous(memory_format=torch.channels_last) if x.dim() == 4 else x


LAYOUTS: dict[str, Arranged] = {
    "transposed": transposed,
    "strided": strided,
    "a slice": offset,
}


def layouts_for(call: Call) -> dict[str, Arranged]:
    """Name the layouts that the tensors of a call can have."""
    images = any(x.dim() == 4 for x in tensors_in(call.arguments))
    return {**LAYOUTS, "channels last": channels_last} if images else LAYOUTS


# The global random state: torch's, Python's and numpy's.


def set_random_state(seed: int) -> None:
    """Start all generators from one seed."""
    torch.default_generator.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)


def random_numbers() -> list[float]:
    """Take the next number of every generator."""
    drawn = torch.rand((), dtype=torch.float32, device="cpu")
    return [float(drawn), random.random(), float(np.random.rand())]
