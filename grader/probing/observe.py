"""Ways to look at a student's code that a probe may want, beside its result.

Runs inside the sandbox. Everything here returns plain data for an observation.
"""

from __future__ import annotations

import inspect
import os
import re
import secrets
import sysconfig
from collections.abc import Callable, Mapping
from itertools import islice
from sys import getprofile, setprofile
from types import BuiltinFunctionType, FrameType, ModuleType
from typing import Any, Self

import numpy as np
import torch
from torch import Tensor, autograd, nn
from torch._C._autograd import (
    ProfilerEvent,
    _disable_profiler_legacy,
    _enable_profiler_legacy,
)
from torch._C._profiler import _ExperimentalConfig

from grader.probing.draw import Draw
from grader.probing.nets import is_ours
from grader.probing.parameters import children, registered
from grader.probing.slopes import distance, noise_of, slopes_along
from grader.probing.type_names import type_name
from grader.probing.weightless import awake, sized

# What is observed of a gradient.
_OBSERVED = ("grad", "direction", "slopes", "close", "noise")
# How far into a result its types are named.
MAX_ITEMS = 1_000
MAX_NESTED = 1
HIDDEN = "what it calls was hidden from view"
_EVENT_NAME = ProfilerEvent.name
_EVENT_SCOPE = ProfilerEvent.scope  # type: ignore[attr-defined]
_USER_SCOPE = 7  # c10's RecordScope: a range of code that was given a name
# What torch itself offers, before anybody has registered more.
_OPERATORS = frozenset(
    name.partition(".")[0] for name in torch._C._dispatch_get_all_op_names()
)
# Folders of installed packages.
_PACKAGES = tuple(
    {
        *(
            os.path.join(sysconfig.get_path(name), "")
            for name in ("purelib", "platlib")
        ),
        # of a system's own packages, which a virtual environment may have taken over
        os.path.join(os.path.dirname(os.path.dirname(np.__file__)), ""),
    }
)
_TORCH = os.path.join(os.path.dirname(torch.__file__), "")
_OF_TORCH = {m for m in vars(torch._C).values() if isinstance(m, ModuleType)}
_PROFILE = autograd.ProfilerConfig(  # type: ignore[attr-defined]
    autograd.ProfilerState.CPU,  # type: ignore[attr-defined]
    *(False, False, False, False, False),
    _ExperimentalConfig(),
)


class NoTensorError(TypeError):
    """A call gave something else than a tensor."""


