"""Run a submission's top level, inside the child.

Statement by statement, as a notebook would: a failing line (a missing import, a
demonstration that crashes, `input()`) is reported and the definitions after it
still count.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import sys
import types
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from torch import nn

from grader.child.encode import encode_error
from grader.child.source import read_unit
from grader.isolation.protocol import (
    MAX_DEFINITIONS,
    MAX_FAILURES,
    MAX_REMARKS,
    MAX_STATEMENTS,
    Definition,
    Loaded,
    Read,
    Remark,
    Statement,
    UnitSource,
)
from grader.isolation.wire import Error, Frame
from grader.probing.type_names import type_name

MODULE_NAME = "submission"
_DEFINITIONS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.Import, ast.ImportFrom, ast.Pass),
)


@dataclass
class Parsed:
    """A unit that could be parsed."""

    unit: UnitSource
    filename: str
    tree: ast.Module


@dataclass
class Implementation:
    """Loaded source code: the student's, or the reference's."""

    namespace: dict[str, object]
    places: dict[str, tuple[str, int | None]] = field(default_factory=dict)


def parse(units: Sequence[UnitSource]) -> tuple[list[Parsed], list[Error]]:
    """Parse all units.

    Returns:
        The units that parse, and the errors of those that do not.
    """
    parsed: list[Parsed] = []
    errors: list[Error] = []
    for unit in units:
        name = unit.filename
        try:
            tree = _tree(unit.source, name)
        except SyntaxError as error:
            errors.append(encode_error(error, {name: (unit.label, unit.cell)}))
            continue
        parsed.append(Parsed(unit, name, tree))
    return parsed, errors


def inspect(units: Sequence[UnitSource]) -> Read:
    """Read from the source, without running it, what diagnosis needs."""
    definitions: list[Definition] = []
    remarks: list[Remark] = []
    statements: list[Statement] = []
    for item in parse(units)[0]:
        with suppress(RecursionError, MemoryError):  # then nothing is said of it
            read = read_unit(item.tree, item.unit)
            definitions += read.definitions
            remarks += read.remarks
            statements += read.statements
    return _bounded(definitions, remarks, statements)


def _bounded(
    definitions: list[Definition], remarks: list[Remark], statements: list[Statement]
) -> Read:
    """Keep what one reply may hold: the last, which count."""
    return Read(
        definitions=tuple(definitions[-MAX_DEFINITIONS:]),
        remarks=tuple(remarks[:MAX_REMARKS]),
        statements=tuple(statements[-MAX_STATEMENTS:]),
    )


def _tree(source: str, filename: str) -> ast.Module:
    try:
        return ast.parse(source, filename=filename)
    except ValueError as error:  # a null byte, until Python 3.12
        problem = str(error)
    except (RecursionError, MemoryError):
        problem = "it is nested too deeply to be read"
    raise SyntaxError(problem, (filename, 1, None, None))


def execute(
    parsed: Sequence[Parsed], errors: Sequence[Error], without: Frame | None = None
) -> tuple[Implementation, list[tuple[Remark, Error]]]:
    """Run the parsed units in one fresh namespace that outlives their failures.

    Args:
        parsed: The units.
        errors: Of those that do not parse.
        without: A line of the statement that is left out, and after which only
            definitions are run.
    """
    module = types.ModuleType(MODULE_NAME)
    vars(module)["display"] = lambda *shown, **how: None  # as notebooks have it
    module.__file__ = parsed[0].unit.label if parsed else "submission"
    sys.modules[MODULE_NAME] = module
    loaded = Implementation(vars(module))
    failures = [
        (_remark_for(error, "syntax"), error) for error in errors[:MAX_FAILURES]
    ]
    flags, left_out = 0, False
    for item in parsed:
        loaded.places[item.filename] = (item.unit.label, item.unit.cell)
        lines = item.unit.source.splitlines(keepends=True)
        linecache.cache[item.filename] = (1, None, lines, item.filename)
        for statement in item.tree.body:
            flags |= _future_flags(statement)
            if _stands_at(without, item.unit, statement):
                left_out = True
                continue
            if left_out and not _defines(statement):
                continue
            failure = _run(statement, item.filename, flags, loaded)
            if failure is not None and len(failures) < MAX_FAILURES:
                failures.append(failure)
    return loaded, failures


def _stands_at(place: Frame | None, unit: UnitSource, statement: ast.stmt) -> bool:
    if place is None or (place.label, place.cell) != (unit.label, unit.cell):
        return False
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(node.lineno for node in decorators)])
    return first <= place.line <= (statement.end_lineno or first)


def _defines(statement: ast.stmt) -> bool:
    """Whether a statement binds names, and computes next to nothing."""
    if isinstance(statement, ast.If | ast.Try):
        parts = (statement, *getattr(statement, "handlers", ()))
        inner = (node for part in parts for node in ast.iter_child_nodes(part))
        return all(_defines(node) for node in inner if isinstance(node, ast.stmt))
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return not any(isinstance(node, ast.Call) for node in ast.walk(statement))
    return isinstance(statement, _DEFINITIONS)


def _run(
    statement: ast.stmt, filename: str, flags: int, loaded: Implementation
) -> tuple[Remark, Error] | None:
    code_tree = ast.Module(body=[statement], type_ignores=[])
    cause = "syntax"
    try:
        code = compile(code_tree, filename, "exec", flags=flags, dont_inherit=True)
        cause = "failed while loading"
        exec(code, loaded.namespace)  # noqa: S102 - the student's code, confined
    except BaseException as error:  # sys.exit() and Ctrl-C, too, end one line only
        failed = encode_error(error, loaded.places)
        return _remark_for(failed, cause), failed
    return None


def _future_flags(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    features = [getattr(__future__, alias.name, None) for alias in statement.names]
    return sum(feature.compiler_flag for feature in features if feature)


def _remark_for(error: Error, cause: str) -> Remark:
    place = error.frames[0] if error.frames else None
    return Remark(
        cause=cause,
        text=f"{error.type}: {error.message}"[:300].removesuffix(": "),
        label=place.label if place else "",
        cell=place.cell if place else None,
        line=place.line if place else 1,
    )


def describe_symbol(loaded: Implementation, name: str) -> str:
    """Say what kind of object an exercise's name is bound to."""
    if name not in loaded.namespace:
        return "missing"
    value = loaded.namespace[name]
    kind = type(value)  # not `isinstance`, which asks the value
    if issubclass(kind, type):
        is_module = nn.Module in type.mro(value)  # type: ignore[arg-type]
        return "module" if is_module else "class"
    if issubclass(kind, nn.Module):
        return "instance of a module"
    return "function" if callable(value) else type_name(value)[:100]


def loaded_reply(
    loaded: Implementation, exercise: str, failures: list[tuple[Remark, Error]]
) -> Loaded:
    """Say how loading went."""
    return Loaded(symbol=describe_symbol(loaded, exercise), failures=tuple(failures))
