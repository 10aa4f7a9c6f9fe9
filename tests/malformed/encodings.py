"""Scripts in every encoding, and what is no script at all."""

from __future__ import annotations

import marshal
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from tests.malformed.oddities import (
    ANSWER,
    file,
    graded,
    refused,
    script,
)

_ACCENT = "# \u00e9\n"
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\n" + bytes(8)


@graded()
def utf8_with_mark(place: Path) -> Path:
    """UTF-8 with a byte order mark, as Notepad saves it."""
    return script(place, (_ACCENT + ANSWER).encode("utf-8-sig"))


@graded(marks=False)
def utf8_with_two_marks(place: Path) -> Path:
    """Two byte order marks: the second is a character, and a syntax error."""
    return script(place, b"\xef\xbb\xbf" * 2 + ANSWER.encode())


@refused("saved as UTF-16, not UTF-8.*save it as UTF-8")
def utf16_with_mark(place: Path) -> Path:
    """UTF-16 with a byte order mark."""
    return script(place, ANSWER.encode("utf-16"))


@refused("saved as UTF-16, not UTF-8.*save it as UTF-8")
def utf16_without_mark(place: Path) -> Path:
    """UTF-16 without one."""
    return script(place, ANSWER.encode("utf-16-le"))


@refused("saved as UTF-16, not UTF-8.*save it as UTF-8")
def utf16_big_end_first(place: Path) -> Path:
    """UTF-16 as other processors write it, without a mark."""
    return script(place, ANSWER.encode("utf-16-be"))


@refused("saved as UTF-32, not UTF-8.*save it as UTF-8")
def utf32_with_mark(place: Path) -> Path:
    """UTF-32."""
    return script(place, ANSWER.encode("utf-32"))


@graded()
def latin1_with_cookie(place: Path) -> Path:
    """An old encoding that says its name."""
    return script(place, f"# coding: latin-1\n{_ACCENT}{ANSWER}".encode("latin-1"))


@refused("line 1: byte 0xe9 is not UTF-8 text.*save it as UTF-8")
def latin1_without_cookie(place: Path) -> Path:
    """An old encoding that does not."""
    return script(place, (_ACCENT + ANSWER).encode("latin-1"))


@refused("line 2: byte 0xe9 is not UTF-8 text.*save it as UTF-8")
def cookie_that_lies(place: Path) -> Path:
    """It says UTF-8, and is not."""
    return script(place, f"# coding: utf-8\n{_ACCENT}{ANSWER}".encode("latin-1"))


@refused("unknown, or not its own.*delete the line")
def cookie_against_mark(place: Path) -> Path:
    """Byte order mark and cookie contradict each other."""
    return script(place, b"\xef\xbb\xbf# coding: latin-1\n" + ANSWER.encode())


@refused("encoding utf-7 is not accepted.*delete the line")
def cookie_utf7(place: Path) -> Path:
    """An encoding in which a comment can hold code."""
    return script(place, b"# coding: utf-7\n# +AAo-x = 1\n" + ANSWER.encode())


@refused("encoding rot13 is not accepted.*delete the line")
def cookie_rot13(place: Path) -> Path:
    """An encoding that is none."""
    return script(place, "# coding: rot13\n" + ANSWER)


@refused("encoding unicode_escape is not accepted.*delete the line")
def cookie_unicode_escape(place: Path) -> Path:
    """An encoding in which a comment can end early."""
    return script(place, "# coding: unicode_escape\n# \\u000ax = 1\n" + ANSWER)


@refused("encoding idna is not accepted.*delete the line")
def cookie_idna(place: Path) -> Path:
    """An encoding of quadratic time."""
    return script(place, "# coding: idna\n" + ANSWER)


@refused("encoding undefined is not accepted.*delete the line")
def cookie_undefined(place: Path) -> Path:
    """An encoding that always fails."""
    return script(place, "# coding: undefined\n" + ANSWER)


@refused("encoding zip is not accepted.*delete the line")
def cookie_of_a_compressor(place: Path) -> Path:
    """An encoding that unpacks."""
    return script(place, "# coding: zip\n" + ANSWER)


@refused("unknown, or not its own.*delete the line")
def cookie_of_megabytes(place: Path) -> Path:
    """An encoding with a very long name."""
    return script(place, "# coding: " + "x" * 1_000_000 + "\n" + ANSWER)


@refused("line 12: NUL character.*hand in the source")
def null_byte(place: Path) -> Path:
    """One NUL within the text."""
    lines = ANSWER.splitlines(keepends=True)
    return script(place, "".join([*lines[:11], "# \0\n", *lines[11:]]))


@refused("line 1: byte 0xed is not UTF-8 text.*save it as UTF-8")
def lone_surrogate(place: Path) -> Path:
    """Half a character, as broken converters write it."""
    return script(place, b"# \xed\xa0\x80\n" + ANSWER.encode())


@refused("line 1: byte 0xc0 is not UTF-8 text.*save it as UTF-8")
def overlong_utf8(place: Path) -> Path:
    """A slash in two bytes."""
    return script(place, b"# \xc0\xaf\n" + ANSWER.encode())


