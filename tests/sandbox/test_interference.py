"""What reaches for the grader is reported, and gives no points."""

from __future__ import annotations

import sys

import pytest

from grader.results import Status
from tests import course
from tests.sandbox.bench import Bench, checks_of
from tests.sandbox.faults import (
    CONTRACT,
    EVERY_DESCRIPTOR,
    FORGED,
    VALUE,
    Fault,
    assert_explained,
    fault,
)

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

INTERFERED = "^it interfered with the grader: "
TAMPERING = [
    fault(
        "garbage to every descriptor", "fail", f"{INTERFERED}what arrived is not",
        forward=EVERY_DESCRIPTOR.format("os.urandom(4096)"),
    ),
    fault(
        "forged answers", "fail", f"{INTERFERED}an answer to nothing that was asked",
        forward=FORGED + EVERY_DESCRIPTOR.format("frames"),
    ),
    fault(
        "long frame", "fail", f"{INTERFERED}a frame is longer than allowed",
        forward=EVERY_DESCRIPTOR.format(r"b'GRD1' + b'\x7f' * 8"),
    ),
    fault(
        "patched torch", "fail", "^torch.mul was replaced",
        forward="torch.mul = lambda x, y: x",
    ),
    fault(
        "patched Module", "fail", "^torch.nn.modules.module.Module.__call__ was",
        forward="nn.Module.__call__ = lambda self, x: x",
    ),
    fault(
        "patched builtins", "fail", "^builtins.sum was replaced",
        forward="import builtins\nbuiltins.sum = max",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", TAMPERING, ids=lambda case: case.name)
def test_tampering_is_reported_and_gives_no_points(bench: Bench, case: Fault) -> None:
    """The checks in which it was seen are lost, and the instructor is told."""
    report = bench.grade(course.solution(**case.code))

    assert_explained(report, CONTRACT, case)
    lost = {check.id for check in report.checks if check.status is not Status.PASS}
    assert lost == {CONTRACT, VALUE}
    assert [finding.kind for finding in report.integrity][:1] == ["tampering"]


REFUSED = {
    "frame": ("import sys\nframe = sys._getframe()", "`sys._getframe` reaches for"),
    "caller": ("import inspect\nstack = inspect.stack()", "`sys._getframe` reaches"),
    "objects": ("import gc\nfound = gc.get_objects()", "`gc.get_objects` reaches for"),
    "memory": (
        "import ctypes\nctypes.CDLL(None).fork()", "`ctypes.dlopen` reaches for"
    ),
    "grader": ("import sys\nimport grader", "`import grader` reaches for"),
}  # fmt: skip
LASTING = {
    "thread": (
        "from threading import Thread\n"
        "Thread(target=__import__('time').sleep, args=(99,)).start()",
        "a thread that it started was left running",
    ),
    "replaced": ("import torch\ntorch.add = torch.sub", "torch.add was replaced"),
}


@pytest.mark.parametrize(("top", "words"), REFUSED.values(), ids=REFUSED)
def test_what_reaches_out_before_any_check_is_refused_and_told(
    bench: Bench, top: str, words: str
) -> None:
    """It gains nothing, and so costs nothing; the instructor reads the line."""
    source = course.solution(top=top)
    line = source.splitlines().index(top.splitlines()[1]) + 1

    report = bench.grade(source)

    assert report.score == course.POINTS
    assert report.integrity[0].message.startswith(words)
    assert report.integrity[0].location is not None
    assert report.integrity[0].location.line == line
    assert "is refused" in report.warnings[0].message


@pytest.mark.parametrize(
    "reach",
    [top.replace("\n", "; ") for top, _ in REFUSED.values()],
    ids=REFUSED,
)
def test_what_reaches_out_in_a_check_costs_that_check(bench: Bench, reach: str) -> None:
    """Also where the refusal is caught, and the right answer given after it."""
    forward = f"try: {reach}\nexcept PermissionError: pass\nreturn X * self.weight"

    report = bench.grade(course.solution(forward=forward))

    verdicts = checks_of(report)
    assert verdicts[CONTRACT].status is Status.FAIL
    assert "withheld" in verdicts[CONTRACT].diagnosis
    assert verdicts[VALUE].earned == 0
    assert "reaches for" in report.integrity[0].message


@pytest.mark.parametrize(("top", "words"), LASTING.values(), ids=LASTING)
def test_what_lasts_costs_everything(bench: Bench, top: str, words: str) -> None:
    """What is replaced or left running spoils every answer; the line is told."""
    source = course.solution(top=top)
    line = source.splitlines().index(top.splitlines()[1]) + 1

    report = bench.grade(source)

    assert report.score == 0
    assert report.integrity[0].message.startswith(words)
    assert report.integrity[0].location is not None
    assert report.integrity[0].location.line == line


@pytest.mark.parametrize(
    "top",
    [
        "torch.relu = lambda x: x",
        "import builtins; builtins.len = lambda x: 3",
        FORGED + EVERY_DESCRIPTOR.format("frames"),
        EVERY_DESCRIPTOR.format("bytes(4096)"),
    ],
    ids=["torch", "len", "forged answers", "garbage"],
)
def test_tampering_at_the_top_level_costs_everything(bench: Bench, top: str) -> None:
    """What is replaced for all checks is reported, and no check counts."""
    report = bench.grade(course.solution(top=top))

    assert report.score == 0
    assert len(report.checks) == 5
    assert report.integrity
