"""Slips of beginners are named, with their line and without a false word."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.slips import graded, slips, tell, wanted
from tests.tiers import sample

EVERY = slips()


@pytest.mark.sandbox
@pytest.mark.parametrize("path", sample(EVERY, 26), ids=lambda path: path.name)
def test_a_slip_is_told_as_wanted(path: Path) -> None:
    """Each says at its top which line, and which words, a student should read."""
    ((_, report),) = graded([path])
    told = tell(path, report)

    assert not told.falls_short(wanted(path)), told.text


def test_every_slip_says_what_is_wanted() -> None:
    """There are many, few of them open, and each names an exercise and a word."""
    found = [wanted(path) for path in EVERY]

    assert len(found) >= 60
    assert all(item.exercise and item.says for item in found)
    assert sum(any(item.open) for item in found) * 10 <= len(found)
