"""Rules of listed mistakes: what authors write, and are told of what does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.assignment import Assignment, load_assignment
from grader.checks import Check, check
from grader.errors import AssignmentError
from grader.mutating import EditError, Equivalent
from grader.mutating.mistakes import Written, meant, read_mistakes
from tests import course

HEAD = "from grader.mutating import equivalent, mistakes\n\n"
FIRST = 3  # line of what follows the head


def listed(tmp_path: Path, source: str) -> Assignment:
    """Load the small course with a file of mistakes."""
    folder = course.write_course(tmp_path)
    (folder / "mistakes.py").write_text(HEAD + source)
    return load_assignment(folder)


def one(exercise: str, loses: str, *edits: str, more: str = "") -> str:
    """Write down one mistake, on one line."""
    texts = ", ".join(map(repr, ("a slip", *edits)))
    return f"mistakes({exercise!r}, loses={loses!r})({texts}{more})\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (one("Scales", "value", "X", "Y"), "'Scales' is no exercise here"),
        (one("Scale", "", "X", "Y"), "it says of no check that it is lost"),
        (
            one("Scale", "valeu", "X", "Y"),
            "valeu is no check here: use contract.can_be_called or naming.weight_only "
            "or value.times_weight",
        ),
        (
            one("Scale", "value.times", "X", "Y"),
            "value.times is no check here: use value.times_weight",
        ),
        (
            one("Scale", "sums_everything", "X", "Y"),
            "sums_everything is no check here: use ",
        ),
        (one("Scale", "value", "X / Y", "Y"), "Scale does not read `X / Y`"),
        (one("Scale", "value", "width", "2"), "Scale reads `width` 2 times: give more"),
        (one("Scale", "value", "X *", "X "), "the edited reference is no Python"),
        (one("Scale", "value", "X *", "X  *"), "it changes nothing"),
        (one("Scale", "value", "X *", "X +", "* s", "+ s"), "two of its edits overlap"),
    ],
)
def test_a_mistake_that_does_not_hold_is_told_with_its_line(
    tmp_path: Path, source: str, said: str
) -> None:
    """The others of the file can be made; what is told has the file and the line."""
    right = one("total", "value", "sum", "mean")
    assignment = listed(tmp_path, right + "\n" + source + right)

    made, (problem,) = assignment.mistakes

    assert problem.where == f"{assignment.folder / 'mistakes.py'}:{FIRST + 2}"
    assert problem.problem.startswith(f"the mistake 'a slip' does not hold: {said}")
    assert [item.where.rpartition(":")[2] for item in made] == ["3", "6"]


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        (one("Scale", "value"), 3, "needs pairs of texts"),
        (one("Scale", "value", "X", "Y", "Z"), 3, "needs pairs of texts"),
        ('equivalent("Scale", "it is", because=" ")', 3, "say why it is no mistake"),
        ("x = 1\ndef", 4, "invalid syntax"),
        ("def f():\n  1 / 0\n\nf()", 4, "division by zero"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, source: str, line: int, said: str
) -> None:
    """Nothing of it is used; the innermost line of the file is the one to look at."""
    assignment = listed(tmp_path, source)

    with pytest.raises(AssignmentError, match=said) as caught:
        _ = assignment.mistakes

    assert caught.value.problem.startswith("the mistakes cannot be read: ")
    assert caught.value.where == f"{assignment.folder / 'mistakes.py'}:{line}"


def make(kind: str, name: str, made_from: str = "") -> Check:
    """Build a check of `A`, as a declaration would that calls it otherwise."""

    def probe(A: Any) -> None:
        """Title of the check."""

    probe.__name__ = name
    made = check(kind)(probe)
    object.__setattr__(made, "made_from", made_from)
    return made


CHECKS = (
    make("value", "sums", "value"),
    make("value", "any_layout", "strides"),
    make("value", "purity"),
    make("purity", "leaves_it", "purity"),
    make("shape", "rows"),
    make("shape", "columns"),
    make("rule", "purely"),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("value.sums", "A.value.sums"),
        ("value", "A.value.sums"),
        ("strides", "A.value.any_layout"),
        ("purity", "A.purity.leaves_it"),
        ("value.purity", "A.value.purity"),
        ("rule", "A.rule.purely"),
        ("purely", "A.rule.purely"),
        ("rows", "A.shape.rows"),
    ],
)
def test_a_check_is_meant_by_what_tells_it_from_others(name: str, found: str) -> None:
    """Kind and name, else what a declaration calls it, else its kind, else its name."""
    assert meant([name], CHECKS) == {found}


def test_a_name_that_two_checks_share_is_refused() -> None:
    """The author reads which they are; a name among several spoils them all."""
    with pytest.raises(
        EditError, match=r"^shape may be shape\.rows or shape\.columns: say which$"
    ):
        meant(["value", "shape"], CHECKS)


def test_a_mistake_is_the_reference_with_its_edits(tmp_path: Path) -> None:
    """All edits are made; its line is that of the reference where it begins."""
    assignment = listed(
        tmp_path,
        'mistake = mistakes("Scale", loses="value, naming")\n'
        'mistake(\n    "two slips",\n    "X *", "X -",\n    "weight", "gain",\n'
        '    asks="why?", everywhere=True,\n)\n',
    )

    ((mistake,), problems) = assignment.mistakes

    assert problems == []
    assert mistake.source == course.RIGHT.replace("X *", "X -").replace(
        "weight", "gain"
    )
    assert mistake.loses == {"Scale.value.times_weight", "Scale.naming.weight_only"}
    assert (mistake.exercise, mistake.sentence) == ("Scale", "two slips")
    assert (mistake.asks, mistake.plain) == ("why?", "")
    at = course.RIGHT[: course.RIGHT.index("self.weight =")].count("\n") + 1
    assert mistake.line == at


def test_a_course_need_not_list_mistakes(tmp_path: Path) -> None:
    """Without a file of them there are none, and nothing is wrong."""
    assignment = load_assignment(course.write_course(tmp_path))

    assert assignment.mistakes == ([], [])
    assert assignment.equivalents("Scale") == {}
    assert read_mistakes(tmp_path / "mistakes.py").mistakes == []


def test_what_is_written_is_kept_with_its_line(tmp_path: Path) -> None:
    """Each file lists its own, in order, and equivalents apart from mistakes."""
    path = tmp_path / "mistakes.py"
    path.write_text(
        HEAD
        + one("A", " value , shape ", "a", "b", "c", "d", more=", everywhere=True")
        + 'equivalent("A", "x is y", because="they are one")\n'
    )

    for _ in range(2):
        found = read_mistakes(path)
        pairs = (("a", "b"), ("c", "d"))
        assert found.mistakes == [
            Written("A", ("value", "shape"), "a slip", pairs, "", True, FIRST)
        ]
        assert found.equivalents == [
            Equivalent("A", "x is y", "they are one", f"{path}:{FIRST + 1}")
        ]


def test_mutants_stand_in_the_reference(tmp_path: Path) -> None:
    """Each is another version of it, and says in which line it differs."""
    assignment = load_assignment(course.write_course(tmp_path))

    mutants = assignment.mutants("Scale")

    assert mutants
    assert mutants is assignment.mutants("Scale")
    for mutant in mutants:
        lines = zip(mutant.source.splitlines(), course.RIGHT.splitlines(), strict=False)
        differing = [n for n, (a, b) in enumerate(lines, start=1) if a != b]
        assert differing[0] == mutant.line
        assert mutant.where == f"{assignment.reference_path}:{mutant.line}"
        assert mutant.loses == frozenset()
    with pytest.raises(EditError, match=r"^the reference does not define Scales$"):
        assignment.mutants("Scales")
