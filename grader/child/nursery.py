"""The nursery: a process with torch imported that forks fresh children.

It never sees student code, a reference or an expected value: those go straight
from the judge to the children. It alone forks, confines, kills and reaps them,
one at a time, and it stays single-threaded so that forking is safe.
"""

from __future__ import annotations

import os
import platform
import select
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from grader.checks import Check
from grader.child import hiding, memory
from grader.errors import AssignmentError
from grader.isolation import confinement, control, protocol
from grader.isolation.confinement import Layer
from grader.isolation.limits import Limits

# A nursery that has forked so often is grading a class; one submission takes 4 to 16.
COLLAPSE_AFTER = 24
DISK_LOOK_S = 0.05  # where the scratch folder grows without bounds, look so often


class Nursery:
    """Serves the judge's control socket.

    Args:
        socket_: Connected to the judge; file descriptors of children come
            through it.
        settings: What the judge asks of this nursery.
        watch_disk: Whether no file system of limited size bounds the scratch folder.
    """

    def __init__(
        self, socket_: socket.socket, settings: control.Settings, *, watch_disk: bool
    ) -> None:
        self._watch_disk = watch_disk
        self._socket = socket_
        self._limits: Limits = settings.limits
        self._without = frozenset(settings.without)
        self._scratch = Path(settings.scratch)
        self._child = 0
        self._pidfd = -1
        self._forks = 0
        self._hidden: hiding.Hidden | None = None
        self._selector = selectors.DefaultSelector()

    def start(self) -> None:
        """Import torch, prepare what children need, and say so."""
        import torch

        from grader.child import copying, eager, importing, warming
        from grader.child import serving as child
        from grader.devices.simulation import stay_installed

        torch.set_num_threads(1)
        importing.complete_typing()
        stay_installed()  # before the snapshot by which replaced code is noticed
        eager.install()
        copying.install()
        self._serve = child.serve
        self._set_signals = child.set_signals
        self._prepare_checks = child.prepare_checks
        self._preload = child.preload
        self._watched_changes = child.watched_changes
        self._checks: dict[str, dict[str, Check]] = {}
        warming.warm_up()
        self._changes = self._watched_changes(())
        readable = confinement.readable_paths()
        self._confinement = confinement.Confinement.prepare(
            self._limits,
            scratch_root=self._scratch,
            readable=readable,
            without=self._without,
        )
        memory.freeze()
        memory.spoil()
        limited = Layer.LANDLOCK in self._confinement.layers
        self._send(
            protocol.Ready(
                python=platform.python_version(),
                torch=str(torch.__version__),
                layers=self._confinement.layers,
                readable=tuple(map(str, readable)) if limited else (),
            )
        )

    def serve(self) -> None:
        """Answer the judge until it hangs up."""
        self._selector.register(self._socket, selectors.EVENT_READ)
        while True:
            watch = self._watch_disk and self._child
            events = self._selector.select(DISK_LOOK_S if watch else None)
            if not events:
                self._look_at_disk()
                continue
            # one event a turn: what it changes may make the others stale
            key, _ = events[0]
            if key.fileobj is not self._socket:
                self._reap()
            elif not self._answer():
                self._stop_child()
                return

    def _answer(self) -> bool:
        received = control.receive(self._socket, control.Command, fds=2)
        if received is None:
            return False
        command, fds = received
        match command:
            case protocol.Prepare():
                self._change(partial(self._import_checks, command))
            case protocol.Preload():
                self._change(partial(self._preload, command))
            case control.Start():
                self._stop_child()
                self._start_child(fds)
            case control.Kill():
                self._stop_child()
        return True

    def _change(self, change: Callable[[], protocol.Prepared]) -> None:
        """Import something that children to come will have."""
        if self._hidden is not None:
            self._hidden.show()
        answer = change()
        every = [c for group in self._checks.values() for c in group.values()]
        self._changes = self._watched_changes(every)
        self._confinement.count_again(self._limits)
        if Layer.WITNESS in self._confinement.layers:
            self._hidden = hiding.hide()  # once here, instead of in every child
        memory.freeze()
        self._send(answer)

    def _import_checks(self, command: protocol.Prepare) -> protocol.Prepared:
        try:
            checks = self._prepare_checks(command)
        except AssignmentError as error:
            return protocol.Prepared(problem=error.problem, where=error.where)
        self._checks[command.assignment] = {check.id: check for check in checks}
        return protocol.Prepared()

    def _start_child(self, fds: Sequence[int]) -> None:
        self._forks += 1
        if self._forks == COLLAPSE_AFTER:
            memory.collapse()
        pid = os.fork()
        if pid == 0:
            self._be_child(fds)
        for fd in fds:
            os.close(fd)
        self._child = pid
        self._pidfd = os.pidfd_open(pid)
        self._selector.register(self._pidfd, selectors.EVENT_READ)

    def _be_child(self, fds: Sequence[int]) -> None:
        """Confine this process and serve the judge; never returns."""
        code = confinement.EXIT_UNCONFINED
        try:
            channel, output = fds
            os.dup2(output, 1)
            os.dup2(output, 2)
            self._set_signals()  # later it could not install its handlers
            self._confinement.apply(self._scratch, keep_fds=(channel,))
            code = 1
            # left open to the end: the judge takes a closed stream for a crash
            self._serve(
                os.fdopen(os.dup(channel), "rb", buffering=0),
                os.fdopen(channel, "wb"),
                self._checks,
                frame_mib=self._limits.frame_mib,
                changes=self._changes,
                watched=Layer.WITNESS in self._confinement.layers,
            )
            code = 0
        except OSError:
            code = protocol.EXIT_CUT_OFF if code == 1 else code
        finally:
            with suppress(BaseException):  # these may be the submission's own objects
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def _look_at_disk(self) -> None:
        """Kill a child whose files together take more than they may."""
        limits = self._limits
        if confinement.holds_too_much(
            self._scratch, mib=limits.scratch_mib, files=limits.scratch_files
        ):
            os.kill(self._child, signal.SIGKILL)
            self._reap(code=confinement.EXIT_DISK_FULL)

    def _stop_child(self) -> None:
        """Kill the child if it still runs, once it has said where it stands."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, protocol.TRACE_SIGNAL)
                select.select([self._pidfd], [], [], protocol.TRACE_S)
                os.kill(self._child, signal.SIGKILL)
            self._reap()

    def _reap(self, code: int | None = None) -> None:
        """Collect the child, everything that it left, and say how it ended."""
        _, status, usage = os.wait4(self._child, 0)
        self._selector.unregister(self._pidfd)
        os.close(self._pidfd)
        self._child, self._pidfd = 0, -1
        confinement.reap_everything()
        confinement.empty_folder(self._scratch)
        self._send(
            control.Ended(
                code=os.waitstatus_to_exitcode(status) if code is None else code,
                cpu_s=usage.ru_utime + usage.ru_stime,
                peak_rss_mib=usage.ru_maxrss / 1024,
            )
        )

    def _send(self, message: control.Event) -> None:
        with suppress(BrokenPipeError):
            control.send(self._socket, message)


def main() -> None:
    """Run a nursery on the descriptor and settings given on the command line."""
    settings = msgspec.json.decode(sys.argv[2].encode(), type=control.Settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the judge decides when to stop
    state = confinement.enter_namespaces(
        settings.limits.scratch_mib,
        scratch_files=settings.limits.scratch_files,
        tasks=settings.limits.processes,
        without=frozenset(settings.without),
    )
    folder = settings.scratch
    if state.scratch is not None:
        # while it still can be: mounts are read-only soon, and the judge may be killed
        with suppress(OSError):
            os.rmdir(folder)
        settings = msgspec.structs.replace(settings, scratch=str(state.scratch))
    nursery = Nursery(
        socket.socket(fileno=int(sys.argv[1])),
        settings,
        watch_disk=state.scratch is None,
    )
    nursery.start()
    nursery.serve()
    with suppress(OSError):
        os.rmdir(folder)
    os._exit(0)  # tidying torch up takes 0.1 s that nobody has to wait for
