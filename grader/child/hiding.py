"""Leave nothing of the grader's in a student's sight.

What stays reachable (frames, classes found by `object.__subclasses__()`) is watched:
see `witness` and `tampering`.
"""

from __future__ import annotations

import functools
import pdb
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grader


@dataclass
class Hidden:
    """What was hidden; to be kept, since modules would else be torn down."""

    modules: dict[str, types.ModuleType]
    path: list[str]

    def show(self) -> None:
        """Bring it back, so that the grader can be imported again."""
        sys.modules.update(self.modules)
        sys.path[:] = self.path


def hide() -> Hidden:
    """Forget the grader's modules, where they come from, and how this process began.

    Nothing of the grader may be imported before it is shown again.
    """
    names = [name for name in sys.modules if _ours(name)]
    hidden = Hidden({name: sys.modules.pop(name) for name in names}, sys.path.copy())
    hidden.modules["__main__"] = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    folder = str(Path(grader.__file__).parent.parent)
    sys.path[:] = [p for p in sys.path if p != folder or _is_shared(p)]
    sys.path_importer_cache.pop(folder, None)
    # A breakpoint that was left in the code: nobody is there to answer it.
    sys.breakpointhook = pdb.set_trace = pdb.post_mortem = pdb.pm = _no_debugger
    sys.argv[:] = [""]
    sys.orig_argv[:] = [sys.executable]
    return hidden


def _ours(name: str) -> bool:
    return name == "grader" or name.startswith("grader.")


def _no_debugger(*_: object, **__: object) -> None:
    """Go on as if there were no breakpoint."""


def _is_shared(entry: str) -> bool:
    """Whether other packages than the grader come from a folder."""
    return Path(entry).name in ("site-packages", "dist-packages")


def opaque(function: Callable[..., object]) -> Callable[..., object]:
    """Wrap a function so that nothing inside it can be read from outside."""
    cached: Any = functools._lru_cache_wrapper
    wrapped: Callable[..., object] = cached(function, 0, False, None)
    return wrapped
