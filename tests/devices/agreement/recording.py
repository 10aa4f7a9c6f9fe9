"""The record of what real GPUs answered, so that it can be replayed without one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from tests.devices.agreement.outcome import Outcome
from tests.devices.agreement.program import Program
from tests.devices.agreement.worlds import Machine, machine, really

RECORD = Path(__file__).with_name("recorded.json")
SCRIPT = "scripts/record_agreement.py"
SCHEMA_VERSION = 1
# Each program starts CUDA in a process of its own, which is mostly waiting.
AT_ONCE = 4


class StaleRecordError(Exception):
    """A record does not speak of the programs as they are."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one program on real devices.

    Args:
        source_hash: Which text of the program was run.
        outcome: What became of it.
    """

    source_hash: str
    outcome: Outcome


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All outcomes of one machine.

    Args:
        schema_version: Version of this form.
        machine: Where they were recorded.
        date: When, as `2026-01-31`.
        programs: Each program's outcome, by its name.
    """

    schema_version: int
    machine: Machine
    date: str
    programs: dict[str, Recorded]


def record(known: Iterable[Program]) -> Record:
    """Run every program for which there are enough real devices.

    Raises:
        NoCudaError: There is no real CUDA; what is simulated is never recorded.
    """
    here = machine()
    runnable = [made for made in known if made.gpus <= len(here.cards)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(really, runnable))
    return Record(
        schema_version=SCHEMA_VERSION,
        machine=here,
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        programs={
            made.name: Recorded(source_hash=made.source_hash, outcome=found)
            for made, found in zip(runnable, outcomes, strict=True)
        },
    )


def write_record(made: Record, path: Path = RECORD) -> None:
    """Write a record as JSON, one that can be read and compared line by line."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")


def read_record(path: Path = RECORD) -> Record | None:
    """Return the record, or None if none was made.

    Raises:
        StaleRecordError: It was written in another form.
    """
    if not path.exists():
        return None
    made = msgspec.json.decode(path.read_bytes(), type=Record)
    if made.schema_version != SCHEMA_VERSION:
        raise StaleRecordError(
            f"{path.name} has schema {made.schema_version}, not {SCHEMA_VERSION}; "
            f"record it anew with {SCRIPT}"
        )
    return made


def recorded_outcome(known: Record, made: Program) -> Outcome | None:
    """Return what became of a program on real devices; None if it was not run.

    Raises:
        StaleRecordError: The program was changed since.
    """
    kept = known.programs.get(made.name)
    if kept is None:
        return None
    if kept.source_hash != made.source_hash:
        raise StaleRecordError(
            f"program {made.theme}.{made.name} was changed after it was recorded on "
            f"{known.date}; record it anew with {SCRIPT} on a machine with CUDA"
        )
    return kept.outcome
