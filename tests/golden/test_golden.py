"""Graded submissions, each compared with the report that it had before.

A folder holds `case.toml` (the assignment, the exercises to grade if not all, and the
submission's path if it lies elsewhere in the project), `submission.py` or `submission.ipynb`, and `expected.json`.
`pytest tests/golden --update-golden` writes the expected reports anew.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import load_assignment
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import Report, to_json
from grader.submission import read_submission

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
]
SEED = 2024
PROJECT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/case.toml"))
# Differ from run to run, or from machine to machine.
VOLATILE = {"tool", "graded_at", "duration_s", "environment", "sha256"}
# Values differ in their last digits from one build of torch to the next.
VALUES = {"rows"}
# Words of the assignments' authors, who may change them at any time.
AUTHORED = {"title", "hint", "source"}
FLOAT = re.compile(r"-?\d+\.\d+(e[+-]?\d+)?|-?\d+e[+-]?\d+")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Start one nursery for all assignments."""
    with NurserySandbox(Limits()) as started:
        yield started


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_report_is_as_expected(
    sandbox: Sandbox, case: Path, request: pytest.FixtureRequest
) -> None:
    """All but times, versions and the last digits of numbers is compared."""
    found = stable(graded(sandbox, case))
    path = case / "expected.json"
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8")
    expected = path.read_text(encoding="utf-8")

    difference = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "expected", "found", lineterm=""
    )

    assert expected == found, "\n".join(difference)


def graded(sandbox: Sandbox, case: Path) -> Report:
    """Grade a case."""
    about = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
    assignment = load_assignment(PROJECT / "assignments" / about["assignment"])
    source = PROJECT / about["source"] if "source" in about else one_submission(case)
    submission = read_submission(source, assignment=assignment.name)
    exercises = assignment.select(tuple(about.get("exercises", ())))
    return Judge(Reference(assignment), sandbox, SEED).grade(submission, exercises)


def one_submission(case: Path) -> Path:
    """Find the submission in a case's folder."""
    (found,) = case.glob("submission.*")
    return found


def stable(report: Report) -> str:
    """Write a report without what may differ where nothing has changed."""
    return json.dumps(_stable(json.loads(to_json(report))), indent=1) + "\n"


def _stable(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = VOLATILE | VALUES | AUTHORED
        return {
            key: _stable(item) for key, item in value.items() if key not in left_out
        }
    if isinstance(value, list):
        return [_stable(item) for item in value]
    return FLOAT.sub("#", value) if isinstance(value, str) else value
