"""Names that are not defined where they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.edits import Edit
from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import members, parameters

UNKNOWN = (
    r"NameError: name '(\w+)' is not defined",
    r"UnboundLocalError: .*?local variable '(\w+)'",
)
USUAL_IMPORTS = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "np": "import numpy as np",
    "math": "import math",
    "OrderedDict": "from collections import OrderedDict",
}
BUILTINS = {"range", "len", "enumerate", "zip", "print", "list", "sum", "super", "int"}


def not_imported(code: Code, case: Case) -> Iterator[Change]:
    """Import what lessons import."""
    for name, uses in _unknown(code, case):
        if name in USUAL_IMPORTS:
            first = code.unit.lines_of(code.node)[0]
            edit = Edit(first, first, f"{USUAL_IMPORTS[name]}\n\n\n")
            yield Change(_lacking(name, case), uses[0].lineno, [edit])


def _lacking(name: str, case: Case) -> str:
    """Say that nothing imports a name, or what should have and did not."""
    path = case.imports.get(name) or case.imports.get("*", "")
    if not path:
        return f"`{name}` is not imported"
    return f"`{name}` did not come with the import from `{path.rpartition('.')[0]}`"


def self_missing(code: Code, case: Case) -> Iterator[Change]:
    """Say `self.x` where `x` is an attribute, and so for others that lack it there."""
    known = {*members(code), *case.attributes()} if code.methods() else set()
    for name, uses in _unknown(code, case):
        inside = [use for use in uses if _has_self(code, use)]
        own = name in known or name in library.TABLES or library.is_module_method(name)
        for new in [name] if own else library.nearest(name, known, 1):
            edits = [code.replace(use, f"self.{new}") for use in inside]
            if edits:
                edits += _others(code, case, inside[0], known)
                sentence = f"`self.` is missing: `self.{new}` is meant"
                yield Change(sentence, inside[0].lineno, edits)


def _others(code: Code, case: Case, use: ast.Name, known: set[str]) -> list[Edit]:
    """Say `self.` before the other attributes that lack it in a function."""
    function = code.function(use)
    if function is None:
        return []
    free = known - code.bound(function) - case.known - {use.id}
    return [
        code.replace(node, f"self.{node.id}")
        for node in code.inside(function)
        if isinstance(node, ast.Name) and node.id in free
    ][:MAX_FOUND]


def library_name(code: Code, case: Case) -> Iterator[Change]:
    """Say where in torch a name is to be found."""
    for name, uses in _unknown(code, case):
        first = "torch.nn" if name[:1].isupper() else "torch"
        for path in library.cousins(name, first)[:3]:
            if not library.is_module(path):
                new = case.spelled(path)
                edits = [
                    code.replace(use, applied(code, use, path, new)) for use in uses
                ]
                sentence = f"`{name}` is not defined: `{new}` is meant"
                yield Change(sentence, uses[0].lineno, edits)


def name_misspelt(code: Code, case: Case) -> Iterator[Change]:
    """Say the variable, the parameter or the global that is spelt most like it."""
    for name, uses in _unknown(code, case):
        function = code.function(uses[0])
        own = code.bound(function) if function else set()
        near = library.nearest(name, own)
        near += library.nearest(name, {*case.known, *BUILTINS} - own)
        for new in near:
            edits = [code.replace(use, new) for use in uses]
            yield Change(misspelt(name, new), uses[0].lineno, edits)


def misspelt(name: str, new: str) -> str:
    """Say that a name is misspelt."""
    return f"`{name}` is misspelt: `{new}` is meant"


def applied(code: Code, use: ast.expr, path: str, new: str) -> str:
    """Return what stands for a function: of a class of layers, one that is made."""
    call, function = code.parent(use), code.function(use)
    given = isinstance(call, ast.Call) and call.func is use and call.args
    starts = function is None or function.name == "__init__"
    return f"{new}()" if given and not starts and library.is_layer(path) else new


def _unknown(code: Code, case: Case) -> Iterator[tuple[str, list[ast.Name]]]:
    """Unknown names, and where they are read."""
    for pattern in UNKNOWN:
        for (name,) in case.groups(pattern):
            uses = [node for node in code.of(ast.Name) if node.id == name]
            free = [use for use in uses if isinstance(use.ctx, ast.Load)][:MAX_FOUND]
            if len(free) < len(uses):  # known in one function, and not in another
                told = [use for use in free if case.is_at(code, use.lineno)]
                free = told or free
            if free:
                yield name, free


def _has_self(code: Code, use: ast.Name) -> bool:
    function = code.function(use)
    return function is not None and any(
        item.arg == "self" for item in parameters(function)
    )
