"""Landlock: files, TCP ports and signals that a child cannot reach.

The rules are made once in the nursery; a child only enforces them on itself.
No rule allows executing a file, since no child has a reason to.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from grader.isolation.confinement import kernel
from grader.isolation.confinement.layers import Layer, LayerStatus

_DISCARD = Path(os.devnull)
# Refusals stay out of the audit log, which student code could flood.
_QUIET, _QUIET_SINCE = 1, 7  # LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF


def abi_version() -> int:
    """Return the kernel's Landlock version.

    Raises:
        OSError: The kernel does not offer Landlock, or a container forbids it.
        ImportError: The package landlockpy is missing.
    """
    import landlockpy

    if version := landlockpy.abi_version():
        return version
    raise OSError(errno.EOPNOTSUPP, "the kernel does not offer it")


def status() -> LayerStatus:
    """Say whether Landlock is there, and what its version covers."""
    try:
        version = abi_version()
    except ImportError:
        return _missing("landlockpy is not installed", "pip install landlockpy")
    except OSError as error:
        fix = "Linux 5.13 or later, `landlock` in lsm=, a container that allows it"
        return _missing(str(error.strerror), fix)
    covers = ["files"]
    covers += ["TCP"] if version >= 4 else []
    covers += ["abstract sockets", "signals"] if version >= 6 else []
    detail = f"version {version}: {', '.join(covers)}"
    return LayerStatus(name=Layer.LANDLOCK, active=True, detail=detail)


def _missing(detail: str, fix: str) -> LayerStatus:
    return LayerStatus(name=Layer.LANDLOCK, active=False, detail=detail, fix=fix)


class Rules:
    """What a child may reach, ready to be enforced.

    Holds a descriptor, which forked children share. Rules must not be added to
    it in a child: they would hold for every later one.

    Args:
        scratch_root: The folder that a child may use as it likes.
        readable: Files and folders that it may read.

    Raises:
        OSError: The kernel refuses a rule.
    """

    def __init__(self, scratch_root: Path, readable: Iterable[Path]) -> None:
        from landlockpy import AccessFS, Ruleset, Scope

        look = AccessFS.READ_FILE | AccessFS.READ_DIR
        write = AccessFS.WRITE_FILE | AccessFS.TRUNCATE
        arrange = (
            AccessFS.MAKE_REG
            | AccessFS.MAKE_DIR
            | AccessFS.MAKE_SYM
            | AccessFS.MAKE_FIFO
            | AccessFS.REMOVE_FILE
            | AccessFS.REMOVE_DIR
            | AccessFS.REFER
        )
        rules = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
        for path in readable:
            rules.allow_path(path, look if path.is_dir() else AccessFS.READ_FILE)
        rules.allow_path(_DISCARD, AccessFS.READ_FILE | write)
        rules.allow_path(scratch_root, look | write | arrange)
        self._ruleset = rules
        self._flags = _QUIET if rules.abi_version >= _QUIET_SINCE else 0

    def enforce(self) -> None:
        """Enforce the rules on this process; there is no way back.

        The call is made by hand: the binding's own computes with enum flags on
        the way, which costs a fresh child 0.15 ms more in copied pages.

        Raises:
            OSError: The kernel refuses.
        """
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.enforce_landlock(self._ruleset.fileno(), self._flags)
        # A finalizer would otherwise close whatever gets this number next.
        self._ruleset.close()
