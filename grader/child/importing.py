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
from typing import Any

import typing_extensions

from grader.child.acts import nameless
from grader.child.hiding import opaque

Execute = Callable[[types.ModuleType], None]


class Offered(typing.NamedTuple):
    """Modules that may be imported.

    Attributes:
        execute: Runs a module's source in it.
        names: Their full names.
        packages: Which of them hold others.
    """

    execute: Execute
    names: Collection[str]
    packages: Collection[str] = ()


def complete_typing() -> None:
    """Give `typing` what later versions of Python have in it, such as `override`.

    It says how code is to be read, and does nothing: whether an answer is right must
    not depend on which Python grades it.
    """
    for name in typing_extensions.__all__:
        # by this one `typing_extensions` itself tells, at every call, Python 3.12
        if not hasattr(typing, name) and name != "TypeAliasType":
            setattr(typing, name, getattr(typing_extensions, name))


_installed: list[object] = []
_made: set[str] = set()


def install(helpers: Offered, packages: Offered) -> None:
    """Have these asked from now on, and none that were installed before."""
    uninstall()
    before, after = _finder(packages), _finder(helpers)
    _installed[:] = [before, after]
    sys.meta_path[:] = [before, *sys.meta_path, after]  # type: ignore[list-item]


def uninstall() -> None:
    """Have Python forget what was installed, and the modules that came of it."""
    sys.meta_path[:] = [one for one in sys.meta_path if one not in _installed]
    for name in _made:
        sys.modules.pop(name, None)
    _installed.clear()
    _made.clear()


def _finder(offered: Offered) -> object:
    """Make what Python asks for modules; nothing of ours can be read from it."""

    @nameless
    def find_spec(fullname: str, *_: object) -> ModuleSpec | None:
        if fullname not in offered.names:
            return None
        is_package = fullname in offered.packages
        return ModuleSpec(fullname, loader, is_package=is_package)

    @nameless
    def exec_module(module: types.ModuleType) -> None:
        _made.add(module.__name__)
        offered.execute(module)

    loader: Any = types.SimpleNamespace(
        create_module=opaque(lambda spec: None), exec_module=opaque(exec_module)
    )
    return types.SimpleNamespace(find_spec=opaque(find_spec))
