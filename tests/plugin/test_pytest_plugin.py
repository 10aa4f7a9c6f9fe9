"""Checks are ordinary pytest items: ids, selection, reports, fixtures, workers.

Each test runs pytest in a process of its own, as an instructor would.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.grading import Request, grade_submission
from tests import course

PROJECT = Path(__file__).parents[2]
HIDDEN = 'if __name__ == "__main__":\n' + textwrap.indent(course.RIGHT, "    ")
CHECKS = "assignments/shapes/checks.py"
IDS = (
    "Scale.contract.can_be_called",
    "Scale.value.times_weight",
    "Scale.naming.weight_only",
    "total.contract.can_be_called",
    "total.value.sums_everything",
)


@dataclass(frozen=True)
class Done:
    """What a run of pytest did."""

    code: int
    out: str

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcome of each item by id, as `-v` prints it."""
        # a worker's lines say first who ran the item, and the outcome before the id
        lines = re.findall(rf"^{CHECKS}::(\S+) ([A-Z]+)", self.out, re.MULTILINE)
        worker = re.findall(rf"^\[gw\d\].* ([A-Z]+) {CHECKS}::(\S+)", self.out, re.M)
        return dict(lines) | {name: outcome for outcome, name in worker}

    @property
    def summary(self) -> str:
        """The last line."""
        return self.out.strip().splitlines()[-1].strip("= ")


