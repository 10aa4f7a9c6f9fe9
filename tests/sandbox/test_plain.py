"""Plain processes, for systems that cannot fork, give the nursery's verdicts."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.isolation import sandbox as sandboxes
from grader.isolation.sandbox import PlainSandbox
from grader.judging.judge import Judge
from grader.results import Report
from tests import course
from tests.sandbox.bench import SEED, Bench
from tests.sandbox.leftovers import descendants

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="compared with the nursery"),
]


@pytest.fixture(scope="module")
def plain(bench: Bench, temporary: Path) -> Iterator[Judge]:
    """Make a judge of the same course whose children are plain processes."""
    reference = bench.judge.reference
    with PlainSandbox(reference.assignment.settings.limits) as sandbox:
        yield Judge(reference, sandbox, SEED)


def verdicts(report: Report) -> list[tuple[object, ...]]:
    """What must not depend on the sandbox: all but times."""
    return [
        (c.id, c.status, c.earned, c.message, c.diagnosis, str(c.location), c.found)
        for c in report.checks
    ]


@pytest.mark.rest
@pytest.mark.parametrize(
    "source",
    [
        course.RIGHT,
        course.WRONG,
        course.solution(forward="while len(X) == 4: pass"),
        course.solution(forward="import ctypes\nctypes.string_at(0)"),
    ],
    ids=["right", "wrong", "hanging", "crashing"],
)
def test_plain_processes_give_the_same_verdicts(
    bench: Bench, plain: Judge, source: str
) -> None:
    """Statuses, messages, places and values are the nursery's."""
    exercises = plain.assignment.select(("Scale",))
    submission = course.submitted(source)

    expected = bench.judge.grade(submission, exercises)
    found = plain.grade(submission, exercises)

    assert verdicts(found) == verdicts(expected)
    assert found.environment.isolation == ("witness",)
    assert found.environment.torch == expected.environment.torch


UNFILLED = """
    for size in range(1, 300):
        old = torch.ones(size)
        del old
        made = (torch.empty(size), torch.Tensor(2, size), X.new_empty(size).double())
        assert all(item.isnan().all() for item in (*made, torch.empty_like(made[1])))
        assert (torch.empty(size, dtype=torch.int64) == -1).all()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="its allocator does so")
@pytest.mark.parametrize("kind", ["nursery", "plain"])
def test_what_nobody_has_filled_holds_no_numbers(
    bench: Bench, plain: Judge, kind: str
) -> None:
    """Whatever lay there before: else a result left unfilled is right by chance."""
    judge = plain if kind == "plain" else bench.judge
    submission = course.submitted(course.solution(forward=UNFILLED))
    report = judge.grade(submission, judge.assignment.select(("Scale",)))

    assert [check.message for check in report.checks if not check.earned] == []


def test_plain_sandbox_can_be_closed_twice_and_leaves_nothing(
    temporary: Path,
) -> None:
    """The process started ahead of its time goes, with its folder."""
    before, folders = descendants(), set(temporary.iterdir())

    sandbox = PlainSandbox(course.LIMITS)
    sandbox.close()
    sandbox.close()

    assert descendants() <= before
    assert set(temporary.iterdir()) == folders


def test_plain_process_that_cannot_start_is_explained(
    monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    """The message ends in what Python said last."""
    broken = [sys.executable, "-c", "import no_such_torch"]
    monkeypatch.setattr(sandboxes, "_python", lambda module: broken)

    with (
        PlainSandbox(course.LIMITS) as sandbox,
        pytest.raises(SandboxError, match="cannot start: ModuleNotFoundError: No mod"),
    ):
        sandbox.start()
