"""Rules of judging on repaired code: what a repair proves, and what it brings back."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from grader.checks import Check, check
from grader.comparing.observation import Observation
from grader.explaining.diagnosis import Diagnosis
from grader.isolation.protocol import Loaded, Remark, Repair, Symptom, UnitSource, Why
from grader.isolation.wire import Error, Frame
from grader.judging.blocking import Failure
from grader.judging.outcomes import DrawOutcome, ExerciseRun, Outcome, Stop
from grader.judging.repaired import (
    Bench,
    Proved,
    Units,
    carried,
    find_repair,
    repaired,
    symptoms,
    wants_repair,
)
from grader.judging.verdicts import Judged
from grader.results import CheckResult, Location, Status
from tests.observed import frame, raised

UNIT = UnitSource(label="ada.py", cell=None, source="return X.size")
PLACE = Location(file="ada.py", line=3)
RAISED = raised("ValueError", "no", frame(1), frame(3))


def make(kind: str) -> Check:
    """Build a check of `A`, called after its kind."""

    def probe(A: Any) -> None:
        """Title of the check."""

    probe.__name__ = f"its_{kind}"
    return check(kind, points=2)(probe)


KINDS = ("contract", "shape", "value", "gradient", "rule")
CHECKS = {kind: make(kind) for kind in KINDS}
FAIL, PASS, BLOCKED = Status.FAIL, Status.PASS, Status.BLOCKED


def judged(
    text: str = "", statuses: dict[str, Status] | None = None, *, proved: bool = False
) -> Judged:
    """Build the verdicts on all checks: passed, unless it is said otherwise."""
    results, failed = [], []
    for kind, each in CHECKS.items():
        status = (statuses or {}).get(kind, PASS)
        result = CheckResult(
            id=each.id, kind=each.kind, title="", status=status, points=2,
            earned=2 if status is PASS else 0, diagnosis=text,
            blocked_by="A.value.its_value" if status is BLOCKED else None,
        )  # fmt: skip
        results.append(result)
        if status not in (PASS, BLOCKED):
            found = Diagnosis(text, proved=proved)
            failed.append(Failure(each, status, "", error=RAISED, diagnosis=found))
    return Judged(tuple(results), tuple(failed))


def named(**statuses: Status) -> Judged:
    """Build verdicts whose mistakes are known, and read as the code does."""
    return judged("named", statuses, proved=True)


def guessed(**statuses: Status) -> Judged:
    """Build verdicts whose mistakes are told, but not proved."""
    return judged("its own", statuses)


def repair(old: str, new: str, source: str = UNIT.source, **more: Any) -> Repair:
    """Replace a part of the code by another."""
    at = source.index(old)
    return Repair(
        sentence=f"{old} is a slip", label="ada.py", cell=None, line=3,
        edits=((at, at + len(old), new),), **more,
    )  # fmt: skip


class Workbench:
    """Runs versions of the code that pass what a test says, and notes which."""

    def __init__(
        self,
        passes: dict[str, Sequence[str]],
        *,
        stop: Stop | None = None,
        load_stop: bool = False,
        weak: bool = False,
    ) -> None:
        self.passes, self.weak = passes, weak
        self.stop, self.load_stop = stop, load_stop
        self.ran: list[tuple[str, list[str]]] = []
        self.asked: Sequence[Symptom] | None = None

    def suggest(self, found: Sequence[Symptom]) -> Sequence[Repair]:
        """Suggest each version in its order."""
        self.asked = found
        return [repair(UNIT.source, text, weak=self.weak) for text in self.passes]

    def glance(
        self, versions: Sequence[Units], checks: Sequence[Check]
    ) -> Generator[ExerciseRun]:
        """Run checks on several versions, one after the other."""
        for units in versions:
            yield self.look(units, checks)

    def look(self, units: Units, checks: Sequence[Check]) -> ExerciseRun:
        """Run checks on a version."""
        self.ran.append((units[0].source, [each.kind for each in checks]))
        outcome = Outcome(draws=(DrawOutcome(units[0].source, False, (), ()),))
        symbol = "module" if self.passes[units[0].source] else "missing"
        run = ExerciseRun(
            outcomes={each.id: outcome for each in checks},
            loaded=Loaded(symbol=symbol),
        )
        if self.stop is not None:
            run.outcomes[checks[-1].id] = Outcome(stop=self.stop)
        if self.load_stop:
            run.load_stop = Outcome(stop=Stop.CRASH)
        return run

    def judge(self, run: ExerciseRun) -> Judged:
        """Judge by the version that a check has seen; the student's passes nothing."""
        seen = {name: self._seen(item) for name, item in run.outcomes.items()}
        fails = {
            kind: FAIL
            for kind, each in CHECKS.items()
            if kind not in self.passes.get(str(seen.get(each.id)), ())
        }
        return judged("", fails)

    def _seen(self, outcome: Outcome) -> Observation:
        return outcome.draws[0].value if outcome.draws else None

    def find(
        self, found: Judged, most: int = 8, *, outcomes: bool = True
    ) -> frozenset[str] | None:
        """Try repairs; say what one proves to pass."""
        given = {each.id: Outcome() for each in CHECKS.values()} if outcomes else {}
        bench = Bench(
            (UNIT,),
            tuple(CHECKS.values()),
            self.suggest,
            self.glance,
            self.look,
            self.judge,
        )
        proved = find_repair(bench, ExerciseRun(outcomes=given), found, most)
        if proved is None:
            return None
        return frozenset(name.split(".")[1] for name in proved.passed)


