"""What `grade` prints, writes and returns."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest

import grader
from grader.batch.output import Output, Pages
from grader.batch.rows import Row
from grader.isolation.confinement.layers import Layer
from tests import course
from tests.cli.command import SHORTLY, Grade, written
from tests.sandbox.leftovers import comes_true, descendants

PROJECT = Path(__file__).parents[2]


# Grading ---------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_right_solution_exits_0_and_writes_every_report(
    grade: Grade, tmp_path: Path
) -> None:
    """JSON, HTML and JUnit hold the same score; folders are made for them."""
    made = tmp_path / "out"

    done = grade(
        "ada.py", "-a", course.NAME, "--seed", "5", "--json", made / "a.json",
        "--html", made / "a.html", "--junit", made / "a.xml",
    )  # fmt: skip

    assert (done.code, done.err) == (0, "")
    assert "score 6 / 6   seed 5" in done.out
    assert f"HTML report: {made / 'a.html'}" in done.out.replace("\n", "")
    report = written(made / "a.json")
    assert (report.score, report.max_score, report.seed) == (6, 6, 5)
    assert report.passed
    assert json.loads((made / "a.json").read_bytes())["schema_version"] == 1
    assert (made / "a.html").read_text().startswith("<!doctype html>")
    suite = ElementTree.parse(made / "a.xml").getroot()
    assert suite.attrib["tests"] == "5"
    assert suite.attrib["failures"] == "0"


@pytest.mark.usefixtures("folder")
def test_wrong_solution_exits_1_and_is_the_same_again_with_its_seed(
    grade: Grade, tmp_path: Path
) -> None:
    """What failed is explained; the seed in the report reproduces the values."""
    (tmp_path / "ada.py").write_text(course.WRONG)

    first = grade("ada.py", "-a", course.NAME, "--json", "first.json")
    seed = written(tmp_path / "first.json").seed
    again = grade("ada.py", "-a", course.NAME, "--json", "again.json", "--seed", seed)

    assert (first.code, again.code) == (1, 1)
    assert first.out == again.out
    assert "Scale.value.times_weight" in first.out
    assert "12 of 12 values differ" in first.out
    assert "score 4 / 6" in first.out
    one, other = (written(tmp_path / f"{name}.json") for name in ("first", "again"))
    assert [c.found for c in one.checks] == [c.found for c in other.checks]


@pytest.mark.usefixtures("folder")
def test_quiet_prints_the_score_of_the_chosen_exercise_only(grade: Grade) -> None:
    """`-q` prints one line; `-e` leaves the other exercise out."""
    done = grade("ada.py", *SHORTLY)

    assert (done.code, done.out, done.err) == (0, "2/2\n", "")


def test_folder_of_the_assignment_needs_no_argument(
    grade: Grade, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The student's file lies beside the checks, under the assignment's name."""
    (folder / "shapes.py").write_text(course.RIGHT)
    monkeypatch.chdir(folder)

    assert grade("-e", "total", "-q").out == "2/2\n"


@pytest.mark.rest
def test_folder_and_notebook_are_submissions(
    grade: Grade, folder: Path, tmp_path: Path
) -> None:
    """A folder that holds a notebook is graded; its cells are named."""
    cell = nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
        f"%matplotlib inline\n{course.WRONG}"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    handed_in = tmp_path / "bob"
    handed_in.mkdir()
    nbformat.write(notebook, handed_in / "answer.ipynb")  # type: ignore[no-untyped-call]

    done = grade("bob", "-a", folder, "-e", "Scale")

    assert done.code == 1
    assert "answer.ipynb, cell 1, line " in done.out


@pytest.mark.rest
@pytest.mark.usefixtures("folder")
def test_plain_isolation_gives_the_same_score(grade: Grade, tmp_path: Path) -> None:
    """The report says that nothing was confined, only watched."""
    done = grade("ada.py", *SHORTLY, "--isolation", "plain", "--json", "report.json")

    assert (done.code, done.out) == (0, "2/2\n")
    layers = written(tmp_path / "report.json").environment.isolation
    assert layers == (Layer.WITNESS,)


