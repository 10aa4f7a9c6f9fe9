"""Why a name is missing: which line failed that would have bound it, and why that did.

What failed while the file was read is told once, among the warnings, and again where it
is suffered: at the exercise, or the check, that lacks a name for it. Nothing is
installed, downloaded or typed where submissions are graded: whoever reads that a line
failed should learn that this is so, and that it costs nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.explaining.source import ANY, FailedLine, Source, nearest, place_of
from grader.explaining.surroundings import FREE, MAX_READ, missing_package, why_here
from grader.isolation.protocol import Hidden, Hiding, Remark, Why
from grader.isolation.wire import Error, Frame

MAX_FOLLOWED = 3
_NAME = re.compile(r"name '(\w{1,60})' is not defined")
# What notebooks and textbooks import under these names.
_USUAL = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "np": "import numpy as np",
    "plt": "from matplotlib import pyplot as plt",
    "math": "import math",
}


@dataclass(frozen=True)
class Missing:
    """What a student reads of an exercise that is not there."""

    message: str
    why: str = ""
    place: Frame | None = None


def missing(name: str, source: Source) -> Missing:
    """Explain that an exercise's name is not defined: what applies first is told."""
    told = (explain(name, source) for explain in _MISSING)
    return next(filter(None, told), Missing(_undefined(name)))


def _undefined(name: str) -> str:
    return f"`{name}` is not defined"


def _unread(name: str, source: Source) -> Missing | None:
    """The whole file, and not only a cell, cannot be read."""
    for remark, error in source.failures:
        if remark.cause in (Why.SYNTAX, Why.NEWER) and remark.cell is None:
            return _failed(name, remark, error, source)
    return None


def _not_bound(name: str, source: Source) -> Missing | None:
    """A line failed that would have bound it."""
    failed = lacking(name, source.failures)
    sure = failed is not None and name in failed[0].binds
    return _failed(name, *failed, source) if failed and sure else None


def _deleted(name: str, source: Source) -> Missing | None:
    """It is defined, by a statement that was left out, or else it is gone again."""
    if source.definition is None:
        return None
    if _is_cut(source):
        return _not_brought_in(name, source)
    why = "it is defined, and then deleted"
    return Missing(_undefined(name), why, place_of(source.definition))


def _hidden(name: str, source: Source) -> Missing | None:
    """It is written where that gives no name of the file's."""
    item = source.hidden
    if item is None or (item.how is Hiding.BRANCH and _is_cut(source)):
        return None
    return Missing(_undefined(name), hidden(item), place_of(item))


def _is_cut(source: Source) -> bool:
    """Whether a statement took too long, so that some after it were not run."""
    return any(remark.cause is Why.LEFT_OUT for remark, _ in source.failures)


def _elsewhere(name: str, source: Source) -> Missing | None:
    """It is written in what was handed in as well, and not graded."""
    why = written_elsewhere(name, source)
    return Missing(_undefined(name), why) if why else None


def _near(name: str, source: Source) -> Missing | None:
    """Something of nearly that name is defined, which is not asked for itself."""
    near = nearest(name, [n for n in source.names if n not in (name, *source.asked)])
    if not near:
        return None
    why = f"`{near}` is defined: is it meant to be `{name}`?"
    return Missing(_undefined(name), why, place_of(source.defined(near)))


def _not_brought_in(name: str, source: Source) -> Missing | None:
    """A star import failed, or something took too long: it may have bound the name."""
    failed = lacking(name, source.failures)
    return _failed(name, *failed, source) if failed else None


_MISSING: tuple[Callable[[str, Source], Missing | None], ...] = (
    *(_unread, _not_bound, _deleted, _hidden, _elsewhere, _near, _not_brought_in),
)


def _failed(name: str, remark: Remark, error: Error, source: Source) -> Missing:
    """Say which line failed that would have defined a symbol, and why it did."""
    at = place_of(remark) if remark.label else None
    if remark.cause is Why.NEWER:
        return Missing(remark.text, place=at)
    if remark.cause is Why.SYNTAX:
        what = "the file" if remark.cell is None else f"cell {remark.cell}"
        return Missing(f"{what} is not valid Python: {error.message}", place=at)
    earlier = source.failures[: source.failures.index((remark, error))]
    why = reason(error, earlier)
    told = f"{line_of(remark)} failed while the file was read: {remark.text}"
    if name not in remark.binds:
        told = f"{line_of(remark)}, which may have brought it in, failed: {remark.text}"
    told += f"; {why}" if why and why != FREE else ""
    return Missing(_undefined(name), told, at)


def written_elsewhere(name: str, source: Source) -> str:
    """Say where a name is written that was handed in as well, and is not graded."""
    where = source.elsewhere.get(name)
    return f"it is written in {where}, which was not graded" if where else ""


