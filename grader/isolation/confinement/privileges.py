"""Privileges: capabilities, and everything else that makes root root."""

from __future__ import annotations

import ctypes

from grader.isolation.confinement import kernel
from grader.isolation.confinement.layers import Layer, LayerStatus

_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63  # more than exist; the kernel says where its own end


class _Header(ctypes.Structure):
    """struct __user_cap_header_struct."""

    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


_HEADER = ctypes.byref(_Header(_VERSION_3, 0))  # this very process
_NONE = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice 32 bits


def status() -> LayerStatus:
    """Say what is dropped; every Linux can do this."""
    return LayerStatus(
        name=Layer.PRIVILEGES,
        active=True,
        detail="no capabilities, and none to be gained",
    )


def forgo_regaining() -> None:
    """Take from this process, and all it forks, what root gets back by execve.

    What it holds now stays usable. Without the right to do this the process has
    nothing to get back either, once no_new_privs is set.
    """
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
        except OSError:
            return


def drop() -> None:
    """Give up every capability, ambient ones included, for good.

    Raises:
        OSError: The kernel refuses.
    """
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.checked(kernel.libc().capset(_HEADER, _NONE), "capset")
