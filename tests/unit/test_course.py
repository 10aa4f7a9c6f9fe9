"""Rules of finding assignments: by name, by folder, or by what is near."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import course as module
from grader.assignment import load_assignment
from grader.course import (
    assignment_around,
    assignments_folder,
    find_assignment,
    in_order,
    is_whole,
    known_assignments,
)
from grader.errors import GraderError, UsageError
from tests.course import NAME, SETTINGS, write_course

ROOT = Path(__file__).resolve().parents[2]


def refusal(act: Callable[[], object], kind: type[GraderError]) -> GraderError:
    """Return the error that an action ends in."""
    with pytest.raises(kind, match=r".") as caught:
        act()
    return caught.value


def test_an_assignment_is_found_by_name_or_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From anywhere in the course, by name; from anywhere at all, by path."""
    folder = write_course(tmp_path)
    inside = tmp_path / "students" / "ada"
    inside.mkdir(parents=True)

    for here in (tmp_path, inside, folder):
        monkeypatch.chdir(here)
        assert find_assignment(NAME, inside / "hw.py").folder == folder
    monkeypatch.chdir("/")
    assert find_assignment(str(folder), inside).folder == folder


def test_an_assignment_is_concluded_from_what_is_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder that one is in decides, else a file called after the assignment."""
    folder = write_course(tmp_path)
    (tmp_path / "shapes.py").write_text("")
    (folder / "deep").mkdir()
    monkeypatch.chdir(tmp_path)

    for near in (folder, folder / "checks.py", folder / "deep", tmp_path / "shapes.py"):
        assert find_assignment(None, near).name == NAME
    monkeypatch.chdir(folder)
    assert find_assignment(None).name == NAME
    assert find_assignment(None, Path()).name == NAME


def test_a_path_that_tells_nothing_is_for_the_assignment_that_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A download is graded from the assignment's folder; a path that tells wins."""
    folder = write_course(tmp_path / "course")
    other = folder.parent / "other"
    other.mkdir()
    (other / "assignment.toml").write_text(SETTINGS.replace('"shapes"', '"other"'))
    (folder / "deep").mkdir()
    download = tmp_path / "downloads" / "good.py"

    for here in (folder, folder / "deep"):
        monkeypatch.chdir(here)
        assert find_assignment(None, download).name == NAME
        assert find_assignment(None, download.with_name("other.py")).name == "other"
        assert find_assignment(None, other / "good.py").name == "other"
    monkeypatch.chdir(folder.parent)
    refusal(lambda: find_assignment(None, download), UsageError)


def test_no_course_is_looked_for_in_what_students_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checks are run by the grader itself: a submission cannot bring its own."""
    course, submission = tmp_path / "course", tmp_path / "course" / "class" / "eve"
    folder = write_course(course)
    shutil.copytree(folder.parent, submission / "assignments")
    shutil.copy(folder / "assignment.toml", submission)
    (submission / "shapes.py").write_text("")
    monkeypatch.chdir(course)

    assert find_assignment(NAME, submission).folder == folder
    assert find_assignment(NAME, submission.parent).folder == folder
    assert find_assignment(None, submission / "shapes.py").folder == folder
    monkeypatch.chdir(submission)
    assert find_assignment(NAME, Path()).folder == folder
    refusal(lambda: find_assignment(None, Path()), UsageError)


@pytest.mark.parametrize(
    ("name", "near", "problem", "fix"),
    [
        ("shape", "ann", "there is no assignment 'shape'", "use 'shapes'"),
        (
            "speed",
            "ann",
            "there is no assignment 'speed'",
            "use one of: colours, shapes",
        ),
        (
            None,
            "hw.py",
            "which assignment is 'hw.py' for?",
            "say so with -a; the assignments here are: colours, shapes",
        ),
    ],
)
def test_what_cannot_be_found_is_answered_with_what_there_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str | None,
    near: str,
    problem: str,
    fix: str,
) -> None:
    """A wrong or missing name is answered with the names that there are."""
    write_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assignments" / "colours").mkdir()
    (tmp_path / "assignments" / "colours" / "assignment.toml").write_text("")

    error = refusal(lambda: find_assignment(name, tmp_path / near), UsageError)

    assert (error.problem, error.fix) == (problem, fix)


def test_without_a_course_the_way_out_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no assignment at all, the user reads how to point at one."""
    monkeypatch.setattr(module, "__file__", str(tmp_path / "grader" / "course.py"))
    monkeypatch.chdir(tmp_path)

    named = refusal(lambda: find_assignment("x", tmp_path), UsageError)
    concluded = refusal(lambda: find_assignment(None, tmp_path), UsageError)

    assert named.fix.startswith("run grade inside a course")
    assert concluded.fix == (
        "no course around this folder: run grade inside it, or give -a the "
        "assignment's folder"
    )
    assert known_assignments(tmp_path) == {}
    assert assignments_folder(tmp_path) is None


def test_a_nearer_course_comes_first(tmp_path: Path) -> None:
    """The course that one stands in is used before the grader's own."""
    folder = write_course(tmp_path)

    assert assignments_folder(tmp_path / "deep" / "down") == folder.parent
    assert known_assignments(tmp_path) == {NAME: folder}
    ours = assignments_folder(Path("/"))
    assert ours == ROOT / "assignments"


def test_a_courses_own_folder_is_told_from_its_assignments(tmp_path: Path) -> None:
    """It, and the folder of its assignments; elsewhere, something else is meant."""
    folder = write_course(tmp_path)
    (tmp_path / "notes").mkdir()

    assert is_whole(tmp_path)
    assert is_whole(folder.parent)
    assert not is_whole(folder)
    assert not is_whole(tmp_path / "notes")
    assert assignment_around(folder) == NAME
    assert assignment_around(tmp_path) == ""


def test_assignments_come_by_number_and_then_by_name(tmp_path: Path) -> None:
    """Those without a number stand last."""
    loaded = []
    for name, number in (("b", ""), ("a", ""), ("c", "number = 2"), ("d", "number=1")):
        text = SETTINGS.replace('name = "shapes"', f'name = "{name}"\n{number}', 1)
        (tmp_path / name).mkdir()
        (tmp_path / name / "assignment.toml").write_text(text)
        loaded.append(load_assignment(tmp_path / name))

    assert [item.name for item in in_order(loaded)] == ["d", "c", "a", "b"]
