"""Workers: threads, each with a warm sandbox that serves whatever comes next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue
from typing import TypeVar

from grader.assignment import Assignment
from grader.errors import SandboxError
from grader.isolation.sandbox import Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.validating.parts import Part

SandboxMaker = Callable[[Assignment], Sandbox]
Item = TypeVar("Item")
Result = TypeVar("Result")


class _Worker:
    """A sandbox, and a judge for each assignment that came by."""

    def __init__(self, first: Assignment, make_sandbox: SandboxMaker) -> None:
        self._make_sandbox = make_sandbox
        self._changing = threading.Lock()
        self._closed = False
        self._judges: dict[str, Judge] = {}
        self._sandbox = make_sandbox(first)  # which need not wait until it is ready
        self._limits = first.settings.limits

    def judge(self, reference: Reference, seed: int) -> Judge:
        """Make ready for an assignment; other limits need another sandbox."""
        assignment = reference.assignment
        if assignment.settings.limits != self._limits:
            self._restart(assignment)
        known = self._judges.get(assignment.name)
        if known is None or known.seed != seed:
            known = Judge(reference, self._sandbox, seed)
            self._judges[assignment.name] = known
        return known

    def _restart(self, assignment: Assignment) -> None:
        with self._changing:
            if self._closed:
                raise SandboxError("validating was stopped")
            self._sandbox.close()
            self._judges.clear()
            self._sandbox = self._make_sandbox(assignment)
            self._limits = assignment.settings.limits

    def close(self) -> None:
        """End the sandbox; what runs in it is given up."""
        with self._changing:
            self._closed = True
            self._sandbox.close()


class Crew:
    """Workers that go through the parts of a course; to be closed.

    Args:
        parts: What there is to do; no workers are hired for nothing.
        make_sandbox: Starts a sandbox with an assignment's limits.
        seed: Seed of the run.
        jobs: How many workers; fewer where there is less to do.
    """

    def __init__(
        self, parts: Sequence[Part], make_sandbox: SandboxMaker, seed: int, jobs: int
    ) -> None:
        self._seed = seed
        self._references = {
            part.assignment.name: Reference(part.assignment) for part in parts
        }
        self._workers: list[_Worker] = []
        try:
            for _ in range(min(jobs, len(parts))):  # at once: each imports torch
                self._workers.append(_Worker(parts[0].assignment, make_sandbox))
        except BaseException:
            self.close()
            raise

    def each(
        self,
        work: Callable[[Judge, Part, Item], Result],
        items: Sequence[tuple[Part, Item]],
        seed: int | None = None,
    ) -> Iterator[tuple[Part, Item, Result]]:
        """Do some work for each item; the results come as they are ready.

        Args:
            work: What to do.
            items: For what, and of which part.
            seed: Another seed than that of the run; what was observed under it is
                forgotten.

        Raises:
            SandboxError: A sandbox cannot be used.
        """
        references, chosen = self._references, self._seed
        if seed is not None:
            references = {n: Reference(r.assignment) for n, r in references.items()}
            chosen = seed
        free: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            free.put(worker)

        def do(part: Part, item: Item) -> tuple[Part, Item, Result]:
            worker = free.get()
            try:
                reference = references[part.assignment.name]
                judge = worker.judge(reference, chosen)
                return part, item, work(judge, part, item)
            finally:
                free.put(worker)

        with ThreadPoolExecutor(max(len(self._workers), 1)) as pool:
            try:
                for done in as_completed([pool.submit(do, *pair) for pair in items]):
                    yield done.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self.close()  # which ends what still runs
                raise

    def close(self) -> None:
        """End all sandboxes; what runs in them is given up."""
        for worker in self._workers:
            worker.close()
