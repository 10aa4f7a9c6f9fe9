"""Kernel calls that Python 3.11 does not offer, as typed functions.

Each raises OSError, named after the call, where the kernel refuses. Importing
this module does nothing; calling anything in it needs Linux.
"""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
MS_REC, MS_PRIVATE = 0x4000, 1 << 18
MOUNT_ATTR_RDONLY = 1

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

# System calls from 424 on have the same number on every architecture.
_SYS_CLOSE_RANGE = 436
_SYS_MOUNT_SETATTR = 442
_SYS_LANDLOCK_RESTRICT_SELF = 446
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_LAST_FD = 0xFFFFFFFF


class _MountAttr(ctypes.Structure):
    """struct mount_attr."""

    _fields_ = (
        ("attr_set", ctypes.c_uint64),
        ("attr_clr", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    )


@cache
def libc() -> ctypes.CDLL:
    """Load the C library that this process already uses."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    # Declared, so that a call from a fresh child makes no objects: each page that
    # a child touches first costs it 2 microseconds.
    library.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    return library


@cache
def kernel_version() -> tuple[int, int]:
    """Read major and minor version of the running kernel."""
    major, minor = platform.release().split(".")[:2]
    return int(major), int("".join(filter(str.isdigit, minor[:3])) or 0)


def checked(result: int, call: str) -> int:
    """Raise the error of the call that just returned -1."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by the flags for new ones."""
    checked(libc().unshare(ctypes.c_int(flags)), "unshare")


def prctl(option: int, value: int = 0) -> None:
    """Change an attribute of this process."""
    checked(libc().prctl(option, value, 0, 0, 0), "prctl")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a file system, or change how a mount propagates."""
    result = libc().mount(
        source.encode(),
        target.encode(),
        kind.encode() or None,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )
    checked(result, f"mount({target})")


def change_mount(target: str, *, add: int = 0, drop: int = 0, recurse: bool) -> None:
    """Change flags of a mount, and of those below it; needs Linux 5.12."""
    attributes = _MountAttr(add, drop, 0, 0)
    result = libc().syscall(
        _SYS_MOUNT_SETATTR,
        _AT_FDCWD,
        target.encode(),
        _AT_RECURSIVE if recurse else 0,
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )
    checked(result, f"mount_setattr({target})")


def close_range(first: int, last: int = _LAST_FD) -> None:
    """Close every descriptor from `first` to `last`."""
    result = libc().syscall(
        _SYS_CLOSE_RANGE, ctypes.c_uint(first), ctypes.c_uint(last), 0
    )
    checked(result, "close_range")


def enforce_landlock(ruleset: int, flags: int) -> None:
    """Enforce a Landlock ruleset, given by its descriptor, on this thread."""
    result = libc().syscall(_SYS_LANDLOCK_RESTRICT_SELF, ruleset, flags)
    checked(result, "landlock_restrict_self")