@graded()
def escaped_surrogate(place: Path) -> Path:
    """A string that holds half a character, and is printed."""
    return script(place, ANSWER + "\nHALF = '\\ud800'\nprint(repr(HALF))\n")


@graded()
def mixed_line_ends(place: Path) -> Path:
    """Lines of three systems in one file."""
    lines = ANSWER.splitlines()
    ends = ["\n", "\r\n", "\r"]
    mixed = "".join(line + ends[n % 3] for n, line in enumerate(lines))
    return script(place, mixed)


@graded()
def carriage_returns_only(place: Path) -> Path:
    """Lines as an old Mac ends them."""
    return script(place, ANSWER.replace("\n", "\r"))


@graded()
def form_feeds(place: Path) -> Path:
    """Page breaks between definitions, as Emacs users like them."""
    return script(place, ANSWER.replace("\nclass", "\n\f\nclass"))


@graded()
def other_line_separators(place: Path) -> Path:
    """Characters that end a line for Unicode, and not for Python."""
    return script(place, "# a\u2028b\u2029c\x85d\x1ce\n" + ANSWER)


@graded()
def bidi_controls(place: Path) -> Path:
    """Characters that let a line read other than it runs."""
    return script(place, "# \u202e\u2066 txet \u2069\u202c\n" + ANSWER)


@graded()
def terminal_escapes(place: Path) -> Path:
    """A comment that clears the screen, and a print that does."""
    return script(place, "# \x1b[2J\x1b]0;x\x07\n" + ANSWER + "\nprint('\x1b[2J')\n")


@graded()
def tabs(place: Path) -> Path:
    """Indentation by tabs."""
    return script(place, ANSWER.replace("    ", "\t"))


@graded(marks=False)
def tabs_and_spaces(place: Path) -> Path:
    """Indentation that Python refuses: it is a mistake to report, not to refuse."""
    return script(place, ANSWER.replace("        return", "\treturn"))


@graded()
def huge_line(place: Path) -> Path:
    """Four million characters in one line."""
    return script(place, ANSWER + "\n# " + "x" * 4_000_000)


@graded(marks=False)
def deep_brackets(place: Path) -> Path:
    """A hundred thousand open brackets, for a parser that descends."""
    return script(place, ANSWER + "\nx = " + "(" * 100_000)


@graded(marks=False)
def long_sum(place: Path) -> Path:
    """A sum of two hundred thousand numbers, for a compiler that descends."""
    return script(place, ANSWER + "\nx = " + "1+" * 200_000 + "1\n")


@refused("file is empty.*write your answer")
def empty(place: Path) -> Path:
    """No byte."""
    return script(place, b"")


@refused("file is empty.*write your answer")
def only_whitespace(place: Path) -> Path:
    """Spaces, tabs and line ends."""
    return script(place, " \n\t\r\n\f\n" * 100)


@refused("file is empty.*write your answer")
def only_a_mark(place: Path) -> Path:
    """A byte order mark, and nothing to order."""
    return script(place, b"\xef\xbb\xbf")


@graded(marks=False)
def only_a_comment(place: Path) -> Path:
    """Text, but no definition: worth no points."""
    return script(place, "# to be done\n")


@refused("this is an image.*hand in the source")
def image_called_py(place: Path) -> Path:
    """A picture of the answer."""
    return script(place, _PNG)


@refused("this is a PDF document.*hand in the source")
def pdf_called_py(place: Path) -> Path:
    """A print of the answer."""
    return script(place, _PDF)


@refused("this is a zip archive.*hand in the source")
def word_document_called_py(place: Path) -> Path:
    """A Word document, which is a zip."""
    return script(place, b"PK\x03\x04\x14\0\x06\0\x08\0" + bytes(range(256)))


@refused("this is compiled Python.*hand in the source")
def compiled_called_py(place: Path) -> Path:
    """A .pyc with another name."""
    code = marshal.dumps(compile(ANSWER, "x", "exec"))
    return script(place, MAGIC_NUMBER + bytes(12) + code)


@refused("this is a program.*hand in the source")
def program_called_py(place: Path) -> Path:
    """Machine code."""
    return script(place, b"\x7fELF\x02\x01\x01" + bytes(57))


@refused("line 1: byte 0x80 is not UTF-8 text.*save it as UTF-8")
def high_bytes(place: Path) -> Path:
    """Bytes that are no text in any way, and no known kind of file."""
    return script(place, bytes(range(128, 256)) * 20)


@refused("notebook with the name of a Python file.*rename it to")
def notebook_called_py(place: Path) -> Path:
    """A notebook with the wrong ending."""
    return script(place, '{"nbformat": 4, "cells": []}')


@refused("line 1: not a notebook: this is not JSON")
def script_called_ipynb(place: Path) -> Path:
    """A script with the wrong ending."""
    return file(place, ".ipynb", ANSWER)


@graded(marks=False)
def merge_conflict(place: Path) -> Path:
    """Marks of a merge that was not settled: a syntax error, with its line."""
    return script(place, f"<<<<<<< HEAD\n{ANSWER}=======\n>>>>>>> main\n")


@graded()
def ending_in_capitals(place: Path) -> Path:
    """A name as old systems write it."""
    return file(place, ".PY", ANSWER)