EVERY = ["contract", "shape", "value", "gradient", "rule"]
SLIP = guessed(value=FAIL, gradient=BLOCKED)


# --- what is repaired -------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (guessed(), False),
        (Judged(guessed(value=FAIL).results), False),  # a stub
        (named(value=FAIL), False),
        (guessed(value=FAIL), True),
        (named(value=FAIL, gradient=BLOCKED), True),
        (named(value=FAIL, gradient=FAIL), True),
        (guessed(value=FAIL, gradient=Status.TIMEOUT), False),
        (guessed(value=FAIL, gradient=Status.CRASH), False),
        (guessed(value=FAIL, gradient=Status.ERROR), False),
    ],
)
def test_code_is_repaired_where_that_may_tell_or_bring_back_something(
    found: Judged, wanted: bool
) -> None:
    """A mistake that is named and alone needs no repair; what hangs gets none."""
    assert wants_repair(found) is wanted


@pytest.mark.parametrize(
    "edits",
    [
        ((5, 2, "x"),),
        ((0, len(UNIT.source) + 1, "x"),),
        ((0, 5, "x"), (4, 6, "y")),
        ((0, 6, "x"), (0, 6, "y")),
        ((0, 0, ""),),
        ((0, 6, "return"),),
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: tuple[Any, ...]) -> None:
    """A child may suggest anything: what overlaps or changes nothing is not made."""
    wrong = Repair(sentence="", label="ada.py", cell=None, line=1, edits=edits)

    assert repaired((UNIT,), wrong) == ()


def test_edits_are_made_in_their_file_and_cell_alone() -> None:
    """All of them, in the order in which they stand."""
    other = UnitSource(label="ada.py", cell=2, source=UNIT.source)
    made = Repair(
        sentence="", label="ada.py", cell=None, line=1,
        edits=((0, 0, "# "), (9, 13, "shape"), (13, 13, "[0]")),
    )  # fmt: skip

    first, second = repaired((UNIT, other), made)
    assert first.source == "# return X.shape[0]"
    assert second is not None
    assert second.source == UNIT.source
    elsewhere = Repair(
        sentence="", label="b.py", cell=None, line=1, edits=((0, 1, ""),)
    )
    assert repaired((UNIT, other), elsewhere) == ()


def test_symptoms_are_what_failed_and_what_did_not_load() -> None:
    """Kind, exception and innermost line: what a child needs to suggest anything."""
    remark = Remark(cause=Why.FAILED, text="", label="ada.py", cell=None, line=1)
    error = Error("NameError", (), "no nn", (Frame("ada.py", 2, 7),))
    run = ExerciseRun(loaded=Loaded(symbol="module", failures=((remark, error),)))
    plain = Failure(CHECKS["shape"], FAIL, "")
    raising = Failure(CHECKS["value"], FAIL, "", error=RAISED)
    placeless = Failure(CHECKS["rule"], FAIL, "", error=raised("KeyError", "x"))

    assert symptoms(run, Judged((), (plain, raising, placeless))) == [
        Symptom(kind="shape"),
        Symptom(kind="value", type="ValueError", message="no", label="ada.py", line=3),
        Symptom(kind="rule", type="KeyError", message="x"),
        Symptom(
            kind="contract", type="NameError", message="no nn", label="ada.py", cell=2,
            line=7,
        ),
    ]  # fmt: skip


# --- what a repair proves -----------------------------------------------------------


@pytest.mark.parametrize(
    "passes",
    [
        ["contract", "shape", "gradient", "rule"],  # what failed still fails
        ["contract", "value", "gradient", "rule"],  # the shape was right before
        ["value"],
        [],
    ],
)
def test_a_repair_that_costs_anything_proves_nothing(passes: list[str]) -> None:
    """What failed has to pass, and what passed may not fail."""
    bench = Workbench({"return X.shape": passes})

    assert bench.find(SLIP) is None


def test_only_what_mends_is_run_whole() -> None:
    """A first look at what failed tells most; the first repair that holds is taken."""
    bench = Workbench({"x = 1": [], "x = 2": ["value"], "x = 3": EVERY, "x = 4": EVERY})

    assert bench.find(SLIP) == frozenset(EVERY)
    first, whole = bench.ran[:4], bench.ran[4:]
    assert first == [(f"x = {n}", ["value"]) for n in (1, 2, 3, 4)]
    assert whole == [("x = 2", EVERY), ("x = 3", EVERY)]
    assert bench.asked is not None
    assert [item.kind for item in bench.asked] == ["value"]


def test_a_repair_may_leave_another_mistake() -> None:
    """One of two failed checks is enough, whichever it is that is not named yet."""
    two = guessed(value=FAIL, gradient=FAIL)

    for kind in ("value", "gradient"):
        passes = ["contract", "shape", kind, "rule"]
        assert Workbench({"x = 1": passes}).find(two) == frozenset(passes)


def test_code_that_raises_only_once_it_is_repaired_proves_nothing() -> None:
    """It no longer gets as far as what was wrong."""
    quiet = Judged(SLIP.results, tuple(replace(f, error=None) for f in SLIP.failed))
    passes: dict[str, Sequence[str]] = {"x = 1": ["contract", "shape", "value", "rule"]}

    assert Workbench(passes).find(SLIP) is not None
    assert Workbench(passes).find(quiet) is None


@pytest.mark.parametrize(
    ("found", "passes", "enough"),
    [
        (guessed(value=FAIL, gradient=FAIL), ["value"], False),
        (guessed(value=FAIL, gradient=FAIL), ["value", "gradient"], True),
        (guessed(value=FAIL, gradient=BLOCKED), ["value"], False),
        (guessed(value=FAIL, gradient=BLOCKED, rule=BLOCKED), ["value", "rule"], True),
    ],
)
def test_a_weak_repair_has_to_mend_more(
    found: Judged, passes: list[str], enough: bool
) -> None:
    """All that failed, and some of what that blocked: else only the wrong is gone."""
    right = [result.kind for result in found.results if result.status is PASS]
    bench = Workbench({"x = 1": [*right, *passes]}, weak=True)

    assert (bench.find(found) is not None) is enough


def test_what_is_known_of_a_mistake_decides_no_repair() -> None:
    """A repair earns points: which one is found must not depend on what is named."""
    for found in (named, guessed):
        bench = Workbench({"x = 1": ["contract", "shape", "gradient", "rule"]})

        assert bench.find(found(value=FAIL, gradient=FAIL)) is not None
        assert bench.ran[0] == ("x = 1", ["value", "gradient"])


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_repairs_are_tried_than_allowed(most: int) -> None:
    """With none left, nobody is even asked for suggestions."""
    bench = Workbench({f"x = {n}": [] for n in range(5)})

    assert bench.find(SLIP, most) is None
    assert len(bench.ran) == most
    assert (bench.asked is not None) is (most > 0)


def test_a_suggestion_that_does_not_fit_counts_and_is_not_run() -> None:
    """A child that suggests nonsense uses up its submission's own tries."""
    bench = Workbench({UNIT.source: EVERY, "x = 1": EVERY})

    assert bench.find(SLIP, most=1) is None
    assert bench.ran == []
    assert bench.find(SLIP, most=2) == frozenset(EVERY)


@pytest.mark.parametrize(
    "how", [{"stop": Stop.TIMEOUT}, {"stop": Stop.CRASH}, {"load_stop": True}]
)
def test_repaired_code_that_stops_is_the_last_that_is_run(how: dict[str, Any]) -> None:
    """Nobody waits twice for code that hangs, and it proves nothing."""
    bench = Workbench({"x = 1": EVERY, "x = 2": EVERY}, **how)

    assert bench.find(SLIP) is None
    assert [source for source, _ in bench.ran] == ["x = 1"]


def test_code_that_did_not_load_is_run_whole_once_it_loads() -> None:
    """There is nothing that a first look at one check could be added to."""
    missing = guessed(contract=FAIL, shape=BLOCKED, value=BLOCKED)
    bench = Workbench({"x = 1": [], "x = 2": EVERY})

    assert bench.find(missing, outcomes=False) == frozenset(EVERY)
    assert bench.ran == [
        ("x = 1", ["contract"]),
        ("x = 2", ["contract"]),
        ("x = 2", EVERY),
    ]


# --- what it brings back ----------------------------------------------------------


def bring_back(
    found: Judged, *passed: str, worth: float = 1.0, weak: bool = False
) -> dict[str, CheckResult]:
    """Count what repaired code passes, by kinds."""
    ids = frozenset(CHECKS[kind].id for kind in passed or EVERY)
    proved = Proved(repair("size", "shape", weak=weak), ids)
    results = carried(found, proved, PLACE, worth)
    return {result.kind: result for result in results}


def test_the_check_that_failed_first_keeps_its_verdict() -> None:
    """That is what the mistake costs; it is named there, with the repaired line."""
    results = bring_back(guessed(shape=FAIL, value=FAIL, gradient=BLOCKED))

    assert [results[kind].status for kind in ("shape", "value", "gradient")] == [
        *(FAIL, PASS, PASS)
    ]
    own = results["shape"]
    assert (own.diagnosis, own.location, own.earned) == ("size is a slip", PLACE, 0)
    assert own.repaired is None


@pytest.mark.parametrize("worth", [0.0, 0.5, 1.0])
def test_a_check_that_passes_on_repaired_code_is_worth_a_part(worth: float) -> None:
    """It says so, with the line; nothing of the old verdict is left."""
    results = bring_back(guessed(value=FAIL, gradient=BLOCKED), worth=worth)

    carried_on = results["gradient"]
    assert (carried_on.status, carried_on.earned) == (PASS, 2 * worth)
    assert (carried_on.repaired, carried_on.message) == (
        *(PLACE, "judged with line 3 repaired"),
    )
    assert (carried_on.blocked_by, carried_on.diagnosis) == (None, "")
    assert results["shape"].earned == 2


def test_contracts_and_rules_are_never_brought_back() -> None:
    """They say how the code has to be, and the repaired code is not the student's."""
    results = bring_back(guessed(shape=FAIL, contract=FAIL, rule=BLOCKED, value=FAIL))

    assert results["contract"].status is FAIL
    assert results["rule"].status is BLOCKED
    # the contract comes first, and stands for the mistake
    assert [results[kind].status for kind in ("shape", "value")] == [PASS, PASS]
    first = bring_back(guessed(value=FAIL, rule=FAIL))
    assert [first[kind].status for kind in ("value", "rule")] == [FAIL, FAIL]
    assert first["rule"].diagnosis == "size is a slip"


def test_what_the_repaired_code_fails_stays_lost() -> None:
    """Another mistake keeps its verdict and its name."""
    found = guessed(value=FAIL, gradient=FAIL, shape=BLOCKED)
    results = bring_back(found, "contract", "value", "rule")

    assert (results["gradient"].status, results["shape"].status) == (FAIL, BLOCKED)
    assert results["gradient"].diagnosis == "its own"
    assert results["gradient"].location is None


def test_what_is_known_of_a_mistake_tells_more_than_a_repair() -> None:
    """It keeps its words; the line is the repaired one in any case."""
    for found, text in ((named, "named"), (guessed, "size is a slip")):
        own = bring_back(found(value=FAIL))["value"]

        assert (own.diagnosis, own.location) == (text, PLACE)


def test_a_weak_repair_that_leaves_something_lost_names_nothing() -> None:
    """It may take one mistake for another; what it brings back counts."""
    found = guessed(value=FAIL, gradient=BLOCKED, rule=BLOCKED)
    whole = bring_back(found, weak=True)
    part = bring_back(found, "value", "gradient", weak=True)

    assert whole["value"].diagnosis == "size is a slip"
    assert (part["value"].diagnosis, part["value"].location) == ("its own", None)
    assert part["gradient"].status is PASS
