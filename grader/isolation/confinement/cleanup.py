"""Cleaning up after a child: no process and no file of it stays."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import signal
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grader.errors import SandboxError
from grader.isolation.confinement import namespaces
from grader.isolation.confinement.layers import Layer

EXIT_DISK_FULL = 96
"""Exit code of a child that was killed for the size of its files."""

_PATIENCE_S = 5.0
NO_LINK = os.O_RDONLY
"""Flags to open a folder, and nothing that leads to one."""
if sys.platform != "win32":
    NO_LINK |= os.O_DIRECTORY | os.O_NOFOLLOW


def reap_everything() -> int:
    """Kill and reap every process that descends from this one.

    For the nursery, once a child has ended: all of them belong to that child.

    Returns:
        How many there were.

    Raises:
        SandboxError: Some cannot be killed within seconds.
    """
    if sys.platform == "win32":
        return 0
    reaped, deadline = 0, time.monotonic() + _PATIENCE_S
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return reaped
        if pid:
            reaped += 1
        elif time.monotonic() > deadline:
            raise SandboxError(
                problem="processes of a submission cannot be killed",
                fix="end them by hand, and grade that submission again",
            )
        else:
            _kill_descendants()


def _kill_descendants() -> None:
    # -1 means every process in sight: only ours if this is the init of a pid
    # namespace that we made. Process 1 of a container is not that.
    own_pids = namespaces.current().has(Layer.PID_NAMESPACE)
    if own_pids and os.getpid() == 1:
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
    else:
        for pid in _descendants(os.getpid()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    time.sleep(0.0005)


def _descendants(pid: int) -> Iterator[int]:
    """Walk the processes below one; those orphaned have come to us as subreaper."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            # The name, in brackets, may hold anything; the parent is second after.
            parent = int(entry.read_bytes().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.parent.name))
    waiting = [pid]
    while waiting:
        below = children.pop(waiting.pop(), [])
        yield from below
        waiting += below


def empty_folder(folder: Path) -> None:
    """Delete all that a folder holds, however it is nested or protected.

    Links are never followed. The processes that could interfere must be gone.

    Raises:
        SandboxError: Something cannot be deleted.
    """
    try:
        if sys.platform == "win32":
            _empty_by_path(folder)
        else:
            os.chmod(folder, stat.S_IRWXU)
            _empty(folder)
    except OSError as error:
        raise SandboxError(
            problem=f"the scratch folder cannot be emptied: {error}",
            fix=f"delete what is in {folder}",
        ) from error


def _empty_by_path(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _empty(folder: Path) -> None:
    root = os.open(folder, NO_LINK)
    try:
        empty_opened(root)
    finally:
        os.close(root)


def empty_opened(root: int) -> None:
    """Delete level by level, so that neither paths nor open descriptors add up.

    Raises:
        OSError: Something cannot be deleted.
    """
    numbers = itertools.count()
    while folders := _delete_files(root):
        for name in folders:
            _flatten(root, name, numbers)


def holds_too_much(folder: Path, *, mib: int, files: int) -> bool:
    """Whether a folder has grown beyond a size or a number of files.

    For where no file system of limited size does that. Stops counting at the limit.
    """
    room, waiting = mib << 20, [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    files -= 1
                    room -= _allocated_bytes(entry)
                    if files < 0 or room < 0:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:  # nobody honest nests so deep
                return True
    return False


def _allocated_bytes(entry: os.DirEntry[str]) -> int:
    with suppress(FileNotFoundError):  # the child is still at work
        return entry.stat(follow_symlinks=False).st_blocks * 512
    return 0


def _flatten(root: int, name: str, numbers: Iterator[int]) -> None:
    """Delete a folder in the root; those inside it move up next to it."""
    os.chmod(name, stat.S_IRWXU, dir_fd=root)
    folder = os.open(name, NO_LINK, dir_fd=root)
    try:
        for inner in _delete_files(folder):
            # Moving a folder writes its "..", which needs the right to.
            os.chmod(inner, stat.S_IRWXU, dir_fd=folder)
            os.rename(
                inner, _unused_name(root, numbers), src_dir_fd=folder, dst_dir_fd=root
            )
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=root)


def _unused_name(root: int, numbers: Iterator[int]) -> str:
    for number in numbers:
        try:
            os.stat(f".{number}", dir_fd=root, follow_symlinks=False)
        except FileNotFoundError:
            return f".{number}"
    raise AssertionError  # numbers do not end


def _delete_files(folder: int) -> list[str]:
    """Delete all but folders; return the names of those."""
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for name, is_folder in found:
        if not is_folder:
            os.unlink(name, dir_fd=folder)
    return [name for name, is_folder in found if is_folder]
