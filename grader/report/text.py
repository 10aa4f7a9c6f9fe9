"""A report in the terminal, to be read at a glance.

Every string of a report becomes a `rich.text.Text` of its visible characters, so
that neither markup nor escape sequences of a student reach the terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from grader.report.grid import evidence_lines, first_difference
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

MAX_WIDTH = 100
MAX_TEXT = 600
MAX_FINDINGS = 5
MAX_OUTPUT_LINES = 5
LABEL_WIDTH = 10

_STYLES = {
    Status.PASS: "green",
    Status.FAIL: "bold red",
    Status.TIMEOUT: "bold yellow",
    Status.CRASH: "bold magenta",
    Status.BLOCKED: "dim",
    Status.ERROR: "bold yellow",
}
# What is said of a check beside its title; a failure speaks for itself.
_REMARKS = {**LABELS, Status.FAIL: "", Status.PASS: "points withheld"}
_MARKS = {
    Status.PASS: "✓",
    Status.FAIL: "✗",
    Status.TIMEOUT: "⏱",
    Status.CRASH: "↯",
    Status.BLOCKED: "⊘",
    Status.ERROR: "⚠",
}
_ASCII_MARKS = {
    Status.PASS: "+",
    Status.FAIL: "x",
    Status.TIMEOUT: "T",
    Status.CRASH: "#",
    Status.BLOCKED: "-",
    Status.ERROR: "!",
}
_ASCII = str.maketrans({"…": "...", "\u00d7": "x", "│": "|", "⟨": "<", "⟩": ">"})


def print_report(report: Report, console: Console, *, limit: int = 3) -> None:
    """Print a report: exercises, the first failures in full, the score last.

    Args:
        report: The graded submission.
        console: Where to print; its width and encoding are respected.
        limit: How many failures to explain.
    """
    page = _Page(console)
    page.pair(report.assignment, report.submission.id, style="bold")
    page.gap()
    for exercise in report.exercises:
        _exercise(page, exercise)
    if not report.exercises:
        page.line("no exercise was graded", style="yellow")
    _failures(page, report, limit)
    _findings(page, "for your instructor", report.integrity)
    _findings(page, "warning", report.warnings)
    if not report.passed:
        _output(page, report.output)
    page.gap()
    _score(page, report)


class _Page:
    """A console with its margins, and the characters that it can show."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, MAX_WIDTH)
        self.marks = _MARKS if self.shows("".join(_MARKS.values())) else _ASCII_MARKS

    def shows(self, text: str) -> bool:
        try:
            text.encode(self.console.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def text(self, raw: str, style: str = "") -> Text:
        """Make a text that is safe to print here, whatever `raw` holds."""
        plain = visible(raw).expandtabs(4)
        if not self.shows(plain):
            ascii_ = plain.translate(_ASCII).encode("ascii", "backslashreplace")
            plain = ascii_.decode("ascii")
        # As a span, so that what is appended later does not take on the style.
        return Text(overflow="fold").append(plain, style)

    def mark(self, status: Status) -> Text:
        return Text(self.marks[status], style=_STYLES[status])

    def gap(self) -> None:
        self.console.print()

    def pair(self, first: str, second: str, style: str = "") -> None:
        line = self.text(first, style)
        self.row(line.append("  ").append_text(self.text(second, "dim")))

    def line(self, raw: str, *, indent: int = 0, style: str = "") -> None:
        self.row(self.text(raw, style), indent=indent)

    def row(
        self,
        left: Text,
        right: Text | None = None,
        *,
        indent: int = 0,
        hang: int = 0,
        lead: Text | None = None,
    ) -> None:
        """Print a paragraph, with `lead` in the margin and `right` at its right."""
        taken = right.cell_len + 2 if right is not None else 0
        margin = indent + hang
        room = max(16, self.width - margin - taken)
        for number, line in enumerate(left.wrap(self.console, room)):
            out = Text(" " * indent)
            first = number == 0
            out.append_text(lead if first and lead is not None else Text())
            out.append(" " * (margin - out.cell_len)).append_text(line)
            if first and right is not None:
                out.append(" " * (self.width - right.cell_len - out.cell_len))
                out.append_text(right)
            out.rstrip()
            self.console.print(out, no_wrap=True, crop=False, overflow="ignore")

    def labelled(self, label: str, raw: str, style: str = "") -> None:
        if raw:
            self.row(
                self.text(cropped(raw, MAX_TEXT), style),
                indent=3,
                hang=LABEL_WIDTH,
                lead=Text(label, style="dim"),
            )


def _exercise(page: _Page, exercise: ExerciseResult) -> None:
    loud = [check for check in exercise.checks if not is_quiet(check)]
    name = page.text(exercise.name, "bold")
    if not loud:
        name.append(f"  {_count(len(exercise.checks), 'check')}", style="dim")
    page.row(
        name,
        _earned(exercise.score, exercise.max_score),
        hang=2,
        lead=page.mark(worst(exercise.checks)),
    )
    if not loud:
        return
    if exercise.message:
        page.line(cropped(exercise.message, 400), indent=2, style="bold")
    quiet = [check for check in exercise.checks if is_quiet(check)]
    plain = [check.kind.value for check in quiet if check.repaired is None]
    if plain:
        page.row(
            page.text(_listed(plain), "dim"),
            indent=2,
            hang=2,
            lead=page.mark(Status.PASS),
        )
    _repaired(page, [check for check in quiet if check.repaired is not None])
    for check in loud:
        if check.status is not Status.BLOCKED:
            _check(page, check)
    _blocked(page, [check for check in loud if check.status is Status.BLOCKED])


def _check(page: _Page, check: CheckResult) -> None:
    line = page.text(check.kind.value).append("  ")
    line.append_text(page.text(cropped(check.title, 120), "dim"))
    remark = _REMARKS[check.status]
    if remark:
        line.append("  ").append_text(page.text(remark, _STYLES[check.status]))
    page.row(
        line,
        _earned(check.earned, check.points),
        indent=2,
        hang=2,
        lead=page.mark(check.status),
    )


def _repaired(page: _Page, checks: Sequence[CheckResult]) -> None:
    """Print one line for all checks that were judged on repaired code."""
    if not checks:
        return
    line = page.text(_listed(check.kind.value for check in checks))
    page.row(
        line.append("  ").append_text(
            page.text(cropped(checks[0].message, 120), "dim")
        ),
        _earned(
            sum(check.earned for check in checks), sum(check.points for check in checks)
        ),
        indent=2,
        hang=2,
        lead=page.mark(Status.PASS),
    )


def _blocked(page: _Page, checks: Sequence[CheckResult]) -> None:
    """Print one line for all checks that the same check blocks."""
    groups: dict[str, list[CheckResult]] = {}
    for check in checks:
        groups.setdefault(check.blocked_by or "", []).append(check)
    for blocker, group in groups.items():
        line = page.text(_listed(check.kind.value for check in group))
        own = blocker.removeprefix(f"{group[0].exercise}.")
        by = f"blocked by {cropped(own, 120)}" if blocker else "blocked"
        page.row(
            line.append("  ").append_text(page.text(by, "dim")),
            _earned(0.0, sum(check.points for check in group)),
            indent=2,
            hang=2,
            lead=page.mark(Status.BLOCKED),
        )


def _listed(kinds: Iterable[str]) -> str:
    counts = Counter(kinds)
    return ", ".join(
        kind if count == 1 else f"{kind} \u00d7{count}"
        for kind, count in counts.items()
    )


def _earned(earned: float, worth: float) -> Text:
    style = "" if earned >= worth else "bold"
    return Text(points(earned), style=style).append(f" / {points(worth)}", style="dim")


def _failures(page: _Page, report: Report, limit: int) -> None:
    groups = _grouped(report.checks)
    shown = groups[: max(0, limit)]
    for number, group in enumerate(shown, start=1):
        page.gap()
        _failure(page, number, group)
    left = sum(len(group) for group in groups[len(shown) :])
    if left:
        page.gap()
        page.line(
            f"and {left} more: see the HTML report (grade --html FILE)", style="dim"
        )


def _grouped(checks: Sequence[CheckResult]) -> list[list[CheckResult]]:
    """Gather failures that say the same, such as one syntax error for all."""
    groups: dict[object, list[CheckResult]] = {}
    for check in checks:
        if check.status in (Status.PASS, Status.BLOCKED):
            continue
        key = (check.status, check.message, check.diagnosis, str(check.location))
        groups.setdefault(key if check.message else check.id, []).append(check)
    return list(groups.values())


def _failure(page: _Page, number: int, group: Sequence[CheckResult]) -> None:
    check = group[0]
    head = page.text(check.exercise, "bold").append("  ")
    head.append_text(page.text(cropped(check.title, 120), "bold"))
    page.row(head, hang=3, lead=Text(str(number), style=_STYLES[check.status]))
    page.line(check.id, indent=3, style="dim")
    if len(group) > 1:
        page.line(f"and {_count(len(group) - 1, 'check')} alike", indent=3, style="dim")
    page.gap()
    message = check.message or LABELS[check.status]
    page.line(cropped(message, MAX_TEXT), indent=3, style="red")
    if check.location is not None:
        _place(page, check.location)
    page.labelled("why", check.diagnosis)
    start = first_difference(check.found, check.expected)
    _evidence(page, "expected", check.expected, start)
    _evidence(page, "found", check.found, start)
    page.labelled("hint", check.hint, "cyan")
    if check.status is Status.ERROR:
        page.labelled("note", ERROR_NOTE)


def _place(page: _Page, location: Location) -> None:
    page.labelled("at", str(location))
    fault = next(
        (line.text for line in location.excerpt if line.line == location.line), ""
    )
    page.labelled("", cropped(fault.strip(), 160), "bold")


def _evidence(
    page: _Page,
    label: str,
    evidence: Evidence | None,
    start: tuple[int, int] | None,
) -> None:
    if evidence is None:
        return
    room = page.width - 3 - LABEL_WIDTH
    for line in evidence_lines(evidence, start, room):
        page.labelled(label, line)
        label = ""


def _findings(page: _Page, label: str, findings: Sequence[Finding]) -> None:
    if findings:
        page.gap()
    for finding in findings[:MAX_FINDINGS]:
        place = f" ({finding.location})" if finding.location is not None else ""
        line = page.text(f"{label}: ", "yellow")
        line.append_text(page.text(cropped(finding.message, 300) + place))
        page.row(line, hang=2, lead=Text("!", style="bold yellow"))
    if len(findings) > MAX_FINDINGS:
        page.line(f"and {len(findings) - MAX_FINDINGS} more", indent=2, style="dim")


def _output(page: _Page, output: str) -> None:
    if not output.strip():
        return
    lines = visible(output).rstrip("\n").split("\n")
    page.gap()
    page.line("your code printed", style="dim")
    for line in lines[:MAX_OUTPUT_LINES]:
        page.line(cropped(line, 200), indent=3)
    if len(lines) > MAX_OUTPUT_LINES:
        left = len(lines) - MAX_OUTPUT_LINES
        page.line(f"and {_count(left, 'line')} more", indent=3, style="dim")


def _score(page: _Page, report: Report) -> None:
    line = Text("score ").append(
        points(report.score), style="bold green" if report.passed else "bold"
    )
    line.append(f" / {points(report.max_score)}")
    page.row(line.append(f"   seed {report.seed}", style="dim"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
