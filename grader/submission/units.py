"""Units of source, and the way from hostile bytes to text that is safe to show."""

from __future__ import annotations

import msgspec

from grader.errors import SubmissionError
from grader.results import Location

_SAVE_AS_UTF8 = "save it as UTF-8 (in an editor: Save with encoding, UTF-8)"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of source that is compiled by itself: a file, or one code cell.

    `label` is the path shown to people: relative, POSIX, printable. `cell`
    counts code cells from 1, and is None for a .py file. The lines of
    `source` end in line feeds, and a byte order mark is gone. A coding cookie in it
    has been obeyed already: compile it as `str`, do not encode it first.
    """

    label: str
    cell: int | None = None
    source: str


def decode(data: bytes, label: str, encoding: str = "utf-8-sig") -> str:
    """Decode source and give it line feeds.

    Raises:
        SubmissionError: Bytes that are not text; says on which line.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SubmissionError(
            "file is saved as UTF-16, not UTF-8",
            where=label,
            fix="save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as exc:
        name = "UTF-8" if encoding.startswith("utf-8") else encoding
        before = newlines(exc.object[: exc.start].decode("latin-1"))
        raise SubmissionError(
            f"byte 0x{exc.object[exc.start]:02x} is not {name} text",
            where=str(Location(file=label, line=before.count("\n") + 1)),
            fix=_SAVE_AS_UTF8,
        ) from None
    text = newlines(text)
    refuse_nul(text, label)
    return text


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
