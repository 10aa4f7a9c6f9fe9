"""Reading a zip: its list, and single members, within limits."""

from __future__ import annotations

import stat
import zipfile
from typing import BinaryIO

from grader.errors import SubmissionError
from grader.submission.members import (
    MAX_MEMBERS,
    Kind,
    Member,
    refused,
    too_many,
)

# What the list may take: 10,000 entries of 200 bytes.
MAX_AT_ONCE = 2 * 1024 * 1024

_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
# bzip2 and LZMA may ask for gigabytes before the first byte is out.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCAL_HEADER_BYTES = 30


class Zip:
    """A zip whose list has been read.

    Args:
        file: The open archive; it stays open.
        shown: Its name as shown to people.

    Raises:
        SubmissionError: It is no zip, or lists too much.
    """

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._shown = shown
        try:
            self._zip = zipfile.ZipFile(_InParts(file, shown))
        except (SubmissionError, MemoryError):
            raise
        except Exception:  # whatever it is, this archive provoked it
            raise refused("this is not a whole zip archive", shown) from None
        self._list = self._zip.infolist()
        if len(self._list) > MAX_MEMBERS:
            raise too_many(shown)

    def members(self) -> list[Member]:
        """List what is in it, in its order."""
        return [
            Member(
                # the name before a NUL is cut off, which would make it another
                path=info.orig_filename,
                kind=_kind(info),
                size=info.file_size,
                place=place,
            )
            for place, info in enumerate(self._list)
        ]

    def read(self, member: Member, label: str, limit: int) -> bytes:
        """Read a file, and never more than a byte above the limit.

        Raises:
            SubmissionError: It is encrypted, damaged, or shares bytes with another.
        """
        info = self._list[member.place]
        if info.flag_bits & _ENCRYPTED:
            fix = "pack it again without a password"
            raise refused("file is encrypted", label, fix)
        if info.compress_type not in _METHODS:
            fix = "pack it again as an ordinary .zip"
            raise refused("file is compressed in an unusual way", label, fix)
        if self._overlaps(info):
            raise refused("entries of the archive overlap", label)
        try:
            with self._zip.open(info) as file:
                data = bytearray()
                while len(data) <= limit and (part := file.read(_CHUNK)):
                    data += part
        except MemoryError:
            raise
        except Exception:  # zlib, CRC, names that lie, an early end
            raise refused("file is damaged inside the archive", label) from None
        if len(data) != info.file_size and len(data) <= limit:
            raise refused("file is damaged inside the archive", label)
        return bytes(data[: limit + 1])

    def _overlaps(self, info: zipfile.ZipInfo) -> bool:
        """Tell whether another entry begins within this one; not all Pythons do."""
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size
        return any(
            info.header_offset <= other.header_offset < end
            for other in self._list
            if other is not info
        )


def _kind(info: zipfile.ZipInfo) -> Kind:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.orig_filename.endswith(("/", "\\")) or kind == stat.S_IFDIR:
        return Kind.FOLDER
    if kind == stat.S_IFLNK:
        return Kind.LINK
    return Kind.FILE if kind in {0, stat.S_IFREG} else Kind.SPECIAL


class _InParts:
    """A file that gives out only so much at once.

    `zipfile` reads the list of an archive in one piece, as long as the archive
    says, and makes an object of half a kilobyte from each 46 bytes of it.
    """

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._file = file
        self._shown = shown
        self.seek = file.seek
        self.tell = file.tell

    def read(self, size: int = -1) -> bytes:
        """Read as `file.read` does."""
        if size > MAX_AT_ONCE:
            raise too_many(self._shown)
        return self._file.read(MAX_AT_ONCE if size < 0 else size)

    def seekable(self) -> bool:
        """Say that every regular file can be read from anywhere."""
        return True

    def close(self) -> None:
        """Leave the file open: whoever opened it closes it."""