class NothingReturnedError(NoTensorError):
    """A call gave None."""


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

        One that is returned, and not raised, becomes its `repr`.

        Raises:
            NotImplementedError: The stub has not been filled in.
        """
        try:
            result = function(*inputs)
            return repr(result) if isinstance(result, Exception) else result
        except NotImplementedError:
            raise
        except Exception as error:
            return error

    def gradients(
        self, function: Callable[[], Tensor], of: Mapping[str, Tensor]
    ) -> dict[str, Any]:
        """Observe whether gradients reach tensors, and whether they are right.

        By `backward()`, however it brings them there. For each tensor: its gradient of
        the squared distance between the output and a drawn target, a direction drawn
        for it, the slopes along that direction by finite differences, and how far
        rounding alone may put a slope off. The judge
        compares gradient and slope, so that a wrong value with an intact graph is no
        mistake of this check. A first look leaves direction and slopes out (None):
        gradients that are the reference's need no measuring.

        Args:
            function: Recomputes the output from the tensors' current values.
            of: Tensors by name; of those that are no Parameters, `requires_grad` is
                switched on.
        """
        for tensor in of.values():
            # a Parameter that was frozen is the student's doing, and shows
            if not isinstance(tensor, nn.Parameter):
                tensor.requires_grad_(True)
            if tensor.requires_grad:
                tensor.retain_grad()  # of what should be a leaf, and is not
            tensor.grad = None
        output = function()
        if not isinstance(output, Tensor):
            given = NothingReturnedError if output is None else NoTensorError
            raise given(f"{type(output).__name__} instead of a tensor")
        # Without a target, a layer that centres its input has the same gradient as one
        # that cuts the mean off the graph; hence also its mean of 1.
        target = 1 + self._draw.value_for("target", tuple(output.shape))
        target = target.to(output.device)
        loss = distance(output, target)
        if loss.requires_grad:
            torch.autograd.backward(loss)
        grads = {name: tensor.grad for name, tensor in of.items()}
        noise, observed = noise_of(output.detach(), target), dict[str, Any]()
        for name, tensor in of.items():
            grad, tensor.grad = grads[name], None
            observed[name] = dict.fromkeys(_OBSERVED)
            observed[name]["grad"] = grad
            if self._thorough:
                direction = self._direction(name, tensor)
                measured = slopes_along(
                    function, target, loss.detach(), tensor, direction
                )
                observed[name] |= {"direction": direction, **measured, "noise": noise}
        return observed

    def _direction(self, name: str, tensor: Tensor) -> Tensor:
        values = self._draw.value_for(f"direction of {name}", tuple(tensor.shape))
        unit: Tensor = (values / values.norm().clamp_min(1e-12)).to(tensor)
        return unit

    def instances(self, cls: type[nn.Module], function: Callable[[], Any]) -> list[str]:
        """Say whether a module class is instantiated or run inside a call.

        An instance of a subclass is an instance. The class's own code is watched,
        whatever name it was imported or kept under. What was seen counts, also where
        the call then raises.

        Returns:
            Sentences; none if the class had no part in it.
        """
        with _Uses(cls) as uses:
            failed = _failure_of(function)
        if failed is not None and not uses.called | uses.seen:
            raise failed
        return sorted(uses.called or uses.seen)

    def registered(
        self, module: nn.Module, *, buffers: bool = True
    ) -> dict[str, Tensor]:
        """Name the parameters, and buffers, that are registered in a module.

        As Module keeps them, not as `named_parameters` says, which a class can
        override.
        """
        return registered(module, buffers=buffers)

    def children(self, module: nn.Module) -> dict[str, nn.Module]:
        """Name the modules that are registered in a module, as Module keeps them."""
        return children(module)

    def sized(
        self, net: nn.Module, look: Callable[[nn.Module], Any], *lazy_on: Tensor
    ) -> dict[str, Any]:
        """Say which sizes has what a net learns, and what one sees of it.

        For `where_sizes_agree`, where names are free.

        Args:
            net: The net.
            look: Called with it.
            lazy_on: What it is called on first if it is lazy.
        """
        for X in lazy_on:
            awake(net, X)
        return sized(net, look)

    def operators(self, pattern: str, function: Callable[[], Any]) -> list[str]:
        """Name the operators and functions of libraries that a call runs.

        `F.conv2d`, `nn.Conv2d` and `torch.conv2d` all end in one operator, whatever
        they were imported as; so do `torch.ops.aten` and scripted functions. Functions
        of other packages are told by their own names, too: `np.correlate`. What runs in
        another thread is not seen; that there was one is. What was seen counts, also
        where the call then raises.

        Args:
            pattern: A regular expression, searched for in their names.
            function: What to call.
        """
        with _Operators() as operators, _Functions() as functions:
            failed = _failure_of(function)
        re.purge()  # anybody can write into its cache
        wanted, seen = re.compile(pattern), operators.seen | functions.seen
        found = sorted(name for name in seen if wanted.search(name) or name == HIDDEN)
        if failed is not None and not found:
            raise failed
        return [name for name in found if name[0] != "_"] or found  # what was called


def _failure_of(function: Callable[[], Any]) -> Exception | None:
    """Call, and return what was raised."""
    try:
        function()
    except Exception as error:
        return error
    return None


def _is_initialised(module: nn.Module) -> bool:
    """Whether `Module.__init__` has run; a ScriptModule keeps its tables elsewhere."""
    made = object.__getattribute__(module, "__dict__")
    return "_modules" in made or isinstance(module, torch.jit.ScriptModule)


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
    kind = type(result)  # `isinstance` would ask the result's own `__class__`
    if issubclass(kind, Tensor):  # a subclass of a type is that type
        return "Tensor"
    if issubclass(kind, list | tuple) and depth < MAX_NESTED:
        members: Any = result
        items = {str(_type_of(x, depth + 1)) for x in islice(members, MAX_ITEMS)}
        return ["list" if issubclass(kind, list) else "tuple", *sorted(items)]
    return "dict" if issubclass(kind, dict) else type_name(result)


class _Profiled:
    """Looks at all calls of this thread, by a profile function.

    It sees them however what is called was come by.
    """

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._earlier: Any = None

    def __enter__(self) -> Self:
        self._earlier = getprofile()
        setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if getprofile() != self._note:
            self.seen.add(HIDDEN)
        setprofile(self._earlier)

    def _note(self, frame: FrameType, event: str, called: Any) -> None:
        raise NotImplementedError


class _Uses(_Profiled):
    """Notes that a module class is instantiated, run, or the class of what is run."""

    def __init__(self, cls: type[nn.Module]) -> None:
        super().__init__()
        self.called: set[str] = set()
        self._cls = cls
        names = ("__init__", "forward")
        self._watched = {getattr(cls, name).__code__: name for name in names}

    def _note(self, frame: FrameType, event: str, _: Any) -> None:
        names = frame.f_code.co_varnames
        if event != "call" or not names:
            return
        cls, name = self._cls, self._watched.get(frame.f_code)
        owner = frame.f_locals.get(names[0])
        is_one = cls in type.mro(type(owner)) and not is_ours(owner)
        if name and is_ours(owner):  # kept from a call before
            return
        if name and (is_one or name in vars(cls)):
            self.called.add(f"{cls.__name__}.{name} was called")
        elif is_one:
            self.seen.add(f"an instance of {cls.__name__} was used")


class _Functions(_Profiled):
    """Names the functions of libraries that are called, in Python or compiled.

    Not those of torch: whatever they are called, its operators are what runs.
    """

    def _note(self, frame: FrameType, event: str, called: Any) -> None:
        if event == "call":
            file = frame.f_code.co_filename
            if file.startswith(_PACKAGES) and not file.startswith(_TORCH):
                self.seen.add(frame.f_code.co_name)
        elif type(called) is BuiltinFunctionType:
            # what torch makes of an operator, anybody's, belongs to no module
            owner = called.__self__
            if type(owner) is ModuleType and owner not in _OF_TORCH:
                self.seen.add(called.__name__)


class _Operators:
    """Records the operators of torch that run, in whatever way they were called.

    Not by a mode: modes can be popped off their stacks, and a scripted function goes
    past those for Python functions. The profiler for events sees what the dispatcher
    runs in this thread. An operator that somebody has registered is none of torch's,
    and a range of code that somebody has given a name is no operator.
    """

    def __init__(self) -> None:
        self.seen: set[str] = set()
        # Who switches the profiler off and on again cannot know this name.
        self._mark = f"watched {secrets.token_hex(8)}"

    def __enter__(self) -> Self:
        _enable_profiler_legacy(_PROFILE)
        with torch.autograd.profiler.record_function(self._mark):
            return self

    def __exit__(self, *_: object) -> None:
        try:
            threads = _disable_profiler_legacy()
        except RuntimeError:  # it is off already
            threads = []
        found = {
            (_EVENT_NAME(event), _EVENT_SCOPE(event) == _USER_SCOPE)
            for events in threads
            for event in events
        }
        names = {name for name, is_range in found if not is_range} & _OPERATORS
        self.seen |= {name.partition("::")[2] for name in names}
        if (self._mark, True) not in found:
            self.seen.add(HIDDEN)
