"""Write what an exercise begins with into a course; nothing is overwritten."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader import stubs
from grader.assignment import CHECKS, MISTAKES, load_assignment
from grader.errors import UsageError
from grader.scaffolding.additions import extended, read
from grader.scaffolding.texts import New
from grader.settings import SETTINGS, ExerciseKind

_ASSIGNMENT = re.compile(r"[a-z][a-z0-9_]*")
_EXERCISE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Begun:
    """What was written, from the course's folder, and where to go on."""

    new: New
    written: tuple[Path, ...]

    @property
    def next_steps(self) -> str:
        """What the author does now."""
        name = self.new.assignment
        return f"""
Next:
  1. Write the exercise into reference/{name}.py, docstrings first: students read them.
     What stands between the markers is what they write.
  2. Say in assignments/{name}/checks.py what it must do, and name what it teaches in
     assignment.toml.
  3. List in mistakes.py what students get wrong, each as an edit of the reference, and
     put other ways to solve it into right/.
  4. grade validate --write-stubs {name}"""


@dataclass(frozen=True)
class _Course:
    """A course's folder, and where things of an assignment lie in it."""

    root: Path
    new: New

    @property
    def folder(self) -> Path:
        return self.root / "assignments" / self.new.assignment

    @property
    def settings(self) -> Path:
        return self.folder / SETTINGS

    @property
    def checks(self) -> Path:
        return self.folder / CHECKS

    @property
    def mistakes(self) -> Path:
        return self.folder / MISTAKES

    @property
    def reference(self) -> Path:
        return self.root / "reference" / f"{self.new.assignment}.py"

    @property
    def stubs(self) -> list[Path]:
        name = self.new.assignment
        return [self.folder / f"{name}{ending}" for ending in (".py", ".ipynb")]


def parse_name(text: str, kind: ExerciseKind | None = None) -> New:
    """Read `ASSIGNMENT/EXERCISE`; a capital letter stands for a module.

    Raises:
        UsageError: It names no assignment, or nothing that Python could define.
    """
    assignment, _, exercise = text.partition("/")
    if not _ASSIGNMENT.fullmatch(assignment):
        raise UsageError(
            f"{assignment!r} cannot be an assignment's name",
            fix="write ASSIGNMENT/EXERCISE, such as scaling/Scale: the first in lower "
            "case, as it names files",
        )
    if not _EXERCISE.fullmatch(exercise) or keyword.iskeyword(exercise):
        raise UsageError(
            f"{exercise!r} cannot be an exercise's name",
            fix="write ASSIGNMENT/EXERCISE, such as scaling/Scale: the second is what "
            "students define",
        )
    by_case: ExerciseKind = "module" if exercise[0].isupper() else "function"
    return New(assignment, exercise, kind or by_case)


def begin_exercise(new: New, near: Path) -> Begun:
    """Write an exercise into the course around a folder, with an assignment if need be.

    Raises:
        UsageError: There is no course, or something of that name is there already.
        AssignmentError: The assignment that is there is broken.
    """
    course = _Course(_course_around(near), new)
    if course.settings.exists():
        _refuse_existing(course)
    _refuse_stubs(course)
    texts = dict(_texts(course))
    stubs.make_stub(texts[course.reference], path=course.reference)  # or refuse it
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for path in course.stubs:
        path.unlink(missing_ok=True)  # what the reference generates again
    written = [*texts, *stubs.write_stubs(course.folder, course.reference)]
    return Begun(new, tuple(path.relative_to(course.root) for path in written))


def _course_around(near: Path) -> Path:
    for folder in (near, *near.parents):
        if (folder / "assignments").is_dir():
            return folder
    raise UsageError(
        "there is no course around this folder",
        fix="go to one, or begin one here: mkdir assignments",
    )


def _refuse_existing(course: _Course) -> None:
    assignment, name = load_assignment(course.folder), course.new.exercise
    if name in [exercise.name for exercise in assignment.exercises]:
        raise UsageError(
            f"there is an exercise {name!r} already",
            fix="choose another name",
            where=course.settings,
        )


def _refuse_stubs(course: _Course) -> None:
    """Refuse to replace stubs that hold something of their own."""
    own = [path for path in course.stubs if path.exists()]
    if course.settings.exists():
        stale = stubs.stale_stubs(course.folder, course.reference)
        own = [path for path in own if path in stale]
    for path in own:
        raise UsageError(
            "is not what the reference generates",
            fix="move it away, or run `grade validate --write-stubs` first",
            where=path,
        )


def _texts(course: _Course) -> Iterator[tuple[Path, str]]:
    """Yield the files to write, with all that will be in them.

    Raises:
        UsageError: One is there that would be replaced.
        AssignmentError: One cannot be added to.
    """
    new = course.new
    settings = new.filled("exercise.toml")
    if course.settings.exists():
        yield course.settings, read(course.settings) + settings
    else:
        yield course.settings, new.filled("assignment.toml") + settings
    yield (
        course.reference,
        extended(
            course.reference,
            f'"""Reference solution of `{new.assignment}`."""\n',
            "import torch",
            new.of_kind("reference.py"),
            new.exercise,
        ),
    )
    yield (
        course.checks,
        extended(
            course.checks,
            f'"""Checks of `{new.assignment}`."""\n',
            f"from grader import {new.kind}",
            new.of_kind("checks.py"),
        ),
    )
    yield course.mistakes, _mistakes(course)
    for name, text in new.right().items():
        path = course.folder / name
        if path.exists():
            raise UsageError("is there already", fix="move it away", where=path)
        yield path, text


def _mistakes(course: _Course) -> str:
    text = course.new.of_kind("mistakes.py")
    used = [name for name in ("equivalent", "mistakes") if f"{name}(" in text]
    return extended(
        course.mistakes,
        f'"""Mistakes of `{course.new.assignment}`."""\n',
        f"from grader import {', '.join(used)}",
        text,
    )
