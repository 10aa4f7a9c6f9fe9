"""Rules of finding the known mistake that behaves as a student's code does."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from grader.assignment import Assignment, load_assignment
from grader.checks import Check, check
from grader.comparing.observation import Observation
from grader.isolation.sandbox import Sandbox
from grader.judging.matching import MUTANTS, Matching, known
from grader.judging.outcomes import DrawOutcome, Outcome, Stop
from grader.judging.reference import Reference
from grader.mutating import Mistake
from grader.results import Kind
from tests import course
from tests.observed import array, raised

NOWHERE = cast(Sandbox, None)  # fakes need no sandbox
Given = dict[str, Outcome]
Named = Mapping[str, Given]


def make(kind: str) -> Check:
    """Build a check of `A`, called after its kind."""

    def probe(A: Any) -> None:
        """Title of the check."""

    probe.__name__ = f"its_{kind}"
    return check(kind)(probe)


CHECKS = {kind: make(kind) for kind in ("shape", "value", "gradient", "init")}
RIGHT = array([0.0])
VALUE = CHECKS["value"].id
STOPPED = Outcome(stop=Stop.TIMEOUT)


def ids(*kinds: str) -> frozenset[str]:
    """Name checks by their kinds."""
    return frozenset(CHECKS[kind].id for kind in kinds)


def gave(*draws: Observation) -> Outcome:
    """Build what a check gave, in each of its draws."""
    return Outcome(draws=tuple(DrawOutcome(value, False, (), ()) for value in draws))


def outcomes(**given: Observation | Outcome) -> Given:
    """Build what all checks gave: what the reference gives, unless it is said."""
    every = dict.fromkeys(("shape", "value", "gradient"), RIGHT) | given
    return {
        CHECKS[kind].id: item if isinstance(item, Outcome) else gave(item)
        for kind, item in every.items()
    }


class Fake(Reference):
    """A reference whose versions give what a test says."""

    def __init__(self, mistakes: Named, mutants: Named) -> None:
        self.given = {**mistakes, **mutants}
        self.asked: list[tuple[str, frozenset[str]]] = []
        self.right = outcomes()
        super().__init__(cast(Assignment, FakeAssignment(mistakes, mutants)))

    def outcomes(self, sandbox: Sandbox, exercise: str, seed: int) -> Given:
        """Be right."""
        return self.right

    def mistaken(
        self,
        sandbox: Sandbox,
        wanted: Sequence[tuple[Mistake, frozenset[str]]],
        seed: int,
    ) -> Generator[Given]:
        """Give what the version gives, in the checks that are asked."""
        for mistake, names in wanted:
            self.asked.append((mistake.sentence, names))
            every = self.given[mistake.sentence]
            yield {name: every[name] for name in every if name in names}


def mistake(
    sentence: str, given: Given, *, exercise: str = "A", line: int = 1
) -> Mistake:
    """Write down a mistake: it loses what differs from the reference."""
    loses = frozenset(n for n, item in given.items() if item != gave(RIGHT))
    kinds = frozenset(Kind)
    return Mistake(exercise, loses, sentence, "", sentence, line, "", kinds=kinds)


class FakeAssignment:
    """What a matching asks of an assignment."""

    reference_source = (
        "class A:\n  def __init__(self):\n    self.w = 1\n"
        "  def forward(self):\n    return 2\n"
    )

    def __init__(self, mistakes: Named, mutants: Named) -> None:
        listed = [mistake(*item) for item in mistakes.items()]
        self.mistakes: tuple[list[Mistake], list[object]] = (listed, [])
        self.made = tuple(mistake(*item) for item in mutants.items())

    def mutants(self, exercise: str) -> tuple[Mistake, ...]:
        """List them."""
        return self.made

    def checks_of(self, exercise: str) -> tuple[Check, ...]:
        """List all."""
        return tuple(CHECKS.values())


def explained(
    student: Given,
    mistakes: Named | None = None,
    mutants: Named | None = None,
    *,
    reference: Fake | None = None,
) -> dict[str, str]:
    """Name what explains the checks in which a student's code is not right."""
    reference = reference or Fake(mistakes or {}, mutants or {})
    failed = [name for name, item in student.items() if item != gave(RIGHT)]
    found = Matching(reference, NOWHERE, 1).explain("A", failed, student)
    return {name.split(".")[1]: item.sentence for name, item in found.items()}


ONE, TWO, THREE = array([1.0]), array([2.0]), array([3.0])


