"""Read assignments: settings, checks and reference, from their folders.

<course>/assignments/<name>/assignment.toml   settings: exercises, limits
<course>/assignments/<name>/checks.py         the checks
<course>/assignments/<name>/mistakes.py       known wrong versions of the reference
<course>/reference/<name>.py                  the reference solution
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from grader.checks import Check, Declares, Declined, Gathered
from grader.errors import AssignmentError, UsageError
from grader.isolation.limits import Limits, refuse_nonsense
from grader.mutating import (
    Equivalent,
    Mistake,
    make_mistakes,
    make_mutants,
    read_mistakes,
)
from grader.mutating.mistakes import Listed
from grader.packages import OFFERED
from grader.preparing import import_checks, make_torch_lazy
from grader.results import Kind

SETTINGS = "assignment.toml"
CHECKS = "checks.py"
MISTAKES = "mistakes.py"
ExerciseKind = Literal["module", "function"]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the tables in assignment.toml."""


class About(_Table, frozen=True, kw_only=True):
    """The `[assignment]` table.

    `packages` names those that students may import though they need not be installed:
    small versions of the grader's stand in for them.
    """

    name: str
    title: str
    source: str = ""
    summary: str = ""
    packages: tuple[str, ...] = ()


class Exercise(_Table, frozen=True, kw_only=True):
    """An `[[exercise]]` table: one symbol that a student must provide.

    `needs` names those before it that it is built of: what is wrong with them is not
    told again where it shows in this one.
    """

    name: str
    title: str
    kind: ExerciseKind
    source: str = ""
    needs: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class Assignment:
    """One unit of a course.

    Attributes:
        folder: Where it lives, absolute.
        settings: What assignment.toml says.
    """

    folder: Path
    settings: Settings

    @property
    def name(self) -> str:
        """Name of the assignment."""
        return self.settings.assignment.name

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Exercises in the order of the course."""
        return self.settings.exercise

    @property
    def checks_path(self) -> Path:
        """The file that holds the checks."""
        return self.folder / CHECKS

    @property
    def checks_label(self) -> str:
        """Name of that file in children: where the course lies, they need not know."""
        return f"{self.name}/{CHECKS}"

    @property
    def reference_path(self) -> Path:
        """The file that holds the reference solution."""
        return self.folder.parent.parent / "reference" / f"{self.name}.py"

    @cached_property
    def checks_source(self) -> str:
        """Source of the checks."""
        return _read(self.checks_path, "every assignment needs a checks.py")

    @cached_property
    def reference_source(self) -> str:
        """Source of the reference solution."""
        return _read(self.reference_path, "write the reference solution there")

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """All checks, validated, in the order of the exercises.

        Raises:
            AssignmentError: The checks cannot be imported, or do not fit the
                exercises.
        """
        checks = self._made.checks
        _validate(self, checks)
        _refuse_other_kinds(self, self._made.declarations)
        order = [exercise.name for exercise in self.exercises]
        return tuple(sorted(checks, key=lambda check: order.index(check.exercise)))

    @cached_property
    def mistakes(self) -> tuple[list[Mistake], list[AssignmentError]]:
        """Known wrong versions of the reference, and those that cannot be made.

        Raises:
            AssignmentError: The file that lists them does not run.
        """
        checks = {e.name: self.checks_of(e.name) for e in self.exercises}
        path = self.folder / MISTAKES
        return make_mistakes(self._listed, path, self.reference_source, checks)

    def equivalents(self, exercise: str) -> dict[str, Equivalent]:
        """Mutants of an exercise that are no mistakes, by their sentences."""
        listed = self._listed.equivalents
        return {item.sentence: item for item in listed if item.exercise == exercise}

    @property
    def mistakes_source(self) -> str:
        """Source of the list of mistakes; there need not be one."""
        path = self.folder / MISTAKES
        return _read(path, "write it in UTF-8") if path.exists() else ""

    @cached_property
    def _listed(self) -> Listed:
        return read_mistakes(self.folder / MISTAKES)

    def mutants(self, exercise: str) -> tuple[Mistake, ...]:
        """Wrong versions of the reference of an exercise that operators make."""
        if exercise not in self._mutants:
            made = make_mutants(self.reference_source, exercise, self.reference_path)
            self._mutants[exercise] = tuple(made)
        return self._mutants[exercise]

    @cached_property
    def _mutants(self) -> dict[str, tuple[Mistake, ...]]:
        return {}

    @property
    def declined(self) -> tuple[Declined, ...]:
        """Standard checks that exercises do without, and why."""
        made = self._made.declarations
        return tuple(item for declaration in made for item in declaration.declined)

    @cached_property
    def _made(self) -> Gathered:
        make_torch_lazy()
        return import_checks(self.name, str(self.checks_path), self.checks_source)

    def checks_of(self, exercise: str) -> tuple[Check, ...]:
        """Checks of one exercise, in the order of their definition."""
        return tuple(check for check in self.checks if check.exercise == exercise)

    def select(self, names: tuple[str, ...]) -> tuple[Exercise, ...]:
        """Return the named exercises, or all if none is named.

        Raises:
            UsageError: A name is no exercise of this assignment.
        """
        known = {exercise.name: exercise for exercise in self.exercises}
        for name in names:
            if name not in known:
                raise UsageError(
                    f"{name!r} is no exercise of assignment {self.name!r}",
                    fix=f"use {suggestion(name, list(known))}",
                )
        return tuple(e for e in self.exercises if not names or e.name in names)


def suggestion(name: str, known: list[str]) -> str:
    """Name the nearest known name, or all of them."""
    near = difflib.get_close_matches(name, known, n=1)
    return repr(near[0]) if near else "one of: " + ", ".join(sorted(known))


def _read(path: Path, fix: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"cannot be read: {error}", fix=fix, where=path) from None


def _validate(assignment: Assignment, checks: Sequence[Check]) -> None:
    names = {exercise.name for exercise in assignment.exercises}
    seen: set[str] = set()
    for check in checks:
        where = f"{assignment.checks_path}:{check.line}"
        if check.exercise not in names:
            raise AssignmentError(
                f"check {check.name!r} is of {check.exercise!r}, which is no exercise",
                fix=f"use {suggestion(check.exercise, sorted(names))} as its first "
                f"parameter, or add the exercise to {SETTINGS}",
                where=where,
            )
        if check.id in seen:
            raise AssignmentError(
                f"two checks are called {check.id!r}", fix="rename one", where=where
            )
        seen.add(check.id)
    for name in sorted(names):
        kinds = [check.kind for check in checks if check.exercise == name]
        if Kind.CONTRACT not in kinds:
            raise AssignmentError(
                f"exercise {name!r} has no contract check",
                fix="write one: it says that the symbol exists and can be called",
                where=assignment.checks_path,
            )


def _refuse_other_kinds(
    assignment: Assignment, declarations: Sequence[Declares]
) -> None:
    """Refuse `@function` for what the settings call a module.

    The reverse declares a function that makes modules.
    """
    kinds = {exercise.name: exercise.kind for exercise in assignment.exercises}
    for made in declarations:
        kind = kinds[made.exercise]
        if made.what == "function" != kind:
            raise AssignmentError(
                f"{made.exercise} is declared by @{made.what}, but {SETTINGS} calls it "
                f"a {kind}",
                fix=f'write @{kind}, or kind = "{made.what}" in {SETTINGS}',
                where=f"{assignment.checks_path}:{made.line}",
            )


def load_assignment(folder: Path) -> Assignment:
    """Read an assignment's settings.

    Raises:
        AssignmentError: assignment.toml is missing or wrong; says where.
    """
    path = folder / SETTINGS
    text = _read(path, f"every assignment's folder needs an {SETTINGS}")
    try:
        table = tomllib.loads(text)
        refuse_nonsense(table.get("limits", {}))
        _refuse_kinds(table.get("exercise"), text, path)
        settings = msgspec.convert(table, Settings)
    except AssignmentError as error:
        error.where = error.where or str(path)
        raise
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise AssignmentError(
            str(error), fix="see docs/writing-checks.md for the settings", where=path
        ) from None
    if settings.assignment.name != folder.resolve().name:
        raise AssignmentError(
            f"the assignment is called {settings.assignment.name!r} in a folder "
            f"called {folder.resolve().name!r}",
            fix="give both the same name",
            where=path,
        )
    for package in settings.assignment.packages:
        if package not in OFFERED:
            raise AssignmentError(
                f"packages names {package!r}, for which nothing can stand in",
                fix=f"use {suggestion(package, list(OFFERED))}, or install the package",
                where=path,
            )
    names = [exercise.name for exercise in settings.exercise]
    if not names or len(set(names)) < len(names):
        raise AssignmentError(
            "an [[exercise]] is missing" if not names else "two exercises share a name",
            fix="give every exercise an [[exercise]] table of its own",
            where=path,
        )
    for number, exercise in enumerate(settings.exercise):
        for need in set(exercise.needs) - set(names[:number]):
            raise AssignmentError(
                f"{exercise.name} needs {need!r}, which is no exercise before it",
                fix="name exercises of this assignment, and put them first",
                where=path,
            )
    return Assignment(folder.resolve(), settings)


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


def assignments_folder(start: Path, graded: Path | None = None) -> Path | None:
    """Find the course's `assignments` folder: at or above `start`, else our own.

    Args:
        start: Where the user stands.
        graded: What students made, resolved: no course is looked for in it, since
            its checks would be run.
    """
    for folder in (start, *start.parents):
        if graded is not None and folder.is_relative_to(graded):
            continue
        candidate = folder / "assignments"
        if candidate != graded and any(candidate.glob(f"*/{SETTINGS}")):
            return candidate
    ours = Path(__file__).resolve().parent.parent / "assignments"
    return ours if ours.is_dir() else None


def known_assignments(start: Path, graded: Path | None = None) -> dict[str, Path]:
    """Folders of all assignments of the course around `start`, by name."""
    root = assignments_folder(start.resolve(), graded)
    if root is None:
        return {}
    return {
        path.parent.name: path.parent for path in sorted(root.glob(f"*/{SETTINGS}"))
    }


def find_assignment(name: str | None, graded: Path | None = None) -> Assignment:
    """Find an assignment by name or folder, or conclude it from what is graded.

    The course is the one around the current folder, never one in what is graded.

    Args:
        name: A name, or the path of a folder; None to conclude it: the folder that
            the graded lies in, a file called after an assignment, or else the
            current folder.
        graded: The submission or the class; None for the current folder's assignment.

    Raises:
        UsageError: Nothing fits; the message lists what there is.
    """
    if name is not None and (Path(name) / SETTINGS).is_file():
        return load_assignment(Path(name))
    known = known_assignments(Path.cwd(), graded and graded.resolve())
    if name is None:
        return _conclude((graded or Path.cwd()).resolve(), known)
    if name in known:
        return load_assignment(known[name])
    raise UsageError(
        f"there is no assignment {name!r}",
        fix=f"use {suggestion(name, list(known))}"
        if known
        else "run grade inside a course, or give the path of the folder",
    )


def _conclude(near: Path, known: dict[str, Path]) -> Assignment:
    name = _around(near, known) or near.stem
    if name not in known:
        name = _around(Path.cwd(), known)
    if name in known:
        return load_assignment(known[name])
    raise UsageError(
        f"which assignment is {near.name!r} for?",
        fix=f"say so with -a; the assignments here are: {', '.join(sorted(known))}"
        if known
        else "no course around this folder: run grade inside it, or give -a the "
        "assignment's folder",
    )


def _around(place: Path, known: dict[str, Path]) -> str:
    """Name the assignment whose folder a place is, or lies in; '' if none."""
    folders = {folder.resolve(): name for name, folder in known.items()}
    above = (place, *place.parents)
    return next((folders[folder] for folder in above if folder in folders), "")