def hidden(item: Hidden) -> str:
    """Say why what is defined is no name of the file's."""
    at = line_of(item)
    match item.how:
        case Hiding.MAIN:
            return (
                f"it is defined on {at}, but only under `if __name__ == "
                '"__main__":`, which does not run where this is graded: move it above '
                "that line, to the left margin"
            )
        case Hiding.BRANCH:
            return (
                f"it is defined on {at}, but only under `{item.inside}`, which was not "
                "so where this is graded: move it above that line, to the left margin"
            )
        case Hiding.COMMENT:
            return (
                f"it stands on {at}, in what is not run: a comment, or a cell that "
                "begins with `%%`"
            )
        case Hiding.INSIDE:
            return (
                f"it is defined on {at}, but inside `{item.inside}`: move it out of "
                "there, to the left margin"
            )


# Lines that failed --------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What is said of a line that failed, and of those that failed for want of it."""

    remark: Remark
    sentence: str


def advise(failures: Sequence[FailedLine], absent: Iterable[str]) -> Iterator[Told]:
    """Say of each line that failed that it did, and why; what follows from it, with it.

    Args:
        failures: What failed, in the order in which it was run.
        absent: Exercises whose names are not defined. What keeps them from it costs
            points, everything else by itself none.
    """
    costly = [item for name in absent for item in _chain(name, failures)]
    roots = [_root(index, failures) for index in range(len(failures))]
    for index, (remark, error) in enumerate(failures):
        if roots[index] != index:
            continue
        group = [
            item for item, root in zip(failures, roots, strict=True) if root == index
        ]
        why = reason(error, failures[:index])
        needed = missing_import(error.type, error.message)
        if not why and needed:
            why = needed
        elif any(item in costly for item in group):
            why = "" if why == FREE else why
        elif why and why != FREE:
            why = f"{why}; {FREE}"
        yield Told(remark, _sentence(remark, error, why) + _followed(group[1:]))


def _root(index: int, failures: Sequence[FailedLine]) -> int:
    """Find the first line for want of which one failed; the line itself, if none is."""
    _, error = failures[index]
    name = missing_name(error.type, error.message)
    package = missing_package(error.type, error.message)
    for before in reversed(range(index)):
        remark, other = failures[before]
        same = package and package == missing_package(other.type, other.message)
        if same or (name and name in remark.binds):
            return _root(before, failures)
    return index


def _sentence(remark: Remark, error: Error, why: str) -> str:
    if error.type == "SystemExit":
        return why
    how = "took too long" if remark.cause is Why.LEFT_OUT else "failed"
    told = f"{how} while the file was read: {remark.text}"
    return f"{told} ({why})" if why else told


def _followed(group: Sequence[FailedLine]) -> str:
    """Name the lines that failed for want of another."""
    if not group:
        return ""
    shown = ", ".join(line_of(remark) for remark, _ in group[:MAX_FOLLOWED])
    more = len(group) - MAX_FOLLOWED
    rest = f" and {more} more" if more > 0 else ""
    return f"; for want of that failed {shown}{rest}, too"


def missing_name(error_type: str, message: str) -> str:
    """Return the name that an exception says is not defined, or an empty string."""
    read = message[:MAX_READ]
    found = _NAME.search(read) if error_type == "NameError" else None
    return found[1] if found else ""


def missing_import(error_type: str, message: str) -> str:
    """Name the import line that a NameError asks for, if it is a usual one."""
    line = _USUAL.get(missing_name(error_type, message))
    return f"is `{line}` missing at the top?" if line else ""


def lacking(name: str, failures: Sequence[FailedLine]) -> FailedLine | None:
    """Find the failed line that would have bound a name: the last, which counts."""
    found = [item for item in failures if name in item[0].binds]
    found = found or [item for item in failures if ANY in item[0].binds]
    return found[-1] if found else None


def because(name: str, failures: Sequence[FailedLine]) -> str:
    """Say which failed line keeps a name from being defined, and why it failed.

    Args:
        name: What is missing.
        failures: What failed before it was missed.
    """
    failed = lacking(name, failures)
    if failed is None:
        return ""
    remark, error = failed
    earlier = failures[: failures.index(failed)]
    return f"{_for_want_of(name, remark)}: {reason(error, earlier) or remark.text}"


def _chain(name: str, failures: Sequence[FailedLine]) -> list[FailedLine]:
    """List the failed lines that keep a name from being defined, the nearest first."""
    found = []
    while name and (failed := lacking(name, failures)):
        found.append(failed)
        failures = failures[: failures.index(failed)]
        name = missing_name(failed[1].type, failed[1].message)
    return found


def reason(error: Error, earlier: Sequence[FailedLine]) -> str:
    """Say why a line failed, where its own words do not.

    Args:
        error: What it raised.
        earlier: What failed before it.
    """
    why = why_here(error.type, error.bases, error.message)
    name = missing_name(error.type, error.message)
    return why or (because(name, earlier) if name else "")


def _for_want_of(name: str, failed: Remark) -> str:
    if name in failed.binds:
        return f"{name} is missing because {line_of(failed)} failed"
    return f"{line_of(failed)}, which may have brought {name} in, failed"


def line_of(item: Remark | Hidden) -> str:
    """Name a line; of a notebook with its cell."""
    return f"line {item.line}" + (f" of cell {item.cell}" if item.cell else "")
