"""Rules of the verdicts: one mistake costs one check, and nothing breaks the judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.causes import Cause
from grader.checks import MANY_CAUSES, Check, check
from grader.child.loading import inspect
from grader.comparing.agreement import Comparison, Mismatch
from grader.comparing.observation import Observation
from grader.explaining.diagnosis import Diagnosis, Known
from grader.explaining.source import Source
from grader.isolation.protocol import (
    Definition,
    Hidden,
    Hiding,
    Loaded,
    Noticed,
    Read,
    Remark,
    Statement,
    UnitSource,
    Why,
)
from grader.isolation.wire import Error, Frame
from grader.judging.blocking import Failure, find_owners
from grader.judging.outcomes import DrawOutcome, ExerciseRun, Outcome, Stop
from grader.judging.verdicts import (
    MAX_DIAGNOSIS,
    MAX_MESSAGE,
    OUR_FAULT,
    Explain,
    Judged,
    broken,
    judge_check,
    judge_exercise,
    needs_second_look,
)
from grader.results import CheckResult, Evidence, Kind, Location, Status
from grader.settings import Exercise
from grader.statements import Changed
from tests.observed import array, frame, raised

LAYER = Exercise(name="Layer", title="A layer", kind="module")
FUNCTION = Exercise(name="Layer", title="A function", kind="function")
CLASS = Exercise(name="Layer", title="A class", kind="class")
RIGHT = array([1.0, 2.0])
WRONG = array([1.0, 9.0])


def make(
    kind: str, name: str = "", points: float = 1, compare: Comparison | None = None
) -> Check:
    """Build a check of `Layer`, called after its kind unless it has a name."""

    def probe(Layer: Any) -> None:
        """Title of the check."""

    probe.__name__ = name or f"its_{kind}"
    hint = "" if kind in MANY_CAUSES else "why?"
    return check(kind, points=points, hint=hint, compare=compare, draws=1)(probe)


CONTRACT, SHAPE, VALUE = make("contract"), make("shape"), make("value", points=2)
GRADIENT, NAMING, PURITY = make("gradient"), make("naming"), make("purity")
ON_MACHINES = replace(make("device", "on_machines"), on_machines=True)
CHECKS = (CONTRACT, SHAPE, VALUE, GRADIENT, NAMING, PURITY)
GRADIENTS = {"w": {"grad": RIGHT, "direction": RIGHT, "slopes": [5.0]}}
REFERENCE: dict[str, Observation] = {
    CONTRACT.id: "Tensor",
    SHAPE.id: RIGHT,
    VALUE.id: RIGHT,
    GRADIENT.id: GRADIENTS,
    NAMING.id: {"w": RIGHT},
    PURITY.id: RIGHT,
}


def gave(*values: Observation, unfilled: tuple[str, ...] = ()) -> Outcome:
    """Build what returning a value in each draw gives."""
    draws = tuple(DrawOutcome(value, False, (), unfilled) for value in values)
    return Outcome(draws=draws, duration_s=0.5)


def threw(error: str, message: str = "", *frames: Frame, **rest: Any) -> Outcome:
    """Build what raising an exception gives."""
    value = raised(error, message, *frames, **rest)
    return Outcome(draws=(DrawOutcome(value, True, (), ()),))


def no_mistakes(
    failed: Sequence[str], student: Mapping[str, Outcome]
) -> dict[str, Known]:
    """Know no mistake."""
    return {}


def locate(place: Frame | None) -> Location | None:
    """Show a place without its lines."""
    return Location(file=place.label, line=place.line) if place else None


def judged(
    outcomes: dict[str, Outcome] | None = None,
    *,
    exercise: Exercise = LAYER,
    checks: Sequence[Check] = CHECKS,
    read: Read | None = None,
    explain: Explain = no_mistakes,
    **run: Any,
) -> Judged:
    """Judge a run that is right apart from some outcomes."""
    right = {check_id: gave(value) for check_id, value in REFERENCE.items()}
    run = {"loaded": Loaded(symbol="module"), **run}
    if read is not None:
        run["read"] = lambda: read
    found = judge_exercise(
        exercise,
        checks,
        ExerciseRun(outcomes=right | (outcomes or {}), **run),
        right,
        explain,
        locate,
    )
    assert [result.id for result in found.results] == [each.id for each in checks]
    return found


def judge(
    outcomes: dict[str, Outcome] | None = None, **how: Any
) -> dict[str, CheckResult]:
    """Judge a run that is right apart from some outcomes; return the verdicts."""
    return {result.id: result for result in judged(outcomes, **how).results}


def statuses(results: dict[str, CheckResult]) -> dict[str, Status]:
    """List the checks that did not pass."""
    return {
        name: result.status
        for name, result in results.items()
        if result.status is not Status.PASS
    }


def costs(results: dict[str, CheckResult]) -> list[str]:
    """Name the checks that fail on their own account."""
    lost = {Status.PASS, Status.BLOCKED}
    return [name for name, result in results.items() if result.status not in lost]


# --- nothing can be judged ----------------------------------------------------------


def all_blocked(results: dict[str, CheckResult]) -> CheckResult:
    """Return the contract's verdict after everything else was blocked by it."""
    for name, result in results.items():
        if name != CONTRACT.id:
            assert result.status is Status.BLOCKED
            assert result.blocked_by == CONTRACT.id
            assert result.message == f"cannot be judged before {CONTRACT.id} passes"
    assert sum(result.earned for result in results.values()) == 0
    return results[CONTRACT.id]


