"""A sitting: one submission being graded, exercise by exercise."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

import msgspec

from grader.assignment import Assignment
from grader.checks import Check
from grader.errors import AssignmentError
from grader.explaining import exceeded, newer, noticing
from grader.explaining.diagnosis import Known
from grader.isolation.limits import Limits
from grader.isolation.protocol import (
    Load,
    Loaded,
    Remark,
    Repair,
    Suggest,
    Symptom,
    UnitSource,
)
from grader.isolation.sandbox import Sandbox
from grader.isolation.wire import Frame
from grader.judging import verdicts
from grader.judging.allowance import Allowance
from grader.judging.exchange import inspect, suggest
from grader.judging.matching import Matching, known
from grader.judging.outcomes import ExerciseRun, Outcome, Step
from grader.judging.reference import Reference, step_for
from grader.judging.repaired import (
    Bench,
    Units,
    carried,
    find_repair,
    wants_repair,
)
from grader.judging.running import run_exercise, run_variants
from grader.judging.scoring import scored
from grader.judging.verdicts import Explain, Judged, Remembered
from grader.judging.waiting import SETTLED, waiting
from grader.results import CheckResult, ExerciseResult, Location
from grader.seeds import draw_seeds
from grader.settings import Exercise
from grader.submission import Submission, excerpt


@dataclass(frozen=True)
class Graded:
    """A judged exercise, and what running it gave."""

    result: ExerciseResult
    run: ExerciseRun


@dataclass
class Sitting:
    """A submission being graded, and what its exercises share.

    Attributes:
        submission: What was handed in.
        reference: What it is compared with.
        sandbox: Where it runs.
        seed: Seed of the run.
        allowance: What is left of its limits.
        hung: The run of an exercise whose top level did not end; no other is begun.
        slow: The statement of the top level that did not end, and is left out.
    """

    submission: Submission
    reference: Reference
    sandbox: Sandbox
    seed: int
    allowance: Allowance = field(init=False)
    hung: ExerciseRun | None = None
    slow: Outcome | None = None

    def __post_init__(self) -> None:
        self.allowance = Allowance.fresh(self._limits)
        # what repaired code takes, the student's own does not lack
        self._spare = Allowance.fresh(self._limits)
        self._units: Units = tuple(
            UnitSource(
                label=unit.label,
                cell=unit.cell,
                source=unit.source,
                module=unit.module,
            )
            for unit in self.submission.units
        )
        self._judged: Remembered = {}
        self._results: dict[str, tuple[CheckResult, ...]] = {}
        # once, and when somebody asks: for who passes, nobody does
        self._read = cache(partial(inspect, self.sandbox, self._units, self._limits))

    @property
    def assignment(self) -> Assignment:
        """What is graded."""
        return self.reference.assignment

    @property
    def _limits(self) -> Limits:
        return self.assignment.settings.limits

    def grade(
        self,
        exercise: Exercise,
        *,
        is_clear: Callable[[Judged], bool] = lambda judged: False,
    ) -> Graded:
        """Grade one exercise.

        Args:
            exercise: What is graded.
            is_clear: Whether these verdicts need neither explanation nor repair.

        Raises:
            SandboxError: Children cannot be started.
        """
        checks = self.assignment.checks_of(exercise.name)
        try:
            reference = self._right(exercise)
        except AssignmentError as error:
            results = tuple(verdicts.broken(check, str(error)) for check in checks)
            result = scored(exercise, checks, results)
            return Graded(result, ExerciseRun(self.allowance))
        run = self.hung or self._run(exercise, checks, reference)
        if run.never_loads:
            self.hung = run
        judged = self._judge(exercise, run, verdicts.unexplained)
        results = judged.results
        if judged.failed and not is_clear(judged):
            judged = self._judge(exercise, run, partial(self._explain, exercise))
            results = judged.results
            if wants_repair(judged) and not _is_withheld(run):
                results = self._repair(exercise, run, judged)
        self._judged.clear()  # it holds tensors
        if any(result.status not in SETTLED for result in results):
            needed = self._needed(exercise)
            results = waiting(results, needed, written=bool(judged.failed))
        self._results[exercise.name] = results
        return Graded(scored(exercise, checks, results), run)

    def _needed(self, exercise: Exercise) -> list[CheckResult]:
        """Take the verdicts on what an exercise is built of."""
        for needed in self.assignment.select(exercise.needs) if exercise.needs else ():
            if needed.name not in self._results:
                self.grade(needed)
        return [r for name in exercise.needs for r in self._results.get(name, ())]

    def verdicts(self, exercise: Exercise) -> tuple[CheckResult, ...]:
        """Judge one exercise, and explain nothing.

        Raises:
            AssignmentError: The reference cannot be run.
            SandboxError: Children cannot be started.
        """
        checks = self.assignment.checks_of(exercise.name)
        run = self._run(exercise, checks, self._right(exercise))
        return self._judge(exercise, run, verdicts.unexplained).results

    def _right(self, exercise: Exercise) -> dict[str, Outcome]:
        return self.reference.outcomes(self.sandbox, exercise.name, self.seed)

    def _run(
        self,
        exercise: Exercise,
        checks: Sequence[Check],
        reference: Mapping[str, Outcome],
    ) -> ExerciseRun:
        """Run all checks, and again those that a first look left open."""
        run = self._look(exercise, self._units, checks, self.allowance)
        run.read = self._read
        run.elsewhere = {
            name: item.where
            for item in self.submission.elsewhere
            for name in item.names
        }
        run.asked = tuple(item.name for item in self.assignment.exercises)
        if run.loaded is not None:
            run.loaded = newer.named_in(run.loaded, self._units)
        doubtful = [
            check
            for check in checks
            if check.id in run.outcomes
            and verdicts.needs_second_look(
                check, run.outcomes[check.id], reference[check.id]
            )
        ]
        if doubtful:
            again = self._look(
                exercise, self._units, doubtful, self.allowance, thorough=True
            )
            if again.load_stop is not None:  # the first time, it did load
                ids = (check.id for check in doubtful)
                again.outcomes = dict.fromkeys(ids, again.load_stop)
            for check in doubtful:
                seen = again.outcomes[check.id]
                # loading a slow file again and again may take too long: then it failed
                if seen.stop is None or not check.on_machines:
                    run.outcomes[check.id] = seen
        return run

    def _look(
        self,
        exercise: Exercise,
        units: Units,
        checks: Sequence[Check],
        allowance: Allowance,
        *,
        thorough: bool = False,
    ) -> ExerciseRun:
        steps = self._steps(exercise, checks, thorough=thorough)
        load = self._load(exercise, units)
        run = run_exercise(self.sandbox, load, steps, self._limits, allowance)
        if units is self._units:
            self.slow = self.slow or run.slow
        if self.slow is not None and run.loaded is not None:
            run.loaded = _without(run.loaded, self.slow, units)
        return run

    def _steps(
        self, exercise: Exercise, checks: Sequence[Check], *, thorough: bool = False
    ) -> list[Step]:
        reference = self._right(exercise)
        return [
            step_for(
                self.assignment,
                check,
                self.seed,
                layouts=tuple(draw.layouts for draw in reference[check.id].draws),
                thorough=thorough,
                anew=thorough and check.on_machines,
            )
            for check in checks
        ]

    def _load(self, exercise: Exercise, units: Units) -> Load:
        seed = draw_seeds(self.seed, "load", draws=1)[0]
        place = self.slow.place if self.slow is not None else None
        return Load(
            units=units,
            exercise=exercise.name,
            packages=self.assignment.settings.assignment.packages,
            asked=tuple(item.name for item in self.assignment.exercises),
            seed=seed,
            without=place and _moved(place, self._units, units),
        )

    def _judge(self, exercise: Exercise, run: ExerciseRun, explain: Explain) -> Judged:
        return verdicts.judge_exercise(
            exercise,
            self.assignment.checks_of(exercise.name),
            run,
            self._right(exercise),
            explain,
            partial(locate, self.submission),
            self._judged,
        )

    def _explain(
        self, exercise: Exercise, failed: Sequence[str], student: Mapping[str, Outcome]
    ) -> dict[str, Known]:
        matching = Matching(self.reference, self.sandbox, self.seed)
        found = matching.explain(exercise.name, failed, student)
        return {name: known(self.assignment, item) for name, item in found.items()}

    def _repair(
        self, exercise: Exercise, run: ExerciseRun, judged: Judged
    ) -> tuple[CheckResult, ...]:
        """Try repairs of the code, and judge what a proved one brings back."""
        settings = self.assignment.settings.repairs
        bench = Bench(
            self._units,
            self.assignment.checks_of(exercise.name),
            partial(self._suggest, exercise),
            partial(self._glance, exercise),
            lambda units, checks: self._look(
                exercise, units, checks, self._spare, thorough=True
            ),
            lambda run: self._judge(exercise, run, verdicts.unexplained),
        )
        proved = find_repair(bench, run, judged, settings.tried)
        if proved is None:
            return judged.results
        at = Frame(proved.repair.label, proved.repair.cell, proved.repair.line)
        place = locate(self.submission, at)
        if place is None:
            return judged.results
        return carried(judged, proved, place, settings.worth)

    def _glance(
        self, exercise: Exercise, versions: Sequence[Units], checks: Sequence[Check]
    ) -> Generator[ExerciseRun]:
        steps = self._steps(exercise, checks, thorough=True)
        loads = ((self._load(exercise, units), steps) for units in versions)
        return run_variants(self.sandbox, loads, self._limits, self._spare)

    def _suggest(
        self, exercise: Exercise, found: Sequence[Symptom]
    ) -> tuple[Repair, ...]:
        draws = (draw for item in self._right(exercise).values() for draw in item.draws)
        layouts = (layout for draw in draws for layout in draw.layouts)
        names = dict.fromkeys(spec.name for layout in layouts for spec in layout)
        request = Suggest(
            units=self._units,
            exercise=exercise.name,
            symptoms=tuple(found),
            names=tuple(names),
            others=tuple(
                item.name for item in self.assignment.exercises if item != exercise
            ),
        )
        return suggest(self.sandbox, request, self._limits)


def _is_withheld(run: ExerciseRun) -> bool:
    """Whether something was noticed for which points are withheld: none come back."""
    noticed = [item for outcome in run.outcomes.values() for item in outcome.noticed]
    return noticing.withholding(noticed) is not None


def _moved(place: Frame, units: Units, versions: Units) -> Frame | None:
    """Find a line in an edited version, where others may stand above it."""
    for unit, version in zip(units, versions, strict=True):
        if (unit.label, unit.cell) == (place.label, place.cell):
            text = unit.source.split("\n")[place.line - 1]
            lines = enumerate(version.source.split("\n"), start=1)
            found = [number for number, line in lines if line == text]
            if found:
                nearest = min(found, key=lambda number: abs(number - place.line))
                return Frame(place.label, place.cell, nearest)
    return None


def _without(loaded: Loaded, slow: Outcome, units: Units) -> Loaded:
    """Tell of a statement that was left out, among the lines that failed."""
    assert slow.place is not None
    order = {(unit.label, unit.cell): number for number, unit in enumerate(units)}

    def position(place: Frame | Remark) -> tuple[int, int]:
        return order.get((place.label, place.cell), -1), place.line

    told = exceeded.left_out(slow.spent, slow.place)
    before = [f for f in loaded.failures if position(f[0]) < position(slow.place)]
    after = [f for f in loaded.failures if f not in before]
    return msgspec.structs.replace(loaded, failures=(*before, told, *after))


def locate(submission: Submission, place: Frame | None) -> Location | None:
    """Turn a frame into a location, with the student's lines around it."""
    labels = {(unit.label, unit.cell) for unit in submission.units}
    if place is None or (place.label, place.cell) not in labels:  # a child's own idea
        return None
    return Location(
        file=place.label,
        line=place.line,
        cell=place.cell,
        excerpt=excerpt(submission, place.label, place.cell, place.line),
    )
