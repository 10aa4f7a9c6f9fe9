"""Seeds that are kept while the same code fails: numbers change when the code does.

One small file in the user's cache holds the seeds of the last failed runs, each under a
digest of the code that was graded. It holds nothing else of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from grader.remembering.notes import Notes
from grader.seeds import SEED_BITS

FILE = "seeds.json"
MAX_KEPT = 100  # the latest
_Seed = Annotated[int, msgspec.Meta(ge=0, lt=1 << SEED_BITS)]


def kept_seeds(folder: Path | None = None) -> Notes[int]:
    """Open the seeds of the last failed runs, by the digest of the code.

    Args:
        folder: Where they are kept; by default the user's cache.
    """
    return Notes(FILE, _Seed, most=MAX_KEPT, folder=folder)
