"""Try the mutants of a reference: what no check kills is what the checks do not see.

A survivor calls for a better check, or behaves as the reference does: then its author
records it in `mistakes.py` as an equivalent, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.judging.judge import Judge
from grader.mutating import Equivalent, Mistake
from grader.settings import Exercise
from grader.validating.labels import submission_of
from grader.validating.proof import Mutation, Problem
from grader.validating.solutions import LOST


def try_mutant(judge: Judge, exercise: Exercise, mutant: Mistake) -> int:
    """Grade a mutant, and say how many checks it loses."""
    submission = submission_of(mutant.source, judge.assignment)
    results = judge.sit(submission).verdicts(exercise)
    return sum(result.status in LOST for result in results)


def conclude_mutants(
    lost: Mapping[Mistake, int], equivalents: Mapping[str, Equivalent]
) -> tuple[Mutation, list[Problem]]:
    """Count the mutants of an exercise, and tell of those that survive.

    Args:
        lost: How many checks each loses.
        equivalents: Those that are recorded as no mistakes, by their sentences.
    """
    found = Mutation(mutants=len(lost))
    for mutant, count in lost.items():
        found.killed += bool(count)
        found.alone += count == 1
        found.equivalent += not count and mutant.sentence in equivalents
    return found, [*_survivors(lost, equivalents), *_outdated(lost, equivalents)]


def _survivors(
    lost: Mapping[Mistake, int], equivalents: Mapping[str, Equivalent]
) -> Iterator[Problem]:
    for mutant, count in lost.items():
        if not count and mutant.sentence not in equivalents:
            text = f"no check of {mutant.exercise} sees that {mutant.sentence}"
            fix = "write one that does, or record the mutant by `equivalent(...)`"
            yield Problem(mutant.where, f"{text}: {fix}")


def _outdated(
    lost: Mapping[Mistake, int], equivalents: Mapping[str, Equivalent]
) -> Iterator[Problem]:
    """Records of mutants that are no more, or that checks have come to see."""
    alive = {mutant.sentence for mutant, count in lost.items() if not count}
    for sentence, record in equivalents.items():
        if sentence not in alive:
            text = f"no mutant survives of which this could be said: {sentence!r}"
            yield Problem(record.where, f"{text}: take it out")
