"""What is known of a failure, beside the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.isolation.protocol import Symptom
from grader.repairing import library
from grader.repairing.code import Code, Defined, Unit

MAX_MESSAGE = 1_500
MAX_GLOBALS = 2_000


@dataclass(frozen=True)
class Case:
    """A failure of an exercise.

    Attributes:
        exercise: Whose code fails.
        symptoms: How its checks failed.
        names: What the contract calls the module's parameters and buffers.
        imports: The names that the submission imports, and what they stand for.
        known: All names of its top level.
    """

    exercise: str
    symptoms: tuple[Symptom, ...]
    names: tuple[str, ...] = ()
    imports: dict[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def messages(self) -> Iterator[str]:
        """Exceptions, as `KeyError: 0`."""
        for symptom in self.symptoms:
            if symptom.type:
                yield f"{symptom.type}: {symptom.message[:MAX_MESSAGE]}"

    def matches(self, pattern: str) -> Iterator[re.Match[str]]:
        """Where a pattern is found in the exceptions, each text once."""
        for text in dict.fromkeys(self.messages()):
            found = re.search(pattern, text)
            if found:
                yield found

    def groups(self, pattern: str) -> Iterator[tuple[str, ...]]:
        """What the groups of a pattern hold, where it is found."""
        return (found.groups(default="") for found in self.matches(pattern))

    def attributes(self) -> list[str]:
        """Return the attributes that the contract asks for."""
        firsts = (name.partition(".")[0] for name in self.names)
        return list(dict.fromkeys(name for name in firsts if name.isidentifier()))

    def path(self, node: ast.AST | None) -> str:
        """Return the full path of what an expression names, such as `torch.relu`."""
        return library.resolve(node, self.imports)

    def spelled(self, path: str) -> str:
        """Return how the submission writes a full path."""
        return library.spelled(path, self.imports)

    def is_about(self, kind: str) -> bool:
        """Whether a check of this kind failed."""
        return any(symptom.kind == kind for symptom in self.symptoms)

    def is_at(self, code: Code, line: int) -> bool:
        """Whether an exception was raised on a line."""
        told = code.unit.told
        return any(
            symptom.type
            and (symptom.label, symptom.cell, symptom.line)
            == (told.label, told.cell, line)
            for symptom in self.symptoms
        )

    def is_in(self, code: Code) -> bool:
        """Whether an exception was raised in a definition."""
        told, node = code.unit.told, code.node
        return any(
            symptom.type
            and (symptom.label, symptom.cell) == (told.label, told.cell)
            and node.lineno <= symptom.line <= (node.end_lineno or 0)
            for symptom in self.symptoms
        )


def case_of(
    units: Sequence[Unit],
    exercise: str,
    symptoms: Sequence[Symptom],
    names: Sequence[str],
) -> Case:
    """Gather what the top level of a submission imports and defines."""
    imports: dict[str, str] = {}
    known: dict[str, None] = {}
    for unit in units:
        for node in unit.tree.body:
            imports.update(_imported(node))
            known.update(dict.fromkeys(_bound(node)))
    some = [*imports, *known][-MAX_GLOBALS:]
    return Case(exercise, tuple(symptoms), tuple(names), imports, frozenset(some))


def _imported(node: ast.stmt) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.partition(".")[0]
            yield alias.asname or first, alias.name if alias.asname else first
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, Defined):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        for target in getattr(node, "targets", None) or [node.target]:  # type: ignore[union-attr]
            for item in ast.walk(target):
                if isinstance(item, ast.Name):
                    yield item.id
