"""Answers that stand inside something else, where nobody can use them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.edits import Edit
from grader.isolation.protocol import UnitSource
from grader.repairing.code import BLOCKS, SHOWN, Change, Defined, Unit

_KEPT = Defined | ast.Import | ast.ImportFrom


def moved_out(
    units: Sequence[Unit], exercise: str
) -> Iterator[tuple[UnitSource, Change]]:
    """Define before a statement what it defines inside, with its neighbours.

    As they are indented, under an `if True:`: so no line of a text changes.
    """
    for unit in units:
        for top in unit.tree.body:
            block = _block_with(top, exercise)
            if not block:
                continue
            start, _ = unit.lines_of(top)
            text = "".join(_lines(unit, statement) for statement in block)
            edit = Edit(start, start, f"if True:\n{text}")
            line = next(x.lineno for x in block if _defines(x, exercise))
            outer = unit.source[unit.line(top.lineno) :].split("\n", 1)[0].strip()
            under = "only under" if isinstance(top, ast.If) else "inside"
            sentence = (
                f"`{exercise}` is defined {under} `{outer[:SHOWN]}`, where it is not "
                "found: move it above that line, to the left margin"
            )
            yield unit.told, Change(sentence, line, [edit])


def _lines(unit: Unit, statement: ast.stmt) -> str:
    first, last = unit.lines_of(statement)
    return unit.source[first:last].rstrip() + "\n"


def _defines(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, Defined) and statement.name == name


def _block_with(top: ast.stmt, name: str) -> list[ast.stmt]:
    """Find where a name is defined; return the imports and definitions there."""
    waiting: list[ast.AST] = [top]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ClassDef):
            continue  # a method is no answer
        for field in BLOCKS:
            block = getattr(node, field, None) or []
            if any(_defines(statement, name) for statement in block):
                return [x for x in block if isinstance(x, _KEPT)]
            waiting += block
        waiting += getattr(node, "handlers", [])
    return []
