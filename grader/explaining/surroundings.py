"""Say why an honest line fails here that would run on the student's own machine.

Nothing is installed, downloaded or typed where submissions are graded. Whoever reads
that a line failed should learn that this is so, and that it costs nothing by itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

FREE = "by itself that costs no points"
MAX_READ = 500  # characters of a message, which a submission may have written
_MODULE = re.compile(r"No module named '([\w.]{1,60})'")
# What a standard library of another version has; the group names the module.
_OTHER_VERSION = (
    re.compile(r"cannot import name '\w+' from '(?P<module>[\w.]{1,60})'"),
    re.compile(r"module '(?P<module>[\w.]{1,60})' has no attribute '\w"),
)
_NO_NETWORK = "there is no network here, so nothing can be downloaded"
_NO_TYPING = "nobody can type here, so there is nothing to read"
_OWN_FOLDER = "the code has a folder of its own here, and may read or write little else"

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
        _OWN_FOLDER,
    ),
    # of torch's own writer
    ("RuntimeError", r"strerror: (Read-only file|Permission denied)", _OWN_FOLDER),
    # its own words say what is not allowed
    ("PermissionError", r"^\[Errno 1\]|is not available while grading$", FREE),
    (
        "FileNotFoundError",
        "",
        "the code runs in a folder of its own, where no other files lie",
    ),
    (
        "BaseException",
        "not compiled with CUDA|no NVIDIA driver|accelerator device when none is",
        "there is no GPU here",
    ),
    (
        "SystemExit",
        "",
        "it would end the program here; the lines below it were run all the same",
    ),
)  # fmt: skip


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
        handed_in = f", nor was a {missing[1]}.py handed in"
        beside = "" if "." in missing[1] else handed_in
        return f"{missing[1]} is not installed where this is graded{beside}"
    if kind in ("ImportError", "AttributeError") and (why := _other_version(read)):
        return why
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


def missing_package(kind: str, message: str) -> str:
    """Return the package that an import did not find, or an empty string."""
    found = _MODULE.search(message[:MAX_READ]) if "ModuleNotFound" in kind else None
    return found[1].partition(".")[0] if found else ""


def _other_version(message: str) -> str:
    """Name the version of Python where a part of its library is missing."""
    found = next(
        filter(None, (words.search(message) for words in _OTHER_VERSION)), None
    )
    module = found["module"] if found else ""
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return ""
    ours = ".".join(map(str, sys.version_info[:2]))
    return f"this is graded with Python {ours}, whose {module} has none"
