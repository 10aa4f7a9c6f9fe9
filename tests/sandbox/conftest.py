"""A judge with a warm nursery, and a look at what it leaves behind."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from grader.isolation.sandbox import NurserySandbox
from grader.judge import Judge
from grader.reference import Reference
from grader.report.html import render_html
from grader.report.junit import render_junit
from grader.report.text import print_report
from grader.results import CheckResult, Report, from_json, to_json
from tests import course
from tests.sandbox.leftovers import comes_true, descendants, scratch_files

SEED = 7


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give this module a folder for temporary files, and see it empty at the end."""
    folder = tmp_path_factory.mktemp("temporary")
    before = descendants()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder
    assert comes_true(lambda: descendants() <= before), "a process is left"
    assert list(folder.iterdir()) == []


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


@pytest.fixture(scope="module")
def bench(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Start a nursery for all tests of a module."""
    assignment = course.load_course(tmp_path_factory.mktemp("course"))
    before = descendants()
    with NurserySandbox(assignment.settings.limits) as sandbox:
        judge = Judge(Reference(assignment), sandbox, SEED)
        assert judge.grade(course.submitted(course.RIGHT)).passed
        yield Bench(judge, temporary, descendants() - before)


@pytest.fixture
def nothing_left(bench: Bench) -> Iterator[None]:
    """Look before and after: a submission leaves no process and no file."""
    processes, files = descendants(), bench.files
    yield
    assert comes_true(lambda: descendants() <= processes), "a process is left"
    assert bench.files == files