def run_pytest(folder: Path, *arguments: str | Path) -> Done:
    """Run pytest in a folder."""
    plugins = () if "-p" in arguments else ("-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "INTERNALERROR" not in done.stdout + done.stderr, done.stdout + done.stderr
    return Done(done.returncode, done.stdout + done.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the small course and three submissions to it."""
    assignment = course.write_course(tmp_path)
    (assignment / "shapes.py").write_text(course.RIGHT)
    (tmp_path / "wrong.py").write_text(course.WRONG)
    (tmp_path / "hidden.py").write_text(HIDDEN)
    return tmp_path


# Grading ---------------------------------------------------------------------


@pytest.mark.rest
def test_submission_of_the_assignments_folder_is_the_default(folder: Path) -> None:
    """Every check is an item that passes; the seed is printed."""
    done = run_pytest(folder, "assignments/shapes", "-v")

    assert done.code == 0
    assert done.outcomes == dict.fromkeys(IDS, "PASSED")
    assert re.search(r"repeat this run with --grade-seed \d+", done.out)


def test_failure_shows_the_verdict_and_no_traceback(folder: Path) -> None:
    """What is expected, what was found, and the line; the same as `grade`."""
    done = run_pytest(
        folder, "assignments/shapes", "--submission", "wrong.py", "--grade-seed", "5",
        "-v", "--junitxml=out.xml",
    )  # fmt: skip

    assert done.code == 1
    assert done.outcomes == dict.fromkeys(IDS, "PASSED") | {IDS[1]: "FAILED"}
    shapes = str(folder / "assignments" / "shapes")
    request = Request(path=folder / "wrong.py", assignment=shapes, seed=5)
    check = grade_submission(request).checks[1]
    assert check.expected is not None
    assert check.found is not None
    for text in (check.title, check.message, check.expected.text, check.found.text):
        assert text in done.out
    assert f"at {check.location}" in done.out
    assert "Traceback" not in done.out
    assert "grader/" not in done.out
    assert_reported(folder / "out.xml", check.message)


def assert_reported(path: Path, message: str) -> None:
    """Assert that JUnit XML holds points, and why some were lost."""
    cases = {
        case.attrib["name"]: {
            p.attrib["name"]: p.attrib["value"] for p in case.iter("property")
        }
        for case in ElementTree.parse(path).iter("testcase")
    }
    assert cases[IDS[0]] == {"status": "pass", "points": "1", "earned": "1"}
    assert cases[IDS[1]] == {"status": "fail", "points": "2", "earned": "0"}
    (failure,) = ElementTree.parse(path).iter("failure")
    assert message in (failure.text or "")


def test_blocked_check_is_skipped_with_what_blocks_it(folder: Path) -> None:
    """Its blocker fails, and says where the answer is hidden."""
    settings = folder / "assignments/shapes/assignment.toml"
    settings.write_text(settings.read_text() + "\n[repairs]\ntried = 0\n")
    done = run_pytest(
        folder, "assignments/shapes", "--submission", "hidden.py", "-v", "-rs",
        "-k", "Scale",
    )  # fmt: skip

    assert done.outcomes == {IDS[0]: "FAILED", IDS[1]: "SKIPPED", IDS[2]: "SKIPPED"}
    assert "but only under `if __name__ ==" in done.out
    assert f"cannot be judged before {IDS[0]} passes" in done.out


@pytest.mark.rest
def test_selection_by_keyword_and_stop_at_the_first_failure(folder: Path) -> None:
    """`-k` leaves checks out, `-x` stops."""
    done = run_pytest(
        folder, "assignments/shapes", "--submission", "wrong.py", "-v", "-x",
        "-k", "value or naming",
    )  # fmt: skip

    assert done.code == 1
    assert done.outcomes == {IDS[1]: "FAILED"}
    assert "1 failed, 2 deselected" in done.summary


@pytest.mark.rest
def test_one_check_is_run_by_its_id(folder: Path) -> None:
    """As any test."""
    done = run_pytest(folder, f"{CHECKS}::{IDS[4]}", "-v")

    assert done.outcomes == {IDS[4]: "PASSED"}


@pytest.mark.rest
def test_markers_and_autouse_fixtures_work(folder: Path) -> None:
    """A probe's markers select it; a conftest's fixtures surround it."""
    checks = course.CHECKS.replace(
        '@check("naming")\n', '@check("naming")\n@pytest.mark.slow\n'
    ).replace("from grader", "import pytest\nfrom grader")
    (folder / CHECKS).write_text(checks)
    (folder / "conftest.py").write_text(
        "import pytest\n\n"
        "def pytest_configure(config):\n"
        "    config.addinivalue_line('markers', 'slow: takes long')\n\n"
        "@pytest.fixture(autouse=True)\n"
        "def surround(request):\n"
        "    print('before', request.node.name)\n"
        "    yield\n"
        "    print('after', request.node.name)\n"
    )

    done = run_pytest(
        folder, "assignments/shapes", "-m", "slow", "--strict-markers", "-v", "-s"
    )

    assert done.code == 0
    assert "1 passed, 4 deselected" in done.summary
    assert f"before {IDS[2]}" in done.out
    assert f"after {IDS[2]}" in done.out


@pytest.mark.rest
def test_workers_share_one_seed(folder: Path) -> None:
    """With pytest-xdist, verdicts are as without, and one seed repeats them."""
    done = run_pytest(
        folder, "assignments/shapes", "--submission", "wrong.py", "-n", "2", "-v",
        "-p", "no:cacheprovider",
    )  # fmt: skip

    assert done.code == 1
    assert done.outcomes == dict.fromkeys(IDS, "PASSED") | {IDS[1]: "FAILED"}
    assert len(re.findall(r"--grade-seed \d+", done.out)) == 1


# What cannot be graded -------------------------------------------------------


def test_missing_submission_is_a_usage_error(folder: Path) -> None:
    """Nothing is collected."""
    done = run_pytest(folder, "assignments/shapes", "--submission", "nobody.py")

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert "--submission: there is no such file: nobody.py" in done.out
    assert "Traceback" not in done.out


def test_unreadable_submission_fails_each_check_in_a_sentence(folder: Path) -> None:
    """The student reads what is wrong with the file."""
    (folder / "empty.py").write_text("")

    done = run_pytest(folder, "assignments/shapes", "--submission", "empty.py")

    assert done.code == 1
    assert "5 failed" in done.summary
    assert "empty.py: file is empty\n  fix: write your answer in it" in done.out
    assert "Traceback" not in done.out


@pytest.mark.parametrize(
    ("path", "content", "words"),
    [
        ("checks.py", "x = 1 / 0", r"checks\.py:1: .*ZeroDivisionError"),
        ("checks.py", "def f(:", r"checks\.py:1: .*SyntaxError: invalid syntax"),
        ("assignment.toml", "x = = 1", r"assignment\.toml: Invalid value"),
    ],
)
def test_broken_assignment_is_a_collection_error(
    folder: Path, path: str, content: str, words: str
) -> None:
    """The author reads file and line, and no traceback of ours."""
    (folder / "assignments/shapes" / path).write_text(content)

    done = run_pytest(folder, "assignments/shapes")

    assert done.code == pytest.ExitCode.INTERRUPTED
    assert re.search(words, done.out), done.out
    assert "Traceback" not in done.out
    assert "grader/" not in done.out


# Other people's tests --------------------------------------------------------


def test_ordinary_suite_is_left_alone(tmp_path: Path) -> None:
    """Neither torch, numpy nor the grader's judge is imported for it."""
    (tmp_path / "checks.py").write_text("raise RuntimeError('not an assignment')")
    (tmp_path / "test_own.py").write_text(
        "import sys\n\n"
        "def test_own(request):\n"
        "    assert request.config.pluginmanager.hasplugin('grader')\n"
        "    heavy = {'torch', 'numpy', 'msgspec', 'rich', 'grader.judging.judge'}\n"
        "    assert not heavy & set(sys.modules)\n"
    )

    done = run_pytest(tmp_path, "-W", "error")

    assert done.code == 0, done.out
    assert "1 passed" in done.summary
    assert "grade-seed" not in done.out


def test_collecting_starts_nothing(folder: Path) -> None:
    """Ids are listed without a sandbox and without torch."""
    (folder / "conftest.py").write_text(
        "import sys\n\n"
        "def pytest_sessionfinish():\n"
        "    torch = sys.modules.get('torch')\n"
        "    assert type(torch).__name__ != 'module', torch\n"
        "    assert 'grader.judging.judge' not in sys.modules\n"
    )

    done = run_pytest(folder, "assignments/shapes", "--collect-only", "-q")

    assert done.code == 0, done.out
    assert [f"{CHECKS}::{name}" for name in IDS] == done.out.splitlines()[:5]
