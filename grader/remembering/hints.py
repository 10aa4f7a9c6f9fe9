"""Hints that were taken: `grade hint` tells the next one, and reports count them.

A hint that is asked for in a folder counts for all that lies in it: an instructor who
looks at hints has not taken them for the students.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from grader.remembering.notes import Notes
from grader.results import ExerciseResult, Report

FILE = "hints.json"
MAX_FOLDERS = 100  # the latest
Taken = dict[str, Annotated[int, msgspec.Meta(ge=0, le=1000)]]


class TakenHints:
    """How many hints of an exercise were taken, by folder.

    Args:
        folder: Where this is kept; by default the user's cache.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._notes: Notes[Taken] = Notes(FILE, Taken, most=MAX_FOLDERS, folder=folder)

    def count(self, place: Path, assignment: str, exercise: str) -> int:
        """Count the hints that were taken in a folder, or above it."""
        key, here = f"{assignment}.{exercise}", place.resolve()
        found = (self._notes.find(str(folder)) for folder in (here, *here.parents))
        return max((taken.get(key, 0) for taken in found if taken), default=0)

    def take(self, place: Path, assignment: str, exercise: str) -> int:
        """Take one more in a folder, and say how many these are."""
        count = self.count(place, assignment, exercise) + 1
        key, here = f"{assignment}.{exercise}", str(place.resolve())
        self._notes.keep(here, (self._notes.find(here) or {}) | {key: count})
        return count


def with_hints(report: Report, path: Path) -> Report:
    """Say in a report how many hints were taken where the submission lies."""
    taken = TakenHints()

    def counted(result: ExerciseResult) -> ExerciseResult:
        count = taken.count(path, report.assignment, result.name)
        return msgspec.structs.replace(result, hints_taken=min(count, result.hints))

    return msgspec.structs.replace(
        report, exercises=tuple(map(counted, report.exercises))
    )
