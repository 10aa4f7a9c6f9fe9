"""Rules of telling what was printed in which check."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.isolation.protocol import prints_mark
from grader.judging.prints import by_check


def test_prints_are_told_by_check() -> None:
    """What comes before the first mark was printed while the file was read."""
    one, two = prints_mark("A.value.x").decode(), prints_mark("A.shape.y").decode()
    output = f"hello\n{one}X\nY\n{two}{prints_mark('B.forged').decode()}Z\n"

    found = dict(by_check(output, {"A.value.x", "A.shape.y"}))

    assert found[""] == "hello\n"
    assert found["A.value.x"] == "X\nY\n"
    assert found["A.shape.y"].endswith("Z\n")


def test_a_check_that_prints_nothing_is_not_told() -> None:
    """A mark alone is nothing that a student printed."""
    assert list(by_check(prints_mark("A.value.x").decode(), {"A.value.x"})) == []


@given(st.text(alphabet="\x1e\x1fA.\n"))
def test_nothing_that_is_printed_breaks_it(text: str) -> None:
    """Marks that a submission writes itself are no reason to fail."""
    assert all(check in ("", "A") for check, _ in by_check(text, {"A"}))
