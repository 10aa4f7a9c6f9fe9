"""What reaches for the grader is refused; what changes it is reported, and spoils."""

from __future__ import annotations

import sys

import pytest

from grader.explaining.surroundings import FREE
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
    "frames": ("import sys\nframes = sys._current_frames()", "sys._current_frames"),
    "tracing": ("import sys\nsys.settrace(print)", "sys.settrace"),
    "objects": ("import gc\nfound = gc.get_objects()", "gc.get_objects"),
    "memory": ("import ctypes\nctypes.CDLL(None).fork()", "ctypes.dlopen"),
    "grader": ("import sys\nimport grader", "import grader"),
}
LASTING = {
    "thread": (
        "from threading import Thread\n"
        "Thread(target=__import__('time').sleep, args=(99,)).start()",
        "a thread that it started was left running",
    ),
    "replaced": ("import torch\ntorch.add = torch.sub", "torch.add was replaced"),
}


@pytest.mark.parametrize(("top", "what"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_while_loading_costs_nothing(
    bench: Bench, top: str, what: str
) -> None:
    """The line fails, and says why; nobody is accused."""
    source = course.solution(top=top)
    line = source.splitlines().index(top.splitlines()[1]) + 1

    report = bench.grade(source)

    assert report.score == course.POINTS
    assert report.integrity == ()
    (told,) = report.warnings
    assert f"{what} is not available while grading ({FREE})" in told.message
    assert told.location is not None
    assert told.location.line == line


@pytest.mark.parametrize(("reach", "what"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_in_a_check_costs_nothing_by_itself(
    bench: Bench, reach: str, what: str
) -> None:
    """Where the refusal is caught, the answer counts; the line is told."""
    tried = reach.replace("\n", "; ")
    forward = f"try: {tried}\nexcept PermissionError: pass"
    source = course.solution(forward=forward)

    report = bench.grade(source)

    assert report.score == course.POINTS
    assert report.integrity == ()
    (told,) = report.warnings
    assert (told.kind, told.message) == (
        "refused", f"`{what}` is not available while grading"
    )  # fmt: skip
    assert told.location is not None
    assert tried in source.splitlines()[told.location.line - 1]


def test_what_is_refused_in_a_check_fails_at_its_line(bench: Bench) -> None:
    """Where the refusal is not caught, it is an exception like any other."""
    source = course.solution(forward="import gc\ngc.get_objects()")

    report = bench.grade(source)

    failed = checks_of(report)[VALUE]
    assert failed.message.endswith("gc.get_objects is not available while grading")
    assert failed.location is not None
    assert source.splitlines()[failed.location.line - 1].strip() == "gc.get_objects()"
    assert report.integrity == ()


def test_many_refusals_leave_room_for_what_withholds_points(bench: Bench) -> None:
    """However often something is refused, what is replaced after it is noticed."""
    lines = "\n".join(
        "try: gc.get_objects()\nexcept PermissionError: pass" for _ in range(40)
    )
    forward = f"import gc\n{lines}\ntorch.mul = lambda x, y: x"

    report = bench.grade(course.solution(forward=forward))

    assert checks_of(report)[CONTRACT].message == "torch.mul was replaced"


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
