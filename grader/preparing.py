"""Import an assignment's checks from source: the same in every process.

In the nursery and in children torch is there already; the judge imports checks
after `make_torch_lazy`, so that reading what there is to grade does not cost it the
second that torch takes to import.
"""

from __future__ import annotations

import ast
import importlib
import sys
import traceback
import types
from importlib.machinery import ModuleSpec
from pathlib import Path

from grader.checks import Gathered, gather
from grader.errors import AssignmentError


def import_checks(assignment: str, filename: str, source: str) -> Gathered:
    """Run a checks file and return what it makes, in order.

    Raises:
        AssignmentError: The file does not run; `where` is file and line.
    """
    module = types.ModuleType(f"checks_of_{assignment}")
    module.__file__ = filename
    try:
        tree = ast.parse(source, filename)
        with gather() as made:
            exec(compile(tree, filename, "exec"), vars(module))  # noqa: S102 - trusted
    except Exception as error:
        raise _refusal(error, filename) from error
    _refuse_asserts(tree, filename)
    return made


def _refusal(error: Exception, filename: str) -> AssignmentError:
    """Say why checks cannot be imported: what we raised on purpose, says it all."""
    line = line_in(error, filename)
    where = f"{filename}:{line}" if line else filename
    if isinstance(error, ValueError) and _is_ours(error):
        return AssignmentError(str(error), where=where)
    return AssignmentError(
        f"the checks cannot be imported: {type(error).__name__}: {error}",
        fix="run the file with python to see the whole traceback",
        where=where,
    )


def _is_ours(error: Exception) -> bool:
    """Whether the grader's own code raised an exception."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    file = Path(frames[-1].f_code.co_filename) if frames else Path()
    return file.is_relative_to(Path(__file__).parent)


def _refuse_asserts(tree: ast.Module, filename: str) -> None:
    """Refuse `assert`: it tells a student nothing, and the reference never sees it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            raise AssignmentError(
                "an assert tells a student nothing of what was expected and found",
                fix="compare by returning, not by assert: return what it looks at",
                where=f"{filename}:{node.lineno}",
            )


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
