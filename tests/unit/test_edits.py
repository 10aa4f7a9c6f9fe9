"""Rules of edits: what is replaced in a reference, and what cannot be."""

from __future__ import annotations

import pytest

from grader.edits import Offsets
from grader.mutating import Edit, EditError, apply_edits
from grader.mutating.edits import replacing

SOURCE = '''"""Says X + 1 as well."""
import torch


def other(X):
    return X + 1


@torch.compile(dynamic=X)
class A(Base):
    """Returns X + 1."""

    def forward(self, X):
        """Return X + 1."""
        if X.any():
            Y = X + 1
            Y = Y * 2
        "X + 1"
        return Y


def last(X):
    return X + 1'''


def edited(*edits: str, exercise: str = "A", everywhere: bool = False) -> str:
    """Make edits of an exercise, given as pairs of texts."""
    made = [
        edit
        for old, new in zip(edits[::2], edits[1::2], strict=True)
        for edit in replacing(SOURCE, exercise, old, new, everywhere=everywhere)
    ]
    return apply_edits(SOURCE, made)


@pytest.mark.parametrize(
    ("exercise", "edits", "said"),
    [
        ("A", ("X - 1", "X"), "A does not read `X - 1`"),
        ("A", ("Y = X\n  + 1", "Y = X"), "A does not read `Y = X \\+ 1`"),
        ("other", ("torch", "np"), "other does not read `torch`"),
        ("A", ("return X + 1", "X"), "A does not read `return X \\+ 1`"),
        (
            "A",
            ("Y =", "Z ="),
            "A reads `Y =` 2 times: give more of the line, or `everywhere=True`",
        ),
        ("A", ("Y * 2", "(Y * 2)"), "it changes nothing"),
        ("A", ("Y * 2", "Y * 2  # twice"), "it changes nothing"),
        ("A", ("Y * 2", "Y *"), "the edited reference is no Python: invalid syntax"),
        ("A", ("X + 1", "X", "+ 1", "- 1"), "two of its edits overlap"),
        ("A", ("X + 1", "X", "X + 1", "X"), "two of its edits overlap"),
        ("B", ("X", "Y"), "the reference does not define B"),
        ("torch", ("X", "Y"), "the reference does not define torch"),
        ("forward", ("X", "Y"), "the reference does not define forward"),
    ],
)
def test_an_edit_that_cannot_be_made_says_why(
    exercise: str, edits: tuple[str, ...], said: str
) -> None:
    """An edit applies once, in its exercise's code, and makes another program."""
    with pytest.raises(EditError, match=f"^{said}$"):
        edited(*edits, exercise=exercise)


def test_an_edit_changes_code_of_its_exercise_alone() -> None:
    """Docstrings, texts that stand by themselves and other definitions stay."""
    assert edited("X + 1", "X") == SOURCE.replace("Y = X + 1", "Y = X")
    assert edited("X + 1", "X", exercise="last") == SOURCE[: -len(" + 1")]
    assert edited("dynamic=X", "") == SOURCE.replace("dynamic=X", "")


def test_further_lines_take_the_indentation_of_the_first() -> None:
    """Text is written as one would type it, wherever it stands in the reference."""
    old = "\n    if X.any():\n        Y = X + 1\n        Y = Y * 2\n"
    new = "\n    Y = X\n    for _ in X:\n        Y = Y + 1\n"

    assert edited(old, new) == SOURCE.replace(
        "        if X.any():\n            Y = X + 1\n            Y = Y * 2\n",
        "        Y = X\n        for _ in X:\n            Y = Y + 1\n",
    )
    assert edited("Y = X + 1\nY = Y * 2", "pass") == SOURCE.replace(
        "Y = X + 1\n            Y = Y * 2", "pass"
    )


def test_an_edit_may_be_made_wherever_it_fits() -> None:
    """All places count, on one line too; docstrings stay as they are."""
    wanted = SOURCE.replace("            Y = X", "            Z = X").replace(
        "            Y = Y * 2", "            Z = Z * 2"
    )

    assert edited("Y", "Z", everywhere=True) == wanted.replace("return Y", "return Z")


def test_edits_are_placed_in_characters_not_bytes() -> None:
    """Letters of several bytes shift neither an edit nor the texts that are left."""
    source = 'def A(X):\n    é = "ü"; "X + 1"; return X + 1\n'

    (edit,) = replacing(source, "A", "X + 1", "X")

    assert source[edit.start : edit.end] == "X + 1"
    assert apply_edits(source, [edit]).endswith('"X + 1"; return X\n')
    offsets = Offsets(source)
    assert (offsets.line_of(edit.start), offsets.line_of(0)) == (2, 1)
    assert offsets.line_of(len(source)) == 3


def test_edits_that_touch_do_not_overlap() -> None:
    """One may end where the next begins; their order is free."""
    edits = [Edit(4, 5, "2"), Edit(0, 4, "y = ")]

    assert apply_edits("x = 1", edits) == "y = 2"
    with pytest.raises(EditError, match=r"^two of its edits overlap$"):
        apply_edits("x = 1", [Edit(0, 5, "y = 2"), Edit(4, 5, "3")])
