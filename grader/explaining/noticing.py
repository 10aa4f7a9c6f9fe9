"""What a submission was noticed to do beside its task: in words, and what it costs.

What was refused gained nothing, and costs nothing: honest code asks for it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.isolation.protocol import Noticed, Read, Why
from grader.isolation.wire import Frame
from grader.results import Kind

# What follows for the student; the instructor reads it in the report, too.
WITHHELD = "points are withheld until a person has looked at it"
_MENDED = {
    "replaced": "take that line out",
    "thread": "do without the thread",
    "running": "wait for its end with `join()`",
}


def withholding(noticed: Sequence[Noticed], kind: Kind | None = None) -> Noticed | None:
    """Find what makes an answer worthless, if anything does.

    Threads are honest, unless one is left running, or the check is one that watches
    what is called: what runs in another thread it does not see.
    """
    counts = {"replaced", "running"}
    if kind is Kind.RULE:
        counts.add("thread")
    return next((item for item in noticed if item.kind in counts), None)


def reason(item: Noticed) -> str:
    """Say what was noticed, as a headline."""
    what = item.what[:100]
    match item.kind:
        case "refused":
            return f"`{what}` is not available while grading"
        case "replaced":
            return f"{what} was replaced"
        case "thread":
            return "it starts a thread, in which nothing can be watched"
        case "running":
            return "a thread that it started was left running"
        case "imports":
            return f"it imports {what}"


def advice(item: Noticed) -> str:
    """Say what the student can do about what withholds points."""
    return f"{_MENDED[item.kind]}; {WITHHELD}"


def place(item: Noticed, read: Callable[[], Read] = Read) -> Frame | None:
    """Where it was done: as noticed, or a line that assigns to a name like it."""
    if item.label:
        return Frame(item.label, item.cell, item.line)
    name = item.what.rpartition(".")[2]
    for remark in read().remarks:
        if remark.cause is Why.REBINDS and remark.text.rpartition(".")[2] == name:
            return Frame(remark.label, remark.cell, remark.line)
    return None