@pytest.mark.parametrize(
    ("student", "listed"),
    [
        (outcomes(), outcomes(value=ONE)),
        (outcomes(value=ONE), outcomes(value=TWO)),
        (outcomes(value=ONE), outcomes(value=ONE, shape=TWO)),
        (outcomes(value=ONE, shape=ONE), outcomes(value=ONE, shape=TWO)),
        (outcomes(value=STOPPED), outcomes(value=STOPPED)),
        (outcomes(value=STOPPED), outcomes(value=ONE)),
        (outcomes(value=ONE), outcomes(value=STOPPED)),
        (outcomes(value=gave(ONE, TWO)), outcomes(value=ONE)),
        (outcomes(value=gave()), outcomes(value=gave())),
        (outcomes(value=raised("E", "x")), outcomes(value=raised("E", "y"))),
    ],
)
def test_a_mistake_that_gives_something_else_explains_nothing(
    student: Given, listed: Given
) -> None:
    """It gives what the student's code gives, in every draw of all that it loses."""
    assert explained(student, {"it": listed}, {"mutant": listed}) == {}


def test_a_mistake_agrees_in_every_draw() -> None:
    """One draw that differs is enough to tell two programs apart."""
    reference = Fake({"it": outcomes(value=gave(ONE, TWO))}, {})
    reference.right = outcomes(value=gave(RIGHT, RIGHT))

    student = outcomes(value=gave(ONE, THREE))
    assert explained(student, reference=reference) == {}
    student = outcomes(value=gave(ONE, TWO))
    assert explained(student, reference=reference) == {"value": "it"}


def test_first_values_agree_as_distributions() -> None:
    """No two programs draw the same; of too few elements, nothing can be told."""
    random = np.random.default_rng(1)
    drawn = [array(random.normal(size=20_000) * width) for width in (1, 3, 3)]
    student, listed = (outcomes(init={"w": item}) for item in drawn[1:])
    right, few = outcomes(init={"w": drawn[0]}), outcomes(init={"w": array([1, 2])})

    for mistaken, found in ((listed, {"init": "it"}), (right, {}), (few, {})):
        reference = Fake({"it": listed}, {})
        reference.right, reference.given["it"] = right, mistaken
        assert explained(student, reference=reference) == found


def test_what_never_failed_costs_no_run() -> None:
    """Without a failed check that gave something, no version is run."""
    reference = Fake({"it": outcomes(value=ONE)}, {"mutant": outcomes(shape=ONE)})

    assert explained(outcomes(), reference=reference) == {}
    assert explained(outcomes(value=STOPPED), reference=reference) == {}
    assert reference.asked == []


def test_a_mistake_is_asked_only_what_it_loses() -> None:
    """Its other checks are run where several agree, and only then."""
    reference = Fake({"one": outcomes(value=ONE), "two": outcomes(shape=ONE)}, {})

    assert explained(outcomes(value=ONE), reference=reference) == {"value": "one"}

    assert reference.asked[0] == ("one", ids("value"))
    assert "two" not in dict(reference.asked)


def test_the_mistake_that_explains_more_comes_first() -> None:
    """One that explains a part of what another one explains is not named as well."""
    listed = {
        "values": outcomes(value=ONE),
        "shapes": outcomes(shape=ONE),
        "both": outcomes(value=ONE, shape=ONE),
        "gradients": outcomes(gradient=ONE),
    }

    found = explained(outcomes(value=ONE, shape=ONE, gradient=ONE), listed)
    assert found == {"value": "both", "shape": "both", "gradient": "gradients"}
    found = explained(outcomes(value=ONE, shape=ONE, gradient=TWO), listed)
    assert found == {"value": "both", "shape": "both"}
    found = explained(outcomes(value=ONE, shape=TWO), listed)
    assert found == {"value": "values"}


def test_the_mistake_that_is_like_it_elsewhere_too_is_named() -> None:
    """Of several, all checks decide, then the order in which they are written."""
    student = outcomes(value=ONE, gradient=TWO)
    listed = {
        "first": outcomes(value=ONE),
        "likest": outcomes(value=ONE),
        "last": outcomes(value=ONE),
    }
    reference = Fake(listed, {})
    assert explained(student, reference=reference) == {"value": "first"}

    reference.given["likest"] = student  # in what it is not known to lose
    assert explained(student, reference=reference) == {"value": "likest"}


def test_a_mutant_is_like_it_in_every_check() -> None:
    """What no author wrote down is named only where all that was seen agrees."""
    student = outcomes(value=ONE, shape=STOPPED)
    near = outcomes(value=ONE, gradient=TWO)
    exact = outcomes(value=ONE)

    assert explained(student, {}, {"near": near}) == {}
    assert explained(student, {}, {"near": near, "exact": exact}) == {"value": "exact"}
    both = outcomes(value=ONE, gradient=ONE)
    assert explained(both, {}, {"it": both}) == {"value": "it", "gradient": "it"}


