"""The child: loads one implementation and runs probes on it.

It answers requests on two private streams. Whatever it says is hostile to the
judge, since student code runs beside it. Each time when student code has run, the
witness comes first: see `witness`.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import inspect
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial, wraps
from typing import IO, Any

import msgspec
import torch

from grader.checks import Check, Probe
from grader.child import hiding, loading, tampering, witness
from grader.child.encode import NODES, encode_draw
from grader.child.loading import Implementation
from grader.devices import callers, simulated_gpus
from grader.devices.machine import counted
from grader.errors import AssignmentError
from grader.isolation import protocol
from grader.preparing import import_checks
from grader.probing.calls import set_random_state
from grader.probing.draw import Draw
from grader.probing.tools import tools
from grader.repairing import suggest
from grader.results import Kind

Checks = dict[str, dict[str, Check]]  # assignment -> check id -> check
MIB = 1 << 20
MAX_REQUEST = 64 * MIB  # the judge's own: a notebook's source, escaped as JSON


def set_signals() -> None:
    """Have the stack written to standard error on a fatal error, or when asked.

    Asked by TRACE_SIGNAL, which comes just before a child is killed for taking too
    long: the handler is in C and works while the interpreter is stuck. Timers, for
    which a submission can set no handler, are not to end the process.
    """
    for name in ("SIGALRM", "SIGVTALRM", "SIGPROF"):
        if hasattr(signal, name):  # not on Windows
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    faulthandler.enable(file=2, all_threads=False)
    if hasattr(faulthandler, "register"):  # not on Windows
        # chained to the default action: nothing is printed after the stack
        faulthandler.register(
            protocol.TRACE_SIGNAL, file=2, all_threads=False, chain=True
        )


class NotLoadedError(Exception):
    """A probe was asked for before an implementation was loaded."""


def watched_changes(checks: Iterable[Check]) -> tampering.Changes:
    """Take the snapshot by which replaced code is noticed, that of checks included."""
    probes = [probe for c in checks for probe in (c.function, c.probe)]
    spaces = {id(space): space for space in map(_namespace_of, probes)}
    return tampering.snapshot((*tampering.own_namespaces(), *spaces.values()))


def prepare_checks(request: protocol.Prepare) -> tuple[Check, ...]:
    """Import checks; their lines are none that a student should read of.

    Raises:
        AssignmentError: The file does not run.
    """
    made = import_checks(request.assignment, request.filename, request.source)
    callers.pass_over(request.filename)
    return tuple(made.checks)


def preload(request: protocol.Preload) -> protocol.Prepared:
    """Import what torch would import late; where it fails, it fails the submission."""
    with suppress(Exception):
        importlib.import_module(request.module)
    return protocol.Prepared()


def _namespace_of(probe: Probe) -> dict[str, object]:
    return inspect.unwrap(probe).__globals__  # type: ignore[no-any-return]


def serve(
    requests: IO[bytes],
    replies: IO[bytes],
    checks: Checks,
    *,
    frame_mib: int,
    changes: tampering.Changes | None = None,
    watched: bool = True,
) -> None:
    """Answer requests until the judge hangs up.

    Args:
        requests: Frames from the judge.
        replies: Frames to the judge.
        checks: The checks that the judge may ask for.
        frame_mib: Tensor bytes of one reply at most, in MiB.
        changes: Says what was replaced since these checks were imported; by default
            a snapshot is taken before student code runs.
        watched: Whether to watch what student code reaches for.
    """
    worker = _Worker(checks, frame_mib * MIB)
    collect_garbage = gc.enable
    settle: witness.Settle = _nothing
    hidden: list[object] = []  # kept to the end

    def send(reply: protocol.Reply, payload: bytes = b"") -> None:
        replies.write(protocol.encode_frame(reply, payload))
        replies.flush()

    while True:
        try:
            header, _ = protocol.read_frame(requests, 0, MAX_REQUEST)
        except EOFError:
            return
        request = protocol.decode_request(header)
        match request:
            case protocol.Prepare():
                send(worker.prepare(request))
            case protocol.Preload():
                send(preload(request))
            case protocol.Inspect() | protocol.Suggest():
                send(looked_at(request))
            case protocol.Load():
                send(protocol.Started(token=request.token))
                if watched and settle is _nothing:
                    channel = (requests, replies)
                    settle = _watch(channel, request, worker, changes, hidden)
                loaded = worker.load(request)
                settle()
                send(msgspec.structs.replace(loaded, token=request.token))
            case protocol.Run():
                collect_garbage()
                _mark_prints(request.check)
                ran, payload = worker.run(request)
                settle()
                send(msgspec.structs.replace(ran, token=request.token), payload)


_PRINTED = sys.stdout  # whatever a submission puts in its place


def _mark_prints(check: str) -> None:
    """Part what is printed so far from what a check will print."""
    with suppress(OSError, ValueError):  # closed by the submission
        _PRINTED.flush()
        os.write(1, protocol.prints_mark(check))


def looked_at(request: protocol.Inspect | protocol.Suggest) -> protocol.Reply:
    """Answer what is asked about a source, of which nothing is run."""
    if isinstance(request, protocol.Suggest):
        return protocol.Suggested(repairs=suggested(request), token=request.token)
    read = loading.inspect(request.units)
    return msgspec.structs.replace(read, token=request.token)


def suggested(request: protocol.Suggest) -> tuple[protocol.Repair, ...]:
    """Suggest repairs; none of a source that is too deep, or too large."""
    try:
        found = suggest(
            request.units,
            request.exercise,
            request.symptoms,
            request.names,
            request.others,
        )
    except (RecursionError, MemoryError):
        return ()
    return tuple(found[: protocol.MAX_REPAIRS])


def _watch(
    channel: tuple[IO[bytes], IO[bytes]],
    request: protocol.Load,
    worker: _Worker,
    changes: tampering.Changes | None,
    hidden: list[object],
) -> witness.Settle:
    """Have what is about to run watched, and leave nothing of ours in its sight."""
    settle = witness.watch(
        channel,
        {unit.filename: (unit.label, unit.cell) for unit in request.units},
        worker.checks_files,
        changes or watched_changes(worker.every_check),
    )
    if "grader" in sys.modules:  # else the nursery has hidden it
        hidden.append(hiding.hide())
    return settle


def _nothing() -> None:
    """Stand in for the witness until student code is there."""


class _Worker:
    """One implementation, and the probes that run on it."""

    def __init__(self, checks: Checks, max_bytes: int) -> None:
        self._checks = checks
        self._max_bytes = max_bytes
        self._loaded: Implementation | None = None
        self._asked = protocol.Load(units=(), exercise="")

    @property
    def every_check(self) -> list[Check]:
        """The checks of all assignments."""
        return [check for group in self._checks.values() for check in group.values()]

    @property
    def checks_files(self) -> set[str]:
        """File names of the checks' code."""
        return {c.function.__code__.co_filename for c in self.every_check}

    def prepare(self, request: protocol.Prepare) -> protocol.Prepared:
        """Import checks: only where no nursery has done it beforehand."""
        try:
            checks = prepare_checks(request)
        except AssignmentError as error:
            return protocol.Prepared(problem=error.problem, where=error.where)
        self._checks[request.assignment] = {check.id: check for check in checks}
        return protocol.Prepared()

    def load(self, request: protocol.Load) -> protocol.Loaded:
        """Run a submission's top level."""
        self._asked = request
        counted.gpus = False
        set_random_state(request.seed)
        self._loaded, failures = loading.execute(request)
        if request.checks_file:
            self._loaded.places[request.checks_file] = (request.checks_file, None)
        return loading.loaded_reply(self._loaded, request.exercise, failures)

    def run(self, request: protocol.Run) -> tuple[protocol.Ran, bytes]:
        """Run a probe, once a draw."""
        if self._loaded is None:
            raise NotLoadedError("nothing is loaded yet")
        check = self._checks[request.assignment][request.check]
        draws = self._draws(check, request, double=False)
        twins = self._draws(check, request, double=True) if request.double else []
        every = draws + twins
        reply = protocol.Ran(
            draws=tuple(draw for draw, _ in draws),
            twins=tuple(draw for draw, _ in twins),
            lengths=tuple(len(payload) for _, payload in every),
            counted=counted.gpus,
        )
        return reply, b"".join(payload for _, payload in every)

    def _draws(
        self, check: Check, request: protocol.Run, *, double: bool
    ) -> list[tuple[protocol.Draw, bytes]]:
        share = self._max_bytes // (2 * len(request.seeds))
        drawn = []
        for index, seed in enumerate(request.seeds):
            layouts = request.layouts[index] if request.layouts else None
            legible = check.kind is not Kind.GRADIENT
            draw = Draw(seed, index, layouts, double=double, legible=legible)
            simulate = self._loaded_on if request.anew else simulated_gpus
            offered = tools(draw, thorough=request.thorough, simulate=simulate)
            _reset_global_state(seed, draw)
            asked = partial(self._arguments, check.asks, offered, late=request.anew)
            drawn.append(
                self._draw(check.probe, draw, asked, share, len(request.seeds))
            )
        return drawn

    def _draw(
        self,
        probe: Probe,
        draw: Draw,
        arguments: Callable[[], dict[str, object]],
        max_bytes: int,
        draws: int,
    ) -> tuple[protocol.Draw, bytes]:
        assert self._loaded is not None
        value: object
        try:
            value, raised = probe(**arguments()), False
        except BaseException as error:
            value, raised = error, True
        return encode_draw(
            value,
            self._loaded.places,
            max_bytes,
            max_nodes=NODES // draws,
            layouts=tuple(draw.layouts),
            unfilled=tuple(draw.unfilled),
            made=tuple((draw.made or {}).values()),
            raised=raised,
        )

    def _arguments(
        self, asks: Sequence[str], offered: Mapping[str, object], *, late: bool
    ) -> dict[str, object]:
        """Collect what a probe asks for by name.

        Args:
            asks: The names.
            offered: What is not the submission's.
            late: Whether its functions are those of the machine they are called on.

        Raises:
            NameError: It asks for a symbol that is not defined.
        """
        found = {
            name: offered[name] if name in offered else self._symbol(name)
            for name in asks
        }
        if late:
            for name in found.keys() - offered.keys():
                found[name] = self._late(name, found[name])
        return found

    def _symbol(self, name: str) -> object:
        assert self._loaded is not None
        if name not in self._loaded.namespace:
            raise NameError(f"`{name}` is not defined")
        return self._loaded.namespace[name]

    def _late(self, name: str, symbol: object) -> object:
        """Have a function looked up when it is called."""
        if isinstance(symbol, type) or not callable(symbol):
            return symbol

        @wraps(symbol)
        def call(*arguments: Any, **named: Any) -> Any:
            function: Any = self._symbol(name)
            return function(*arguments, **named)

        return call

    @contextmanager
    def _loaded_on(self, gpus: int) -> Iterator[tuple[torch.device, ...]]:
        """Enter a machine, and load the submission there.

        What it reads once, such as how many GPUs there are, it then reads there.
        """
        before = self._loaded
        with simulated_gpus(gpus) as devices:
            set_random_state(self._asked.seed)
            self._loaded, _ = loading.execute(self._asked)
            try:
                yield devices
            finally:
                self._loaded = before


def _reset_global_state(seed: int, draw: Draw) -> None:
    """Give every draw the same start, whatever ran before it."""
    set_random_state(seed)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(draw.dtype)
