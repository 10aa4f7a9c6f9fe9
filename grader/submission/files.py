"""Opening what students made: nothing blocks, and no link leads out."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from grader.errors import SubmissionError
from grader.submission.units import printable

# Absent on Windows, where such files cannot be made this easily.
_OPEN_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0)
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
)


def open_regular(path: Path, inside: Path | None, label: str) -> BinaryIO:
    """Open a regular file, without ever waiting for one.

    Args:
        path: The file.
        inside: The folder that a link may not leave; None where the user gave
            the path, and not a student.
        label: The file's name as shown to people.

    Raises:
        SubmissionError: It is something else, leads out, or cannot be opened.
    """
    _refuse_special(mode_of(path, label), label)
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as exc:
        raise unreadable(exc, label) from None
    if inside is not None and not real.is_relative_to(inside.resolve()):
        raise refused_link("link leads out of the submission", label)
    try:
        # the file may have been exchanged since: no link, no pipe, no device
        file = os.fdopen(os.open(real, _OPEN_FLAGS), "rb")
    except OSError as exc:
        raise unreadable(exc, label) from None
    try:
        _refuse_special(os.fstat(file.fileno()).st_mode, label)
    except SubmissionError:
        file.close()
        raise
    return file


def read_regular(path: Path, inside: Path | None, label: str, limit: int) -> bytes:
    """Read a regular file, and never more than a byte above the limit.

    Raises:
        SubmissionError: As `open_regular` does, or because reading fails.
    """
    with open_regular(path, inside, label) as file:
        try:
            return file.read(limit + 1)
        except OSError as exc:
            raise unreadable(exc, label) from None


def mode_of(path: Path, shown: str) -> int:
    """Return the mode of what a path leads to.

    Raises:
        SubmissionError: It leads nowhere, or may not be looked at.
    """
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            problem = "link leads to a file that does not exist"
            raise refused_link(problem, shown) from None
        raise SubmissionError(
            "no such file or folder",
            where=shown,
            fix="check the spelling, and the folder that you are in",
        ) from None
    except (OSError, ValueError) as exc:
        raise unreadable(exc, shown) from None


def refused_link(problem: str, shown: str) -> SubmissionError:
    """Say what is wrong with a link."""
    fix = "hand in the file itself, not a link"
    return SubmissionError(problem, where=shown, fix=fix)


def unreadable(exc: Exception, shown: str) -> SubmissionError:
    """Pass on why the system refuses."""
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return SubmissionError(
        f"cannot be read: {printable(reason).lower()}",
        where=shown,
        fix="check its name and its permissions",
    )


def _refuse_special(mode: int, label: str) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFDIR: "a folder",
    }
    kind = kinds.get(stat.S_IFMT(mode), "a special file")
    raise SubmissionError(
        f"this is {kind}, not a file",
        where=label,
        fix="give a .py file, a .ipynb file, or a folder that holds one",
    )
