"""The folder that a class's results go to.

OUT/index.html               the class
OUT/grades.csv               its marks
OUT/submissions/<id>.html    a page a submission, and its report as <id>.json
OUT/batch.json               what was run: how we know an earlier OUT of ours

A later run of the same assignment may use the same folder: it replaces what it
grades again, and index and marks. Files of others are neither replaced nor deleted.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

import grader
from grader.batch.grades import grades_csv
from grader.batch.rows import Row
from grader.errors import GraderError, UsageError
from grader.report.html import render_class_html

MARKER = "batch.json"
INDEX = "index.html"
GRADES = "grades.csv"
SUBMISSIONS = "submissions"


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """A submission's report, ready to be written."""

    json: bytes
    html: bytes


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """The document that marks an OUT as ours.

    `seed` repeats the whole run; each report names the seed that repeats it alone.
    `graded` counts the verdicts: fewer than `submissions` while it runs, and where it
    was stopped.
    """

    assignment: str
    seed: int
    exercises: tuple[str, ...]
    submissions: int = 0
    graded: int = 0
    version: str = grader.__version__
    schema_version: int = 1


class Output:
    """Writes the results of one run.

    Args:
        folder: OUT; made if it is not there.
        batch: What is run.
        title: The assignment's title, for the class page.
    """

    def __init__(self, folder: Path, batch: Batch, *, title: str = "") -> None:
        self.folder = folder
        self._batch = batch
        self._title = title

    def claim(self) -> None:
        """Make the folder ours.

        Raises:
            UsageError: It holds something of others that would be replaced, or
                cannot be written to.
        """
        try:
            self._refuse_foreign()
            (self.folder / SUBMISSIONS).mkdir(parents=True, exist_ok=True)
            self._mark(graded=0)
        except OSError as error:
            raise UsageError(
                f"results cannot be written there: {error.strerror}",
                fix="choose another folder with -o",
                where=self.folder,
            ) from None

    def write(self, row: Row, pages: Pages | None) -> None:
        """Write a submission's pages; one that has none loses those of before.

        Raises:
            GraderError: The disk refuses.
        """
        for suffix in ("json", "html"):
            path = self.folder / SUBMISSIONS / f"{row.id}.{suffix}"
            try:
                if pages is None:
                    path.unlink(missing_ok=True)
                else:
                    self._replace(path, getattr(pages, suffix))
            except OSError as error:
                raise _refused(path, error) from None

    def finish(self, rows: Sequence[Row], points: Mapping[str, float]) -> None:
        """Write the marks and the class page, and how many have a verdict.

        Raises:
            GraderError: The disk refuses.
        """
        path = self.folder / GRADES
        try:
            self._replace(path, grades_csv(rows, points).encode())
            path = self.folder / INDEX
            page = render_class_html(
                [row.for_class_page() for row in rows],
                assignment=self._batch.assignment,
                title=self._title,
            )
            self._replace(path, page.encode())
            path = self.folder / MARKER
            self._mark(graded=sum(row.has_verdict for row in rows))
        except OSError as error:
            raise _refused(path, error) from None

    def _mark(self, *, graded: int) -> None:
        batch = msgspec.structs.replace(self._batch, graded=graded)
        document = msgspec.json.format(msgspec.json.encode(batch), indent=2)
        self._replace(self.folder / MARKER, document + b"\n")

    def _refuse_foreign(self) -> None:
        marker = self.folder / MARKER
        if marker.exists():
            self._refuse_other(marker)
            return
        for name in (INDEX, GRADES, SUBMISSIONS):
            if os.path.lexists(self.folder / name):
                raise UsageError(
                    f"{name} is there already, and is not of an earlier run",
                    fix="choose another folder with -o",
                    where=self.folder,
                )

    def _refuse_other(self, marker: Path) -> None:
        try:
            earlier = msgspec.json.decode(marker.read_bytes(), type=Batch)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            problem = f"{MARKER} is there already, and is not of an earlier run"
        else:
            if earlier.assignment == self._batch.assignment:
                return
            problem = f"holds the results of assignment {earlier.assignment!r}"
        raise UsageError(
            problem, fix="choose another folder with -o", where=self.folder
        )

    def _replace(self, path: Path, data: bytes) -> None:
        """Write a file at once or not at all: readers never see half of it."""
        unfinished = path.parent / f".writing-{os.getpid()}"
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise


def _refused(path: Path, error: OSError) -> GraderError:
    return GraderError(
        f"results cannot be written: {error.strerror}",
        fix="make room or mend the permissions, and run it again",
        where=path,
    )
