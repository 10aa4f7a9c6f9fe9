"""Units of source, and the way from hostile bytes to text that is safe to show."""

from __future__ import annotations

import re

import msgspec

from grader.errors import SubmissionError
from grader.results import Location
from grader.submission.signatures import kind_of

_SAVE_AS_UTF8 = "save it as UTF-8 (in an editor: Save with encoding, UTF-8)"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of source that is compiled by itself: a file, or one code cell.

    `label` is the path shown to people: relative, POSIX, printable. `cell`
    counts code cells from 1, and is None for a .py file. The lines of
    `source` end in line feeds, and a byte order mark is gone. A coding cookie in it
    has been obeyed already: compile it as `str`, do not encode it first. `module` is
    the name by which other units import a helper file, and empty for all others.
    """

    label: str
    cell: int | None = None
    source: str
    module: str = ""


def decode(data: bytes, label: str, encoding: str = "utf-8-sig") -> str:
    """Decode source and give it line feeds.

    Raises:
        SubmissionError: Bytes that are not text; says on which line.
    """
    if wide := _wide_encoding(data):
        raise SubmissionError(
            f"file is saved as {wide}, not UTF-8",
            where=label,
            fix="save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as exc:
        _refuse_other_kinds(data, label)
        name = "UTF-8" if encoding.startswith("utf-8") else encoding
        before = newlines(exc.object[: exc.start].decode("latin-1"))
        raise SubmissionError(
            f"byte 0x{exc.object[exc.start]:02x} is not {name} text",
            where=str(Location(file=label, line=before.count("\n") + 1)),
            fix=_SAVE_AS_UTF8,
        ) from None
    if "\0" in text:
        _refuse_other_kinds(data, label)
    text = newlines(text)
    refuse_nul(text, label)
    return text


def _wide_encoding(data: bytes) -> str:
    """Name an encoding of two or four bytes a character, '' if it is none."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    # Without a mark: each half of the first character, and of the second, is NUL.
    no_mark = re.match(rb"(?:[^\0]\0){2}|(?:\0[^\0]){2}", data)
    return "UTF-16" if no_mark and len(data) % 2 == 0 else ""


def _refuse_other_kinds(data: bytes, label: str) -> None:
    if kind := kind_of(data[:512]):
        raise SubmissionError(
            f"this is {kind}, whatever its name says",
            where=label,
            fix="hand in the source itself, a .py or .ipynb file",
        )


def refuse_nul(text: str, label: str, cell: int | None = None) -> None:
    """Refuse NUL characters, which no source can hold."""
    at = text.find("\0")
    if at >= 0:
        where = Location(file=label, line=text.count("\n", 0, at) + 1, cell=cell)
        raise SubmissionError(
            "NUL character, so this is not source code",
            where=str(where),
            fix="hand in the source itself, saved as plain text in UTF-8",
        )


def printable(text: str) -> str:
    """Replace whatever could upset a terminal or forge a line by `?`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "?" for char in text)


def newlines(text: str) -> str:
    """Make every line end a line feed, as Python does before it counts lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
