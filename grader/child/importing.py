"""What a submission may import though it is not installed.

Helper files that were handed in beside it, and packages that the grader stands in for.
Both come as text, and neither is a file where the submission runs. A helper file comes
after all that is installed, so that it hides no library; what the grader stands in for
comes first, so that grading does not depend on what is installed here.
"""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Callable, Collection
from importlib.machinery import ModuleSpec

import typing_extensions

Execute = Callable[[types.ModuleType], None]


class Importer:
    """Finds modules by their full names, and has them executed.

    Args:
        execute: Runs a module's source in it.
        names: Those of the modules.
        packages: Which of them hold others.
    """

    def __init__(
        self, execute: Execute, names: Collection[str], packages: Collection[str] = ()
    ) -> None:
        self._execute = execute
        self._names = names
        self._packages = packages
        self._made: set[str] = set()

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ModuleSpec | None:
        """Answer Python's question whether a module is known here."""
        if fullname not in self._names:
            return None
        is_package = fullname in self._packages
        return ModuleSpec(fullname, self, is_package=is_package)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """Let Python make the module."""

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module's source."""
        self._made.add(module.__name__)
        self._execute(module)

    def forget(self) -> None:
        """Be asked no more, and have nothing of it left."""
        sys.meta_path[:] = [one for one in sys.meta_path if one is not self]
        for name in self._made:
            sys.modules.pop(name, None)


def complete_typing() -> None:
    """Give `typing` what later versions of Python have in it, such as `override`.

    It says how code is to be read, and does nothing: whether an answer is right must
    not depend on which Python grades it.
    """
    for name in typing_extensions.__all__:
        if not hasattr(typing, name):
            setattr(typing, name, getattr(typing_extensions, name))


_installed: list[Importer] = []


def install(helpers: Importer, packages: Importer) -> None:
    """Have these asked from now on, and none that were installed before."""
    while _installed:
        _installed.pop().forget()
    _installed.extend((helpers, packages))
    sys.meta_path.insert(0, packages)
    sys.meta_path.append(helpers)
