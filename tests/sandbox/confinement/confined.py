"""Stands in for the nursery: confines one child that runs a piece of source.

A script of its own, so that each test starts from a fresh process. It reads an
order from standard input, as JSON, and writes what became of it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import msgspec

from grader.isolation import confinement
from grader.isolation.limits import Limits


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to run, and how confined.

    `refused` names system calls that the whole nursery is denied beforehand, as
    a container would; `name:0x10` only where the first argument has that bit.
    `environment` and `descriptor` are left for the child to find.
    """

    source: str
    scratch: str
    without: tuple[str, ...] = ()
    limits: Limits = Limits()
    readable: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    environment: dict[str, str] = {}
    descriptor: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the child's last expression was, or the error that ended it.

    `code` is its exit code, negative for a signal. `strays` counts processes
    that it left, `files` names what it left in the scratch folder; after
    cleaning up, `kept` names what is still there.
    """

    layers: tuple[str, ...]
    statuses: tuple[confinement.LayerStatus, ...]
    code: int
    value: Any = None
    error: str = ""
    strays: int = 0
    files: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def main() -> None:
    """Carry out one order."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    os.environ.update(order.environment)
    _refuse(order.refused)
    state = confinement.enter_namespaces(
        order.limits.scratch_mib, scratch_files=100, without=order.without
    )
    scratch = state.scratch or Path(order.scratch)
    if order.descriptor:
        os.dup2(os.open(order.descriptor, os.O_RDONLY), 100)
    prepared = confinement.Confinement.prepare(
        order.limits,
        scratch_root=scratch,
        readable=[*confinement.readable_paths(), *map(Path, order.readable)],
        without=order.without,
    )
    sys.stdout.buffer.write(msgspec.json.encode(_run(order, prepared, scratch)))
    sys.stdout.flush()


def _refuse(calls: tuple[str, ...]) -> None:
    if calls:
        import pyseccomp

        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for call in calls:
            name, _, flag = call.partition(":")
            bits = int(flag or "0", 16)
            first = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, bits, bits)
            number = int(name) if name.isdigit() else name
            rules.add_rule(pyseccomp.ERRNO(1), number, first)
        rules.load()


def _run(order: Order, prepared: confinement.Confinement, scratch: Path) -> Outcome:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        prepared.apply(scratch, keep_fds=(theirs,))
        _be_student(order.source, theirs)
    os.close(theirs)
    _, status = os.waitpid(pid, 0)
    os.set_blocking(ours, False)  # a process that it left may hold the other end
    with os.fdopen(ours, "rb", buffering=0) as stream:
        answer = stream.read(1 << 16)
    strays = confinement.reap_everything()
    files = tuple(sorted(os.listdir(scratch)))
    confinement.empty_folder(scratch)
    said = msgspec.json.decode(answer, type=tuple[Any, str]) if answer else (None, "")
    return Outcome(
        layers=prepared.layers,
        statuses=prepared.statuses,
        code=os.waitstatus_to_exitcode(status),
        value=said[0],
        error=said[1],
        strays=strays,
        files=files,
        kept=tuple(os.listdir(scratch)),
    )


def _be_student(source: str, answers: int) -> None:
    """Run source that leaves its result in `value`."""
    signal.alarm(20)
    names: dict[str, Any] = {"value": None}
    error = ""
    try:
        exec(compile(source, "submission.py", "exec"), names)  # noqa: S102
    except BaseException as problem:  # whatever it is, the test reads it
        error = f"{type(problem).__name__}: {problem}"
    os.write(answers, msgspec.json.encode((names["value"], error)))
    os._exit(0)


if __name__ == "__main__":
    main()
