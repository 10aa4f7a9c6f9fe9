"""An archive as a folder: read in memory, within limits, never written to disk.

Its names are taken as Windows and Unix write them. An archive in which one name
leads out (`..`, an absolute path, a drive) is refused whole: no packer that students
use makes one, and a person should look at it. Limits are absolute, so no ratio is
needed: a file counts up to the size of any source, a tar up to what it unpacks to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from grader.submission.answers import MAX_SOURCE_BYTES, refuse_ending
from grader.submission.files import open_regular
from grader.submission.members import Kind, Member, refused
from grader.submission.names import ARCHIVES, ending, shown
from grader.submission.signatures import kind_of
from grader.submission.tars import Tar
from grader.submission.zips import Zip

_DRIVE = re.compile(r"[A-Za-z]:")
_Parts = tuple[str, ...]


class _Packed(Protocol):
    def members(self) -> list[Member]: ...

    def read(self, member: Member, label: str, limit: int) -> bytes: ...


class ArchiveFolder:
    """A folder in an archive.

    Args:
        packed: The archive.
        files: Its members by their paths; a path may stand there twice.
        shown: The archive's name as shown to people.
        at: Which folder of it.
    """

    is_packed = True

    def __init__(
        self,
        packed: _Packed,
        files: list[tuple[_Parts, Member]],
        shown: str,
        at: _Parts = (),
    ) -> None:
        self._packed = packed
        self._files = files
        self._at = at
        self.shown = shown

    def names(self) -> dict[str, bool]:
        """Map each name in the folder to whether it is a folder itself."""
        depth = len(self._at)
        found: dict[str, bool] = {}
        for parts, member in self._files:
            name = parts[depth]
            is_folder = len(parts) > depth + 1 or member.kind is Kind.FOLDER
            # a name that is both is a file: choosing it is what must be refused
            found[name] = found.get(name, True) and is_folder
        return dict(sorted(found.items()))

    def enter(self, name: str) -> ArchiveFolder:
        """Return a folder in this one."""
        at = (*self._at, name)
        below = [
            (parts, member)
            for parts, member in self._files
            if parts[: len(at)] == at and len(parts) > len(at)
        ]
        return ArchiveFolder(self._packed, below, self.shown, at)

    def label(self, name: str) -> str:
        """Write the path of a file in this folder for people."""
        return "/".join(map(shown, (*self._at, name)))

    def read(self, name: str) -> bytes:
        """Read a file, and at most a byte more than a source may have.

        Raises:
            SubmissionError: It is no file, is there twice, or cannot be read.
        """
        path, label = (*self._at, name), self.label(name)
        same = [member for parts, member in self._files if parts[: len(path)] == path]
        if len(same) > 1:
            problem = f"archive holds {label} {len(same)} times"
            raise refused(problem, self.shown, "pack only the one that counts")
        (member,) = same
        if member.kind is not Kind.FILE:
            problem = f"this is {member.kind.value}, not a file"
            raise refused(problem, label, "pack the file itself, and hand in that")
        return self._packed.read(member, label, MAX_SOURCE_BYTES)

    @contextmanager
    def unpack(self, name: str) -> Iterator[ArchiveFolder]:
        """Refuse an archive in the archive: they could go on for ever."""
        raise refused(
            f"archive holds another one, {shown(name)}, which is not opened",
            self.shown,
            "pack your files themselves, and hand in that",
        )
        yield self  # never: what makes this a context


@contextmanager
def unpacked(
    path: Path, inside: Path | None, shown: str, assignment: str
) -> Iterator[ArchiveFolder]:
    """Open an archive for reading.

    Args:
        path: The archive.
        inside: The folder that a link may not leave, or None.
        shown: Its name as shown to people.
        assignment: What the submission is for, to say what to hand in.

    Raises:
        SubmissionError: It cannot be read, or leads out of itself.
    """
    suffix = ending(path.name)
    if suffix not in ARCHIVES:
        refuse_ending(path.name, shown, assignment)
    with open_regular(path, inside, shown) as file:
        _refuse_other_contents(file, suffix, shown)
        packed = Zip(file, shown) if suffix == ".zip" else Tar(file, shown)
        files = []
        for member in packed.members():
            if parts := _parts(member.path, shown):
                files.append((parts, member))
        yield ArchiveFolder(packed, files, shown)


def _refuse_other_contents(file: BinaryIO, suffix: str, label: str) -> None:
    """Refuse what is something else by its first bytes; a tar may be compressed."""
    data = file.read(512)
    file.seek(0)
    if not data:
        raise refused("archive is empty", label)
    own = {"a zip archive"} if suffix == ".zip" else {"a tar archive", "a gzip archive"}
    kind = kind_of(data)
    if kind and kind not in own:
        raise refused(f"this is {kind} with the name of a {suffix} archive", label)


def _parts(path: str, label: str) -> _Parts:
    """Split a member's path; () for the top folder itself.

    Raises:
        SubmissionError: It leads out of the archive.
    """
    path = path.replace("\\", "/")
    parts = tuple(part for part in path.split("/") if part not in {"", "."})
    leads_out = path.startswith("/") or _DRIVE.match(path) or ".." in parts
    if leads_out or "\0" in path:
        raise refused(f"a path in the archive leads out of it: {shown(path)}", label)
    return parts
