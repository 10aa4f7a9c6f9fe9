"""What `grade` says when it cannot grade, and to whom."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from grader import cli, grading
from grader.errors import AssignmentError
from grader.isolation import sandbox as sandboxes
from grader.results import NoReport, Report, Status, from_json
from tests import course
from tests.cli.command import SHORTLY, Grade, written

# The command line itself -----------------------------------------------------

USAGE = [
    (["--frob"], "no such option '--frob'"),
    (["ada.py", "--jsn", "x"], "--json"),
    (["ada.py", "--json"], "option '--json' requires an argument"),
    (["ada.py", "--seed", "-1"], "-1 is not in the range"),
    (["ada.py", "--seed", "one"], "'one' is not a valid integer"),
    (["ada.py", "--seed", str(2**63)], f"'--seed': {2**63} has more than 63 bits"),
    (["ada.py", "--isolation", "total"], "'total' is not one of 'auto', 'nursery'"),
    (["ada.py", "bob.py"], r"unexpected extra argument \(bob.py\)"),
    (["ada.py", "--json", "assignments"], "'assignments' is a directory"),
    (["batch"], "(?s)missing argument 'SUBMISSIONS'.*`grade batch --help`"),
    (["doctor", "--frob"], "(?s)no such option '--frob'.*`grade doctor --help`"),
    (["valdate"], r"did you mean the command `grade validate`\?"),
    (["adda.py"], r"adda.py: there is no such file\n  fix: did you mean ada.py\?"),
    (["assignments/shape"], "did you mean assignments/shapes?"),
    (["zzz.py"], r"zzz.py: there is no such file$"),
    (["a" * 300], "cannot be read: File name too long"),
    (["ada.py", "-a", "shape"], "(?s)no assignment 'shape'.*use 'shapes'"),
    (["ada.py", "-a", "zzz"], "(?s)no assignment 'zzz'.*use one of: shapes"),
    (["ada.py"], "(?s)which assignment is 'ada.py' for.*-a; .* are: shapes"),
    (["ada.py", "-a", "shapes", "-e", "scale"], "(?s)no exercise .*use 'Scale'"),
    (["ada.py", "-a", "shapes", "-e", "zz"], "(?s)'zz' is no.*one of: Scale, total"),
    (["validate", "shape"], "(?s)no assignment 'shape'.*use 'shapes'"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=lambda value: str(value))
def test_wrong_usage_exits_2_and_names_what_was_meant(
    grade: Grade, arguments: list[str], words: str
) -> None:
    """One or two lines on stderr, nothing on stdout."""
    done = grade(*arguments)

    assert (done.code, done.out) == (2, "")
    assert re.search(words, done.complaint, re.IGNORECASE), done.complaint
    assert done.complaint.count("\n") <= 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.py", b"", "empty.py: file is empty"),
        ("wide.py", "x = 1".encode("utf-16"), "saved as UTF-16, not UTF-8"),
        ("latin.py", b"x = '\xe9'\n", "latin.py, line 1: byte 0xe9 is not UTF-8"),
        ("image.py", b"\x89PNG\r\n\x1a\n\0", "image.py: this is an image"),
        ("data.txt", b"x", r"\.txt files cannot be graded"),
        ("broken.ipynb", b"{", "broken.ipynb, line 1: not a notebook"),
        ("empty.ipynb", b'{"nbformat": 4, "cells": []}', "no code cells"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_unreadable_submission_exits_2(
    grade: Grade, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    """The student reads which file, what is wrong with it, and what to do."""
    (tmp_path / name).write_bytes(content)

    done = grade(name, "-a", course.NAME)

    assert (done.code, done.out) == (2, "")
    assert re.search(words, done.complaint), done.complaint
    assert "\n  fix: " in done.complaint


@pytest.mark.usefixtures("folder")
def test_report_that_cannot_be_written_exits_2(grade: Grade) -> None:
    """A file where a folder should be."""
    done = grade("ada.py", *SHORTLY, "--json", "ada.py/report.json")

    assert done.code == 2
    assert done.complaint == (
        "ada.py/report.json: cannot be written: ada.py is no folder\n"
        "  fix: name another file"
    )


@pytest.mark.parametrize(
    ("path", "option", "target", "fix"),
    [
        ("ada.py", "--html", "ada.py", "grade ada.py --html report.html"),
        ("ada.py", "--json", "./bob/../ada.py", "grade ada.py --json report.json"),
        ("ada.py", "--junit", "reference/shapes.py", "grade ada.py --junit report.xml"),
        ("ada.py", "--json", "assignments/shapes/assignment.toml", "grade ada.py"),
        ("ada.py", "--json", "link.json", "grade ada.py --json report.json"),
        ("bob", "--html", "bob/answer.ipynb", "grade bob --html report.html"),
        ("bob", "--html", "bob/new.py", "grade bob --html report.html"),
        ("bob", "--html", "cem.TAR.gz", "grade bob --html report.html"),
        ("dee", "--html", "dee", "grade dee --html report.html"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_no_report_replaces_work(
    grade: Grade,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    option: str,
    target: str,
    fix: str,
) -> None:
    """What is graded, and what looks like source, is refused before anything runs."""
    (tmp_path / "bob").mkdir()
    for name in ("bob/answer.ipynb", "cem.TAR.gz", "dee"):
        (tmp_path / name).write_text(course.RIGHT)
    (tmp_path / "link.json").symlink_to("ada.py")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    monkeypatch.setattr(grading, "grade_submission", None)

    done = grade(path, "-a", course.NAME, option, target)

    assert (done.code, done.out) == (2, "")
    assert done.complaint.startswith(
        f"{Path(target)}: a report would replace what is graded\n"
        f"  fix: name another file: {fix}"
    )
    assert {file: file.read_bytes() for file in before} == before
    assert not (tmp_path / "bob/new.py").exists()


@pytest.mark.usefixtures("folder")
def test_a_report_of_before_is_replaced(grade: Grade, tmp_path: Path) -> None:
    """Also one that lies in the folder that is graded."""
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob/answer.py").write_text(course.RIGHT)
    (tmp_path / "bob/report.json").write_text("old")

    done = grade("bob", *SHORTLY, "--json", "bob/report.json")

    assert done.code == 0
    assert written(tmp_path / "bob/report.json").passed


@pytest.mark.parametrize("target", ["no/such/report.json", "/no_such/report.json"])
@pytest.mark.usefixtures("folder")
def test_folders_for_reports_are_not_invented(
    grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """A mistyped path makes no folders, and nothing is run for it."""
    monkeypatch.setattr(grading, "grade_submission", None)

    done = grade("ada.py", *SHORTLY, "--json", target)

    assert done.code == 2
    assert f"{target}: there is no folder {Path(target).parent}" in done.complaint
    assert not (tmp_path / "no").exists()


# The assignment's author -----------------------------------------------------

BROKEN_SETTINGS = [
    ("[assignment", r"Expected '\]' at the end of a table declaration"),
    ("", "missing required field `assignment`"),
    (course.SETTINGS + "points = 3", "unknown field `points`.*exercise"),
    (course.SETTINGS.replace('"module"', '"modul"'), "kind 'modul'"),
    (course.SETTINGS.replace('title = "A sum"', "title = 3"), "Expected `str`"),
    (course.SETTINGS.replace('name = "shapes"', 'name = "forms"'), "same name"),
    (course.SETTINGS + "[limits]\ncheck_timeout_s = 'long'", "limits.check_timeout_s"),
]


@pytest.mark.parametrize(("settings", "words"), BROKEN_SETTINGS)
def test_broken_settings_exit_3_and_name_the_file(
    grade: Grade, folder: Path, settings: str, words: str
) -> None:
    """The author reads what is wrong in assignment.toml, and where."""
    (folder / "assignment.toml").write_text(settings)

    done = grade("ada.py", "-a", course.NAME)

    assert (done.code, done.out) == (3, "")
    assert done.complaint.startswith(str(folder / "assignment.toml"))
    assert re.search(words, done.complaint), done.complaint


TWICE = """
@check("value")
def sums_everything(total, draw):
    '''Once more.'''
