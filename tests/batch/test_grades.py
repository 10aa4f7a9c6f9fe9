"""Rules of grades.csv, and of rows."""

from __future__ import annotations

import csv
import io

import pytest

from grader.batch.grades import grades_csv, guarded
from grader.batch.rows import Row, RowStatus
from grader.results import Finding, Status
from tests.report import sample

POINTS = {"A": 3.0, "B": 2.5}


def graded(id: str, *, earned: float = 3.0) -> Row:
    """Make a graded row of exercises A and B; B is worth 2.5 points, and full."""
    report = sample.report(
        sample.exercise("A", sample.check("A.value.a", points=3.0, earned=earned)),
        sample.exercise("B", sample.check("B.value.b", points=2.5)),
    )
    return Row(id=id, status=RowStatus.GRADED, report=report)


def read(text: str) -> list[dict[str, str]]:
    """Read CSV as any program does."""
    return list(csv.DictReader(io.StringIO(text)))


def test_a_class_as_csv() -> None:
    """The whole file, once."""
    rows = [
        graded("ann", earned=1.25),
        Row(id="bob", status=RowStatus.UNREADABLE, problem="file is empty"),
        Row(id="cem", status=RowStatus.ERROR, problem="the nursery has ended"),
        Row(id="dee", status=RowStatus.NOT_GRADED, problem="stopped before its turn"),
    ]

    assert grades_csv(rows, POINTS) == (
        '"id","score","max_score","A","B","status","problem"\n'
        '"ann",3.75,5.5,1.25,2.5,"graded",""\n'
        '"bob",0,5.5,0,0,"unreadable","file is empty"\n'
        '"cem",0,5.5,0,0,"error","the nursery has ended"\n'
        '"dee","",5.5,"","","not graded","stopped before its turn"\n'
    )


@pytest.mark.parametrize(
    "id",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", '=cmd|" /C calc"!A0'],
)
def test_an_id_is_no_formula(id: str) -> None:
    """A spreadsheet shows it; it does not run it."""
    [row] = read(grades_csv([graded(id)], POINTS))

    assert row["id"] == f"'{id}"


def test_a_problem_is_no_formula_and_one_line() -> None:
    """Problems quote names that students chose."""
    row = Row(id="ann", status=RowStatus.UNREADABLE, problem="=x.py:\n file is empty")

    [line] = read(grades_csv([row], POINTS))

    assert line["problem"] == "'=x.py: file is empty"


@pytest.mark.parametrize("id", ["ann", "a=b", "2+2", 'say "hi", ann', "a;=1+1", "1e5"])
def test_other_ids_stay_as_they_are(id: str) -> None:
    """Marks must find their way back to the student."""
    assert guarded(id) == id
    assert read(grades_csv([graded(id)], POINTS))[0]["id"] == id


def test_an_exercise_that_was_not_graded_scores_nothing() -> None:
    """Columns are those of the run, whatever a report holds."""
    [row] = read(grades_csv([graded("ann")], {"C": 1.0}))

    assert row["C"] == "0"


def test_a_row_says_what_to_look_at() -> None:
    """Marks that a person should check are marked in the csv, too."""
    report = sample.report(
        sample.exercise("A", sample.check("A.value.a", status=Status.ERROR)),
        integrity=[Finding(kind="tampering", message="torch.add was\nreplaced")],
    )
    row = Row(id="ann", status=RowStatus.GRADED, report=report)

    assert row.remark == "torch.add was replaced; checks that could not be judged: 1"


def test_an_error_is_told_apart_on_the_class_page() -> None:
    """It is the grader's fault, not an unreadable file."""
    row = Row(id="ann", status=RowStatus.ERROR, problem="the nursery has ended")

    assert row.for_class_page().problem == "grader error: the nursery has ended"
