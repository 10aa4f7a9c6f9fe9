"""A run of the command line, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.results import Report, from_json, to_json
from tests import course

SHORTLY = ("-a", course.NAME, "-e", "total", "-q")  # the quickest way to grade


@dataclass(frozen=True)
class Done:
    """What a run of `grade` did."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """Its error message, without what stands before every one."""
        assert self.err.startswith("grade: "), self.err
        return self.err.removeprefix("grade: ").strip()


Grade = Callable[..., Done]


def written(path: Path) -> Report:
    """Read a report; it is the same after another round through JSON."""
    report = from_json(path.read_bytes())
    assert from_json(to_json(report)) == report
    return report
