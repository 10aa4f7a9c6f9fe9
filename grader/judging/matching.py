"""Find the known mistake that behaves as a student's code does.

A mistake is an edit of the reference. Where the edited reference gives what the
student's code gives in every check that it loses, the edit is what the student did,
however differently that is written: this names the mistake, and decides no points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby

from grader.assignment import Assignment
from grader.checks import Check
from grader.comparing.alike import alike
from grader.comparing.observation import Observation, Raised, walk
from grader.errors import AssignmentError
from grader.explaining.diagnosis import Known
from grader.isolation.protocol import UnitSource
from grader.isolation.sandbox import Sandbox
from grader.judging.comparison import comparison_of
from grader.judging.outcomes import Outcome
from grader.judging.reference import Reference
from grader.mutating import Mistake
from grader.results import Kind
from grader.statements import changed, statements_of

Outcomes = Mapping[str, Outcome]
Suspect = tuple[Mistake, frozenset[str]]  # and the checks that it is asked

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
MUTANTS = 60  # of one exercise that are looked at
SLIPS = ("NameError", "AttributeError", "UnboundLocalError", "ImportError")


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

        Those that authors wrote come before mutants, one that explains more before
        others; of several, the one that is like the student's code in most other
        checks, then the first that was written. A mutant has to be like it in all.

        Args:
            exercise: What is graded.
            failed: Ids of the checks that failed, and that nothing blocks.
            student: What the student's code gave, by check id.
        """
        # of what was stopped, or withheld, there is nothing to agree with
        seen = frozenset(name for name in failed if student[name].draws)
        if not seen:
            return {}
        known = [
            (mistake, mistake.loses)
            for mistake in self._written()
            if mistake.exercise == exercise and mistake.loses <= seen
        ]
        known.sort(key=lambda item: (-len(item[1]), sorted(item[1])))
        found: dict[str, Mistake] = {}
        for loses, group in groupby(self._agreeing(known, student), lambda m: m.loses):
            if not loses & found.keys():
                one, *others = group
                if others:
                    one = self._likest([one, *others], student)[1]
                found |= dict.fromkeys(loses, one)
        if not found and (mutant := self._mutant(exercise, seen, student)):
            found = dict.fromkeys(seen, mutant)
        return found

    def _written(self) -> Sequence[Mistake]:
        """What authors wrote: a list that is broken names nothing, and stops nobody."""
        with suppress(AssignmentError):  # which `grade validate` tells
            return self.assignment.mistakes[0]
        return ()

    def _mutant(
        self, exercise: str, failed: frozenset[str], student: Outcomes
    ) -> Mistake | None:
        """Find the mutant that gives what the student gave, in every check."""
        if any(map(_is_slip, (student[name] for name in failed))):
            return None
        checks = self.assignment.checks_of(exercise)
        kinds = {check.kind for check in checks if check.id in failed}
        made = [m for m in self.assignment.mutants(exercise) if kinds <= m.kinds]
        agreeing = self._agreeing([(m, failed) for m in made[:MUTANTS]], student)
        if not agreeing:
            return None
        likeness, mutant = self._likest(agreeing, student)
        given = sum(bool(outcome.draws) for outcome in student.values())
        return mutant if likeness == given else None

    def _agreeing(
        self, suspects: Sequence[Suspect], student: Outcomes
    ) -> list[Mistake]:
        """Those that give what the student gave, in the checks that they are asked.

        One check is asked first: hardly any agrees in it, and is asked the others.
        """
        one = [(mistake, frozenset({min(ids)})) for mistake, ids in suspects]
        likely = set(self._all_alike(one, student))
        wanted = [(mistake, ids) for mistake, ids in suspects if mistake in likely]
        return self._all_alike(wanted, student)

    def _all_alike(
        self, suspects: Sequence[Suspect], student: Outcomes
    ) -> list[Mistake]:
        given = self.reference.mistaken(self.sandbox, suspects, self.seed)
        with closing(given):
            return [
                mistake
                for (mistake, ids), outcomes in zip(suspects, given, strict=True)
                if self._alike(mistake, student, outcomes) == len(ids)
            ]

    def _likest(
        self, mistakes: Sequence[Mistake], student: Outcomes
    ) -> tuple[int, Mistake]:
        """The one that gives what the student gave in most checks, and in how many."""
        every = frozenset(student)
        given = self.reference.mistaken(
            self.sandbox, [(mistake, every) for mistake in mistakes], self.seed
        )
        with closing(given):
            scored = [
                (self._alike(mistake, student, outcomes), mistake)
                for mistake, outcomes in zip(mistakes, given, strict=True)
            ]
        return max(scored, key=lambda item: item[0])

    def _alike(self, mistake: Mistake, student: Outcomes, given: Outcomes) -> int:
        """In how many checks a mistake gives what the student gave."""
        right = self.reference.outcomes(self.sandbox, mistake.exercise, self.seed)
        return sum(
            _same(check, student, given, right)
            for check in self.assignment.checks_of(mistake.exercise)
            if check.id in given
        )