@pytest.mark.parametrize(
    ("stop", "status"),
    [
        (Stop.TIMEOUT, Status.TIMEOUT),
        (Stop.CRASH, Status.CRASH),
        (Stop.GARBLED, Status.FAIL),
    ],
)
def test_a_file_that_does_not_run_to_its_end_blocks_everything(
    stop: Stop, status: Status
) -> None:
    """A top level that hangs or dies costs every check, and says where it stood."""
    outcome = Outcome(stop=stop, reason="it slept", place=frame(7), duration_s=2)

    result = all_blocked(judge(load_stop=outcome, loaded=None))

    assert result.status is status
    assert result.message == "the file could not be run to its end: it slept"
    assert (result.location, result.duration_s) == (locate(frame(7)), 2)
    assert all_blocked(judge(loaded=None)).message == "the file could not be run"


SYNTAX = Remark(
    cause=Why.SYNTAX,
    text="SyntaxError: '(' was never closed",
    label="a.py",
    cell=None,
    line=3,
)
FAILED = Remark(
    cause=Why.FAILED,
    text="NameError: name 'nn' is not known",
    label="a.py",
    cell=None,
    line=5,
)
BINDING = msgspec.structs.replace(FAILED, binds=("Layer",))
IMPORT = msgspec.structs.replace(
    FAILED,
    text="ModuleNotFoundError: No module named 'd2l'",
    line=1,
    binds=("d2l",),
)
SLOW = msgspec.structs.replace(
    FAILED, cause=Why.LEFT_OUT, text="stopped after 10 s", line=2, binds=("*",)
)
STAR = msgspec.structs.replace(IMPORT, binds=("*",))
UNPLACED = msgspec.structs.replace(FAILED, text="E", label="", line=1, binds=("Layer",))
CELL = msgspec.structs.replace(SYNTAX, cell=4)
NEWER = msgspec.structs.replace(
    SYNTAX, cause=Why.NEWER, text="this line is Python 3.99"
)


def failure_of(remark: Remark) -> tuple[Remark, Error]:
    """Put a remark beside the exception that it is about."""
    error, _, message = remark.text.partition(": ")
    return remark, Error(error, (), message, ())


def definition(name: str, line: int = 9, what: str = "ClassDef") -> Read:
    """Build a source that defines one name."""
    return Read(
        definitions=(
            Definition(name=name, what=what, label="a.py", cell=None, line=line),
        )
    )


def hidden(name: str, inside: str = "", how: Hiding = Hiding.INSIDE) -> Read:
    """Build a source that defines a name where it is none of the top level."""
    how = how if inside else Hiding.MAIN
    found = Hidden(name=name, how=how, inside=inside, label="a.py", cell=None, line=12)
    return Read(hidden=(found,))


@pytest.mark.parametrize(
    ("failed", "read", "message", "diagnosis", "line"),
    [
        ([], Read(), "`Layer` is not defined", "", None),
        (
            [FAILED, SYNTAX],
            definition("layer"),
            "the file is not valid Python: '(' was never closed",
            "",
            3,
        ),
        (
            [FAILED],
            definition("layer"),
            "`Layer` is not defined",
            "`layer` is defined: is it meant to be `Layer`?",
            9,
        ),
        ([FAILED], definition("other"), "`Layer` is not defined", "", None),
        ([CELL], Read(), "`Layer` is not defined", "", None),
        ([NEWER], Read(), "this line is Python 3.99", "", 3),
        (
            [msgspec.structs.replace(CELL, binds=("Layer",))],
            Read(),
            "cell 4 is not valid Python: '(' was never closed",
            "",
            3,
        ),
        (
            [IMPORT, BINDING],
            definition("Layer", line=5),
            "`Layer` is not defined",
            "line 5 failed while the file was read: NameError: name 'nn' is not known",
            5,
        ),
        (
            [STAR],
            Read(),
            "`Layer` is not defined",
            "line 1, which may have brought it in, failed: "
            "ModuleNotFoundError: No module named 'd2l'; d2l is not installed where "
            "this is graded, nor was a d2l.py handed in",
            1,
        ),
        (
            [],
            hidden("Layer"),
            "`Layer` is not defined",
            "it is defined on line 12, but only under `if __name__ == "
            '"__main__":`, which does not run where this is graded: move it above that '
            "line, to the left margin",
            12,
        ),
        (
            [],
            hidden("Layer", "def main"),
            "`Layer` is not defined",
            "it is defined on line 12, but inside `def main`: move it out of there, to "
            "the left margin",
            12,
        ),
        ([], hidden("Other"), "`Layer` is not defined", "", None),
        (
            [STAR],
            hidden("Layer", "if torch.cuda.is_available()", Hiding.BRANCH),
            "`Layer` is not defined",
            "it is defined on line 12, but only under `if torch.cuda.is_available()`, "
            "which was not so where this is graded: move it above that line, to the "
            "left margin",
            12,
        ),
        (
            [],
            hidden("Layer", "#", Hiding.COMMENT),
            "`Layer` is not defined",
            "it stands on line 12, in what is not run: a comment, or a cell that "
            "begins with `%%`",
            12,
        ),
        (
            [UNPLACED],
            Read(),
            "`Layer` is not defined",
            "line 1 failed while the file was read: E",
            None,
        ),
        (
            [],
            definition("Layer"),
            "`Layer` is not defined",
            "it is defined, and then deleted",
            9,
        ),
        (
            [SLOW],
            definition("Layer"),
            "`Layer` is not defined",
            "line 2, which may have brought it in, failed: stopped after 10 s",
            2,
        ),
    ],
)
def test_a_missing_symbol_is_explained(
    failed: list[Remark], read: Read, message: str, diagnosis: str, line: int | None
) -> None:
    """A missing symbol is explained by what would have bound it, by nothing else."""
    loaded = Loaded(symbol="missing", failures=tuple(map(failure_of, failed)))

    result = all_blocked(judge(loaded=loaded, read=read))

    assert (result.message, result.diagnosis) == (message, diagnosis)
    assert (result.location.line if result.location else None) == line
    assert result.status is Status.FAIL


