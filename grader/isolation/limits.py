"""Limits: what one child may use, and what the judge accepts from it."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on a child; a unit stands at the end of each name."""

    check_timeout_s: float = 5.0
    """Wall time of one check, in seconds; an honest one takes milliseconds."""

    load_timeout_s: float = 10.0
    """Wall time of the submission's top level; notebooks may train a little."""

    cpu_s: int = 60
    """Processor time of a child, over all its threads. The judge's wall clock
    comes first; this one still holds when the judge is gone."""

    memory_mib: int = 2048
    """Address space on top of what the nursery maps (600 MiB with torch)."""

    file_mib: int = 64
    """Size of one written file."""

    scratch_mib: int = 64
    """All written files together, where the scratch folder is a sized tmpfs. It
    is memory, and comes on top of `memory_mib`."""

    processes: int = 64
    """Threads, since children start no processes. Torch uses one here; a student's
    thread pool wants some."""

    open_files: int = 256
    """File descriptors."""

    output_chars: int = 500
    """Student's prints kept in the report."""

    output_bytes: int = 1 << 20
    """Student's prints read at all; the rest is drained and dropped."""

    frame_mib: int = 64
    """Tensor bytes in one reply; the largest honest one is below 1 MiB."""
