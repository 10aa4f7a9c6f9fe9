"""A folder on disk, as students fill it."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

from grader.errors import SubmissionError
from grader.submission.answers import MAX_SOURCE_BYTES
from grader.submission.archive import ArchiveFolder, unpacked
from grader.submission.files import read_regular, unreadable
from grader.submission.names import shown
from grader.submission.units import printable

MAX_FOLDER_ENTRIES = 2000


class DiskFolder:
    """A folder that was handed in, or one below it.

    Args:
        path: The folder.
        assignment: What the submission is for.
        top: The folder that no link may leave; by default this one.
    """

    is_packed = False

    def __init__(self, path: Path, assignment: str, top: Path | None = None) -> None:
        self._path = path
        self._assignment = assignment
        self._top = top or path
        self.shown = printable(str(path))

    def names(self) -> dict[str, bool]:
        """Map each name in the folder to whether it is a folder itself.

        Raises:
            SubmissionError: It cannot be looked into, or holds too much.
        """
        try:
            with os.scandir(self._path) as entries:
                found = {
                    entry.name: entry.is_dir(follow_symlinks=False)
                    for entry in islice(entries, MAX_FOLDER_ENTRIES + 1)
                }
        except OSError as exc:
            raise unreadable(exc, self.shown) from None
        if len(found) > MAX_FOLDER_ENTRIES:
            raise SubmissionError(
                f"folder holds more than {MAX_FOLDER_ENTRIES} files",
                where=self.shown,
                fix="give the file to grade, not the folder",
            )
        return dict(sorted(found.items()))

    def enter(self, name: str) -> DiskFolder:
        """Return a folder in this one."""
        return DiskFolder(self._path / name, self._assignment, self._top)

    def label(self, name: str) -> str:
        """Write the path of a file in this folder for people."""
        between = self._path.relative_to(self._top).parts
        return "/".join(map(shown, (*between, name)))

    def read(self, name: str) -> bytes:
        """Read a file, and at most a byte more than a source may have.

        Raises:
            SubmissionError: It is no regular file, leads out, or cannot be read.
        """
        path, label = self._path / name, self.label(name)
        return read_regular(path, self._top, label, MAX_SOURCE_BYTES)

    def unpack(self, name: str) -> AbstractContextManager[ArchiveFolder]:
        """Open an archive in the folder."""
        path, label = self._path / name, self.label(name)
        return unpacked(path, self._top, label, self._assignment)