"""
BROKEN_CHECKS = [
    ("x = 1 / 0", r"checks.py:1: .*ZeroDivisionError: division by zero"),
    ("def f(:", r"checks.py:1: .*SyntaxError"),
    ("import no_such_module", r"checks.py:1: .*No module named 'no_such_module'"),
    (
        course.CHECKS.replace("(total, draw)", "(totl, draw)"),
        "(?s)checks.py:31: .*'totl', which is no exercise.*use 'total'",
    ),
    (course.CHECKS + TWICE, "(?s)checks.py:36: two checks are called .*rename one"),
    (course.CHECKS.replace('@check("contract")', '@check("dtype")'), "no contract"),
    (course.CHECKS.replace('"naming"', '"names"'), "checks.py:19: .*'names' is no "),
]  # fmt: skip


@pytest.mark.parametrize(("checks", "words"), BROKEN_CHECKS)
def test_broken_checks_exit_3_and_name_file_and_line(
    grade: Grade, folder: Path, checks: str, words: str
) -> None:
    """The author reads which line of checks.py to mend."""
    (folder / "checks.py").write_text(checks)

    done = grade("ada.py", "-a", course.NAME)

    assert (done.code, done.out) == (3, "")
    assert re.search(words, done.complaint), done.complaint
    assert done.complaint.startswith(str(folder / "checks.py"))


@pytest.mark.parametrize("missing", ["checks.py", "reference"])
def test_missing_file_of_an_assignment_exits_3(
    grade: Grade, folder: Path, missing: str, tmp_path: Path
) -> None:
    """Without checks there is nothing to grade; without reference, no verdict."""
    path = folder / missing
    if missing == "reference":
        path = tmp_path / "reference/shapes.py"
    path.unlink()

    done = grade("ada.py", "-a", course.NAME)

    assert done.code == 3
    said = "".join((done.out + done.err).split())
    assert f"{path.name}:cannotberead" in said
    assert "Nosuchfile" in said


@pytest.mark.rest
@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (course.RIGHT.replace("def total", "def totl"), "`total` is not defined"),
        (course.RIGHT.replace("X.sum()", "X.summ()"), "has no attribute 'summ'"),
        (course.RIGHT + "\nraise RuntimeError('no')\n", "the reference does not load"),
        (course.solution(top="import os; os._exit(0)"), "ended by its own code"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_reference_exits_3_and_is_not_held_against_the_student(
    grade: Grade, tmp_path: Path, reference: str, words: str
) -> None:
    """The student reads that it is not their fault; the author, what it is."""
    (tmp_path / "reference/shapes.py").write_text(reference)

    done = grade("ada.py", "-a", course.NAME, "-e", "total", "--json", "report.json")

    assert (done.code, done.err) == (3, "")
    report = written(tmp_path / "report.json")
    assert {check.status for check in report.checks} == {Status.ERROR}
    assert words in report.checks[0].message
    assert report.checks[0].diagnosis == (
        "this is not the student's fault; tell the instructor"
    )
    assert "your instructor sees it" in done.out


# Faults of the grader --------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_nursery_that_cannot_start_exits_4(
    grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it said last is shown, and what to run next."""
    broken = [sys.executable, "-c", "import no_such_torch"]
    monkeypatch.setattr(sandboxes, "_python", lambda module: broken)

    done = grade("ada.py", *SHORTLY)

    assert (done.code, done.out) == (4, "")
    assert "No module named 'no_such_torch'" in done.complaint
    assert "run `grade doctor`" in done.complaint


