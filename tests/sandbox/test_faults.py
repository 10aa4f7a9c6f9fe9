"""Whatever a submission does, every check gets a verdict and neighbours lose nothing.

Each fault is put into a right solution of the small course in `tests.course`, which
is then graded end to end.
"""

from __future__ import annotations

import re
import sys

import pytest

from grader.results import Status
from grader.submission import Submission, Unit
from tests import course
from tests.sandbox.bench import Bench, checks_of
from tests.sandbox.faults import (
    BLOCKS_ALL,
    CATCHES_ALL,
    CONTRACT,
    ENDLESS_DICT,
    HOSTILE,
    LOST,
    MESSAGE_LOOPS,
    MESSAGE_RAISES,
    NAMING,
    NEIGHBOURS,
    NEVER_ENDS,
    NO_MEMORY,
    OWN_CODE,
    SPINS,
    VALUE,
    WAITS,
    Fault,
    assert_explained,
    fault,
)
from tests.tiers import sample

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

# While a check runs ----------------------------------------------------------

IN_A_CHECK = [
    fault("loop", "timeout", NEVER_ENDS, SPINS, forward=SPINS),
    fault(
        "loop in __init__", "timeout", NEVER_ENDS, SPINS, (CONTRACT, VALUE, NAMING),
        init=SPINS,
    ),
    fault(
        "loop in one check", "timeout", NEVER_ENDS, "while len(X) == 4: pass", (VALUE,),
        forward="while len(X) == 4: pass",
    ),
    fault(
        "loop that prints", "timeout", NEVER_ENDS, "while len(X) == 4: print(X)",
        (VALUE,), forward="while len(X) == 4: print(X)",
    ),
    fault(
        "sleep", "timeout", WAITS, "if len(X) == 4: time.sleep(3600)", (VALUE,),
        forward="import time\nif len(X) == 4: time.sleep(3600)",
    ),
    fault(
        "loop, signals caught", "timeout", NEVER_ENDS, lost=(VALUE,),
        top=CATCHES_ALL, forward="while len(X) == 4: pass",
    ),
    fault(
        "loop, signals blocked", "timeout", NEVER_ENDS, lost=(VALUE,),
        top=BLOCKS_ALL, forward="while len(X) == 4: pass",
    ),
    fault(
        "stops itself", "timeout", WAITS, lost=(VALUE,),
        forward="import os\nif len(X) == 4: os.kill(os.getpid(), 19)",
    ),
    fault("exit 0", "crash", OWN_CODE.format(0), forward="import os; os._exit(0)"),
    fault("exit 97", "crash", OWN_CODE.format(97), forward="import os; os._exit(97)"),
    fault(
        "segfault", "crash", "SIGSEGV", "os.kill(os.getpid(), 11)",
        forward="import os\nos.kill(os.getpid(), 11)",
    ),
    fault("abort", "crash", "SIGABRT", "os.abort()", forward="import os\nos.abort()"),
    fault(
        "kill", "crash", "SIGKILL",
        forward="import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    ),
    fault(
        "8 GB tensor", "fail", NO_MEMORY, "torch.zeros(2 * 10**9)", (VALUE,),
        forward="torch.zeros(2 * 10**9)",
    ),
    fault(
        "8 GB bytearray", "fail", NO_MEMORY, "bytearray(8 << 30)", (VALUE,),
        forward="bytearray(8 << 30)",
    ),
    fault(
        # not by the allocator, which fills what it gives: that takes time
        "8 GB bit by bit", "fail", NO_MEMORY, lost=(VALUE,),
        forward="import mmap\nkept = [mmap.mmap(-1, 1 << 26) for _ in range(128)]",
    ),
    fault(
        "recursion", "fail", "RecursionError: maximum recursion depth exceeded",
        "return self.forward(X)", (VALUE,), forward="return self.forward(X)",
    ),
    fault(
        "100 MB message", "fail", "^ValueError: x{200}", "raise ValueError(text)",
        (VALUE,), top="text = 'x' * 10**8", forward="raise ValueError(text)",
    ),
    fault(
        "message raises", "fail", "^Mute: its message could not be read", "raise Mute",
        (VALUE,), top=MESSAGE_RAISES, forward="raise Mute",
    ),
    fault(
        "message loops", "timeout", NEVER_ENDS, "while True: pass", (VALUE,),
        top=MESSAGE_LOOPS, forward="if len(X) == 4: raise Endless",
    ),
    fault(
        "hostile text", "fail", "^ValueError: ", lost=(VALUE,),
        forward=r"raise ValueError('\ud800 \x1b[31m \u202e </script>')",
    ),
    fault(
        "huge tensor", "fail", r"^a huge tensor of shape \(1000000, 1000000\)",
        lost=(VALUE,), forward="return X.sum().expand(10**6, 10**6)",
    ),
    fault(
        "list that holds itself", "fail", "^returns a list of list, not a tensor",
        forward="a = []\na.append(a)\nreturn a",
    ),
    fault(
        "long list", "fail", "^returns a list of int, not a tensor",
        forward="return [1] * 10**6",
    ),
    fault(
        "hostile object", "fail", "^returns a submission.Hostile, not", top=HOSTILE,
        forward="return Hostile()",
    ),
    fault(
        "endless dict", "fail", "^returns a dict, not a tensor",
        top=ENDLESS_DICT, forward="return Endless(a=1)",
    ),
    fault(
        "generator", "fail", "^returns a generator, not a tensor",
        forward="return (row for row in X)",
    ),
    fault(
        "huge number", "fail", "^returns an? int, not a tensor",
        forward="return 10**5000",
    ),
    fault(
        "sys.exit", "fail", "^SystemExit: 3", "sys.exit(3)",
        forward="import sys\nsys.exit(3)",
    ),
    fault(
        "KeyboardInterrupt", "fail", "^KeyboardInterrupt", "raise KeyboardInterrupt",
        forward="raise KeyboardInterrupt",
    ),
    fault(
        "fork bomb", "fail", "^PermissionError: .*Operation not permitted",
        "while True: os.fork()", (VALUE,), forward="import os\nwhile True: os.fork()",
    ),
    fault(
        "huge file", "fail", "^OSError: .*File too large", lost=(VALUE,),
        forward="""
            with open("big", "wb") as file:
                while True: file.write(bytes(1 << 20))
        """,
    ),
    fault(
        "own warning as an error", "fail", "^UserWarning: mind", lost=(VALUE,),
        top="import warnings\nwarnings.simplefilter('error')",
        forward="warnings.warn('mind')",
    ),
    fault(
        "closes all descriptors", "crash", "closed its connection to the grader",
        forward="import os\nos.closerange(0, 256)",
    ),
    fault(
        "closes all, and goes on", "crash", "closed its connection to the grader",
        forward="import os\nos.closerange(0, 256)\nwhile True: pass",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", sample(IN_A_CHECK, 5), ids=lambda case: case.name)
def test_fault_in_a_check_costs_what_calls_it(bench: Bench, case: Fault) -> None:
    """What does not run into the fault keeps its points; the message names it."""
    report = bench.grade(course.solution(**case.code))

    assert_explained(report, case.lost[0], case)
    for check in report.checks:
        expected = {*LOST, Status.BLOCKED} if check.id in case.lost else {Status.PASS}
        assert check.status in expected, check
    assert report.score == sum(c.points for c in report.checks if c.id not in case.lost)


def test_recursion_without_limit_costs_no_neighbour(bench: Bench) -> None:
    """It ends in a segfault or an exception: that depends on Python's version."""
    code = "import sys; sys.setrecursionlimit(10**8)\nself(X)"

    report = bench.grade(course.solution(forward=code))

    lost = [check for check in report.checks if check.status is not Status.PASS]
    assert {check.id for check in lost} <= {CONTRACT, VALUE}
    assert re.search(
        "SIGSEGV.*without end|RecursionError|stopped after", lost[0].message
    )
    assert lost[0].location is not None


@pytest.mark.rest
@pytest.mark.parametrize("label", ["übung 1.py", 'a"b.py', "😀.py"])
@pytest.mark.parametrize("code", ["while len(X) == 4: pass", "import os; os.abort()"])
def test_odd_file_names_are_found_in_fatal_tracebacks(
    bench: Bench, label: str, code: str
) -> None:
    """Faulthandler writes ASCII only; the student reads the name as it is."""
    source = course.solution(forward=code)

    report = bench.judge.grade(course.submitted(source, label))

    lost = next(check for check in report.checks if check.status in LOST)
    assert lost.location is not None
    assert lost.location.file == label


def test_cell_of_a_notebook_is_found_in_fatal_tracebacks(bench: Bench) -> None:
    """Lines count from the beginning of the cell."""
    scale, total = course.RIGHT.split("def total")
    cells = (
        scale,
        f"def total{total}",
        "total = lambda X: [None for _ in iter(int, 1)]",
    )
    units = tuple(
        Unit(label="ada.ipynb", cell=number, source=source)
        for number, source in enumerate(cells, start=1)
    )

    report = bench.judge.grade(Submission(id="ada", files=(), units=units))

    assert report.exercises[0].score == report.exercises[0].max_score
    timeout = checks_of(report)[NEIGHBOURS[0]]
    assert timeout.status is Status.TIMEOUT
    assert str(timeout.location) == "ada.ipynb, cell 3, line 1"


# While the file is read ------------------------------------------------------

AT_THE_TOP = [
    fault("exit 0", "crash", OWN_CODE.format(0), top="import os; os._exit(0)"),
    fault("exit 97", "crash", OWN_CODE.format(97), top="import os; os._exit(97)"),
    fault(
        "segfault", "crash", "SIGSEGV", "os.kill(os.getpid(), 11)",
        top="import os\nos.kill(os.getpid(), 11)",
    ),
    fault(
        "closes all descriptors", "crash", "closed its connection to the grader",
        top="import os; os.closerange(0, 256)",
    ),
    fault(
        "nested too deeply", "fail", "not valid Python: .*nested too deeply",
        top=f"x = {'-' * 100_000}1",
    ),
    fault(
        "syntax error", "fail", "^the file is not valid Python: .*", "x = = 1",
        top="x = = 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", sample(AT_THE_TOP, 5), ids=lambda case: case.name)
def test_fault_at_the_top_level_leaves_no_check_without_verdict(
    bench: Bench, case: Fault
) -> None:
    """Each exercise's contract says what happened; it blocks the rest."""
    report = bench.grade(course.solution(**case.code))

    for contract in (CONTRACT, NEIGHBOURS[0]):
        assert_explained(report, contract, case)
    others = {check.status for check in report.checks if check.kind != "contract"}
    assert others == {Status.BLOCKED}
    assert report.score == 0