@pytest.mark.parametrize(
    ("exercise", "symbol", "message"),
    [
        (LAYER, "class", "`Layer` is a class, not a class that inherits nn.Module"),
        (LAYER, "function", "`Layer` is a function, not a class that inherits"),
        (LAYER, "instance of a module", "`Layer` is an instance of a module, not a"),
        (LAYER, "NoneType", "`Layer` is None, not a class that inherits"),
        (LAYER, "int", "`Layer` is of type int, not a class that inherits"),
        (FUNCTION, "module", "`Layer` is a class that inherits nn.Module, not a func"),
        (FUNCTION, "class", "`Layer` is a class, not a function"),
        (CLASS, "function", "`Layer` is a function, not a class"),
        (CLASS, "module", "`Layer` is a class that inherits nn.Module, not one of an"),
    ],
)
def test_another_kind_of_object_is_named(
    exercise: Exercise, symbol: str, message: str
) -> None:
    """A symbol that is no module, or no function, is no solution; its line is shown."""
    results = judge(
        exercise=exercise, loaded=Loaded(symbol=symbol), read=definition("Layer")
    )

    result = all_blocked(results)
    assert result.message.startswith(message)
    assert result.location == Location(file="a.py", line=9)


def test_a_stub_is_not_written_yet() -> None:
    """NotImplementedError in the contract is no crash and needs no explanation."""
    stub = threw("NotImplementedError", "", frame(4), bases=("RuntimeError",))

    result = all_blocked(judge({CONTRACT.id: stub, VALUE.id: stub}))

    assert (result.status, result.message) == (Status.FAIL, "not written yet")
    assert (result.diagnosis, result.location) == ("", locate(frame(4)))


def test_what_is_written_elsewhere_is_said_where_it_is_lacking() -> None:
    """At an exercise that is not written, or not there, in the file that is graded."""
    run: dict[str, Any] = {"elsewhere": {"Layer": "b.ipynb"}}
    why = "it is written in b.ipynb, which was not graded"

    missing = all_blocked(judge(loaded=Loaded(symbol="missing"), **run))
    stub = all_blocked(judge({CONTRACT.id: threw("NotImplementedError")}, **run))

    assert (missing.message, missing.diagnosis) == ("`Layer` is not defined", why)
    assert (stub.message, stub.diagnosis) == ("not written yet", why)


def test_a_name_that_is_asked_for_itself_is_not_a_misspelt_one() -> None:
    """Of two exercises with names that are alike, one is not taken for the other."""
    read, loaded = definition("Layers"), Loaded(symbol="missing")

    assert "is it meant" in judge(loaded=loaded, read=read)[CONTRACT.id].diagnosis
    asked = judge(loaded=loaded, read=read, asked=("Layer", "Layers"))
    assert asked[CONTRACT.id].diagnosis == ""


def test_what_torch_has_not_written_is_no_stub() -> None:
    """It raises NotImplementedError, too: the line says who did."""
    refused = threw("NotImplementedError", "no 'Long'", frame(3))
    source = "class Layer:\n  def forward(self, X):\n    return loss(y, X)"
    read = inspect((UnitSource(label="ada.py", cell=None, source=source),))

    result = judge({CONTRACT.id: refused}, read=read)[CONTRACT.id]

    assert "no 'Long'" in result.message


def test_a_missing_forward_is_no_stub() -> None:
    """Torch raises NotImplementedError for a misspelt forward; that is a mistake."""
    missing = threw(
        "NotImplementedError",
        'Module [Layer] is missing the required "forward" function',
    )

    results = judge({check.id: missing for check in CHECKS})

    assert costs(results) == [CONTRACT.id]
    assert results[CONTRACT.id].message.startswith(
        "NotImplementedError: Module [Layer]"
    )
    assert results[CONTRACT.id].diagnosis == "`Layer` has no method called `forward`"


# --- single checks ------------------------------------------------------------------


def test_what_is_right_passes() -> None:
    """A run that gives what the reference gives earns every point."""
    results = judge()

    assert statuses(results) == {}
    assert sum(result.earned for result in results.values()) == 7
    assert results[VALUE.id].title == "Title of the check."
    assert results[VALUE.id].duration_s == 0.5


