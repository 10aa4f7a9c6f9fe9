"""Run a submission's top level, inside the child.

Statement by statement, as a notebook would: a failing line (a missing import, a
demonstration that crashes, `input()`) is reported and the definitions after it
still count. A helper file runs in the same way, when it is imported.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import sys
import types
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from torch import nn

from grader import packages
from grader.child import importing
from grader.child.acts import nameless
from grader.child.encode import encode_error
from grader.child.importing import Offered
from grader.child.notebooks import Shell
from grader.child.source import bound_by, bound_in, read_unit
from grader.isolation.protocol import (
    MAX_DEFINITIONS,
    MAX_FAILURES,
    MAX_HIDDEN,
    MAX_REMARKS,
    MAX_STATEMENTS,
    Definition,
    Hidden,
    Load,
    Loaded,
    Read,
    Remark,
    Statement,
    UnitSource,
    Why,
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


Failure = tuple[Remark, Error]


def parse(units: Sequence[UnitSource]) -> tuple[list[Parsed], list[Failure]]:
    """Parse all units.

    Returns:
        The units that parse, and what is wrong with those that do not.
    """
    parsed: list[Parsed] = []
    failures: list[Failure] = []
    for unit in units:
        name = unit.filename
        try:
            tree = _tree(unit.source, name)
        except SyntaxError as error:
            failed = encode_error(error, {name: (unit.label, unit.cell)})
            remark = _remark_for(failed, Why.SYNTAX, bound_in(unit.source))
            failures.append((remark, failed))
            continue
        parsed.append(Parsed(unit, name, tree))
    return parsed, failures


def inspect(units: Sequence[UnitSource]) -> Read:
    """Read from the source, without running it, what diagnosis needs."""
    definitions: list[Definition] = []
    hidden: list[Hidden] = []
    remarks: list[Remark] = []
    statements: list[Statement] = []
    for item in parse(units)[0]:
        with suppress(RecursionError, MemoryError):  # then nothing is said of it
            read = read_unit(item.tree, item.unit)
            definitions += read.definitions
            hidden += read.hidden
            remarks += read.remarks
            statements += read.statements
    return Read(  # what one reply may hold: the last, which count
        definitions=tuple(definitions[-MAX_DEFINITIONS:]),
        hidden=tuple(hidden[-MAX_HIDDEN:]),
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


def execute(load: Load) -> tuple[Implementation, list[Failure]]:
    """Run a submission's units in one fresh namespace that outlives their failures."""
    own = [unit for unit in load.units if not unit.module]
    helpers = {unit.module: unit for unit in load.units if unit.module}
    parsed, failures = parse(own)
    module = types.ModuleType(MODULE_NAME)
    module.__file__ = parsed[0].unit.label if parsed else "submission"
    sys.modules[MODULE_NAME] = module
    loaded = Implementation(vars(module))
    for unit in load.units:
        loaded.places[unit.filename] = (unit.label, unit.cell)
    run = _Running(loaded, failures, load.without)

    @nameless
    def help_out(module: types.ModuleType) -> None:
        unit = helpers[module.__name__]
        module.__file__ = unit.label
        tree = _tree(unit.source, unit.filename)
        run.unit(Parsed(unit, unit.filename, tree), vars(module))

    small = packages.modules_of(load.packages)
    importing.install(
        Offered(help_out, helpers),
        Offered(partial(packages.run, asked=load.asked), small, small),
    )
    for item in parsed:
        run.unit(item, vars(module), last=item is parsed[-1])
    return loaded, failures[:MAX_FAILURES]


class _Running:
    """Runs units statement by statement, and notes what fails.

    Args:
        loaded: What comes of it.
        failures: What failed, in the order in which it was run.
        without: A line of the statement that is left out, and after which only
            definitions are run.
    """

    def __init__(
        self,
        loaded: Implementation,
        failures: list[Failure],
        without: Frame | None = None,
    ) -> None:
        self._loaded = loaded
        self._failures = failures
        self._without, self._left_out = without, False
        self._shell = Shell(loaded.namespace)
        self._flags = 0

    def unit(
        self, item: Parsed, namespace: dict[str, object], *, last: bool = False
    ) -> None:
        """Run one unit in a namespace; at the very end, it may end the program."""
        lines = item.unit.source.splitlines(keepends=True)
        linecache.cache[item.filename] = (1, None, lines, item.filename)
        flags = 0 if item.unit.module else self._flags
        for statement in _apart(item.tree.body):
            flags |= _future_flags(statement)
            if _stands_at(self._without, item.unit, statement):
                self._left_out = True
            elif not self._left_out or _defines(statement):
                ends = last and statement is item.tree.body[-1]
                self._run(statement, item.filename, flags, namespace, ends=ends)
        if not item.unit.module:  # the cells after it are compiled as this one is
            self._flags = flags

    def _run(
        self,
        statement: ast.stmt,
        filename: str,
        flags: int,
        namespace: dict[str, object],
        *,
        ends: bool,
    ) -> None:
        try:
            code = self._shell.compiled(statement, filename, flags)
            self._shell.run(code, namespace)
        except BaseException as error:  # sys.exit() and Ctrl-C, too, end one line only
            if ends and isinstance(error, SystemExit):
                return
            failed = encode_error(error, self._loaded.places)
            if len(self._failures) < MAX_FAILURES:
                remark = _remark_for(failed, Why.FAILED, bound_by(statement))
                self._failures.append((remark, failed))


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


def _apart(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements; `import a, b` as two, for either may be missing."""
    for statement in statements:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                yield ast.copy_location(ast.Import([alias]), statement)
        else:
            yield statement


def _future_flags(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    features = [getattr(__future__, alias.name, None) for alias in statement.names]
    return sum(feature.compiler_flag for feature in features if feature)


def _remark_for(error: Error, cause: Why, binds: tuple[str, ...]) -> Remark:
    place = error.frames[0] if error.frames else None
    return Remark(
        cause=cause,
        text=f"{error.type}: {error.message}"[:300].removesuffix(": "),
        label=place.label if place else "",
        cell=place.cell if place else None,
        line=place.line if place else 1,
        binds=binds,
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
    loaded: Implementation, exercise: str, failures: Sequence[Failure]
) -> Loaded:
    """Say how loading went."""
    return Loaded(symbol=describe_symbol(loaded, exercise), failures=tuple(failures))
