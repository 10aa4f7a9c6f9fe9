"""What limits may be, what is said where one is met, and what all checks may take."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.comparing.observation import Raised
from grader.errors import AssignmentError
from grader.explaining import exceeded
from grader.isolation.confinement import EXIT_DISK_FULL
from grader.isolation.conversation import ChildCpuError, ChildTimeoutError, Ending
from grader.isolation.limits import Limits, refuse_nonsense
from grader.isolation.wire import Frame
from grader.judging.allowance import Allowance

INSTRUCTORS = Path(__file__).parents[2] / "docs" / "instructors.md"
LIMITS = Limits()

# What may be set -------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "problem", "fix"),
    [
        ({"chek_timeout_s": 1}, "there is no limit 'chek_timeout_s'", "check_timeout"),
        ({"zzz": 1}, "there is no limit 'zzz'", "use one of: check_cpu_s, check_time"),
        ({"check_timeout_s": 0}, "check_timeout_s = 0 is not a number, above 0", "5.0"),
        ({"check_timeout_s": -1.5}, "= -1.5 is not a number, above 0", "use 5.0"),
        ({"check_timeout_s": float("nan")}, "= nan is not a number, above 0", "5.0"),
        ({"check_timeout_s": float("inf")}, "= inf is more than can", "use 86400 or"),
        ({"check_timeout_s": "5"}, "= '5' is not a number", "leave it out to use 5.0"),
        ({"check_timeout_s": True}, "= True is not a number", "leave it out to use"),
        ({"cpu_s": 1.5}, "cpu_s = 1.5 is not a whole number, 1 or more", "use 60"),
        ({"memory_mib": 0}, "memory_mib = 0 is not a whole number, 1 or more", "2048"),
        ({"open_files": 3}, "open_files = 3 is not a whole number, 16 or more", "256"),
        ({"frame_mib": 4096}, "frame_mib = 4096 is more than can be", "2048 or less"),
        ({"output_chars": -1}, "= -1 is not a whole number, 0 or more", "use 500"),
        (5, "limits is no table", r"\[limits\]"),
    ],
)
def test_nonsense_is_refused(table: object, problem: str, fix: str) -> None:
    """The author reads the name, the value, and what would do."""
    with pytest.raises(AssignmentError, match=r".") as refused:
        refuse_nonsense(table)

    assert problem in refused.value.problem
    assert fix.replace("\\", "") in refused.value.fix


def test_every_limit_may_be_set_to_its_default_and_to_one_bound() -> None:
    """Bounds are those of the type, so nothing sensible is refused."""
    defaults = {name: getattr(LIMITS, name) for name in Limits.__struct_fields__}

    refuse_nonsense(defaults)
    refuse_nonsense({"check_timeout_s": 0.001, "cpu_s": 1, "open_files": 16})
    refuse_nonsense({"check_timeout_s": 3, "frame_mib": 2048, "output_chars": 0})


# What is said ----------------------------------------------------------------


def left_out(error: ChildTimeoutError) -> str:
    """What is said of a statement of the top level."""
    remark, _ = exceeded.left_out(exceeded.spent(error), Frame("ada.py", None, 1))
    return f"took too long while the file was read: {remark.text}"


SAID = {
    "check_cpu_s": exceeded.too_long(ChildCpuError(LIMITS.check_cpu_s)),
    "check_timeout_s": exceeded.too_long(ChildTimeoutError(LIMITS.check_timeout_s)),
    "load_cpu_s": left_out(ChildCpuError(LIMITS.load_cpu_s)),
    "load_timeout_s": left_out(ChildTimeoutError(LIMITS.load_timeout_s)),
    "submission_cpu_s": Allowance(LIMITS, 0, 1).refusal(),
    "submission_timeout_s": Allowance(LIMITS, 1, 0).refusal(),
    "cpu_s": exceeded.by_ending(Ending(code=-signal.SIGXCPU), LIMITS),
    "memory_mib": exceeded.memory(LIMITS),
    "file_mib": exceeded.file_size(LIMITS),
    "scratch_mib": exceeded.disk(LIMITS),
    "scratch_files": exceeded.disk(LIMITS),
    "processes": exceeded.threads(LIMITS),
    "open_files": exceeded.open_files(LIMITS),
    "output_chars": "… cut at 500 characters",
    "output_bytes": "… cut at 500 characters",
    "frame_mib": exceeded.answer(LIMITS),
}


def test_documentation_says_what_the_student_reads() -> None:
    """Instructors find the sentence for every limit and its default."""
    section = INSTRUCTORS.read_text("utf-8").partition("reads of a limit\n")[2]
    rows = [line.split(" | ") for line in section.splitlines() if line[:3] == "| `"]

    assert {
        row[0].strip("| `"): row[-1].rstrip(" |") for row in rows[: len(SAID)]
    } == SAID


@pytest.mark.parametrize(
    ("type_", "message", "said"),
    [
        ("MemoryError", "", exceeded.memory),
        ("RuntimeError", "DefaultCPUAllocator: can't allocate memory", exceeded.memory),
        ("OSError", "[Errno 12] Cannot allocate memory", exceeded.memory),
        ("RuntimeError", "std::bad_alloc", exceeded.memory),
        ("OSError", "[Errno 27] File too large: 'x'", exceeded.file_size),
        ("OSError", "[Errno 28] No space left on device: 'x'", exceeded.disk),
        ("RuntimeError", "unexpected pos 704 vs 598", exceeded.saved),
        ("RuntimeError", "PytorchStreamWriter failed writing file", exceeded.saved),
        ("OSError", "4096 requested and 0 written", exceeded.saved),
        ("OSError", "[Errno 24] Too many open files: 'x'", exceeded.open_files),
        ("RuntimeError", "can't start new thread", exceeded.threads),
        ("BlockingIOError", "[Errno 11] Resource temporarily", exceeded.threads),
        ("PermissionError", "[Errno 1] Operation not per", exceeded.processes),
        ("PermissionError", "[Errno 13] Permission denied: '/root'", lambda _: ""),
        ("ValueError", "shapes do not match", lambda _: ""),
    ],
)
def test_exceptions_name_their_limit(
    type_: str, message: str, said: Callable[[Limits], str]
) -> None:
    """By the words that Python, torch and Linux have for it."""
    assert exceeded.by_exception(Raised(type_, message), LIMITS) == said(LIMITS)


def test_subclass_of_memory_error_names_the_limit() -> None:
    """Numpy's own, for one, has other words."""
    error = Raised("_ArrayMemoryError", "Unable to allocate 8 GiB", ("MemoryError",))

    assert exceeded.by_exception(error, LIMITS) == exceeded.memory(LIMITS)


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ({"code": EXIT_DISK_FULL}, exceeded.disk(LIMITS)),
        ({"code": -signal.SIGXFSZ}, exceeded.file_size(LIMITS)),
        ({"code": -signal.SIGBUS}, exceeded.disk(LIMITS)),
        (
            {"code": -signal.SIGKILL, "cpu_s": 60.5},
            exceeded.too_long(ChildCpuError(60)),
        ),
        ({"code": -signal.SIGKILL, "cpu_s": 2.0}, "most often for want of memory"),
        (
            {"code": 1, "tail": "x\nlibgomp: Thread creation failed: Resource\n"},
            exceeded.threads(LIMITS),
        ),
        (
            {"code": -signal.SIGABRT, "tail": "terminate called: 'std::bad_alloc'\n"},
            exceeded.memory(LIMITS),
        ),
    ],
)
def test_ends_of_processes_name_their_limit(ending: dict[str, Any], said: str) -> None:
    """By signal, by exit code, or by the last words of native code."""
    assert said in exceeded.by_ending(Ending(**ending), LIMITS)


# What all may take -----------------------------------------------------------


def test_allowance_is_spent_by_children() -> None:
    """It refuses once work or waiting is used up, by a running child too."""
    allowance = Allowance.fresh(Limits(submission_timeout_s=3, submission_cpu_s=2))

    allowance.spend(1.5, 1.0)

    assert allowance.refusal() == ""
    assert allowance.refusal(0.4, 1.9) == ""
    assert "the 3 s of waiting that all" in allowance.refusal(0.0, 2.0)
    assert "the 2 s of processor time" in allowance.refusal(0.5, 0.0)
    assert allowance.refusal(2.0, verb="stopped").startswith("stopped: the submission")
