"""Commands of instructors: grade a class."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands.shared import (
    FAULT,
    PASSED,
    assignment_option,
    exercise_option,
    isolation_option,
    note,
    sandbox_maker,
    seed_option,
    terminal,
)


@click.command()
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
    from grader.batch.progress import BatchProgress
    from grader.batch.roster import find_submissions
    from grader.batch.rows import RowStatus
    from grader.batch.run import grade_class
    from grader.course import find_assignment
    from grader.isolation.confinement import MINIMUM

    chosen = find_assignment(assignment, submissions)
    roster = find_submissions(submissions, assignment=chosen.name)
    console = terminal()
    for ignored in roster.ignored:
        note(console, f"left out {ignored.name}: {ignored.reason}")
    make_sandbox = sandbox_maker(isolation)
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
    note(console, f"class page: {out / 'index.html'}")
    note(console, f"marks:      {out / 'grades.csv'}")
    note(console, f"seed {graded.seed}")
    return FAULT if graded.count(RowStatus.ERROR) else PASSED
