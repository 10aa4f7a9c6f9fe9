"""A report in the terminal, to be read at a glance.

What is wrong comes first, in as few lines as say where, why and how it shows; then all
else in one line each, and the score last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from grader.report.example import example_lines
from grader.report.grid import columns_in, evidence_lines, first_difference
from grader.report.page import LABEL_WIDTH, MAX_TEXT, STYLES, Page
from grader.report.wording import (
    ERROR_NOTE,
    LABELS,
    cropped,
    is_quiet,
    points,
    visible,
    worst,
)
from grader.results import (
    CheckResult,
    Evidence,
    ExerciseResult,
    Finding,
    Location,
    Report,
    Status,
)

IN_FULL = 1
MAX_FINDINGS = 5
MAX_OUTPUT_LINES = 5
MAX_LINE = 240  # characters of what is told in a line: three of these at 80 columns


def print_report(report: Report, console: Console, *, limit: int = IN_FULL) -> None:
    """Print a report: the first failures in full, then a line each, the score last.

    Args:
        report: The graded submission.
        console: Where to print; its width and encoding are respected.
        limit: How many failures to explain in full.
    """
    page = Page(console)
    graded = ", ".join(file.path for file in report.submission.files[:1])
    page.pair(report.assignment, graded or report.submission.id, style="bold")
    lost = [check for check in report.checks if _is_told(check)]
    groups = _grouped([check for check in lost if not check.is_unwritten])
    shown = groups[: max(0, limit)]
    for number, group in enumerate(shown, start=1):
        page.gap()
        _failure(page, number if len(groups) > 1 else None, group)
    if shown and report.output.strip():
        _output(page, report.output)
    page.gap()
    told = {check.id for group in shown for check in group}
    for exercise in report.exercises:
        _exercise(page, exercise, told)
    if not report.exercises:
        page.line("no exercise was graded", style="bold")
    stuck = next((e for e in report.exercises if _has_hint(e)), None)
    if stuck is not None:
        page.line(f"a hint: grade hint {stuck.name}", style="dim")
    if len(groups) > len(shown):
        text = "in full: grade -e EXERCISE, or the HTML report (grade --html FILE)"
        page.line(text, style="dim")
    _findings(page, "for your instructor", report.integrity)
    places = {check.location for check in lost}  # what is told there is told already
    warnings = [
        w for w in report.warnings if not w.location or w.location not in places
    ]
    _findings(page, "warning", warnings)
    page.gap()
    _score(page, report)


def _is_told(check: CheckResult) -> bool:
    """Whether a check is told by itself: also one that passed, for no points."""
    return not is_quiet(check) and check.status is not Status.BLOCKED


def _has_hint(exercise: ExerciseResult) -> bool:
    """Whether a student who has lost a check of it can ask for a hint."""
    lost = any(check.is_lost for check in exercise.checks)
    return lost and not exercise.is_unwritten and exercise.hints > exercise.hints_taken


# A failure in full --------------------------------------------------------------------


def _grouped(checks: Sequence[CheckResult]) -> list[list[CheckResult]]:
    """Gather failures that say the same, such as one syntax error for all."""
    groups: dict[object, list[CheckResult]] = {}
    for check in checks:
        key = (check.status, check.message, check.diagnosis, str(check.location))
        groups.setdefault(key if check.message else check.id, []).append(check)
    return list(groups.values())


def _failure(page: Page, number: int | None, group: Sequence[CheckResult]) -> None:
    check = group[0]
    mark = page.mark(check.status)
    lead = mark if number is None else Text(str(number), style=STYLES[check.status])
    head = page.text(check.exercise, "bold").append("  ")
    page.row(head.append_text(page.text(_headline(check), "bold")), hang=3, lead=lead)
    if check.location is not None:
        _place(page, check.location)
    if check.diagnosis:  # the symptom comes below the cause
        page.labelled("shows", check.message)
    if check.counterexample is not None:
        label, room = "call", page.width - 3 - LABEL_WIDTH
        for line in example_lines(check.counterexample, room):
            page.labelled(label, line)
            label = ""
    _both(page, check)
    page.labelled("hint", check.hint)
    if check.status is Status.ERROR:
        page.labelled("note", ERROR_NOTE)
    if len(group) > 1:
        page.labelled("and", f"{_count(len(group) - 1, 'check')} more for this reason")
    _asked(page, check)


def _headline(check: CheckResult) -> str:
    """The cause, where it is known; else what was seen."""
    return cropped(check.diagnosis or check.message or LABELS[check.status], MAX_TEXT)


def _asked(page: Page, check: CheckResult) -> None:
    """Say what is checked, and what it is worth."""
    text = page.text(cropped(check.title, 120), "dim")
    page.row(
        text.append("  ").append_text(page.text(check.id, "dim")),
        _earned(check.earned, check.points),
        indent=3,
        hang=LABEL_WIDTH,
        lead=Text("check", style="dim"),
    )


def _place(page: Page, location: Location) -> None:
    page.labelled("at", str(location))
    fault = next(
        (line.text for line in location.excerpt if line.line == location.line), ""
    )
    page.labelled("", cropped(fault.strip(), 160), "bold")


def _both(page: Page, check: CheckResult) -> None:
    """Show what was expected and found, but for what the message says already."""
    expected, found = check.expected, check.found
    start = first_difference(found, expected)
    columns = columns_in(page.width - 3 - LABEL_WIDTH, start, found, expected)
    _evidence(page, "expected", expected, start, columns)
    shown = found is not None and (start is not None or bool(found.names))
    if found is not None and (shown or found.text not in check.message):
        _evidence(page, "found", found, start, columns)


def _evidence(
    page: Page,
    label: str,
    evidence: Evidence | None,
    start: tuple[int, int] | None,
    columns: int,
) -> None:
    for line in evidence_lines(evidence, start, columns) if evidence else ():
        page.labelled(label, line)
        label = ""


def _output(page: Page, output: str) -> None:
    lines = visible(output).strip("\n").split("\n")
    page.gap()
    page.line("your code printed", indent=3, style="dim")
    room = page.width - 6
    for line in lines[:MAX_OUTPUT_LINES]:
        page.line(line if len(line) <= room else f"{line[:room]}…", indent=5)
    if len(lines) > MAX_OUTPUT_LINES:
        page.line("and more", indent=5, style="dim")


# A line each --------------------------------------------------------------------------


def _exercise(page: Page, exercise: ExerciseResult, told: set[str]) -> None:
    """Print what came of an exercise, and a line for each failure not told in full."""
    name = page.text(exercise.name, "bold").append("  ")
    unwritten = [check for check in exercise.checks if check.is_unwritten]
    summary = "; ".join(_summary(exercise.checks)) if not unwritten else ""
    summary = summary or "; ".join(_brief(check) for check in unwritten)
    page.row(
        name.append_text(page.text(summary, "dim")),
        _earned(exercise.score, exercise.max_score),
        hang=2,
        lead=page.mark(Status.BLOCKED if unwritten else worst(exercise.checks)),
    )
    if exercise.message:
        page.line(cropped(exercise.message, 400), indent=2, style="bold")
    groups: dict[tuple[Status, str], list[CheckResult]] = {}
    for check in exercise.checks:
        if _is_told(check) and check.id not in told and not check.is_unwritten:
            groups.setdefault((check.status, _brief(check)), []).append(check)
    for (status, brief), group in groups.items():
        _line(page, status, brief, group)


def _summary(checks: Sequence[CheckResult]) -> Iterator[str]:
    """Say in a few words what failed, what waits, and what passed."""
    lost = [check for check in checks if _is_told(check)]
    blocked = [check for check in checks if check.status is Status.BLOCKED]
    passed = [check for check in checks if is_quiet(check)]
    repaired = [check for check in passed if check.repaired is not None]
    if not lost and not blocked:
        yield _count(len(passed), "check")
        return
    for status in dict.fromkeys(check.status for check in lost):
        these = [check.kind.value for check in lost if check.status is status]
        yield f"{LABELS[status]}: {_listed(these)}"
    for blocker in dict.fromkeys(check.blocked_by or "" for check in blocked):
        these = [check.kind.value for check in blocked if check.blocked_by == blocker]
        by = "that" if len(lost) == 1 else cropped(blocker.partition(".")[2], 120)
        yield f"blocked by {by}: {_listed(these)}"
    if passed:
        yield f"{len(passed)} passed"
    for message, count in Counter(check.message for check in repaired).items():
        share = "all" if count == len(passed) else count
        yield f"{share} of these {message}"


def _line(
    page: Page, status: Status, brief: str, checks: Sequence[CheckResult]
) -> None:
    """Print one line for all checks of which the same is to be said."""
    kinds = _listed(check.kind.value for check in checks)
    text = page.text(f"{kinds}  ").append_text(page.text(brief))
    if status is Status.PASS:
        text.append_text(page.text("points withheld", "bold"))
    page.row(text, indent=2, hang=2, lead=page.mark(status))


def _brief(check: CheckResult) -> str:
    """A failure in a line: what, and where."""
    what = check.diagnosis or check.message
    if check.is_unwritten and check.diagnosis:
        what = f"{check.message}; {check.diagnosis}"
    if not what and check.status is not Status.PASS:
        what = LABELS[check.status]
    place = f" ({check.location})" if check.location is not None else ""
    return cropped(what, MAX_LINE) + place


def _listed(kinds: Iterable[str]) -> str:
    counts = Counter(kinds)
    return ", ".join(
        kind if count == 1 else f"{kind} \u00d7{count}"
        for kind, count in counts.items()
    )


def _earned(earned: float, worth: float) -> Text:
    style = "" if earned >= worth else "bold"
    return Text(points(earned), style=style).append(f" / {points(worth)}", style="dim")


def _findings(page: Page, label: str, findings: Sequence[Finding]) -> None:
    if findings:
        page.gap()
    for finding in findings[:MAX_FINDINGS]:
        place = f" ({finding.location})" if finding.location is not None else ""
        line = page.text(f"{label}: ", "bold")
        line.append_text(page.text(cropped(finding.message, 300) + place))
        page.row(line, hang=2, lead=Text("!", style="bold"))
    if len(findings) > MAX_FINDINGS:
        page.line(f"and {len(findings) - MAX_FINDINGS} more", indent=2, style="dim")


def _score(page: Page, report: Report) -> None:
    line = Text("score ").append(
        points(report.score), style="bold green" if report.passed else "bold"
    )
    line.append(f" / {points(report.max_score)}")
    page.row(line.append(f"   seed {report.seed}", style="dim"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
