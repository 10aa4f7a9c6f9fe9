"""A report as JUnit XML: a test suite an exercise, a test case a check."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from grader.report.example import given_line
from grader.report.wording import LABELS, points, visible
from grader.results import (
    CheckResult,
    Counterexample,
    Evidence,
    ExerciseResult,
    Report,
    Status,
)

# `error` is the grader's fault; whatever the student's code did is a failure.
_ELEMENTS = {
    Status.FAIL: "failure",
    Status.TIMEOUT: "failure",
    Status.CRASH: "failure",
    Status.ERROR: "error",
    Status.BLOCKED: "skipped",
}


def render_junit(report: Report) -> str:
    """Render a report as a JUnit XML document.

    Only characters that XML allows are written; others are shown by name.
    """
    root = _element("testsuites", name=report.assignment, **_counts(report.checks))
    root.set("time", f"{report.duration_s:.3f}")
    for exercise in report.exercises:
        root.append(_suite(report, exercise))
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(report: Report, exercise: ExerciseResult) -> ET.Element:
    suite = _element("testsuite", name=exercise.name, **_counts(exercise.checks))
    suite.set("time", f"{sum(check.duration_s for check in exercise.checks):.3f}")
    suite.set("timestamp", visible(report.graded_at))
    suite.append(
        _properties(
            points=points(exercise.max_score),
            earned=points(exercise.score),
            seed=str(report.seed),
            submission=report.submission.id,
            **({"capped": exercise.message} if exercise.message else {}),
        )
    )
    for check in exercise.checks:
        suite.append(_case(report, check))
    return suite


def _case(report: Report, check: CheckResult) -> ET.Element:
    _, _, name = check.id.partition(".")
    case = _element(
        "testcase",
        classname=f"{report.assignment}.{check.exercise}",
        name=name or check.id,
        time=f"{check.duration_s:.3f}",
    )
    place = check.location
    if place is not None:
        case.set("file", visible(place.file))
        # A line within a cell is no line of the file that annotators could mark.
        if place.cell is None:
            case.set("line", str(place.line))
    judged = {"judged": check.message} if check.repaired is not None else {}
    case.append(
        _properties(points=points(check.points), earned=points(check.earned), **judged)
    )
    if check.status is not Status.PASS:
        case.append(_outcome(check))
    return case


def _outcome(check: CheckResult) -> ET.Element:
    outcome = _element(
        _ELEMENTS[check.status],
        message=" ".join(_headline(check).split()),
        type=check.status.value,
    )
    outcome.text = visible("\n".join(_details(check)))
    return outcome


def _headline(check: CheckResult) -> str:
    if check.message:
        return check.message
    if check.blocked_by:
        return f"blocked by {check.blocked_by}"
    return LABELS[check.status]


def _details(check: CheckResult) -> Iterable[str]:
    yield check.title
    parts = (
        ("at", str(check.location) if check.location else ""),
        ("message", check.message),
        ("blocked by", check.blocked_by or ""),
        ("why", check.diagnosis),
        ("call", _example(check.counterexample)),
        ("expected", _sentence(check.expected)),
        ("found", _sentence(check.found)),
        ("hint", check.hint),
    )
    yield from (f"{label}: {text}" for label, text in parts if text)


def _example(example: Counterexample | None) -> str:
    if example is None:
        return ""
    given = (*example.inputs, *example.parameters)
    return "".join((example.call, *(f"\n  {given_line(item)}" for item in given)))


def _sentence(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    names = "".join(
        f"\n  {'*' if entry.differs else ' '} {entry.name} {entry.summary}"
        for entry in evidence.names
    )
    return evidence.text + names


def _counts(checks: Iterable[CheckResult]) -> dict[str, str]:
    kinds = [_ELEMENTS.get(check.status, "passed") for check in checks]
    return {
        "tests": str(len(kinds)),
        "failures": str(kinds.count("failure")),
        "errors": str(kinds.count("error")),
        "skipped": str(kinds.count("skipped")),
    }


def _properties(**values: str) -> ET.Element:
    properties = ET.Element("properties")
    for name, value in values.items():
        properties.append(_element("property", name=name, value=value))
    return properties


def _element(tag: str, /, **attributes: str) -> ET.Element:
    """Make an element; every attribute passes through `visible`."""
    return ET.Element(tag, {key: visible(text) for key, text in attributes.items()})
