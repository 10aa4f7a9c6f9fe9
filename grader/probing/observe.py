"""Ways to look at a student's code that a probe may want, beside its result.

Runs inside the sandbox. Everything here returns plain data for an observation.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from grader.probing.draw import Draw

# Step of finite differences in float32: rounding of the outputs (about 1e-7) over
# the step stays below 1e-3, and few units of a ReLU cross their kink.
STEP = 3e-3
# How far into a result its types are named.
MAX_ITEMS = 1_000
MAX_NESTED = 1


class Observe:
    """Observes calls for one run of a probe.

    Args:
        draw: The probe's source of inputs; directions of slopes come from it.
        thorough: Measure also what a first look leaves out.
    """

    def __init__(self, draw: Draw, *, thorough: bool = True) -> None:
        self._draw = draw
        self._thorough = thorough

    def call(self, function: Callable[..., Any], *inputs: Any) -> object:
        """Call as documented, and name the type of what came back.

        For contract checks: return it, or a dict of several under labels. An
        exception from inside the call is returned, not raised: it belongs to the
        check that describes it.

        Raises:
            TypeError: The signature does not accept the inputs.
            AttributeError: A Module whose `super().__init__()` was never called.
            NotImplementedError: The stub has not been filled in.
        """
        if isinstance(function, nn.Module) and not _is_initialised(function):
            raise AttributeError("Module.__init__() was not called")
        try:
            result = function(*inputs)
        except NotImplementedError:
            raise
        except TypeError as error:
            if not _accepts(function, inputs):
                raise
            return error
        except Exception as error:
            return error
        return _type_of(result)

    def attempt(self, function: Callable[..., Any], *inputs: Any) -> object:
        """Call, and return the result, or the exception that the call raised.

        Raises:
            NotImplementedError: The stub has not been filled in.
        """
        try:
            return function(*inputs)
        except NotImplementedError:
            raise
        except Exception as error:
            return error

    def gradients(
        self, function: Callable[[], Tensor], of: Mapping[str, Tensor]
    ) -> dict[str, Any]:
        """Observe whether gradients reach tensors, and whether they are right.

        For each tensor: its gradient of the squared distance between the output and
        a drawn target, a direction drawn for it, and the slopes along that direction
        by finite differences. The judge compares gradient and slope, so that a
        wrong value with an intact graph is no mistake of this check. A first look
        leaves direction and slopes out (None): gradients that are the reference's
        need no measuring.

        Args:
            function: Recomputes the output from the tensors' current values.
            of: Tensors by name; of those that are no Parameters, `requires_grad` is
                switched on.
        """
        for tensor in of.values():
            # a Parameter that was frozen is the student's doing, and shows
            if not isinstance(tensor, nn.Parameter):
                tensor.requires_grad_(True)
        output = function()
        if not isinstance(output, Tensor):
            raise TypeError(f"{type(output).__name__} instead of a tensor")
        # Without a target, a layer that centres its input has the same gradient as one
        # that cuts the mean off the graph; hence also its mean of 1.
        target = 1 + self._draw.value_for("target", tuple(output.shape))
        loss = _distance(output, target)
        wanted = [tensor for tensor in of.values() if tensor.requires_grad]
        grads: dict[int, Tensor | None] = {}
        if wanted and loss.requires_grad:
            found = torch.autograd.grad(loss, wanted, allow_unused=True)
            grads = {id(key): grad for key, grad in zip(wanted, found, strict=True)}
        observed: dict[str, Any] = {}
        for name, tensor in of.items():
            grad = grads.get(id(tensor))
            if not self._thorough:
                observed[name] = {"grad": grad, "direction": None, "slopes": None}
                continue
            direction = self._direction(name, tensor)
            slopes = _slopes(function, target, loss.detach(), tensor, direction)
            observed[name] = {"grad": grad, "direction": direction, "slopes": slopes}
        return observed

    def _direction(self, name: str, tensor: Tensor) -> Tensor:
        values = self._draw.value_for(f"direction of {name}", tuple(tensor.shape))
        unit: Tensor = (values / values.norm().clamp_min(1e-12)).to(tensor.dtype)
        return unit

    def instances(self, cls: type[nn.Module], function: Callable[[], Any]) -> list[str]:
        """Say whether a module class is instantiated or run inside a call.

        An instance of a subclass is an instance. The class is watched itself,
        whatever name it was imported under.

        Returns:
            Sentences; none if the class had no part in it.
        """
        seen: set[str] = set()
        with _watched(cls, "__init__", seen), _watched(cls, "forward", seen):
            function()
        return sorted(seen)

    def operators(self, pattern: str, function: Callable[[], Any]) -> list[str]:
        """Name the torch functions run inside a call that match a pattern.

        `F.conv2d`, `nn.Conv2d` and `torch.conv2d` all end in one function, whatever
        they were imported as; `torch.ops.aten` is seen too.

        Args:
            pattern: A regular expression, searched for in the functions' names.
            function: What to call.
        """
        with _Recorder() as recorder:
            function()
        return sorted(name for name in recorder.names if re.search(pattern, name))


def _is_initialised(module: nn.Module) -> bool:
    """Whether `Module.__init__` has run; asked so that a ScriptModule can answer."""
    try:
        next(iter(module.named_children()), None)
    except AttributeError:
        return False
    return True


def _accepts(function: Callable[..., Any], inputs: tuple[Any, ...]) -> bool:
    """Whether a signature takes the inputs; true where there is none to read."""
    called = function.forward if isinstance(function, nn.Module) else function
    try:
        signature = inspect.signature(called)
    except (TypeError, ValueError):
        return True
    try:
        signature.bind(*inputs)
    except TypeError:
        return False
    return True


def _type_of(result: object, depth: int = 0) -> object:
    """Name the type of a result; of a list, with the types of its first items.

    A list may be endless, or hold itself.
    """
    if isinstance(result, Tensor):
        return "Tensor"
    if isinstance(result, list | tuple) and depth < MAX_NESTED:
        items = {str(_type_of(x, depth + 1)) for x in islice(result, MAX_ITEMS)}
        return [type(result).__name__, *sorted(items)]
    kind = type(result)
    builtin = kind.__module__ == "builtins"
    return kind.__qualname__ if builtin else f"{kind.__module__}.{kind.__qualname__}"


def _distance(output: Tensor, target: Tensor) -> Tensor:
    """Squared distance, in float64 to keep the sum's rounding out of a slope."""
    distance: Tensor = (output.double() - target.double()).square().sum()
    return distance


