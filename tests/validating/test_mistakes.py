"""Rules of proving listed mistakes and mutants, and of showing what is read of one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from grader.assignment import Assignment, load_assignment
from grader.errors import UsageError
from grader.isolation.sandbox import Sandbox
from grader.mutating import Mistake
from grader.validating import prove, show
from grader.validating.proof import Mutation, Proof
from tests import course
from tests.validating.provable import (
    FILES,
    SEED,
    WRONG,
    Prove,
    put,
    texts,
    write_provable,
)

pytestmark = pytest.mark.sandbox

FILE = f"assignments/{course.NAME}/mistakes.py"
# The first shows the same as a file in `wrong/`.
MISTAKES = """from grader import equivalent, mistakes

mistake = mistakes("Scale", loses="value")
mistake("the weight is added, not multiplied", "X * self", "X + self")
mistake("the weight is taken off", "X * self", "X - self", asks="What is scaled?")
"""
OTHERWISE = """from grader import mistakes

mistakes("Scale", loses="naming")("it adds", "X * self", "X + self")
mistakes("Scale", loses="value, naming")("it is gone", "X * self.weight", "X")
mistakes("Scale", loses="value")("it is one", "X * self.weight", "1 * X * self.weight")
mistakes("Scale", loses="value")("it is no more", "X / self", "X")
"""


def printed(console: Console) -> str:
    """Read what was printed."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def console() -> Console:
    """A page that is wide enough."""
    return Console(file=io.StringIO(), width=200)


@pytest.mark.rest
def test_a_mistake_that_does_otherwise_is_told_with_its_line(
    proved: Prove, tmp_path: Path
) -> None:
    """It is graded as a file in `wrong/` is, and loses what it names, nothing else."""
    folder = write_provable(tmp_path)
    put(folder, "mistakes.py", OTHERWISE)

    proof = proved(folder)

    assert sorted(texts(proof, folder)) == [
        f"{FILE}:3: loses Scale.value.times_weight (12 of 12 values differ), which its "
        "label does not name; passes Scale.naming.weight_only, which its label says it "
        "loses",
        f"{FILE}:4: passes Scale.naming.weight_only, which its label says it loses",
        f"{FILE}:5: passes Scale.value.times_weight, which its label says it loses",
        f"{FILE}:6: the mistake 'it is no more' does not hold: Scale does not read "
        "`X / self`",
    ]
    assert proof.wrong.fine == len(WRONG)


def test_mistakes_are_counted_with_the_files(proved: Prove, tmp_path: Path) -> None:
    """Those that show the same count once, and those that are named are told."""
    folder = write_provable(tmp_path)
    before = proved(folder)
    put(folder, "mistakes.py", MISTAKES)

    proof = proved(folder)

    assert proof.problems == []
    assert len(proof.run) == FILES + 2
    assert proof.wrong.fine == proof.alone == len(WRONG) + 2
    assert (len(before.shown), len(proof.shown)) == (len(WRONG), len(WRONG) + 1)
    same = [where for where in proof.shown.values() if len(where) > 1]
    assert same == [[f"{folder}/wrong/scale_adds.py", f"{folder}/mistakes.py:4"]]
    assert proof.named == len(WRONG) + 2


SURVIVES, KNOWN = "`weight` leaves the graph", "`X` is read twice"


@dataclass(frozen=True)
class Mutated(Assignment):
    """An assignment with few mutants, of which one is no mistake."""

    def mutants(self, exercise: str) -> tuple[Mistake, ...]:
        """Take a value off, leave the graph, and change nothing that matters."""
        return tuple(_mutants(self, exercise))


def _mutants(assignment: Assignment, exercise: str) -> Iterator[Mistake]:
    edits = {
        "it adds": "X + self.weight",
        SURVIVES: "X * self.weight.detach()",
        KNOWN: "X * 1 * self.weight",
    }
    for sentence, new in edits.items() if exercise == "Scale" else ():
        source = assignment.reference_source.replace("X * self.weight", new)
        where = f"{assignment.reference_path}:7"
        yield Mistake(exercise, frozenset(), sentence, "", source, 7, where)


@pytest.mark.rest
def test_mutants_that_no_check_sees_are_told(
    tmp_path: Path, kept_sandbox: Sandbox
) -> None:
    """One is recorded as no mistake; a record of what checks see is out of date."""
    folder = write_provable(tmp_path)
    put(
        folder,
        "mistakes.py",
        f"{MISTAKES}equivalent('Scale', {KNOWN!r}, because='it is the same')\n"
        "equivalent('Scale', 'it adds', because='once')\n"
        "equivalent('total', 'it is no more', because='once')\n",
    )
    loaded = load_assignment(folder)
    assignment = Mutated(loaded.folder, loaded.settings)

    plain, tried = (
        prove([assignment], lambda _: kept_sandbox, seed=SEED, jobs=1, mutants=mutants)
        for mutants in (False, True)
    )

    assert (plain[0].problems, plain[0].mutations) == ([], {})
    proof: Proof = tried[0]
    assert texts(proof, folder) == [
        f"reference/{course.NAME}.py:7: no check of Scale sees that {SURVIVES}: write "
        "one that does, or record the mutant by `equivalent(...)`",
        f"{FILE}:7: no mutant survives of which this could be said: 'it adds': take "
        "it out",
        f"{FILE}:8: no mutant survives of which this could be said: 'it is no more': "
        "take it out",
    ]
    assert proof.mutations == {
        "Scale": Mutation(mutants=3, killed=1, alone=1, equivalent=1),
        "total": Mutation(),
    }


@pytest.mark.parametrize("wanted", ["TAKEN OFF", "mistakes.py:5"])
def test_what_a_student_reads_of_a_mistake_is_shown(
    tmp_path: Path, kept_sandbox: Sandbox, console: Console, wanted: str
) -> None:
    """It is found by its sentence or its line, and graded as any submission is."""
    folder = write_provable(tmp_path)
    put(folder, "mistakes.py", MISTAKES)

    show([load_assignment(folder)], wanted, lambda _: kept_sandbox, SEED, console)

    text = printed(console)
    assert f"{folder}/mistakes.py:5  the weight is taken off" in text
    assert "What is scaled?" in text
    assert "added" not in text


def test_what_is_shown_has_to_be_meant(
    tmp_path: Path, kept_sandbox: Sandbox, console: Console
) -> None:
    """Nothing like it is an error; a mistake that cannot be made says why."""
    folder = write_provable(tmp_path)
    put(folder, "mistakes.py", OTHERWISE)
    assignments = [load_assignment(folder)]

    with pytest.raises(UsageError, match="no mistake is called anything like 'xyz'"):
        show(assignments, "xyz", lambda _: kept_sandbox, SEED, console)
    show(assignments, "no more", lambda _: kept_sandbox, SEED, console)

    said = "the mistake 'it is no more' does not hold: Scale does not read `X / self`"
    assert printed(console) == f"{folder}/mistakes.py:6: {said}\n"
