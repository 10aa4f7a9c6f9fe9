"""Replaces attributes of torch for a while, however many ask for it at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

Replacement = tuple[Any, str, object]  # owner, name, value
_ABSENT = object()


class Installed:
    """Replacements that are there as long as anybody has this entered.

    Args:
        sources: Functions that say what to replace.
    """

    def __init__(self, *sources: Callable[[], Iterator[Replacement]]) -> None:
        self._sources = sources
        self._lock = threading.Lock()
        self._users = 0
        self._originals: list[Replacement] = []

    def __enter__(self) -> None:
        """Replace, unless it is done already."""
        with self._lock:
            if not self._users:
                self._install()
            self._users += 1

    def __exit__(self, *_: object) -> None:
        """Take everything back, unless somebody else still needs it."""
        with self._lock:
            self._users -= 1
            if not self._users:
                self._take_back()

    def _install(self) -> None:
        try:
            for replacement in [r for source in self._sources for r in source()]:
                self._replace(*replacement)
        except BaseException:
            self._take_back()
            raise

    def _take_back(self) -> None:
        while self._originals:
            owner, name, value = self._originals.pop()
            if value is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, value)

    def _replace(self, owner: Any, name: str, value: object) -> None:
        self._originals.append((owner, name, vars(owner).get(name, _ABSENT)))
        setattr(owner, name, value)
