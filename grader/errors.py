"""Errors of the grader, by the person who can mend them.

    GraderError                 exit code 4: a fault of the grader itself
    ├── UsageError              exit code 2: the command line
    ├── SubmissionError         exit code 2: what the student handed in
    ├── AssignmentError         exit code 3: what the exercise's author wrote
    └── SandboxError            exit code 4: children cannot be started or confined
        └── ProtocolError       a child sent something that no honest child sends

A wrong submission is data, not an exception: it ends in a report. These are
raised only when no report can be made.
"""

from __future__ import annotations

import difflib
from pathlib import Path


class GraderError(Exception):
    """Base of every error raised on purpose.

    Args:
        problem: What happened, lower-case, without a full stop.
        fix: What the reader can do about it.
        where: The file, and the line if known, that the problem is in.
    """

    exit_code = 4

    def __init__(
        self, problem: str, *, fix: str = "", where: str | Path | None = None
    ) -> None:
        self.problem = problem
        self.fix = fix
        self.where = str(where) if where is not None else ""
        super().__init__(problem)

    def __str__(self) -> str:
        head = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{head}\n  fix: {self.fix}" if self.fix else head


class UsageError(GraderError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


class SubmissionError(GraderError):
    """The submission cannot be read at all, so there is nothing to grade."""

    exit_code = 2


class AssignmentError(GraderError):
    """The assignment is broken: its settings, its checks or its reference."""

    exit_code = 3


class SandboxError(GraderError):
    """Children cannot be started, confined or talked to."""


class ProtocolError(SandboxError):
    """A child broke the protocol; what it sent is not used."""


def suggestion(name: str, known: list[str]) -> str:
    """Name the nearest known name, or all of them."""
    near = difflib.get_close_matches(name, known, n=1)
    return repr(near[0]) if near else "one of: " + ", ".join(sorted(known))
