"""The judge's side: start a sandbox, and children in it.

Two sandboxes offer the same thing. `NurserySandbox` forks confined children
from a warm process (Linux). `PlainSandbox` starts a fresh process for each
child, which works wherever Python does, takes the second that torch needs to
import, and confines nothing.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

import grader
from grader.errors import AssignmentError, SandboxError
from grader.isolation import control, protocol
from grader.isolation.clock import Clock
from grader.isolation.confinement.layers import Layer
from grader.isolation.conversation import (
    END_TIMEOUT_S,
    TAIL_BYTES,
    Child,
    ChildEndedError,
    ChildTimeoutError,
    Drain,
    Ending,
    as_text,
)
from grader.isolation.limits import Limits
from grader.isolation.scratch import ScratchFolder, sweep

T = TypeVar("T")

START_TIMEOUT_S = 120.0  # importing torch from a cold disk can take a minute
KEPT = sys.platform == "linux"  # a plain process has a keeper


class Sandbox(ABC):
    """Something that starts children."""

    limits: Limits
    lacks: frozenset[str] = frozenset(protocol.LATE_IMPORTS)
    """Which of these children have to import themselves."""

    @property
    @abstractmethod
    def ready(self) -> protocol.Ready:
        """Versions and active layers, once torch is there; waits for it."""

    @abstractmethod
    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """Import an assignment's checks for all children to come.

        Raises:
            AssignmentError: They cannot be imported.
        """

    def preload(self, module: str) -> None:
        """Have children to come begin with one of `lacks` imported."""
        self.lacks -= {module}

    @abstractmethod
    def start(self) -> Child:
        """Start a fresh child."""

    @abstractmethod
    def close(self) -> None:
        """End everything and leave nothing behind."""

    def __enter__(self) -> Sandbox:
        """Return the sandbox itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


class NurserySandbox(Sandbox):
    """Children forked from a nursery, confined by every layer the kernel offers.

    Starting returns at once; the nursery imports torch meanwhile.

    Args:
        limits: What each child may use.
        without: Names of layers to leave out.
    """

    def __init__(self, limits: Limits, without: Sequence[str] = ()) -> None:
        self.limits = limits
        self._scratch = ScratchFolder()
        settings = control.Settings(
            limits=limits, scratch=str(self._scratch.path), without=tuple(without)
        )
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*_python("grader.child.nursery"), str(theirs.fileno()),
                 msgspec.json.encode(settings).decode()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(theirs.fileno(), *self._scratch.lock),
                env=_environment(self._scratch.path),
                cwd="/",
                start_new_session=True,
            )  # fmt: skip
        sweep()
        assert self._process.stderr is not None
        self._errors = Drain(self._process.stderr, TAIL_BYTES)
        self._ready: protocol.Ready | None = None
        self._clock: Clock | None = None
        self._running = False

    @property
    def ready(self) -> protocol.Ready:
        """Versions and active layers; waits until the nursery has started."""
        if self._ready is None:
            self._ready = self._receive(protocol.Ready, START_TIMEOUT_S)
            own_pids = Layer.PID_NAMESPACE in self._ready.layers
            depth, alone = 2 if own_pids else 1, Layer.SECCOMP in self._ready.layers
            self._clock = Clock(self._process.pid, depth, alone=alone)
        return self._ready

    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """Import an assignment's checks in the nursery."""
        _ = self.ready
        self._wait_for_end()
        self._send(
            protocol.Prepare(assignment=assignment, filename=filename, source=source)
        )
        _raise_problem(self._receive(protocol.Prepared, START_TIMEOUT_S))

    def preload(self, module: str) -> None:
        """Import it in the nursery: once, and for all children to come."""
        super().preload(module)
        self._wait_for_end()
        self._send(protocol.Preload(module=module))
        self._receive(protocol.Prepared, START_TIMEOUT_S)

    def start(self) -> Child:
        """Fork a child."""
        _ = self.ready
        self._wait_for_end()
        ours, theirs = socket.socketpair()
        read_end, write_end = os.pipe()
        try:
            with theirs:
                self._send(control.Start(), (theirs.fileno(), write_end))
        except BaseException:
            ours.close()
            os.close(read_end)
            raise
        finally:
            os.close(write_end)
        self._running = True
        requests, replies = ours.makefile("wb"), ours.makefile("rb")

        def end(kill: bool) -> Ending:
            with suppress(OSError):
                ours.shutdown(socket.SHUT_WR)
            ours.close()
            return self._end_child(kill)

        assert self._clock is not None
        self._clock.reset()
        output = os.fdopen(read_end, "rb", 0)
        return Child(
            requests, replies, output, end, self.limits, self._clock, self.lacks
        )

    def _end_child(self, kill: bool) -> Ending:
        if kill:
            self._send(control.Kill())
        try:
            ended = self._receive(control.Ended, 1.0)
        except SandboxError:
            self._send(control.Kill())  # it was asked to leave, and did not
            ended = self._receive(control.Ended, END_TIMEOUT_S)
        self._running = False
        return Ending(
            code=ended.code, cpu_s=ended.cpu_s, peak_rss_mib=ended.peak_rss_mib
        )

    def _wait_for_end(self) -> None:
        if self._running:
            raise SandboxError("a nursery runs one child at a time")

    def _send(self, message: object, fds: tuple[int, ...] = ()) -> None:
        try:
            control.send(self._socket, message, fds)
        except OSError:
            raise self._gone() from None

    def _receive(self, type_: type[T], timeout_s: float) -> T:
        try:
            self._socket.settimeout(timeout_s)
            received = control.receive(self._socket, control.Event)
        except TimeoutError:
            raise SandboxError("the nursery does not answer") from None
        except OSError:  # closed already
            raise self._gone() from None
        if received is None or not isinstance(received[0], type_):
            raise self._gone()
        return received[0]

    def _gone(self) -> SandboxError:
        self._errors.join(1.0)
        lines = as_text(self._errors.tail).strip().splitlines()
        said = f": {lines[-1]}" if lines else ""
        return SandboxError(
            f"the nursery has ended{said}",
            fix="run `grade doctor` to see what is missing",
        )

    def close(self) -> None:
        """End the nursery, its child, and the scratch folder."""
        self._socket.close()
        try:
            # one that still imports torch would first finish that
            self._process.wait(END_TIMEOUT_S if self._ready else 0)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        finally:
            self._scratch.remove()


