"""Rules of which part of a source an exercise rests on."""

from __future__ import annotations

from grader.validating.slices import slice_for

CHECKS = """
from grader import check, module

LIMIT = 3
CASES = {}
CASES["Other"] = LIMIT

def inputs(draw):
    return draw.normal(LIMIT)

def of_other(Other, draw):
    return Other(draw)

@check("value")
def works(Mine, draw):
    return Mine(inputs(draw))

@works.mistake("it is not")
def mine_twice(Mine, draw):
    return 2 * Mine(inputs(draw))

@check("value")
def works(Other, draw):  # a comment
    return of_other(Other, draw)

@works.mistake("it is not")
def twice(solution, draw):
    return 2 * solution.thing(draw)

other = module("Other", make=lambda Other: Other(3))
other.decline(mode="it has none")
"""
NAMES = ("Mine", "Other")


def sliced(exercise: str, more: str = "") -> str:
    """What an exercise rests on."""
    return slice_for(exercise, NAMES, CHECKS + more)


def test_what_names_another_exercise_is_left_out() -> None:
    """With what acts on it, though it does not name it."""
    mine = sliced("Mine")

    for word in ("of_other", "twice(solution", "other =", "decline", "comment"):
        assert word not in mine, word
    assert mine.count("def works") == 1
    assert "def mine_twice" in mine


def test_what_names_no_exercise_is_everybodys() -> None:
    """Imports, constants and functions that all may use."""
    for exercise in NAMES:
        for word in ("from grader", "LIMIT = 3", "def inputs"):
            assert word in sliced(exercise)


def test_what_changes_a_value_belongs_to_the_value() -> None:
    """Whoever it names: all that use the value see it changed."""
    assert "CASES['Other'] = LIMIT" in sliced("Mine")


def test_what_is_used_is_there_whoever_it_names() -> None:
    """One exercise may be checked with the help of another."""
    mine = sliced("Mine", "\n@check('rule')\ndef r(Mine, draw):\n    return other\n")

    assert "other = module('Other'" in mine
    assert "other.decline" in mine


def test_a_change_elsewhere_changes_nothing() -> None:
    """The same text comes out, and another where it is ours."""
    changed = CHECKS.replace("Other(draw)", "Other(draw) + 1")

    assert slice_for("Mine", NAMES, changed) == sliced("Mine")
    assert slice_for("Other", NAMES, changed) != sliced("Other")


def test_what_is_no_python_is_everybodys() -> None:
    """Whatever it may mean."""
    assert slice_for("Mine", NAMES, "def (") == "def ("
