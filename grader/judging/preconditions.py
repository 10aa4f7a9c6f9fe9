"""Why nothing of an exercise can be judged, if nothing can."""

from __future__ import annotations

from collections.abc import Sequence

from grader.checks import Check
from grader.explaining import absent, noticing
from grader.explaining.diagnosis import Diagnosis
from grader.explaining.source import Source, place_of
from grader.isolation.wire import Frame
from grader.judging.blocking import Failure
from grader.judging.outcomes import ExerciseRun, Outcome, Stop
from grader.results import Kind, Status
from grader.settings import Exercise


def precondition(
    exercise: Exercise, checks: Sequence[Check], run: ExerciseRun, source: Source
) -> Failure | None:
    """Say why nothing of an exercise can be judged, if nothing can."""
    contract = next(check for check in checks if check.kind is Kind.CONTRACT)

    def failure(
        message: str,
        text: str = "",
        place: Frame | None = None,
        status: Status = Status.FAIL,
        duration_s: float = 0.0,
    ) -> Failure:
        return Failure(
            contract, status, message, duration_s, diagnosis=Diagnosis(text, place)
        )  # fmt: skip

    if run.load_stop is not None:
        stop = run.load_stop
        problem = f"the file could not be run to its end: {stop.reason}"
        says_all = stop.stop in (Stop.NOT_RUN, Stop.WITHHELD)
        return failure(
            stop.reason if says_all else problem,
            stop_advice(stop),
            place=stop_place(stop, source),
            status=stop_status(stop),
            duration_s=stop.duration_s,
        )
    if run.loaded is None:
        return failure("the file could not be run")
    symbol = run.loaded.symbol
    if symbol == "missing":
        lost = absent.missing(exercise.name, source)
        return failure(lost.message, lost.why, lost.place)
    if symbol != exercise.kind:
        asked = _article(exercise.kind)
        asked = "one of another kind" if _inherits_too_much(exercise, symbol) else asked
        return failure(
            f"`{exercise.name}` is {_article(symbol)}, not {asked}",
            _why_not(exercise, symbol),
            place=place_of(source.definition),
        )
    return None


def _inherits_too_much(exercise: Exercise, symbol: str) -> bool:
    """Whether it is a module where another class is meant."""
    return exercise.kind == "class" and symbol == "module"


def _why_not(exercise: Exercise, symbol: str) -> str:
    """Say in a few words what a symbol of another kind lacks."""
    if _inherits_too_much(exercise, symbol):
        return "its base class is another one"
    if exercise.kind == "module" and symbol == "class":
        return "`nn.Module` does not stand behind its name"
    return f"a {'function' if exercise.kind == 'function' else 'class'} is asked for"


def _article(symbol: str) -> str:
    words = {
        "module": "a class that inherits nn.Module",
        "class": "a class",
        "instance of a module": "an instance of a module",
        "function": "a function",
        "NoneType": "None",
    }
    return words.get(symbol, f"of type {symbol}")


def stop_advice(outcome: Outcome) -> str:
    """Say what the student can do about a child that gave no answer."""
    cause = noticing.withholding(outcome.noticed)
    withheld = outcome.stop is Stop.WITHHELD and cause is not None
    return noticing.advice(cause) if withheld and cause else ""


def stop_place(outcome: Outcome, source: Source) -> Frame | None:
    """Where a child was when it gave no answer, or what withholds its answer."""
    cause = noticing.withholding(outcome.noticed)
    if outcome.stop is not Stop.WITHHELD or cause is None:
        return outcome.place
    return noticing.place(cause, source.read)


def stop_status(outcome: Outcome) -> Status:
    """Say how a check ends whose child gave no answer that counts."""
    match outcome.stop:
        case Stop.TIMEOUT | Stop.NOT_RUN:
            return Status.TIMEOUT
        case Stop.CRASH:
            return Status.CRASH
        case _:
            return Status.FAIL
