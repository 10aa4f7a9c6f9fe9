"""What is kept from call to call: defaults, and lists that stand outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import (
    assigned,
    body_of,
    called,
    own_attribute,
    parameters,
)

GROWING = {"append", "extend", "insert", "add", "update", "setdefault"}
MADE = {"list", "dict", "set", "defaultdict", "deque"}


def default_kept(code: Code, case: Case) -> Iterator[Change]:
    """Make a default anew in every call."""
    for function in code.functions():
        given = parameters(function)
        defaults = function.args.defaults
        for item, value in zip(reversed(given), reversed(defaults), strict=False):
            if _is_container(value):
                said = f"`{item.arg}={code.text(value)}`"
                sentence = f"the default {said} keeps what earlier calls put in"
                text = f"{item.arg} = {code.text(value)}"
                edit = code.before(body_of(function)[0], text)
                yield Change(sentence, function.lineno, [edit])


def list_outside(code: Code, case: Case) -> Iterator[Change]:
    """Make a list in every call, or in every instance, not once for all."""
    start = code.method("__init__")
    body = code.node.body if isinstance(code.node, ast.ClassDef) else []
    grown = {own_attribute(owner) for owner in _grown(code)}
    for name, text in _containers(code, body):
        if start and name in grown:
            sentence = f"`{name}` belongs to the class: all instances share it"
            edit = code.after(body_of(start)[0], f"self.{name} = {text}")
            yield Change(sentence, start.lineno, [edit])
    outside = dict(_containers(code, code.unit.tree.body))
    for owner in _grown(code):
        function = code.function(owner)
        name = owner.id if isinstance(owner, ast.Name) else ""
        if name in outside and function and name not in code.bound(function):
            sentence = f"`{name}` keeps what earlier calls put in"
            edit = code.before(body_of(function)[0], f"{name} = {outside[name]}")
            yield Change(sentence, owner.lineno, [edit])


def _grown(code: Code) -> Iterator[ast.expr]:
    """What something is added to."""
    for call in code.of(ast.Call):
        if called(call) in GROWING and isinstance(call.func, ast.Attribute):
            yield call.func.value


def _containers(code: Code, body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node in body:
        pair = assigned(node)
        if pair and isinstance(pair[0], ast.Name) and _is_container(pair[1]):
            yield pair[0].id, code.text(pair[1])


def _is_container(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.Dict | ast.Set) or called(node) in MADE
