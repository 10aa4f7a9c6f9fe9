"""The judge's side: start a sandbox, and children in it.

Two sandboxes offer the same thing. `NurserySandbox` forks confined children
from a warm process (Linux). `PlainSandbox` starts a fresh process for each
child, which works wherever Python does, takes the second that torch needs to
import, and confines nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

import grader
from grader.errors import AssignmentError, SandboxError
from grader.isolation import control, protocol
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

T = TypeVar("T")

START_TIMEOUT_S = 120.0  # importing torch from a cold disk can take a minute
TRACE_S = 0.1  # for a plain process to write its stack, and end by that


class Sandbox(ABC):
    """Something that starts children."""

    limits: Limits

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
        self._scratch = _make_folder()
        settings = control.Settings(
            limits=limits, scratch=str(self._scratch), without=tuple(without)
        )
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*_python("grader.child.nursery"), str(theirs.fileno()),
                 msgspec.json.encode(settings).decode()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(theirs.fileno(),),
                env=_environment(self._scratch),
                cwd="/",
                start_new_session=True,
            )  # fmt: skip
        assert self._process.stderr is not None
        self._errors = Drain(self._process.stderr, TAIL_BYTES)
        self._ready: protocol.Ready | None = None
        self._running = False

    @property
    def ready(self) -> protocol.Ready:
        """Versions and active layers; waits until the nursery has started."""
        if self._ready is None:
            self._ready = self._receive(protocol.Ready, START_TIMEOUT_S)
        return self._ready

    def prepare(self, assignment: str, filename: str, source: str) -> None:
        """Import an assignment's checks in the nursery."""
        _ = self.ready
        self._wait_for_end()
        self._send(
            protocol.Prepare(assignment=assignment, filename=filename, source=source)
        )
        _raise_problem(self._receive(protocol.Prepared, START_TIMEOUT_S))

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

        return Child(requests, replies, os.fdopen(read_end, "rb", 0), end, self.limits)

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
        shutil.rmtree(self._scratch, ignore_errors=True)


class PlainSandbox(Sandbox):
    """A fresh, unconfined process for each child.

    Args:
        limits: Only times and frame sizes are enforced here.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._prepared: dict[str, protocol.Prepare] = {}
        self._ready: protocol.Ready | None = None
        self._spare: tuple[subprocess.Popen[bytes], Path] | None = self._spawn()

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
        process, scratch = self._spare or self._spawn()
        self._spare = self._spawn()
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None

        def end(kill: bool) -> Ending:
            return _end_process(process, scratch, kill=kill)

        child = Child(process.stdin, process.stdout, process.stderr, end, self.limits)
        try:
            reply, _ = child.receive(START_TIMEOUT_S)
            for request in self._prepared.values():
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

    def _spawn(self) -> tuple[subprocess.Popen[bytes], Path]:
        scratch = _make_folder()
        process = subprocess.Popen(
            [*_python("grader.child.plain"), str(self.limits.frame_mib)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(scratch),
            cwd=scratch,
            start_new_session=True,
        )
        return process, scratch

    def close(self) -> None:
        """End the process that was started ahead."""
        if self._spare is not None:
            process, scratch = self._spare
            self._spare = None
            _end_process(process, scratch, kill=True)
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    stream.close()


def _end_process(
    process: subprocess.Popen[bytes], scratch: Path, *, kill: bool
) -> Ending:
    if not kill:
        with suppress(subprocess.TimeoutExpired):
            process.wait(1.0)
    elif process.poll() is None:
        process.send_signal(protocol.TRACE_SIGNAL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(TRACE_S)
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # with what it started
        else:
            process.kill()
    code = process.wait()
    shutil.rmtree(scratch, ignore_errors=True)
    return Ending(code=code)


def _make_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="grader-"))
    except OSError as error:
        raise SandboxError(
            f"no temporary folder can be made: {error.strerror}",
            fix="set TMPDIR to a folder that can be written",
        ) from None


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
        "CUDA_VISIBLE_DEVICES": "",
    }
