"""A submission's code, as repairs read it and edit it.

What stands in an f-string is left alone: until Python 3.12, syntax trees do not say
where. Nothing here climbs or descends by calling itself, and nothing takes longer
than the source is long.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias, TypeVar, cast

from grader.edits import Edit, Offsets
from grader.isolation.protocol import UnitSource

Node = TypeVar("Node", bound=ast.AST)
Located: TypeAlias = ast.stmt | ast.expr | ast.arg | ast.keyword
Function = ast.FunctionDef | ast.AsyncFunctionDef
Defined = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

MAX_FOUND = 50  # places of one kind of mistake in one definition
MAX_NODES = 10_000  # of one definition; the longest solution known has 900
SHOWN = 60  # characters of a named part; a line of a report holds about 80
PRIMARY = ast.Name | ast.Attribute | ast.Call | ast.Subscript
BINDING = ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.Starred
BLOCKS = ("body", "orelse", "finalbody")
_NOT_CODE = {"annotation", "returns", "type_comment"}


class Change(NamedTuple):
    """A repair of one unit: what was wrong, on which line, and the edits."""

    sentence: str
    line: int
    edits: Sequence[Edit]


class Unit(Offsets):
    """A unit that parses, and where its lines begin.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: It does not parse.
    """

    def __init__(self, told: UnitSource) -> None:
        super().__init__(told.source)
        self.told = told
        self.tree = ast.parse(told.source)


class Code:
    """A top-level definition of a submission.

    Attributes:
        unit: Where it stands.
        node: The class or function.
        nodes: Its nodes, in the order of the text.
    """

    def __init__(self, unit: Unit, node: ast.ClassDef | Function) -> None:
        self.unit, self.node = unit, node
        self._parents: dict[ast.AST, ast.AST] = {}
        self._statements: dict[ast.AST, ast.stmt] = {node: node}
        self._functions: dict[ast.AST, ast.FunctionDef | None] = {node: None}
        self._inside: dict[ast.FunctionDef | None, list[ast.AST]] = {}
        self._bound: dict[ast.FunctionDef, set[str]] = {}
        self._kinds: dict[type, list[ast.AST]] = {}
        self.nodes = tuple(islice(self._walk(), MAX_NODES))
        for item in self.nodes:
            self._inside.setdefault(self._functions[item], []).append(item)
        body = node.body if isinstance(node, ast.ClassDef) else []
        found = [item for item in body if isinstance(item, ast.FunctionDef)]
        self._methods = {item.name: item for item in reversed(found)}

    def _walk(self) -> Iterator[ast.AST]:
        waiting: list[ast.AST] = [self.node]
        while waiting:
            node = waiting.pop()
            yield node
            inside = node if isinstance(node, ast.FunctionDef) else None
            for child in reversed(list(_children(node))):
                self._parents[child] = node
                self._functions[child] = inside or self._functions[node]
                own = child if isinstance(child, ast.stmt) else None
                self._statements[child] = own or self._statements[node]
                waiting.append(child)

    def of(self, kind: type[Node]) -> Iterator[Node]:
        """Nodes of one kind, in the order of the text."""
        if kind not in self._kinds:
            self._kinds[kind] = [item for item in self.nodes if isinstance(item, kind)]
        return iter(cast("list[Node]", self._kinds[kind]))

    def inside(self, function: ast.FunctionDef) -> list[ast.AST]:
        """Return the nodes that stand in a function, not in one inside it."""
        return self._inside.get(function, [])

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return what a node is part of."""
        return self._parents.get(node)

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the statement that a node is part of; maybe itself."""
        return self._statements[node]

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the function that a node stands in."""
        return self._functions[node]

    def bound(self, function: ast.FunctionDef) -> set[str]:
        """Return the names that a function binds: its parameters and its variables."""
        if function not in self._bound:
            inside = self.inside(function)
            names = {item.arg for item in inside if isinstance(item, ast.arg)}
            self._bound[function] = names | {
                item.id
                for item in inside
                if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
            }
        return self._bound[function]

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Functions of a definition: itself, its methods, and functions in them."""
        return self.of(ast.FunctionDef)

    def methods(self) -> list[ast.FunctionDef]:
        """Return the methods of a class; of a function, none."""
        return [item for item in self.of(ast.FunctionDef) if self.is_method(item)]

    def is_method(self, node: ast.AST | None) -> bool:
        """Whether a function is a method of the class."""
        of_class = isinstance(self.node, ast.ClassDef)
        return of_class and node is not None and self.parent(node) is self.node

    def method(self, name: str) -> ast.FunctionDef | None:
        """Return the method of that name."""
        return self._methods.get(name)

    def block(self, statement: ast.stmt) -> list[ast.stmt]:
        """Return the statements that one stands among."""
        parent = self.parent(statement)
        blocks = (getattr(parent, name, None) for name in BLOCKS)
        found = (b for b in blocks if isinstance(b, list) and statement in b)
        return next(found, [statement])

    def text(self, node: Located) -> str:
        """Return the text of a node."""
        start, end = self.unit.span(node)
        return self.unit.source[start:end]

    def shown(self, node: Located) -> str:
        """Return a node as a sentence names it."""
        start, end = self.unit.span(node)
        text = " ".join(self.unit.source[start : min(end, start + 300)].split())
        text = text.replace("`", "'")
        return f"`{text}`" if len(text) <= SHOWN else f"`{text[: SHOWN - 4]} ...`"

    def indent(self, statement: ast.stmt) -> str:
        """Return the white space before a statement."""
        start = self.unit.line(statement.lineno)
        before = self.unit.source[start : self.unit.span(statement)[0]]
        return before[: len(before) - len(before.lstrip())]

    def replace(self, node: Located, text: str) -> Edit:
        """Put an expression where another one stands, in parentheses if need be."""
        start, end = self.unit.span(node)
        if self.binds(node) and not is_primary(text):
            text = f"({text})"
        return Edit(start, end, text)

    def exchange(self, one: Located, other: Located) -> list[Edit]:
        """Put each of two nodes where the other one stands."""
        texts = self.text(one), self.text(other)
        return [self.replace(one, texts[1]), self.replace(other, texts[0])]

    def around(self, node: Located, before: str, after: str = ")") -> list[Edit]:
        """Put text before and behind a node."""
        start, end = self.unit.span(node)
        return [Edit(start, start, before), Edit(end, end, after)]

    def behind(self, whole: ast.expr, part: ast.expr) -> Edit:
        """Take away what follows a part, from its dot or bracket on."""
        start, end = self.unit.span(part)[1], self.unit.span(whole)[1]
        between = self.unit.source[start:end]
        closing = len(between) - len(between.lstrip(") \t\r\n\\"))
        return Edit(start + closing, end, "")

    def argument(self, call: ast.Call, text: str) -> Edit:
        """Put one more argument at the end of a call."""
        end = self.unit.span(call)[1] - 1
        given: list[Located] = [*call.args, *call.keywords]
        if not given:
            return Edit(end, end, text)
        last = max(self.unit.span(item)[1] for item in given)
        comma = "," in self.unit.source[last:end]
        return Edit(end, end, f" {text}" if comma else f", {text}")

    def without(self, call: ast.Call, argument: ast.expr | ast.keyword) -> Edit:
        """Take an argument out of a call, and the comma that goes with it."""
        every: list[Located] = [*call.args, *call.keywords]
        given = [self.unit.span(item) for item in every]
        start, end = self.unit.span(argument)
        earlier = [span[1] for span in given if span[1] <= start]
        later = [span[0] for span in given if span[0] >= end]
        if earlier:
            return Edit(max(earlier), end, "")
        return Edit(start, min(later, default=end), "")

    def deleted(self, statement: ast.stmt) -> Edit:
        """Take a statement away, and its lines where they hold nothing else."""
        first, last = self.unit.lines_of(statement)
        start, end = self.unit.span(statement)
        source = self.unit.source
        rest = source[end:last].strip()
        alone = not source[self.unit.line(statement.lineno) : start].strip()
        if len(self.block(statement)) == 1 or not alone or rest[:1] == ";":
            return Edit(start, end, "pass")
        return Edit(first, last, "")

    def before(self, statement: ast.stmt, text: str) -> Edit:
        """Put a statement before another one."""
        first = self.unit.lines_of(statement)[0]
        line = self.unit.line(statement.lineno)
        start = self.unit.span(statement)[0]
        if self.unit.source[line:start].strip():
            return Edit(start, start, f"{text}; ")
        return Edit(first, first, f"{self.indent(statement)}{text}\n")

    def after(self, statement: ast.stmt, text: str) -> Edit:
        """Put a statement behind another one."""
        end = self.unit.span(statement)[1]
        return Edit(end, end, f"\n{self.indent(statement)}{text}")

    def binds(self, node: ast.AST) -> bool:
        """Whether an expression in this place needs parentheses unless it is short."""
        parent = self.parent(node)
        if isinstance(parent, ast.Call):
            return node is parent.func
        if isinstance(parent, ast.Subscript | ast.Attribute):
            return node is parent.value
        return isinstance(parent, BINDING)


def is_primary(text: str) -> bool:
    """Whether a method call may stand right behind an expression."""
    try:
        node = ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError:
        return False
    return isinstance(node, PRIMARY) or text[:1] in "[{"


def _children(node: ast.AST) -> Iterator[ast.AST]:
    fields = () if isinstance(node, ast.JoinedStr) else ast.iter_fields(node)
    for field, value in fields:
        if field not in _NOT_CODE:
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, ast.AST):
                    yield child
