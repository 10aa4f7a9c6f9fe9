"""Read from a submission's source, without running it, what explanations need.

Runs inside the child, because `ast.parse` on hostile source can kill a process.
It decides nothing: what is read serves only to explain a check that failed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import islice

from grader.isolation.protocol import (
    MAX_BOUND,
    MAX_HIDDEN,
    MAX_STATEMENTS,
    MAX_USES,
    Definition,
    Hidden,
    Hiding,
    Read,
    Remark,
    Statement,
    UnitSource,
    Why,
)
from grader.statements import statements_in

MAX_REBINDINGS = 50
MAX_NAME = 200
MAX_LINE = 160
Function = ast.FunctionDef | ast.AsyncFunctionDef
Defined = ast.ClassDef | Function
# What binds a name in source that does not parse: what a line begins with.
_BINDING = re.compile(
    r"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)",
    re.MULTILINE,
)
_COMMENTED = re.compile(r"#[ \t]*(?:class|def)[ \t]+(\w+)[ \t]*[(:]")
_MAIN = {"__name__", "__main__"}


def read_unit(tree: ast.Module, unit: UnitSource) -> Read:
    """Collect the definitions of a unit, their statements, and what it rebinds."""
    definitions: list[Definition] = []
    statements: list[Statement] = []
    for statement in tree.body:
        name = _defined_name(statement)
        if not name:
            continue
        definitions.append(_definition(name, statement, unit))
        if isinstance(statement, Defined):
            # of what is defined twice, only the last counts
            statements = [known for known in statements if known.symbol != name]
            statements += statements_in(statement, unit, name)
    return Read(
        definitions=tuple(definitions),
        hidden=tuple(islice(_hidden(tree, unit), MAX_HIDDEN)),
        remarks=tuple(islice(_rebindings(tree, unit), MAX_REBINDINGS)),
        statements=tuple(statements[-MAX_STATEMENTS:]),
    )


def bound_by(statement: ast.stmt) -> tuple[str, ...]:
    """Return the names that a statement binds, `*` for those that it does not say."""
    found = dict.fromkeys(name[:MAX_NAME] for name in _bound(statement))
    return tuple(found)[:MAX_BOUND]


def bound_in(source: str) -> tuple[str, ...]:
    """Return the names that source which does not parse would seem to bind."""
    found = (one or other for one, other in _BINDING.findall(source))
    return tuple(dict.fromkeys(name[:MAX_NAME] for name in found))[:MAX_BOUND]


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, Defined):
        yield node.name
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif not isinstance(node, ast.Lambda):
        for inner in ast.iter_child_nodes(node):
            yield from _bound(inner)


def _hidden(tree: ast.Module, unit: UnitSource) -> Iterator[Hidden]:
    """Find classes and functions that are written where they give no global name."""
    for statement in tree.body:
        if isinstance(statement, ast.If):
            main = _is_main_guard(statement.test)
            how = Hiding.MAIN if main else Hiding.BRANCH
            inside = f"if {_text(statement.test)}"
            inner: Iterator[ast.AST] = iter(statement.body)
        elif isinstance(statement, Defined):
            kind = "class" if isinstance(statement, ast.ClassDef) else "def"
            how, inside = Hiding.INSIDE, f"{kind} {statement.name}"
            inner = (node for node in ast.walk(statement) if node is not statement)
        else:
            continue
        for node in inner:
            if isinstance(node, Defined):
                yield _hide(node.name, how, inside, unit, node.lineno)
    for number, line in enumerate(unit.source.split("\n"), start=1):
        if found := _COMMENTED.match(line[:MAX_LINE]):
            yield _hide(found[1], Hiding.COMMENT, "", unit, number)


def _hide(name: str, how: Hiding, inside: str, unit: UnitSource, line: int) -> Hidden:
    return Hidden(
        name=name[:MAX_NAME], how=how, inside=inside[:MAX_NAME],
        label=unit.label, cell=unit.cell, line=line,
    )  # fmt: skip


def _is_main_guard(test: ast.expr) -> bool:
    names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    texts = {node.value for node in ast.walk(test) if isinstance(node, ast.Constant)}
    return names | texts == _MAIN


def _rebindings(tree: ast.Module, unit: UnitSource) -> Iterator[Remark]:
    """Lines that give, or take, an attribute of something else than `self`."""
    for node in ast.walk(tree):
        name = _rebound(node)
        if name:
            yield Remark(
                cause=Why.REBINDS,
                text=name[:MAX_LINE],
                label=unit.label,
                cell=unit.cell,
                line=getattr(node, "lineno", 1),
            )


def _rebound(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        return "" if _is_self_attribute(node) else _text(node)
    if isinstance(node, ast.Call) and _called(node) in ("setattr", "delattr"):
        match node.args:
            case [owner, ast.Constant(value=str(name)), *_]:
                return f"{_text(owner)}.{name}"
    return ""


def _definition(name: str, statement: ast.stmt, unit: UnitSource) -> Definition:
    uses = sorted(use[:MAX_NAME] for use in _names_in(statement))
    return Definition(
        name=name,
        what=type(statement).__name__,
        label=unit.label,
        cell=unit.cell,
        line=statement.lineno,
        uses=tuple(uses[:MAX_USES]),
    )


def _defined_name(statement: ast.stmt) -> str:
    if isinstance(statement, Defined):
        return statement.name[:MAX_NAME]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        target = _targets(statement)[0]
        return target.id[:MAX_NAME] if isinstance(target, ast.Name) else ""
    return ""


def _targets(statement: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return (
        statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    )


def _names_in(statement: ast.stmt) -> set[str]:
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return names | {
        node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)
    }


def _is_self_attribute(target: ast.expr) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    )


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _text(node: ast.AST) -> str:
    try:
        return " ".join(ast.unparse(node).split())[:MAX_LINE]
    except RecursionError:  # deep expressions parse, and run, but cannot be written
        return "…"
