"""Rules of the page of a class."""

from __future__ import annotations

import pytest

from grader.explaining import noticing
from grader.report.class_page import ClassRow, summarise
from grader.report.html import render_class_html
from grader.results import NOT_WRITTEN, Report, Status
from tests.report import sample
from tests.report.test_html import LOADING, Page, flat


def row(id: str, report: Report | None = None, problem: str = "") -> ClassRow:
    """Build a row."""
    return ClassRow(id=id, report=report, problem=problem)


def with_statuses(*statuses: Status, diagnosis: str = "") -> Report:
    """Build a report of one exercise whose checks ended so."""
    checks = [
        sample.check(f"A.value.c{number}", status=status, diagnosis=diagnosis)
        for number, status in enumerate(statuses)
    ]
    return sample.report(sample.exercise("A", *checks))


def test_hostile_rows_stay_text() -> None:
    """Neither an id nor a problem opens an element or leaves its folder."""
    rows = [
        row(sample.HOSTILE, sample.hostile(), sample.HOSTILE),
        row("../../etc/passwd", sample.hostile()),
        row("javascript:alert(1)", sample.hostile()),
        row('"><script>', None, sample.HOSTILE),
        row("caf\udce9.py", sample.perfect()),
    ]
    document = render_class_html(rows, assignment=sample.HOSTILE)
    page = Page(document)

    assert page.count("script") == 0
    assert document.encode()
    assert all(
        link.startswith("submissions/") and link.count("/") == 1
        for link in page.values("href")
        if not link.startswith("#")
    )
    assert "submissions/..%2F..%2Fetc%2Fpasswd.html" in page.values("href")
    assert "submissions/caf%E9.py.html" in page.values("href")


def test_the_class_page_loads_nothing() -> None:
    """It is one file, like the pages that it links to."""
    document = render_class_html(
        [row("ada", sample.failing())], assignment="layers", title="Layers"
    )
    page = Page(document)

    assert not [name for name in LOADING if page.values(name)]
    assert "url(" not in document
    assert "http:" not in document
    assert "https:" not in document
    assert page.count("caption") == page.count("table")
    assert page.count("h1") == 1


def test_an_unreadable_submission_says_why() -> None:
    """It has a row of its own, without links, and does not count in the mean."""
    rows = [row("bob", problem="not a notebook"), row("ada", sample.perfect())]
    document = render_class_html(rows, assignment="layers")
    text = flat(document)

    assert "not a notebook" in text
    assert "1 unreadable" in text
    assert "mean score 10.0" in text
    assert "submissions/bob.html" not in document


def test_an_unreadable_submission_without_reason_is_still_told() -> None:
    """An empty problem leaves no empty cell."""
    text = flat(render_class_html([row("bob")], assignment="layers"))

    assert "could not be read" in text


def test_a_stopped_run_says_so() -> None:
    """The page says how far it came; what it did not come to is not unreadable."""
    waiting = ClassRow(id="cem", problem="stopped before its turn", has_verdict=False)
    rows = [row("bob", problem="not a notebook"), row("ada", sample.perfect())]
    whole = flat(render_class_html(rows, assignment="layers"))
    stopped = flat(render_class_html([*rows, waiting], assignment="layers"))

    assert "The run was stopped" not in whole
    assert "The run was stopped 2 of 3 graded." in stopped
    assert "1 unreadable" in stopped
    assert "not graded: stopped before its turn" in stopped


def test_an_empty_class_can_be_rendered() -> None:
    """No submission is said, and nothing is divided by zero."""
    assert "no submission was found" in flat(render_class_html([], assignment="layers"))


def test_a_row_links_to_page_and_data() -> None:
    """Links are relative, so that the folder can be moved."""
    document = render_class_html([row("ada", sample.perfect())], assignment="layers")

    assert [link for link in Page(document).values("href") if link[0] != "#"] == [
        "submissions/ada.html",
        "submissions/ada.json",
    ]


def test_rows_are_sorted_as_people_count() -> None:
    """The order in which grading ended does not show, and s2 precedes s10."""
    rows = [row("s10"), row("s2"), row("Ada"), row("bob")]

    assert [entry.id for entry in summarise(rows).rows] == ["Ada", "bob", "s2", "s10"]


