"""Pages to look at in a browser: those of other tests, and such as strain a layout."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from grader.report.class_page import ClassRow
from grader.report.html import render_class_html, render_html
from grader.results import NOT_WRITTEN, ExerciseResult, Finding, Report, Status
from tests.report import sample

FAILURES = 200
LONG = "AVeryLongNameOfAClassThatSomebodyFoundInABookAndKeptAsItWas" * 3
HEBREW = "מחלקה"  # right to left
ARABIC = "الطبقة الأولى"


def many() -> Report:
    """Build a report with hundreds of failures, all of one exercise."""
    checks = [
        sample.check(
            f"Deep.value.c{number}",
            f"layer {number} does what it should",
            status=Status.FAIL,
            message=f"{number} of 200 values differ",
            diagnosis=f"layer {number} is left out",
            location=sample.source(
                number, "    x = self.layers[i](x)", line=number + 1, file="deep.py"
            ),
        )
        for number in range(FAILURES)
    ]
    return sample.report(sample.exercise("Deep", *checks))


def right_to_left() -> Report:
    """Build a report whose names and prints are written from right to left."""
    check = sample.check(
        f"{HEBREW}.value.x",
        f"{ARABIC} is summed",
        status=Status.FAIL,
        message=f"`{HEBREW}` gives 3 instead of 4",
        location=sample.source(
            1, f"# {ARABIC}", f"def {HEBREW}(x):", line=2, file=f"{HEBREW}.py"
        ),
    )
    return sample.report(
        sample.exercise(HEBREW, check, title=ARABIC),
        id=ARABIC,
        output=f"{ARABIC} = 1\nloss: {HEBREW}\n",
    )


def long_names() -> Report:
    """Build a report whose names are longer than a line, and cannot be broken."""
    check = sample.check(
        f"{LONG}.naming.x",
        LONG,
        status=Status.FAIL,
        message=f"`{LONG}` is missing",
        diagnosis=LONG,
        location=sample.source(1, f"class {LONG}:", line=1, file=f"{LONG}.py"),
        hint=LONG,
    )
    return sample.report(sample.exercise(LONG, check, title=LONG), id=LONG)


def unwritten() -> Report:
    """Build a report of what is as it was handed out."""
    return sample.report(*(_untouched(name) for name in ("MLP", "MySequential")))


def _untouched(name: str) -> ExerciseResult:
    contract = f"{name}.contract.x"
    return sample.exercise(
        name,
        sample.check(contract, status=Status.FAIL, message=NOT_WRITTEN),
        sample.check(f"{name}.value.x", status=Status.BLOCKED, blocked_by=contract),
    )


def a_class() -> str:
    """Render a class in which everything happens."""
    reports = [sample.failing(), sample.perfect(), unwritten(), sample.hostile()]
    flagged = replace(
        sample.failing(), integrity=(Finding(kind="tampering", message="it lied"),)
    )
    rows = [
        ClassRow(id=f"student {number}", report=report)
        for number, report in enumerate([*reports, flagged] * 12)
    ]
    rows += [
        ClassRow(id=sample.HOSTILE, report=None, problem=sample.HOSTILE),
        ClassRow(id=ARABIC, report=right_to_left()),
        ClassRow(id=LONG, report=long_names()),
    ]
    return render_class_html(rows, assignment="layers", title="Custom layers")


STUDENT: dict[str, Callable[[], Report]] = {
    "failing": sample.failing,
    "perfect": sample.perfect,
    "hostile": sample.hostile,
    "many": many,
    "right-to-left": right_to_left,
    "long names": long_names,
    "unwritten": unwritten,
    "empty": sample.report,
}
PAGES = (*STUDENT, "class")


def rendered(name: str) -> str:
    """Render a page by its name."""
    return a_class() if name == "class" else render_html(STUDENT[name]())
