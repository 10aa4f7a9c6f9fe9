"""Namespaces of the nursery: no network, no other processes, mounts of its own.

Entered once, before torch is imported and before any thread starts; children
inherit them. Whatever the kernel forbids is left out and reported.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from grader.isolation.confinement import kernel, mounts
from grader.isolation.confinement.layers import (
    NAMESPACE_LAYERS,
    Layer,
    LayerStatus,
    in_order,
    only_linux,
    switched_off,
    wanted,
)

if sys.platform != "win32":
    import resource

_KINDS = {
    Layer.USER_NAMESPACE: kernel.CLONE_NEWUSER,
    Layer.PID_NAMESPACE: kernel.CLONE_NEWPID,
    Layer.NET_NAMESPACE: kernel.CLONE_NEWNET,
    Layer.IPC_NAMESPACE: kernel.CLONE_NEWIPC,
    Layer.UTS_NAMESPACE: kernel.CLONE_NEWUTS,
    Layer.MOUNT_NAMESPACE: kernel.CLONE_NEWNS,
}
_GAINS = {
    Layer.USER_NAMESPACE: "what children may do counts only in here",
    Layer.PID_NAMESPACE: "children see no other process and die with the nursery",
    Layer.NET_NAMESPACE: "no network, not even loopback",
    Layer.IPC_NAMESPACE: "no shared memory or queues of other programs",
    Layer.UTS_NAMESPACE: "the host's name cannot be changed",
    Layer.MOUNT_NAMESPACE: "mounts can be changed for children alone",
}
_ENTERED = NAMESPACE_LAYERS - {Layer.READ_ONLY_MOUNTS}  # that one comes later
# Process numbers are given out from here on (RESERVED_PIDS), but for a first lap. The
# highest one bounds their count, and binds root too, unlike RLIMIT_NPROC.
_FIRST_PID = 300
_PID_MAX_IS_PER_NAMESPACE = (6, 14)


class NamespaceState(msgspec.Struct, frozen=True, kw_only=True):
    """What `enter_namespaces` entered.

    `scratch` is the root of a tmpfs of limited size, None if there is none.
    """

    statuses: tuple[LayerStatus, ...] = ()
    scratch: Path | None = None

    def has(self, layer: Layer) -> bool:
        """Whether a layer is active."""
        return any(s.active for s in self.statuses if s.name == layer)


_entered: dict[int, NamespaceState] = {}  # by process, so that no fork inherits it


def current() -> NamespaceState:
    """Return what this very process entered."""
    return _entered.get(os.getpid(), NamespaceState())


def enter_namespaces(
    scratch_mib: int,
    *,
    scratch_files: int = 4096,
    tasks: int = 64,
    without: Iterable[str] = (),
) -> NamespaceState:
    """Move into new namespaces, as far as the kernel permits.

    With a pid namespace this returns in a new process that is its init: the
    calling process stays behind, waits for it and ends as it ends. Killing
    either kills both, and every child with them.

    Args:
        scratch_mib: Size of the scratch tmpfs, in MiB.
        scratch_files: Files and folders in it.
        tasks: Processes and threads of children, together.
        without: Names of layers to leave out.
    """
    layers = wanted(without)
    kinds = [kind for kind in _KINDS if kind in layers]
    if sys.platform != "linux":
        return _record([only_linux(layer) for layer in _ENTERED], None)
    problems = _unshare(kinds, _rehearse(kinds))
    statuses = [_status(kind, problems.get(kind)) for kind in kinds]
    entered = {s.name for s in statuses if s.active}
    if Layer.PID_NAMESPACE in entered:
        _become_init()
    else:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    statuses += _mount(layers, entered, scratch_mib, scratch_files)
    if Layer.TASK_LIMIT in layers:
        statuses.append(_limit_tasks(Layer.PID_NAMESPACE in entered, tasks))
    statuses += [switched_off(layer) for layer in _ENTERED - layers]
    tmpfs = any(s.active for s in statuses if s.name == Layer.SCRATCH_TMPFS)
    return _record(statuses, mounts.SCRATCH if tmpfs else None)


def seal(layers: frozenset[Layer]) -> LayerStatus:
    """Make this nursery's mounts read-only, but for the scratch folder.

    Done once nothing is imported any more: Python writes bytecode caches.
    """
    state = current()
    if Layer.READ_ONLY_MOUNTS not in layers:
        return switched_off(Layer.READ_ONLY_MOUNTS)
    if not state.has(Layer.MOUNT_NAMESPACE):
        return _needs(Layer.READ_ONLY_MOUNTS, Layer.MOUNT_NAMESPACE)
    return mounts.seal(state.scratch)


def _record(statuses: Iterable[LayerStatus], scratch: Path | None) -> NamespaceState:
    state = NamespaceState(statuses=in_order(statuses), scratch=scratch)
    _entered[os.getpid()] = state
    return state


def _status(kind: Layer, problem: str | None) -> LayerStatus:
    if problem is None:
        return LayerStatus(name=kind, active=True, detail=_GAINS[kind])
    return LayerStatus(name=kind, active=False, detail=problem, fix=_fix())


def _fix() -> str:
    """Name the setting that keeps user namespaces from ordinary users."""
    for setting, bad, good in (
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
        ("kernel/unprivileged_userns_clone", "0", "1"),
        ("user/max_user_namespaces", "0", "10000"),
    ):
        with suppress(OSError):
            if Path("/proc/sys", setting).read_text().strip() == bad:
                return f"as root: sysctl -w {setting.replace('/', '.')}={good}"
    return (
        "in a container, allow unshare: Docker and Podman do with "
        "--security-opt seccomp=unconfined"
    )


def _unshare(kinds: Iterable[Layer], problems: dict[Layer, str]) -> dict[Layer, str]:
    """Enter the given namespaces one by one, but for those known to fail."""
    problems = dict(problems)
    uid, gid = os.geteuid(), os.getegid()
    for kind in kinds:
        if kind in problems:
            continue
        try:
            kernel.unshare(_KINDS[kind])
            if kind is Layer.USER_NAMESPACE:
                _keep_own_ids(uid, gid)
        except OSError as error:
            problems[kind] = _reason(error)
    return problems


def _keep_own_ids(uid: int, gid: int) -> None:
    with suppress(FileNotFoundError):
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _reason(error: OSError) -> str:
    name = errno.errorcode.get(error.errno or 0, "?")
    return f"the kernel refuses it ({name}: {os.strerror(error.errno or 0)})"


def _rehearse(kinds: list[Layer]) -> dict[Layer, str]:
    """Find out in a throwaway process what fails, since unshare has no undo.

    A user namespace that gives no power over the others (AppArmor allows just
    that on some systems) is worse than none: root could enter those directly.
    """
    if Layer.USER_NAMESPACE not in kinds:
        return {}
    problems = _tried(kinds)
    if Layer.USER_NAMESPACE in problems:
        return {Layer.USER_NAMESPACE: problems[Layer.USER_NAMESPACE]}
    if len(kinds) > 1 and len(problems) == len(kinds) - 1:
        reason = "one can be made, but the kernel gives no rights in it"
        return {Layer.USER_NAMESPACE: reason}
    return problems


def _tried(kinds: list[Layer]) -> dict[Layer, str]:
    """Enter namespaces in a child that ends at once; return what failed."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(theirs, msgspec.json.encode(_unshare(kinds, {})))
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        answer = stream.read()
    os.waitpid(pid, 0)
    if not answer:
        return dict.fromkeys(kinds, "trying it ended the process")
    return msgspec.json.decode(answer, type=dict[Layer, str])


