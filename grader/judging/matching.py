"""Find the known mistake that behaves as a student's code does.

A mistake is an edit of the reference. Where the edited reference gives what the
student's code gives in every check that it loses, the edit is what the student did,
however differently that is written: this names the mistake, and decides no points.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

from grader.assignment import Assignment
from grader.checks import Check
from grader.comparing.alike import alike
from grader.comparing.observation import Observation
from grader.isolation.protocol import UnitSource
from grader.isolation.sandbox import Sandbox
from grader.judging.comparison import comparison_of
from grader.judging.diagnosis import Known
from grader.judging.reference import Reference
from grader.judging.running import Outcome
from grader.mutating import Mistake
from grader.results import Kind
from grader.statements import changed, statements_of

Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True)
class Matching:
    """Compares what students' code gives with what mistakes give.

    Attributes:
        reference: Whose mistakes are known.
        sandbox: Where they run.
        seed: Seed of the run.
    """

    reference: Reference
    sandbox: Sandbox
    seed: int

    @property
    def assignment(self) -> Assignment:
        """What is graded."""
        return self.reference.assignment

    def explain(
        self, exercise: str, failed: Sequence[str], student: Outcomes
    ) -> dict[str, Mistake]:
        """Find the mistakes that explain failed checks, each by the check's id.

        One that explains more comes first; of several, the one that is like the
        student's code in most other checks; then the first that was written.

        Args:
            exercise: What is graded.
            failed: Ids of the checks that failed, and that nothing blocks.
            student: What the student's code gave, by check id.
        """
        # of what was stopped, or withheld, there is nothing to agree with
        open_ids = frozenset(name for name in failed if student[name].draws)
        agreeing = self._agreeing(self._suspects(exercise, open_ids), student)
        found: dict[str, Mistake] = {}
        for loses, group in groupby(agreeing, key=lambda mistake: mistake.loses):
            if not loses & found.keys():
                found |= dict.fromkeys(loses, self._likest(list(group), student))
        return found

    def _agreeing(
        self, suspects: Sequence[Mistake], student: Outcomes
    ) -> list[Mistake]:
        """Those that give what the student gave, in all that they lose."""
        found = []
        with closing(self._given(suspects)) as given:
            for mistake, outcomes in zip(suspects, given, strict=True):
                alike_in = self._alike(mistake, student, outcomes)
                if alike_in == len(mistake.loses):
                    found.append(mistake)
        return found

    def _likest(self, group: Sequence[Mistake], student: Outcomes) -> Mistake:
        if len(group) == 1:
            return group[0]
        with closing(self._given(group, whole=True)) as given:
            scores = [
                self._alike(m, student, g) for m, g in zip(group, given, strict=True)
            ]
        return group[scores.index(max(scores))]

    def _suspects(self, exercise: str, failed: frozenset[str]) -> list[Mistake]:
        known = [
            mistake
            for mistake in self.assignment.mistakes[0]
            if mistake.exercise == exercise and mistake.loses <= failed
        ]
        return sorted(known, key=lambda m: (-len(m.loses), sorted(m.loses)))

    def _given(
        self, suspects: Sequence[Mistake], *, whole: bool = False
    ) -> Generator[Outcomes]:
        return self.reference.mistaken(self.sandbox, suspects, self.seed, whole=whole)

    def _alike(self, mistake: Mistake, student: Outcomes, given: Outcomes) -> int:
        """In how many checks a mistake gives what the student gave."""
        return sum(
            _same(check, student[check.id], given[check.id])
            for check in self.assignment.checks_of(mistake.exercise)
            if check.id in given
        )


def _same(check: Check, student: Outcome, mistaken: Outcome) -> bool:
    if not student.draws or len(student.draws) != len(mistaken.draws):
        return False
    pairs = [
        (mine.value, theirs.value)
        for mine, theirs in zip(student.draws, mistaken.draws, strict=True)
    ]
    if check.kind is Kind.INIT:  # no two programs draw the same numbers
        compare = comparison_of(check)
        return all(compare(mine, theirs, None) is None for mine, theirs in pairs)
    return all(alike(_compared(check, a), _compared(check, b)) for a, b in pairs)


def _compared(check: Check, value: Observation) -> Observation:
    """What of an observation is compared: of gradients, not how they were measured."""
    if check.kind is not Kind.GRADIENT or not isinstance(value, dict):
        return value
    return {
        name: item.get("grad", item) if isinstance(item, dict) else item
        for name, item in value.items()
    }


def known(assignment: Assignment, mistake: Mistake) -> Known:
    """Say what a student should read, and what to look for in the student's code.

    The statements that a mistake changes; where it takes some away, these.
    """
    label = assignment.reference_path.name
    before, after = (
        statements_of(
            UnitSource(label=label, cell=None, source=source), mistake.exercise
        )
        for source in (assignment.reference_source, mistake.source)
    )
    statements = changed(after, before) or changed(before, after)
    return Known(mistake.sentence, mistake.asks, statements)
