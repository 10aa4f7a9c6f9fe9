"""A small file of notes, which may be lost at any time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from grader import caches

T = TypeVar("T")


class Notes(Generic[T]):
    """A few things under their names in one file, the latest ones.

    Args:
        file: Name of the file.
        kind: What each of them is, as msgspec reads types: all else is no note.
        most: How many are kept.
        folder: Where the file is; by default the user's cache.
    """

    max_bytes = 1 << 18

    def __init__(
        self, file: str, kind: Any, *, most: int, folder: Path | None = None
    ) -> None:
        self._path = (folder or caches.default_folder()) / file
        self._type = dict[str, kind]
        self._most = most

    def find(self, name: str) -> T | None:
        """Find what was kept under a name."""
        return self._read().get(name)

    def keep(self, name: str, note: T) -> None:
        """Keep something under a name, in the place of what was."""
        notes = self._read()
        if notes.pop(name, None) == note:
            return
        latest = list((notes | {name: note}).items())[-self._most :]
        self._write(dict(latest))

    def forget(self, name: str) -> None:
        """Forget what was kept under a name."""
        notes = self._read()
        if notes.pop(name, None) is not None:
            self._write(notes)

    def _read(self) -> dict[str, T]:
        with suppress(msgspec.DecodeError, ValueError):
            data = caches.read(self._path, self.max_bytes)
            found: dict[str, T] = msgspec.json.decode(data, type=self._type)
            return found
        return {}

    def _write(self, notes: dict[str, T]) -> None:
        caches.write(self._path, msgspec.json.encode(notes))
