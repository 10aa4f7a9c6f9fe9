"""Settings of an assignment: the tables of its assignment.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from grader.errors import AssignmentError, suggestion
from grader.isolation.limits import Limits, refuse_nonsense
from grader.packages import OFFERED

SETTINGS = "assignment.toml"
# A class is one that inherits no nn.Module, and is called by a method of its own.
ExerciseKind = Literal["module", "function", "class"]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the tables in assignment.toml."""


class About(_Table, frozen=True, kw_only=True):
    """The `[assignment]` table.

    `number` is its place in the course; those without one come last, by name.
    `packages` names those that students may import though they need not be installed:
    small versions of the grader's stand in for them.
    """

    name: str
    title: str
    number: int | None = None
    source: str = ""
    summary: str = ""
    packages: tuple[str, ...] = ()


class Exercise(_Table, frozen=True, kw_only=True):
    """An `[[exercise]]` table: one symbol that a student must provide.

    `needs` names those before it that it is built of: what is wrong with them is not
    told again where it shows in this one. `hints` are what `grade hint` tells, one
    after the other: a question, where to look, nearly the answer.
    """

    name: str
    title: str
    kind: ExerciseKind
    source: str = ""
    needs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class Repairs(_Table, frozen=True, kw_only=True):
    """The `[repairs]` table: how one slip is kept from costing several checks.

    `tried` says how many repairs of an exercise's code are tried at most, 0 none: of
    each, so that its marks do not depend on what else is graded. `worth` says what part
    of its points a check is worth that only repaired code passes.
    """

    tried: Annotated[int, Meta(ge=0, le=50)] = 8
    worth: Annotated[float, Meta(ge=0, le=1)] = 1.0


class Settings(_Table, frozen=True, kw_only=True):
    """The whole of assignment.toml."""

    assignment: About
    exercise: tuple[Exercise, ...]
    limits: Limits = Limits()
    repairs: Repairs = Repairs()


def read_settings(folder: Path) -> Settings:
    """Read an assignment's settings.

    Raises:
        AssignmentError: assignment.toml is missing or wrong; says where.
    """
    path = folder / SETTINGS
    text = read(path, f"every assignment's folder needs an {SETTINGS}")
    try:
        table = tomllib.loads(text)
        refuse_nonsense(table.get("limits", {}))
        _refuse_kinds(table.get("exercise"), text, path)
        settings = msgspec.convert(table, Settings)
        _refuse_name(settings.assignment, folder.resolve().name)
        _refuse_misfits(settings.exercise)
    except AssignmentError as error:
        error.where = error.where or str(path)
        raise
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise AssignmentError(
            str(error), fix="see docs/writing-checks.md for the settings", where=path
        ) from None
    return settings


def _refuse_name(about: About, folder: str) -> None:
    if about.name != folder:
        raise AssignmentError(
            f"the assignment is called {about.name!r} in a folder called {folder!r}",
            fix="give both the same name",
        )
    for package in about.packages:
        if package not in OFFERED:
            raise AssignmentError(
                f"packages names {package!r}, for which nothing can stand in",
                fix=f"use {suggestion(package, list(OFFERED))}, or install the package",
            )


def _refuse_misfits(exercises: Sequence[Exercise]) -> None:
    """Refuse exercises that do not fit together, and hints that say nothing."""
    names = [exercise.name for exercise in exercises]
    if not names or len(set(names)) < len(names):
        raise AssignmentError(
            "an [[exercise]] is missing" if not names else "two exercises share a name",
            fix="give every exercise an [[exercise]] table of its own",
        )
    for number, exercise in enumerate(exercises):
        for need in set(exercise.needs) - set(names[:number]):
            raise AssignmentError(
                f"{exercise.name} needs {need!r}, which is no exercise before it",
                fix="name exercises of this assignment, and put them first",
            )
        if not all(hint.strip() for hint in exercise.hints):
            raise AssignmentError(
                f"a hint of {exercise.name} is empty",
                fix="write a sentence, or leave it out",
            )


def _refuse_kinds(exercises: object, text: str, path: Path) -> None:
    """Refuse an exercise of a kind that there is not; the rest is msgspec's to say."""
    tables = exercises if isinstance(exercises, list) else []
    for kind in (table.get("kind") for table in tables if isinstance(table, dict)):
        if isinstance(kind, str) and kind not in get_args(ExerciseKind):
            lines = enumerate(text.splitlines(), start=1)
            line = next((n for n, line in lines if _gives(line, "kind", kind)), 0)
            raise AssignmentError(
                f"an exercise cannot be of kind {kind!r}",
                fix=f"use {' or '.join(get_args(ExerciseKind))}",
                where=f"{path}:{line}" if line else path,
            )


def _gives(line: str, key: str, value: str) -> bool:
    """Whether a line of TOML gives a key a value."""
    return re.match(rf"\s*{key}\s*=\s*['\"]{re.escape(value)}['\"]", line) is not None


def read(path: Path, fix: str) -> str:
    """Read a file of an author's, or say what to do where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"cannot be read: {error}", fix=fix, where=path) from None
