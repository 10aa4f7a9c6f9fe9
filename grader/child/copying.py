"""Let `shutil.copy` copy where modes and times of files cannot be changed.

A file is copied first, and then its mode is. Seccomp refuses that, and who only wants
the copy would learn of it by an exception.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.child.acts import nameless
from grader.child.hiding import opaque


def install() -> None:
    """Have it pass over what is refused; call it before a fork."""
    for name in ("copymode", "copystat"):
        setattr(shutil, name, opaque(_lenient(getattr(shutil, name))))


@nameless
def _lenient(function: Callable[..., None]) -> Callable[..., None]:
    def copy(*args: Any, **kwargs: Any) -> None:
        with suppress(PermissionError):
            function(*args, **kwargs)

    return copy
