"""The judge: grade one submission against one assignment.

Trusted, and free of student code: it sends sources and seeds out, takes
observations in, compares, scores and reports.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial

import grader
from grader.assignment import Assignment, Exercise
from grader.checks import Check
from grader.errors import AssignmentError
from grader.isolation.confinement import refuse_readable
from grader.isolation.protocol import Load, Read, Remark, UnitSource
from grader.isolation.sandbox import Sandbox
from grader.isolation.wire import Frame
from grader.judging import noticing, verdicts
from grader.judging.advice import advise
from grader.judging.allowance import Allowance
from grader.judging.diagnosis import Known
from grader.judging.matching import Matching, known
from grader.judging.reference import Reference, step_for
from grader.judging.running import ExerciseRun, Outcome, Stop, inspect, run_exercise
from grader.results import (
    CheckResult,
    Environment,
    ExerciseResult,
    Finding,
    Location,
    Report,
    SubmissionRecord,
    Tool,
)
from grader.seeds import draw_seeds
from grader.submission import Submission, excerpt

TOOL_NAME = "grader"
Watcher = Callable[[ExerciseResult], None]


@dataclass
class Judge:
    """Grades submissions of one assignment in one sandbox.

    Attributes:
        reference: The assignment's reference, perhaps shared with other judges.
        sandbox: Where children run; this judge is its only user.
        seed: Seed of the run, from which all inputs follow.
    """

    reference: Reference
    sandbox: Sandbox
    seed: int
    _prepared: bool = field(default=False, init=False)

    @property
    def assignment(self) -> Assignment:
        """What is graded."""
        return self.reference.assignment

    def prepare(self) -> None:
        """Validate the checks and have them imported by the sandbox.

        Raises:
            AssignmentError: They cannot be used.
            SandboxError: Children could read the course.
        """
        if not self._prepared:
            assignment = self.assignment
            _ = assignment.checks
            secrets = (assignment.folder, assignment.reference_path)
            refuse_readable(secrets, self.sandbox.ready.readable)
            self.sandbox.prepare(
                assignment.name, assignment.checks_label, assignment.checks_source
            )
            self._prepared = True

    def grade(
        self,
        submission: Submission,
        exercises: Sequence[Exercise] = (),
        *,
        watch: Watcher | None = None,
    ) -> Report:
        """Grade a submission.

        Args:
            submission: What was handed in.
            exercises: What to grade; all of the assignment's if empty.
            watch: Called with each exercise as soon as it is judged.

        Raises:
            AssignmentError: The checks cannot be used.
            SandboxError: Children cannot be started.
        """
        started = time.monotonic()
        self.prepare()
        graded: list[Graded] = []
        for exercise in exercises or self.assignment.exercises:
            earlier = graded[0].run if graded else None
            graded.append(self.grade_exercise(submission, exercise, earlier))
            graded[-1].run.forget_draws()
            if watch is not None:
                watch(graded[-1].result)
        return self._report(submission, graded, time.monotonic() - started)

    def grade_exercise(
        self,
        submission: Submission,
        exercise: Exercise,
        earlier: ExerciseRun | None = None,
    ) -> Graded:
        """Grade one exercise.

        Args:
            submission: What was handed in.
            exercise: What to grade.
            earlier: How another exercise of the same submission went. Its source
                need not be read again, nor a top level that never ends be run.
        """
        self.prepare()
        checks = self.assignment.checks_of(exercise.name)
        try:
            reference = self.reference.outcomes(self.sandbox, exercise.name, self.seed)
        except AssignmentError as error:
            results = tuple(verdicts.broken(check, str(error)) for check in checks)
            run = ExerciseRun(self._allowance(earlier))
            return Graded(_exercise_result(exercise, results), run)
        if earlier is not None and earlier.never_loads:
            run = earlier
        else:
            run = self._run(submission, exercise, reference, earlier)
        results = verdicts.judge_exercise(
            exercise,
            checks,
            run,
            reference,
            partial(self._explain, exercise),
            lambda place: locate(submission, place),
        )
        return Graded(_exercise_result(exercise, results), run)

    def _explain(
        self, exercise: Exercise, failed: Sequence[str], student: Mapping[str, Outcome]
    ) -> dict[str, Known]:
        matching = Matching(self.reference, self.sandbox, self.seed)
        found = matching.explain(exercise.name, failed, student)
        return {name: known(self.assignment, item) for name, item in found.items()}

    def _run(
        self,
        submission: Submission,
        exercise: Exercise,
        reference: dict[str, Outcome],
        earlier: ExerciseRun | None,
    ) -> ExerciseRun:
        units = tuple(
            UnitSource(label=unit.label, cell=unit.cell, source=unit.source)
            for unit in submission.units
        )
        load = Load(
            units=units,
            exercise=exercise.name,
            seed=draw_seeds(self.seed, "load", draws=1)[0],
        )
        checks = self.assignment.checks_of(exercise.name)
        allowance = self._allowance(earlier)
        run = self._look(load, checks, reference, allowance)
        run.read = earlier.read if earlier else self._reader(units)
        doubtful = [
            check
            for check in checks
            if check.id in run.outcomes
            and verdicts.needs_second_look(
                check, run.outcomes[check.id], reference[check.id]
            )
        ]
        if doubtful:
            again = self._look(load, doubtful, reference, allowance, thorough=True)
            if again.load_stop is not None:  # the first time, it did load
                ids = (check.id for check in doubtful)
                again.outcomes = dict.fromkeys(ids, again.load_stop)
            run.outcomes |= again.outcomes
        return run

    def _reader(self, units: tuple[UnitSource, ...]) -> Callable[[], Read]:
        """Read a submission's source once, when somebody asks: who passes does not."""
        limits = self.assignment.settings.limits
        return cache(partial(inspect, self.sandbox, units, limits))

    def _allowance(self, earlier: ExerciseRun | None) -> Allowance:
        if earlier is not None:
            return earlier.allowance
        return Allowance.fresh(self.assignment.settings.limits)

    def _look(
        self,
        load: Load,
        checks: Sequence[Check],
        reference: dict[str, Outcome],
        allowance: Allowance,
        *,
        thorough: bool = False,
    ) -> ExerciseRun:
        steps = [
            step_for(
                self.assignment,
                check,
                self.seed,
                layouts=tuple(draw.layouts for draw in reference[check.id].draws),
                thorough=thorough,
            )
            for check in checks
        ]
        limits = self.assignment.settings.limits
        return run_exercise(self.sandbox, load, steps, limits, allowance)

    def _report(
        self, submission: Submission, graded: Sequence[Graded], duration_s: float
    ) -> Report:
        results = tuple(item.result for item in graded)
        ready = self.sandbox.ready
        output, cut = _output([item.run for item in graded])
        limit = self.assignment.settings.limits.output_chars
        return Report(
            tool=Tool(name=TOOL_NAME, version=grader.__version__),
            assignment=self.assignment.name,
            submission=SubmissionRecord(id=submission.id, files=submission.files),
            graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
            duration_s=round(duration_s, 3),
            seed=self.seed,
            environment=Environment(
                python=ready.python,
                torch=ready.torch,
                devices="simulated",
                isolation=ready.layers,
            ),
            score=sum(result.score for result in results),
            max_score=sum(result.max_score for result in results),
            exercises=results,
            integrity=_integrity(submission, graded),
            warnings=submission.warnings + _load_warnings(submission, graded),
            output=_cut(output, limit, cut=cut),
        )


