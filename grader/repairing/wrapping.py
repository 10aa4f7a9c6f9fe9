"""What lacks a conversion, such as `list(...)` or an f-string, or a condition."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import islice

from grader.edits import Edit
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code
from grader.repairing.reading import called, is_text, own_attribute
from grader.statements import only_tells

ONCE = {"map", "filter", "zip", "iter", "reversed", "set", "frozenset", "chain"}
NO_LISTS = ast.GeneratorExp | ast.Set | ast.SetComp
KEPT = {"list", "tuple", "sorted"}
SIMPLE = ast.Expr | ast.Assign | ast.AugAssign
MAX_NAMES = 3


def listed(code: Code, case: Case) -> Iterator[Change]:
    """Make a list of a set, or of what can be gone through once only."""
    if not any(_is_no_list(node) for node in code.nodes):
        return
    for node in code.of(ast.stmt):
        value = getattr(node, "value", None)
        kept = isinstance(node, ast.Assign) and own_attribute(node.targets[0])
        given = isinstance(node, ast.Return) or (kept and _is_no_list(value))
        if given and value is not None and called(value) not in KEPT:
            yield _wrapped(code, value, "list")


def indexed(code: Code, case: Case) -> Iterator[Change]:
    """Make a list of what has no places, or no length."""
    for node in code.nodes:
        value: ast.expr | None = None
        if isinstance(node, ast.Subscript):
            value = node.value
        elif called(node) == "len" and isinstance(node, ast.Call) and node.args:
            value = node.args[0]
        if isinstance(value, ast.Call):
            yield _wrapped(code, value, "list")


def counted(code: Code, case: Case) -> Iterator[Change]:
    """Count up to a number, where it is gone through itself."""
    for node in code.nodes:
        value: ast.expr | None = None
        if isinstance(node, ast.For | ast.comprehension):
            value = node.iter
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
            value = node.comparators[0]
        if value is not None and called(value) != "range":
            yield _wrapped(code, value, "range")


def number_in_text(code: Code, case: Case) -> Iterator[Change]:
    """Make a text of a number that is added to one."""
    for node in code.of(ast.BinOp):
        parts = [node.left, node.right]
        texts = [item for item in parts if _is_said(item)]
        if isinstance(node.op, ast.Add) and len(texts) == 1:
            other = next(item for item in parts if item not in texts)
            yield _wrapped(code, other, "str")


def name_quoted(code: Code, case: Case) -> Iterator[Change]:
    """Put the value of a variable where its name stands in a text."""
    found: dict[str, list[ast.Constant]] = {}
    for node in code.of(ast.Constant):
        function, value = code.function(node), node.value
        statement = code.statement(node)
        told = is_text(statement) or only_tells(statement)
        if function is None or not isinstance(value, str) or told:
            continue
        words = re.findall(r"[^\W\d]\w*", value)[:MAX_NAMES]
        for name in set(words) & code.bound(function):
            found.setdefault(name, []).append(node)
    for name, nodes in found.items():
        sentence = f"{code.shown(nodes[0])} holds the name `{name}`, and not its value"
        for valued in (_unquoted, _braced):
            edits = [edit for node in nodes for edit in valued(code, node, name)]
            yield Change(sentence, nodes[0].lineno, edits)


def device_type(code: Code, case: Case) -> Iterator[Change]:
    """Call a GPU `cuda`."""
    for node in islice(code.of(ast.Call), MAX_FOUND):
        start = code.unit.span(node)[0]
        for found in re.finditer(r"(?<=['\"])gpu\b", code.text(node)):
            edit = Edit(start + found.start(), start + found.end(), "cuda")
            sentence = "`gpu` is no type of device: `cuda` is meant"
            yield Change(sentence, node.lineno, [edit])


def _wrapped(code: Code, value: ast.expr, function: str) -> Change:
    sentence = f"`{function}(...)` is missing around {code.shown(value)}"
    return Change(sentence, value.lineno, code.around(value, f"{function}("))


def _is_no_list(node: ast.AST | None) -> bool:
    return isinstance(node, NO_LISTS) or called(node) in ONCE


def _is_said(node: ast.expr) -> bool:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)


def _unquoted(code: Code, node: ast.Constant, name: str) -> Iterator[Edit]:
    if node.value == name:
        yield code.replace(node, name)


def _braced(code: Code, node: ast.Constant, name: str) -> Iterator[Edit]:
    text = code.text(node)
    if text[:1] in "'\"" and not {"{", "}"} & set(text):
        braced = re.sub(rf"\b{name}\b", f"{{{name}}}", text)
        yield code.replace(node, f"f{braced}")


def guarded(code: Code, case: Case) -> Iterator[Change]:
    """Do something with an attribute only where it is not None."""
    for item in code.of(ast.stmt):
        if not isinstance(item, SIMPLE) or not case.is_at(code, item.lineno):
            continue
        for text in dict.fromkeys(_attributes(code, case, item)):
            start = code.unit.span(item)[0]
            edits = [Edit(start, start, f"if {text} is not None: ")]
            yield Change(f"`{text}` may be None", item.lineno, edits)


def _attributes(code: Code, case: Case, item: ast.stmt) -> Iterator[str]:
    """The attributes of variables that a statement reads."""
    for node in ast.walk(item):
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        if isinstance(node.value, ast.Name) and not case.path(node):
            yield code.text(node)
