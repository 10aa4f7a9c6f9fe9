"""What answers in place of torch's own while a thread sees a simulated machine.

A replacement is seen by every thread of the process, a simulated machine by one
thread alone. So each asks, at each call, whether this thread sees one; where it does
not, torch's own function or class answers as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from grader.devices.installing import Replacement
from grader.devices.machine import current


class Attribute(property):
    """An attribute of tensors in the place of one of C's.

    torch 2.6 asks each of them for its class when `vmap` imports torch._dynamo, and
    passes over those of other classes than its own. Source: torch/_dynamo/utils.py,
    is_tensor_base_attr_getter.
    """

    __objclass__ = None


def not_compiled(*_: object, **__: object) -> NoReturn:
    """Answer as a torch without CUDA does.

    Raises:
        AssertionError: Always. Source: torch/cuda/__init__.py, _lazy_init.
    """
    raise AssertionError("Torch not compiled with CUDA enabled")


def instead(
    owner: Any,
    name: str,
    answer: Callable[..., Any],
    otherwise: Callable[..., Any] = not_compiled,
) -> Replacement:
    """Let a function answer for the machine that the calling thread sees.

    Args:
        owner: The module or class that has the function, or would have it.
        name: Its name there.
        answer: Called with the machine and the arguments.
        otherwise: Answers where no machine is seen and torch has no such function.
    """
    original: Callable[..., Any] = getattr(owner, name, otherwise)

    def ask(*args: Any, **kwargs: Any) -> Any:
        machine = current()
        if machine is None:
            return original(*args, **kwargs)
        return answer(machine, *args, **kwargs)

    return owner, name, ask


class _StandIn(type):
    """The kind of a class that is another's in name only.

    Such a class makes no instances of itself: called, it makes one of the simulated
    class or one of torch's own, and both are its instances.
    """

    original: type
    simulated: type
    applies: Callable[..., bool]

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        applies = current() is not None and type(cls).applies(*args, **kwargs)
        return (cls.simulated if applies else cls.original)(*args, **kwargs)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, cls.original | cls.simulated)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.original | cls.simulated)

    def __getattr__(cls, name: str) -> Any:
        owner = cls.original if current() is None else cls.simulated
        return getattr(owner, name)


def stand_in(
    original: type,
    simulated: type,
    applies: Callable[..., bool] = lambda *_, **__: True,
) -> type:
    """Make a class to stand for one of torch's that cannot be altered.

    Torch's classes of C cannot be; a class that makes instances either of it or of
    another can take its place in torch's modules.

    Args:
        original: Torch's class.
        simulated: The class whose instances live on a simulated machine.
        applies: Whether a call with such arguments asks for one of those.
    """
    names = {"original": original, "simulated": simulated}
    kind = type("StandIn", (_StandIn,), {**names, "applies": staticmethod(applies)})
    about = {"__module__": original.__module__, "__doc__": original.__doc__}
    made: type = kind(original.__name__, (), about)
    return made