class PlainSandbox(Sandbox):
    """A fresh, unconfined process for each child.

    Args:
        limits: Only times and frame sizes are enforced here.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._prepared: dict[str, protocol.Prepare] = {}
        self._ready: protocol.Ready | None = None
        self._spare: _Plain | None = self._spawn()

    @property
    def ready(self) -> protocol.Ready:
        """Versions; waits until the first process has started."""
        if self._ready is None:
            child = self.start()
            child.end()
        assert self._ready is not None
        return self._ready

    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """Keep the checks; every child to come imports them."""
        self._prepared[assignment] = protocol.Prepare(
            assignment=assignment, filename=filename, source=source
        )

    def start(self) -> Child:
        """Start a process, and the next one ahead of its time."""
        plain = self._spare or self._spawn()
        self._spare = None  # should no other one start
        self._spare = self._spawn()
        process = plain.process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        child = Child(
            process.stdin, process.stdout, process.stderr, plain.end, self.limits,
            plain.clock, self.lacks,
        )  # fmt: skip
        try:
            reply, _ = child.receive(START_TIMEOUT_S)
            late = [m for m in protocol.LATE_IMPORTS if m not in self.lacks]
            requests: list[protocol.Request] = [*self._prepared.values()]
            requests += [protocol.Preload(module=module) for module in late]
            for request in requests:
                child.send(request)
                _raise_problem(child.receive(START_TIMEOUT_S)[0])
        except (ChildEndedError, ChildTimeoutError):
            tail = child.end(kill=True).tail.strip().splitlines()
            raise SandboxError(f"a child cannot start: {' '.join(tail[-1:])}") from None
        except BaseException:
            child.end(kill=True)
            raise
        if isinstance(reply, protocol.Ready):
            self._ready = reply
        return child

    def _spawn(self) -> _Plain:
        return _Plain(self.limits.frame_mib)

    def close(self) -> None:
        """End the process that was started ahead."""
        if self._spare is not None:
            spare, self._spare = self._spare, None
            spare.end(True)
            spare.close_streams()


class _Plain:
    """A process of its own for one child, kept by another half of it on Linux."""

    def __init__(self, frame_mib: int) -> None:
        self._scratch = ScratchFolder()
        self._lifeline = -1
        theirs: tuple[int, ...] = ()
        if KEPT:
            read_end, self._lifeline = os.pipe()
            theirs = (read_end,)
        arguments = [str(frame_mib), *map(str, theirs), str(self._scratch.path)]
        try:
            self.process = subprocess.Popen(
                [*_python("grader.child.plain"), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(*theirs, *self._scratch.lock) if theirs else (),
                env=_environment(self._scratch.path),
                cwd=self._scratch.path,
                start_new_session=True,
            )
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        self.clock = Clock(self.process.pid, 1 if KEPT else 0)
        sweep()

    def end(self, kill: bool) -> Ending:
        """Wait for it, or kill it, with what it started; delete its folder."""
        cpu_s = self.clock.cpu_s()
        if not kill:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(1.0)
        self._ask_to_end()
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)  # with what it started
            else:
                self.process.kill()
        code = self.process.wait()
        self._scratch.remove()
        return Ending(code=code, cpu_s=cpu_s)

    def _ask_to_end(self) -> None:
        """Let it say where it stands, and end by that."""
        patience_s = protocol.TRACE_S
        if self._lifeline >= 0:
            os.close(self._lifeline)  # the keeper sees it, and does the rest
            self._lifeline, patience_s = -1, END_TIMEOUT_S
        elif self.process.poll() is None:
            self.process.send_signal(protocol.TRACE_SIGNAL)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience_s)

    def close_streams(self) -> None:
        """Close what nobody has taken over."""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


def _raise_problem(reply: object) -> None:
    if isinstance(reply, protocol.Prepared) and reply.problem:
        raise AssignmentError(reply.problem, where=reply.where)


def _python(module: str) -> list[str]:
    """Command that runs a module of ours in a Python that imports nothing else.

    Isolated (-I): no PYTHON* variables, no user site, no current folder. The
    module path is handed over: the standard library, what is installed, and us.
    """
    ours = str(Path(grader.__file__).parent.parent)
    roots = tuple({sys.prefix, sys.base_prefix, sys.exec_prefix})
    path = [entry for entry in sys.path if entry.startswith(roots)]
    boot = (
        "import sys, json; sys.path[:] = json.loads(sys.argv.pop(1)); "
        f"from {module} import main; main()"
    )
    return [sys.executable, "-I", "-X", "utf8", "-c", boot, json.dumps([*path, ours])]


def _environment(scratch: Path) -> dict[str, str]:
    """Environment of a child: nothing of the user's, one thread, a fixed hash seed."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {
        "PATH": "/usr/bin:/bin",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
        "TORCHDYNAMO_DISABLE": "1",  # as in a nursery: there is no compiler
        "CUDA_VISIBLE_DEVICES": "",
        # all memory comes from where `grader.child.memory` has it filled
        "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
    }