def test_mutants_are_looked_at_where_no_author_knows_anything() -> None:
    """One explained check is enough to look no further."""
    student = outcomes(value=ONE, gradient=ONE)
    reference = Fake({"written": outcomes(value=ONE)}, {"mutant": student})

    assert explained(student, reference=reference) == {"value": "written"}
    assert "mutant" not in dict(reference.asked)


def test_only_mutants_that_may_lose_what_was_lost_are_looked_at() -> None:
    """Of an operator it is known which kinds of checks it may make a reference lose."""
    student, reference = outcomes(value=ONE), Fake({}, {})
    kinds = {"shapes": {Kind.SHAPE}, "values": {Kind.VALUE, Kind.SHAPE}}
    reference.assignment.made = tuple(  # type: ignore[attr-defined]
        dataclasses.replace(mistake(name, student), kinds=frozenset(may))
        for name, may in kinds.items()
    )
    reference.given = dict.fromkeys(kinds, student)

    assert explained(student, reference=reference) == {"value": "values"}
    assert "shapes" not in dict(reference.asked)


def test_no_mutant_is_asked_about_a_name_that_is_wrong() -> None:
    """Operators misspell nothing: what students misspell is for repairs to find."""
    slip = outcomes(value=raised("AttributeError", "'A' has no attribute 'wieght'"))

    assert explained(slip, {}, {"it": slip}) == {}


def test_a_few_mutants_are_looked_at() -> None:
    """An exercise with very many makes nobody wait."""
    many = {f"no {n}": outcomes(value=TWO) for n in range(MUTANTS)}
    last = {"it": outcomes(value=ONE)}

    assert explained(outcomes(value=ONE), {}, many | last) == {}
    assert explained(outcomes(value=ONE), {}, last | many) == {"value": "it"}


def test_mistakes_of_other_exercises_explain_nothing() -> None:
    """What is written of a neighbour is not even run."""
    reference = Fake({}, {})
    other = mistake("other", outcomes(value=ONE), exercise="B")
    reference.assignment.mistakes[0].append(other)

    assert explained(outcomes(value=ONE), reference=reference) == {}
    assert reference.asked == []


def test_gradients_are_compared_without_what_is_measured() -> None:
    """Slopes of finite differences take long, and are not always there."""

    def gradient(value: float, **more: Observation) -> Observation:
        return {"w": {"grad": array([value]), **more}, "other": None}

    student = outcomes(gradient=gradient(1.0, slopes=[0.5]))

    for listed, found in (
        (gradient(1.0, slopes=None), {"gradient": "it"}),
        (gradient(2.0, slopes=[0.5]), {}),
    ):
        assert explained(student, {"it": outcomes(gradient=listed)}) == found


def test_words_of_errors_are_free_where_the_reference_raises() -> None:
    """There, students choose them."""
    reference = Fake({"it": outcomes(value=raised("E", "x"))}, {})
    student = outcomes(value=raised("E", "y"))
    assert explained(student, reference=reference) == {}

    reference.right = outcomes(value=raised("KeyError", "z"))
    assert explained(student, reference=reference) == {"value": "it"}


def test_what_is_known_of_a_mistake_is_told_without_the_reference(
    tmp_path: Path,
) -> None:
    """Its sentence, its question and the statement that it changes, for a student."""
    assignment = load_assignment(course.write_course(tmp_path))
    item = Mistake(
        exercise="Scale", loses=frozenset(), sentence="it adds", asks="why?",
        source=course.WRONG, line=1, where="", plain="plainly",
    )  # fmt: skip

    found = known(assignment, item)

    assert (found.sentence, found.plain, found.asks) == ("it adds", "plainly", "why?")
    (statement,) = found.changes.statements
    assert (statement.function, statement.text) == (
        "forward",
        "return X + self.weight",
    )
    assert found.changes.words == {"+"}
    same = dataclasses.replace(item, source=course.RIGHT)
    assert known(assignment, same).changes.statements == ()


def test_a_second_mistake_does_not_hide_the_first() -> None:
    """Calls that the student alone refuses, as other checks saw, do not count."""
    wrong, refused = array([5.0]), raised("RuntimeError", "integers")
    given = outcomes(value={"X": wrong, "whole": refused}, shape=refused)
    first = outcomes(value={"X": wrong, "whole": RIGHT})
    reference = Fake({"first": first}, {})
    reference.right = outcomes(value={"X": RIGHT, "whole": RIGHT})
    matching = Matching(reference, NOWHERE, 0)

    def named(student: Given) -> list[str]:
        found = matching.explain("A", sorted(ids("value")), student)
        return [mistake.sentence for mistake in found.values()]

    assert named(given) == ["first"]
    assert named(given | outcomes(shape=RIGHT, value=given[VALUE])) == []
    alone = {"X": RIGHT, "whole": refused}
    assert named(outcomes(value=alone, shape=refused)) == []
