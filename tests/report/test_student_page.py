"""Rules of what a page says first, what it leaves out, and of the call it shows."""

from __future__ import annotations

import io

import msgspec
from rich.console import Console

from grader.report.example import example_lines, given_line
from grader.report.html import render_html
from grader.report.junit import render_junit
from grader.report.student_page import arrange
from grader.report.text import print_report
from grader.results import (
    NOT_WRITTEN,
    CheckResult,
    Counterexample,
    Evidence,
    ExerciseResult,
    Given,
    Status,
    TensorView,
)
from tests.report import sample
from tests.report.test_html import Page, flat

CALL = Counterexample(
    call="f(X)",
    inputs=(
        Given(
            name="X",
            summary="(2, 2) float32",
            tensor=sample.matrix(["0.1", "2"], ["-1", "0.5"]),
        ),
    ),
    parameters=(Given(name="weight", summary="(90, 90) float32"),),
)


def fail(id: str, **fields: object) -> CheckResult:
    """Build a check that failed."""
    known = {"status": Status.FAIL, "message": "wrong", **fields}
    return sample.check(id, "is right", **known)


def untouched(name: str) -> ExerciseResult:
    """Build an exercise that is as it was handed out."""
    contract = f"{name}.contract.x"
    return sample.exercise(
        name,
        fail(contract, message=NOT_WRITTEN),
        sample.check(f"{name}.value.x", status=Status.BLOCKED, blocked_by=contract),
    )


def test_what_is_wrong_comes_before_what_is_not_begun_and_what_is_well() -> None:
    """The first failure of the student's own is where to start."""
    well = sample.exercise("A", sample.check("A.value.x"))
    faulty = sample.exercise("C", fail("C.value.x", status=Status.ERROR))
    wrong = sample.exercise("D", sample.check("D.shape.x"), fail("D.value.x"))

    page = arrange(sample.report(well, untouched("B"), faulty, wrong))

    names = [
        [exercise.name for exercise in group]
        for group in (page.lost, page.unwritten, page.passed)
    ]
    assert names == [["C", "D"], ["B"], ["A"]]
    assert page.first is not None
    assert page.first.id == "D.value.x"


def test_an_exercise_that_is_not_begun_takes_one_line() -> None:
    """It has no card, no blocked rows, and counts as no failure."""
    document = render_html(sample.report(untouched("A"), untouched("B")))
    page = Page(document)

    assert page.count("details") == 0
    assert "2 of 2 exercises not written yet" in flat(document)
    assert "blocked by" not in flat(document)
    assert "failed" not in flat(document)


def test_hints_that_were_taken_are_counted() -> None:
    """Beside the title; where none was, nothing is said."""
    wrong = sample.exercise("D", fail("D.value.x"))
    taken = msgspec.structs.replace(wrong, hints=3, hints_taken=2)

    assert "title of D · 2 of 3 hints taken" in flat(render_html(sample.report(taken)))
    assert "hints" not in flat(render_html(sample.report(wrong)))


def test_cause_stands_above_symptom() -> None:
    """The mistake by name, where it is known, is what is read first, and largest."""
    known = fail("A.value.x", message="3 values differ", diagnosis="no ReLU")
    tags = Page(render_html(sample.report(sample.exercise("A", known)))).tags
    classes = [attrs.get("class") for tag, attrs in tags if tag == "p"]

    assert classes.index("cause") < classes.index("symptom")


def test_where_everything_differs_nothing_is_marked() -> None:
    """The caption says so instead; one that agrees brings the marks back."""
    alike = sample.matrix(["1", "2"], marks=((0, 0), (0, 1)))
    partly = sample.matrix(["1", "2"], marks=((0, 0),))

    def shown(view: TensorView) -> str:
        side = Evidence(text="", tensor=view)
        check = fail("A.value.x", expected=side, found=side)
        return render_html(sample.report(sample.exercise("A", check)))

    assert Page(shown(alike)).count("mark") == 0
    assert flat(shown(alike)).count("every element differs") == 1
    assert Page(shown(partly)).count("mark") == 2
    assert "every element" not in flat(shown(partly))


def test_isolation_and_seed_stand_at_the_end() -> None:
    """They are of no use to somebody who wants to know what is wrong."""
    text = flat(render_html(sample.failing()))

    assert text.index("isolation") > text.index("About this run")
    assert text.index("8412907733") > text.index("About this run")


def test_the_call_is_shown_with_its_numbers_everywhere() -> None:
    """As one would type it; of what is large, the shape alone."""
    report = sample.report(sample.exercise("A", fail("A.value.x", counterexample=CALL)))
    terminal = io.StringIO()
    print_report(report, Console(file=terminal, width=80))

    assert "call f(X)" in flat(render_html(report))
    assert "weight (90, 90) float32" in flat(render_html(report))
    assert "call: f(X)\n  X (2, 2) float32 = [[0.1, 2], [-1, 0.5]]" in (
        render_junit(report)
    )
    assert "call      f(X)" in terminal.getvalue()
    assert "X = [[0.1, 2], [-1, 0.5]]" in terminal.getvalue()


def test_a_wall_of_numbers_is_not_shown_in_a_terminal() -> None:
    """All of them or none: half of what a call is made on explains nothing."""
    assert list(example_lines(CALL, 40)) == ["f(X)", "X = [[0.1, 2], [-1, 0.5]]"]
    assert list(example_lines(CALL, 5)) == ["f(X)"]


def test_numbers_are_written_as_python_does() -> None:
    """A number, a list, or a list of rows."""
    shapes = {(): "1", (1,): "[1]", (1, 1): "[[1]]"}

    for sizes, text in shapes.items():
        view = sample.matrix(["1"], sizes=sizes)
        given = Given(name="X", summary="s", tensor=view)
        assert given_line(given) == f"X s = {text}"
