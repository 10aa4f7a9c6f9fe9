"""Each limit, as set in assignment.toml, costs what runs into it and says so.

The rest of the submission is judged, and a control submission graded afterwards in
the same sandbox loses nothing.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.assignment import Assignment, load_assignment
from grader.isolation.sandbox import NurserySandbox, PlainSandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import Report, Status
from tests import course
from tests.sandbox.bench import SEED, Bench, checks_of, shown_everywhere
from tests.sandbox.faults import (
    CONTRACT,
    NAMING,
    NEIGHBOURS,
    VALUE,
    Fault,
    assert_explained,
    fault,
)
from tests.sandbox.leftovers import descendants

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
]

# Values that are no defaults: messages repeat them, so they are what was applied.
TABLE = """
[limits]
check_timeout_s = 2.5
load_timeout_s = 9
check_cpu_s = 0.4
cpu_s = 2
memory_mib = 333
file_mib = 3
scratch_mib = 7
scratch_files = 40
processes = 9
open_files = 41
output_chars = 55
output_bytes = 4000
frame_mib = 1
"""


def limited(root: Path) -> Assignment:
    """Write the small course with limits of its own, and load it."""
    return load_assignment(course.write_course(root, settings=course.SETTINGS + TABLE))


def judging(assignment: Assignment, sandbox: Sandbox, **limits: Any) -> Judge:
    """Make a judge; keywords change limits that the judge alone enforces."""
    changed = msgspec.structs.replace(assignment.settings.limits, **limits)
    settings = msgspec.structs.replace(assignment.settings, limits=changed)
    return Judge(
        Reference(dataclasses.replace(assignment, settings=settings)), sandbox, SEED
    )


@pytest.fixture(scope="module")
def bench(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Start a nursery with those limits."""
    assignment = limited(tmp_path_factory.mktemp("limited"))
    before = descendants()
    with NurserySandbox(assignment.settings.limits) as sandbox:
        judge = judging(assignment, sandbox)
        assert judge.grade(course.submitted(course.RIGHT)).passed
        yield Bench(judge, temporary, descendants() - before)


