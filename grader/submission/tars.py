"""Reading a tar, compressed by gzip or not: its headers, and single members.

`tarfile.TarFile` is not used, only its reading of one header: on extended headers
it takes quadratic time, and on negative sizes it may never end, in Pythons that are
in use (CVE-2024-6232, CVE-2025-8194). Nothing here goes back, and everything counts.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from tarfile import BLOCKSIZE
from typing import BinaryIO

from grader.submission.members import (
    MAX_MEMBERS,
    Kind,
    Member,
    refused,
    too_many,
)

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
# The archive itself: compressed blocks can be empty.
MAX_PACKED_BYTES = MAX_UNPACKED_BYTES

MAX_HEADERS = 3 * MAX_MEMBERS
# Names and other records; most members have none, those of a Mac have some hundred.
MAX_EXTENDED_BYTES = 8 * 1024 * 1024

_CHUNK = 64 * 1024
_GZIP_BITS = 31
_GZIP = b"\x1f\x8b"
_LONG_NAME, _LONG_LINK = b"L", b"K"
_PAX, _PAX_FOR_ALL, _PAX_OF_SUN = b"x", b"g", b"X"
_FILES = frozenset({b"0", b"\0", b"7"})
_LINKS = frozenset({b"1", b"2"})
# What has no content, whatever size it claims.
_EMPTY = frozenset({b"1", b"2", b"3", b"4", b"5", b"6"})

_Extended = dict[bytes, bytes]


class Tar:
    """A tar whose headers have been read.

    Args:
        file: The open archive; it stays open.
        shown: Its name as shown to people.

    Raises:
        SubmissionError: It is no tar, is cut off, or holds too much.
    """

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._file = file
        self._shown = shown
        self._members = [member for member, _ in self._walk()]

    def members(self) -> list[Member]:
        """List what is in it, in its order."""
        return self._members

    def read(self, member: Member, label: str, limit: int) -> bytes:
        """Read a file, and never more than a byte above the limit.

        Raises:
            SubmissionError: The archive has changed since it was listed.
        """
        try:
            for found, stream in self._walk():
                if found == member:
                    return stream.read(min(member.size, limit + 1))
        except (zlib.error, EOFError):
            pass
        raise refused("file is damaged inside the archive", label)

    def _walk(self) -> Iterator[tuple[Member, _Stream]]:
        """Go through the archive; at each member the stream is at its content."""
        self._file.seek(0)
        stream = _Stream(self._file, self._shown)
        extended: _Extended = {}
        place = extended_bytes = 0
        try:
            for info in _headers(stream, self._shown):
                if info.type in {_LONG_NAME, _PAX, _PAX_OF_SUN}:
                    extended_bytes += _padded(info)
                    if extended_bytes > MAX_EXTENDED_BYTES:
                        raise too_many(self._shown)
                    extended |= _read_extended(info, stream)
                elif info.type not in {_LONG_LINK, _PAX_FOR_ALL}:
                    if place >= MAX_MEMBERS:
                        raise too_many(self._shown)
                    info.size = int(extended.get(b"size", info.size))
                    end = stream.position + _padded(info)
                    yield _member(info, extended, place), stream
                    stream.skip_to(end)
                    extended = {}
                    place += 1
                else:
                    stream.skip_to(stream.position + _padded(info))
        except (tarfile.TarError, zlib.error, ValueError, EOFError):
            problem = "this is not a whole tar archive"
            raise refused(problem, self._shown) from None


def _headers(stream: _Stream, shown: str) -> Iterator[tarfile.TarInfo]:
    """Read headers, up to the block of zeros at the end."""
    for _ in range(MAX_HEADERS):
        block = stream.read(BLOCKSIZE)
        if not block.strip(b"\0"):
            return
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        yield info
    raise too_many(shown)


def _padded(info: tarfile.TarInfo) -> int:
    if info.size < 0:
        raise ValueError(info.size)
    return 0 if info.type in _EMPTY else -(-info.size // BLOCKSIZE) * BLOCKSIZE


def _read_extended(info: tarfile.TarInfo, stream: _Stream) -> _Extended:
    """Read what a header of its own says about the next member."""
    data = stream.read(_padded(info))[: info.size]
    if info.type == _LONG_NAME:
        return {b"path": data.partition(b"\0")[0]}
    found: _Extended = {}
    at = 0
    while at < len(data):  # records `length keyword=value`
        digits = data[at : at + 10].partition(b" ")[0]
        length = int(digits) if digits.isdigit() else 0
        if not len(digits) + 2 < length <= len(data) - at:
            raise ValueError(digits)
        key, _, value = data[at + len(digits) + 1 : at + length - 1].partition(b"=")
        if key in {b"path", b"size"}:
            found[key] = value
        elif key.startswith(b"GNU.sparse."):
            found[b"sparse"] = value
        at += length
    return found


def _member(info: tarfile.TarInfo, extended: _Extended, place: int) -> Member:
    path = info.name
    if b"path" in extended:
        path = extended[b"path"].decode("utf-8", "surrogateescape")
    kind = Kind.SPECIAL
    if info.type == tarfile.DIRTYPE:
        kind = Kind.FOLDER
    elif info.type in _FILES and b"sparse" not in extended:
        kind = Kind.FOLDER if path.endswith("/") else Kind.FILE
    elif info.type in _LINKS:
        kind = Kind.LINK
    return Member(path=path, kind=kind, size=info.size, place=place)


class _Stream:
    """The unpacked bytes, from beginning to end."""

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._file = file
        self._shown = shown
        self._packed = file.read(_CHUNK)
        self._taken = len(self._packed)
        self._gzip = (
            zlib.decompressobj(wbits=_GZIP_BITS)
            if self._packed.startswith(_GZIP)
            else None
        )
        self._ready = b""
        self._at = 0
        self.position = 0

    def read(self, size: int) -> bytes:
        """Read exactly so many bytes.

        Raises:
            EOFError: There are not as many.
            SubmissionError: There are too many in all.
        """
        data = bytearray()
        while len(data) < size:
            data += self._some(size - len(data))
        return bytes(data)

    def skip_to(self, position: int) -> None:
        """Go forward.

        Raises:
            EOFError: That is behind the end.
            SubmissionError: It is too far.
        """
        while self.position < position:
            self._some(position - self.position)

    def _some(self, size: int) -> bytes:
        if self._at >= len(self._ready):
            self._ready, self._at = self._unpack(), 0
        part = self._ready[self._at : self._at + size]
        self._at += len(part)
        self.position += len(part)
        if max(self.position - MAX_UNPACKED_BYTES, self._taken - MAX_PACKED_BYTES) > 0:
            limit = MAX_UNPACKED_BYTES // 1024**2
            raise refused(
                f"archive holds more than {limit} MiB",
                self._shown,
                "pack the source only, without data",
            )
        return part

    def _unpack(self) -> bytes:
        """Unpack the next few bytes; a second archive behind the first is left."""
        part = b""
        while not part:
            packed = self._packed or self._file.read(_CHUNK)
            if not packed or (self._gzip and self._gzip.eof):
                raise EOFError
            self._taken += 0 if self._packed else len(packed)
            if self._gzip:
                part = self._gzip.decompress(packed, _CHUNK)
                self._packed = self._gzip.unconsumed_tail
            else:
                part, self._packed = packed, b""
            if self._taken > MAX_PACKED_BYTES:
                break
        return part
