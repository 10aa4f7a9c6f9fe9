"""Names that the exercise uses, and that the file gives another meaning later on."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from itertools import islice

from grader.edits import Edit
from grader.isolation.protocol import UnitSource
from grader.repairing.case import Case
from grader.repairing.code import MAX_FOUND, Change, Code, Defined, Unit

IMPORTS = ast.Import | ast.ImportFrom


def shadowed(
    units: Sequence[Unit], codes: Sequence[Code], case: Case
) -> Iterator[tuple[UnitSource, Change]]:
    """Give what is assigned to an imported name, or to one of Python's, another one.

    So too what is assigned to the exercise's own name, after it was defined.
    """
    yield from _own(units, case.exercise)
    used = {node.id for code in codes for node in code.of(ast.Name)}
    used &= case.imports.keys() | set(dir(builtins))
    found = (
        (unit, node)
        for unit in units
        for statement in unit.tree.body
        if not isinstance(statement, Defined | IMPORTS)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and node.id in used
    )
    stored = (item for item in found if isinstance(item[1].ctx, ast.Store))
    for unit, node in islice(stored, MAX_FOUND):
        end = unit.span(node)[1]
        sentence = f"`{node.id}` gets another meaning here, and the exercise uses it"
        yield unit.told, Change(sentence, node.lineno, [Edit(end, end, "_")])


def _own(units: Sequence[Unit], name: str) -> Iterator[tuple[UnitSource, Change]]:
    """Give all that a file assigns to the exercise's name another one."""
    every = [statement for unit in units for statement in unit.tree.body]
    if not any(isinstance(x, Defined) and x.name == name for x in every):
        return
    for unit in units:
        targets = [
            target
            for statement in unit.tree.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name) and target.id == name
        ][:MAX_FOUND]
        if targets:
            ends = [unit.span(target)[1] for target in targets]
            sentence = f"`{name}` gets another meaning here, after it was defined"
            edits = [Edit(end, end, "_") for end in ends]
            yield unit.told, Change(sentence, targets[0].lineno, edits)
