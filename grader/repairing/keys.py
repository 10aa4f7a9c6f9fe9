"""Integers where names are wanted."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import called, name_of, own_attribute

NAMING = {"add_module", "register_module", "register_buffer", "register_parameter"}
SETTING = {"setattr", "getattr"}
OWN = {"_modules", "_parameters", "_buffers"}
NAMED = {"ModuleDict", "ParameterDict"}
MAX_KEYS = 40


def integer_keys(code: Code, case: Case) -> Iterator[Change]:
    """Name modules by texts, everywhere in a class."""
    if not code.methods():
        return
    tables = OWN | {
        own_attribute(node.targets[0])
        for node in code.of(ast.Assign)
        if called(node.value) in NAMED and own_attribute(node.targets[0])
    }
    keys = [key for node in code.nodes for key in _keys(node, tables)]
    keys = [key for key in keys if _may_be_integer(key)][:MAX_KEYS]
    if keys:
        sentence = f"{code.shown(keys[0])} is no text: modules are named by texts"
        edits = [edit for key in keys for edit in code.around(key, "str(")]
        yield Change(sentence, keys[0].lineno, edits)


def _keys(node: ast.AST, tables: set[str]) -> Iterator[ast.expr]:
    """Yield the expressions that name a module."""
    if isinstance(node, ast.Subscript) and own_attribute(node.value) in tables:
        yield node.slice
    if not isinstance(node, ast.Call) or not node.args:
        return
    name = name_of(node.func)
    if name in NAMING:
        yield node.args[0]
    elif name in SETTING and len(node.args) > 1:
        yield node.args[1]
    elif name in NAMED:
        first = node.args[0]
        yield from [first.key] if isinstance(first, ast.DictComp) else []
        yield from filter(None, first.keys) if isinstance(first, ast.Dict) else []


def _may_be_integer(key: ast.expr) -> bool:
    if isinstance(key, ast.Constant):
        return isinstance(key.value, int)
    return isinstance(key, ast.Name | ast.BinOp) or called(key) == "len"
