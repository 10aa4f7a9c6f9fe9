"""`grade progress` shows how far each assignment is, and grades what has changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader import grading, stubs
from tests import course
from tests.cli.command import Grade

pytestmark = pytest.mark.usefixtures("quickly")

MARKERS = r"\1# BEGIN SOLUTION: a\n\g<0>\1# END SOLUTION\n"
RETURN = re.compile(r"^( +)return .*\n", re.MULTILINE)


@pytest.fixture(autouse=True)
def _no_stub(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with an assignment as it is handed out, and with nothing remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("CI", "")
    (tmp_path / "ada.py").unlink()
    reference = tmp_path / "reference" / f"{course.NAME}.py"
    reference.write_text(RETURN.sub(MARKERS, course.RIGHT))
    stubs.write_stubs(folder, reference)


def refuse_to_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let grading fail."""

    def fail(*_: object) -> None:
        raise AssertionError("it was graded")

    monkeypatch.setattr(grading, "open_sandbox", fail)


@pytest.mark.parametrize("command", [(), ("progress",)])
def test_untouched_assignments_are_not_graded(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """All is to do; without a command, a course's folder asks for the same."""
    refuse_to_grade(monkeypatch)
    done = grade(*command)

    assert (done.code, done.err) == (0, "")
    assert "to do  Scale, total" in done.out
    assert "0 of 2 exercises done" in done.out
    assert f"next: Scale, in assignments/{course.NAME}/{course.NAME}.py" in done.out


def test_what_is_begun_comes_first_and_is_graded_once(
    grade: Grade, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From anywhere in the course; `grade` remembers for `grade progress`."""
    own = folder / f"{course.NAME}.py"
    own.write_text(course.WRONG)
    grade(own)
    refuse_to_grade(monkeypatch)
    monkeypatch.chdir(folder)
    out = grade("progress").out

    assert "done   total" in out
    assert "begun  Scale" in out
    assert "4 / 6" in out
    assert f"grade {own.name} -e Scale" in out


def test_what_has_changed_is_graded_again(grade: Grade, folder: Path) -> None:
    """Code, checks, or the settings: none of it may be out of date."""
    own = folder / f"{course.NAME}.py"
    own.write_text(course.WRONG)
    first = grade().out
    own.write_text(course.RIGHT)

    assert "1 of 2 exercises done" in first
    assert "2 of 2 exercises done" in grade().out
    checks = (folder / "checks.py").read_text()
    (folder / "checks.py").write_text(checks.replace('"value"', '"value", points=9'))
    assert "6 / 6" not in grade().out


def test_an_assignment_without_a_file_is_said_to_have_none(
    grade: Grade, folder: Path
) -> None:
    """The others are shown nevertheless."""
    for path in folder.glob(f"{course.NAME}.*"):
        path.unlink()

    done = grade("progress")

    assert done.code == 0
    assert "no .py or .ipynb file to grade" in done.out
    assert "0 of 2 exercises done" in done.out
