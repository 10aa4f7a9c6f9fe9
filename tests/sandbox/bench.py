"""A judge with a warm nursery, and what the tests ask of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader.judging.judge import Judge
from grader.report.html import render_html
from grader.report.junit import render_junit
from grader.report.text import print_report
from grader.results import CheckResult, Report, from_json, to_json
from tests import course
from tests.sandbox.leftovers import scratch_files

SEED = 7


@dataclass
class Bench:
    """A judge of the small course, and what it has going on the machine."""

    judge: Judge
    temporary: Path
    nursery: set[int]

    def grade(self, source: str) -> Report:
        """Grade a source; every form of the report must be able to show it."""
        report = self.judge.grade(course.submitted(source))
        shown_everywhere(report)
        return report

    @property
    def files(self) -> list[str]:
        """What lies where children may write."""
        seen = [str(path) for path in self.temporary.glob("*/*")]
        return seen + scratch_files(self.nursery, self.judge.sandbox.ready.layers)


def shown_everywhere(report: Report) -> None:
    """Assert that a report survives JSON, and that every renderer takes it."""
    assert from_json(to_json(report)) == report
    assert render_html(report)
    assert render_junit(report)
    print_report(report, Console(file=io.StringIO(), width=100))


def checks_of(report: Report) -> dict[str, CheckResult]:
    """Verdicts by id."""
    return {check.id: check for check in report.checks}
