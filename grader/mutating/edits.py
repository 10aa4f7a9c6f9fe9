"""Edits of a reference's source: what is replaced in one exercise, and by what.

An edit is given as text, as one would type it: what is replaced must stand there
exactly once, in code and not in a docstring. Further lines take the indentation of
the line on which the edit begins.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Sequence

from grader.edits import Edit, Offsets
from grader.parsing import parse


class EditError(Exception):
    """An edit that cannot be made, or that changes nothing; the message says why."""


def apply_edits(source: str, edits: Sequence[Edit]) -> str:
    """Replace stretches of source that do not overlap.

    Raises:
        EditError: Two overlap; the result is no Python; or it is the same program.
    """
    edited, last = source, len(source)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        if edit.end > last:
            raise EditError("two of its edits overlap")
        edited = edited[: edit.start] + edit.text + edited[edit.end :]
        last = edit.start
    try:
        tree = parse(edited)
    except SyntaxError as error:
        raise EditError(f"the edited reference is no Python: {error.msg}") from None
    if ast.dump(tree) == ast.dump(parse(source)):
        raise EditError("it changes nothing")
    return edited


def definition_of(source: str, exercise: str) -> ast.ClassDef | ast.FunctionDef:
    """Find the top-level class or function that answers an exercise.

    Raises:
        EditError: There is none.
    """
    for node in parse(source).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == exercise:
            return node
    raise EditError(f"the reference does not define {exercise}")


def replacing(
    source: str, exercise: str, old: str, new: str, *, everywhere: bool = False
) -> list[Edit]:
    """Find where an exercise's code reads `old`, to have `new` there instead.

    Args:
        source: The reference.
        exercise: Whose code is edited.
        old: Part of a line, or whole lines.
        new: What stands there instead; `pass` where nothing else would be left.
        everywhere: Whether `old` may stand there more than once.

    Raises:
        EditError: `old` does not stand there, or more than once.
    """
    node = definition_of(source, exercise)
    offsets = Offsets(source)
    span = offsets.lines_of(node)
    texts = [offsets.span(item) for item in _docstrings(node)]
    found = [
        edit
        for edit in _occurrences(source, span, old, new)
        if not any(start <= edit.start < end for start, end in texts)
    ]
    if not found:
        raise EditError(f"{exercise} does not read {_shown(old)}")
    if len(found) > 1 and not everywhere:
        raise EditError(
            f"{exercise} reads {_shown(old)} {len(found)} times: give more of the "
            "line, or `everywhere=True`"
        )
    return found


def _docstrings(node: ast.AST) -> Iterator[ast.expr]:
    """Texts that stand by themselves, as statements."""
    for item in ast.walk(node):
        if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
            yield item.value


def _occurrences(
    source: str, span: tuple[int, int], old: str, new: str
) -> Iterator[Edit]:
    old, new = textwrap.dedent(old).strip("\n"), textwrap.dedent(new).strip("\n")
    start = span[0]
    while True:
        line_end = source.find("\n", start)
        line = source[start : line_end + 1] if line_end >= 0 else source[start:]
        indent = line[: len(line) - len(line.lstrip(" "))]
        # empty lines have no indentation
        wanted = textwrap.indent(old, indent).removeprefix(indent)
        instead = textwrap.indent(new, indent).removeprefix(indent)
        for place in _places(source, start, len(line), wanted):
            if place + len(wanted) <= span[1]:
                yield Edit(place, place + len(wanted), instead)
        start += len(line)
        if start >= span[1] or not line:
            return


def _places(source: str, start: int, length: int, wanted: str) -> Iterator[int]:
    """Where a text begins on one line."""
    place = source.find(wanted, start)
    while 0 <= place < start + length:
        yield place
        place = source.find(wanted, place + len(wanted))


def _shown(old: str) -> str:
    return f"`{' '.join(old.split())}`"
