"""Answers under another name: nothing is defined as the exercise is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.edits import Edit
from grader.isolation.protocol import UnitSource
from grader.repairing import library
from grader.repairing.code import Change, Defined, Unit
from grader.repairing.unknown import misspelt


def renamed(
    units: Sequence[Unit], exercise: str, others: Sequence[str] = ()
) -> Iterator[tuple[UnitSource, Change]]:
    """Call by the exercise's name what is called nearly so.

    By a line of its own at the end: the name that it has may be used elsewhere. What
    answers another exercise is left to that.
    """
    defined: dict[str, tuple[Unit, ast.stmt]] = {}
    for unit in units:
        for node in unit.tree.body:
            if isinstance(node, Defined) and node.name not in others:
                defined[node.name] = unit, node
    for name in library.nearest(exercise, defined):
        unit, node = defined[name]
        end = len(unit.source)
        edit = Edit(end, end, f"\n{exercise} = {name}\n")
        yield unit.told, Change(misspelt(name, exercise), node.lineno, [edit])