def test_a_failed_check_tells_all_that_is_known() -> None:
    """Expected, found, kind and points stand in the verdict; points are lost."""
    result = judge({VALUE.id: gave(WRONG)}, read=definition("Layer"))[VALUE.id]

    assert (result.status, result.points, result.earned) == (Status.FAIL, 2, 0)
    assert result.message == "1 of 2 values differ"
    assert result.kind is Kind.VALUE
    assert result.expected is not None
    assert result.found is not None
    assert (result.expected.text, result.found.text) == ("2 at [1]", "9 at [1]")
    assert result.location == Location(file="a.py", line=9)


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_one_wrong_draw_is_enough(failing: int) -> None:
    """A check passes only if every draw agrees."""
    values = [WRONG if index == failing else RIGHT for index in range(3)]

    failure = judge_check(
        VALUE,
        gave(*values),
        gave(RIGHT, RIGHT, RIGHT),
        Source(Read, "A"),
    )

    assert failure is not None
    assert failure.status is Status.FAIL


def test_twins_reach_the_comparison() -> None:
    """The reference's float64 run says how much rounding is no mistake."""
    student, reference = gave(array([999.98])), gave(array([1000.02]))
    twin = Outcome(draws=reference.draws, twins=gave(array([1000.0], "float64")).draws)
    nothing = Source(Read, "Layer")

    assert judge_check(VALUE, student, twin, nothing) is None
    assert judge_check(VALUE, student, reference, nothing) is not None


def test_an_exception_is_shown_on_one_line() -> None:
    """Type and message are the headline; the innermost frame is the place."""
    error = threw("ValueError", "first\n  second " + "x" * 9999, frame(3), frame(8))

    result = judge({VALUE.id: error})[VALUE.id]

    assert result.message.startswith("ValueError: first second xxx")
    assert len(result.message) == MAX_MESSAGE
    assert result.location == locate(frame(8))


@pytest.mark.parametrize(
    ("check_id", "outcome", "hint"),
    [
        (VALUE.id, gave(WRONG), ""),
        (SHAPE.id, gave(array([1.0])), ""),
        (VALUE.id, threw("ValueError", "x", frame(3)), ""),
        (NAMING.id, gave({"v": RIGHT}), "why?"),
        (NAMING.id, threw("NameError", "x", frame(3)), ""),
        (GRADIENT.id, gave({"w": None}), "why?"),
        (GRADIENT.id, gave({"w": {"grad": WRONG}}), ""),
    ],
)
def test_a_hint_belongs_to_a_cause(check_id: str, outcome: Outcome, hint: str) -> None:
    """Where a check may fail of this or that, its own question fits only by chance."""
    result = judge({check_id: outcome})[check_id]

    assert (result.status, result.hint) == (Status.FAIL, hint)


@pytest.mark.parametrize(
    ("stop", "status"),
    [
        (Stop.TIMEOUT, Status.TIMEOUT),
        (Stop.CRASH, Status.CRASH),
        (Stop.GARBLED, Status.FAIL),
    ],
)
def test_no_answer_costs_the_check(stop: Stop, status: Status) -> None:
    """A check that hangs, dies or sends nonsense fails alone."""
    outcome = Outcome(stop=stop, reason="why", place=frame(3), duration_s=1)

    results = judge({VALUE.id: outcome})

    assert statuses(results) == {VALUE.id: status}
    assert results[VALUE.id].message == "why"
    assert results[VALUE.id].location == locate(frame(3))


@pytest.mark.parametrize(
    ("kind", "what", "message"),
    [
        ("replaced", "torch.equal", "torch.equal was replaced"),
        ("running", "a thread", "a thread that it started was left running"),
    ],
)
def test_points_are_withheld_where_something_was_noticed(
    kind: Any, what: str, message: str
) -> None:
    """A right answer from a process that changed what judges it earns nothing yet."""
    seen = Noticed(kind=kind, what=what, label="mlp.py", line=3)
    outcome = Outcome(draws=gave(RIGHT).draws, noticed=(seen,))

    results = judge({VALUE.id: outcome})

    assert statuses(results) == {VALUE.id: Status.FAIL}
    assert results[VALUE.id].message.startswith(message)
    assert "withheld" in results[VALUE.id].diagnosis
    assert results[VALUE.id].location == locate(Frame("mlp.py", None, 3))


def test_what_was_refused_costs_nothing() -> None:
    """It gained nothing, and honest code asks for it as well."""
    seen = Noticed(kind="refused", what="gc.get_objects", label="mlp.py", line=3)
    outcome = Outcome(draws=gave(RIGHT).draws, noticed=(seen,))

    assert statuses(judge({VALUE.id: outcome})) == {}


@pytest.mark.parametrize(("kind", "status"), [("value", "pass"), ("rule", "fail")])
def test_a_thread_costs_only_what_watches_calls(kind: str, status: str) -> None:
    """A thread that has ended is honest; what it called was seen by nobody."""
    check = make(kind, "uses_a_thread")
    seen = Noticed(kind="thread", what="a thread", label="mlp.py", line=3)
    student = Outcome(draws=gave(RIGHT).draws, noticed=(seen,))
    source = Source(Read, "MLP")

    failure = judge_check(check, student, gave(RIGHT), source)

    assert (failure is None) == (status == "pass")


def test_an_exception_that_is_a_result_is_compared() -> None:
    """What was returned is data, even where it is an exception."""
    value = make("value", "raises")
    expected = {**REFERENCE, value.id: raised("KeyError", "'x'")}
    run = ExerciseRun(
        loaded=Loaded(symbol="module"),
        outcomes={name: gave(item) for name, item in expected.items()},
    )
    reference = dict(run.outcomes)
    checks = (*CHECKS, value)

    found = judge_exercise(LAYER, checks, run, reference, no_mistakes, locate)
    assert all(result.status is Status.PASS for result in found.results)
    run.outcomes[value.id] = threw("KeyError", "'x'")
    found = judge_exercise(LAYER, checks, run, reference, no_mistakes, locate)
    assert found.results[-1].status is Status.FAIL


