"""The judge: grade one submission against one assignment.

Trusted, and free of student code: it sends sources and seeds out, takes
observations in, compares, scores and reports.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import grader
from grader.assignment import Assignment
from grader.explaining import noticing
from grader.explaining.absent import advise
from grader.isolation.confinement import refuse_readable
from grader.isolation.protocol import Read, Remark
from grader.isolation.sandbox import Sandbox
from grader.isolation.wire import Frame
from grader.judging import prints
from grader.judging.outcomes import Outcome, Stop
from grader.judging.reference import Reference
from grader.judging.sitting import Graded, Sitting, locate
from grader.results import (
    Environment,
    ExerciseResult,
    Finding,
    Report,
    SubmissionRecord,
    Tool,
)
from grader.settings import Exercise
from grader.submission import Submission

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
        sitting = self.sit(submission)
        graded: list[Graded] = []
        for exercise in exercises or self.assignment.exercises:
            graded.append(sitting.grade(exercise))
            graded[-1].run.forget_draws()
            if watch is not None:
                watch(graded[-1].result)
        return self._report(submission, graded, time.monotonic() - started)

    def sit(self, submission: Submission) -> Sitting:
        """Begin to grade a submission, exercise by exercise.

        Raises:
            AssignmentError: The checks cannot be used.
            SandboxError: Children could read the course.
        """
        self.prepare()
        return Sitting(submission, self.reference, self.sandbox, self.seed)

    def _report(
        self, submission: Submission, graded: Sequence[Graded], duration_s: float
    ) -> Report:
        results = tuple(item.result for item in graded)
        ready = self.sandbox.ready
        output, cut = _output(graded)
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
            warnings=_warnings(submission, graded),
            output=_cut(output, limit, cut=cut),
        )


def _integrity(submission: Submission, graded: Sequence[Graded]) -> tuple[Finding, ...]:
    """What a person should look at: what was noticed, and replies that are none."""
    found: dict[str, Finding] = {}
    for item in graded:
        outcomes = dict(item.run.outcomes)
        if item.run.load_stop is not None:
            outcomes[item.result.name] = item.run.load_stop
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


def _warnings(submission: Submission, graded: Sequence[Graded]) -> tuple[Finding, ...]:
    """How the submission was read, and what was refused while it ran."""
    found = [*submission.warnings, *_load_warnings(submission, graded)]
    told = {finding.location for finding in found}
    refused = _refused(submission, graded)
    return (*found, *(finding for finding in refused if finding.location not in told))


def _refused(submission: Submission, graded: Sequence[Graded]) -> Iterable[Finding]:
    """What no code may ask for here, honest or not. By itself it costs nothing."""
    found: dict[Finding, None] = {}
    for item in graded:
        outcomes = item.run.outcomes.values()
        noticed = (n for outcome in outcomes for n in outcome.noticed)
        for seen in (*item.run.refused, *noticed):
            if seen.kind == "refused":
                place = locate(submission, noticing.place(seen, item.run.read))
                text = noticing.reason(seen)
                found[Finding(kind="refused", message=text, location=place)] = None
    return found


def _load_warnings(
    submission: Submission, graded: Sequence[Graded]
) -> tuple[Finding, ...]:
    """Lines that failed while the submission was read; the rest still counted."""
    loaded = next((item.run.loaded for item in graded if item.run.loaded), None)
    failures = loaded.failures if loaded else ()
    runs = [(item.result.name, item.run.loaded) for item in graded]
    missing = [name for name, run in runs if run and run.symbol == "missing"]
    return tuple(
        Finding(
            kind="warning",
            message=told.sentence,
            location=locate(submission, _place(told.remark)),
        )
        for told in advise(failures, missing)
    )


def _place(remark: Remark) -> Frame | None:
    return Frame(remark.label, remark.cell, remark.line) if remark.label else None


def _output(graded: Sequence[Graded]) -> tuple[str, bool]:
    """Join all prints, those of failed checks first; of loading, the first ones.

    Each has a line before it that says in which check it was printed, unless all of it
    was while the file was read.
    """
    found: dict[str, str] = {}
    for item in graded:
        checks = {check.id for check in item.result.checks}
        found = dict(prints.by_check(item.run.output, checks)) | found
    lost = (r.id for item in graded for r in item.result.checks if r.is_lost)
    order = dict.fromkeys([*lost, "", *found])
    texts = [(check, found[check]) for check in order if check in found]
    cut = any(item.run.output_cut for item in graded)
    if [check for check, _ in texts] == [""]:
        return texts[0][1], cut
    told = (f"{check or prints.LOADING}:\n{text.strip()}\n" for check, text in texts)
    return "".join(told), cut


def _cut(text: str, limit: int, *, cut: bool) -> str:
    if len(text) <= limit and not cut:
        return text
    return f"{text[:limit]}\n… cut at {limit} characters"
