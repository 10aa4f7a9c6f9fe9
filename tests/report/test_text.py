"""Rules of the terminal output."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.batch.rows import Row, RowStatus
from grader.report.html import render_html
from grader.report.junit import render_junit
from grader.report.text import print_report
from grader.results import (
    NOT_WRITTEN,
    Evidence,
    Finding,
    Report,
    Status,
    TensorView,
)
from tests.report import sample


def printed(report: Report, *, width: int = 80, limit: int = 3) -> str:
    """Print a report without colours and give back the text."""
    out = io.StringIO()
    print_report(report, Console(file=out, width=width), limit=limit)
    return out.getvalue()


def encoded(report: Report, encoding: str) -> str:
    """Print a report on a terminal that has another encoding."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    print_report(report, Console(file=file, width=80), limit=9)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_hostile_strings_reach_no_terminal() -> None:
    """No escape sequence or bidi override is printed, and markup stays text."""
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="standard")
    print_report(sample.hostile(), console, limit=9)
    text = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())

    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text
    )
    assert "[red]markup[/red]" in text
    assert "⟨U+001B⟩[31mansi" in text


def test_student_strings_never_set_a_colour() -> None:
    """Every colour is ours: without a terminal, not one escape is written."""
    text = printed(sample.hostile(), limit=9)

    assert "\x1b" not in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_marks_fall_back_where_the_encoding_lacks_them(encoding: str) -> None:
    """Any encoding can be printed to; marks become ASCII, text is escaped."""
    text = encoded(sample.failing(), encoding)

    assert "\nx MyLinear " in text
    assert "\n+ CenteredLayer" in text
    assert encoded(sample.hostile(), encoding)


