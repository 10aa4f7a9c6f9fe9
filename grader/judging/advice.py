"""Say why an honest line fails here that would run on the student's own machine.

Nothing is installed, downloaded or typed where submissions are graded. Whoever reads
that a line failed should learn that this is so, and that it costs nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.isolation.wire import Error
from grader.results import Location

FREE = "by itself that costs no points"
MAX_READ = 500  # characters of a message, which a submission may have written
_MODULE = re.compile(r"No module named '([\w.]{1,60})'")
_NAME = re.compile(r"name '(\w{1,60})' is not defined")
_NO_NETWORK = "there is no network here, so nothing can be downloaded"
_NO_TYPING = "nobody can type here, so there is nothing to read"

# Exception's class, words of its message -> why it is raised here. The first counts.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "ImportError",
        "relative import",
        "all that was handed in is read as one file, which belongs to no package",
    ),
    (
        "BaseException",
        r"urlopen error|name resolution|no internet connection|Network is unreachable",
        _NO_NETWORK,
    ),
    ("URLError", "", _NO_NETWORK),
    ("gaierror", "", _NO_NETWORK),
    ("ConnectionError", "", _NO_NETWORK),
    ("EOFError", r"^$|reading a line", _NO_TYPING),
    ("BdbQuit", "", "nobody can type here, so a debugger ends at once"),
    (
        "OSError",
        r"^\[Errno (13|30)\]",
        "the code has a folder of its own here, and may read or write little else",
    ),
    # its own words say what is not allowed
    ("PermissionError", r"^\[Errno 1\]|is not available while grading$", FREE),
    (
        "FileNotFoundError",
        "",
        "the code runs in a folder of its own, where no other files lie",
    ),
    (
        "BaseException",
        "not compiled with CUDA|no NVIDIA driver",
        "there is no GPU here",
    ),
    (
        "SystemExit",
        "",
        "it would end the program here; the lines below it were run all the same",
    ),
)  # fmt: skip


def advise(errors: Sequence[Error], places: Sequence[Location | None]) -> Iterator[str]:
    """Say of each line that failed why it did; nothing where its own words do.

    Args:
        errors: What the lines raised, in the order in which they were run.
        places: Where they stand, one for each.
    """
    for index, error in enumerate(errors):
        why = why_here(error.type, error.bases, error.message)
        if not why and error.type == "NameError":
            why = _because_of_earlier(error, places[:index])
            needed = missing_import(error.type, error.message)
            if not why and needed:
                yield needed
                continue
        yield f"{why}; {FREE}" if why and why != FREE else why


def why_here(kind: str, bases: Sequence[str], message: str) -> str:
    """Say why an exception is raised here, if that is what makes the difference.

    Args:
        kind: Name of the exception's class.
        bases: Names of the classes that it inherits from.
        message: Its words.
    """
    read = message[:MAX_READ]
    missing = _MODULE.search(read)
    if kind == "ModuleNotFoundError" and missing:
        return f"{missing[1]} is not installed where this is graded"
    # the list of bases is cut, and the last of them is every exception's
    classes = {kind, *bases, "BaseException"}
    return next(
        (
            why
            for name, words, why in _WORDS
            if name in classes and re.search(words, read)
        ),
        "",
    )


def _because_of_earlier(error: Error, places: Sequence[Location | None]) -> str:
    """Find the failed line that would have bound the name that is now missing."""
    found = _NAME.search(error.message[:MAX_READ])
    for place in places:
        if found and place and _binds(_line(place), found[1]):
            return f"{found[1]} is missing because line {place.line} failed"
    return ""


def _binds(line: str, name: str) -> bool:
    """Whether a line imports, assigns or defines a name, rather than uses it."""
    imports = rf"^\s*(import|from)\b.*\b{name}\b"
    return bool(
        re.search(imports, line)
        or re.search(rf"^\s*{name}\s*(:[^=]*)?=(?!=)", line)
        or re.search(rf"^\s*(class|def)\s+{name}\b", line)
    )


# What notebooks and textbooks import under these names.
_USUAL = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "np": "import numpy as np",
    "plt": "from matplotlib import pyplot as plt",
    "math": "import math",
}


def missing_import(error_type: str, message: str) -> str:
    """Name the import line that a NameError asks for, if it is a usual one."""
    found = _NAME.search(message[:MAX_READ]) if error_type == "NameError" else None
    line = _USUAL.get(found[1]) if found else None
    return f"is `{line}` missing at the top?" if line else ""


def _line(place: Location) -> str:
    return next((item.text for item in place.excerpt if item.line == place.line), "")
