"""A .py file as one unit of source, in the encoding that it declares."""

from __future__ import annotations

import codecs
import io
import tokenize

from grader.errors import SubmissionError
from grader.results import Location
from grader.submission.names import shown, stem
from grader.submission.units import Unit, decode

_ENCODINGS = frozenset(
    {"ascii", "utf-8", "utf-8-sig", "cp1252"}
    | {f"iso8859-{part}" for part in range(1, 17)}
)
MAX_COOKIE_CHARACTERS = 40


def read_script(data: bytes, label: str) -> Unit:
    """Read the source of a .py file, without parsing it.

    Args:
        data: The bytes of the file.
        label: The file's name as shown to people.

    Raises:
        SubmissionError: It is not text, or something else with a .py name.
    """
    text = decode(data, label, _encoding(data, label))
    if text.lstrip().startswith("{") and '"nbformat"' in text:
        name = label.rpartition("/")[2]
        raise SubmissionError(
            "this is a notebook with the name of a Python file",
            where=label,
            fix=f"rename it to {stem(name)}.ipynb",
        )
    return Unit(label=label, cell=None, source=text)


def _encoding(data: bytes, label: str) -> str:
    """Find the declared encoding (PEP 263) without trusting it.

    Encodings such as utf-7 or unicode_escape can hide code from whoever reads
    the file, so only plain ones are used.
    """
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        name = codecs.lookup(declared).name
    except (SyntaxError, LookupError, ValueError, OSError):
        decode(data, label)  # says so if the first lines are not UTF-8
        problem = "the encoding it declares is unknown, or not its own"
    else:
        if name in _ENCODINGS:
            return name
        problem = f"encoding {shown(declared)[:MAX_COOKIE_CHARACTERS]} is not accepted"
    cookie = 1 if b"coding" in data.partition(b"\n")[0] else 2
    raise SubmissionError(
        problem,
        where=str(Location(file=label, line=cookie)),
        fix="save the file as UTF-8, and delete the line that says `coding`",
    )
