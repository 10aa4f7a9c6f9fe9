"""Labelled solutions: the files in `right/` and `wrong/`, and the listed mistakes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.assignment import Assignment
from grader.errors import suggestion
from grader.mutating import Mistake
from grader.submission import Submission, Unit, read_submission
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
    """A solution that can be graded, and what it must lose.

    Attributes:
        where: The file; of a mistake, with the line that it is written on.
        label: What it answers, and what it loses.
        source: The file, or the reference with the mistake in it.
    """

    where: str
    label: Label
    source: Path | Mistake

    @property
    def right(self) -> bool:
        """Whether it must pass everything."""
        return isinstance(self.source, Path) and self.source.parent.name == RIGHT

    @property
    def key(self) -> str:
        """Hash of all that its verdict depends on, beside checks and reference."""
        if isinstance(self.source, Path):
            return hash_of(self.source)
        text = "\0".join(("mistake", *sorted(self.label.loses), self.source.source))
        return hashlib.sha256(text.encode()).hexdigest()

    def submission(self, assignment: Assignment) -> Submission:
        """Read it as a student's would be read.

        Raises:
            SubmissionError: The file cannot be read.
        """
        if isinstance(self.source, Path):
            return read_submission(self.source, assignment=assignment.name)
        return submission_of(self.source.source, assignment)


def submission_of(source: str, assignment: Assignment) -> Submission:
    """Hand in a version of the reference."""
    unit = Unit(label=assignment.reference_path.name, source=source)
    return Submission(id=assignment.name, files=(), units=(unit,))


def hash_of(path: Path) -> str:
    """Hash a file, with its name and its folder's: whether it is right, or wrong."""
    name = f"{path.parent.name}/{path.name}\0".encode()
    return hashlib.sha256(name + path.read_bytes()).hexdigest()


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


def labelled(assignment: Assignment) -> tuple[list[Labelled], list[Problem]]:
    """Find all that is labelled in an assignment, and what is wrong with the labels.

    Only what makes sense is returned to be graded.
    """
    found, problems = _files(assignment)
    made, faults = assignment.mistakes
    for mistake in made:
        label = Label(mistake.exercise, frozenset(map(short, mistake.loses)))
        found.append(Labelled(mistake.where, label, mistake))
    return found, [*problems, *map(Problem.of, faults)]


def _files(assignment: Assignment) -> tuple[list[Labelled], list[Problem]]:
    files, problems = [], []
    folder = assignment.folder
    for path in (
        *sorted(folder.glob(f"{RIGHT}/*.py")),
        *sorted(folder.glob(f"{WRONG}/*.py")),
    ):
        try:
            label = read_label(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), f"cannot be read: {error}"))
            continue
        item = Labelled(str(path), label, path)
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
