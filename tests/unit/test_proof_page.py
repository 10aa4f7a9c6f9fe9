"""The page of the proof says what the course holds."""

from __future__ import annotations

import sys

import pytest

from grader.validating.labels import labelled
from scripts.list_exercises import assignments
from scripts.prove_course import PAGE, counted

AGAIN = "run python scripts/prove_course.py"


@pytest.mark.rest
def test_the_proof_counts_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks, right and wrong solutions and mutants are those of the course now.

    What came of them, a run of `grade validate --mutants` alone can say.
    """
    monkeypatch.setitem(sys.modules, "torch", sys)  # checks are imported without it
    text = PAGE.read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines()]
    shown = {row[0]: row for row in rows if len(row) > 1}

    for item in assignments():
        files, _ = labelled(item)
        for exercise in item.exercises:
            wanted = counted(item, exercise, files)
            mutants = str(len(item.mutants(exercise.name)))
            row = shown.get(wanted[0], [])
            assert row[: len(wanted)] == wanted, AGAIN
            assert row[len(wanted) + 2] == mutants, AGAIN
        for declined in item.declined:
            line = f"- `{declined.exercise}.{declined.check}`: {declined.reason}"
            assert line in text, AGAIN
