"""What PyTorch's CUDA build answers on the stand-in runtime: no card, no values.

The stand-in (scripts/standin) runs no kernel. So each program is run twice, with other
contents in fresh device memory, and only what both runs agree in is kept: all else was
computed by a kernel that did not run.
"""

from __future__ import annotations

import ctypes
import datetime
import multiprocessing
import os
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import torch

from tests.devices.agreement.comparing import Difference, differences
from tests.devices.agreement.outcome import Outcome, outcome
from tests.devices.agreement.program import Program
from tests.devices.agreement.worlds import LIMIT_S

RECORD = Path(__file__).with_name("standin.json")
RECIPE = "scripts/standin/README.md"
NATURE = "stand-in runtime, no card"
CARD = "Stand-in GPU"
# Bytes for fresh memory: false and nothing, or true and below zero (0x80).
FILLS = ("0", "128")


class StandinError(Exception):
    """The stand-in is missing, or its record does not speak of the programs."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of one program.

    Args:
        source_hash: Which text of the program was run.
        outcome: What became of it, without values; None if that depends on values.
    """

    source_hash: str
    outcome: Outcome | None


class StandinRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of all programs.

    Args:
        nature: Says that this is no record of a card.
        torch: Version of PyTorch.
        cuda: Version of CUDA that it was built with.
        date: When, as `2026-01-31`.
        programs: What was seen of each program, by its name.
    """

    nature: str
    torch: str
    cuda: str
    date: str
    programs: dict[str, Seen]


def loaded() -> bool:
    """Say whether the stand-in, not a driver, answers to CUDA in this process."""
    return hasattr(ctypes.CDLL(None), "standin_runtime")


def watch(known: Iterable[Program]) -> StandinRecord:
    """Run every program of which the stand-in can tell.

    Raises:
        StandinError: It is not loaded.
    """
    if not loaded() or torch.version.cuda is None:
        raise StandinError(f"the stand-in runtime is not loaded; see {RECIPE}")
    return StandinRecord(
        nature=NATURE,
        torch=str(torch.__version__),
        cuda=torch.version.cuda,
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        programs={
            made.name: Seen(
                source_hash=made.source_hash,
                outcome=in_common(*(_run(made, fill) for fill in FILLS)),
            )
            for made in known
            if not made.unseen
        },
    )


def write(made: StandinRecord, path: Path = RECORD) -> None:
    """Write a record as JSON, a program a line."""
    head = msgspec.json.encode(msgspec.structs.replace(made, programs={})).decode()
    lines = (
        f"{msgspec.json.encode(name).decode()}:{msgspec.json.encode(seen).decode()}"
        for name, seen in made.programs.items()
    )
    path.write_text(
        head.removesuffix("}}") + "\n" + ",\n".join(lines) + "\n}}\n", encoding="utf-8"
    )


def read(path: Path = RECORD) -> StandinRecord:
    """Return the record.

    Raises:
        StandinError: It does not say that no card was there.
    """
    made = msgspec.json.decode(path.read_bytes(), type=StandinRecord)
    if made.nature != NATURE:
        raise StandinError(f"{path.name} is of another nature: {made.nature}")
    return made


def seen_of(record: StandinRecord, made: Program) -> Outcome | None:
    """Return what was seen of a program; None if the stand-in cannot tell.

    Raises:
        StandinError: The program is new, or was changed since.
    """
    if made.unseen:
        return None
    kept = record.programs.get(made.name)
    if kept is None or kept.source_hash != made.source_hash:
        raise StandinError(
            f"program {made.theme}.{made.name} was added or changed after "
            f"{record.date}, when {RECORD.name} was recorded; record it anew as "
            f"{RECIPE} says"
        )
    return kept.outcome


def unlike(
    made: Program, record: StandinRecord, seen: Outcome, found: Outcome
) -> list[Difference]:
    """Return what an outcome differs in from what was seen.

    With another version of torch only what became of the program, and the devices,
    must agree: words, and now and then a dtype, change from version to version.
    """
    paths = {leaf.path for leaf in seen.leaves}
    kept = msgspec.structs.replace(
        found, leaves=tuple(leaf for leaf in found.leaves if leaf.path in paths)
    )
    found_unlike = differences(
        seen, kept, "kind" if made.compares == "kind" else "places"
    )
    if same_torch(record):
        return found_unlike
    return [one for one in found_unlike if one.aspect in ("outcome", "devices")]


def same_torch(record: StandinRecord) -> bool:
    """Say whether the torch of here is the recorded one, whatever it was built with."""
    here, there = str(torch.__version__), record.torch
    return here.partition("+")[0] == there.partition("+")[0]


def in_common(one: Outcome, two: Outcome) -> Outcome | None:
    """Return what two runs agree in, without values; None if not even in their form."""
    if differences(_form(one), _form(two), "places"):
        return None
    leaves = tuple(leaf for leaf in one.leaves if leaf in two.leaves)
    return msgspec.structs.replace(_form(one), leaves=leaves)


def _form(whole: Outcome) -> Outcome:
    """Return an outcome without values of tensors, and without plain results."""
    bare = (msgspec.structs.replace(tensor, values=()) for tensor in whole.tensors)
    return msgspec.structs.replace(whole, tensors=tuple(bare), leaves=())


def _run(made: Program, fill: str) -> Outcome:
    """Run a program in a copy of this process, which has not started CUDA yet.

    Raises:
        StandinError: The copy ended without an answer.
    """
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    copy = fork.Process(target=_answer, args=(made, fill, there))
    copy.start()
    there.close()
    try:
        if here.poll(LIMIT_S):
            return msgspec.json.decode(here.recv_bytes(), type=Outcome)
    except EOFError:
        pass
    finally:
        copy.kill()
        copy.join()
    raise StandinError(f"{made.name} gave no answer: it ended with {copy.exitcode}")


def _answer(made: Program, fill: str, there: Connection) -> None:
    """Send the outcome of a program with so many devices and such memory."""
    os.environ["CUDA_VISIBLE_DEVICES"] = ",".join(map(str, range(made.gpus)))
    os.environ["STANDIN_FILL"] = fill
    # cuDNN asks the driver for more than the stand-in knows.
    torch.backends.cudnn.enabled = False
    there.send_bytes(msgspec.json.encode(outcome(made)))
