"""The user's code that runs now: read where it stands, and what it calls its tensors.

No frame leaves this module. Code of a submission can reach it, and must not come by
frames of the grader: what it could learn here is about itself.
"""

from __future__ import annotations

import inspect
import os
import sys
import sysconfig
from sys import _getframe  # a submission may replace the name in `sys`
from types import FrameType
from typing import Any, NamedTuple

import torch

MAX_NAMES = 100  # of a function, looked through for the name of a tensor
_OWN_REFERENCES = 3  # to a dict of local names: of its frame, ours, and an argument's
# How the files begin whose code no user wrote: those of Python, of its packages, of
# those beside torch, and of the grader.
_PATHS = ("stdlib", "purelib", "platlib")
_libraries: tuple[str, ...] = (
    *(os.path.join(sysconfig.get_path(name), "") for name in _PATHS),
    os.path.join(os.path.dirname(os.path.dirname(torch.__file__)), ""),
    os.path.join(os.path.dirname(os.path.dirname(__file__)), ""),
    "<frozen ",
    "<__array_function__",
)

_MODULES = ("torch.", "grader.")  # whose frames are nearly all that is passed over

Names = list[tuple[str, Any]]


class Caller(NamedTuple):
    """A line of a user's code.

    Attributes:
        names: Local names with their values, then those that it uses of its file.
    """

    file: str
    line: int
    names: Names


def pass_over(file: str) -> None:
    """Take the code in a file for a library's: no user put a tensor anywhere there."""
    global _libraries
    if file not in _libraries:
        _libraries = (*_libraries, file)


def caller(*, local: bool = False, used: bool = False) -> Caller | None:
    """Find the innermost code that runs now and is no library's, if there is any.

    Args:
        local: Whether to read its local names. All names of a file are none.
        used: Whether to read, after these, the names that it uses of its file.
    """
    frame: FrameType | None = _getframe(1)
    while frame is not None and _is_library(frame):
        frame = frame.f_back
    if frame is None:
        return None
    code, known = frame.f_code, frame.f_globals
    names: Names = []
    if local and code.co_name != "<module>":
        names += _local_names(frame)
    if used:
        names += [(n, known[n]) for n in code.co_names[:MAX_NAMES] if n in known]
    return Caller(code.co_filename, frame.f_lineno, names)


def _is_library(frame: FrameType) -> bool:
    # To ask for a frame's code is an audit event, and may take long.
    name = dict.get(frame.f_globals, "__name__")
    ours = type(name) is str and name.startswith(_MODULES)
    return ours or frame.f_code.co_filename.startswith(_libraries)


def _local_names(frame: FrameType) -> Names:
    """Read local names, as far as `MAX_NAMES`, and leave no trace in the frame.

    Before Python 3.13 whoever asks a frame for them leaves a dict of them in it, which
    would keep alive what the code deletes. So they are taken out again, unless somebody
    else has that dict.
    """
    names, code = frame.f_locals, frame.f_code
    found = list(names.items())[:MAX_NAMES]
    if code.co_flags & inspect.CO_OPTIMIZED and isinstance(names, dict):
        alone = sys.getrefcount(names) <= _OWN_REFERENCES
        for name in (*code.co_varnames, *code.co_cellvars, *code.co_freevars):
            if alone:
                names.pop(name, None)
    return found