@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_installed_command_is_stopped_by_ctrl_c(folder: Path, tmp_path: Path) -> None:
    """It says so in a word, and leaves no process."""
    (tmp_path / "ada.py").write_text(course.solution(top="while True: pass"))
    command = "from grader.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", command, "ada.py", "-a", str(folder)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert comes_true(lambda: len(descendants(process.pid)) == 3)
        family = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    assert (process.returncode, out, err.strip()) == (130, "", "grade: stopped")
    assert comes_true(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))


@pytest.mark.rest
@pytest.mark.usefixtures("folder")
def test_a_stopped_class_says_how_far_it_came(
    grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at the second verdict: the marks of the first are named."""
    (tmp_path / "class").mkdir()
    for name in ("ann", "bob", "cem"):
        (tmp_path / f"class/{name}.py").write_text(course.RIGHT)
    written, waiting = Output.write, iter([False, True])

    def stops(self: Output, row: Row, pages: Pages | None) -> None:
        if next(waiting):
            raise KeyboardInterrupt
        written(self, row, pages)

    monkeypatch.setattr(Output, "write", stops)

    done = grade("batch", "class", "-a", course.NAME, "-j", "1", "--unconfined")

    assert done.code == 130
    assert done.err.strip() == (
        "grade: stopped: 1 of 3 graded; marks so far: reports/grades.csv"
    )
    marks = (tmp_path / "reports/grades.csv").read_text()
    assert marks.count('"not graded"') == 2


# Other commands --------------------------------------------------------------


@pytest.mark.rest
def test_validate_exits_3_and_names_what_is_missing(grade: Grade, folder: Path) -> None:
    """An assignment without stubs and wrong solutions is not proved."""
    done = grade("validate", folder, "--seed", "7")

    assert (done.code, done.err) == (3, "")
    assert "reference/shapes.py: no marked region" in done.out
    assert "Scale.value.times_weight is lost by no mistake" in done.out
    assert done.out.endswith("\n✗ 6 problems; repeat with --seed 7\n")


def test_doctor_names_versions_and_layers(grade: Grade) -> None:
    """It exits 4 only where grading the code of others lacks something."""
    done = grade("doctor")

    for name in ("python", "torch", "devices", "an exercise with gradients"):
        assert name in done.out
    assert done.code == (4 if "Missing for grading" in done.out else 0)


# Help ------------------------------------------------------------------------


def test_help_shows_both_uses_the_options_and_the_commands(grade: Grade) -> None:
    """Everything a newcomer needs stands on one screen."""
    done = grade("--help")

    assert done.code == 0
    assert done.out.startswith(
        "Usage: grade [PATH] [OPTIONS]\n       grade COMMAND [ARGS]...\n"
    )
    for word in ("--assignment", "--json", "--seed", "--version", "Exit codes: 0 all"):
        assert word in done.out
    for command in ("batch", "doctor", "hint", "new", "progress", "validate"):
        assert re.search(rf"^  {command} +[A-Z].*\.$", done.out, re.MULTILINE), command
    assert "..." not in done.out.replace("[ARGS]...", "")
    assert "  submission  " not in done.out


@pytest.mark.parametrize("arguments", [["ada.py", "--help"], ["-q", "-h"]])
def test_help_after_a_path_shows_the_options_of_grading(
    grade: Grade, arguments: list[str]
) -> None:
    """The command that needs no name is not named."""
    done = grade(*arguments)

    assert done.code == 0
    assert done.out.startswith("Usage: grade [PATH] [OPTIONS]\n")
    assert "--junit FILE" in done.out


@pytest.mark.parametrize("command", ["batch", "doctor", "new", "validate"])
def test_every_command_explains_itself(grade: Grade, command: str) -> None:
    """Its usage, a sentence, and each option with a line."""
    done = grade(command, "--help")

    assert done.code == 0
    assert done.out.startswith(f"Usage: grade {command}")
    assert re.search(r"^  [A-Z].*\.$", done.out, re.MULTILINE)


def test_version_is_the_packages(grade: Grade) -> None:
    """`grade --version`."""
    assert grade("--version").out == f"grade, version {grader.__version__}\n"
