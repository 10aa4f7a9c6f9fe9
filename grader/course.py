"""The course around a folder: find its assignments, and the one that is meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.errors import UsageError, suggestion
from grader.settings import SETTINGS


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


def in_order(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Sort assignments by their numbers, those without one last, and by name."""

    def place(assignment: Assignment) -> tuple[bool, int, str]:
        number = assignment.settings.assignment.number
        return number is None, number or 0, assignment.name

    return sorted(assignments, key=place)


def whole_course(start: Path) -> list[Assignment]:
    """Load all assignments of the course around `start`, in its order.

    Raises:
        UsageError: There is none.
        AssignmentError: The settings of one are broken.
    """
    known = known_assignments(start)
    if not known:
        raise UsageError("no assignment was found", fix="run it inside a course")
    return in_order(map(load_assignment, known.values()))


def assignment_around(place: Path) -> str:
    """Name the assignment whose folder a place is, or lies in; '' if none."""
    return _around(place.resolve(), known_assignments(place))


def is_whole(folder: Path) -> bool:
    """Whether a folder is that of a course, and not of one of its assignments."""
    root = assignments_folder(folder.resolve())
    return root is not None and folder.resolve() in (root, root.parent)


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