def break_down(
    student: Observation, reference: Observation, precise: Observation
) -> Any:
    """Compare as a careless author would."""
    return student["no such key"]


def with_a_further(check: Check, seen: object) -> Sequence[CheckResult]:
    """Judge a right solution by one check more, which sees the same in both."""
    right = {name: gave(value) for name, value in REFERENCE.items()}
    right |= {check.id: gave(seen)}
    run = ExerciseRun(outcomes=right, loaded=Loaded(symbol="module"))
    checks = (*CHECKS, check)
    return judge_exercise(LAYER, checks, run, right, no_mistakes, locate).results


def test_a_comparison_that_breaks_is_not_the_students_fault() -> None:
    """An error of the exercise's own is shown as one, scores and blocks nothing."""
    careless = make("value", "careless", compare=break_down)
    results = with_a_further(careless, RIGHT)

    assert [result.status for result in results[:-1]] == [Status.PASS] * len(CHECKS)
    assert (results[-1].status, results[-1].earned) == (Status.ERROR, 0)
    assert results[-1].message.startswith("the comparison failed: ")
    assert results[-1].diagnosis == OUR_FAULT


def test_too_few_initial_values_are_not_the_students_fault() -> None:
    """A sample of which nothing could be told is an error, and says what to do."""
    init = make("init", "drawn")
    results = with_a_further(init, {"w": array([1.0, 2.0])})

    assert (results[-1].status, results[-1].earned) == (Status.ERROR, 0)
    assert results[-1].message == (
        "`w` has 2 elements, too few to tell distributions apart: draw 10000 or more, "
        "from larger instances or from several"
    )


@pytest.mark.parametrize(
    ("checked", "student", "needed"),
    [
        (GRADIENT, gave(GRADIENTS), False),
        (GRADIENT, gave({"w": {"grad": None}}), False),
        (GRADIENT, gave({"w": {"grad": WRONG, "slopes": [1.0]}}), False),
        (GRADIENT, gave({"w": {"grad": WRONG, "slopes": None}}), True),
        (GRADIENT, threw("ValueError"), False),
        (GRADIENT, Outcome(stop=Stop.CRASH), False),
        (make("gradient", "careless", compare=break_down), gave(GRADIENTS), False),
        (make("value", "careless", compare=break_down), gave(GRADIENTS), False),
        (VALUE, gave(WRONG), False),
        (ON_MACHINES, replace(gave(GRADIENTS), counted=True), False),
        (ON_MACHINES, gave(WRONG), False),
        (ON_MACHINES, replace(gave(WRONG), counted=True), True),
        (ON_MACHINES, replace(threw("IndexError"), counted=True), True),
        (ON_MACHINES, replace(threw("NotImplementedError"), counted=True), False),
        (ON_MACHINES, Outcome(stop=Stop.TIMEOUT), False),
    ],
)
def test_only_what_is_open_is_looked_at_again(
    checked: Check, student: Outcome, needed: bool
) -> None:
    """A gradient that differs is, and what fails where GPUs were counted."""
    assert needs_second_look(checked, student, gave(GRADIENTS)) is needed


def test_what_is_broken_is_an_error() -> None:
    """A check that the exercise's fault keeps from running is an error, cut short."""
    result = broken(VALUE, "x" * 9999)

    assert (result.status, result.earned) == (Status.ERROR, 0)
    assert len(result.message) == MAX_MESSAGE
    assert result.diagnosis == OUR_FAULT


def test_a_long_diagnosis_is_cut() -> None:
    """What a child wrote does not swell the report."""
    failed = Remark(
        cause=Why.FAILED,
        text="x" * 2000,
        label="",
        cell=None,
        line=1,
        binds=("Layer",),
    )
    loaded = Loaded(symbol="missing", failures=(failure_of(failed),))

    assert len(judge(loaded=loaded)[CONTRACT.id].diagnosis) == MAX_DIAGNOSIS


# --- known mistakes -----------------------------------------------------------------


FORWARD = Statement(
    symbol="Layer", function="forward", text="return X + self.w", label="a.py",
    cell=None, line=12,
)  # fmt: skip
READ = Read(definitions=definition("Layer").definitions, statements=(FORWARD,))
EDIT = Changed(
    (msgspec.structs.replace(FORWARD, text="return X - minus"),),
    frozenset({"-", "minus"}),
)


def test_explanations_are_asked_only_of_what_failed_by_itself() -> None:
    """Nothing is explained that passed, was stopped, or is another check's mistake."""
    flat = gave(array([[1.0, 2.0]]))
    asked: list[Sequence[str]] = []

    def explain(
        failed: Sequence[str], student: Mapping[str, Outcome]
    ) -> dict[str, Known]:
        asked.append(failed)
        assert student[SHAPE.id] is flat
        return {}

    judge(
        {
            SHAPE.id: flat,
            VALUE.id: flat,
            GRADIENT.id: gave({}),
            PURITY.id: Outcome(stop=Stop.CRASH),
        },
        explain=explain,
    )

    assert asked == [[SHAPE.id, GRADIENT.id]]


NOT_HELD = "it behaves as if "


