"""What notebooks use of IPython: nothing is shown, and no command is run."""

import sys
import textwrap
import types
from typing import Any

from . import display as display

# Cells whose body is Python that runs where the other cells run.
_PYTHON_BODY = ("capture", "debug", "prun", "time", "timeit")


class InteractiveShell:
    """The shell that runs a notebook; asked for a command, it does nothing."""

    config: dict[str, Any]

    def __init__(self) -> None:
        self.config = {}
        self.execution_count = 1

    @property
    def user_ns(self) -> dict[str, Any]:
        """The names that cells define."""
        return vars(sys.modules["submission"])

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the body of a cell like `%%time`."""
        if name in _PYTHON_BODY:
            code = compile(textwrap.dedent(cell), f"<%%{name}>", "exec")
            exec(code, self.user_ns)  # noqa: S102 - as a notebook does

    def getoutput(self, *_: object, **__: object) -> list[str]:
        """Return what a command prints: nothing."""
        return []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return display.do_nothing


_shell = InteractiveShell()


def get_ipython() -> InteractiveShell:
    """Return the shell."""
    return _shell


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return types.ModuleType(name) if name.islower() else display.Shown
