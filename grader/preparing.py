"""Import an assignment's checks from source: the same in every process.

In the nursery and in children torch is there already; the judge imports checks
after `make_torch_lazy`, so that reading what there is to grade does not cost it the
second that torch takes to import.
"""

from __future__ import annotations

import importlib
import sys
import traceback
import types
from importlib.machinery import ModuleSpec

from grader.checks import Check, gather
from grader.errors import AssignmentError


def import_checks(assignment: str, filename: str, source: str) -> tuple[Check, ...]:
    """Run a checks file and return its checks, in order.

    Raises:
        AssignmentError: The file does not run; `where` is file and line.
    """
    module = types.ModuleType(f"checks_of_{assignment}")
    module.__file__ = filename
    try:
        with gather() as checks:
            exec(compile(source, filename, "exec"), vars(module))  # noqa: S102 - trusted
    except Exception as error:
        line = line_in(error, filename)
        raise AssignmentError(
            f"the checks cannot be imported: {type(error).__name__}: {error}",
            fix="run the file with python to see the whole traceback",
            where=f"{filename}:{line}" if line else filename,
        ) from error
    return tuple(checks)


def line_in(error: BaseException, filename: str) -> int:
    """Line of a file that an exception passed through last; 0 if none."""
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno or 0
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == filename
    ]
    return lines[-1] if lines else 0


class _LazyTorch(types.ModuleType):
    """Stands in for torch until one of its names is used.

    importlib.util.LazyLoader would do, but that a second `import torch` reads
    the module's `__spec__`, which it takes for use.
    """

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        if sys.modules.get("torch") is self:
            del sys.modules["torch"]
        real = importlib.import_module("torch")
        vars(self).update(vars(real))
        return getattr(real, name)


def make_torch_lazy() -> None:
    """Let `import torch` succeed without importing it until it is used."""
    if "torch" not in sys.modules:
        lazy = _LazyTorch("torch")
        lazy.__spec__ = ModuleSpec("torch", None)
        sys.modules["torch"] = lazy
