"""Read assignments: settings, checks and reference, from their folders.

<course>/assignments/<name>/assignment.toml   settings: exercises, limits
<course>/assignments/<name>/checks.py         the checks
<course>/assignments/<name>/mistakes.py       known wrong versions of the reference
<course>/reference/<name>.py                  the reference solution
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.checks import Check, Declares, Declined, Gathered
from grader.errors import AssignmentError, UsageError, suggestion
from grader.mutating import (
    Equivalent,
    Mistake,
    make_mistakes,
    make_mutants,
    read_mistakes,
)
from grader.mutating.mistakes import Listed
from grader.preparing import import_checks, make_torch_lazy
from grader.results import Kind
from grader.settings import SETTINGS, Exercise, Settings, read, read_settings

CHECKS = "checks.py"
MISTAKES = "mistakes.py"


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
        return read(self.checks_path, "every assignment needs a checks.py")

    @cached_property
    def reference_source(self) -> str:
        """Source of the reference solution."""
        return read(self.reference_path, "write the reference solution there")

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
        return read(path, "write it in UTF-8") if path.exists() else ""

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


def load_assignment(folder: Path) -> Assignment:
    """Read an assignment's settings; all else is read when it is asked for.

    Raises:
        AssignmentError: assignment.toml is missing or wrong; says where.
    """
    return Assignment(folder.resolve(), read_settings(folder))


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

    The reverse declares a function that makes modules. A method is named of a class.
    """
    kinds = {exercise.name: exercise.kind for exercise in assignment.exercises}
    for made in declarations:
        kind, where = kinds[made.exercise], f"{assignment.checks_path}:{made.line}"
        if kind == "module" and made.what == "function":
            raise AssignmentError(
                f"{made.exercise} is declared by @{made.what}, but {SETTINGS} calls it "
                f"a {kind}",
                fix=f'write @{kind}, or kind = "{made.what}" in {SETTINGS}',
                where=where,
            )
        if (kind == "class") != bool(made.method):
            raise AssignmentError(
                f"{made.exercise} is a {kind} in {SETTINGS}, and a declaration names "
                f"{f'its method {made.method!r}' if made.method else 'no method'}",
                fix='a class is declared by @function(method="..."), and it alone',
                where=where,
            )