@pytest.fixture(scope="module")
def bare(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Start one where the kernel offers no namespaces."""
    assignment = limited(tmp_path_factory.mktemp("bare"))
    before = descendants()
    limits = assignment.settings.limits
    with NurserySandbox(limits, without=("namespaces",)) as sandbox:
        yield Bench(judging(assignment, sandbox), temporary, descendants() - before)


def graded_beside_control(bench: Bench, source: str) -> Report:
    """Grade a source, then a right one."""
    report = bench.grade(source)
    assert bench.judge.grade(course.submitted(course.RIGHT)).passed
    return report


def assert_only_lost(report: Report, lost: tuple[str, ...]) -> None:
    """Assert that every other check passed."""
    for check in report.checks:
        assert (check.status is not Status.PASS) == (check.id in lost), check


MAPPED = """
import mmap
if len(X) == 4:
    for number in range(4):
        with open(f"mapped{number}", "wb+") as file:
            file.truncate(3 << 20)
            mapped = mmap.mmap(file.fileno(), 3 << 20)
            mapped.write(bytes(3 << 20))
"""
SAVED = """
if len(X) == 4:
    torch.save(torch.ones(1 << 20), "big.pt")
"""
SEVERAL = """
for number in range(9 * (len(X) == 4)):
    with open(f"part{number}", "wb") as file:
        file.write(bytes(2 << 20))
"""
MANY = """
for number in range(99 * (len(X) == 4)):
    open(f"file{number}", "w").close()
"""
THREADS = """
import threading
threading.stack_size(1 << 16)  # so that memory is not what runs out
done, started = threading.Event(), []
try:
    for _ in range(30 * (len(X) == 4)):
        thread = threading.Thread(target=done.wait)
        thread.start()
        started.append(thread)
finally:
    done.set()
    for thread in started:
        thread.join()
"""
OPENED = "kept = [open('/dev/null') for _ in range(50 * (len(X) == 4))]"
IN_BYTES = "kept = bytearray((400 << 20) * (len(X) == 4))"
IN_TENSOR = "kept = torch.empty((100 << 20) * (len(X) == 4))"
MEMORY = r"more than 333 MiB of memory: is a tensor, or a list, far larger than meant\?"
DISK = "its files take more than 7 MiB, or are more than 40: delete those that"
WORKS = "while len(X) == 4: pass"

MET = [
    fault(
        "waiting", "timeout", "^stopped after 2.5 s of waiting: does it sleep, or wai",
        "if len(X) == 4: time.sleep(60)", (VALUE,),
        forward="import time\nif len(X) == 4: time.sleep(60)",
    ),
    fault(
        "processor time", "timeout",
        "^stopped after 0.4 s of processor time: is there a loop that never ends",
        WORKS, (VALUE,), forward=WORKS,
    ),
    fault(
        "memory by bytes", "fail", f"^MemoryError.*{MEMORY}", IN_BYTES, (VALUE,),
        forward=IN_BYTES,
    ),
    fault(
        "memory by a tensor", "fail", f"allocate memory.*{MEMORY}", IN_TENSOR, (VALUE,),
        forward=IN_TENSOR,
    ),
    fault(
        "file size", "fail", "it wrote a file of more than 3 MiB: does a loop write",
        "open('big', 'wb').write(bytes(4 << 20))", (VALUE,),
        forward="if len(X) == 4:\n    open('big', 'wb').write(bytes(4 << 20))",
    ),
    fault(
        "saved file", "fail",
        "what it saves is too large: one file may have 3 MiB, all together 7 MiB",
        'torch.save(torch.ones(1 << 20), "big.pt")', (VALUE,), forward=SAVED,
    ),
    fault(
        "disk", "fail", f"^OSError.*No space left.*{DISK}", lost=(VALUE,),
        forward=SEVERAL,
    ),
    fault("files", "fail", f"No space left.*{DISK}", lost=(VALUE,), forward=MANY),
    fault(
        "disk by a mapped file", "crash", f"SIGBUS: a file that it maps .*{DISK}",
        "mapped.write(bytes(3 << 20))", (VALUE,), forward=MAPPED,
    ),
    fault(
        "open files", "fail", "more than 41 files open at once: open them with `with`",
        OPENED, (VALUE,), forward=OPENED,
    ),
    fault(
        "threads", "fail", "it started more than 9 threads: wait for some with `join`",
        "thread.start()", (VALUE,),
        forward=THREADS,
    ),
    fault(
        "threads of torch", "crash", "it started more than 9 threads: .*libgomp",
        lost=(VALUE,),
        forward="if len(X) == 4:\n    torch.set_num_threads(32)\n"
        "    torch.ones(1 << 22).exp()",
    ),
    fault(
        "processes", "fail", "PermissionError.*starts no processes or programs",
        "os.fork()", (VALUE,), forward="import os\nif len(X) == 4:\n    os.fork()",
    ),
    fault(
        "programs", "fail", "PermissionError.*starts no processes or programs",
        "subprocess.run(['true'])", (VALUE,),
        forward="import subprocess\nif len(X) == 4:\n    subprocess.run(['true'])",
    ),
    fault(
        "answer", "fail",
        r"a huge tensor of shape \(400000,\).*what a check looks at may hold 1 MiB",
        lost=(VALUE,), forward="if len(X) == 4: return torch.ones(400_000)",
    ),
]  # fmt: skip


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("case", MET, ids=lambda case: case.name)
def test_limit_costs_the_check_that_meets_it(bench: Bench, case: Fault) -> None:
    """The message names limit and value; all other checks pass."""
    report = graded_beside_control(bench, course.solution(**case.code))

    assert_explained(report, case.lost[0], case)
    assert_only_lost(report, case.lost)


AT_THE_TOP = [
    pytest.param(
        {},
        "import signal\nwhile True: pass",
        "SIGXCPU: stopped after 2 s of processor time: is there a loop",
        id="cpu",
    ),
    pytest.param(
        {},
        "import signal\nsignal.signal(24, lambda *_: None)\nwhile True: pass",
        "SIG(KILL|XCPU): stopped after 2 s of processor time",
        id="caught",
        marks=pytest.mark.rest,
    ),
]


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(("limits", "top", "words"), AT_THE_TOP)
def test_limit_met_while_the_file_is_read(
    bench: Bench, limits: dict[str, float], top: str, words: str
) -> None:
    """Every exercise says so, since none of them can be judged."""
    judge = judging(bench.judge.assignment, bench.judge.sandbox, **limits)

    report = judge.grade(course.submitted(course.solution(top=top)))

    shown_everywhere(report)
    assert bench.judge.grade(course.submitted(course.RIGHT)).passed
    for contract in (CONTRACT, NEIGHBOURS[0]):
        assert re.search(words, checks_of(report)[contract].message)


WORKS_ON = "\ndef show():\n    while True: pass\nshow()"
SLEEPS_ON = "import time\ntime.sleep(60)"
LEFT_OUT = (
    "it is left out, and so is what follows but defines nothing: put it under `if "
    '__name__ == "__main__":`'
)


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(
    ("slow", "limits", "used", "line"),
    [
        (WORKS_ON, {"load_cpu_s": 0.5}, "0.5 s of processor time", "show()"),
        (SLEEPS_ON, {"load_timeout_s": 0.7}, "0.7 s of waiting", "time.sleep(60)"),
    ],
    ids=["works", "waits"],
)
@pytest.mark.parametrize("place", ["top", "end"])
def test_slow_statement_of_the_file_costs_only_itself(
    bench: Bench, place: str, slow: str, limits: dict[str, float], used: str, line: str
) -> None:
    """All that is defined is graded; a warning names the statement and the remedy."""
    judge = judging(bench.judge.assignment, bench.judge.sandbox, **limits)

    report = judge.grade(course.submitted(course.solution(**{place: slow})))

    shown_everywhere(report)
    assert report.passed
    (warning,) = report.warnings
    assert warning.message == (
        f"took too long while the file was read: stopped after {used}; {LEFT_OUT}"
    )
    assert warning.location is not None
    shown = {item.line: item.text.strip() for item in warning.location.excerpt}
    assert shown[warning.location.line] == line


def test_slow_statement_is_waited_for_once_in_a_submission(bench: Bench) -> None:
    """What was found in the first exercise is left out from the start in the next."""
    judge = judging(bench.judge.assignment, bench.judge.sandbox, load_timeout_s=0.7)
    sitting = judge.sit(course.submitted(course.solution(end=SLEEPS_ON)))

    first, second = map(sitting.grade, judge.assignment.exercises)

    assert first.run.slow is not None
    assert second.run.slow is None
    allowed_s = judge.assignment.settings.limits.submission_timeout_s
    assert allowed_s - sitting.allowance.wait_s < 2 * 0.7
    waited_s = judge.assignment.settings.limits.submission_timeout_s
    assert waited_s - sitting.allowance.wait_s < 2 * 0.7


def test_what_needs_a_slow_statement_says_so(bench: Bench) -> None:
    """A symbol that is made by it, or after it by a call, is missing because of it."""
    judge = judging(bench.judge.assignment, bench.judge.sandbox, load_timeout_s=0.7)
    source = course.solution(end=f"{SLEEPS_ON}\nprint(total)\ntotal = max([sum])")
    source = source.replace("def total", "def add_up")

    report = judge.grade(course.submitted(source))

    missing = checks_of(report)[NEIGHBOURS[0]]
    assert missing.message == "`total` is not defined"
    assert "stopped after 0.7 s of waiting; it is left out" in missing.diagnosis


def test_limit_met_by_one_line_of_the_file_is_a_warning(bench: Bench) -> None:
    """What does not need that line counts, and the warning names the limit."""
    report = graded_beside_control(
        bench, course.solution(top="x = bytearray(400 << 20)")
    )

    assert report.passed
    assert re.search(MEMORY, report.warnings[0].message)


def test_output_is_cut(bench: Bench) -> None:
    """No point is lost; the report says where it was cut."""
    report = graded_beside_control(bench, course.solution(top="print('x' * 10**6)"))

    assert report.passed
    assert report.output == "x" * 55 + "\n… cut at 55 characters"


# All checks together ---------------------------------------------------------

SLOW = "import time\ntime.sleep(0.7)"
BUSY = "import time\nuntil = time.process_time() + 0.6\n" + (
    "while time.process_time() < until: pass"
)


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(
    ("limits", "code", "used"),
    [
        ({"submission_timeout_s": 1.2}, SLOW, "1.2 s of waiting"),
        (
            {"submission_cpu_s": 1.0, "check_cpu_s": 9.0, "check_timeout_s": 30.0},
            BUSY,
            "1 s of processor time",
        ),
    ],
    ids=["waiting", "cpu"],
)
def test_checks_that_add_up_stop_the_submission(
    bench: Bench, limits: dict[str, float], code: str, used: str
) -> None:
    """What is left is named as not run, in this exercise and the next, and why."""
    judge = judging(bench.judge.assignment, bench.judge.sandbox, **limits)

    report = judge.grade(course.submitted(course.solution(forward=code)))

    shown_everywhere(report)
    found = checks_of(report)
    assert found[CONTRACT].status is Status.PASS
    spoken = f"the submission has used up the {used} that all its checks may take"
    assert found[VALUE].status is Status.TIMEOUT
    assert found[VALUE].message.startswith(f"stopped: {spoken}")
    for unrun in (NAMING, NEIGHBOURS[0]):
        assert found[unrun].status is Status.TIMEOUT
        assert found[unrun].message.startswith(f"not run: {spoken}")
    assert found[NEIGHBOURS[1]].blocked_by == NEIGHBOURS[0]
    assert judge.grade(course.submitted(course.RIGHT)).passed


@pytest.mark.rest
def test_what_the_reference_takes_is_not_the_submissions(
    bench: Bench, tmp_path: Path
) -> None:
    """A reference that takes more than all may, but less in each exercise."""
    slow = course.RIGHT.replace("return X *", "pause()\n        return X *")
    slow = slow.replace("return X.sum", "pause()\n    return X.sum")
    pause = "\ndef pause():\n    import time\n    time.sleep(0.2)\n"
    folder = course.write_course(tmp_path, reference=slow + pause)
    judge = judging(
        load_assignment(folder), bench.judge.sandbox, submission_timeout_s=2.2
    )

    report = judge.grade(course.submitted(course.RIGHT))

    assert report.passed
    bench.judge._prepared = False  # the same sandbox had these checks under one name


# Where layers are missing ----------------------------------------------------

FILLS = """
number = 0
while len(X) == 4:
    number += 1
    with open(f"part{number}", "wb") as file:
        file.write(bytes(1 << 20))
"""
FOLDERS = """
import os
number = 0
while len(X) == 4:
    number += 1
    os.makedirs(f"a{number}/b/c/d")
"""


@pytest.mark.rest
@pytest.mark.parametrize("forward", [FILLS, FOLDERS], ids=["disk", "files"])
def test_disk_is_limited_without_namespaces(bare: Bench, forward: str) -> None:
    """Without a file system of limited size the nursery looks, and kills."""
    report = graded_beside_control(bare, course.solution(forward=forward))

    assert checks_of(report)[VALUE].status is Status.CRASH
    assert checks_of(report)[VALUE].message.startswith(DISK)
    assert_only_lost(report, (VALUE,))
    assert bare.files == []


@pytest.mark.rest
def test_plain_process_is_limited_in_time(temporary: Path, bench: Bench) -> None:
    """Processor time is measured there, too."""
    source = course.solution(forward=WORKS)
    with PlainSandbox(bench.judge.sandbox.limits) as sandbox:
        judge = judging(bench.judge.assignment, sandbox)
        report = judge.grade(course.submitted(source))

    assert checks_of(report)[VALUE].message.startswith(
        "stopped after 0.4 s of processor time"
    )
    assert_only_lost(report, (VALUE,))
