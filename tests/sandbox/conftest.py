"""A judge with a warm nursery, and a look at what it leaves behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from tests import course
from tests.sandbox.bench import SEED, Bench
from tests.sandbox.leftovers import comes_true, descendants


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
