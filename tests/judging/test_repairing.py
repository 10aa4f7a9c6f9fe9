"""Rules of a slip that takes other checks along, from the submission to its points."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from grader.assignment import load_assignment
from grader.errors import AssignmentError
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import CheckResult, Status
from grader.settings import Repairs
from tests import course

pytestmark = pytest.mark.sandbox

CONTRACT, VALUE = "Scale.contract.can_be_called", "Scale.value.times_weight"
SLIP = course.RIGHT.replace("return X * self.weight", "X * self.weight")
LINE = SLIP.splitlines().index("        X * self.weight") + 1
Graded = Callable[..., dict[str, CheckResult]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Start one nursery."""
    with NurserySandbox(course.LIMITS) as sandbox:
        yield sandbox


@pytest.fixture
def graded(sandbox: Sandbox, tmp_path: Path) -> Graded:
    """Grade a submission in a course with settings of its own; verdicts by id."""
    assignment = course.load_course(tmp_path)

    def grade(
        source: str, *, explains: bool = True, **how: float
    ) -> dict[str, CheckResult]:
        repairs = msgspec.convert(how, Repairs)
        settings = msgspec.structs.replace(assignment.settings, repairs=repairs)
        chosen = dataclasses.replace(assignment, settings=settings)
        sitting = Judge(Reference(chosen), sandbox, 7).sit(course.submitted(source))
        exercise = chosen.exercises[0]
        sandbox.prepare(chosen.name, chosen.checks_label, chosen.checks_source)
        if not explains:
            return {result.id: result for result in sitting.verdicts(exercise)}
        return {item.id: item for item in sitting.grade(exercise).result.checks}

    return grade


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("tried = 51", "Expected `int` <= 50 - at `$.repairs.tried`"),
        ("tried = -1", "Expected `int` >= 0 - at `$.repairs.tried`"),
        ("worth = 1.1", "Expected `float` <= 1.0 - at `$.repairs.worth`"),
        ("worth = -0.1", "Expected `float` >= 0.0 - at `$.repairs.worth`"),
        ("tries = 8", "contains unknown field `tries` - at `$.repairs`"),
    ],
)
def test_settings_of_repairs_that_make_no_sense_are_refused(
    tmp_path: Path, how: str, said: str
) -> None:
    """The author reads which, before anything is graded."""
    settings = f"{course.SETTINGS}\n[repairs]\n{how}\n"
    folder = course.write_course(tmp_path, settings=settings)

    with pytest.raises(AssignmentError) as caught:
        load_assignment(folder)

    assert said in caught.value.problem


@pytest.mark.parametrize("worth", [1.0, 0.5, 0.0])
def test_one_slip_costs_one_check(graded: Graded, worth: float) -> None:
    """What it blocked is judged with its line repaired, and worth a part."""
    results = graded(SLIP, worth=worth)

    own, value = results[CONTRACT], results[VALUE]
    assert (own.status, own.earned) == (Status.FAIL, 0)
    assert "`return` is missing" in own.diagnosis
    assert (value.status, value.earned) == (Status.PASS, 2 * worth)
    assert value.repaired is not None
    assert own.location is not None
    assert value.repaired.line == own.location.line == LINE


def test_a_misspelt_name_of_an_exercise_costs_its_contract_alone(
    graded: Graded,
) -> None:
    """What is called nearly as was asked is judged under the right name."""
    results = graded(course.RIGHT.replace("class Scale", "class Scael"))

    lost = results.pop(CONTRACT)
    assert lost.diagnosis == "`Scael` is misspelt: `Scale` is meant"
    assert lost.status is Status.FAIL
    assert all(result.repaired for result in results.values())


def test_nothing_is_repaired_where_none_may_be_tried(graded: Graded) -> None:
    """What the slip blocks stays blocked."""
    results = graded(SLIP, tried=0)

    assert results[VALUE].status is Status.BLOCKED
    assert results[VALUE].repaired is None


def test_verdicts_alone_explain_and_repair_nothing(graded: Graded) -> None:
    """Whoever only counts what is lost waits for neither."""
    results = graded(SLIP, explains=False)

    assert results[CONTRACT].status is Status.FAIL
    assert results[VALUE].status is Status.BLOCKED
