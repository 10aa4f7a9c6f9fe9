"""Rules of exercises that are built of others: a mistake is told once, where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.errors import AssignmentError
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import CheckResult, Status
from grader.stubs import make_stub
from tests import course

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).resolve().parents[2]
LAYERS = load_assignment(ROOT / "assignments" / "layers")
RIGHT = LAYERS.reference_source
STUB = make_stub(RIGHT)
NO_BIAS = RIGHT.replace("return x @ self.w + self.b", "return x @ self.w - self.b")
NO_SIGMOID = ("torch.sigmoid(self.layer1(x))", "self.layer1(x)")
OTHER_NAME = ("self.layer1", "self.layer")
CONTRACT = "Linear.contract.can_be_called"
VALUE = "Perceptron.value.sigmoid_between_two_layers"
NAMING = "Perceptron.naming.two_layers_of_your_own"
Graded = Callable[[str], dict[str, CheckResult]]


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """Grade `Perceptron` alone; what did not pass, by id."""
    sandbox: Sandbox
    with NurserySandbox(LAYERS.settings.limits) as sandbox:
        judge = Judge(Reference(LAYERS), sandbox, 7)

        def grade(source: str) -> dict[str, CheckResult]:
            wanted = LAYERS.select(("Perceptron",))
            report = judge.grade(course.submitted(source), wanted)
            (exercise,) = report.exercises
            return {c.id: c for c in exercise.checks if c.status is not Status.PASS}

        yield grade


def blockers(found: dict[str, CheckResult]) -> dict[str, str | None]:
    """Say what blocks which check; None of what failed by itself."""
    return {name: result.blocked_by for name, result in found.items()}


def test_what_a_needed_exercise_does_wrong_is_told_there(graded: Graded) -> None:
    """The same kind of check waits for it, and no other."""
    assert blockers(graded(NO_BIAS)) == {VALUE: "Linear.value.affine_map"}


def test_a_mistake_of_its_own_fails_where_what_it_needs_is_right(
    graded: Graded,
) -> None:
    """Nothing waits without a reason."""
    assert blockers(graded(RIGHT.replace(*NO_SIGMOID))) == {VALUE: None}


def test_a_mistake_of_another_kind_is_its_own(graded: Graded) -> None:
    """A wrong value elsewhere is no reason of a wrong name."""
    found = blockers(graded(NO_BIAS.replace(*OTHER_NAME)))

    assert found == {VALUE: "Linear.value.affine_map", NAMING: None}


def test_everything_waits_for_a_needed_exercise_that_is_missing(graded: Graded) -> None:
    """There is nothing to build of, whatever else fails of that."""
    found = blockers(graded(RIGHT.replace("class Linear(", "class Lineal(")))

    assert set(found.values()) == {CONTRACT}


def test_what_is_written_waits_for_what_is_not_written_yet(graded: Graded) -> None:
    """The line that is not written is that of the needed exercise."""
    whole = RIGHT[RIGHT.index("class Perceptron(") : RIGHT.index("class LinearModel(")]
    start, end = STUB.index("class Perceptron("), STUB.index("class LinearModel(")

    found = blockers(graded(STUB[:start] + whole + STUB[end:]))

    assert set(found.values()) == {CONTRACT}


def test_what_is_not_written_yet_says_so(graded: Graded) -> None:
    """It does not wait for another one that is not written either."""
    found = graded(STUB)

    first = found.pop("Perceptron.contract.can_be_called")
    assert (first.status, first.message) == (Status.FAIL, "not written yet")
    assert set(blockers(found).values()) == {first.id}


def test_an_exercise_needs_only_what_stands_before_it(tmp_path: Path) -> None:
    """The author reads what is needed, and by which."""
    needing = course.SETTINGS.replace(
        'kind = "module"', 'kind = "module"\nneeds = ["total"]'
    )
    folder = course.write_course(tmp_path, settings=needing)

    with pytest.raises(AssignmentError, match="Scale needs 'total', which is no exerc"):
        load_assignment(folder)
