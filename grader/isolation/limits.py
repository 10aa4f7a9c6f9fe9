"""Limits: what a check, a child and a submission may use, and what the judge reads."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from grader.errors import AssignmentError

_DAY_S = 86_400
Seconds = Annotated[float, Meta(gt=0, le=_DAY_S)]
WholeSeconds = Annotated[int, Meta(ge=1, le=_DAY_S)]
Mebibytes = Annotated[int, Meta(ge=1, le=1 << 20)]  # a TiB


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on a submission and its children; a unit stands at the end of each name.

    A child is one process that runs the checks of one exercise. Processor time is that
    of all its threads, and decides; waiting is what it does while all of them sleep.
    What it waits for a processor, because the machine is busy, is neither.
    """

    check_cpu_s: Seconds = 5.0
    """Processor time of one check, in seconds; an honest one takes milliseconds."""

    check_timeout_s: Seconds = 5.0
    """Waiting of one check."""

    load_cpu_s: Seconds = 10.0
    """Processor time of the submission's top level; notebooks may train a little."""

    load_timeout_s: Seconds = 10.0
    """Waiting of the submission's top level."""

    submission_cpu_s: Seconds = 360.0
    """Processor time of all children of a submission together. Checks that each stay
    just below their own limit would otherwise add up to hours in a class."""

    submission_timeout_s: Seconds = 180.0
    """Waiting of all children of a submission together."""

    cpu_s: WholeSeconds = 60
    """Processor time of a child. The judge's clocks come first; this one is the
    kernel's, and still holds when the judge is gone."""

    memory_mib: Mebibytes = 2048
    """Address space on top of what the nursery maps (600 MiB with torch)."""

    file_mib: Mebibytes = 64
    """Size of one written file."""

    scratch_mib: Mebibytes = 64
    """All written files together. Where the scratch folder is a sized tmpfs, it is
    memory, and comes on top of `memory_mib`."""

    scratch_files: Annotated[int, Meta(ge=16, le=1 << 20)] = 4096
    """Files and folders together."""

    processes: Annotated[int, Meta(ge=1, le=4096)] = 64
    """Threads, since children start no processes. Torch uses one here; a student's
    thread pool wants some."""

    open_files: Annotated[int, Meta(ge=16, le=1 << 16)] = 256
    """File descriptors."""

    output_chars: Annotated[int, Meta(ge=0, le=1 << 24)] = 500
    """Student's prints kept in the report."""

    output_bytes: Annotated[int, Meta(ge=1, le=1 << 30)] = 1 << 20
    """Student's prints read at all; the rest is drained and dropped."""

    frame_mib: Annotated[int, Meta(ge=1, le=2048)] = 64
    """Tensor bytes in one reply; the largest honest one is below 1 MiB."""


def refuse_nonsense(table: object) -> None:
    """Refuse a `[limits]` table that bounds nothing, or that nobody can keep.

    Raises:
        AssignmentError: A name or a value in it makes no sense; says what would.
    """
    if not isinstance(table, Mapping):
        raise AssignmentError(
            "limits is no table", fix="write [limits], and below it name = value"
        )
    fields = msgspec.inspect.type_info(Limits)
    assert isinstance(fields, msgspec.inspect.StructType)
    known = {field.name: field.type for field in fields.fields}
    for name, value in table.items():
        if name not in known:
            raise AssignmentError(
                f"there is no limit {name!r}", fix=_meant(name, known)
            )
        _refuse_value(name, value, known[name])


def _meant(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"use {near[0]!r}" if near else f"use one of: {', '.join(known)}"


def _refuse_value(name: str, value: object, type_: msgspec.inspect.Type) -> None:
    assert isinstance(type_, msgspec.inspect.FloatType | msgspec.inspect.IntType)
    whole = isinstance(type_, msgspec.inspect.IntType)
    least = type_.gt if type_.ge is None else type_.ge
    assert least is not None
    assert type_.le is not None
    number = isinstance(value, int if whole else int | float) and value is not True
    if isinstance(value, int | float) and number and value > type_.le:
        raise AssignmentError(
            f"limits.{name} = {value!r} is more than can be enforced",
            fix=f"use {type_.le:.15g} or less",
        )
    above = isinstance(value, int | float) and value >= least and value != type_.gt
    if not (number and above):  # nan is not above anything
        asked = f"{least} or more" if type_.gt is None else f"above {least:g}"
        raise AssignmentError(
            f"limits.{name} = {value!r} is not a {'whole ' * whole}number, {asked}",
            fix=f"leave it out to use {getattr(Limits(), name)}",
        )
