"""Rules of the JUnit XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from grader.report.junit import render_junit
from grader.results import Status
from tests.report import sample


def parsed(document: str) -> ET.Element:
    """Parse our own output."""
    return ET.fromstring(document.encode())


def test_hostile_strings_leave_the_document_well_formed() -> None:
    """Characters that XML forbids are written out, markup is escaped."""
    root = parsed(render_junit(sample.hostile()))

    message = root.find("testsuite/testcase/failure")
    assert message is not None
    assert "<script>" in message.get("message", "")
    assert "⟨U+001B⟩[31m" in (message.text or "")


@pytest.mark.parametrize(
    ("status", "element"),
    [
        (Status.FAIL, "failure"),
        (Status.TIMEOUT, "failure"),
        (Status.CRASH, "failure"),
        (Status.ERROR, "error"),
        (Status.BLOCKED, "skipped"),
    ],
)
def test_a_status_becomes_the_element_that_junit_readers_know(
    status: Status, element: str
) -> None:
    """What the student's code did is a failure; an error is the grader's own."""
    check = sample.check("A.value.x", status=status, message="first line\nsecond")
    root = parsed(render_junit(sample.report(sample.exercise("A", check))))

    (outcome,) = (child for child in root[0][1] if child.tag != "properties")
    assert outcome.tag == element
    assert outcome.get("type") == status.value
    assert outcome.get("message") == "first line second"


def test_a_check_without_message_still_says_something() -> None:
    """A blocked check names what blocks it, any other its status."""
    blocked = sample.check("A.value.x", status=Status.BLOCKED, blocked_by="A.shape.y")
    crashed = sample.check("A.value.z", status=Status.CRASH)
    root = parsed(render_junit(sample.report(sample.exercise("A", blocked, crashed))))

    messages = [case[1].get("message") for case in root.iter("testcase")]
    assert messages == ["blocked by A.shape.y", "crashed"]


def test_a_passed_check_has_no_outcome() -> None:
    """Readers take a test case without outcome as passed."""
    root = parsed(render_junit(sample.perfect()))

    assert {child.tag for case in root.iter("testcase") for child in case} == {
        "properties"
    }


def test_counts_add_up() -> None:
    """The counts of the suites are those of the document."""
    root = parsed(render_junit(sample.failing()))

    for count in ("tests", "failures", "errors", "skipped"):
        suites = sum(int(suite.get(count, "")) for suite in root)
        assert suites == int(root.get(count, ""))
    assert root.get("tests") == str(len(sample.failing().checks))


def test_a_suite_carries_points_and_seed() -> None:
    """A suite is an exercise, with its points, what was earned and the seed."""
    root = parsed(render_junit(sample.failing()))

    suite = root[1]
    properties = {
        entry.get("name"): entry.get("value")
        for entry in suite.findall("properties/property")
    }
    assert suite.get("name") == "MyLinear"
    assert properties == {
        "points": "10",
        "earned": "5",
        "seed": "8412907733",
        "submission": "ada-lovelace",
    }


def test_a_case_names_file_and_line() -> None:
    """Annotators mark the line, but a line within a cell is no line of the file."""
    root = parsed(render_junit(sample.failing()))
    cases = {case.get("name"): case for case in root.iter("testcase")}

    in_file, in_cell = cases["gradient.both"], cases["value.random"]
    assert (in_file.get("file"), in_file.get("line")) == ("ada.py", "12")
    assert (in_cell.get("file"), in_cell.get("line")) == ("ada.ipynb", None)
    assert in_file.get("classname") == "layers.MyLinear"


def test_the_details_hold_what_a_student_reads() -> None:
    """Place, diagnosis, expected, found and hint are all in the text."""
    root = parsed(render_junit(sample.failing()))
    failure = next(iter(root.iter("failure")))

    assert (failure.text or "").splitlines() == [
        "both parameters hold a gradient after backward()",
        "at: ada.py, line 12",
        "message: `weight` and `bias` get no gradient",
        "why: line 12 reads `self.weight.data`, which leaves the autograd graph: "
        "nothing that follows can reach `weight` again",
        "expected: a gradient on `weight` and `bias`",
        "    weight gradient (5, 3) float32",
        "    bias gradient (3,) float32",
        "found: no gradient",
        "  * weight None",
        "  * bias None",
        "hint: what does `.data` do to the autograd graph?",
    ]