def _same(check: Check, student: Outcomes, mistaken: Outcomes, right: Outcomes) -> bool:
    """Whether a mistake gives what the student gave in a check."""
    name = check.id
    draws = student[name].draws, mistaken[name].draws, right[name].draws
    if not draws[0] or len(draws[0]) != len(draws[1]):
        return False
    values = [tuple(draw.value for draw in each) for each in zip(*draws, strict=True)]
    if check.kind is Kind.VALUE:
        others = (outcome for other, outcome in student.items() if other != name)
        known = set().union(*map(_raised, others))
        values = [_without_refused(known, *each) for each in values]
    if check.kind is Kind.INIT:
        with suppress(Exception):  # such as of too few elements: nothing is known then
            return all(_drawn_alike(check, *each) for each in values)
        return False
    return all(alike(*(_compared(check, v) for v in each)) for each in values)


def _raised(outcome: Outcome) -> set[str]:
    """Types of the exceptions that were met in a check."""
    leaves = (leaf for draw in outcome.draws for _, leaf in walk(draw.value))
    return {leaf.type for leaf in leaves if isinstance(leaf, Raised)}


def _without_refused(
    known: set[str], student: Observation, mistaken: Observation, right: Observation
) -> tuple[Observation, Observation, Observation]:
    """Leave out the calls that the student's code alone refuses.

    They show a second mistake, where other checks saw such exceptions as well. It hides
    nothing of the first one, as long as there are other results that are wrong.

    Args:
        known: Types of the exceptions that other checks saw.
        student: What the student's code gave.
        mistaken: What the mistake gave.
        right: What the reference gave.
    """
    given = [dict(walk(value)) for value in (student, mistaken, right)]
    refused = {
        path
        for path, leaf in given[0].items()
        if isinstance(leaf, Raised)
        and leaf.type in known
        and not any(isinstance(each.get(path), Raised) for each in given[1:])
    }
    one, two, three = (
        {path: leaf for path, leaf in each.items() if path not in refused}
        for each in given
    )
    if not refused or alike(one, three):
        return student, mistaken, right
    return one, two, three


def _is_slip(outcome: Outcome) -> bool:
    """Whether a name is wrong: no mutant misspells as students do."""
    leaves = (leaf for _, leaf in walk(outcome.draws[0].value))
    return any(isinstance(x, Raised) and any(map(x.is_a, SLIPS)) for x in leaves)


def _drawn_alike(
    check: Check, student: Observation, mistaken: Observation, right: Observation
) -> bool:
    """Whether first values differ from the reference's in the same way.

    No two programs draw the same numbers, so it goes by what is told of them.
    """
    compare = comparison_of(check)
    if compare(student, mistaken, None) is not None:
        return False
    told = [compare(seen, right, None) for seen in (student, mistaken)]
    if None in told:
        return False
    texts = [item.message if item else "" for item in told]
    one, other = (list(map(float, _NUMBER.findall(text))) for text in texts)
    same = _NUMBER.sub("#", texts[0]) == _NUMBER.sub("#", texts[1])
    return same and all(
        math.isclose(a, b, rel_tol=0.05, abs_tol=0.05)
        for a, b in zip(one, other, strict=True)
    )


def _compared(check: Check, value: Observation) -> Observation:
    """What of an observation is compared: of gradients, not how they were measured."""
    if check.kind is not Kind.GRADIENT or not isinstance(value, dict):
        return value
    return {
        name: item.get("grad", item) if isinstance(item, dict) else item
        for name, item in value.items()
    }


def known(assignment: Assignment, mistake: Mistake) -> Known:
    """Say what a student should read, and what to look for in the student's code."""
    before, after = (
        statements_of(
            UnitSource(label="reference", cell=None, source=source), mistake.exercise
        )
        for source in (assignment.reference_source, mistake.source)
    )
    changes = changed(after, before)
    return Known(mistake.sentence, mistake.plain, mistake.asks, changes)
