"""What programs remember for a user: small files that may be lost at any time."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

FOLDER = "pytorch-course-grader"


def default_folder() -> Path:
    """Where a user's programs keep what they can make again."""
    home = Path.home()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = home / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or base) / FOLDER


def read(path: Path, max_bytes: int) -> bytes:
    """Read a file; nothing, where there is none or it is larger than ours are."""
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= max_bytes:
            return path.read_bytes()
    return b""


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what cannot be written is forgotten."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(data)
        os.replace(fresh, path)
