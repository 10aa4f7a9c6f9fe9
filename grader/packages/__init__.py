"""Small versions of packages that students import, and that need not be installed.

Notebooks have IPython, and the lessons of a book have the book's own package. What lies
in this folder is read as text when the grader starts, and run only where a submission
imports it; nothing in it may import the grader. What notebooks have is always there;
others a course names in `assignment.toml` (`packages = ["d2l"]`).
"""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from pathlib import Path

NOTEBOOKS = ("IPython", "marimo")
OFFERED = ("d2l",)

# Run after the text of a module that is smaller than the real one. An AttributeError
# would become an ImportError of Python's own words in `from … import name`.
_LEFT_OUT = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in {asked!r}:
        raise ImportError(f"`{{name}}` is what is asked for here: write it yourself")
    raise ImportError(f"`{module}` has no `{{name}}` where this is graded")
"""
_FOLDER = Path(__file__).parent


def _texts() -> dict[str, str]:
    """Read the source of every module, by its full name."""
    found = {}
    for package in (*NOTEBOOKS, *OFFERED):
        for path in sorted((_FOLDER / package).glob("*.py")):
            inner = "" if path.stem == "__init__" else f".{path.stem}"
            found[package + inner] = path.read_text(encoding="utf-8")
    return found


# Read at once: a child that is confined can read no file of ours.
_TEXTS: Mapping[str, str] = _texts()


def modules_of(names: Collection[str]) -> frozenset[str]:
    """Return the full names of all modules that may be imported.

    Args:
        names: The packages that a course names.
    """
    packages = {*NOTEBOOKS, *names}
    return frozenset(name for name in _TEXTS if name.partition(".")[0] in packages)


def run(module: types.ModuleType, asked: Collection[str]) -> None:
    """Run a module's source in it.

    Args:
        module: Its name says which.
        asked: Names to leave out: those of the exercises, whose solutions must not come
            from here.
    """
    name = module.__name__
    code = compile(_TEXTS[name], f"<grader>/{name}", "exec", dont_inherit=True)
    exec(code, vars(module))  # noqa: S102 - our own
    if name.partition(".")[0] in OFFERED and "." in name:
        for symbol in asked:
            vars(module).pop(symbol, None)
        refusal = _LEFT_OUT.format(asked=tuple(asked), module=name)
        exec(compile(refusal, "<grader>", "exec"), vars(module))  # noqa: S102
