"""Commands of students: grade one's own work, take a hint, see how far one is."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader import usage
from grader.commands.shared import (
    EXIT_CODES,
    PASSED,
    FilePath,
    assignment_option,
    exercise_option,
    exit_code,
    is_plain,
    isolation_option,
    seed_option,
    terminal,
)


@click.command(
    usage.DEFAULT_COMMAND, cls=usage.GradeCommand, hidden=True, epilog=EXIT_CODES
)
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
    assignment of the current folder is graded; in a course's folder, how far each
    assignment is, is shown.
    """
    from grader import course, grading, waiting, writing

    places = writing.Places(json_path, html_path, junit_path)
    asked = any((path, assignment, exercises, json_path, html_path, junit_path, quiet))
    if not asked and seed is None and course.is_whole(Path.cwd()):
        return _show_progress(is_plain(isolation))
    writing.refuse_places(places, path)
    with writing.none_out_of_date(places):
        if path is not None:
            commands = click.get_current_context().find_root().command
            usage.refuse_missing(path, list(getattr(commands, "commands", ())))
        request = grading.Request(
            path=path,
            assignment=assignment,
            exercises=exercises,
            seed=seed,
            remember=not (fresh_seed or os.environ.get("CI")),
            plain=is_plain(isolation),
        )
        what = path.name if path is not None else "what is in this folder"
        with waiting.said(f"grading {what}: PyTorch is loading, a second or two …"):
            report = grading.grade_submission(request)
    writing.write_reports(report, places)
    console = terminal()
    if quiet:
        console.print(f"{report.score:g}/{report.max_score:g}", highlight=False)
    else:
        from grader.report.text import print_report

        print_report(report, console)
        if html_path is not None:
            console.print(f"HTML report: {html_path}", highlight=False, markup=False)
    return exit_code(report)


@click.command()
@isolation_option
def progress(isolation: str) -> int:
    """Show how far each assignment of the course is.

    What has not changed since it was graded is not graded again.
    """
    return _show_progress(is_plain(isolation))


def _show_progress(plain: bool) -> int:
    from grader import waiting
    from grader.progress import look
    from grader.report.progress_text import print_progress

    course = list(look(Path.cwd(), waiting.said, plain=plain))
    print_progress(course, terminal())
    return PASSED


@click.command()
@click.argument("exercise", required=False)
@assignment_option
@click.option("--again", is_flag=True, help="Repeat what was told, and tell no more.")
def hint(exercise: str | None, assignment: str | None, again: bool) -> int:
    """Tell the next hint of an exercise, or list them.

    There are three as a rule: a question, then where to look, then nearly the answer.
    They cost nothing. Reports count them.
    """
    from grader.hinting import exercises_around, take_hint
    from grader.report.hint_text import list_hints, print_hints

    console = terminal()
    if exercise is None:
        list_hints(exercises_around(Path.cwd(), assignment), console)
        return PASSED
    print_hints(take_hint(exercise, assignment, Path.cwd(), again=again), console)
    return PASSED
