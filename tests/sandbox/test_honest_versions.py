"""Code of a later Python is told from code that is none."""

from __future__ import annotations

import sys

import pytest

from tests import course
from tests.sandbox.bench import Bench, checks_of
from tests.sandbox.test_honest_notebooks import graded

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

OURS = f"{sys.version_info[0]}.{sys.version_info[1]}"
NEWER = "this line is Python 3.14, and this is graded with Python " + OURS
# Of 3.14, so that this holds for all Pythons of today but the newest.
CODE = "try:\n    x = 1\nexcept ValueError, TypeError:\n    x = 2"
only_older = pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="this Python reads it"
)


@only_older
def test_a_file_of_a_later_python_names_both_versions(bench: Bench) -> None:
    """It is not called invalid; the line is named at the check that suffers."""
    report = bench.grade(course.solution(top=CODE))

    suffers = checks_of(report)["total.contract.can_be_called"]
    assert suffers.message.startswith(NEWER)
    assert str(suffers.location) == "ada.py, line 5"
    assert NEWER in report.warnings[0].message


@only_older
def test_a_cell_of_a_later_python_costs_only_itself(bench: Bench) -> None:
    """The other cells of the notebook are graded."""
    report = graded(bench, CODE, course.RIGHT)

    assert report.score == course.POINTS
    assert NEWER in report.warnings[0].message


def test_typing_has_what_later_versions_have(bench: Bench) -> None:
    """Annotations of a later Python cost nothing."""
    report = bench.grade(course.solution(top="from typing import ReadOnly, override"))

    assert (report.score, report.warnings) == (course.POINTS, ())


def test_typing_extensions_knows_which_python_it_is(bench: Bench) -> None:
    """It asks `typing`, and would use what only a later one can do."""
    top = "import typing_extensions as t\nP, T = t.ParamSpec('P'), t.TypeVar('T')"
    report = bench.grade(course.solution(top=top))

    assert (report.score, report.warnings) == (course.POINTS, ())


def test_what_a_later_library_has_is_said_without_paths(bench: Bench) -> None:
    """The version of Python is named, and no folder of the machine."""
    report = bench.grade(
        course.solution(top="from itertools import no_such\nfrom typing import no_such")
    )

    for warning, module in zip(report.warnings, ("itertools", "typing"), strict=True):
        assert f"this is graded with Python {OURS}, whose {module}" in warning.message
        assert "/" not in warning.message
