"""Members of an archive, and the sentences with which archives are refused."""

from __future__ import annotations

from enum import Enum

import msgspec

from grader.errors import SubmissionError

# A virtual environment has more, a course's folder with its `.git` seldom.
MAX_MEMBERS = 10_000


class Kind(Enum):
    """What a member is."""

    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a link"
    SPECIAL = "a special file"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of an archive, as the archive has it.

    `path` is the name as it is written there, `size` what it claims to hold, and
    `place` where it stands in the list.
    """

    path: str
    kind: Kind
    size: int
    place: int


def refused(problem: str, shown: str, fix: str = "") -> SubmissionError:
    """Say why an archive cannot be read."""
    fix = fix or "make a new .zip of your files, and hand in that"
    return SubmissionError(problem, where=shown, fix=fix)


def too_many(shown: str) -> SubmissionError:
    """Refuse an archive that lists more than anyone hands in."""
    problem = f"archive holds more than {MAX_MEMBERS} files, or very long names"
    return refused(problem, shown, "pack only the files of the assignment")
