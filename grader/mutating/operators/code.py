"""The code of one exercise, as operators read it and edit it.

What a student reads or is given is left alone: docstrings and annotations are no code
here, and neither is what stands in an f-string.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from grader.edits import Edit, Offsets
from grader.mutating.edits import definition_of
from grader.parsing import parse, parse_expression

# A mistake: the sentence that names it, and the edits that make it.
Change: TypeAlias = tuple[str, *tuple[Edit, ...]]
Located: TypeAlias = ast.stmt | ast.expr | ast.arg | ast.keyword
Node = TypeVar("Node", bound=ast.AST)

SHOWN = 60  # characters of a named part; a line of a report holds about 80
PRIMARY = ast.Name | ast.Attribute | ast.Call | ast.Subscript
OPERATIONS = ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare
BINDING = OPERATIONS | ast.Attribute | ast.Call | ast.Subscript
Defined = ast.ClassDef | ast.FunctionDef
BLOCKS = ("body", "orelse", "finalbody")


class Code:
    """The code of one exercise.

    Attributes:
        base: Where the exercise begins in the reference, in characters.
        source: The exercise alone.
        tree: Its syntax tree.
        node: The class or function.
        imported: Names that the reference imports.
        nodes: The nodes of its code, in the order of the text.
    """

    def __init__(self, reference: str, exercise: str) -> None:
        found, lines = definition_of(reference, exercise), Offsets(reference)
        first = min([found.lineno, *(item.lineno for item in found.decorator_list)])
        self.base = lines.line(first)
        self.source = reference[self.base : lines.line((found.end_lineno or 0) + 1)]
        self.tree = parse(self.source)
        self.node = next(node for node in self.tree.body if isinstance(node, Defined))
        self.imported = set(_imported(parse(reference)))
        self._offsets = Offsets(self.source)
        self._parents = {
            child: node
            for node in ast.walk(self.tree)
            for child in ast.iter_child_nodes(node)
        }
        self.nodes = tuple(_code(self.node))

    def of(self, kind: type[Node]) -> Iterator[Node]:
        """Nodes of one kind, in the order of the text."""
        return (node for node in self.nodes if isinstance(node, kind))

    def parent(self, node: ast.AST) -> ast.AST:
        """Return what a node is part of."""
        return self._parents[node]

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node is part of, from the inside to the outside."""
        while node is not self.node and node in self._parents:
            node = self._parents[node]
            yield node

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the function that a node stands in."""
        found = (
            item for item in self.around(node) if isinstance(item, ast.FunctionDef)
        )
        return next(found, None)

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the statement that a node is part of; maybe itself."""
        found = (i for i in (node, *self.around(node)) if isinstance(i, ast.stmt))
        return next(found)

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Functions of an exercise: itself, or its methods."""
        if isinstance(self.node, ast.FunctionDef):
            yield self.node
        yield from self.of(ast.FunctionDef)

    def first(self, function: ast.FunctionDef) -> ast.stmt:
        """Return the first statement of a function, past its docstring."""
        return next(item for item in function.body if not is_text(item))

    def statements(self) -> Iterator[ast.stmt]:
        """Statements in its functions."""
        for item in self.of(ast.stmt):
            if self.function(item) and not isinstance(item, ast.FunctionDef):
                yield item

    def block(self, statement: ast.stmt) -> list[ast.stmt]:
        """Return the statements that one stands among, docstrings left out."""
        parent = self.parent(statement)
        blocks = (getattr(parent, name, []) for name in BLOCKS)
        found = next(
            block for block in blocks if isinstance(block, list) and statement in block
        )
        return [item for item in found if not is_text(item)]

    def text(self, node: Located) -> str:
        """Return the text of a node."""
        start, end = self._span(node)
        return self.source[start:end]

    def shown(self, node: Located) -> str:
        """Return a node as a sentence names it."""
        text = re.sub(r"\bself\.", "", " ".join(self.text(node).split()))
        if isinstance(node, ast.AnnAssign) and node.value:
            text = f"{self.text(node.target)} = {self.text(node.value)}"
        return f"`{text}`" if len(text) <= SHOWN else f"`{text[: SHOWN - 4]} ...`"

    def replace(self, node: Located, text: str) -> Edit:
        """Put an expression where another one stands, in parentheses if need be."""
        start, end = self._span(node)
        grouped = self.source[start - 1 : start] + self.source[end : end + 1] == "()"
        if self._binds(node, text) and not grouped:
            text = f"({text})"
        return Edit(start, end, text)

    def exchange(self, one: Located, other: Located) -> tuple[Edit, Edit]:
        """Put each of two expressions where the other one stands."""
        return self.replace(one, self.text(other)), self.replace(other, self.text(one))

    def then(self, node: ast.expr, suffix: str) -> Edit:
        """Put a method call or a subscript behind an expression."""
        return self.replace(node, self.with_suffix(node, suffix))

    def with_suffix(self, node: ast.expr, suffix: str) -> str:
        """Return an expression with something behind it, in parentheses if need be."""
        text = self.text(node)
        return f"{text}{suffix}" if is_primary(text) else f"({text}){suffix}"

    def lines(self, statement: ast.stmt, text: str) -> Edit:
        """Put other lines where a statement stands; none deletes it."""
        start, end = self._span(statement)
        if text:
            return Edit(start, end, self._indented(statement, text))
        if len(self.block(statement)) == 1:
            return Edit(start, end, "pass")
        end_line = self._offsets.line_of(end - 1)
        return Edit(
            self._offsets.line(statement.lineno), self._offsets.line(end_line + 1), ""
        )

    def before(self, statement: ast.stmt, text: str) -> Edit:
        """Put lines before a statement."""
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(item.lineno for item in decorators)])
        start = self._offsets.line(first) + statement.col_offset
        indent = " " * statement.col_offset
        return Edit(start, start, f"{self._indented(statement, text)}\n{indent}")

    def after(self, statement: ast.stmt, text: str) -> Edit:
        """Put lines behind a statement."""
        end = self._span(statement)[1]
        indent = " " * statement.col_offset
        return Edit(end, end, f"\n{indent}{self._indented(statement, text)}")

    def dedented(self, statement: ast.stmt) -> str:
        """Return the lines of a statement without their indentation."""
        return textwrap.dedent(" " * statement.col_offset + self.text(statement))

    def between(self, start: Located, end: Located, text: str) -> Edit:
        """Put something else between two expressions."""
        return Edit(self._span(start)[1], self._span(end)[0], text)

    def through(self, start: Located, end: Located, text: str) -> Edit:
        """Put something else between two expressions, and where the second stands."""
        return Edit(self._span(start)[1], self._span(end)[1], text)

    def gap(self, start: Located, end: Located) -> str:
        """Return what stands between two expressions."""
        edit = self.between(start, end, "")
        return self.source[edit.start : edit.end]

    def argument(self, call: ast.Call, text: str) -> Edit:
        """Put one more argument at the end of a call."""
        end = self._span(call)[1] - 1
        some = call.args or call.keywords
        return Edit(end, end, f", {text}" if some else text)

    def without(self, call: ast.Call, argument: ast.expr | ast.keyword) -> Edit:
        """Call something without one of its arguments."""
        given: list[Located] = [*call.args, *call.keywords]
        texts = ", ".join(self.text(item) for item in given if item is not argument)
        return self.replace(call, f"{self.text(call.func)}({texts})")

    def _span(self, node: Located) -> tuple[int, int]:
        start = self._offsets.at(node.lineno, node.col_offset)
        # what was parsed from text has an end
        return start, self._offsets.at(node.end_lineno or 0, node.end_col_offset or 0)

    def _binds(self, node: Located, text: str) -> bool:
        """Whether what stands around a node would tear another expression apart."""
        parent = self.parent(node)
        if isinstance(parent, ast.Call) and node is not parent.func:
            return False
        if isinstance(parent, ast.Subscript) and node is not parent.value:
            return False
        binding = isinstance(parent, BINDING) and not is_primary(text)
        return binding and not isinstance(_parsed(text), ast.Constant)

    def _indented(self, statement: ast.stmt, text: str) -> str:
        return text.replace("\n", "\n" + " " * statement.col_offset)


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def is_primary(text: str) -> bool:
    """Whether a method call may stand right behind an expression."""
    return isinstance(_parsed(text), PRIMARY) or text[:1] in "[{"


def is_text(node: ast.AST) -> bool:
    """Whether a statement is a text, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def name_of(node: ast.AST | None) -> str:
    """Return the last part of a name, or of what is called; may be empty."""
    if isinstance(node, ast.Call):
        return "" if isinstance(node.func, ast.Call) else name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def own_attribute(node: ast.AST) -> str:
    """Return `x` of `self.x`; empty where a node is something else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr if node.value.id == "self" else ""
    return ""


def assigned(node: ast.stmt) -> tuple[ast.expr, ast.expr] | None:
    """Return target and value, if a statement assigns a value to one target."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return node.targets[0], node.value
    if isinstance(node, ast.AnnAssign) and node.value:
        return node.target, node.value
    return None


def _parsed(text: str) -> ast.expr:
    return parse_expression(f"({text}\n)")


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0]


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree in the order of its text, past what is no code."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.JoinedStr) or not isinstance(child, ast.AST):
                continue
            if not is_text(child):
                yield child
                yield from _code(child)