def test_what_was_misunderstood_is_listed_with_the_commonest_reason() -> None:
    """The most often failed check comes first; what is only blocked is left out."""
    fail, done, blocked = Status.FAIL, Status.PASS, Status.BLOCKED
    rows = [
        row("a", with_statuses(done, fail, blocked, diagnosis="flipped")),
        row("b", with_statuses(fail, fail, blocked, diagnosis="flipped")),
        row("c", with_statuses(done, Status.TIMEOUT, done, diagnosis="slow")),
    ]
    found = summarise(rows).misunderstood

    assert [(entry.id, entry.failed, entry.blocked) for entry in found] == [
        ("A.value.c1", 3, 0),
        ("A.value.c0", 1, 0),
    ]
    assert (found[0].reason, found[0].reason_count) == ("flipped", 2)
    assert found[0].share == 1.0


def test_what_is_not_written_is_no_misunderstanding() -> None:
    """It is counted apart, and blocks nothing that somebody has written."""
    contract, value = "A.contract.c", "A.value.c"
    untouched = sample.exercise(
        "A",
        sample.check(contract, status=Status.FAIL, message=NOT_WRITTEN),
        sample.check(value, status=Status.BLOCKED, blocked_by=contract),
    )
    wrong = sample.exercise(
        "A", sample.check(contract), sample.check(value, status=Status.FAIL)
    )
    rows = [row("a", sample.report(untouched)), row("b", sample.report(wrong))]
    summary = summarise(rows)

    [found] = summary.misunderstood
    assert (found.id, found.failed, found.judged, found.blocked) == (value, 1, 1, 0)
    assert summary.unwritten == (("A", 1),)
    text = flat(render_class_html(rows, assignment="layers"))
    assert "Not written yet: A in 1 submission" in text


def test_withheld_points_are_no_misunderstanding() -> None:
    """Who reached for the grader is for a person to judge, not a hard spot."""
    withheld = with_statuses(
        Status.FAIL, Status.FAIL, diagnosis=f"take that line out; {noticing.WITHHELD}"
    )
    honest = with_statuses(Status.PASS, Status.FAIL, diagnosis="flipped")

    [found] = summarise([row("a", withheld), row("b", honest)]).misunderstood

    assert (found.id, found.failed, found.judged) == ("A.value.c1", 1, 1)
    assert found.reason == "flipped"
    assert summarise([row("a", withheld)]).misunderstood == ()


def test_faults_of_the_grader_are_not_blamed_on_the_class() -> None:
    """An `error` is listed apart and is no failure."""
    rows = [row("a", with_statuses(Status.ERROR, diagnosis="reference raised"))]
    summary = summarise(rows)

    assert summary.misunderstood == ()
    assert [entry.errors for entry in summary.faulty] == [1]
    assert "reference raised" in flat(render_class_html(rows, assignment="layers"))


@pytest.mark.parametrize(
    ("passed", "of", "bin"), [(0, 4, 0), (1, 4, 2), (2, 4, 5), (4, 4, 9)]
)
def test_scores_fall_into_ten_bins(passed: int, of: int, bin: int) -> None:
    """Full marks belong to the last bin, not to one of their own."""
    statuses = [Status.PASS] * passed + [Status.FAIL] * (of - passed)
    summary = summarise([row("a", with_statuses(*statuses))])

    assert [entry.count for entry in summary.bins].index(1) == bin


def test_an_exercise_that_a_submission_lacks_is_left_blank() -> None:
    """Reports of an older assignment still have their row."""
    rows = [row("a", with_statuses(Status.PASS)), row("b", sample.perfect())]
    summary = summarise(rows)

    assert summary.exercises == ("A", "CenteredLayer", "MyLinear")
    assert flat(render_class_html(rows, assignment="layers")).count("not graded") == 3


def test_a_flagged_submission_is_pointed_out() -> None:
    """What tried to reach out is seen without opening the submission."""
    text = flat(render_class_html([row("a", sample.failing())], assignment="layers"))

    assert "1 to look at" in text
    assert "look at this" in text
