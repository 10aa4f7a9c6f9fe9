"""Which part of a source an exercise rests on: a change elsewhere proves nothing anew.

In doubt, a statement belongs to everybody.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from grader.parsing import parse

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class _Statement:
    """A top-level statement.

    Attributes:
        text: Its source, without comments.
        binds: Names that it defines.
        now: Names that it uses when it runs: what they are bound to just before.
        later: Names that it uses when a function in it is called.
        makes: Names that it binds to something of this file.
        changes: Names whose values it may change.
        words: Whatever in it could be the name of an exercise.
    """

    text: str
    binds: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]
    makes: frozenset[str]
    changes: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, node: ast.stmt) -> _Statement:
        """Read a statement."""
        bodies = node.body if isinstance(node, _DEFINITIONS) else []
        later = frozenset(name for inner in bodies for name in _names(inner))
        rest = (child for child in ast.iter_child_nodes(node) if child not in bodies)
        now = frozenset(name for child in rest for name in _names(child))
        binds = frozenset(_bound(node))
        imports = isinstance(node, ast.Import | ast.ImportFrom)
        return cls(
            text=ast.unparse(node),
            binds=binds,
            now=now,
            later=later,
            makes=frozenset() if imports else binds,
            changes=frozenset() if binds else now,
            words=frozenset(_words(node)) | binds,
        )


def slice_for(exercise: str, others: Collection[str], source: str) -> str:
    """Leave out what belongs to other exercises only, and comments.

    Args:
        exercise: The exercise.
        others: Names of the exercises of the same file.
        source: The checks, or the reference.
    """
    try:
        statements = _statements(source)
    except (SyntaxError, ValueError, RecursionError):
        return source
    kept = _own(statements, exercise, frozenset(others))
    todo = list(kept)
    while todo:
        more = set(_needed(statements, todo.pop())) - kept
        kept |= more
        todo += more
    return "\n".join(statements[index].text for index in sorted(kept))


@cache
def _statements(source: str) -> tuple[_Statement, ...]:
    return tuple(_Statement.of(node) for node in parse(source).body)


def _own(
    statements: Sequence[_Statement], exercise: str, others: frozenset[str]
) -> set[int]:
    """Number the statements that do not belong to other exercises alone.

    These name one of those, or act on what does, and never name ours.
    """
    own, theirs = set(), set[str]()  # theirs: names bound by what is theirs
    for index, statement in enumerate(statements):
        is_theirs = bool(statement.words & others or statement.now & theirs)
        if is_theirs and exercise not in statement.words:
            theirs |= statement.binds
        else:
            own.add(index)
            theirs -= statement.binds
    return own


def _needed(statements: Sequence[_Statement], index: int) -> Iterator[int]:
    """Number the statements that bind what a statement uses, or change what it made."""
    for name in statements[index].now:
        before = (i for i in reversed(range(index)) if name in statements[i].binds)
        yield from list(before)[:1]
    for other, statement in enumerate(statements):
        bound = statement.binds & statements[index].later
        if bound or statement.changes & statements[index].makes:
            yield other


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((a.asname or a.name).partition(".")[0] for a in node.names)
    else:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                yield inner.id


def _names(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
            yield inner.id


def _words(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=word) | ast.arg(arg=word) | ast.Attribute(attr=word):
                yield word
            case ast.Constant(value=str(word)):
                yield word
