"""Suggest repairs, the likeliest first."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from itertools import islice

from grader.edits import Edit
from grader.isolation.protocol import (
    MAX_EDIT,
    MAX_EDITS,
    Repair,
    Symptom,
    UnitSource,
)
from grader.isolation.wire import MAX_TEXT
from grader.repairing.case import Case, case_of
from grader.repairing.code import MAX_NODES, Change, Code, Defined, Function, Unit
from grader.repairing.hidden import moved_out
from grader.repairing.indentation import reindented
from grader.repairing.renaming import renamed
from grader.repairing.shadowed import shadowed
from grader.repairing.table import FITS_BEST, RULES, Rule

MAX_SUGGESTIONS = 20
MAX_SOURCE = 100_000  # characters of a unit; a notebook's longest cell has some 10,000
MAX_READ = 500_000  # of all units
MAX_PARSED = 400_000  # of all repaired units: a second, where they are dense
MAX_DEFINITIONS = 30
MAX_OF_A_RULE = 8
MAX_SYMPTOMS = 20
AT_A_TIME = 3  # repairs of one rule, before those of the next one that fits as well

Ranked = tuple[tuple[int, int, int], UnitSource, Change, bool]  # whether it is weak


def suggest(
    units: Sequence[UnitSource],
    exercise: str,
    symptoms: Sequence[Symptom],
    names: Sequence[str] = (),
    others: Sequence[str] = (),
) -> list[Repair]:
    """Suggest repairs of an exercise's code, the likeliest first.

    Args:
        units: The submission.
        exercise: Whose code fails.
        symptoms: How its checks failed.
        names: What the contract calls the module's parameters and buffers.
        others: The other exercises, whose answers are none to this one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd spellings, at every parsing
            ranked = list(
                _ranked(units, exercise, symptoms[:MAX_SYMPTOMS], names, others)
            )
            ranked.sort(key=lambda item: item[0])
            return list(islice(_possible(ranked), MAX_SUGGESTIONS))
    except (RecursionError, MemoryError):
        return []


def _ranked(
    units: Sequence[UnitSource],
    exercise: str,
    symptoms: Sequence[Symptom],
    names: Sequence[str],
    others: Sequence[str],
) -> Iterator[Ranked]:
    """Yield all repairs, with their places in the order in which they are tried."""
    parsed, broken = _read(units)
    case = case_of(parsed, exercise, symptoms, names)
    codes = _codes(parsed, case)
    for told, change in shadowed(parsed, codes, case):
        yield (-FITS_BEST, 0, 0), told, change, False
    for order, rule in enumerate(RULES):
        fit = rule.fit(case)
        for code in codes if fit else []:
            for number, change in enumerate(_changes(rule, code, case)):
                place = -fit, number // AT_A_TIME, order
                yield place, code.unit.told, change, rule.last
    if not codes:
        for told in (item for item in broken if exercise in item.source):
            for change in islice(reindented(told), MAX_OF_A_RULE):
                yield (0, 0, 0), told, change, False
        for told, change in (
            *moved_out(parsed, exercise),
            *renamed(parsed, exercise, others),
        ):
            yield (1, 0, 0), told, change, False


def _read(units: Sequence[UnitSource]) -> tuple[list[Unit], list[UnitSource]]:
    """Parse the units that are not too long; return also those that do not parse."""
    parsed, broken, room = [], [], MAX_READ
    for told in units:
        room -= len(told.source)
        if room < 0 or len(told.source) > MAX_SOURCE:
            continue
        try:
            parsed.append(Unit(told))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            broken.append(told)
    return parsed, broken


def _codes(units: Sequence[Unit], case: Case) -> list[Code]:
    """Find the exercise's definition, and those of all that it uses, by name.

    Where an exception was raised comes first. Of a name that is defined twice, the
    last definition counts.
    """
    defined: dict[str, tuple[Unit, ast.ClassDef | Function]] = {}
    for unit in units:
        for node in unit.tree.body:
            if isinstance(node, Defined):
                defined[node.name] = unit, node
    waiting, found = [case.exercise], dict[str, Code]()
    room = MAX_NODES
    while waiting and len(found) < MAX_DEFINITIONS and room > 0:
        name = waiting.pop(0)
        if name in defined and name not in found:
            found[name] = Code(*defined[name])
            room -= len(found[name].nodes)
            used = (node.id for node in found[name].of(ast.Name))
            waiting += [item for item in dict.fromkeys(used) if item in defined]
    return sorted(found.values(), key=lambda code: not case.is_in(code))


def _changes(rule: Rule, code: Code, case: Case) -> list[Change]:
    """Make the repairs of a rule, first those where an exception was raised."""
    try:
        found = list(islice(rule.suggest(code, case), MAX_OF_A_RULE))
    except (RecursionError, MemoryError):
        return []
    return sorted(found, key=lambda change: not case.is_at(code, change.line))


def _possible(ranked: Sequence[Ranked]) -> Iterator[Repair]:
    """Yield repairs that are Python, no two alike, and none that changes nothing."""
    seen: set[tuple[str, str]] = set()
    room = MAX_PARSED
    for _, told, change, weak in ranked:
        edits = sorted(change.edits, key=lambda edit: (edit.start, edit.end))
        edited = _applied(told.source, edits)
        known = (told.filename, edited)
        if edited in ("", told.source) or known in seen:
            continue
        room -= len(edited)
        if room < 0:
            return
        seen.add(known)
        if _is_python(edited):
            yield _repair(told, change, edits, weak=weak)


def _applied(source: str, edits: Sequence[Edit]) -> str:
    """Make the edits; nothing, where they overlap or are too many or too long."""
    if len(edits) > MAX_EDITS or any(len(edit.text) > MAX_EDIT for edit in edits):
        return ""
    parts, last = [], 0
    for edit in edits:
        if edit.start < last or edit.end < edit.start:
            return ""
        parts += [source[last : edit.start], edit.text]
        last = edit.end
    return "".join([*parts, source[last:]])


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _repair(
    told: UnitSource, change: Change, edits: Sequence[Edit], *, weak: bool
) -> Repair:
    return Repair(
        sentence=change.sentence[:MAX_TEXT], label=told.label[:MAX_TEXT],
        cell=told.cell, line=change.line, weak=weak,
        edits=tuple((edit.start, edit.end, edit.text) for edit in edits),
    )  # fmt: skip
