"""Labelled solutions: files in `right/` and `wrong/`, and what their headers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.assignment import Assignment, suggestion
from grader.validating.proof import Problem

_HEADER = re.compile(r"^# *(exercise|mistake|style|loses): *(.*)$")
RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True)
class Label:
    """The header of a labelled file.

    Attributes:
        exercise: The one exercise that the file answers.
        loses: Checks that must be lost, as `<kind>.<name>`; none of a right solution.
    """

    exercise: str = ""
    loses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Labelled:
    """A labelled file that can be graded."""

    path: Path
    label: Label

    @property
    def right(self) -> bool:
        """Whether it must pass everything."""
        return self.path.parent.name == RIGHT


def read_label(source: str) -> Label:
    """Read the header comments of a labelled solution."""
    found: dict[str, str] = {}
    for line in source.splitlines():
        match = _HEADER.match(line)
        if match:
            found[match[1]] = match[2]
        elif line.strip() and not line.startswith("#"):
            break
    names = (name.strip() for name in found.get("loses", "").split(","))
    return Label(found.get("exercise", "").strip(), frozenset(filter(None, names)))


def labelled_files(
    assignment: Assignment,
) -> tuple[list[Labelled], list[Problem]]:
    """Find the labelled files of an assignment, and what is wrong with their headers.

    Only files whose header makes sense are returned to be graded.
    """
    files, problems = [], []
    folder = assignment.folder
    for path in (
        *sorted(folder.glob("right/*.py")),
        *sorted(folder.glob("wrong/*.py")),
    ):
        try:
            item = Labelled(path, read_label(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), f"cannot be read: {error}"))
            continue
        found = [Problem(str(path), text) for text in _mislabelled(assignment, item)]
        problems += found
        if not found:
            files.append(item)
    return files, problems


def _mislabelled(assignment: Assignment, item: Labelled) -> Iterator[str]:
    """Say what makes no sense in a header."""
    label = item.label
    exercises = [exercise.name for exercise in assignment.exercises]
    if label.exercise not in exercises:
        near = suggestion(label.exercise, exercises)
        yield f"its header names no exercise: write `# exercise: NAME`, with {near}"
        return
    known = [short(check.id) for check in assignment.checks_of(label.exercise)]
    for name in sorted(label.loses - set(known)):
        near = suggestion(name, known)
        yield f"its header names {name}, which is no check here: use {near}"
    if item.right and label.loses:
        yield "its header names checks to lose: move it to wrong/, or take that out"
    if not item.right and not label.loses:
        yield "its header names no check to lose: write `# loses: KIND.NAME`"


def short(check_id: str) -> str:
    """Leave the exercise out of a check's id, as headers do."""
    return check_id.partition(".")[2]
