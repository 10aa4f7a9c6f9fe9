"""Attributes, functions and keywords that are not spelt as those that there are."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator

from grader.edits import Edit
from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import attributes, dotted, members, uses_of
from grader.repairing.unknown import applied, misspelt

NO_ATTRIBUTE = r"AttributeError: '(?:\w+\.)*(\w+)' object has no attribute '(\w+)'"
NOT_IN_MODULE = r"AttributeError: module '([\w.]+)' has no attribute '(\w+)'"
UNEXPECTED = r"got an unexpected keyword argument '(\w+)'()"
INVALID = r"- got \(([^)]*)\), but expected((?s:.*))"
KEYWORDS = ("dim", "keepdim", "dtype", "device", "bias", "out", "requires_grad", "size")
MAX_PATHS = 5


def attribute_misspelt(code: Code, case: Case) -> Iterator[Change]:
    """Spell an attribute of the class as the class, or the contract, does."""
    for kind, name in case.groups(NO_ATTRIBUTE):
        if code.methods() and kind == code.node.name:
            for old, new in _pairs(code, case, name):
                yield from renamed(code, old, new)


def _pairs(code: Code, case: Case, name: str) -> list[tuple[str, str]]:
    """Old and new names; what the contract asks for is not what is misspelt."""
    if name in case.attributes():
        return [(old, name) for old in library.nearest(name, attributes(code))]
    known = {*members(code), *case.attributes(), *library.TABLES}
    near = library.nearest(name, known) or library.nearest(
        name, library.names_in("Module")
    )
    return [(name, new) for new in near]


def self_superfluous(code: Code, case: Case) -> Iterator[Change]:
    """Say `x` for `self.x` where `x` is a variable."""
    for _, name in case.groups(NO_ATTRIBUTE):
        for use in uses_of(code, name):
            function = code.function(use)
            if function is not None and name in code.bound(function):
                sentence = f"`self.` is one too many: `{name}` is meant"
                yield Change(sentence, use.lineno, [code.replace(use, name)])


def renamed(code: Code, old: str, new: str) -> Iterator[Change]:
    """Rename `self.old` everywhere in a class."""
    uses = list(uses_of(code, old))
    if uses:
        edits = [_attribute(code, use, new) for use in uses]
        yield Change(misspelt(old, new), uses[0].lineno, edits)


def method_misspelt(code: Code, case: Case) -> Iterator[Change]:
    """Spell a method of tensors, or of modules, as torch does."""
    for kind, name in case.groups(NO_ATTRIBUTE):
        uses = [node for node in code.of(ast.Attribute) if node.attr == name][
            :MAX_FOUND
        ]
        for new in library.nearest(name, library.names_in(kind)) if uses else []:
            edits = [_attribute(code, use, new) for use in uses]
            yield Change(misspelt(name, new), uses[0].lineno, edits)


def library_misspelt(code: Code, case: Case) -> Iterator[Change]:
    """Spell a name of torch's as torch does, or take it from where it is."""
    for module, name in case.groups(NOT_IN_MODULE):
        path = f"{module}.{name}"
        uses = [node for node in code.of(ast.Attribute) if case.path(node) == path]
        for found in _paths(code, module, uses) if uses else []:
            new = case.spelled(found)
            edits = [code.replace(use, applied(code, use, found, new)) for use in uses]
            yield Change(misspelt(dotted(uses[0]), new), uses[0].lineno, edits)


def _paths(code: Code, module: str, uses: list[ast.Attribute]) -> list[str]:
    """Full paths of what may be meant: layers first where they are made."""
    name, function = uses[0].attr, code.function(uses[0])
    starts = function is not None and function.name == "__init__"
    paths = library.cousins(name, module)
    paths.sort(key=lambda path: library.is_layer(path) is not starts)
    near = library.nearest(name, library.public(library.find(module)))
    paths += [f"{module}.{item}" for item in near]
    return list(dict.fromkeys(paths))[:MAX_PATHS]


def module_called(code: Code, case: Case) -> Iterator[Change]:
    """Call `nn.Parameter`, not the module `nn.parameter`."""
    for call in code.of(ast.Call):
        parent, _, name = case.path(call.func).rpartition(".")
        if not parent or not library.is_module(f"{parent}.{name}"):
            continue
        for path in library.cousins(name, parent):
            if not library.is_module(path):
                new = case.spelled(path)
                yield Change(
                    f"`{dotted(call.func)}` is a module: `{new}` is meant",
                    call.lineno, [code.replace(call.func, new)],
                )  # fmt: skip


def keyword_misspelt(code: Code, case: Case) -> Iterator[Change]:
    """Spell a keyword as the function that is called does."""
    for given, told in (*case.groups(UNEXPECTED), *case.groups(INVALID)):
        names = set(re.findall(r"\b(\w+)=", given)) or {given}
        for call in code.of(ast.Call):
            for item in call.keywords:
                name = str(item.arg)
                known = set(_keywords(case, call, told)) if name in names else set()
                if name not in known:
                    yield from _respelt(code, item, library.nearest(name, known))


def _respelt(code: Code, item: ast.keyword, near: list[str]) -> Iterator[Change]:
    for new in near:
        start, end = code.unit.span(item)[0], code.unit.span(item.value)[0]
        sentence = misspelt(str(item.arg), new)
        yield Change(sentence, item.lineno, [Edit(start, end, f"{new}=")])


def _keywords(case: Case, call: ast.Call, told: str) -> Iterable[str]:
    """Return the keywords that a function takes, as far as that can be told."""
    if told:
        return re.findall(r"\b[a-z_]+\b", told)
    try:
        found = inspect.signature(library.find(case.path(call.func)))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return KEYWORDS
    return found.parameters


def _attribute(code: Code, node: ast.Attribute, new: str) -> Edit:
    end = code.unit.span(node)[1]
    return Edit(end - len(node.attr), end, new)
