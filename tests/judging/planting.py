"""Plants innocent lines in wrong solutions: what a student prints, guards or asserts.

Each looks like a mistake to who reads the code alone: it leaves the autograd graph, or
makes a copy on the CPU. None changes what the code gives.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass

# What is planted of a name; `{x}` is any value. Only what is a tensor is looked into.
LINES = (
    "print({x}.detach() if torch.is_tensor({x}) else {x})",
    "print({x}.data if torch.is_tensor({x}) else {x})",
    "assert not torch.is_tensor({x}) or {x}.detach().dim() >= 0",
    "assert {x} is None or str({x}.data if torch.is_tensor({x}) else {x})",
    "if torch.is_tensor({x}) and {x}.detach().dim() > 20: raise ValueError('dims')",
    "logging.debug('%s', {x}.detach() if torch.is_tensor({x}) else {x})",
    "seen = {x}.data if torch.is_tensor({x}) else {x}",
    "with torch.no_grad(): logging.debug('%s', {x})",
    "with torch.no_grad(): print(type({x}))",
)
# Of a tensor whose numbers can be read.
NUMBERS = (
    "print({x}.detach().sum().item())",
    "print({x}.detach().flatten()[:2].tolist())",
    "print({x}.detach().double().numpy().shape)",
    "print({x}.data.double().numpy().size)",
    "logging.debug('%s', {x}.detach().tolist())",
    "assert {x}.detach().isnan().sum().item() >= 0",
)
GUARD = "if torch.is_tensor({x}) and {x}.device.type == 'cpu' and {x}.numel() < 1000: "
PLANTED = 4  # in one solution
HEAD = "import logging\nimport torch\n"


@dataclass(frozen=True)
class Planted:
    """A wrong solution with innocent lines in it.

    Attributes:
        source: The solution.
        lines: The numbers of the lines that were planted.
    """

    source: str
    lines: frozenset[int]


@dataclass(frozen=True)
class _Place:
    """Where a line can stand: before a line, and what has a name there."""

    line: int
    indent: int
    names: tuple[str, ...]


def plant(source: str, exercise: str, seed: str) -> Planted | None:
    """Plant lines in the functions of an exercise; None where there is no place."""
    rng = random.Random(seed)
    places = [place for place in _places(source, exercise) if place.names]
    if not places:
        return None
    chosen = sorted(rng.choices(places, k=PLANTED), key=lambda place: place.line)
    lines, planted = source.splitlines(), set[int]()
    for place in reversed(chosen):
        text = " " * place.indent + _line(rng.choice(place.names), rng)
        lines.insert(place.line - 1, text)
        planted = {number + 1 for number in planted} | {place.line}
    begin = min(n for n, line in enumerate(lines) if line.startswith(("def", "class")))
    while begin and lines[begin - 1].startswith("@"):
        begin -= 1
    head = HEAD.splitlines()
    lines[begin:begin] = head
    return Planted("\n".join(lines) + "\n", frozenset(n + len(head) for n in planted))


def _line(name: str, rng: random.Random) -> str:
    if rng.random() < len(LINES) / (len(LINES) + len(NUMBERS)):
        return rng.choice(LINES).format(x=name)
    return (GUARD + rng.choice(NUMBERS)).format(x=name)


def _places(source: str, exercise: str) -> Iterator[_Place]:
    """Lines of the exercise's functions, but not before a call of `__init__`."""
    for node in ast.parse(source).body:
        if getattr(node, "name", "") == exercise:
            inside = node.body if isinstance(node, ast.ClassDef) else [node]
            for item in inside:
                if isinstance(item, ast.FunctionDef):
                    yield from _in_function(item)


def _in_function(function: ast.FunctionDef) -> Iterator[_Place]:
    names = [item.arg for item in function.args.args if item.arg != "self"]
    for statement in function.body:
        is_text = isinstance(statement, ast.Expr) and isinstance(
            statement.value, ast.Constant
        )
        if not is_text:
            yield _Place(statement.lineno, statement.col_offset, tuple(names))
        if isinstance(statement, ast.Assign):
            names += [t.id for t in statement.targets if isinstance(t, ast.Name)]
