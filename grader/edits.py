"""An edit of a source: a stretch of it, and what stands there instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """A stretch of source, and what stands there instead.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends.
        text: What stands there instead.
    """

    start: int
    end: int
    text: str
