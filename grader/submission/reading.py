"""What a student handed in: a .py file, a notebook, or a folder or archive with it.

The files are hostile: they are opened so that nothing can block, read up to a
limit, and never run or parsed here.
"""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec

from grader.errors import SubmissionError
from grader.results import SourceLine
from grader.submission.answers import (
    MAX_SOURCE_BYTES,
    Submission,
    read_answer,
    refuse_ending,
)
from grader.submission.archive import unpacked
from grader.submission.choosing import choose
from grader.submission.files import mode_of, read_regular, refused_link
from grader.submission.folder import DiskFolder
from grader.submission.helpers import with_helpers
from grader.submission.names import ARCHIVES, ending, is_named, shown, stem
from grader.submission.passed_over import with_passed_over
from grader.submission.units import printable

MAX_EXCERPT_CHARACTERS = 200


def read_submission(
    path: Path,
    *,
    assignment: str,
    submission_id: str | None = None,
    allow_link: bool = True,
    beside: bool = True,
) -> Submission:
    """Read a .py file, a notebook, or the one answer in a folder or an archive.

    Args:
        path: The file or folder.
        assignment: Name of the assignment, and so of the file to look for.
        submission_id: Who handed it in; by default the name of the file
            without its ending, or of the folder.
        allow_link: Whether `path` itself may be a symbolic link. Say no where
            students made it: it could lead to the solution. Files in a folder
            never may leave that folder.
        beside: Whether what lies beside a single file may be a helper file of it. Say
            no where those files are other students'.

    Raises:
        SubmissionError: Nothing can be graded. Says where, and what to do.
    """
    label = printable(str(path))
    is_folder = stat.S_ISDIR(mode_of(path, label))
    if path.is_symlink() and not allow_link:
        raise refused_link("links cannot be handed in", label)
    name = path.resolve().name if is_folder else stem(path.name)
    try:
        if is_folder:
            answer = choose(DiskFolder(path, assignment), assignment)
        else:
            answer = _read(path, assignment, beside=beside)
    except (MemoryError, RecursionError):
        raise SubmissionError(
            "this takes more memory to read than there is",
            where=label,
            fix="hand in the source only, without data",
        ) from None
    if submission_id is None:
        submission_id = printable(name) or assignment
    return msgspec.structs.replace(answer, id=submission_id)


def _read(path: Path, assignment: str, *, beside: bool) -> Submission:
    label = shown(path.name)
    if ending(path.name) in ARCHIVES:
        with unpacked(path, None, label, assignment) as folder:
            return choose(folder, assignment)
    refuse_ending(path.name, label, assignment)
    data = read_regular(path, None, label, MAX_SOURCE_BYTES)
    answer = read_answer(data, path.name, label)
    if beside and is_named(path.name, assignment):
        around = DiskFolder(path.parent, assignment)
        return with_helpers(with_passed_over(answer, around), around)
    return answer


def excerpt(
    submission: Submission, label: str, cell: int | None, line: int, context: int = 2
) -> tuple[SourceLine, ...]:
    """Return the lines around a line, safe to show; none if there is no such line."""
    for unit in submission.units:
        if (unit.label, unit.cell) == (label, cell):
            lines = unit.source.split("\n")
            break
    else:
        return ()
    if not 1 <= line <= len(lines):
        return ()
    if line < len(lines) and not lines[-1]:
        lines.pop()  # nothing follows the last line feed
    first = max(1, line - context)
    return tuple(
        SourceLine(line=number, text=_shown_line(text))
        for number, text in enumerate(lines[first - 1 : line + context], start=first)
    )


def _shown_line(text: str) -> str:
    # cut before anything else: a line may have millions of characters
    text = printable(text[: MAX_EXCERPT_CHARACTERS + 1].expandtabs(4))
    if len(text) > MAX_EXCERPT_CHARACTERS:
        return text[: MAX_EXCERPT_CHARACTERS - 1] + "…"
    return text.rstrip()