@dataclass(frozen=True)
class Graded:
    """A judged exercise, and what running it gave."""

    result: ExerciseResult
    run: ExerciseRun


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


def _exercise_result(
    exercise: Exercise, results: tuple[CheckResult, ...]
) -> ExerciseResult:
    return ExerciseResult(
        name=exercise.name,
        title=exercise.title,
        source=exercise.source,
        score=sum(result.earned for result in results),
        max_score=sum(result.points for result in results),
        checks=results,
    )


def _integrity(submission: Submission, graded: Sequence[Graded]) -> tuple[Finding, ...]:
    """What a person should look at: what was noticed, and replies that are none."""
    found: dict[str, Finding] = {}
    for item in graded:
        outcomes = dict(item.run.outcomes)
        if item.run.load_stop is not None:
            outcomes[item.result.name] = item.run.load_stop
        outcomes["the file, refused"] = Outcome(noticed=item.run.reached)
        for seen_in, outcome in outcomes.items():
            for text, place in _suspicious(outcome, item.run.read):
                finding = Finding(
                    kind="tampering",
                    message=f"{text} (seen in {seen_in})",
                    location=locate(submission, place),
                )
                found.setdefault(text, finding)
    return tuple(found.values())


def _suspicious(
    outcome: Outcome, read: Callable[[], Read]
) -> Iterator[tuple[str, Frame | None]]:
    for item in outcome.noticed:
        if noticing.withholding((item,)) is not None:
            yield noticing.reason(item), noticing.place(item, read)
    if outcome.stop is Stop.GARBLED:
        yield outcome.reason, outcome.place


def _load_warnings(
    submission: Submission, graded: Sequence[Graded]
) -> tuple[Finding, ...]:
    """Lines that failed while the submission was read; the rest still counted."""
    loaded = next((item.run.loaded for item in graded if item.run.loaded), None)
    failures = loaded.failures if loaded else ()
    places = [locate(submission, _place(remark)) for remark, _ in failures]
    why = advise([error for _, error in failures], places)
    return tuple(
        Finding(
            kind="warning",
            message=f"failed while the file was read: {remark.text}"
            + (f" ({reason})" if reason else ""),
            location=place,
        )
        for (remark, _), place, reason in zip(failures, places, why, strict=True)
    )


def _place(remark: Remark) -> Frame | None:
    return Frame(remark.label, remark.cell, remark.line) if remark.label else None


def _output(runs: Sequence[ExerciseRun]) -> tuple[str, bool]:
    """Join the prints of all exercises; what each prints while loading, once."""
    texts: list[str] = []
    for run in runs:
        first = texts[0] if texts else ""
        texts.append(run.output.removeprefix(first) if first else run.output)
    return "".join(texts), any(run.output_cut for run in runs)


def _cut(text: str, limit: int, *, cut: bool) -> str:
    if len(text) <= limit and not cut:
        return text
    return f"{text[:limit]}\n… cut at {limit} characters"
