"""What the checks of a declaration do in the sandbox, one method each.

Every method takes the declaration and the symbols that it is about, makes the
calls, and returns what `grader.comparing.standard` compares. A check of a special
condition returns what a call gives under that condition and what it gives without:
a mistake that shows either way is not this check's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn

from grader.declarations import Declaration
from grader.probing import calls, lazy, side_effects, telling
from grader.probing.arguments import (
    kept,
    mapped,
    name_of,
    named_tensors,
    tensors_in,
)
from grader.probing.calls import Call, calls_of, on, raw_calls
from grader.probing.draw import Draw
from grader.probing.dtypes import in_dtypes
from grader.probing.observe import Observe
from grader.probing.parameters import inner_modules, registered
from grader.probing.places import CPU, Gpus, Machine
from grader.probing.recomputing import recomputing

Symbols = Mapping[str, Any]
BACK = "back on the CPU"
WHERE_MADE = "on a machine with GPUs"
FACETS = ("the result", "gradients", "the input", "modes that changed")


class Standard:
    """Runs the checks of declarations, for one draw.

    Args:
        draw: The source of inputs.
        observe: Ways to look at a call.
        gpus: Machines with GPUs.
    """

    def __init__(self, draw: Draw, observe: Observe, gpus: Gpus) -> None:
        self._draw = draw
        self._observe = observe
        self._gpus = gpus

    @contextmanager
    def machine(self, declared: Declaration) -> Iterator[Machine]:
        """Enter the machine that the calls are made on."""
        if not declared.gpus:
            yield Machine(())
            return
        with self._gpus(declared.gpus) as devices:
            yield Machine(tuple(devices))

    def _calls(
        self, declared: Declaration, symbols: Symbols, limit: int | None = None
    ) -> list[Call]:
        """Make all calls, or some, with modules and arguments of their own."""
        return calls_of(declared, symbols, self._draw.again(), limit)

    def _first(
        self,
        declared: Declaration,
        symbols: Symbols,
        *,
        other_values: bool = False,
        told: bool = True,
    ) -> Call:
        """Make the first call alone; it is not told of if nobody will do it."""
        draw = self._draw.again(other_values=other_values)
        if not told:
            draw.made = None
        return calls_of(declared, symbols, draw, limit=1)[0]

    def contract(self, declared: Declaration, symbols: Symbols) -> object:
        """Call as documented: a module once, a function in every way."""
        if declared.what == "module":
            first = next(raw_calls(declared, symbols, self._draw))
            telling.tell(self._draw, first, declared.arguments)
            return self._observe.call(first.target, *first.arguments)
        return {
            f"{declared.called}({call.label})": self._observe.call(
                call.target, *call.arguments
            )
            for call in list(raw_calls(declared, symbols, self._draw))
        }

    def shape(self, declared: Declaration, symbols: Symbols) -> object:
        """Make every call."""
        made = self._calls(declared, symbols)
        return {
            "results": {call.label: call() for call in made},
            "on integers": [call.label for call in made if call.on_integers],
        }

    def value(self, declared: Declaration, symbols: Symbols) -> object:
        """Make every call, and the first one again, on a module of its own."""
        made = self._calls(declared, symbols)
        again = self._first(declared, symbols)
        return {
            "results": {call.label: call() for call in made},
            "on integers": [call.label for call in made if call.on_integers],
            # from another random state: a result should not follow it
            "again": again(seed=calls.SEED + 1),
        }

    def gradient(self, declared: Declaration, symbols: Symbols) -> object:
        """Take the gradients of every call; those of the first have plain names."""
        found: dict[str, Any] = {}
        joins = declared.result is not None
        for call in self._calls(declared, symbols):
            inputs = _inputs(call.arguments, declared.arguments)
            of = {**call.learned, **inputs}
            if found:
                of = {f"{name}, on {call.label}": x for name, x in of.items()}
            if not of or call.on_integers:
                continue
            try:
                found |= self._observe.gradients(recomputing(call, joins=joins), of)
            except Exception as error:
                if not found:
                    raise
                found |= dict.fromkeys(of, error)
        return found

    def naming(self, declared: Declaration, symbols: Symbols) -> object:
        """Name what the first module has registered."""
        first = self._first(declared, symbols, told=False)
        module = _module_of(first)
        named, own = registered(module, buffers=False), registered(module)
        for name in first.constants:
            if name in named:
                named[f"{name} (a Parameter)"] = named.pop(name)
                continue
            held = own.get(name, vars(module).get(name))
            # a buffer under another name shows among all of them
            named |= {name: held} if isinstance(held, Tensor) else own
        return named

    def init(
        self,
        declared: Declaration,
        symbols: Symbols,
        make: Callable[[Any], nn.Module | Sequence[nn.Module]] | None,
        of: tuple[str, ...],
        instances: int,
    ) -> object:
        """Take the first values of several modules, which should all differ."""
        draw, again = self._draw, self._draw.again()
        symbol = lazy.called(
            symbols[declared.exercise],
            lambda: next(raw_calls(declared, symbols, again)).arguments,
        )
        offered = {**symbols, declared.exercise: symbol}
        made: list[nn.Module] = []
        for _ in range(instances):
            if make is None:
                new: Any = _module_of(next(raw_calls(declared, offered, draw)))
            else:
                new = make(symbol)
            made += [new] if isinstance(new, nn.Module) else new
        held = [{**draw.tensors(net), **draw.buffers(net)} for net in made]
        names = [name for name in held[0] if not of or name in of]
        return {
            name: torch.cat([one[name].detach().ravel() for one in held if name in one])
            for name in names
        }

    # Conditions follow each other on the same modules: what one remembers of a call
    # before is the purity check's business, and the judge knows that.

    def dtype(self, declared: Declaration, symbols: Symbols) -> object:
        """Make every call in float64; one on integers, on others and by default."""
        return {
            call.label: _condition(call, kept(call(torch.clone)), **in_dtypes(other))
            for call, other in self._twice(declared, symbols)
        }

    def _twice(
        self, declared: Declaration, symbols: Symbols
    ) -> list[tuple[Call, Call]]:
        """Make all calls, and again, so that no module remembers the first ones."""
        made = self._calls(declared, symbols)
        again = self._calls(declared, symbols) if declared.what == "module" else made
        return list(zip(made, again, strict=True))

    def mode(self, declared: Declaration, symbols: Symbols) -> object:
        """Look at every call in training and in evaluation."""
        found = {}
        for call in self._calls(declared, symbols):
            plain = self._whole(call, declared.arguments)
            calls.evaluate(call)
            under = {"in evaluation": self._whole(call, declared.arguments)}
            found[call.label] = _condition(call, plain, **under)
        return found

    def _whole(self, call: Call, names: tuple[str, ...]) -> dict[str, object]:
        """See a call whole: result, gradients, its input and the modes afterwards."""
        module = _module_of(call)
        leaves = mapped(call.arguments, _learning)
        copies = mapped(leaves, lambda x: x * 1)
        inner = inner_modules(module)
        before = side_effects.modes(inner)
        result = replace(call, arguments=copies)()
        torch.set_grad_enabled(True)  # what a call sets is the purity check's business
        of = {**call.learned, **_inputs(leaves, names)}
        if isinstance(result, Exception):
            return dict.fromkeys(FACETS, result)
        return {
            "the result": result,
            "gradients": self._gradients(result, of),
            "the input": list(tensors_in(copies)),
            "modes that changed": side_effects.changed(
                before, side_effects.modes(inner)
            ),
        }

    def _gradients(self, result: object, of: Mapping[str, Tensor]) -> object:
        """Gradients of a drawn mixture of the result's elements, by name."""
        wanted = {name: x for name, x in of.items() if x.requires_grad}
        if not isinstance(result, Tensor) or not result.requires_grad or not wanted:
            return None
        weights = self._draw.value_for("weights of the result", tuple(result.shape))
        mixed = (result * weights.to(result)).sum()
        try:
            found = torch.autograd.grad(mixed, list(wanted.values()), allow_unused=True)
        except RuntimeError as error:
            return error
        return dict(zip(wanted, found, strict=True))

    def strides(self, declared: Declaration, symbols: Symbols) -> object:
        """Make every call on tensors that lie otherwise in memory.

        Where there are constants, on modules of their own: in evaluation, statistics
        that move should not show here.
        """
        made, found = self._calls(declared, symbols), {}
        layouts = [calls.layouts_for(call) for call in made]
        apart = any(call.constants for call in made)
        others = {
            name: self._calls(declared, symbols) if apart else made
            for name in dict.fromkeys(chain(*layouts))
        }
        for index, (call, fitting) in enumerate(zip(made, layouts, strict=True)):
            seen = {name: others[name][index](fitting[name]) for name in fitting}
            found[call.label] = _condition(call, call(torch.clone), **seen)
        return found

    def device(self, declared: Declaration, symbols: Symbols) -> object:
        """Make every call, and on a GPU, and the first one there back on the CPU.

        The last of four: neither the one that torch chooses, nor the only one.
        """
        elsewhere = self._calls(declared, symbols)
        plain = [call(torch.clone) for call in elsewhere]
        # a naming check is about these, unless they are registered without GPUs
        loose = [calls.loose_parameters(call) for call in elsewhere]
        found: dict[str, Any] = {}
        for machine in self._gpus.machines(4):
            last = machine.gpus[-1]
            made = self._calls(declared, symbols)
            first = {WHERE_MADE: calls.where_made(made[0])} if made[0].module else {}
            for call, result, free in zip(made, plain, loose, strict=True):
                under = {f"on {last}": on(last, call, free)}
                found[call.label] = _condition(call, result, **under)
            # compared after the GPU: on the CPU, less is settled
            first |= {BACK: on(CPU, made[0], loose[0])}
            found[made[0].label]["under"] |= first
        return found

    def on(
        self,
        declared: Declaration,
        symbols: Symbols,
        machines: tuple[int, ...],
    ) -> object:
        """Make the calls that are for each of several machines."""
        found = {}
        for machine in self._gpus.machines(*machines):
            offered = {**symbols, "machine": machine, "observe": self._observe}
            for call in calls_of(declared, offered, self._draw.again()):
                label = f"{machine.name}, {declared.called}({call.label})"
                telling.tell(self._draw, call, declared.arguments, label)
                found[label] = call()
        return found

    def purity(self, declared: Declaration, symbols: Symbols) -> object:
        """See what a call leaves behind, and what it remembers."""
        found = {
            c.label: side_effects.side_effects(c)
            for c in self._calls(declared, symbols)
        }
        first, other, double = (self._first(declared, symbols) for _ in range(3))
        if declared.what == "module" or declared.has("gradient"):
            calls.evaluate(first)
            side_effects.let_learn(other)
            found |= {
                f"{first.label} in evaluation": side_effects.side_effects(first),
                f"{other.label} while learning": side_effects.side_effects(other),
            }
            double = calls.in_double(double)
        label = f"{double.label} without a graph"
        found[label] = side_effects.left_behind(double)
        side_effects.settle()
        return {"calls": found, "made": self._made(declared, symbols)}

    def _made(self, declared: Declaration, symbols: Symbols) -> object:
        """Say which random numbers follow when one is made, from two seeds."""
        following = []
        side_effects.settle()
        for seed in (1, 2, 1):
            calls.set_random_state(seed)
            next(raw_calls(declared, symbols, self._draw.again()))
            following.append(calls.random_numbers())
        given: list[object] = []
        if declared.what == "module":
            symbol = symbols[declared.exercise]
            watched = side_effects.watching(symbol, self._gpus, given)
            watched_ones = {**symbols, declared.exercise: watched}
            list(raw_calls(declared, watched_ones, self._draw.again()))
        settings = side_effects.settings()
        return {"following": following, "given": given, "torch": settings}

    def serialization(self, declared: Declaration, symbols: Symbols) -> object:
        """Load one module's `state_dict` into another, and call both."""
        saved = self._first(declared, symbols)
        module = _module_of(saved)
        named, learned = registered(module), registered(module, buffers=False)
        live = _attempt(lambda: dict(module.state_dict()))
        state, plain = kept(live), saved(torch.clone)
        # of the module's own choice: buffers, and other names of what is registered
        places = {tensor.data_ptr() for tensor in named.values()}
        free = set(named) - set(learned)
        free |= {
            name
            for name, tensor in named_tensors(live)
            if name not in named and tensor.data_ptr() in places
        }
        loaded = self._first(declared, symbols, other_values=True)
        restored = replace(loaded, arguments=saved.arguments)
        problem = _attempt(lambda: _module_of(loaded).load_state_dict(state))
        return {
            "state": state,
            "registered": sorted(named),
            "free": sorted(free),
            "plain": plain,
            "under": problem
            if isinstance(problem, Exception)
            else restored(torch.clone),
        }


def _module_of(call: Call) -> nn.Module:
    assert call.module is not None, "a function is no module"
    return call.module


def _attempt(function: Callable[[], Any]) -> Any:
    """Call, and return the result, or the exception that was raised."""
    try:
        return function()
    except Exception as error:
        return error


def _condition(call: Call, plain: object, **under: object) -> dict[str, Any]:
    """Pair what a call gives with what it gives under conditions."""
    return {"plain": plain, "under": under, "on integers": call.on_integers}


def _inputs(
    arguments: tuple[Any, ...], names: tuple[str, ...] = ()
) -> dict[str, Tensor]:
    """Name the arguments that gradients flow to."""
    named = {name_of(i, names): value for i, value in enumerate(arguments)}
    return {
        name: value
        for name, value in named.items()
        if isinstance(value, Tensor) and value.is_floating_point()
    }


def _learning(x: Tensor) -> Tensor:
    return x.clone().requires_grad_(x.is_floating_point())