@pytest.mark.parametrize(
    ("brought", "sentence", "plain", "diagnosis", "line"),
    [
        ("self", "`X` is taken off", "", "`X` is taken off", 12),
        ("minus", "`X` is taken off", "", f"{NOT_HELD}`X` is taken off", 9),
        ("self", "`self.w` is added", "a sign is wrong", "`self.w` is added", 12),
        ("self", "`w2` is added", "a sign is wrong", f"{NOT_HELD}a sign is wrong", 9),
        ("minus", "`X` is added", "a sign is wrong", f"{NOT_HELD}a sign is wrong", 9),
    ],
)
def test_a_known_mistake_is_a_fact_where_the_code_reads_like_it(
    brought: str, sentence: str, plain: str, diagnosis: str, line: int
) -> None:
    """Else its behaviour alone is known, and no line: many edits behave alike.

    Of a mutant, the code has to read what the sentence quotes as well.
    """
    edit = replace(EDIT, words=frozenset({brought}))
    mistake = Known(sentence, plain, "which sign?", edit)
    found = judged(
        {VALUE.id: gave(WRONG)}, read=READ, explain=lambda *_: {VALUE.id: mistake}
    )
    result = next(result for result in found.results if result.id == VALUE.id)

    assert (result.diagnosis, result.hint) == (diagnosis, "which sign?")
    assert result.location == Location(file="a.py", line=line)
    assert [failure.diagnosis.proved for failure in found.failed] == [line == 12]


def test_a_known_mistake_without_a_line_keeps_the_place_of_the_failure() -> None:
    """Where no line is like the edit, the failure's own place is shown."""
    mistake = Known("a sign", "", "", Changed((), frozenset()))
    result = judge(
        {VALUE.id: gave(WRONG)}, read=READ, explain=lambda *_: {VALUE.id: mistake}
    )[VALUE.id]

    assert (result.diagnosis, result.hint) == ("a sign", "")
    assert result.location == Location(file="a.py", line=9)


def test_a_line_that_raised_is_shown_and_not_the_head_of_its_function() -> None:
    """Where no statement is like the edit, the exception knows better."""
    change = msgspec.structs.replace
    head = change(FORWARD, text="def forward(self, x):", line=11)
    read = change(READ, statements=(head, change(FORWARD, text="return x * 0")))
    mistake = Known("a sign", "", "", replace(EDIT, words=frozenset({"self"})))
    result = judge(
        {VALUE.id: threw("RuntimeError", "no", frame(12, "a.py"))},
        read=read,
        explain=lambda *_: {VALUE.id: mistake},
    )[VALUE.id]

    assert result.location == Location(file="a.py", line=12)


def test_what_failed_is_told_with_the_verdicts() -> None:
    """The failures follow the order of the checks; what is blocked is none."""
    flat = gave(array([[1.0, 2.0]]))

    found = judged({GRADIENT.id: gave({}), VALUE.id: flat, SHAPE.id: flat})

    assert [failure.check.id for failure in found.failed] == [SHAPE.id, GRADIENT.id]
    stub = threw("NotImplementedError", "", frame(4), bases=("RuntimeError",))
    assert judged({CONTRACT.id: stub}).failed == ()
    (missing,) = judged(loaded=Loaded(symbol="missing")).failed
    assert missing.check is CONTRACT


# --- what blocks what ----------------------------------------------------------------


def test_a_mistake_of_another_kind_is_blocked_by_its_check() -> None:
    """A wrong shape costs the shape check; the value cannot be judged before."""
    flat = array([[1.0, 2.0]])

    results = judge({SHAPE.id: gave(flat), VALUE.id: gave(flat)})

    assert statuses(results) == {SHAPE.id: Status.FAIL, VALUE.id: Status.BLOCKED}
    assert results[VALUE.id].blocked_by == SHAPE.id


def test_a_mistake_that_no_other_check_caught_is_this_ones() -> None:
    """A wrong shape that the shape check did not see fails the value check itself."""
    results = judge({VALUE.id: gave(array([[1.0, 2.0]]))})

    assert statuses(results) == {VALUE.id: Status.FAIL}


def test_a_missing_return_costs_the_contract() -> None:
    """None everywhere is one mistake."""
    results = judge(
        {
            CONTRACT.id: gave("NoneType"),
            SHAPE.id: gave(None),
            VALUE.id: gave(None),
            GRADIENT.id: threw("TypeError", "NoneType instead of a tensor"),
            NAMING.id: gave({"w": RIGHT}),
            PURITY.id: threw(
                "AttributeError", "'NoneType' object has no attribute 'x'"
            ),
        }
    )

    assert costs(results) == [CONTRACT.id]
    assert results[NAMING.id].status is Status.PASS
    assert {
        results[each.id].blocked_by for each in (SHAPE, VALUE, GRADIENT, PURITY)
    } == {CONTRACT.id}


def test_what_is_passed_by_doing_nothing_waits_for_what_can_be_called() -> None:
    """That is what the first contract check says; a later one asks for something else.

    Nothing is left behind by what returns nothing, and its mark is no merit.
    """
    later = make("contract", "and_so_on")
    checks = (CONTRACT, later, VALUE, PURITY)

    def lost(*names: str) -> dict[str, CheckResult]:
        wrong = {name: gave("int") for name in names}
        known = {later.id: gave("Tensor")} | wrong
        run = ExerciseRun(
            outcomes={c.id: gave(REFERENCE[c.id]) for c in checks if c is not later}
            | known,
            loaded=Loaded(symbol="module"),
        )
        right = {c.id: gave(REFERENCE.get(c.id, "Tensor")) for c in checks}
        found = judge_exercise(LAYER, checks, run, right, no_mistakes, locate)
        return {result.id: result for result in found.results}

    first, second = lost(CONTRACT.id), lost(later.id)

    assert first[PURITY.id].blocked_by == CONTRACT.id
    assert first[VALUE.id].status is Status.PASS
    assert statuses(second) == {later.id: Status.FAIL}


