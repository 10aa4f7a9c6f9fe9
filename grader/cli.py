"""The command line: parse, call one use case, print, return a code.

Exit codes: 0 all checks passed; 1 something did not; 2 usage or unreadable
submission; 3 the assignment is broken; 4 a fault of the grader.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

import grader
from grader import interrupts, usage
from grader.commands.author import doctor, new, validate
from grader.commands.instructor import batch
from grader.commands.shared import EXIT_CODES, FAULT, PASSED, USAGE, terminal
from grader.commands.student import hint, progress, submission
from grader.errors import GraderError

DEBUG = "GRADE_DEBUG"  # set, it lets a fault of ours show its traceback


@click.group(
    cls=usage.GradeGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(grader.__version__, prog_name="grade")
def cli() -> None:
    """Grade PyTorch exercises.

    PATH is a submission: a .py file, a notebook, or a folder that holds one.
    Without it, the assignment of the current folder is graded; in a course's folder,
    how far each assignment is, is shown.

    `grade COMMAND --help` explains a command.
    """


for command in (submission, hint, progress, batch, validate, new, doctor):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; every error of ours ends in a sentence."""
    with interrupts.heeded() as stop:
        code = _exit_code_of(arguments, stop)
    sys.exit(code)


def _exit_code_of(arguments: Sequence[str] | None, stop: interrupts.Stop) -> int:
    try:
        code: Any = cli.main(
            list(arguments) if arguments is not None else None,
            prog_name="grade",
            standalone_mode=False,
        )
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        _complain(usage.sentence(error))
        code = USAGE
    except (click.Abort, KeyboardInterrupt) as error:
        said = str(error.__cause__ or error)  # click raises Abort from the interrupt
        with suppress(OSError):  # the terminal may be what is gone
            _complain(f"stopped: {said}" if said else "stopped")
        code = stop.exit_code
    except GraderError as error:
        _complain(str(error))
        code = error.exit_code
    except Exception as error:
        if DEBUG in os.environ:
            raise
        _complain(
            f"this is a fault of the grader: {type(error).__name__}: {error}\n"
            f"  fix: report it, with what is printed when {DEBUG}=1 is set"
        )
        code = FAULT
    return code or PASSED


def _complain(text: str) -> None:
    terminal(stderr=True).print(
        f"grade: {text}",
        style="bold red",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
