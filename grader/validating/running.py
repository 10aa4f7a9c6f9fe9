"""Prove assignments side by side: first the references, then all that hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing

from grader.assignment import Assignment
from grader.cores import cores
from grader.errors import AssignmentError
from grader.judging.judge import Judge
from grader.mutating import Mistake
from grader.validating.cache import ProofCache
from grader.validating.conclusion import conclude
from grader.validating.course import stale_stubs
from grader.validating.crew import Crew, SandboxMaker
from grader.validating.labels import Labelled, labelled
from grader.validating.mutation import try_mutant
from grader.validating.parts import Answer, Part, split, where
from grader.validating.proof import Problem, Proof, Verdict, under
from grader.validating.reference import Standing, prove_reference
from grader.validating.solutions import prove_labelled, prove_stub


class ValidationWatcher:
    """Is told how it goes, always in the thread that started it; does nothing."""

    def started(self, total: int) -> None:
        """Hear how many gradings there are."""

    def advanced(self, count: int = 1) -> None:
        """Hear that some are done, or will not be."""

    def finished(self) -> None:
        """Hear that no more will follow, whatever the reason."""


def prove(
    assignments: Sequence[Assignment],
    make_sandbox: SandboxMaker,
    *,
    seed: int,
    exercises: Collection[str] = (),
    jobs: int | None = None,
    seeds: int = 1,
    mutants: bool = False,
    cache: ProofCache | None = None,
    watch: ValidationWatcher | None = None,
) -> list[Proof]:
    """Grade everything that belongs to assignments, and compare with its labels.

    Args:
        assignments: What to prove.
        make_sandbox: Starts a sandbox with an assignment's limits.
        seed: Seed of the run.
        exercises: Prove these alone; all if none is named.
        jobs: How many gradings at once; by default one for each core.
        seeds: Under how many seeds, from `seed` on, right solutions have to pass.
        mutants: Whether to try the mutants of the references as well.
        cache: Knows what is proved already, and learns what will be.
        watch: Told how it goes.

    Raises:
        SandboxError: A sandbox cannot be started, or breaks.
    """
    cache, watch = cache or ProofCache(None), watch or ValidationWatcher()
    proofs = [Proof(assignment) for assignment in assignments]
    parts = [
        part
        for proof in proofs
        for part in _begin(proof)
        if not exercises or part.exercise.name in exercises
    ]
    for part in parts:
        cache.recall(part)
    try:
        for part in parts if mutants else ():
            part.mutants = {}
        _run(parts, make_sandbox, range(seed, seed + seeds), jobs or cores(), watch)
    finally:
        watch.finished()
        for part in parts:
            cache.keep(part)
    for part in parts:
        conclude(part)
    for proof in proofs:
        proof.add(stale_stubs(proof.assignment))
    return proofs


def _begin(proof: Proof) -> list[Part]:
    """Read what belongs to an assignment; nothing of it can be run without checks."""
    try:
        files, problems = labelled(proof.assignment)
        _ = proof.assignment.reference_source
    except AssignmentError as error:
        proof.add((Problem.of(error),))
        return []
    proof.add(problems)
    return split(proof, files)


def _run(
    parts: Sequence[Part],
    make_sandbox: SandboxMaker,
    seeds: range,
    jobs: int,
    watch: ValidationWatcher,
) -> None:
    """Find out what is not known yet."""
    unproved = [(part, part.exercise) for part in parts if not part.proved_before]
    answers = [(part, answer) for part in parts for answer in part.open_answers()]
    mutants = [
        (part, mutant)
        for part in parts
        if part.mutants is not None
        for mutant in part.assignment.mutants(part.exercise.name)
    ]
    rights = [pair for pair in answers if _is_right(pair[1])]
    busy = [part for part, _ in (*unproved, *answers, *mutants)]
    watch.started(len(busy) + len(rights) * (len(seeds) - 1))
    with closing(Crew(busy, make_sandbox, seeds[0], jobs)) as crew:
        for part, _, standing in crew.each(_prove_part, unproved):
            part.standing = standing
            watch.advanced()
        ready = [(part, answer) for part, answer in answers if part.stands]
        watch.advanced(len(answers) - len(ready))
        for part, answer, verdict in crew.each(_prove_answer, ready):
            part.verdicts[where(answer)] = verdict
            watch.advanced()
        for seed in seeds[1:]:
            fine = [(p, a) for p, a in rights if p.stands and not _problems(p, a)]
            watch.advanced(len(rights) - len(fine))
            for part, answer, verdict in crew.each(_prove_answer, fine, seed):
                if verdict.problems:
                    part.verdicts[where(answer)] = under(seed, verdict)
                watch.advanced()
        alive = [(part, mutant) for part, mutant in mutants if part.stands]
        watch.advanced(len(mutants) - len(alive))
        for part, mutant, lost in crew.each(_try_mutant, alive):
            part.mutants = {**(part.mutants or {}), mutant: lost}
            watch.advanced()


def _is_right(answer: Answer) -> bool:
    return isinstance(answer, Labelled) and answer.right


def _problems(part: Part, answer: Answer) -> tuple[Problem, ...]:
    return part.verdicts[where(answer)].problems


def _prove_part(judge: Judge, part: Part, _: object) -> Standing:
    return prove_reference(judge, part.exercise)


def _try_mutant(judge: Judge, part: Part, mutant: Mistake) -> int:
    return try_mutant(judge, part.exercise, mutant)


def _prove_answer(judge: Judge, part: Part, answer: Answer) -> Verdict:
    if isinstance(answer, Labelled):
        return prove_labelled(judge, answer)
    return prove_stub(judge, answer, part.exercise.name)
