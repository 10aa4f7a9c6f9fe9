"""The way of a frame through the judge, from bytes to a rendered report."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from grader.checks import MANY_CAUSES, Check, check
from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Observation, Room
from grader.explaining.diagnosis import Known
from grader.isolation import protocol
from grader.isolation.wire import Frame
from grader.judging import exchange, verdicts
from grader.judging.comparison import comparison_of
from grader.judging.outcomes import DrawOutcome, ExerciseRun, Outcome
from grader.report.html import render_html
from grader.report.junit import render_junit
from grader.report.text import print_report
from grader.results import (
    CheckResult,
    Environment,
    ExerciseResult,
    Kind,
    Location,
    Report,
    Status,
    SubmissionRecord,
    Tool,
    from_json,
    to_json,
)
from grader.settings import Exercise
from grader.statements import Changed
from tests.fuzz.corpus import CORPUS, Recorded

MAX_PAYLOAD = 1 << 20
EXERCISE = Exercise(name="MLP", title="An MLP", kind="module")
Draws = tuple[DrawOutcome, ...]


def _check(kind: Kind) -> Check:
    def probe(MLP: Any) -> None:
        """Title of the check."""

    probe.__name__ = f"its_{kind}"
    hint = "" if kind in MANY_CAUSES else "why?"
    return check(kind.value, hint=hint)(probe)


CHECKS = {kind: _check(kind) for kind in Kind}


def read(recorded: Recorded, frame: bytes) -> protocol.Reply | tuple[Draws, Draws]:
    """Read a frame as the judge does.

    Raises:
        EOFError: It ends too early.
        ProtocolError: It is refused.
    """
    header, payload = protocol.read_frame(io.BytesIO(frame), MAX_PAYLOAD)
    reply = protocol.decode_reply(header)
    if isinstance(reply, protocol.Ran) and isinstance(recorded.reply, protocol.Ran):
        return exchange.decode_draws(reply, payload, len(recorded.reply.draws), Room())
    return reply


def reference(recorded: Recorded) -> tuple[Draws, Draws]:
    """What the reference gave: the recorded reply, undamaged."""
    found = read(recorded, recorded.frame)
    assert isinstance(found, tuple)
    return found


REFERENCES = {
    recorded.frame: reference(recorded)
    for recorded in CORPUS
    if isinstance(recorded.reply, protocol.Ran)
}


def compare(recorded: Recorded, student: Draws) -> list[Mismatch | None]:
    """Compare a student's draws with the reference's, by every kind that there is."""
    draws, twins = REFERENCES[recorded.frame]
    kinds = {recorded.kind, Kind.VALUE}
    found = []
    for index, (mine, theirs) in enumerate(zip(student, draws, strict=True)):
        twin: Observation = twins[index].value if index < len(twins) else None
        for kind in sorted(kinds):
            found.append(comparison_of(CHECKS[kind])(mine.value, theirs.value, twin))
    return found


def judge(recorded: Recorded, student: Draws) -> Report:
    """Judge one check by what a frame gave, and render the report in every way."""
    draws, twins = REFERENCES[recorded.frame]
    kinds = [Kind.CONTRACT, *{recorded.kind} - {Kind.CONTRACT}]
    checks = tuple(CHECKS[kind] for kind in kinds)
    right = {each.id: Outcome(draws=draws, twins=twins) for each in checks}
    outcomes = {each.id: Outcome(draws=student) for each in checks}
    run = ExerciseRun(
        loaded=protocol.Loaded(symbol="module"), read=lambda: READ, outcomes=outcomes
    )
    found = verdicts.judge_exercise(EXERCISE, checks, run, right, _know, locate)
    return rendered(found.results)


NOTHING = DrawOutcome(None, False, (), ())
MISSING = protocol.Loaded(symbol="missing")
READ = next(item.reply for item in CORPUS if isinstance(item.reply, protocol.Read))


def explain(reply: protocol.Reply) -> Report:
    """Judge an exercise that nothing is known of but what was read and loaded."""
    checks = (CHECKS[Kind.CONTRACT], CHECKS[Kind.VALUE])
    run = ExerciseRun(
        loaded=reply if isinstance(reply, protocol.Loaded) else MISSING,
        read=lambda: reply if isinstance(reply, protocol.Read) else READ,
        outcomes={each.id: Outcome(draws=(NOTHING,)) for each in checks},
    )
    right = run.outcomes
    found = verdicts.judge_exercise(EXERCISE, checks, run, right, _know, locate)
    return rendered(found.results)


_EDITED = protocol.Statement(
    symbol="MLP", function="forward", text="return X", label="", cell=None, line=1
)
KNOWN = Known("`X` is a slip", "a slip", "", Changed((_EDITED,), frozenset({"X"})))


def _know(failed: Sequence[str], _: Mapping[str, Outcome]) -> dict[str, Known]:
    """Explain whatever failed by one mistake, whose line is looked for."""
    return dict.fromkeys(failed, KNOWN)


def locate(place: Frame | None) -> Location | None:
    """Show a place without its lines."""
    return Location(file=place.label, line=place.line) if place else None


def rendered(results: tuple[CheckResult, ...]) -> Report:
    """Render results as text, HTML, JUnit and JSON."""
    assert Status.ERROR not in {result.status for result in results}, results
    exercise = ExerciseResult(
        name="MLP", title="", source="", score=0, max_score=1, checks=results
    )
    report = Report(
        tool=Tool(name="grader", version="0"),
        assignment="layers",
        submission=SubmissionRecord(id="ada", files=()),
        graded_at="2030-01-01T00:00:00+00:00",
        duration_s=0,
        seed=1,
        environment=Environment(python="", torch="", devices="", isolation=()),
        score=0,
        max_score=1,
        exercises=(exercise,),
    )
    print_report(report, Console(file=io.StringIO(), width=80))
    render_html(report)
    render_junit(report)
    assert from_json(to_json(report)) == report
    return report
