"""Layers that are made with what they should be applied to."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.repairing import library
from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import own_attribute

CONTAINERS = {"Sequential", "ModuleList", "ModuleDict", "ParameterList"}


def not_applied(code: Code, case: Case) -> Iterator[Change]:
    """Make a layer, and then apply it."""
    for call in code.of(ast.Call):
        function = code.function(call)
        if function is None or function.name == "__init__" or not call.args:
            continue
        if _is_made_so(code, case, call) and not _is_applied(code, call):
            edits = code.around(call.func, "", "()")
            sentence = f"{code.shown(call)} makes a layer, and does not apply it"
            yield Change(sentence, call.lineno, edits)


def function_for_layer(code: Code, case: Case) -> Iterator[Change]:
    """Make a layer in `__init__`, where a function is called: `F.linear(2, 3)`."""
    for call in code.of(ast.Call):
        function, path = code.function(call), case.path(call.func)
        if function is None or function.name != "__init__":
            continue
        parent, _, name = path.rpartition(".")
        for layer in library.cousins(name, parent) if library.is_function(path) else []:
            if library.is_layer(layer):
                new = case.spelled(layer)
                edits = [code.replace(call.func, new)]
                sentence = f"{code.shown(call.func)} is a function: `{new}` is meant"
                yield Change(sentence, call.lineno, edits)


def self_given(code: Code, case: Case) -> Iterator[Change]:
    """Leave `self` out of what is given to a layer: `self.hidden(self, X)`."""
    for call in code.of(ast.Call):
        first = call.args[0] if len(call.args) > 1 else None
        owned = own_attribute(call.func) or code.text(call.func)[:8] == "super()."
        if isinstance(first, ast.Name) and first.id == "self" and owned:
            sentence = f"`self` is one too many in {code.shown(call)}"
            yield Change(sentence, call.lineno, [code.without(call, first)])


def result_for_layer(code: Code, case: Case) -> Iterator[Change]:
    """Give results names of their own, where they are assigned to layers."""
    for function in code.methods():
        inside = code.inside(function)
        stored = {
            own_attribute(node): node
            for node in inside
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
        stored.pop("", None)
        if stored and function.name != "__init__":
            first, place = next(iter(stored.items()))
            uses = [item for item in inside if own_attribute(item) in stored]
            edits = [
                code.replace(item, f"{item.attr}_result")
                for item in uses
                if isinstance(item, ast.Attribute)
                and _is_result(code, item, stored[item.attr])
            ]
            sentence = f"`self.{first}` is a layer, and gets a result assigned"
            yield Change(sentence, place.lineno, edits)


def _is_result(code: Code, node: ast.Attribute, stored: ast.Attribute) -> bool:
    """Whether a use of a layer's name means what was assigned to it."""
    parent = code.parent(node)
    is_called = isinstance(parent, ast.Call) and parent.func is node
    return node is stored or (node.lineno > stored.lineno and not is_called)


def _is_made_so(code: Code, case: Case, call: ast.Call) -> bool:
    """Whether a class is called, that can be made of nothing, with a value."""
    path = case.path(call.func)
    if path.rpartition(".")[2] in CONTAINERS or _is_plain(call.args[0]):
        return False
    return library.is_layer(path) and library.needs_no_arguments(path)


def _is_plain(node: ast.expr) -> bool:
    """Whether an argument is a setting, not a tensor."""
    return isinstance(node, ast.Constant | ast.UnaryOp | ast.Starred)


def _is_applied(code: Code, call: ast.Call) -> bool:
    parent = code.parent(call)
    return isinstance(parent, ast.Call) and parent.func is call