def test_ascii_marks_tell_all_statuses_apart() -> None:
    """No two statuses share a mark, in either set."""
    exercises = [
        sample.exercise(name, sample.check(f"{name}.value.x", status=status))
        for name, status in zip("ABCDEF", Status, strict=True)
    ]
    report = sample.report(*exercises)

    for text in (encoded(report, "ascii"), printed(report)):
        marks = re.findall(r"^(\S) [A-Z] ", text, re.MULTILINE)
        assert len(set(marks)) == len(marks) == len(Status)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Text is wrapped with its indent, so the terminal never has to wrap."""
    for report in (sample.failing(), sample.hostile(), sample.perfect()):
        lines = printed(report, width=width, limit=20).splitlines()
        assert max(map(cell_len, lines)) <= min(width, 100)


def test_all_is_well_is_said_in_a_line_an_exercise() -> None:
    """Nothing but the exercises and the score is printed when all passed."""
    assert printed(sample.perfect(), width=60) == (
        "layers  ada.py\n"
        "\n"
        "✓ CenteredLayer  2 checks                              4 / 4\n"
        "✓ MyLinear  4 checks                                   6 / 6\n"
        "\n"
        "score 10 / 10   seed 8412907733\n"
    )


def test_what_is_wrong_comes_first() -> None:
    """Cause, place, the line at fault, symptom, evidence, hint, and what is asked."""
    text = printed(sample.failing(), limit=1)

    assert text.startswith(
        "layers  ada.py\n"
        "\n"
        "1  MyLinear  line 12 reads `self.weight.data`, which leaves the autograd "
        "graph:\n"
        "   nothing that follows can reach `weight` again\n"
        "   at        ada.py, line 12\n"
        "             linear = torch.matmul(X, self.weight.data) + self.bias.data\n"
        "   shows     `weight` and `bias` get no gradient\n"
        "   expected  a gradient on `weight` and `bias`\n"
        "   found     * weight  None\n"
        "             * bias  None\n"
        "   hint      what does `.data` do to the autograd graph?\n"
        "   check     both parameters hold a gradient after backward()"
    )


def test_what_the_message_says_is_not_said_again() -> None:
    """An exception is told once; a cause that is not known leaves the symptom above."""
    error = Evidence(text="NameError: name 'np' is not defined")
    check = sample.check(
        "A.value.x",
        status=Status.FAIL,
        message="X (2, 3): NameError: name 'np' is not defined",
        expected=Evidence(text="a tensor"),
        found=error,
    )
    text = printed(sample.report(sample.exercise("A", check)))

    assert text.count("NameError") == 1
    assert "shows" not in text
    assert "expected  a tensor" in text


def test_everything_else_is_a_line() -> None:
    """A failure that is not told in full; an exercise not written, and one passed."""
    place = sample.source(3, "return X", line=3)
    first, second = (
        sample.check(
            f"A.{kind}.x", status=Status.FAIL, message="no", diagnosis=why,
            location=place,
        )
        for kind, why in (("value", "one"), ("shape", "two"))
    )  # fmt: skip
    stub = sample.check(
        "B.contract.x", status=Status.FAIL, message=NOT_WRITTEN, location=place
    )
    report = sample.report(
        sample.exercise("A", first, second),
        sample.exercise("B", stub, sample.check("B.value.x", status=Status.BLOCKED)),
        sample.exercise("C", sample.check("C.value.x")),
    )
    rest = printed(report, limit=1).partition("\n✗ A")[2].splitlines()

    names = [line.strip().partition("  ")[0] for line in rest[1:4]]
    assert names == ["✗ shape", "⊘ B", "✓ C"]
    assert rest[4].startswith("in full: grade -e EXERCISE")
    assert rest[1] == f"  ✗ shape  two ({place})"
    assert rest[2].startswith(f"⊘ B  not written yet ({place})")


def test_failures_of_which_the_same_is_to_be_said_share_a_line() -> None:
    """A loop that never ends stops check after check."""
    checks = [
        sample.check(f"A.{kind}.x", status=Status.TIMEOUT, message="stopped")
        for kind in ("shape", "value", "dtype")
    ]
    text = printed(sample.report(sample.exercise("A", *checks)), limit=0)

    assert text.count("stopped") == 1
    assert "⏱ shape, value, dtype  stopped" in text


def test_a_tensor_shows_the_elements_that_differ() -> None:
    """Elements that differ carry a star, since colour may lack; not where all do."""
    rows = (["1", "2"], ["3", "4"])
    some = sample.matrix(*rows, marks=((1, 0),))
    every = sample.matrix(*rows, marks=tuple((r, c) for r in (0, 1) for c in (0, 1)))

    def shown(view: TensorView) -> str:
        side = Evidence(text="e", tensor=view)
        check = sample.check("A.value.x", status=Status.FAIL, found=side)
        return printed(sample.report(sample.exercise("A", check)))

    assert "found     1  2\n             3* 4\n" in shown(some)
    assert "*" not in shown(every)


def test_a_large_tensor_is_shown_where_it_differs() -> None:
    """The window moves to the first difference, on both sides alike."""
    rows = [[f"{row}{column}" for column in range(12)] for row in range(9)]
    expected = Evidence(text="e", tensor=sample.matrix(*rows))
    found = Evidence(text="f", tensor=sample.matrix(*rows, marks=((7, 9),)))
    check = sample.check(
        "A.value.x", status=Status.FAIL, expected=expected, found=found
    )
    text = printed(sample.report(sample.exercise("A", check)))

    assert " 68   69  610  611\n" in text
    assert " 78   79* 710  711\n" in text
    assert text.count(", in part\n") == 2


def test_values_that_agree_are_not_printed() -> None:
    """Where only the dtype is wrong, the title of the tensor says enough."""
    text = printed(sample.failing(), limit=3)

    assert "(4, 16, 32, 64) float32 at [0, 2, :, :]\n" in text
    assert "0.125" not in text


def test_what_is_not_explained_is_counted() -> None:
    """Failures beyond the limit are counted and pointed to; none are hidden."""
    text = printed(sample.failing(), limit=3)

    assert "grade --html FILE" in text
    lost = [check for check in sample.failing().checks if check.is_lost]
    assert all(check.kind.value in text for check in lost)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_zero_explains_nothing(limit: int) -> None:
    """The overview and the score remain."""
    text = printed(sample.failing(), limit=limit)

    assert "1  MyLinear" not in text
    assert "score" in text


def test_failures_that_say_the_same_are_explained_once() -> None:
    """One syntax error fails every exercise of its file, and is read once."""
    place = sample.source(3, "def f(:", line=3)
    exercises = [
        sample.exercise(
            name,
            sample.check(
                f"{name}.contract.exists",
                status=Status.FAIL,
                message="invalid syntax",
                location=place,
            ),
        )
        for name in ("A", "B", "C", "D")
    ]
    text = printed(sample.report(*exercises), limit=1)

    assert text.count("invalid syntax") == 1
    assert "3 checks more for this reason" in text
    assert "in full:" not in text


def test_blocked_checks_share_a_line_that_names_the_blocker() -> None:
    """They explain nothing by themselves, so they take little room."""
    blocked = [
        sample.check(
            f"A.{kind}.x", status=Status.BLOCKED, blocked_by="A.contract.exists"
        )
        for kind in ("shape", "value", "gradient")
    ]
    report = sample.report(
        sample.exercise(
            "A", sample.check("A.contract.exists", status=Status.FAIL), *blocked
        )
    )
    text = printed(report)

    told = "failed: contract; blocked by that: shape, value, gradient"
    assert re.search(rf"^✗ A  {told} +0 / 4$", text, re.MULTILINE)


def test_what_caps_an_exercise_is_said() -> None:
    """The sentence stands under its name, and in the other forms of the report."""
    told = "MyLinear earns 0 of 2: it breaks the rule that it has no weight"
    capped = msgspec.structs.replace(
        sample.exercise(
            "MyLinear",
            sample.check("MyLinear.value.forward", "works"),
            sample.check(
                "MyLinear.rule.no_weight", "has no weight", status=Status.FAIL
            ),
        ),
        score=0.0,
        capped_by="MyLinear.rule.no_weight",
        message=told,
    )
    made = sample.report(capped)

    assert told in " ".join(printed(made).split())
    assert told in render_html(made)
    assert told in render_junit(made)
    assert told in Row(id="ada", status=RowStatus.GRADED, report=made).remark


def test_withheld_points_are_said() -> None:
    """A check that passed without earning its points is listed by itself."""
    assert re.search("✓ contract  points withheld", printed(sample.failing(), limit=0))


def test_an_error_is_not_blamed_on_the_student() -> None:
    """The note says whose fault it is."""
    text = printed(sample.failing(), limit=9)

    assert "this looks like a fault of the exercise" in text


def test_columns_are_shown_on_both_sides_alike() -> None:
    """Where numbers are longer on one side, the other one shows no more of them."""
    long, short = (
        Evidence(text="e", tensor=sample.matrix([cell] * 6, marks=((0, 1),)))
        for cell in ("-1234567.5", "1")
    )
    check = sample.check("A.value.x", status=Status.FAIL, expected=long, found=short)
    text = printed(sample.report(sample.exercise("A", check)), width=60)

    rows = [line.split() for line in text.splitlines() if re.search(r"\*", line)]
    assert len({len([cell for cell in row if cell[-1] in "15*"]) for row in rows}) == 1


def test_what_is_told_at_a_check_is_no_warning_as_well() -> None:
    """A line that keeps a class from being defined is told once."""
    place, other = (sample.source(n, "import d2l", line=n) for n in (3, 4))
    check = sample.check("A.contract.x", status=Status.FAIL, location=place)
    warnings = [
        Finding(kind="warning", message=name, location=at)
        for name, at in (("told", place), ("new", other))
    ]
    text = printed(sample.report(sample.exercise("A", check), warnings=warnings))

    assert "warning: told" not in text
    assert "warning: new" in text


def test_many_findings_are_cut_and_counted() -> None:
    """A notebook full of warnings does not hide the score."""
    warnings = [Finding(kind="warning", message=f"cell {n}") for n in range(9)]
    text = printed(sample.report(warnings=warnings))

    assert text.count("warning: ") == 5
    assert "and 4 more" in text


def test_giant_messages_are_cut() -> None:
    """A message of a megabyte costs a few lines."""
    check = sample.check("A.value.x", status=Status.FAIL, message="x" * 1_000_000)
    text = printed(sample.report(sample.exercise("A", check)))

    assert len(text) < 2000
    assert "999,400 more characters" in text.replace("\n   ", " ")


def test_a_report_without_exercises_can_be_printed() -> None:
    """Nothing to grade is said, not shown as an empty page."""
    assert "no exercise was graded" in printed(sample.report())


def test_the_terminal_needs_neither_torch_nor_jinja2() -> None:
    """The way to the first result stays short: importing costs milliseconds."""
    code = (
        "import sys, grader.report.text\n"
        "bad = {'torch', 'jinja2', 'numpy', 'pygments', 'rich.markdown'}\n"
        "sys.exit(' '.join(bad & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
