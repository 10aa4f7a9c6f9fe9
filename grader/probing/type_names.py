"""Names of types that a submission's own classes cannot take."""

from __future__ import annotations

import builtins

import torch

_LIBRARIES = {"builtins": builtins, "torch": torch}
_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: a class made while Python runs
# Of `type` itself: a metaclass may answer for its classes.
_QUALNAME = type.__dict__["__qualname__"].__get__
_MODULE = type.__dict__["__module__"].__get__
_FLAGS = type.__dict__["__flags__"].__get__


def type_name(value: object) -> str:
    """Name an object's type, with its module unless that is Python's own.

    A class that only says that it is Python's or torch's is not named so.
    """
    kind = type(value)
    name, module = str(_QUALNAME(kind)), str(_MODULE(kind))
    library = _LIBRARIES.get(module)
    held = library is None or vars(library).get(name) is kind
    if not held and _FLAGS(kind) & _HEAP_TYPE:
        return f"a class called {name}"
    return name if library is builtins else f"{module}.{name}"
