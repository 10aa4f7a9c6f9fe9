"""Where something outside the course could change what pytest says, nothing is graded.

Each is an attack that worked: the stub is handed in, and all checks are to pass.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import course
from tests.plugin.test_pytest_plugin import run_pytest
from tests.tiers import sample

LIES = """
import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().outcome = "passed"
"""
ENTRY = "[pytest11]\nlies = lies\n"
ASSIGNMENT = "course/assignments/shapes"
STUB = "def total(X):\n    raise NotImplementedError\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Write a student's repository, with an untouched stub, and the course in it."""
    (tmp_path / "course").mkdir()
    course.write_course(tmp_path / "course")
    (tmp_path / "stub.py").write_text(STUB)
    return tmp_path


ATTACKS = {
    "conftest.py of the repository": {"conftest.py": LIES},
    "conftest.py below an ini file": {"pytest.ini": "[pytest]\n", "conftest.py": LIES},
    "plugin named in pytest.ini": {
        "pytest.ini": "[pytest]\naddopts = -p lies\npythonpath = .\n", "lies.py": LIES
    },
    "plugin named in pyproject.toml": {
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p lies'\n",
        "lies.py": LIES,
    },
    "selection in tox.ini": {"tox.ini": "[pytest]\naddopts = -k nothing_fails\n"},
    "plugin of the working folder": {
        "lies.py": LIES, "lies-1.dist-info/METADATA": "Name: lies\nVersion: 1\n",
        "lies-1.dist-info/entry_points.txt": ENTRY,
    },
    "only a root above": {"setup.py": ""},
}  # fmt: skip


@pytest.mark.parametrize("files", sample(ATTACKS.values(), 2), ids=ATTACKS)
def test_repository_that_lies_is_not_graded(
    repository: Path, files: dict[str, str]
) -> None:
    """The run ends as wrong usage, and says what to run instead."""
    for name, text in files.items():
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text(text)

    done = run_pytest(repository, ASSIGNMENT, "--submission", "stub.py")

    refused(done.code, done.out, repository)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-p", "lies"),
        ("-c", "other.ini"),
        ("--rootdir", "."),
        ("-n", "2", "-p", "lies"),
    ],
    ids=" ".join,
)
def test_arguments_that_bring_others_along_are_refused(
    repository: Path, arguments: tuple[str, ...]
) -> None:
    """Also where the course is the folder in which pytest runs, and by workers."""
    (repository / "course/elsewhere").mkdir()
    (repository / "lies.py").write_text(LIES)
    (repository / "other.ini").write_text("[pytest]\n")

    done = run_pytest(repository, ASSIGNMENT, "--submission", "stub.py", *arguments)

    refused(done.code, done.out, repository)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTEST_ADDOPTS", "-k sums"),
        ("PYTEST_PLUGINS", "lies"),
        ("PYTEST_ADDOPTS", "-q"),
    ],
)
def test_variables_that_pytest_reads_are_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Whatever they say: they may leave checks out."""
    (repository / "course/lies.py").write_text(LIES)
    monkeypatch.setenv(name, value)

    done = run_pytest(
        repository / "course", "assignments/shapes", "--submission", "../stub.py"
    )

    refused(done.code, done.out, repository, variable=name)


def refused(code: int, out: str, repository: Path, *, variable: str = "") -> None:
    """Assert that nothing was graded, and that the reader is told what to do."""
    told = " ".join(out.split())
    assert code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED), out
    assert " passed" not in out
    assert "nothing is graded here, because" in told, out
    assert f"-a {repository / ASSIGNMENT}" in told.replace("- ", "-"), out
    assert variable in told


@pytest.mark.rest
def test_course_with_settings_and_plugins_of_its_own_is_graded(
    repository: Path,
) -> None:
    """What lies in the course is its author's, and what is installed is nobody's."""
    folder = repository / "course"
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p mine\npythonpath = .\n")
    (folder / "mine.py").write_text("")
    (folder / "conftest.py").write_text("")
    (repository / "right.py").write_text(course.RIGHT)

    done = run_pytest(
        folder, "assignments/shapes", "--submission", os.path.join("..", "right.py")
    )

    assert done.code == 0, done.out
