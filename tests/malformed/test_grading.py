"""The zoo as a class: each oddity has its row, and its neighbours lose nothing."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.batch.grades import guarded
from grader.batch.roster import find_submissions
from grader.results import Report, from_json
from grader.submission import read_submission
from tests import course
from tests.malformed.intruders import TRACE
from tests.malformed.oddities import ASSIGNMENT, Oddity, Rule, every_oddity, named
from tests.sandbox.bench import Bench, shown_everywhere
from tests.sandbox.conftest import bench, temporary  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.rest,
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="a nursery needs Linux"),
]

ZOO = every_oddity()
INTRUDERS = [oddity.name for oddity in ZOO if oddity.name.startswith("intruder")]
# One of each kind whose names, lines or warnings a renderer could stumble over.
TELLING = named(
    "bidi_controls",
    "deep_brackets",
    "escaped_surrogate",
    "huge_line",
    "long_sum",
    "name_of_markup",
    "name_that_is_no_text",
    "name_with_a_line_end",
    "name_with_escapes",
    "notebook_that_downloads",
    "notebook_with_half_a_pair",
    "other_line_separators",
    "tabs_and_spaces",
    "terminal_escapes",
    "zip_beside_the_script",
    "zip_hostile_name",
    "zip_long_name",
    "zip_name_of_another_encoding",
)


@dataclass(frozen=True)
class Graded:
    """The zoo, graded as a class."""

    done: subprocess.CompletedProcess[str]
    rows: dict[str, dict[str, str]]
    ids: dict[Path, str]
    out: Path

    def row(self, path: Path) -> dict[str, str]:
        """Find the line of a submission in the table of marks."""
        return self.rows[guarded(self.ids[path])]

    def report(self, path: Path) -> Report:
        """Read the report of a submission."""
        page = self.out / "submissions" / f"{self.ids[path]}.json"
        return from_json(page.read_bytes())


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `grade` as its command does: the current folder is not on Python's path."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "grader", *map(str, arguments)],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
        timeout=110,
        cwd=cwd,
    )


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the small course."""
    return course.write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def graded(
    zoo: dict[str, Path], assignment: Path, tmp_path_factory: pytest.TempPathFactory
) -> Graded:
    """Grade the zoo as a class."""
    (folder,) = {path.parent for path in zoo.values()}
    out = tmp_path_factory.mktemp("results") / "out"
    done = run("batch", folder, "-a", assignment, "-o", out, cwd=out.parent)
    rows: list[dict[str, str]] = []
    if (out / "grades.csv").is_file():
        with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    entries = find_submissions(folder, assignment=ASSIGNMENT).entries
    ids = {entry.path: entry.id for entry in entries}
    return Graded(done, {row["id"]: row for row in rows}, ids, out)


def test_class_of_oddities_is_graded_to_its_end(
    graded: Graded, zoo: dict[str, Path]
) -> None:
    """Each has a row of its own, and none is a fault of the grader."""
    assert graded.done.returncode == 0, graded.done.stderr
    assert "Traceback" not in graded.done.stdout + graded.done.stderr
    assert set(zoo.values()) == set(graded.ids)
    assert set(graded.rows) == set(map(guarded, graded.ids.values()))


@pytest.mark.parametrize("oddity", ZOO, ids=lambda oddity: oddity.name)
def test_oddity_has_its_row(
    oddity: Oddity, graded: Graded, zoo: dict[str, Path]
) -> None:
    """A right answer gets full marks, and what is refused says why."""
    if oddity.name not in zoo:
        pytest.skip("this user or this file system cannot make it")
    path = zoo[oddity.name]
    row = graded.row(path)

    if oddity.rule is Rule.REFUSED:
        assert (row["status"], row["score"]) == ("unreadable", "0")
        assert re.search(oddity.words.partition(".*")[0], row["problem"])
        return
    assert row["status"] == "graded", row
    assert (float(row["score"]) == course.POINTS) is oddity.marks
    report = graded.report(path)
    said = [finding.message for finding in report.warnings]
    assert oddity.rule is Rule.GRADED or re.search(oddity.words, "; ".join(said))
    assert all(text.isprintable() for text in said if oddity.marks)


def test_nothing_that_students_bring_along_is_loaded(
    graded: Graded, zoo: dict[str, Path]
) -> None:
    """Neither Python nor the grader looks into a submission for its own files."""
    assert graded.done.returncode == 0
    for name in INTRUDERS:
        assert float(graded.row(zoo[name])["score"]) == course.POINTS
        assert TRACE not in os.listdir(zoo[name])


@pytest.mark.parametrize("name", INTRUDERS)
def test_grading_within_a_submission_loads_nothing_of_it(
    name: str, zoo: dict[str, Path], assignment: Path
) -> None:
    """A person may stand in the student's folder."""
    done = run(".", "-a", assignment, cwd=zoo[name])

    assert done.returncode == 0, done.stdout + done.stderr
    assert TRACE not in os.listdir(zoo[name])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("zip_of_a_file", 0),
        ("zip_traversal", 2),
        ("tar_bomb", 2),
        ("pipe_as_submission", 2),
        ("link_loop", 2),
        ("deep_brackets", 1),
    ],
)
def test_single_oddity_ends_with_a_sentence(
    name: str, code: int, zoo: dict[str, Path], assignment: Path
) -> None:
    """`grade` answers like `grade batch`: by its exit code, and in words."""
    (oddity,) = named(name)

    done = run(zoo[name], "-a", assignment, cwd=zoo[name].parent)

    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    said = " ".join(done.stderr.split())
    assert re.search(oddity.words, said) or code != 2


@pytest.mark.parametrize("oddity", TELLING, ids=lambda oddity: oddity.name)
def test_report_of_an_oddity_can_be_shown(
    oddity: Oddity,
    zoo: dict[str, Path],
    bench: Bench,  # noqa: F811 - the fixture
) -> None:
    """JSON, HTML, JUnit and text survive what students write, in files and names."""
    if oddity.name not in zoo:
        pytest.skip("this user or this file system cannot make it")
    submission = read_submission(zoo[oddity.name], assignment=ASSIGNMENT)

    report = bench.judge.grade(submission)

    shown_everywhere(report)
    assert report.passed is oddity.marks
