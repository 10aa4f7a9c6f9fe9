"""The roster: which submissions a folder holds, and under which ids.

One .py file, notebook or archive a student, whose id is its name without the ending;
or one folder a student, whose id is its name. A file of another kind is somebody's
work, too: its row says what to hand in. Nothing is opened here.

An id is also the name of the pages about it (`submissions/<id>.html`). It is the
student's name for the file wherever that can be shown and can name a page; other
names become a readable beginning, `~`, and a hash, so that two never share one.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from grader.batch.output import GRADES, INDEX, MARKER
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

# Archives that cannot be opened are not told apart: reading them says why.
_PACKED = (*ARCHIVES, *OTHER_ARCHIVES)
_KINDS = (*ANSWERS, *_PACKED)
MAX_ENDING_CHARACTERS = 20
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

    Hidden files and the litter of systems are passed over; results of an earlier run
    are named in `ignored`.

    Args:
        folder: Holds one file, archive or folder a student.
        assignment: Its name, to say what the folder should hold.

    Raises:
        UsageError: There is no such folder, or nothing in it that could be graded.
    """
    wanted = f"ann.py, ann.ipynb, or ann/{assignment}.py for a student called ann"
    paths = _listed(folder, wanted)
    ours = [path for path in paths if _is_ours(path)]
    submissions = [path for path in paths if path not in ours]
    if all(map(_is_of_another_kind, submissions)):
        names = [_shown(path) for path in paths]
        others = f", only {_listing(names)}" if names else ""
        raise UsageError(
            f"no submission in this folder{others}",
            fix=f"put one file or folder a student in it: {wanted}",
            where=visible(str(folder)),
        )
    return Roster(
        entries=_entries(submissions, assignment),
        ignored=tuple(
            Ignored(name=_shown(path), reason="results of an earlier run")
            for path in ours
        ),
    )


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


def _is_ours(path: Path) -> bool:
    """Tell whether something is, or belongs to, the results of an earlier run."""
    # os.path instead of methods: what may not be looked into is asked later.
    if os.path.isdir(path):
        return os.path.isfile(path / MARKER)
    of_a_run = path.name in (INDEX, GRADES) and os.path.isfile(path.parent / MARKER)
    return path.name == MARKER or of_a_run


def _is_of_another_kind(path: Path) -> bool:
    """Tell whether a file's name says that it cannot be graded; links are read."""
    return not os.path.isdir(path) and not ending(path.name).endswith(_KINDS)


def _entries(paths: Sequence[Path], assignment: str) -> tuple[Entry, ...]:
    """Make an entry an id; ids that cannot be told apart get a problem."""
    same: dict[str, list[Path]] = {}
    names = _names(paths)
    for path in paths:
        same.setdefault(_folded(names[path]), []).append(path)
    entries = {}
    for group in same.values():
        if len(group) > 1:
            problem = _ambiguous(group, one=len({names[path] for path in group}) == 1)
        else:
            problem = _wrong_kind(group[0], assignment)
        for path in reversed(group):  # the first of a name is the one that stays
            id = submission_id(names[path])
            entries[id] = Entry(id=id, path=path, problem=problem)
    return tuple(sorted(entries.values(), key=lambda e: (natural(e.id), e.id)))


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Name each submission by its student.

    `ida.pdf` is ida's, unless something else is, too: then it keeps its ending, so
    that a text beside the answer does not cost the marks.
    """
    names = {path: _name(path) for path in paths}
    counts = Counter(map(_folded, names.values()))
    for path, name in names.items():
        if _is_of_another_kind(path) and counts[_folded(name)] > 1:
            names[path] = path.name
    return names


def _name(path: Path) -> str:
    if os.path.isdir(path):
        return path.name
    return stem(_renamed(path) or path.name)


def _renamed(path: Path) -> str:
    """Return the name before a browser added an ending: `ann.py` of `ann.py.txt`."""
    before = stem(path.name)
    is_renamed = _is_of_another_kind(path) and ending(before) in ANSWERS
    return before if is_renamed and before != path.name else ""


def _wrong_kind(path: Path, assignment: str) -> str:
    """Say what to do about a file that cannot be graded; '' if it can."""
    if not _is_of_another_kind(path):
        return ""
    suffix = _line(ending(path.name), MAX_ENDING_CHARACTERS)
    what = f"{suffix} files" if suffix else "files without an ending"
    advice = f"hand in {assignment}.py or {assignment}.ipynb"
    if before := _renamed(path):
        advice = f"is it {_line(before)}, renamed by a browser?"
    return f"{what} cannot be graded: {advice}"


def _folded(name: str) -> str:
    """Spell a name as systems do that cannot tell `Ann` from `ann`."""
    return unicodedata.normalize("NFC", name).lower()


def _ambiguous(paths: Sequence[Path], *, one: bool) -> str:
    names = ", ".join(_shown(path) for path in paths)
    if one:
        return f"handed in more than once, keep the one that counts: {names}"
    if len({unicodedata.normalize("NFC", path.name) for path in paths}) == 1:
        return f"names look the same and are spelt differently, rename one: {names}"
    return f"names differ in case only, rename one: {names}"


def _shown(path: Path) -> str:
    name = _line(path.name)
    return f"{name}/" if os.path.isdir(path) else name


def _line(name: str, limit: int = 80) -> str:
    line = re.sub(r"\s", " ", visible(name))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _listing(names: Iterable[str], limit: int = 5) -> str:
    every = list(names)
    more = f" and {len(every) - limit} more" if len(every) > limit else ""
    return ", ".join(every[:limit]) + more
