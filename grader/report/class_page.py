"""What a class page shows: its submissions, and what they have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean, median
from urllib.parse import quote

import msgspec

from grader.report.wording import visible
from grader.results import CheckResult, ExerciseResult, Report, Status

BINS = 10

# Part of what a check says whose points wait for a person: no misunderstanding.
WITHHELD = "points are withheld"
_FAILED = (Status.FAIL, Status.TIMEOUT, Status.CRASH)


class ClassRow(msgspec.Struct, frozen=True, kw_only=True):
    """One submission of a class: its report, or why there is none.

    `id` names the pages `submissions/<id>.html` and `.json`. A run that was stopped
    leaves rows without a verdict.
    """

    id: str
    report: Report | None = None
    problem: str = ""
    has_verdict: bool = True

    @property
    def address(self) -> str:
        """Relative address of the submission's pages, without the suffix."""
        # Names of files may hold bytes that are no text (surrogate escapes).
        try:
            name = quote(self.id, safe="", errors="surrogateescape")
        except UnicodeEncodeError:
            name = quote(visible(self.id), safe="")
        return f"submissions/{name}"

    def exercise(self, name: str) -> ExerciseResult | None:
        """Find an exercise of this submission by its name."""
        exercises = self.report.exercises if self.report is not None else ()
        return next((found for found in exercises if found.name == name), None)


class Misunderstanding(msgspec.Struct, frozen=True, kw_only=True):
    """A check that submissions did not pass, and what they most often did.

    `failed` counts what students did, `errors` what is the exercise's own fault.
    `reason` is the commonest diagnosis (or message), given `reason_count` times.
    """

    id: str
    title: str
    failed: int
    errors: int
    blocked: int
    judged: int
    reason: str
    reason_count: int

    @property
    def share(self) -> float:
        """Part of the submissions that did not pass, from 0 to 1."""
        return self.failed / self.judged if self.judged else 0.0


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """One bar of the histogram of scores, `low` to `high` percent."""

    low: int
    high: int
    count: int
    share: float


class ClassSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a class page says above its table of submissions.

    `unwritten` counts the submissions that left an exercise as it was handed out.
    """

    rows: tuple[ClassRow, ...]
    exercises: tuple[str, ...]
    graded: int
    unreadable: int
    not_graded: int
    full_marks: int
    flagged: int
    max_score: float
    mean: float
    median: float
    bins: tuple[Bin, ...]
    misunderstood: tuple[Misunderstanding, ...]
    unwritten: tuple[tuple[str, int], ...]
    faulty: tuple[Misunderstanding, ...]
    graded_at: str


def summarise(rows: Sequence[ClassRow]) -> ClassSummary:
    """Work out everything that a class page shows; rows are sorted by id."""
    ordered = sorted(rows, key=lambda row: _natural(row.id))
    reports = [row.report for row in ordered if row.report is not None]
    scores = [report.score for report in reports]
    checks = _by_check(reports)
    not_graded = sum(not row.has_verdict for row in ordered)
    return ClassSummary(
        rows=tuple(ordered),
        exercises=_exercises(reports),
        graded=len(reports),
        unreadable=len(ordered) - len(reports) - not_graded,
        not_graded=not_graded,
        full_marks=sum(report.score >= report.max_score for report in reports),
        flagged=sum(bool(report.integrity) for report in reports),
        max_score=max((report.max_score for report in reports), default=0.0),
        mean=fmean(scores) if scores else 0.0,
        median=median(scores) if scores else 0.0,
        bins=_bins(reports),
        misunderstood=_misunderstood(checks),
        unwritten=_unwritten(reports),
        faulty=_faulty(checks),
        graded_at=max((report.graded_at for report in reports), default=""),
    )


def _natural(id: str) -> list[tuple[int, str]]:
    # "s2" comes before "s10"; the digits may be no number that int() takes.
    parts = re.split(r"([0-9]+)", id.casefold())
    return [(len(part) if part.isdigit() else 0, part) for part in parts]


def _exercises(reports: Iterable[Report]) -> tuple[str, ...]:
    names = (exercise.name for report in reports for exercise in report.exercises)
    return tuple(dict.fromkeys(names))


def _unwritten(reports: Iterable[Report]) -> tuple[tuple[str, int], ...]:
    names = (e.name for report in reports for e in report.exercises if e.is_unwritten)
    return tuple(Counter(names).items())


def _bins(reports: Sequence[Report]) -> tuple[Bin, ...]:
    counts = [0] * BINS
    for report in reports:
        part = report.score / report.max_score if report.max_score > 0 else 1.0
        counts[min(BINS - 1, max(0, int(part * BINS)))] += 1
    top = max(counts) or 1
    return tuple(
        Bin(
            low=number * 100 // BINS,
            high=(number + 1) * 100 // BINS,
            count=count,
            share=count / top,
        )
        for number, count in enumerate(counts)
    )


def _by_check(reports: Iterable[Report]) -> list[list[CheckResult]]:
    """Gather the results of the same check over all submissions that wrote it."""
    checks: dict[str, list[CheckResult]] = {}
    for exercise in (one for report in reports for one in report.exercises):
        for check in exercise.checks if not exercise.is_unwritten else ():
            checks.setdefault(check.id, []).append(check)
    return list(checks.values())


def _misunderstood(
    checks: Sequence[Sequence[CheckResult]],
) -> tuple[Misunderstanding, ...]:
    """List the checks that were failed, the most often failed first.

    What was withheld is left out, and so is what is blocked by another check
    throughout: neither says what the class understands.
    """
    judged = ([one for one in same if WITHHELD not in one.diagnosis] for same in checks)
    found = (_gathered(same, _FAILED) for same in judged if same)
    kept = [entry for entry in found if entry.failed]
    return tuple(sorted(kept, key=lambda entry: (-entry.failed, -entry.blocked)))


def _faulty(checks: Sequence[Sequence[CheckResult]]) -> tuple[Misunderstanding, ...]:
    """List the checks that the exercise or the grader could not judge."""
    found = (_gathered(same, (Status.ERROR,)) for same in checks)
    kept = [entry for entry in found if entry.errors]
    return tuple(sorted(kept, key=lambda entry: -entry.errors))


def _gathered(
    checks: Sequence[CheckResult], explained: Sequence[Status]
) -> Misunderstanding:
    counts = Counter(check.status for check in checks)
    reasons = Counter(
        check.diagnosis or check.message
        for check in checks
        if check.status in explained
    )
    reason, count = reasons.most_common(1)[0] if reasons else ("", 0)
    return Misunderstanding(
        id=checks[0].id,
        title=checks[0].title,
        failed=sum(counts[status] for status in _FAILED),
        errors=counts[Status.ERROR],
        blocked=counts[Status.BLOCKED],
        judged=len(checks),
        reason=reason,
        reason_count=count,
    )
