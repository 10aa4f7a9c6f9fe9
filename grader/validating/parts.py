"""The parts of a course that are proved at once: an exercise, and its solutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.assignment import Assignment, Exercise
from grader.validating.course import stub_paths
from grader.validating.labels import Labelled
from grader.validating.proof import Proof, Verdict
from grader.validating.reference import Standing

Answer = Labelled | Path  # a labelled file, or a stub


@dataclass
class Part:
    """An exercise, and what has been found out about it.

    Attributes:
        answers: The files to grade for it.
        recalled: Those that an earlier run has proved.
        proved_before: Whether it has proved the reference.
        standing: What the reference's proof gave; None before it is made.
        verdicts: What grading the others gave.
    """

    proof: Proof
    exercise: Exercise
    answers: list[Answer]
    recalled: dict[Path, Verdict] = field(default_factory=dict)
    proved_before: bool = False
    standing: Standing | None = None
    verdicts: dict[Path, Verdict] = field(default_factory=dict)

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
        """The files that nobody has proved yet."""
        return (a for a in self.answers if path_of(a) not in self.recalled)


def path_of(answer: Answer) -> Path:
    """Where an answer lies."""
    return answer.path if isinstance(answer, Labelled) else answer


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