@pytest.mark.usefixtures("folder")
def test_fault_of_ours_exits_4_in_a_sentence(
    grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traceback is there for who asks for it."""

    def breaks(request: grading.Request) -> Report:
        raise KeyError("odd")

    monkeypatch.setattr(grading, "grade_submission", breaks)

    done = grade("ada.py", "-a", course.NAME)

    assert done.code == 4
    assert done.complaint.startswith("this is a fault of the grader: KeyError: 'odd'")
    monkeypatch.setenv(cli.DEBUG, "1")
    with pytest.raises(KeyError, match="odd"):
        cli.main(["ada.py"])


# No report --------------------------------------------------------------------


def breaks(request: grading.Request) -> Report:
    """Be at fault."""
    raise KeyError("<odd>")


def is_broken(request: grading.Request) -> Report:
    """Find the assignment broken."""
    raise AssignmentError("no check", fix="write one", where="checks.py:1")


def is_stopped(request: grading.Request) -> Report:
    """Be interrupted."""
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("path", "act", "code", "error", "fix"),
    [
        ("adda.py", None, 2, "there is no such file", "did you mean ada.py?"),
        ("empty.py", None, 2, "file is empty", "write"),
        ("ada.py", is_broken, 3, "no check", "write one"),
        ("ada.py", breaks, 4, "fault of the grader: KeyError: '<odd>'", "report it"),
        ("ada.py", is_stopped, 130, "the run was stopped", "grade it again"),
    ],
    ids=["missing", "empty", "assignment", "fault", "stopped"],
)
@pytest.mark.usefixtures("folder")
def test_no_report_of_an_earlier_run_stays(
    grade: Grade,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    act: Callable[[grading.Request], Report] | None,
    code: int,
    error: str,
    fix: str,
) -> None:
    """Where a run gives none, each file says so, why, and what to do."""
    (tmp_path / "empty.py").touch()
    names = {"--json": "r.json", "--junit": "r.xml", "--html": "r.html"}
    for name in names.values():
        (tmp_path / name).write_text("20 of 20")
    if act is not None:
        monkeypatch.setattr(grading, "grade_submission", act)

    done = grade(path, "-a", course.NAME, *(x for pair in names.items() for x in pair))

    assert done.code == code
    data = (tmp_path / "r.json").read_bytes()
    document = msgspec.json.decode(data, type=NoReport)
    assert document.exit_code == code
    assert error in document.error
    assert document.fix.startswith(fix) or fix == "write"
    suites = ElementTree.parse(tmp_path / "r.xml").getroot()
    assert (suites.get("tests"), suites.get("errors")) == ("1", "1")
    (case,) = suites.iter("error")
    assert error in str(case.get("message"))
    page = html.unescape((tmp_path / "r.html").read_text())
    assert "There is no report" in page
    assert error in page
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        from_json(data)


@pytest.mark.usefixtures("folder")
def test_no_report_replaces_what_is_graded_either(grade: Grade, tmp_path: Path) -> None:
    """Where the place itself is refused, nothing is written there."""
    (tmp_path / "empty.py").touch()

    done = grade("empty.py", "-a", course.NAME, "--json", "empty.py")

    assert done.code == 2
    assert (tmp_path / "empty.py").read_bytes() == b""
