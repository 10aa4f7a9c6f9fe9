"""Grade a class: every submission gets a verdict, written as soon as it is there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from grader.assignment import Assignment
from grader.batch.bench import SandboxFactory
from grader.batch.engine import Engine
from grader.batch.output import GRADES, Batch, Output
from grader.batch.roster import Entry
from grader.batch.rows import Row, RowStatus
from grader.cores import cores
from grader.errors import UsageError
from grader.isolation.confinement import MINIMUM
from grader.judging.reference import Reference
from grader.seeds import fresh_seed
from grader.settings import Exercise


class BatchWatcher:
    """Is told how a batch goes, always in the thread that started it; does nothing."""

    def started(self, total: int) -> None:
        """Hear how many submissions there are."""

    def graded(self, row: Row) -> None:
        """Hear of a verdict, after its pages are written."""

    def finished(self) -> None:
        """Hear that no verdict will follow, whatever the reason."""


class ClassResult(msgspec.Struct, frozen=True, kw_only=True):
    """A graded class: a row for every submission, in the order of the roster."""

    rows: tuple[Row, ...]
    seed: int
    folder: Path

    def count(self, status: RowStatus) -> int:
        """Count the rows with a status."""
        return sum(row.status is status for row in self.rows)


def grade_class(
    entries: Sequence[Entry],
    assignment: Assignment,
    out: Path,
    *,
    sandbox_factory: SandboxFactory,
    exercises: Sequence[Exercise] = (),
    jobs: int | None = None,
    seed: int | None = None,
    required_layers: Collection[str] = MINIMUM,
    watch: BatchWatcher | None = None,
) -> ClassResult:
    """Grade every submission, and write the results into a folder.

    When it is stopped (Ctrl-C, a broken assignment, a full disk), the marks and the
    class page are written before the exception goes on, unless nothing is graded yet.
    They say which submissions are not graded.

    Args:
        entries: The roster.
        assignment: What to grade them against.
        out: Where the results go; may be an earlier one of the same assignment.
        sandbox_factory: Starts a sandbox; called once a job, and again for each
            sandbox that breaks.
        exercises: What to grade; all of the assignment's if empty.
        jobs: How many submissions at once; by default one for each core.
        seed: Seed of the batch; None for a fresh one.
        required_layers: Layers of isolation without which nothing is run.
        watch: Told how it goes.

    Raises:
        UsageError: `out` cannot be used.
        AssignmentError: The checks or the reference are broken.
        SandboxError: No sandbox can be started, or it confines too little.
        KeyboardInterrupt: It was stopped; says how far it came, if any is graded.
    """
    engine = Engine(
        reference=Reference(assignment),
        exercises=tuple(exercises) or assignment.exercises,
        seed=fresh_seed() if seed is None else seed,
        sandbox_factory=sandbox_factory,
        required_layers=required_layers,
        jobs=jobs or cores(),
    )
    points = _points(engine)
    output = _claim(out, engine, entries)
    rows: dict[str, Row] = {}
    watch = watch or BatchWatcher()
    watch.started(len(entries))
    try:
        with closing(engine.verdicts(entries)) as verdicts:
            for row, pages in verdicts:
                output.write(row, pages)
                rows[row.id] = row
                watch.graded(row)
    except KeyboardInterrupt:
        so_far = f"{len(rows)} of {len(entries)} graded; marks so far: {out / GRADES}"
        raise KeyboardInterrupt(*([so_far] if rows else [])) from None
    finally:
        watch.finished()
        ordered = tuple(rows.get(entry.id) or _not_graded(entry) for entry in entries)
        if rows:  # else what an earlier run wrote stays
            output.finish(ordered, points)
    return ClassResult(rows=ordered, seed=engine.seed, folder=out)


def _not_graded(entry: Entry) -> Row:
    problem = "the run was stopped before its turn"
    return Row(id=entry.id, status=RowStatus.NOT_GRADED, problem=problem)


def _points(engine: Engine) -> dict[str, float]:
    """Say what each exercise is worth."""
    assignment = engine.reference.assignment
    return {
        exercise.name: sum(
            check.points for check in assignment.checks_of(exercise.name)
        )
        for exercise in engine.exercises
    }


def _claim(out: Path, engine: Engine, entries: Sequence[Entry]) -> Output:
    assignment = engine.reference.assignment
    if out.resolve() in {entry.path.parent.resolve() for entry in entries}:
        raise UsageError(
            "results would land among the submissions",
            fix="choose another folder with -o",
            where=out,
        )
    batch = Batch(
        assignment=assignment.name,
        seed=engine.seed,
        exercises=tuple(exercise.name for exercise in engine.exercises),
        submissions=len(entries),
    )
    output = Output(out, batch, title=assignment.settings.assignment.title)
    output.claim()
    return output
