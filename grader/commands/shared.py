"""What commands share: options, exit codes, and ways to print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import usage
from grader.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from grader.assignment import Assignment
    from grader.isolation.sandbox import Sandbox
    from grader.results import Report

PASSED, NOT_PASSED, USAGE, BROKEN, FAULT = range(5)
EXIT_CODES = """Exit codes: 0 all checks passed; 1 something did not; 2 usage, or a
submission that cannot be read; 3 the assignment is broken; 4 a fault of the grader."""
FilePath = click.Path(dir_okay=False, writable=True, path_type=Path)

assignment_option = click.option(
    "-a",
    "--assignment",
    metavar="NAME",
    help="Assignment, by name or folder; by default the one that the path names.",
)
exercise_option = click.option(
    "-e",
    "--exercise",
    "exercises",
    multiple=True,
    metavar="NAME",
    help="This exercise only; may be repeated.",
)
isolation_option = click.option(
    "--isolation",
    type=click.Choice(["auto", "nursery", "plain"]),
    default="auto",
    help="How student code is kept apart: nursery forks confined processes (Linux); "
    "plain starts fresh ones, which is slower and confines nothing.",
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    callback=usage.refuse_huge,
    metavar="N",
    help="Repeat a run: its report names the seed.",
)


def note(console: Console, text: str) -> None:
    """Print a line as it is, without what a terminal would obey."""
    from grader.report.wording import visible

    console.print(visible(text), highlight=False, markup=False, soft_wrap=True)


def is_plain(isolation: str) -> bool:
    """Whether plain processes are asked for.

    Raises:
        UsageError: The nursery is asked for, and there is none here.
    """
    if isolation == "nursery" and not sys.platform.startswith("linux"):
        raise UsageError(
            "the nursery needs Linux", fix="leave --isolation out, or use plain"
        )
    return isolation == "plain"


def sandbox_maker(isolation: str) -> Callable[[Assignment], Sandbox]:
    """Make what starts a sandbox for an assignment, in the way that is asked for."""
    from grader import grading

    plain = is_plain(isolation)
    return lambda assignment: grading.open_sandbox(assignment, plain=plain)


def exit_code(report: Report) -> int:
    """Say in a number what came of a submission."""
    from grader.results import Status

    if any(check.status is Status.ERROR for check in report.checks):
        return BROKEN
    return PASSED if report.passed else NOT_PASSED


def terminal(*, stderr: bool = False) -> Console:
    """Open the terminal to print on."""
    from rich.console import Console

    return Console(stderr=stderr)
