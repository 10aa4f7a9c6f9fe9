"""What tensors and storages answer where GPUs are simulated.

These stand in for attributes of `torch.Tensor` and `torch.UntypedStorage` as long as
any simulation is open. In a thread that sees no machine they do what torch does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import torch
from torch import Tensor, UntypedStorage
from torch._tensor import _convert
from torch.nn import Parameter
from torch.nn import parameter as nn_parameter

from grader.devices import refusals
from grader.devices.installing import Replacement
from grader.devices.labels import (
    ATTRIBUTE,
    PINNED,
    Label,
    device_of,
    gpu_of,
    origin,
    put,
)
from grader.devices.machine import CPU, Machine, current
from grader.devices.moving import bring, move
from grader.devices.standins import Attribute

Method = Callable[..., Any]


def replacements() -> Iterator[Replacement]:
    """What to replace: owner, name, value."""
    yield UntypedStorage, ATTRIBUTE, None  # found where no label is
    for name, read in _PROPERTIES.items():
        yield Tensor, name, read
    instead = {n: _instead_of(getattr(Tensor, n), m) for n, m in _METHODS.items()}
    for name, method in instead.items():
        yield Tensor, name, method
    # what parameters without a shape let through, they tell by the very function
    without_shape = vars(nn_parameter)["UninitializedTensorMixin"]
    lazy = without_shape._allowed_methods
    ours = [method for name, method in instead.items() if getattr(Tensor, name) in lazy]
    yield without_shape, "_allowed_methods", [*lazy, *ours]
    yield torch._C._nn, "_parse_to", _parse_to
    yield UntypedStorage, "device", property(_storage_device)
    yield (
        UntypedStorage,
        "is_cuda",
        property(lambda s: _storage_device(s).type == "cuda"),
    )
    for name, method in _STORAGE_METHODS.items():
        yield UntypedStorage, name, _instead_of(getattr(UntypedStorage, name), method)


def _instead_of(original: Method, method: Method) -> Method:
    """A method that is torch's own wherever this thread sees no machine.

    Args:
        original: What torch has.
        method: Takes the original, the machine, and what the original takes.
    """

    def untouched(self: Any, *args: Any, **kwargs: Any) -> Any:
        # else the mode would be asked, and call what stands in for the original
        with torch._C.DisableTorchFunction():
            return original(self, *args, **kwargs)

    @wraps(original)
    def instead(self: Any, *args: Any, **kwargs: Any) -> Any:
        machine = current()
        if machine is None:
            return original(self, *args, **kwargs)
        made = method(untouched, machine, self, *args, **kwargs)
        return made if type(self) is Tensor else _of_class(type(self), made)

    return instead


def _of_class(kind: type, made: Any) -> Any:
    """Let what is made of a class that a user derived be of it, as torch does."""
    if not issubclass(kind, Tensor) or issubclass(kind, Parameter):
        return made
    return _convert(made, kind)  # type: ignore[no-untyped-call]


# --- properties of tensors ----------------------------------------------------

_real_device = Tensor.device.__get__
_real_is_cuda: Any = vars(torch._C.TensorBase)["is_cuda"].__get__
_real_is_cpu: Any = vars(torch._C.TensorBase)["is_cpu"].__get__


def _device(self: Tensor) -> torch.device:
    return _real_device(self) if current() is None else device_of(self)


def _set_device(self: Tensor, device: object) -> None:
    raise AttributeError(
        "attribute 'device' of 'torch._C.TensorBase' objects is not writable"
    )


def _is_cuda(self: Tensor) -> bool:
    return _real_is_cuda(self) if current() is None else device_of(self).type == "cuda"


def _is_cpu(self: Tensor) -> bool:
    return _real_is_cpu(self) if current() is None else device_of(self).type == "cpu"


_PROPERTIES = {
    "device": Attribute(_device, _set_device),
    "is_cuda": Attribute(_is_cuda),
    "is_cpu": Attribute(_is_cpu),
}


# --- methods of tensors -------------------------------------------------------

_NO_DEVICE = (Tensor, torch.dtype)  # what `to` may be given instead of a device


def _to(
    original: Method, machine: Machine, self: Tensor, *args: Any, **kwargs: Any
) -> Tensor:
    """`x.to(device)`, `x.to(dtype)`, `x.to(device, dtype)`, `x.to(other)`."""
    # where `copy` is, the last of what may be given by position
    last = 2 if args and isinstance(args[0], _NO_DEVICE) else 3
    copy = kwargs.pop("copy", len(args) > last and args[last])
    asked, dtype, _, layout = _parse_to(*args[:last], *args[last + 1 :], **kwargs)
    options = {"dtype": dtype, "memory_format": layout, "copy": copy}
    options = {name: value for name, value in options.items() if value}
    here = device_of(self)
    goal = here if asked is None else machine.device(asked)
    if goal.type not in ("cpu", "cuda"):
        return original(self, goal, **options)  # type: ignore[no-any-return]
    if goal != here:
        options.pop("copy", None)
        return move(self, goal, machine, **options)
    return original(self, **options) if options else self


def _cuda(
    original: Method,
    machine: Machine,
    self: Tensor,
    device: Any = None,
    non_blocking: bool = False,
    memory_format: Any = None,
) -> Tensor:
    goal = machine.device(device)
    if goal.type != "cuda":
        raise refusals.not_cuda()
    return self.to(goal, **_layout(memory_format))


def _cpu(
    original: Method, machine: Machine, self: Tensor, memory_format: Any = None
) -> Tensor:
    return self.to(CPU, **_layout(memory_format))


def _layout(memory_format: Any) -> dict[str, Any]:
    return {} if memory_format is None else {"memory_format": memory_format}


def _numpy(
    original: Method, machine: Machine, self: Tensor, *, force: bool = False
) -> Any:
    if device_of(self).type == "cuda" and not force:
        raise refusals.numpy_of(device_of(self))
    return original(self, force=force)


_real_type = Tensor.type


def _type(
    original: Method,
    machine: Machine,
    self: Tensor,
    dtype: Any = None,
    *args: Any,
    **kwargs: Any,
) -> Any:
    name = original(self)
    if dtype is None:
        on_gpu = device_of(self).type == "cuda"
        return name.replace("torch.", "torch.cuda.", 1) if on_gpu else name
    if isinstance(dtype, type):
        dtype = f"{dtype.__module__}.{dtype.__name__}"
    if not isinstance(dtype, str):
        return original(self, dtype)
    plain = dtype.replace("torch.cuda.", "torch.", 1)
    goal = machine.device(None) if plain != dtype else CPU
    if goal.type == device_of(self).type:
        goal = device_of(self)
    converted = original(self, plain)
    return converted if goal == device_of(self) else move(converted, goal, machine)


def _get_device(original: Method, machine: Machine, self: Tensor) -> int:
    device = device_of(self)
    return device.index if device.type == "cuda" else original(self)


def _type_as(original: Method, machine: Machine, self: Tensor, other: Tensor) -> Tensor:
    return self.to(other.device, other.dtype)


def _new_tensor(
    original: Method,
    machine: Machine,
    self: Tensor,
    data: Any,
    *,
    device: Any = None,
    **kwargs: Any,
) -> Tensor:
    goal = machine.device(device) if device is not None else device_of(self)
    return torch.tensor(data, device=goal, **{"dtype": self.dtype, **kwargs})


def _new(
    original: Method, machine: Machine, self: Tensor, *args: Any, **kwargs: Any
) -> Tensor:
    made: Tensor = original(self, *args, **kwargs)
    put(made, Label(machine, gpu_of(self, machine) or CPU, origin("made")))
    return made


def _pin_memory(
    original: Method, machine: Machine, self: Tensor, device: Any = None
) -> Tensor:
    if device_of(self).type == "cuda":
        with torch._C.DisableTorchFunction():
            kind = _real_type(self).replace("torch.", "torch.cuda.", 1)
        raise refusals.cannot_pin(kind)
    if not machine.count:
        raise refusals.no_gpus()
    pinned = self.clone()
    setattr(pinned.untyped_storage(), PINNED, True)
    return pinned


def _is_pinned(
    original: Method, machine: Machine, self: Tensor, device: Any = None
) -> bool:
    return getattr(self.untyped_storage(), PINNED, False)


def _copy_(
    original: Method,
    machine: Machine,
    self: Tensor,
    src: Any,
    non_blocking: bool = False,
) -> Tensor:
    return original(self, bring(src, self))  # type: ignore[no-any-return]


def _setitem(
    original: Method, machine: Machine, self: Tensor, index: Any, value: Any
) -> None:
    parts = index if isinstance(index, tuple) else (index,)
    by_tensors = any(isinstance(part, Tensor | list) for part in parts)
    if not by_tensors or (isinstance(value, Tensor) and value.dim() == 0):
        value = bring(value, self)  # slices are copied into, from any device
    original(self, index, value)


def _unchanged(original: Method, machine: Machine, self: Tensor, *args: Any) -> Any:
    return self if device_of(self).type == "cuda" else original(self, *args)


def _is_shared(original: Method, machine: Machine, self: Tensor) -> bool:
    return device_of(self).type == "cuda" or original(self)


def _of_cpu_only(name: str) -> Method:
    def method(original: Method, machine: Machine, self: Tensor, *args: Any) -> Any:
        if device_of(self).type == "cuda":
            raise refusals.only_on_cpu(name)
        return original(self, *args)

    return method


def _nothing(original: Method, machine: Machine, self: Tensor, *args: Any) -> None:
    """Do nothing: memory is used only where it is."""


_METHODS: dict[str, Method] = {
    "to": _to,
    "cuda": _cuda,
    "cpu": _cpu,
    "numpy": _numpy,
    "type": _type,
    "type_as": _type_as,
    "get_device": _get_device,
    "new_tensor": _new_tensor,
    "new": _new,
    "pin_memory": _pin_memory,
    "is_pinned": _is_pinned,
    "copy_": _copy_,
    "__setitem__": _setitem,
    "share_memory_": _unchanged,
    "is_shared": _is_shared,
    "apply_": _of_cpu_only("apply_"),
    "map_": _of_cpu_only("map_"),
    "record_stream": _nothing,
}


_real_parse_to = torch._C._nn._parse_to


def _parse_to(*args: Any, **kwargs: Any) -> Any:
    """Read the arguments of `to` as torch does where there are GPUs."""
    if current() is None:
        return _real_parse_to(*args, **kwargs)
    if args and isinstance(args[0], int) and not isinstance(args[0], bool):
        args = (torch.device("cuda", args[0]), *args[1:])
    if isinstance(kwargs.get("device"), int):
        kwargs = {**kwargs, "device": torch.device("cuda", kwargs["device"])}
    with torch._C.DisableTorchFunction():
        device, *rest = _real_parse_to(*args, **kwargs)
    like = args[0] if args else kwargs.get("tensor")
    return (device_of(like) if isinstance(like, Tensor) else device, *rest)


# --- storages -----------------------------------------------------------------

_real_storage_device = UntypedStorage.device.__get__


def _storage_device(self: UntypedStorage) -> torch.device:
    machine = current()
    label = getattr(self, ATTRIBUTE, None)
    if machine is None or label is None or label.machine is not machine:
        return _real_storage_device(self)
    return label.device or CPU


def _copied(self: UntypedStorage) -> UntypedStorage:
    return UntypedStorage(self.nbytes()).copy_(self, False)  # type: ignore[no-untyped-call]


def _storage_clone(
    original: Method, machine: Machine, self: UntypedStorage
) -> UntypedStorage:
    made = _copied(self)
    setattr(made, ATTRIBUTE, getattr(self, ATTRIBUTE, None))
    return made


def _storage_cpu(
    original: Method, machine: Machine, self: UntypedStorage
) -> UntypedStorage:
    return self if _storage_device(self).type == "cpu" else _copied(self)


def _storage_to(
    original: Method,
    machine: Machine,
    self: UntypedStorage,
    *,
    device: Any,
    non_blocking: bool = False,
) -> UntypedStorage:
    goal = machine.device(device)
    if goal.type not in ("cpu", "cuda"):
        return original(self, device=goal)  # type: ignore[no-any-return]
    if goal == _storage_device(self):
        return self
    made = _copied(self)
    setattr(made, ATTRIBUTE, Label(machine, goal))
    return made


def _storage_cuda(
    original: Method,
    machine: Machine,
    self: UntypedStorage,
    device: Any = None,
    non_blocking: bool = False,
) -> UntypedStorage:
    return _storage_to(original, machine, self, device=machine.device(device))


_STORAGE_METHODS: dict[str, Method] = {
    "clone": _storage_clone,
    "cpu": _storage_cpu,
    "to": _storage_to,
    "cuda": _storage_cuda,
}
