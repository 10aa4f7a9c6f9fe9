"""Why a name is missing: which line failed that would have bound it, and why that did.

What failed while the file was read is told once, among the warnings, and again where it
is suffered: at the exercise, or the check, that lacks a name for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.isolation.protocol import Hidden, Remark
from grader.isolation.wire import Error
from grader.judging.surroundings import MAX_READ, why_here

Failure = tuple[Remark, Error]

_NAME = re.compile(r"name '(\w{1,60})' is not defined")
ANY = "*"  # what a star import would have bound


def missing_name(error_type: str, message: str) -> str:
    """Return the name that an exception says is not defined, or an empty string."""
    read = message[:MAX_READ]
    found = _NAME.search(read) if error_type == "NameError" else None
    return found[1] if found else ""


def lacking(name: str, failures: Sequence[Failure]) -> Failure | None:
    """Find the failed line that would have bound a name: the last, which counts."""
    found = [item for item in failures if name in item[0].binds]
    found = found or [item for item in failures if ANY in item[0].binds]
    return found[-1] if found else None


def because(name: str, failures: Sequence[Failure]) -> str:
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


def chain(name: str, failures: Sequence[Failure]) -> list[Failure]:
    """List the failed lines that keep a name from being defined, the nearest first."""
    found = []
    while name and (failed := lacking(name, failures)):
        found.append(failed)
        failures = failures[: failures.index(failed)]
        name = missing_name(failed[1].type, failed[1].message)
    return found


def reason(error: Error, earlier: Sequence[Failure], *, brief: bool = False) -> str:
    """Say why a line failed, where its own words do not.

    Args:
        error: What it raised.
        earlier: What failed before it.
        brief: Whether why that failed is told elsewhere.
    """
    why = why_here(error.type, error.bases, error.message)
    name = missing_name(error.type, error.message)
    if why or not name:
        return why
    if not brief:
        return because(name, earlier)
    failed = lacking(name, earlier)
    return _for_want_of(name, failed[0]) if failed else ""


def _for_want_of(name: str, failed: Remark) -> str:
    if name in failed.binds:
        return f"{name} is missing because {place(failed)} failed"
    return f"{place(failed)}, which may have brought {name} in, failed"


def place(item: Remark | Hidden) -> str:
    """Name a line; of a notebook with its cell."""
    return f"line {item.line}" + (f" of cell {item.cell}" if item.cell else "")


def hidden(item: Hidden) -> str:
    """Say why what is defined is no name of the file's."""
    if not item.inside:
        return (
            f"it is defined on {place(item)}, but only under `if __name__ == "
            '"__main__":`, which does not run where this is graded: move it above that '
            "line, to the left margin"
        )
    return (
        f"it is defined on {place(item)}, but inside `{item.inside}`: move it out of "
        "there, to the left margin"
    )
