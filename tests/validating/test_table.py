"""Rules of what `grade validate` prints."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from grader.assignment import Assignment, load_assignment
from grader.checks import Declined
from grader.validating import (
    ValidationProgress,
    print_mutations,
    print_proofs,
    print_twins,
)
from grader.validating.proof import Count, Mutation, Problem, Proof, Tally
from tests import course

NUMBERS = ["4", "10", "4/4", "22/23", "20", "5", "4"]
WIDE = 120  # so that no row is broken


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    """The small course's."""
    return load_assignment(course.write_course(tmp_path))


def printed(*proofs: Proof, width: int = WIDE) -> list[str]:
    """Lines that are printed for some proofs."""
    text = io.StringIO()
    print_proofs(proofs, 42, Console(file=text, width=width))
    return [line.rstrip() for line in text.getvalue().splitlines()]


def fine(assignment: Assignment) -> Proof:
    """A proof without problems."""
    files = {str(assignment.folder / name) for name in "abcdefgh"}
    return Proof(
        assignment,
        counts={
            "Scale": Count(3, Tally(1, 1), Tally(2, 2), alone=1, named=1),
            "total": Count(2, Tally(1, 1), Tally(1, 1), alone=1),
        },
        submissions=files,
        run=files,
        shown={"Scale 1": ["a", "b"], "Scale 2": ["c"]},
    )


def test_a_table_sums_up_what_was_proved(assignment: Assignment) -> None:
    """One row an assignment; the last line says that all is well."""
    header, row, *end = printed(fine(assignment))

    assert header.split() == [
        *("assignment", "exercises", "checks", "right", "wrong"),
        *("alone", "named", "distinct"),
    ]
    assert row.split() == [
        *("shapes", "2", "5"),
        *("2/2", "3/3", "2", "1", "2"),
    ]
    assert end == ["", "✓ 8 submissions graded as they should be"]


def test_several_assignments_have_a_row_for_all(assignment: Assignment) -> None:
    """It is the last."""
    other = fine(assignment)
    count = other.counts["Scale"]
    count.wrong, count.alone, count.named = Tally(19, 18), 17, 4

    lines = printed(fine(assignment), other)

    assert lines[-3].split() == ["all", *NUMBERS]
    assert lines[-1] == "✓ 16 submissions graded as they should be"


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_into_a_terminal(assignment: Assignment, width: int) -> None:
    """Numbers of a large course do, too, in one line each."""
    proof = fine(assignment)
    many = Count(999, Tally(199, 199), Tally(2999, 2999), alone=2999)
    proof.counts["Scale"] = many

    lines = printed(proof, fine(assignment), width=width)

    assert max(map(len, lines)) <= width
    assert len(lines) == 6


def test_what_an_earlier_run_proved_is_said(assignment: Assignment) -> None:
    """A reader sees that it was not graded now."""
    proof = fine(assignment)
    proof.run = set(list(proof.submissions)[:3])
    lines = printed(proof)

    assert lines[1].split()[-1] == "-"  # what they show, that run alone knows
    assert lines[-3:] == [
        "5 of 8 submissions proved by an earlier run",
        "",
        "✓ 8 submissions graded as they should be",
    ]


def test_problems_stand_above_the_table_with_the_seed_below(
    assignment: Assignment,
) -> None:
    """Paths begin at the course; what had to wait is one line an exercise."""
    proof = fine(assignment)
    proof.add([Problem(f"{assignment.checks_path}:12", "it is\u202e wrong")] * 2)
    proof.skipped = {"Scale": 6}

    lines = printed(proof)

    assert lines[:4] == [
        "✗ shapes: 1 problem",
        "  assignments/shapes/checks.py:12: it is⟨U+202E⟩ wrong",
        "  Scale: 6 files not graded until then",
        "",
    ]
    assert lines[-1] == "✗ 1 problem; repeat with --seed 42"


def test_problems_are_broken_between_words_in_a_terminal(
    assignment: Assignment,
) -> None:
    """A log keeps them in one line each."""
    proof, text = fine(assignment), io.StringIO()
    proof.add([Problem(f"{assignment.checks_path}:12", "some words " * 9)])

    print_proofs([proof], 42, Console(file=text, width=80, force_terminal=True))

    lines = [Text.from_ansi(line).plain for line in text.getvalue().splitlines()]
    assert lines[1].startswith("  assignments/shapes/checks.py:12: some words")
    assert lines[2].startswith(("  some ", "  words "))
    assert printed(proof)[1].endswith("words some words")


def test_declined_checks_are_listed_with_their_reasons(assignment: Assignment) -> None:
    """They are named below the table."""
    declined = (
        Declined("Scale", "mode", "it has no mode"),
        Declined("total", "x", "why not"),
    )
    proof = fine(assignment)
    proof.declined = declined

    lines = printed(proof)

    assert lines[2:7] == [
        "",
        "declined",
        "  Scale.mode: it has no mode",
        "  total.x: why not",
        "",
    ]


def test_solutions_that_show_the_same_are_listed(assignment: Assignment) -> None:
    """One line for those that show the same, from the course's root, in order."""
    proof, text = fine(assignment), io.StringIO()
    same = [f"{assignment.folder}/wrong/b.py", f"{assignment.folder}/mistakes.py:3"]
    proof.shown = {"Scale 1": same, "Scale 2": ["c"]}

    print_twins([proof], Console(file=text, width=WIDE))

    folder = "assignments/shapes"
    assert text.getvalue() == (
        f"  the same: {folder}/mistakes.py:3, {folder}/wrong/b.py\n"
    )


def test_mutants_are_counted_by_exercise(assignment: Assignment) -> None:
    """What is neither killed nor recorded has survived; a last row sums up."""
    proof, text = fine(assignment), io.StringIO()
    scale, total = proof.counts.values()
    scale.mutation = Mutation(mutants=9, killed=7, alone=5, equivalent=1)
    total.mutation = Mutation(mutants=3, killed=3, alone=3)

    print_mutations([proof], Console(file=text, width=WIDE))

    rows = [line.split() for line in text.getvalue().splitlines() if line]
    assert rows == [
        ["exercise", "mutants", "killed", "alone", "equivalent", "survivors"],
        ["Scale", "9", "7", "5", "1", "1"],
        ["total", "3", "3", "3", "0", "0"],
        ["all", "12", "10", "8", "1", "1"],
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_is_shown_in_a_terminal_only(*, terminal: bool) -> None:
    """A log of CI gets nothing."""
    text = io.StringIO()
    progress = ValidationProgress(Console(file=text, force_terminal=terminal))

    progress.started(3)
    progress.advanced()
    progress.advanced(2)
    progress.finished()

    assert ("proving" in text.getvalue()) is terminal
    assert ("3/3" in text.getvalue()) is terminal


def test_no_bar_is_shown_for_nothing() -> None:
    """What is proved already takes no time."""
    text = io.StringIO()
    progress = ValidationProgress(Console(file=text, force_terminal=True))

    progress.started(0)
    progress.advanced(0)
    progress.finished()

    assert text.getvalue() == ""
