"""What pages show of mistakes and repairs can be written so, and is what comes out."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from grader.assignment import Assignment
from grader.course import find_assignment
from grader.mutating import make_mistakes, read_mistakes
from grader.mutating.operators.table import OPERATORS
from grader.scaffolding import parse_name
from grader.settings import Repairs
from grader.validating.labels import read_label, short
from tests.pages import ROOT, grade
from tests.unit.test_writing_checks import pattern_of

PAGE = ROOT / "docs" / "mistakes.md"
INSTRUCTORS = ROOT / "docs" / "instructors.md"
STUDENTS = ROOT / "docs" / "students.md"
HEADER = "from grader import mistakes\n"
MISSPELT = """\
import torch
from torch import nn
from torch.nn import functional as F

class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))
    def forward(self, X):
        return F.relu(X @ self.wieght + self.bias)
"""
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.DOTALL)


def blocks(language: str, page: Path = PAGE) -> list[str]:
    """Return what a page shows in a language."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [body for name, body in found if name == language]


@pytest.fixture(scope="module")
def layers() -> Assignment:
    """Load the assignment that the page is about."""
    return find_assignment(str(ROOT / "assignments" / "layers"))


@pytest.mark.parametrize("shown", [b for b in blocks("python") if "mistake(" in b])
def test_mistakes_that_are_shown_can_be_made(
    shown: str, layers: Assignment, tmp_path: Path
) -> None:
    """Each holds in the reference, names checks that there are, and is listed there."""
    path = tmp_path / "mistakes.py"
    path.write_text(HEADER + shown, encoding="utf-8")
    checks = {one.name: layers.checks_of(one.name) for one in layers.exercises}

    listed = read_mistakes(path)
    made, problems = make_mistakes(listed, path, layers.reference_source, checks)

    assert problems == []
    assert len(made) == shown.count("mistake(") > 0
    proved = {(one.source, one.loses) for one in layers.mistakes[0]}
    assert {(one.source, one.loses) for one in made} <= proved


def test_equivalent_that_is_shown_is_one_that_an_exercise_begins_with() -> None:
    """That it holds, a test of `grade new` proves."""
    (shown,) = [body for body in blocks("python") if "equivalent(" in body]

    _, _, record = shown.partition("\n\n")
    assert record in parse_name("scaling/spread").of_kind("mistakes.py")


def test_header_that_is_shown_names_checks_that_there_are(layers: Assignment) -> None:
    """It could stand in wrong/ as it is."""
    (shown,) = [body for body in blocks("python") if body.startswith("#")]

    label = read_label(shown)

    known = {short(check.id) for check in layers.checks_of(label.exercise)}
    assert label.loses
    assert label.loses <= known


@pytest.mark.parametrize("page", [PAGE, INSTRUCTORS], ids=lambda page: page.stem)
def test_settings_of_repairs_are_shown_with_their_defaults(page: Path) -> None:
    """All there are, and nothing else."""
    (shown,) = blocks("toml", page)

    assert tomllib.loads(shown) == {"repairs": msgspec.structs.asdict(Repairs())}


@pytest.mark.rest
def test_operators_and_mutants_are_counted() -> None:
    """The page says how many there are of all exercises together."""
    text = PAGE.read_text(encoding="utf-8")
    assignments = [
        find_assignment(str(path.parent)) for path in ROOT.glob("assignments/*/*.toml")
    ]
    made = [one.mutants(e.name) for one in assignments for e in one.exercises]

    assert f" {len(OPERATORS)} operators " in text
    assert f" {sum(map(len, made))} mutants of the {len(made)} exercises" in text


@pytest.mark.rest
@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform != "linux", reason="shows confined runs")
def test_command_that_is_shown_prints_what_is_shown() -> None:
    """A line with an ellipsis alone stands for any number of lines."""
    (shown,) = blocks("console")
    _, *lines = shown.splitlines()

    done = grade("validate", "layers", "--show", "the ReLU is missing", cwd=ROOT)

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(pattern_of(lines), done.stdout)


@pytest.mark.rest
@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform != "linux", reason="shows confined runs")
def test_students_are_shown_what_a_slip_costs(tmp_path: Path) -> None:
    """The excerpt is what `grade` prints of a misspelt attribute."""
    (shown,) = blocks("", STUDENTS)
    submission = tmp_path / "layers.py"
    submission.write_text(MISSPELT, encoding="utf-8")

    done = grade(str(submission), "-a", "layers", "-e", "MyLinear", cwd=ROOT)

    assert shown in done.stdout
