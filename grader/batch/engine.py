"""The engine: grade entries side by side on this machine, one thread a sandbox."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from queue import SimpleQueue

from grader.batch.bench import Bench, SandboxFactory, Verdict
from grader.batch.roster import Entry
from grader.judging.reference import Reference
from grader.seeds import SEED_BITS
from grader.settings import Exercise

# Neighbours should not have the same inputs, yet each seed costs another run of the
# reference: 96 ms for two exercises, where grading a submission takes 62.
POOL = 4


@dataclass(frozen=True)
class Engine:
    """How a class is graded.

    Attributes:
        reference: The assignment's reference; observed once for each seed.
        exercises: What to grade.
        seed: Seed of the batch.
        sandbox_factory: Starts a sandbox.
        required_layers: Layers of isolation without which nothing is run.
        jobs: How many submissions at once.
    """

    reference: Reference
    exercises: Sequence[Exercise]
    seed: int
    sandbox_factory: SandboxFactory
    required_layers: Collection[str]
    jobs: int

    def verdicts(self, entries: Sequence[Entry]) -> Generator[Verdict, None, None]:
        """Give every entry its verdict, in the order in which they are done.

        Closing the iterator gives up what is not done; no process stays.

        Raises:
            AssignmentError: The checks or the reference are broken.
            SandboxError: No sandbox can be started, or it confines too little.
        """
        seeds = {entry.id: pool_seed(self.seed, entry.id) for entry in entries}
        jobs = max(min(self.jobs, len(entries)), 1)
        with ExitStack() as stack:
            # All sandboxes first: each takes a second to import torch.
            benches = [Bench(self.reference, self.sandbox_factory) for _ in range(jobs)]
            for bench in benches:
                stack.callback(bench.close)
            benches[0].refuse_without(self.required_layers)
            benches[0].prime(self.exercises, sorted(set(seeds.values())))
            yield from self._side_by_side(entries, seeds, benches)

    def _side_by_side(
        self, entries: Sequence[Entry], seeds: dict[str, int], benches: Sequence[Bench]
    ) -> Generator[Verdict, None, None]:
        by_id = {entry.id: entry for entry in entries}
        free: SimpleQueue[Bench] = SimpleQueue()
        for bench in benches:
            free.put(bench)

        def grade(entry: Entry) -> Verdict:
            bench = free.get()
            try:
                return bench.grade(entry, self.exercises, seeds[entry.id])
            finally:
                free.put(bench)

        with ThreadPoolExecutor(len(benches)) as pool:
            try:
                again = []
                # Nobody else keeps the futures: their pages would pile up.
                for future in as_completed([pool.submit(grade, e) for e in entries]):
                    verdict = future.result()
                    if verdict.timed_out and len(benches) > 1:
                        again.append(by_id[verdict.row.id])
                    else:
                        yield verdict
                for entry in again:  # with nothing else of ours going on
                    yield benches[0].grade(
                        entry, self.exercises, seeds[entry.id], alone=True
                    )
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                for bench in benches:
                    bench.close()  # which ends what is still being graded


def pool_seed(batch_seed: int, id: str) -> int:
    """Choose the seed of a submission: one of a few, which nobody can foresee."""
    place = _hashed(f"{batch_seed}/submission/{id}") % POOL
    return _hashed(f"{batch_seed}/pool/{place}") & ((1 << SEED_BITS) - 1)


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
