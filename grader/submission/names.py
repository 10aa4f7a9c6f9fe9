"""Names of files: what their endings say, what is litter, how they are shown.

Names come from students, in a folder or in an archive, and are as hostile as the
rest: they may hold line ends, escape sequences, or 64 KiB of one letter.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence

from grader.submission.units import printable

ANSWERS = (".py", ".ipynb")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
# Archives that are known for what they are, and not opened.
OTHER_ARCHIVES = (".7z", ".bz2", ".gz", ".lzma", ".rar", ".tbz2", ".txz", ".xz", ".zst")
MAX_SHOWN_CHARACTERS = 255  # as many as a file system allows

_COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".lzma", ".zst"})
_LITTER = frozenset({"__pycache__", "__macosx", "thumbs.db", "desktop.ini"})
_LISTED = 6
# What is a course's, or a project's, and neither an answer nor a part of one.
_OURS = re.compile(
    r"\..*|__.*|(?:checks|conftest|mistakes|setup|test_.*|.*_test)\.py",
    re.IGNORECASE | re.DOTALL,
)


def ending(name: str) -> str:
    """Return the ending of a name in lower case, `.tar.gz` as one; '' if none."""
    last = os.path.splitext(name)[1].lower()
    if last in _COMPRESSED and name[: -len(last)].lower().endswith(".tar"):
        return ".tar" + last
    return last if last != "." else ""


def stem(name: str) -> str:
    """Return a name without its ending."""
    return name[: len(name) - len(ending(name))]


def is_litter(name: str) -> bool:
    """Tell whether a name is hidden, or one that systems leave behind."""
    return name.startswith(".") or name.lower() in _LITTER


def is_our_own(name: str) -> bool:
    """Tell whether a file is none of the student's answer, by its name."""
    return _OURS.fullmatch(name) is not None


def is_named(name: str, assignment: str) -> bool:
    """Tell whether a file is called after an assignment, however that is spelt."""
    one, other = (unicodedata.normalize("NFC", n) for n in (stem(name), assignment))
    return one.lower() == other.lower()


def shown(name: str) -> str:
    """Make a name safe to show."""
    if len(name) > MAX_SHOWN_CHARACTERS:
        name = name[: MAX_SHOWN_CHARACTERS - 1] + "…"
    return printable(name)


def listing(names: Sequence[str]) -> str:
    """Name the first few, and count the rest."""
    more = len(names) - _LISTED
    first = ", ".join(map(shown, names[:_LISTED]))
    return f"{first} and {more} more" if more > 0 else first
