"""Statements of a source, one by one: what a line does, and in which function.

By these, a line of a student's is found that corresponds to one of the reference's.
"""

from __future__ import annotations

import ast
import copy
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest

from grader.isolation.protocol import Statement, UnitSource
from grader.parsing import parse

MAX_TEXT = 160  # characters of a statement: enough to tell it from others
# What prints or logs, as a function or as a method.
TELLING = frozenset({
    *("print", "display", "pprint", "log", "debug", "info", "warning", "warn", "error"),
})  # fmt: skip
NEAR = 0.4  # how much of two statements must agree for one to correspond to the other
MAX_CANDIDATES = 300  # of the student's statements that one is looked for among
OPERATING = frozenset("+-*/@%<>|&^~!")
_TOKEN = re.compile(r"\w+|[^\w\s]")


def statements_of(unit: UnitSource, symbol: str) -> list[Statement]:
    """List the statements of a top-level definition in a source that parses."""
    return [
        statement
        for node in parse(unit.source).body
        if getattr(node, "name", "") == symbol
        for statement in statements_in(node, unit, symbol)
    ]


def statements_in(
    node: ast.stmt, unit: UnitSource, symbol: str, function: str = ""
) -> Iterator[Statement]:
    """Yield a statement and all inside it, in order, but for what only tells."""
    if only_tells(node):
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


