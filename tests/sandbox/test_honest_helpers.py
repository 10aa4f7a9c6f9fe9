"""Helper files run where the answer runs, and a missing one is said to be missing."""

from __future__ import annotations

import sys

import pytest

from grader.results import Report
from grader.submission import Submission, Unit
from tests import course
from tests.sandbox.bench import Bench, checks_of

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

ANSWER = "from helpers import Scale, total"


def graded(bench: Bench, answer: str, **helpers: str) -> Report:
    """Grade an answer with helper files beside it."""
    units = [
        Unit(label=f"{name}.py", source=source, module=name)
        for name, source in helpers.items()
    ]
    units.append(Unit(label="ada.py", source=answer))
    return bench.judge.grade(Submission(id="ada", files=(), units=tuple(units)))


@pytest.mark.parametrize(
    "answer",
    [
        ANSWER,
        "import helpers\nScale, total = helpers.Scale, helpers.total",
        "from helpers import *",
        "import importlib\nh = importlib.import_module('helpers')\n" + ANSWER,
    ],
)
def test_an_answer_may_be_made_of_two_files(bench: Bench, answer: str) -> None:
    """What it imports counts as its own."""
    report = graded(bench, answer, helpers=course.RIGHT)

    assert (report.score, report.warnings) == (course.POINTS, ())
    assert report.integrity == ()


def test_a_helper_runs_line_by_line(bench: Bench) -> None:
    """A line that fails in it costs only itself; what is for scripts does not run."""
    top = "import matplotlib.pyplot as plt"
    end = "if __name__ == '__main__':\n    1 / 0"
    report = graded(bench, ANSWER, helpers=course.solution(top=top, end=end))

    assert report.score == course.POINTS
    (warning,) = report.warnings
    assert str(warning.location) == "helpers.py, line 3"


def test_a_mistake_in_a_helper_has_its_place_there(bench: Bench) -> None:
    """The line is named in the file that holds it."""
    wrong = course.solution(forward="self.weight.no_such()")
    report = graded(bench, ANSWER, helpers=wrong)

    places = [check.location for check in report.checks if check.location is not None]
    assert {place.file for place in places} == {"helpers.py"}


def test_a_helper_hides_no_library(bench: Bench) -> None:
    """What is installed comes first, whatever lies beside the answer."""
    report = graded(
        bench, course.solution(top="import json, torch\njson.dumps"), json="", torch=""
    )

    assert (report.score, report.warnings) == (course.POINTS, ())


def test_a_missing_helper_is_named_where_it_is_missed(bench: Bench) -> None:
    """The exercises that it should bring say so, and name its file."""
    report = graded(bench, ANSWER)

    for name in ("Scale", "total"):
        suffers = checks_of(report)[f"{name}.contract.can_be_called"]
        assert suffers.message == f"`{name}` is not defined"
        assert suffers.diagnosis == (
            "line 1 failed while the file was read: ModuleNotFoundError: No module "
            "named 'helpers'; helpers is not installed where this is graded, nor was a "
            "helpers.py handed in"
        )


def test_a_missing_package_costs_only_what_needs_it(bench: Bench) -> None:
    """The class that inherits from it says so, through all that failed in between."""
    answer = course.RIGHT.replace("(nn.Module)", "(d2l.Module)")
    assert answer != course.RIGHT
    report = graded(bench, "from d2l import torch as d2l\n" + answer)

    suffers = checks_of(report)["Scale.contract.can_be_called"]
    assert suffers.diagnosis.endswith(
        "NameError: name 'd2l' is not defined; d2l is missing because line 1 failed: "
        "d2l is not installed where this is graded, nor was a d2l.py handed in"
    )
    assert not any("costs no points" in item.message for item in report.warnings)
    total = [check for check in report.checks if check.id.startswith("total")]
    assert all(check.status == "pass" for check in total)


def test_a_package_missed_in_a_call_is_named_at_its_check(bench: Bench) -> None:
    """What is missed when a check runs is explained as what is missed before."""
    answer = course.solution(top="import einops", forward="einops.rearrange(X, 'a b')")
    report = graded(bench, answer)

    failed = [check for check in report.checks if check.status == "fail"]
    assert any(
        check.diagnosis.startswith("einops is missing because line 3 failed: einops is")
        for check in failed
    )


def test_a_class_only_for_scripts_says_so_at_its_check(bench: Bench) -> None:
    """It names the line that it stands on, and what to do."""
    answer = course.RIGHT.replace(
        "def total(X):", "if __name__ == '__main__':\n  def total(X):"
    ).replace("\n    return X.sum()", "\n      return X.sum()")
    assert "\n      return" in answer
    report = graded(bench, answer)

    suffers = checks_of(report)["total.contract.can_be_called"]
    assert "only under `if __name__ ==" in suffers.diagnosis
    assert suffers.location is not None
    assert "def total" in answer.splitlines()[suffers.location.line - 1]