def test_one_exception_at_one_line_costs_one_check() -> None:
    """The first check to meet an exception owns it; another line is another mistake."""
    same = threw("ValueError", "a", frame(2), frame(5))
    results = judge(
        {
            SHAPE.id: same,
            VALUE.id: threw("ValueError", "b", frame(5)),
            GRADIENT.id: threw("ValueError", "a", frame(6)),
            PURITY.id: threw("TypeError", "a", frame(5)),
        }
    )

    assert statuses(results) == {
        SHAPE.id: Status.FAIL,
        VALUE.id: Status.BLOCKED,
        GRADIENT.id: Status.FAIL,
        PURITY.id: Status.FAIL,
    }


def test_one_line_that_hangs_costs_one_check() -> None:
    """Checks that stop at one line are blocked by the first; elsewhere they are not."""

    def hangs(place: Frame | None) -> Outcome:
        return Outcome(stop=Stop.TIMEOUT, reason="slow", place=place)

    results = judge(
        {
            SHAPE.id: hangs(frame(5)),
            VALUE.id: hangs(frame(5)),
            GRADIENT.id: hangs(None),
            PURITY.id: hangs(None),
        }
    )

    assert costs(results) == [SHAPE.id, GRADIENT.id, PURITY.id]
    assert results[VALUE.id].blocked_by == SHAPE.id


def test_a_wrong_signature_costs_the_contract() -> None:
    """However many arguments a check gives, a forward without any is one mistake."""

    def arity(given: int) -> Outcome:
        return threw(
            "TypeError",
            f"Layer.forward() takes 1 positional argument but {given} were given",
        )

    results = judge({CONTRACT.id: arity(2), SHAPE.id: arity(3), VALUE.id: arity(2)})
    assert costs(results) == [CONTRACT.id]
    without_contract = judge({SHAPE.id: arity(3), VALUE.id: arity(2)})
    assert costs(without_contract) == [SHAPE.id]


def test_tensors_without_counterpart_cost_the_naming() -> None:
    """A value that differs because a parameter is missing is blocked by naming."""
    outcomes = {
        VALUE.id: gave(WRONG, unfilled=("w",)),
        NAMING.id: gave({}),
    }

    results = judge(outcomes)

    assert costs(results) == [NAMING.id]
    assert results[VALUE.id].blocked_by == NAMING.id
    assert costs(judge({VALUE.id: outcomes[VALUE.id]})) == [VALUE.id]
    # where names are free, a check of shapes is about them
    of_shapes = {VALUE.id: outcomes[VALUE.id], SHAPE.id: gave(array([1.0]))}
    assert costs(judge(of_shapes)) == [SHAPE.id]
    right = judge({VALUE.id: gave(RIGHT, unfilled=("extra",)), NAMING.id: gave({})})
    assert costs(right) == [NAMING.id]
    assert right[VALUE.id].status is Status.PASS


def test_writing_into_the_input_costs_the_purity() -> None:
    """What autograd says of an in-place change is the purity check's mistake."""
    error = threw(
        "RuntimeError",
        "a leaf Variable that requires grad is being used in an in-place operation.",
        frame(3),
    )

    results = judge({GRADIENT.id: error, PURITY.id: gave(WRONG)})

    assert costs(results) == [PURITY.id]


def failing(check: Check, home: Kind | None = None) -> Failure:
    """Build a failure of a check by a mistake that some kind describes."""
    nothing = Evidence(text="")
    aspect = home or check.kind
    mismatch = Mismatch("differs", nothing, nothing, aspect)
    return Failure(check, Status.FAIL, "differs", mismatch=mismatch)


def test_a_blocked_check_blocks_nothing() -> None:
    """Along a chain of mistakes, everything is blocked by the one that fails."""
    failures = [
        failing(VALUE, Kind.SHAPE),
        failing(SHAPE, Kind.CONTRACT),
        failing(CONTRACT),
        failing(GRADIENT, Kind.VALUE),
    ]

    assert find_owners(failures).blockers == {
        VALUE.id: CONTRACT.id,
        SHAPE.id: CONTRACT.id,
        GRADIENT.id: CONTRACT.id,
    }


def test_two_checks_that_blame_each_other_do_not_both_pass_on() -> None:
    """Of a circle of blame, one check fails and the others are blocked by it."""
    pair = find_owners([failing(VALUE, Kind.SHAPE), failing(SHAPE, Kind.VALUE)])
    circle = find_owners(
        [
            failing(VALUE, Kind.SHAPE),
            failing(SHAPE, Kind.GRADIENT),
            failing(GRADIENT, Kind.VALUE),
        ]
    )

    assert pair.blockers == {SHAPE.id: VALUE.id}
    assert circle.blockers == {SHAPE.id: VALUE.id, GRADIENT.id: VALUE.id}


