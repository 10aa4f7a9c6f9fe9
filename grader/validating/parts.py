"""The parts of a course that are proved at once: an exercise, and its solutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.assignment import Assignment
from grader.mutating import Mistake
from grader.settings import Exercise
from grader.validating.course import stub_paths
from grader.validating.labels import Labelled, hash_of
from grader.validating.proof import Proof, Verdict
from grader.validating.reference import Standing

Answer = Labelled | Path  # a labelled solution, or a stub


@dataclass
class Part:
    """An exercise, and what has been found out about it.

    Attributes:
        answers: What to grade for it.
        recalled: What an earlier run has proved, by where it stands.
        proved_before: Whether it has proved the reference.
        standing: What the reference's proof gave; None before it is made.
        verdicts: What grading the others gave, likewise.
        mutants: How many checks each mutant loses; None if none is tried.
    """

    proof: Proof
    exercise: Exercise
    answers: list[Answer]
    recalled: dict[str, Verdict] = field(default_factory=dict)
    proved_before: bool = False
    standing: Standing | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    mutants: dict[Mistake, int] | None = None

    @property
    def assignment(self) -> Assignment:
        """What the exercise belongs to."""
        return self.proof.assignment

    @property
    def stands(self) -> bool:
        """Whether its solutions can be graded."""
        standing = self.standing
        return self.proved_before if standing is None else standing.stands

    @property
    def proved(self) -> bool:
        """Whether nothing is wrong with the reference."""
        return self.stands and not (self.standing and self.standing.problems)

    def open_answers(self) -> Iterator[Answer]:
        """Those that nobody has proved yet."""
        return (a for a in self.answers if where(a) not in self.recalled)


def where(answer: Answer) -> str:
    """Where an answer stands."""
    return answer.where if isinstance(answer, Labelled) else str(answer)


def key_of(answer: Answer) -> str:
    """Hash of an answer."""
    return answer.key if isinstance(answer, Labelled) else hash_of(answer)


def split(proof: Proof, files: list[Labelled]) -> list[Part]:
    """Split what belongs to an assignment by exercise."""
    assignment = proof.assignment
    stubs = [path for path in stub_paths(assignment) if path.exists()]
    return [
        Part(
            proof,
            exercise,
            [*stubs, *(file for file in files if file.label.exercise == exercise.name)],
        )
        for exercise in assignment.exercises
    ]