def _slopes(
    function: Callable[[], Tensor],
    target: Tensor,
    here: Tensor,
    tensor: Tensor,
    direction: Tensor,
) -> list[float]:
    """Directional derivatives of the distance: central, ahead and behind.

    Where a unit of a ReLU crosses its kink within the step, one of the three is
    spared.
    """
    with torch.no_grad():
        kept = tensor.detach().clone()
        tensor.copy_(kept + STEP * direction)
        above = _distance(function(), target)
        tensor.copy_(kept - STEP * direction)
        below = _distance(function(), target)
        tensor.copy_(kept)
    slopes = ((above - below) / 2, above - here, here - below)
    return [float(slope) / STEP for slope in slopes]


@contextmanager
def _watched(cls: type[nn.Module], name: str, seen: set[str]) -> Iterator[None]:
    original, own = getattr(cls, name), name in vars(cls)

    def watch(self: nn.Module, *args: Any, **kwargs: Any) -> Any:
        seen.add(f"{cls.__name__}.{name} was called")
        return original(self, *args, **kwargs)

    setattr(cls, name, watch)
    try:
        yield
    finally:
        if own:
            setattr(cls, name, original)
        else:
            delattr(cls, name)


class _Recorder(TorchFunctionMode):
    """Records the names of the torch functions that are called.

    Not a TorchDispatchMode, which sees one level deeper: its first use imports
    torch._dynamo, 0.7 s in every child.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_function__(
        self,
        func: Any,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Note the function's name and call it."""
        self.names.add(str(getattr(func, "__name__", func)))
        return func(*args, **(kwargs or {}))