def only_tells(node: ast.stmt) -> bool:
    """Whether a statement is a text, or only prints, logs or asserts something."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assert():
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name in TELLING
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=name))):
            return name in TELLING and isinstance(owner, ast.Name)
        case ast.If() | ast.For() | ast.While() | ast.With():
            return all(map(only_tells, (*node.body, *getattr(node, "orelse", ()))))
    return False


def only_refuses(node: ast.stmt) -> bool:
    """Whether nothing comes of a statement but an exception: of a guard."""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    return all(isinstance(item, ast.Raise) for item in node.body)


def _inside(node: ast.stmt) -> Iterator[ast.stmt]:
    for field in ("body", "orelse", "finalbody"):
        yield from getattr(node, field, ())
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from part.body


def _decorators(node: ast.stmt) -> list[ast.expr]:
    return getattr(node, "decorator_list", [])


def _head(node: ast.stmt) -> str:
    """What a statement reads; of one with a body, the line that begins it."""
    match node:
        case ast.Match():
            return f"match {_unparsed(node.subject)}:"
        case ast.Try() | ast.TryStar():
            return "try:"
    head = copy.copy(node)
    for field in ("body", "orelse", "decorator_list"):
        if hasattr(node, field):
            setattr(head, field, [ast.Pass()] if field == "body" else [])
    return _unparsed(head).partition("\n")[0]


def _unparsed(node: ast.AST) -> str:
    try:
        return ast.unparse(node)
    except RecursionError:  # deep expressions parse, and run, but cannot be written
        return "…"


@dataclass(frozen=True)
class Changed:
    """What an edit changes in a source.

    Attributes:
        statements: Those that stand in the edited source alone; where it takes some
            away, these.
        words: Those of the edited statements that the others had not.
        gone: Those that the others had.
        chosen: Names that it makes, as anybody else might call otherwise.
    """

    statements: tuple[Statement, ...]
    words: frozenset[str]
    gone: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()

    def stands_in(self, code: Sequence[Statement], said: str = "") -> bool:
        """Whether statements read as the edited ones do, as far as words tell.

        They hold all words that the edit brings in. Where it brings in none, its very
        statements stand there, or not all of the words that it takes away.

        Args:
            code: The statements.
            said: A sentence about the edit; a chosen name counts if it names it.
        """
        code = self.worth_a_look(code)
        own = _tokens(item.text for item in code)
        free = self.chosen - _tokens([said])
        words = {word for word in self.words - free if _tells(word)}
        if words or not self.gone:
            return words <= own
        texts = {item.text for item in code}
        new = (item for item in self.statements if not self.gone & _words([item]))
        return not self.gone <= own or any(item.text in texts for item in new)

    def worth_a_look(self, code: Sequence[Statement]) -> Sequence[Statement]:
        """Leave guards out, which only refuse something, where the edit is in none."""
        if any(item.text.startswith(("if ", "raise")) for item in self.statements):
            return code
        return _without_guards(code)


def _without_guards(code: Sequence[Statement]) -> list[Statement]:
    """Leave out each `if` of which nothing comes but an exception."""
    return [
        item
        for item, following in zip_longest(code, code[1:])
        if not (item.text.startswith("if ") and following is not None)
        or not following.text.startswith("raise")
    ]


def changed(edited: Sequence[Statement], original: Sequence[Statement]) -> Changed:
    """Compare an edited source with what it was."""
    new, old = _without(edited, original), _without(original, edited)
    brought, taken = _words(new), _words(old)
    chosen = frozenset(name for item in new for name in _bound(item.text)) & brought
    return Changed(tuple(new or old), brought - taken, taken - brought, chosen - taken)


def _without(some: Sequence[Statement], others: Sequence[Statement]) -> list[Statement]:
    known = {(item.function, item.text) for item in others}
    return [item for item in some if (item.function, item.text) not in known]


def _tokens(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _TOKEN.findall(text))


def _words(statements: Sequence[Statement]) -> frozenset[str]:
    found = _tokens(item.text for item in statements)
    return frozenset(word for word in found if not word.startswith("__"))


def _tells(word: str) -> bool:
    """Whether a word does something: brackets and commas only hold others together."""
    return word.isalnum() or "_" in word or word in OPERATING


def _bound(text: str) -> Iterator[str]:
    """The names that the first line of a statement assigns to, or takes."""
    with suppress(SyntaxError):  # of a line that was cut
        for node in ast.walk(parse(f"{text} pass" if text.endswith(":") else text)):
            if isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(getattr(node, "ctx", None), ast.Store):
                yield from filter(
                    None, [getattr(node, "id", getattr(node, "attr", ""))]
                )


def corresponding(wanted: Changed, candidates: Sequence[Statement]) -> Statement | None:
    """Find the statement that is most like what an edit changes.

    In a function of the same name first; where none of its statements is like it, that
    is the function itself.
    """
    some = wanted.worth_a_look(candidates)[-MAX_CANDIDATES:]
    for item in wanted.statements:
        own = [other for other in some if other.function == item.function]
        near = _nearest(item, wanted.words, own) or _nearest(item, wanted.words, some)
        if near or own:
            return near or own[0]
    return None


def _nearest(
    item: Statement, words: frozenset[str], candidates: Sequence[Statement]
) -> Statement | None:
    scored = [(_likeness(item, words, other), other) for other in candidates]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= NEAR else None


def _likeness(item: Statement, words: frozenset[str], other: Statement) -> float:
    """How much of two statements agrees; those words count more that make the edit."""
    ours, theirs = _TOKEN.findall(item.text), _TOKEN.findall(other.text)
    if not _named(ours) & _named(theirs):
        return 0.0
    ratio = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    told = [word for word in words if word.isidentifier()]
    return ratio + sum(word in theirs for word in told) / max(len(told), 1)


def _named(words: Sequence[str]) -> set[str]:
    """Leave out what every second statement holds."""
    return {word for word in words if word.isidentifier()} - {"self", "return", "super"}


def uncalled_attribute(text: str) -> str:
    """Name the attribute of `self` that a statement hands on without calling it.

    Args:
        text: The statement; if it hands on none, or several, the answer is ''.
    """
    with suppress(SyntaxError):
        every = list(ast.walk(parse(text.strip())))
        used = {id(n.func) for n in every if isinstance(n, ast.Call)}
        used |= {id(n.value) for n in every if isinstance(n, ast.Attribute)}
        kept = {
            ast.unparse(node)
            for node in every
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
            and id(node) not in used
        }
        return kept.pop() if len(kept) == 1 else ""
    return ""
