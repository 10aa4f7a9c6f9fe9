"""The roster: which submissions a folder holds, and under which ids.

One .py file, notebook or archive a student, whose id is its name without the ending;
or one folder a student, whose id is its name. Nothing is opened here.

An id is also the name of the pages about it (`submissions/<id>.html`). It is the
student's name for the file wherever that can be shown and can name a page; other
names become a readable beginning, `~`, and a hash, so that two never share one.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from grader.batch.output import MARKER
from grader.errors import UsageError
from grader.report.wording import visible
from grader.submission.names import (
    ANSWERS,
    ARCHIVES,
    OTHER_ARCHIVES,
    ending,
    is_litter,
    stem,
)

# Archives that cannot be opened are somebody's work, too: their row says so.
_PACKED = (*ARCHIVES, *OTHER_ARCHIVES)
MAX_ID_BYTES = 200  # with an ending it must fit into the 255 bytes of a file name
READABLE_CHARACTERS = 40

_HASHED = re.compile(r"~[0-9a-f]{16}\Z")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One submission of a class. `problem` says why it cannot be graded, if so."""

    id: str
    path: Path
    problem: str = ""


class Ignored(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the folder that is no submission; `name` is safe to show."""

    name: str
    reason: str


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder of submissions holds, in natural order."""

    entries: tuple[Entry, ...]
    ignored: tuple[Ignored, ...] = ()


def find_submissions(folder: Path, *, assignment: str) -> Roster:
    """List the submissions of a class.

    Hidden files and the litter of systems are passed over; whatever else is no
    submission is named in `ignored`.

    Args:
        folder: Holds one file, archive or folder a student.
        assignment: Its name, to say what the folder should hold.

    Raises:
        UsageError: There is no such folder, or no submission in it.
    """
    wanted = f"ann.py, ann.ipynb, or ann/{assignment}.py for a student called ann"
    submissions: list[Path] = []
    ignored: list[Ignored] = []
    for path in _listed(folder, wanted):
        if reason := _no_submission(path):
            ignored.append(Ignored(name=_shown(path), reason=reason))
        else:
            submissions.append(path)
    if not submissions:
        others = f", only {_listing(item.name for item in ignored)}" if ignored else ""
        raise UsageError(
            f"no submission in this folder{others}",
            fix=f"put one file or folder a student in it: {wanted}",
            where=visible(str(folder)),
        )
    return Roster(entries=_entries(submissions), ignored=tuple(ignored))


def submission_id(name: str) -> str:
    """Turn the name of a file or folder into an id, always the same one.

    Two names have the same id only if they are equal.
    """
    readable = re.sub(r"\s", " ", visible(name))
    short = len(os.fsencode(name)) <= MAX_ID_BYTES
    if readable == name == name.strip() and short and not _HASHED.search(name):
        return name
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
    return f"{readable[:READABLE_CHARACTERS].strip()}~{digest}"


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sort key that puts s2 before s10."""
    # The length of a digit run stands in for its value: int() refuses long ones.
    parts = re.split(r"([0-9]+)", text.casefold())
    return tuple((len(part) if part.isdigit() else 0, part) for part in parts)


def _listed(folder: Path, wanted: str) -> list[Path]:
    shown = visible(str(folder))
    if os.path.isfile(folder):
        fix = "give the folder that the submissions are in"
        if ending(folder.name).endswith(_PACKED):
            fix = "unpack it, and give the folder that comes of it"
        raise UsageError("this is a file, not a class", fix=fix, where=shown)
    try:
        paths = [path for path in folder.iterdir() if not is_litter(path.name)]
    except FileNotFoundError:
        raise UsageError(
            "there is no such folder", fix=f"give one with {wanted}", where=shown
        ) from None
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=shown) from None
    return sorted(paths, key=lambda path: (natural(path.name), path.name))


def _no_submission(path: Path) -> str:
    """Say why something is no submission; a link is one, and is refused later."""
    # os.path instead of methods: what may not be looked into is asked later.
    if os.path.isdir(path):
        is_ours = os.path.isfile(path / MARKER)
        return "results of an earlier run" if is_ours else ""
    if ending(path.name).endswith((*ANSWERS, *_PACKED)):
        return ""
    return "neither .py nor .ipynb nor an archive nor a folder"


def _entries(paths: Sequence[Path]) -> tuple[Entry, ...]:
    """Make an entry an id; ids that cannot be told apart get a problem."""
    same: dict[str, list[Path]] = {}
    for path in paths:
        same.setdefault(_folded(_name(path)), []).append(path)
    entries = {}
    for group in same.values():
        problem = _ambiguous(group) if len(group) > 1 else ""
        for path in reversed(group):  # the first of a name is the one that stays
            id = submission_id(_name(path))
            entries[id] = Entry(id=id, path=path, problem=problem)
    return tuple(sorted(entries.values(), key=lambda e: (natural(e.id), e.id)))


def _name(path: Path) -> str:
    return path.name if os.path.isdir(path) else stem(path.name)


def _folded(name: str) -> str:
    """Spell a name as systems do that cannot tell `Ann` from `ann`."""
    return unicodedata.normalize("NFC", name).lower()


def _ambiguous(paths: Sequence[Path]) -> str:
    names = ", ".join(_shown(path) for path in paths)
    if len({_name(path) for path in paths}) == 1:
        return f"handed in more than once, keep the one that counts: {names}"
    return f"names differ in case only, rename one: {names}"


def _shown(path: Path) -> str:
    name = re.sub(r"\s", " ", visible(path.name))
    name = name if len(name) <= 80 else f"{name[:79]}…"
    return f"{name}/" if os.path.isdir(path) else name


def _listing(names: Iterable[str], limit: int = 5) -> str:
    every = list(names)
    more = f" and {len(every) - limit} more" if len(every) > limit else ""
    return ", ".join(every[:limit]) + more
