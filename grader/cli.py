"""The command line: parse, call one use case, print, return a code.

Exit codes: 0 all checks passed; 1 something did not; 2 usage or unreadable
submission; 3 the assignment is broken; 4 a fault of the grader.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import grader
from grader import interrupts, usage
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from grader.assignment import Assignment, ExerciseKind
    from grader.isolation.sandbox import Sandbox
    from grader.results import Report

PASSED, NOT_PASSED, USAGE, BROKEN, FAULT = range(5)
DEFAULT_COMMAND = usage.DEFAULT_COMMAND
DEBUG = "GRADE_DEBUG"  # set, it lets a fault of ours show its traceback
EXIT_CODES = """Exit codes: 0 all checks passed; 1 something did not; 2 usage, or a
submission that cannot be read; 3 the assignment is broken; 4 a fault of the grader."""
FilePath = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group(
    cls=usage.GradeGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(grader.__version__, prog_name="grade")
def cli() -> None:
    """Grade PyTorch exercises.

    PATH is a submission: a .py file, a notebook, or a folder that holds one.
    Without it, the assignment of the current folder is graded.

    `grade COMMAND --help` explains a command.
    """


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
    help="Grade this exercise only; may be repeated.",
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


@cli.command(DEFAULT_COMMAND, cls=usage.GradeCommand, hidden=True, epilog=EXIT_CODES)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@assignment_option
@exercise_option
@click.option("--json", "json_path", type=FilePath, help="Write the report as JSON.")
@click.option("--html", "html_path", type=FilePath, help="Write the report as HTML.")
@click.option("--junit", "junit_path", type=FilePath, help="Write JUnit XML.")
@seed_option
@click.option(
    "--fresh-seed",
    is_flag=True,
    envvar="GRADE_FRESH_SEED",
    help="Draw other numbers, though the seed of code that failed is kept until it "
    "changes, and keep none. So do GRADE_FRESH_SEED=1, and CI, in the environment.",
)
@isolation_option
@click.option("-q", "--quiet", is_flag=True, help="Print the score only.")
def submission(
    path: Path | None,
    assignment: str | None,
    exercises: tuple[str, ...],
    json_path: Path | None,
    html_path: Path | None,
    junit_path: Path | None,
    seed: int | None,
    fresh_seed: bool,
    isolation: str,
    quiet: bool,
) -> int:
    """Grade one submission.

    PATH is a .py file, a notebook, or a folder that holds one. Without it, the
    assignment of the current folder is graded.
    """
    from grader import grading, waiting, writing

    places = writing.Places(json_path, html_path, junit_path)
    writing.refuse_places(places, path)
    with writing.none_out_of_date(places):
        if path is not None:
            usage.refuse_missing(path, list(cli.commands))
        request = grading.Request(
            path=path,
            assignment=assignment,
            exercises=exercises,
            seed=seed,
            keep_seed=not (fresh_seed or os.environ.get("CI")),
            plain=_is_plain(isolation),
        )
        what = path.name if path is not None else "what is in this folder"
        with waiting.said(f"grading {what}: PyTorch is loading, a second or two …"):
            report = grading.grade_submission(request)
    writing.write_reports(report, places)
    console = _console()
    if quiet:
        console.print(f"{report.score:g}/{report.max_score:g}", highlight=False)
    else:
        from grader.report.text import print_report

        print_report(report, console)
        if html_path is not None:
            console.print(f"HTML report: {html_path}", highlight=False, markup=False)
    return _exit_code(report)


@cli.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@assignment_option
@exercise_option
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Where the class report goes.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Submissions at once; by default one a core.",
)
@seed_option
@isolation_option
@click.option(
    "--unconfined",
    is_flag=True,
    help="Grade even where isolation lacks a layer that untrusted code needs.",
)
def batch(
    submissions: Path,
    assignment: str | None,
    exercises: tuple[str, ...],
    out: Path,
    jobs: int | None,
    seed: int | None,
    isolation: str,
    unconfined: bool,
) -> int:
    """Grade a class.

    SUBMISSIONS is a folder with one file, or one folder, a student.
    """
    from grader.assignment import find_assignment
    from grader.batch.progress import BatchProgress
    from grader.batch.roster import find_submissions
    from grader.batch.rows import RowStatus
    from grader.batch.run import grade_class
    from grader.isolation.confinement import MINIMUM

    chosen = find_assignment(assignment, submissions)
    roster = find_submissions(submissions, assignment=chosen.name)
    console = _console()
    for ignored in roster.ignored:
        _note(console, f"left out {ignored.name}: {ignored.reason}")
    make_sandbox = _sandbox_maker(isolation)
    graded = grade_class(
        roster.entries,
        chosen,
        out,
        sandbox_factory=lambda: make_sandbox(chosen),
        exercises=chosen.select(exercises) if exercises else (),
        jobs=jobs,
        seed=seed,
        required_layers=() if unconfined else MINIMUM,
        watch=BatchProgress(console),
    )
    _note(console, f"class page: {out / 'index.html'}")
    _note(console, f"marks:      {out / 'grades.csv'}")
    _note(console, f"seed {graded.seed}")
    return FAULT if graded.count(RowStatus.ERROR) else PASSED


@cli.command()
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--write-stubs", is_flag=True, help="Write the stubs anew first.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Gradings at once; by default one a core.",
)
@click.option(
    "--no-cache", is_flag=True, help="Prove again what an earlier run has proved."
)
@click.option(
    "--mutants",
    is_flag=True,
    help="Try what mutation operators make of the references, too.",
)
@click.option(
    "--twins",
    is_flag=True,
    help="List the wrong solutions that show the same; implies --no-cache.",
)
@click.option(
    "--show",
    metavar="MISTAKE",
    help="Prove nothing, and print what a student who makes a mistake would read: "
    "part of its sentence, or FILE:LINE.",
)
@seed_option
@isolation_option
def validate(
    names: tuple[str, ...],
    write_stubs: bool,
    jobs: int | None,
    no_cache: bool,
    mutants: bool,
    twins: bool,
    show: str | None,
    seed: int | None,
    isolation: str,
) -> int:
    """Prove that assignments work; all of the course if none is named.

    The reference gets full marks, the stubs none, right solutions pass, and wrong
    ones, mistakes among them, lose exactly the checks that they name. What has not
    changed since it was proved is not graded again, unless --no-cache or --seed asks
    for it.
    """
    from grader import validating
    from grader.seeds import fresh_seed

    console = _console()
    assignments = validating.select(names)
    if write_stubs:
        for written in (w for a in assignments for w in validating.rewrite_stubs(a)):
            console.print(f"wrote {written}", highlight=False, markup=False)
    anew = no_cache or twins or seed is not None
    seed = fresh_seed() if seed is None else seed
    if show is not None:
        validating.show(assignments, show, _sandbox_maker(isolation), seed, console)
        return PASSED
    proofs = validating.prove(
        assignments,
        _sandbox_maker(isolation),
        seed=seed,
        jobs=jobs,
        mutants=mutants,
        cache=None if anew else validating.open_cache(isolation),
        watch=validating.ValidationProgress(_console(stderr=True)),
    )
    validating.print_proofs(proofs, seed, console)
    if mutants:
        validating.print_mutations(proofs, console)
    if twins:
        validating.print_twins(proofs, console)
    return BROKEN if any(proof.problems for proof in proofs) else PASSED


@cli.command()
@click.argument("name", metavar="ASSIGNMENT/EXERCISE")
@click.option(
    "--kind",
    type=click.Choice(["module", "function"]),
    help="What students write; by default a module if the name begins with a capital.",
)
def new(name: str, kind: ExerciseKind | None) -> int:
    """Begin an exercise with files that already prove themselves.

    Reference, settings, checks, a mistake and a right solution are written into the
    course around the current folder, with a new assignment if there is none of that
    name. Nothing is overwritten.
    """
    from grader import scaffolding

    console = _console()
    begun = scaffolding.begin_exercise(scaffolding.parse_name(name, kind), Path.cwd())
    for path in begun.written:
        _note(console, f"wrote {path}")
    _note(console, begun.next_steps)
    return PASSED


@cli.command()
def doctor() -> int:
    """Show what this machine offers: torch, devices, isolation."""
    from grader import checkup

    console = _console()
    findings = checkup.examine()
    checkup.print_findings(findings, console)
    return PASSED if all(item.good or not item.needed for item in findings) else FAULT


def _note(console: Console, text: str) -> None:
    from grader.report.wording import visible

    console.print(visible(text), highlight=False, markup=False, soft_wrap=True)


def _is_plain(isolation: str) -> bool:
    if isolation == "nursery" and not sys.platform.startswith("linux"):
        raise UsageError(
            "the nursery needs Linux", fix="leave --isolation out, or use plain"
        )
    return isolation == "plain"


def _sandbox_maker(isolation: str) -> Callable[[Assignment], Sandbox]:
    from grader import grading

    plain = _is_plain(isolation)
    return lambda assignment: grading.open_sandbox(assignment, plain=plain)


def _exit_code(report: Report) -> int:
    from grader.results import Status

    if any(check.status is Status.ERROR for check in report.checks):
        return BROKEN
    return PASSED if report.passed else NOT_PASSED


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr)


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
    _console(stderr=True).print(
        f"grade: {text}",
        style="bold red",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