def _become_init() -> None:
    """Fork the init of the new pid namespace; only it returns."""
    alive, held = os.pipe()
    pid = os.fork()
    if pid:
        os.close(alive)
        _stand_guard(pid, held)
    os.close(held)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    # The guard may have died before that call: then the pipe is closed already.
    os.set_blocking(alive, False)
    with suppress(BlockingIOError):
        if os.read(alive, 1) == b"":
            os._exit(1)
    os.close(alive)


def _stand_guard(pid: int, held: int) -> NoReturn:
    """Wait for the init process, holding nothing open, and end as it ends."""
    status = 1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1):
            os.dup2(null, standard)
        os.dup2(held, 3)
        kernel.close_range(4)
        _, wait_status = os.waitpid(pid, 0)
        status = os.waitstatus_to_exitcode(wait_status)
    finally:
        end_as(status)


def end_as(code: int) -> NoReturn:
    """End this process as another one ended: with its exit code, or by its signal."""
    try:
        if code < 0:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            with suppress(OSError):  # SIGKILL has no handler to reset
                signal.signal(-code, signal.SIG_DFL)
            os.kill(os.getpid(), -code)
    finally:
        os._exit(code if code >= 0 else 128 - code)


def _mount(
    layers: frozenset[Layer], entered: set[str], mib: int, files: int
) -> list[LayerStatus]:
    """Mount what this namespace should have of its own."""
    ours = [k for k in (Layer.PRIVATE_PROC, Layer.SCRATCH_TMPFS) if k in layers]
    if Layer.MOUNT_NAMESPACE not in entered:
        return [_needs(layer, Layer.MOUNT_NAMESPACE) for layer in ours]
    try:
        mounts.make_private()
    except OSError as error:
        return [_status(layer, _reason(error)) for layer in ours]
    statuses = []
    if Layer.PRIVATE_PROC in ours:
        own_pids = Layer.PID_NAMESPACE in entered
        statuses.append(
            mounts.mount_proc()
            if own_pids
            else _needs(Layer.PRIVATE_PROC, Layer.PID_NAMESPACE)
        )
    if Layer.SCRATCH_TMPFS in ours:
        statuses.append(mounts.mount_scratch(mib, files))
    return statuses


def _needs(layer: Layer, other: Layer) -> LayerStatus:
    return LayerStatus(
        name=layer, active=False, detail=f"needs the {other}", fix=_fix()
    )


def _limit_tasks(own_pids: bool, tasks: int) -> LayerStatus:
    """Bound all processes and threads of this pid namespace together."""
    if not own_pids:
        return _needs(Layer.TASK_LIMIT, Layer.PID_NAMESPACE)
    # Before 6.14 the same file is the whole machine's setting: hands off.
    if kernel.kernel_version() < _PID_MAX_IS_PER_NAMESPACE:
        return LayerStatus(
            name=Layer.TASK_LIMIT,
            active=False,
            detail="threads of root are bounded by memory alone",
            fix="Linux 6.14 or later can do this; or do not grade as root",
        )
    try:
        Path("/proc/sys/kernel/pid_max").write_text(str(_FIRST_PID + tasks))
        with suppress(OSError):  # begin with the second lap, if the kernel can
            Path("/proc/sys/kernel/ns_last_pid").write_text(str(_FIRST_PID))
    except OSError as error:
        return _status(Layer.TASK_LIMIT, _reason(error))
    return LayerStatus(
        name=Layer.TASK_LIMIT, active=True, detail=f"{tasks} processes and threads"
    )
