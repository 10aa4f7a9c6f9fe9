"""Tell hints one after the other, and count those that were taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.assignment import Assignment
from grader.course import assignment_around, find_assignment, whole_course
from grader.errors import UsageError, suggestion
from grader.remembering.hints import TakenHints
from grader.settings import Exercise


@dataclass(frozen=True)
class Hints:
    """The hints of an exercise, and how many of them were taken.

    Attributes:
        assignment: The exercise's assignment.
        exercise: Which.
        taken: How many were, this one included.
        is_new: Whether the last of them has just been taken.
    """

    assignment: Assignment
    exercise: Exercise
    taken: int
    is_new: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """Those that were taken."""
        return self.exercise.hints[: self.taken]

    @property
    def left(self) -> int:
        """How many there are still."""
        return len(self.exercise.hints) - len(self.told)


def exercises_around(start: Path, assignment: str | None = None) -> list[Hints]:
    """List the exercises that a hint can be asked for, with what was taken.

    Those of the assignment that is named, or that the user stands in; else of all.

    Raises:
        UsageError: There is no course, or no such assignment.
    """
    return _listed(start, assignment or assignment_around(start))


def take_hint(
    name: str, assignment: str | None, start: Path, *, again: bool = False
) -> Hints:
    """Take the next hint of an exercise, if there is one.

    Args:
        name: Of the exercise.
        assignment: Which one it is in, where the course has several of that name.
        start: Where the user stands: hints count for what lies there.
        again: Take none, and tell again those that were taken.

    Raises:
        UsageError: There is no such exercise, several are, or it has no hints.
    """
    hints = _find(name, assignment, start)
    if not hints.exercise.hints:
        raise UsageError(f"there are no hints for {name}", fix="ask your instructor")
    if again or not hints.left:
        return hints
    taken = TakenHints().take(start, hints.assignment.name, name)
    return Hints(hints.assignment, hints.exercise, taken, is_new=True)


def _find(name: str, assignment: str | None, start: Path) -> Hints:
    listed = _listed(start, assignment)
    found = [hints for hints in listed if hints.exercise.name == name]
    here = assignment_around(start)
    found = [hints for hints in found if hints.assignment.name == here] or found
    if len(found) > 1:
        names = " or ".join(f"-a {hints.assignment.name}" for hints in found)
        raise UsageError(f"{name!r} is in several assignments", fix=f"say {names}")
    if not found:
        near = suggestion(name, [hints.exercise.name for hints in listed])
        raise UsageError(f"there is no exercise {name!r}", fix=f"use {near}")
    return found[0]


def _listed(start: Path, assignment: str | None) -> list[Hints]:
    found = [find_assignment(assignment)] if assignment else whole_course(start)
    taken = TakenHints()
    return [
        Hints(item, each, taken.count(start, item.name, each.name))
        for item in found
        for each in item.exercises
    ]
