"""What a file is, by its first bytes, where it is not what its name says."""

from __future__ import annotations

import re

# Only asked about bytes that are no text, so that no source is taken for another
# kind of file because of a word that it begins with.
_SIGNATURES = (
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "a zip archive"),
    (re.compile(rb"Rar!\x1a\x07"), "a RAR archive"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "a 7z archive"),
    (re.compile(rb"\x1f\x8b"), "a gzip archive"),
    (re.compile(rb"BZh[1-9]"), "a bzip2 archive"),
    (re.compile(rb"\xfd7zXZ\x00"), "an xz archive"),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a"), "an image"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Office document"),
    (re.compile(rb"\x7fELF|\xcf\xfa\xed\xfe"), "a program"),
    # The first two bytes are the version of Python.
    (re.compile(rb"..\r\n[\x00-\x03]\x00\x00\x00", re.DOTALL), "compiled Python"),
)


def kind_of(data: bytes) -> str:
    """Name the kind of a file, '' if it is not known.

    Args:
        data: Its beginning, at least 300 bytes if there are as many.
    """
    found = (kind for pattern, kind in _SIGNATURES if pattern.match(data))
    return next(found, "")
