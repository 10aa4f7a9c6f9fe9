"""`grade hint` tells one hint after the other, and reports count them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import course
from tests.cli.command import SHORTLY, Grade, written

pytestmark = pytest.mark.usefixtures("quickly")

HINTS = ["What is a total?", "Look at sum().", "Return X.sum()."]


@pytest.fixture(autouse=True)
def _hints(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give one exercise hints, and remember what is taken in a place of one's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (folder / "assignment.toml").write_text(course.SETTINGS + f"hints = {HINTS}\n")


def test_each_time_the_next_hint_is_told(grade: Grade) -> None:
    """At the end all of them; `--again` tells no new one."""
    told = [grade("hint", "total").out for _ in range(4)]
    again = grade("hint", "total", "--again").out

    for number, out in enumerate(told[:3], start=1):
        assert [hint in out for hint in HINTS] == [n < number for n in range(3)]
    assert "2 hints left: grade hint total" in told[0]
    assert "these are all" in told[2]
    assert told[3] == again == told[2]


def test_hints_count_for_what_lies_where_they_are_asked_for(
    grade: Grade, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In that folder and below, and nowhere else."""
    (folder / "eve.py").write_text(course.RIGHT)

    def taken(path: Path) -> tuple[int, int]:
        grade(path, *SHORTLY, "--json", tmp_path / "r.json")
        (result,) = written(tmp_path / "r.json").exercises
        return result.hints_taken, result.hints

    monkeypatch.chdir(folder)
    grade("hint", "total")

    assert taken(folder / "eve.py") == (1, 3)
    assert taken(tmp_path / "ada.py") == (0, 3)
    monkeypatch.chdir(tmp_path)
    grade("hint", "total")
    assert taken(tmp_path / "ada.py") == (1, 3)


def test_hints_are_listed_with_those_that_were_taken(grade: Grade) -> None:
    """Exercises without any are named as well."""
    grade("hint", "total", "-a", course.NAME)
    out = grade("hint").out

    lines = {line.split()[0]: line for line in out.splitlines()}
    assert lines["total"].endswith("1 of 3")
    assert lines["Scale"].endswith("none")


def test_a_failure_says_that_there_is_a_hint(grade: Grade, tmp_path: Path) -> None:
    """As long as one is left."""
    (tmp_path / "ada.py").write_text(course.RIGHT.replace("X.sum()", "X.mean()"))
    arguments = ("ada.py", "-a", course.NAME, "-e", "total")

    assert "a hint: grade hint total" in grade(*arguments).out
    for _ in HINTS:
        grade("hint", "total")
    assert "grade hint" not in grade(*arguments).out


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("totl", "there is no exercise 'totl'\n  fix: use 'total'"),
        ("Scale", "there are no hints for Scale\n  fix: ask your instructor"),
    ],
)
def test_a_hint_that_there_is_not_is_refused(
    grade: Grade, name: str, complaint: str
) -> None:
    """The user reads what to do."""
    done = grade("hint", name)

    assert (done.code, done.complaint) == (2, complaint)
