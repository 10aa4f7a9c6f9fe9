"""`return`: forgotten, or inside a loop that it should follow."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import Change, Code
from grader.repairing.reading import assigned, called, is_text, root_of

MAX_NAMES = 3
COLLECTING = {"append", "extend", "insert", "add", "update", "copy_", "index_copy_"}


def return_missing(code: Code, case: Case) -> Iterator[Change]:
    """Return what a function has computed, where it returns nothing."""
    functions = [item for item in code.functions() if _returns_nothing(code, item)]
    functions.sort(key=lambda item: item.name not in ("forward", case.exercise))
    for function in functions:
        last = function.body[-1]
        if isinstance(last, ast.Return):
            yield from _with_value(code, function, last)
        elif isinstance(last, ast.Expr) and not is_text(last):
            yield from _expression(code, last)
        else:
            yield from _last_names(code, function, last)


def return_in_loop(code: Code, case: Case) -> Iterator[Change]:
    """Return behind a loop, not at the end of its first round."""
    for item in code.of(ast.Return):
        loops = _loops(code, item)
        for loop in reversed(loops):
            if item.value is not None:
                start = code.unit.line(item.lineno)
                last = code.block(loop)[-1] is loop
                # what follows the loop is for where there was nothing to collect
                head = "" if last else f"if {code.text(item.value)}: "
                text = code.indent(loop) + head + code.text(item)
                edits = [Edit(start, code.unit.span(item)[1], text)]
                sentence = f"{code.shown(item)} stands inside the loop"
                yield Change(sentence, item.lineno, edits)


def _returns_nothing(code: Code, function: ast.FunctionDef) -> bool:
    if function.name == "__init__":
        return False
    own = code.inside(function)
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own):
        return False
    return not any(isinstance(node, ast.Return) and node.value for node in own)


def _with_value(
    code: Code, function: ast.FunctionDef, bare: ast.Return
) -> Iterator[Change]:
    for name in _names(code, function):
        edits = code.around(bare, "", f" {name}")
        yield Change(f"`return` returns nothing: not `{name}`", bare.lineno, edits)


def _expression(code: Code, last: ast.Expr) -> Iterator[Change]:
    """Return a value that stands there by itself, is printed, or has grown."""
    value = last.value
    if isinstance(value, ast.Call) and called(value) == "print" and value.args:
        text = code.text(value.args[0])
        sentence = f"{code.shown(value.args[0])} is printed, not returned"
        yield Change(sentence, last.lineno, [code.replace(value, f"return {text}")])
    elif called(value) in COLLECTING and root_of(value):
        name = root_of(value)
        edit = code.after(last, f"return {name}")
        yield Change(f"`return {name}` is missing", last.lineno, [edit])
    else:
        sentence = f"`return` is missing before {code.shown(value)}"
        yield Change(sentence, last.lineno, code.around(value, "return ", ""))


def _last_names(
    code: Code, function: ast.FunctionDef, last: ast.stmt
) -> Iterator[Change]:
    pair = assigned(last)
    if pair and isinstance(pair[0], ast.Tuple):
        text = code.text(pair[0])
        edit = code.after(last, f"return {text}")
        yield Change(f"`return {text}` is missing", last.lineno, [edit])
    for name in _names(code, function):
        edit = code.after(last, f"return {name}")
        yield Change(f"`return {name}` is missing", last.lineno, [edit])


def _names(code: Code, function: ast.FunctionDef) -> list[str]:
    """Return the names that a function assigns to, or adds to, the last ones first."""
    found: dict[str, None] = {}
    for node in reversed(code.inside(function)):
        name = _changed(node)
        if name:
            found.setdefault(name)
    return list(found)[:MAX_NAMES]


def _changed(node: ast.AST) -> str:
    pair = assigned(node)
    if pair:
        return root_of(pair[0]) if root_of(pair[0]) != "self" else ""
    if isinstance(node, ast.AugAssign):
        return root_of(node.target)
    if isinstance(node, ast.Call) and called(node) in COLLECTING:
        return root_of(node)
    return ""


def _loops(code: Code, item: ast.Return) -> list[ast.stmt]:
    """Find the loops that end with a statement, from the inside to the outside."""
    found: list[ast.stmt] = []
    inner: ast.AST = item
    outer = code.parent(item)
    while isinstance(outer, ast.For | ast.While) and outer.body[-1] is inner:
        if outer.orelse:
            break
        if len(outer.body) == 1 and inner is item:
            break
        found.append(outer)
        inner, outer = outer, code.parent(outer)
    return found
