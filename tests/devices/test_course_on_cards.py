"""The course's device checks, on real GPUs where there are any.

The same solutions are graded on simulated ones by `grade validate`, in the sandbox.
Here they run in this process, as the sandbox lets nobody near a real GPU.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from grader.assignment import Assignment, load_assignment
from grader.checks import Check
from grader.child.encode import encode_draw
from grader.comparing.observation import Observation, Raised, decode
from grader.devices import simulated_gpus
from grader.isolation.protocol import Layout
from grader.judging.comparison import comparison_of
from grader.preparing import import_checks
from grader.probing.calls import set_random_state
from grader.probing.draw import Draw
from grader.probing.places import Simulate
from grader.probing.tools import tools
from grader.results import Kind
from grader.validating.labels import Labelled, labelled
from grader.validating.proof import Problem

ROOT = Path(__file__).parents[2]
CARDS = torch.cuda.device_count() if torch.version.cuda else 0
SEED, ROOM = 20260101, 64 << 20
COURSE = pytest.mark.parametrize(
    "assignment", ["blocks", "convolution", "devices", "layers"]
)
on_cards = pytest.mark.skipif(not CARDS, reason="no CUDA device is here")


@contextmanager
def as_many_cards(count: int) -> Iterator[tuple[torch.device, ...]]:
    """Offer this machine's GPUs to who asks for that many, else simulated ones."""
    with simulated_gpus(count) if count != CARDS else cards(count) as devices:
        yield devices


@contextmanager
def cards(count: int) -> Iterator[tuple[torch.device, ...]]:
    """Offer so many of this machine's GPUs, or all of them."""
    yield tuple(torch.device("cuda", index) for index in range(min(count, CARDS)))


def loaded(source: str) -> dict[str, Any]:
    """Run a file of ours."""
    namespace: dict[str, Any] = {"__name__": "solution"}
    lines = source.splitlines(keepends=True)
    linecache.cache["solution.py"] = (1, None, lines, "solution.py")  # for TorchScript
    exec(compile(source, "solution.py", "exec"), namespace)  # noqa: S102 - our own
    return namespace


def _few(assignment: Assignment) -> tuple[list[Labelled], list[Problem]]:
    """List all files, and one listed mistake of those that lose the same checks."""
    found, problems = labelled(assignment)
    files = [item for item in found if isinstance(item.source, Path)]
    listed = {item.label: item for item in reversed(found) if item not in files}
    # the sandbox alone stands in for the book's package
    own = [item for item in files if "d2l" not in Path(item.where).read_text("utf-8")]
    return [*own, *listed.values()], problems


class Course:
    """The device checks of an assignment, and what its reference gives."""

    def __init__(self, assignment: str, simulate: Simulate) -> None:
        path = ROOT / "assignments" / assignment / "checks.py"
        made = import_checks(assignment, str(path), path.read_text("utf-8"))
        self.folder, self._simulate = path.parent, simulate
        self.solutions, self.problems = _few(load_assignment(path.parent))
        self._own = loaded((ROOT / f"reference/{assignment}.py").read_text("utf-8"))
        self.expected = {
            check: self._observed(check, self._own, None, simulate)
            for check in made.checks
            if check.kind is Kind.DEVICE
        }

    def failed(self, item: Labelled) -> set[str]:
        """Say which device checks a solution fails."""
        source = item.source
        text = source.read_text("utf-8") if isinstance(source, Path) else source.source
        return {
            f"device.{check.name}"
            for check in self.expected
            if check.exercise == item.label.exercise
            and self._fails(check, {**self._own, **loaded(text)}, self._simulate)
            and self._fails(check, *self._anew(text))
        }

    def _anew(self, text: str) -> tuple[dict[str, Any], Simulate]:
        """Load a file on each machine: it may have counted GPUs when it was loaded."""
        namespace = {**self._own, **loaded(text)}

        @contextmanager
        def simulate(count: int) -> Iterator[tuple[torch.device, ...]]:
            with self._simulate(count) as devices:
                namespace.update(loaded(text))
                yield devices

        def late(name: str) -> Any:
            return lambda *given, **named: namespace[name](*given, **named)

        functions = (
            name
            for name, item in namespace.items()
            if callable(item) and not isinstance(item, type)
        )
        return namespace | {name: late(name) for name in functions}, simulate

    def _fails(
        self, check: Check, namespace: dict[str, Any], simulate: Simulate
    ) -> bool:
        right, layouts = self.expected[check]
        mine, _ = self._observed(check, namespace, layouts, simulate)
        return comparison_of(check)(mine, right, None) is not None

    def _observed(
        self,
        check: Check,
        namespace: dict[str, Any],
        layouts: Sequence[Layout] | None,
        simulate: Simulate,
    ) -> tuple[Observation, Sequence[Layout]]:
        """Run a probe in this process, and read what it gives as the judge does."""
        draw = Draw(SEED, 0, layouts)
        offered = {**namespace, **tools(draw, simulate=simulate)}
        set_random_state(SEED)
        try:
            value = check.probe(**{name: offered[name] for name in check.asks})
        except Exception as error:
            value = error
        encoded, payload = encode_draw(value, {}, ROOM)
        return decode(encoded.value, payload), draw.layouts


@pytest.mark.rest
@pytest.mark.filterwarnings("ignore")  # what students' code is warned of is theirs
@pytest.mark.parametrize(
    "simulate",
    [
        pytest.param(simulated_gpus, id="simulated"),
        pytest.param(as_many_cards, id="real", marks=[pytest.mark.gpu, on_cards]),
    ],
)
@COURSE
def test_device_checks_tell_right_from_wrong(
    assignment: str, simulate: Simulate
) -> None:
    """A solution fails the device checks that its label names, on any GPUs."""
    course = Course(assignment, simulate)

    assert course.problems == []
    assert not any(isinstance(value, Raised) for value, _ in course.expected.values())
    for item in course.solutions:
        named = {name for name in item.label.loses if name.startswith("device.")}
        if item.right:
            assert not course.failed(item), item.where
        # what these block fails here, too: nobody asks what blocks what
        assert not named or named <= course.failed(item), item.where


@pytest.mark.filterwarnings("ignore")
@pytest.mark.gpu
@on_cards
@COURSE
def test_right_solutions_pass_on_the_cards_that_there_are(assignment: str) -> None:
    """No right file fails a device check where all of its GPUs are real."""
    course = Course(assignment, cards)

    for item in course.solutions:
        assert not item.right or not course.failed(item), item.where