def owing(check: Check, aspect: Kind, *, settled: bool) -> Failure:
    """Build a failure of a check that passes over something."""
    nothing = Evidence(text="")
    mismatch = Mismatch("differs", nothing, nothing, aspect, owed=True)
    return Failure(check, Status.FAIL, "owed", mismatch=mismatch, settled=settled)


def test_a_debt_is_paid_by_the_check_that_describes_it() -> None:
    """A check that is right in all else passes where another has failed of the rest."""
    shape = failing(SHAPE)

    settled = find_owners([shape, owing(VALUE, Kind.SHAPE, settled=True)])
    empty = find_owners([shape, owing(VALUE, Kind.SHAPE, settled=False)])

    assert (settled.passed, settled.blockers) == ({VALUE.id}, {})
    assert (empty.passed, empty.blockers) == (set(), {VALUE.id: SHAPE.id})


@pytest.mark.parametrize("settled", [True, False])
def test_a_debt_that_nobody_pays_is_a_failure(settled: bool) -> None:
    """What a check passes over is lost by some check: by this one if need be."""
    owners = find_owners([failing(PURITY), owing(VALUE, Kind.SHAPE, settled=settled)])

    assert set(owners.failed) == {PURITY.id, VALUE.id}


def test_every_debt_has_to_be_paid() -> None:
    """One failed check pays for what it describes, and for nothing else."""
    both = replace(
        owing(VALUE, Kind.SHAPE, settled=True),
        others=(owing(VALUE, Kind.DTYPE, settled=True),),
    )

    assert set(find_owners([failing(SHAPE), both]).failed) == {SHAPE.id, VALUE.id}


kinds = st.sampled_from(list(Kind))
places = st.sampled_from([None, frame(1), frame(2)])


@st.composite
def any_failure(draw: st.DrawFn, number: int) -> Failure:
    """Draw a failure of any kind by any mistake."""
    checked = make(draw(kinds), f"check_{number}")
    match draw(st.sampled_from(["mismatch", "error", "stop"])):
        case "mismatch":
            failure = failing(checked, draw(kinds))
            return Failure(
                checked,
                Status.FAIL,
                "",
                mismatch=failure.mismatch,
                unfilled=draw(st.sampled_from([(), ("w",)])),
                diagnosis=Diagnosis(cause=draw(st.sampled_from([None, *Cause]))),
            )
        case "error":
            place = draw(places)
            frames = (place,) if place else ()
            error = raised(draw(st.sampled_from("AB")), "m", *frames)
            return Failure(checked, Status.FAIL, "", error=error)
        case _:
            status = draw(st.sampled_from([Status.TIMEOUT, Status.CRASH]))
            return Failure(checked, status, "", diagnosis=Diagnosis(place=draw(places)))


failures_of_any_kind = st.integers(1, 7).flatmap(
    lambda count: st.tuples(*[any_failure(number) for number in range(count)])
)


@settings(max_examples=300, deadline=None, database=None)
@given(failures_of_any_kind)
def test_something_always_fails_by_itself(failures: tuple[Failure, ...]) -> None:
    """Whatever fails, nothing blocks itself, and what blocks is a failing check."""
    ids = [failure.check.id for failure in failures]

    owners = find_owners(failures)

    assert owners.failed
    accounted = [*owners.failed, *owners.blockers, *owners.passed]
    assert sorted(accounted) == sorted(ids)
    assert set(owners.blockers.values()) <= set(owners.failed)


CLAIMED = (
    *("X -= 1", "X.add_(1)", "torch.sub(X, 1, out=X)", "X[0] = 1"),
    *("def forward(self, X):", "def __init__(self):", "return X.detach()", "print(X)"),
)


def claimed(texts: Sequence[str]) -> Read:
    """Build a source that reads, rightly or wrongly, the same on every line."""
    return Read(
        definitions=definition("Layer").definitions,
        statements=tuple(
            msgspec.structs.replace(FORWARD, text=text, label="ada.py", line=line)
            for text in texts
            for line in (3, 4)
        ),
    )


answers: dict[str, list[Observation]] = {
    CONTRACT.id: ["Tensor", "NoneType", raised("E")],
    SHAPE.id: [RIGHT, None, array([[1.0]])],
    VALUE.id: [RIGHT, WRONG, None, array([[1.0]])],
    GRADIENT.id: [GRADIENTS, {}, {"w": {"grad": WRONG}}],
    NAMING.id: [{"w": RIGHT}, {}, {"v": RIGHT}, {"w": array([[1.0]])}],
    PURITY.id: [RIGHT, WRONG],
}
errors = st.sampled_from(
    [
        threw("ValueError", "no", frame(3)),
        threw("TypeError", "list instead of a tensor"),
        threw("RuntimeError", "Can't call numpy() on Tensor", frame(4)),
        threw(
            "RuntimeError", "can't be cast to the desired output type Long", frame(3)
        ),
    ]
)


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.fixed_dictionaries(
        {
            name: st.sampled_from(values).map(gave) | errors
            for name, values in answers.items()
        }
    ),
    st.lists(st.sampled_from(CLAIMED), max_size=4),
)
def test_what_the_source_is_said_to_read_makes_no_verdict(
    outcomes: dict[str, Outcome], texts: list[str]
) -> None:
    """False words on the source make no check pass or fail, and change no point."""
    plain = judge(outcomes, read=claimed([]))
    explained = judge(outcomes, read=claimed(texts))

    assert statuses(explained).keys() == statuses(plain).keys()
    assert [item.earned for item in explained.values()] == [
        item.earned for item in plain.values()
    ]
