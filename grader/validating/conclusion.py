"""From what was found out about its parts to the proof of an assignment."""

from __future__ import annotations

from collections.abc import Iterator

from grader.validating.labels import Labelled
from grader.validating.mutation import conclude_mutants
from grader.validating.parts import Part, where
from grader.validating.proof import Count, Problem, Verdict

# What only an author can get wrong: a check of one's own, and what a declaration
# cannot know. How the others are made and judged, the grader's own tests prove.
AUTHORS = ("", "value", "init")


def conclude(part: Part) -> None:
    """Add what was found out about a part to the proof of its assignment."""
    proof, known = part.proof, part.recalled | part.verdicts
    name = part.exercise.name
    count = Count(checks=len(proof.assignment.checks_of(name)))
    proof.counts[name] = count
    proof.declined += tuple(d for d in proof.assignment.declined if d.exercise == name)
    if part.standing is not None:
        proof.add(part.standing.problems)
    waiting = 0
    for answer in part.answers:
        verdict = known.get(where(answer))
        waiting += verdict is None
        proof.add(verdict.problems if verdict else ())
        if isinstance(answer, Labelled):
            _count(count, answer, verdict)
            if verdict is not None and not answer.right and not verdict.problems:
                shown = f"{name} {verdict.behaviour}"
                proof.shown.setdefault(shown, []).append(answer.where)
    _note_submissions(part)
    if part.mutants is not None:
        equivalents = part.assignment.equivalents(name)
        made = part.assignment.mutants(name)
        lost = {m: part.mutants[m] for m in made if m in part.mutants}
        count.mutation, survivors = conclude_mutants(lost, equivalents)
        proof.add(survivors)
    if waiting:
        proof.skipped[name] = waiting
    else:
        proof.add(_never_lost(part))


def _count(count: Count, answer: Labelled, verdict: Verdict | None) -> None:
    fine = verdict is not None and not verdict.problems
    (count.right if answer.right else count.wrong).count(fine=fine)
    if verdict is not None and fine and not answer.right:
        count.alone += len(verdict.lost) == 1
        count.named += verdict.named


def _note_submissions(part: Part) -> None:
    reference = str(part.assignment.reference_path)
    part.proof.submissions |= {reference, *part.verdicts, *part.recalled}
    part.proof.run |= set(part.verdicts)
    if part.standing is not None:
        part.proof.run.add(reference)


def _never_lost(part: Part) -> Iterator[Problem]:
    """Checks that nothing proves to catch anything; the grader proves its own."""
    lost = {
        check_id
        for answer in part.answers
        if isinstance(answer, Labelled) and not answer.right
        for check_id in (part.recalled | part.verdicts)[answer.where].lost
    }
    for check in part.assignment.checks_of(part.exercise.name):
        if check.id not in lost and check.made_from in AUTHORS:
            text = f"{check.id} is lost by no mistake: write one that loses it"
            yield Problem.in_check(part.assignment, check, text)
