"""What there is to prove: the course's assignments, and their stubs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import stubs
from grader.assignment import Assignment, load_assignment
from grader.course import find_assignment, known_assignments
from grader.errors import AssignmentError, UsageError, suggestion
from grader.validating.proof import Problem

STUBS = (".py", ".ipynb")
_AGAIN = "run `grade validate --write-stubs`"


def select(names: Sequence[str], exercises: Sequence[str] = ()) -> list[Assignment]:
    """Find the named assignments; all of the course if none is named.

    Args:
        names: Of assignments.
        exercises: Leave out the assignments that have none of these.

    Raises:
        UsageError: There is none, or two have the same name; or nothing has an
            exercise of such a name.
        AssignmentError: The settings of one are broken.
    """
    found = _named(names) if names else _whole_course()
    held = {e.name for assignment in found for e in assignment.exercises}
    for name in exercises:
        if name not in held:
            raise UsageError(
                f"no assignment has an exercise {name!r}",
                fix=f"use {suggestion(name, sorted(held))}",
            )
    if not exercises:
        return found
    return [a for a in found if {e.name for e in a.exercises} & {*exercises}]


def _named(names: Sequence[str]) -> list[Assignment]:
    found = {a.folder: a for a in map(find_assignment, names)}
    _refuse_twins(list(found.values()))
    return list(found.values())


def _whole_course() -> list[Assignment]:
    known = known_assignments(Path.cwd())
    if not known:
        raise UsageError("no assignment was found", fix="run it inside a course")
    return [load_assignment(folder) for folder in known.values()]


def _refuse_twins(found: Sequence[Assignment]) -> None:
    name, count = Counter(a.name for a in found).most_common(1)[0]
    if count > 1:
        raise UsageError(
            f"{count} assignments are called {name!r}", fix="prove them one by one"
        )


def rewrite_stubs(assignment: Assignment) -> list[Path]:
    """Generate the stub and the notebook anew from the reference."""
    return stubs.write_stubs(assignment.folder, assignment.reference_path)


def stub_paths(assignment: Assignment) -> list[Path]:
    """The files that students get."""
    return [assignment.folder / f"{assignment.name}{ending}" for ending in STUBS]


def stale_stubs(assignment: Assignment) -> Iterator[Problem]:
    """Stubs that are missing, or not what the reference generates."""
    try:
        stale = stubs.stale_stubs(assignment.folder, assignment.reference_path)
    except AssignmentError as error:
        yield Problem.of(error)
        return
    for path in stale:
        what = "is not what the reference generates" if path.exists() else "is missing"
        yield Problem(str(path), f"{what}: {_AGAIN}")
