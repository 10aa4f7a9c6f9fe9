"""Seeds that are kept while the same code fails: numbers change when the code does.

One small file in the user's cache holds the seeds of the last failed runs, each under a
digest of the code that was graded. It holds nothing else of it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import msgspec

from grader import caches
from grader.seeds import SEED_BITS
from grader.submission import Submission

FILE = "seeds.json"
MAX_KEPT = 100  # the latest
_MAX_BYTES = 1 << 16
_Seeds = dict[str, Annotated[int, msgspec.Meta(ge=0, lt=1 << SEED_BITS)]]


def digest_of(assignment: str, submission: Submission) -> str:
    """Tell code from other code: outputs of a notebook's cells are none of it."""
    units = [(unit.label, unit.cell, unit.source) for unit in submission.units]
    return hashlib.sha256(json.dumps([assignment, units]).encode()).hexdigest()


class KeptSeeds:
    """The seeds of the last failed runs.

    Args:
        folder: Where they are kept; by default the user's cache.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or caches.default_folder()) / FILE

    def find(self, digest: str) -> int | None:
        """Find the seed by which this code failed before."""
        return self._read().get(digest)

    def keep(self, digest: str, seed: int) -> None:
        """Keep the seed by which this code failed."""
        others = self._read()
        if others.pop(digest, None) == seed:
            return
        latest = list((others | {digest: seed}).items())[-MAX_KEPT:]
        self._write(dict(latest))

    def forget(self, digest: str) -> None:
        """Forget the seed of code that passes now."""
        seeds = self._read()
        if seeds.pop(digest, None) is not None:
            self._write(seeds)

    def _read(self) -> _Seeds:
        with suppress(msgspec.DecodeError, ValueError):
            return msgspec.json.decode(caches.read(self._path, _MAX_BYTES), type=_Seeds)
        return {}

    def _write(self, seeds: _Seeds) -> None:
        caches.write(self._path, msgspec.json.encode(seeds))
