"""Which file of a folder is the answer, whether it is on disk or in an archive.

A folder may hold `layers.py` and `layers.ipynb`, because both are handed out.
The one with fewer parts still unwritten (`raise NotImplementedError`) is graded;
if that is equal, `layers.py`, unless both are written: then the student must say
which one counts. What is written only in the other one is named, see
`grader.submission.passed_over`. Times of change are not used: a git checkout or an
unpacked zip invents them.
"""

from __future__ import annotations

import unicodedata
from contextlib import AbstractContextManager
from typing import Protocol, Self

import msgspec

from grader.errors import SubmissionError
from grader.submission.answers import Submission, read_answer, warning
from grader.submission.helpers import with_helpers
from grader.submission.names import (
    ANSWERS,
    ARCHIVES,
    OTHER_ARCHIVES,
    ending,
    is_litter,
    is_named,
    is_our_own,
    listing,
    shown,
    stem,
)
from grader.submission.passed_over import count_unwritten, with_passed_over

# A folder that holds nothing but a folder is passed through, so many times.
MAX_TOP_FOLDERS = 8


class Folder(Protocol):
    """Named bytes: a folder on disk, or in an archive."""

    @property
    def shown(self) -> str:
        """How errors name it."""

    @property
    def is_packed(self) -> bool:
        """Whether its files cannot be named on the command line."""

    def names(self) -> dict[str, bool]:
        """Map each name to whether it is a folder."""

    def enter(self, name: str) -> Self:
        """Return a folder in it."""

    def label(self, name: str) -> str:
        """Write the path of a file in it for people."""

    def read(self, name: str) -> bytes:
        """Read a file in it."""

    def unpack(self, name: str) -> AbstractContextManager[Folder]:
        """Open an archive in it as a folder."""


def choose(folder: Folder, assignment: str) -> Submission:
    """Read the one answer in a folder.

    Raises:
        SubmissionError: There is none, there are several, or it cannot be read.
    """
    names = folder.names()
    for _ in range(MAX_TOP_FOLDERS):
        inner = _only_folder(names)
        if inner is None:
            break
        folder = folder.enter(inner)
        names = folder.names()
    candidates = [n for n, is_folder in names.items() if not is_folder and _may_hold(n)]
    archives = [n for n, is_folder in names.items() if not is_folder and _is_packed(n)]
    if not candidates and len(archives) == 1 and True not in _visible(names).values():
        with folder.unpack(archives[0]) as inside:
            return choose(inside, assignment)
    # links, pipes and devices with the right name stay: they are refused later
    chosen = [n for n in candidates if is_named(n, assignment)] or candidates
    if not chosen:
        raise _nothing(folder, names, assignment)
    passed_over = [n for n in (*candidates, *archives) if n not in chosen]
    answer = _read_chosen(folder, chosen, assignment)
    answer = with_passed_over(_with_warning(answer, passed_over), folder)
    return with_helpers(answer, folder)


def _read_chosen(folder: Folder, chosen: list[str], assignment: str) -> Submission:
    by_suffix = {ending(name): name for name in chosen}
    if len(chosen) == len(by_suffix) == 2 and len(set(map(_stem, chosen))) == 1:
        return _read_pair(folder, by_suffix[".py"], by_suffix[".ipynb"])
    if len(chosen) > 1:
        raise SubmissionError(
            f"{len(chosen)} files could be the answer: {listing(chosen)}",
            where=folder.shown,
            fix=f"name yours {assignment}.py or {assignment}.ipynb, "
            + _or_else(folder, chosen[0]),
        )
    return _read(folder, chosen[0])


def _read(folder: Folder, name: str) -> Submission:
    return read_answer(folder.read(name), name, folder.label(name))


def _visible(names: dict[str, bool]) -> dict[str, bool]:
    return {name: is_dir for name, is_dir in names.items() if not is_litter(name)}


def _only_folder(names: dict[str, bool]) -> str | None:
    """Return the folder in which everything is, as packers make it."""
    visible = _visible(names)
    return next(iter(visible)) if list(visible.values()) == [True] else None


def _may_hold(name: str) -> bool:
    return ending(name) in ANSWERS and not is_our_own(name)


def _is_packed(name: str) -> bool:
    return ending(name).endswith((*ARCHIVES, *OTHER_ARCHIVES)) and not is_litter(name)


def _stem(name: str) -> str:
    return unicodedata.normalize("NFC", stem(name)).lower()


def _or_else(folder: Folder, name: str) -> str:
    if folder.is_packed:
        return "and pack it again without the others"
    return f"or grade it by name: grade {shown(name)}"


def _nothing(
    folder: Folder, names: dict[str, bool], assignment: str
) -> SubmissionError:
    others = [f"{n}/" if is_dir else n for n, is_dir in names.items() if n[0] != "."]
    what = "archive" if folder.is_packed else "folder"
    problem = f"no .py or .ipynb file to grade in this {what}"
    return SubmissionError(
        f"{problem}, only {listing(others)}" if others else problem,
        where=folder.shown,
        fix=f"put your {assignment}.py or {assignment}.ipynb in it",
    )


def _with_warning(answer: Submission, passed_over: list[str]) -> Submission:
    """Name files that a student may take for the one that counts.

    Others are not named: a folder may hold the answers of a whole course.
    """
    label = answer.files[0].path
    graded = _stem(label.rpartition("/")[2])
    alike = [name for name in passed_over if _stem(name).startswith(graded)]
    if not alike or count_unwritten(answer):  # then all others are named
        return answer
    message = f"{label} was graded, not {listing(alike)}"
    return msgspec.structs.replace(
        answer, warnings=(warning(message), *answer.warnings)
    )


# A script and a notebook -----------------------------------------------------


def _read_pair(folder: Folder, script: str, notebook: str) -> Submission:
    """Choose between a script and a notebook of the same name."""
    readable: dict[str, Submission] = {}
    problems: list[SubmissionError] = []
    for name in (script, notebook):
        try:
            readable[name] = _read(folder, name)
        except SubmissionError as exc:
            problems.append(exc)
    if not readable:
        raise problems[0]
    unwritten = {name: count_unwritten(found) for name, found in readable.items()}
    if list(unwritten.values()) == [0, 0]:
        raise SubmissionError(
            f"{shown(script)} and {shown(notebook)} are both written",
            where=folder.shown,
            fix=f"keep the one that counts, {_or_else(folder, script)}",
        )
    name = min(unwritten, key=lambda name: unwritten[name])
    answer = readable[name]
    if not problems or unwritten[name]:  # then all others are named
        return answer
    other = notebook if name == script else script
    reason = f"{shown(other)} cannot be read: {problems[0].problem}"
    message = f"{shown(name)} was graded: {reason}"
    return msgspec.structs.replace(
        answer, warnings=(warning(message), *answer.warnings)
    )
