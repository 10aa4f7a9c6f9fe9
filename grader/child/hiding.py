"""Leave nothing of the grader's in a student's sight.

What stays reachable (frames, classes found by `object.__subclasses__()`) is watched:
see `witness` and `tampering`.
"""

from __future__ import annotations

import pdb
import sys
import types
from pathlib import Path

import grader


def hide() -> None:
    """Forget the grader's modules, where they come from, and how this process began.

    Nothing of the grader may be imported in this process any more.
    """
    for name in tuple(sys.modules):
        if name == "grader" or name.startswith("grader."):
            del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")
    ours = str(Path(grader.__file__).parent.parent)
    sys.path[:] = [entry for entry in sys.path if entry != ours or _is_shared(entry)]
    sys.path_importer_cache.pop(ours, None)
    # A breakpoint that was left in the code: nobody is there to answer it.
    sys.breakpointhook = pdb.set_trace = pdb.post_mortem = pdb.pm = _no_debugger
    sys.argv[:] = [""]
    sys.orig_argv[:] = [sys.executable]


def _no_debugger(*_: object, **__: object) -> None:
    """Go on as if there were no breakpoint."""


def _is_shared(entry: str) -> bool:
    """Whether other packages than the grader come from a folder."""
    return Path(entry).name in ("site-packages", "dist-packages")
