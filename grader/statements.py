"""Statements of a source, one by one: what a line does, and in which function.

By these, a line of a student's is found that corresponds to one of the reference's.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator, Sequence

from grader.isolation.protocol import Statement, UnitSource

MAX_TEXT = 160  # characters of a statement: enough to tell it from others
NEAR = 0.4  # how much of two statements must agree for one to correspond to the other
_TOKEN = re.compile(r"\w+|[^\w\s]")


def statements_of(unit: UnitSource, symbol: str) -> list[Statement]:
    """List the statements of a top-level definition in a source that parses."""
    return [
        statement
        for node in ast.parse(unit.source).body
        if getattr(node, "name", "") == symbol
        for statement in statements_in(node, unit, symbol)
    ]


def statements_in(
    node: ast.stmt, unit: UnitSource, symbol: str, function: str = ""
) -> Iterator[Statement]:
    """Yield a statement and all inside it, in order; texts by themselves are none."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        function = node.name
    heads = [(f"@{_unparsed(item)}", item.lineno) for item in _decorators(node)]
    for text, line in (*heads, (_head(node), node.lineno)):
        yield Statement(
            symbol=symbol, function=function, text=" ".join(text.split())[:MAX_TEXT],
            label=unit.label, cell=unit.cell, line=line,
        )  # fmt: skip
    for inner in _inside(node):
        yield from statements_in(inner, unit, symbol, function)


def _inside(node: ast.stmt) -> Iterator[ast.stmt]:
    for field in ("body", "orelse", "finalbody"):
        yield from getattr(node, field, ())
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from part.body


def _decorators(node: ast.stmt) -> list[ast.expr]:
    return getattr(node, "decorator_list", [])


def _head(node: ast.stmt) -> str:
    """What a statement reads; of one with a body, the line that begins it."""
    if not getattr(node, "body", None):
        return _unparsed(node)
    return _unparsed(node).splitlines()[len(_decorators(node))]


def _unparsed(node: ast.AST) -> str:
    try:
        return ast.unparse(node)
    except RecursionError:  # deep expressions parse, and run, but cannot be written
        return "…\n" * 100


def changed(
    edited: Sequence[Statement], original: Sequence[Statement]
) -> list[Statement]:
    """Find the statements that stand in an edited source alone."""
    known = [(item.function, item.text) for item in original]
    return [item for item in edited if (item.function, item.text) not in known]


def likeness(one: str, other: str) -> float:
    """How much of two texts agrees, word by word, from 0 to 1."""
    words = _TOKEN.findall(one), _TOKEN.findall(other)
    return difflib.SequenceMatcher(None, *words, autojunk=False).ratio()


def corresponding(
    wanted: Sequence[Statement], candidates: Sequence[Statement]
) -> Statement | None:
    """Find the statement that is most like one of those wanted.

    Those in a function of the same name come first; where none of them is like it,
    the function itself.
    """
    for item in wanted:
        own = [other for other in candidates if other.function == item.function]
        near = (
            _nearest(item, own) or _nearest(item, candidates) or next(iter(own), None)
        )
        if near is not None:
            return near
    return None


def _nearest(item: Statement, candidates: Sequence[Statement]) -> Statement | None:
    scored = [(likeness(item.text, other.text), other) for other in candidates]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= NEAR else None
