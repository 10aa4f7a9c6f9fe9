"""The tables of exercises say what the course holds."""

from __future__ import annotations

import sys

import pytest

from scripts.list_exercises import PAGE, README, assignments, page, readme

AGAIN = "run python scripts/list_exercises.py"


@pytest.mark.rest
def test_tables_of_exercises_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are what the assignments give now, and name every source."""
    monkeypatch.setitem(sys.modules, "torch", sys)  # checks are imported without it
    course = assignments()
    text = README.read_text("utf-8")

    assert PAGE.read_text("utf-8") == page(course), AGAIN
    assert text == readme(text, course), AGAIN
    assert all(each.source for item in course for each in item.exercises)


def test_a_readme_without_a_place_for_the_table_is_refused() -> None:
    """Nothing is dropped silently."""
    with pytest.raises(ValueError, match="has no `<!-- exercises -->`"):
        readme("# Title", [])
