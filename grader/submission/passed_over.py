"""What lies beside an answer and was not graded: named where it may be the answer.

A folder may hold the answers of a whole course, so a file beside a written answer is
named only if a student may take it for the one that counts. Where parts of what was
graded are not written yet, every other file is looked into, in folders too: the answer
may be in a copy, under another name, or half of it in a script and half in a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Protocol, Self

import msgspec

from grader.errors import SubmissionError
from grader.results import Finding
from grader.submission.answers import Elsewhere, Submission, read_answer, warning
from grader.submission.names import (
    ANSWERS,
    ARCHIVES,
    ending,
    is_litter,
    is_our_own,
    listing,
)
from grader.submission.units import Unit

MAX_FILES = 20  # that are looked into
MAX_FOLDERS = 20
CHECKPOINTS = ".ipynb_checkpoints"
OUR_FOLDERS = ("right", "wrong")  # of a course: solutions that prove its checks
# A line of the top level, and what stands below it.
_BLOCK = re.compile(
    r"^(?:class|def)[ \t]+(\w+)[^\n]*(?:\n(?:[ \t#)\]][^\n]*)?)*+", re.M
)
_UNWRITTEN = re.compile(r"^[ \t]*raise NotImplementedError\b", re.MULTILINE)


class _Folder(Protocol):
    def names(self) -> dict[str, bool]: ...

    def enter(self, name: str) -> Self: ...

    def label(self, name: str) -> str: ...

    def read(self, name: str) -> bytes: ...


def count_unwritten(submission: Submission) -> int:
    """Count the parts of an answer that are not written yet."""
    return sum(len(_UNWRITTEN.findall(unit.source)) for unit in submission.units)


def unwritten(units: Sequence[Unit]) -> list[str]:
    """Name the classes and functions in which a part is not written yet."""
    return [name for name, text in _blocks(units) if _UNWRITTEN.search(text)]


def written(units: Sequence[Unit]) -> list[str]:
    """Name the classes and functions that are written."""
    return [name for name, text in _blocks(units) if not _UNWRITTEN.search(text)]


def _blocks(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    for unit in units:
        for found in _BLOCK.finditer(unit.source):
            yield found[1], found[0]


def with_passed_over(answer: Submission, folder: _Folder) -> Submission:
    """Say of an answer with unwritten parts what else lies there, and is not graded."""
    gaps = unwritten(answer.units)
    if not gaps:
        return answer
    graded = {file.path for file in answer.files}
    elsewhere, others = list(answer.elsewhere), list[str]()
    with suppress(SubmissionError):  # a folder with too much in it
        for label, units, reason in _others(folder):
            names = tuple(name for name in written(units) if name in gaps)
            if names and label not in graded:
                elsewhere.append(Elsewhere(names=names, where=label))
            elif label not in graded and not unwritten(units):
                others.append(f"{label} ({reason})")
    return msgspec.structs.replace(
        answer,
        elsewhere=tuple(elsewhere),
        warnings=(*_told(answer, elsewhere, others), *answer.warnings),
    )


def _others(folder: _Folder) -> Iterator[tuple[str, Sequence[Unit], str]]:
    """Yield what lies in a folder, and one below: a file, what it holds, why not."""
    names = folder.names()
    folders = [folder]
    folders += [
        folder.enter(name)
        for name, is_folder in names.items()
        if is_folder
        and (name == CHECKPOINTS or not is_litter(name))
        and name not in OUR_FOLDERS
    ][:MAX_FOLDERS]
    found = ((place, name) for place in folders for name in _files(place))
    for place, name in islice(found, MAX_FILES):
        label = place.label(name)
        if ending(name) in ARCHIVES:
            yield label, (), "it is packed"
            continue
        try:
            units = read_answer(place.read(name), name, label).units
            yield label, units, "it has another name"
        except SubmissionError as error:
            yield label, (), error.problem


def _files(folder: _Folder) -> Iterator[str]:
    with suppress(SubmissionError):
        for name, is_folder in folder.names().items():
            may_hold = ending(name) in ANSWERS and not is_our_own(name)
            packed = ending(name) in ARCHIVES and not is_litter(name)
            if not is_folder and (may_hold or packed):
                yield name


def _told(
    answer: Submission, elsewhere: Sequence[Elsewhere], others: Sequence[str]
) -> Iterator[Finding]:
    graded = answer.files[0].path
    for item in elsewhere:
        names = ", ".join(f"`{name}`" for name in item.names)
        yield warning(
            f"{graded} was graded, and {item.where} was not: only there {names} "
            f"{'is' if len(item.names) == 1 else 'are'} written"
        )
    if others and not elsewhere:
        yield warning(
            f"{graded} was graded, in which parts are not written; not graded: "
            f"{listing(others)}"
        )
