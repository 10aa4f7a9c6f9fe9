"""Scratch folders: made for one sandbox, gone with it, and swept up if it was killed.

Whoever uses a folder holds a lock on it, judge and nursery both. A folder that
nobody has locked is left over: the next sandbox of the same user deletes it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from grader.errors import SandboxError
from grader.isolation.confinement.cleanup import NO_LINK, empty_folder, empty_opened

if sys.platform != "win32":
    import fcntl

PREFIX = "grader-scratch-"
_ATTEMPTS = 100


class ScratchFolder:
    """A new folder for temporary files, locked until it is removed.

    Attributes:
        path: Where it is.
        lock: Descriptors to hand to the process that uses it; the lock holds until
            that one has closed them, too. None where there are no such locks.

    Raises:
        SandboxError: None can be made.
    """

    def __init__(self) -> None:
        for _ in range(_ATTEMPTS):
            try:
                self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
            except OSError as error:
                raise SandboxError(
                    f"no temporary folder can be made: {error.strerror}",
                    fix="set TMPDIR to a folder that can be written",
                ) from None
            self.lock: tuple[int, ...] = ()
            if sys.platform == "win32":
                return
            with suppress(OSError):  # one that was just swept up: take another
                self.lock = (_locked(self.path),)
                return
        raise SandboxError("no temporary folder can be locked")

    def remove(self) -> None:
        """Delete it with all it holds; what resists is left to the next sweep."""
        with suppress(OSError, SandboxError):
            empty_folder(self.path)
            self.path.rmdir()
        for descriptor in self.lock:
            os.close(descriptor)
        self.lock = ()


def _locked(path: Path) -> int:
    """Lock a folder and make sure that it is still the one of that name.

    Raises:
        OSError: Someone else has it, or it is gone.
    """
    folder = os.open(path, NO_LINK)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(folder), os.lstat(path)):
            raise FileNotFoundError(path)
    except OSError:
        os.close(folder)
        raise
    return folder


def sweep() -> None:
    """Delete this user's scratch folders that nobody uses any more.

    They are left where judge and nursery were both killed at once. Links are not
    followed, and what cannot be deleted is passed by.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        left = [entry.path for entry in entries if entry.name.startswith(PREFIX)]
        for path in left:
            with suppress(OSError):
                _sweep(Path(path))


def _sweep(path: Path) -> None:
    if path.lstat().st_uid != os.geteuid():
        return
    folder = _locked(path)
    try:
        empty_opened(folder)
        path.rmdir()
    finally:
        os.close(folder)
