"""Whatever a submission does, every check gets a verdict and neighbours lose nothing.

Each fault is put into a right solution of the small course in `tests.course`, which
is then graded end to end.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field

import pytest

from grader.results import Report, Status
from tests import course
from tests.sandbox.conftest import Bench, checks_of

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

CONTRACT, VALUE, NAMING = (
    "Scale.contract.can_be_called",
    "Scale.value.times_weight",
    "Scale.naming.weight_only",
)
NEIGHBOURS = ("total.contract.can_be_called", "total.value.sums_everything")
LOST = {Status.FAIL, Status.TIMEOUT, Status.CRASH}


@dataclass
class Fault:
    """A fault, where it is put, and what becomes of the checks of `Scale`.

    Attributes:
        name: Id of the test.
        status: Of the first check that is lost.
        words: What its message must say, as a regular expression.
        line: The student's line that it must name; empty where it cannot be known.
        lost: Checks that give no points.
        code: Source for `course.solution`, by place.
    """

    name: str
    status: str
    words: str
    line: str = ""
    lost: tuple[str, ...] = (CONTRACT, VALUE)
    code: dict[str, str] = field(default_factory=dict)


def fault(
    name: str,
    status: str,
    words: str,
    line: str = "",
    lost: tuple[str, ...] = (CONTRACT, VALUE),
    **code: str,
) -> Fault:
    """Make a fault; keywords say where it goes."""
    return Fault(name, status, words, line, lost, code)


def assert_explained(report: Report, check_id: str, case: Fault) -> None:
    """Assert that a check was lost as it should be, in the right words."""
    check = checks_of(report)[check_id]
    assert check.status == case.status, check.message
    assert re.search(case.words, f"{check.message} {check.diagnosis}"), check
    if case.line:
        assert check.location is not None, check
        lines = {line.line: line.text.strip() for line in check.location.excerpt}
        assert lines[check.location.line] == case.line


# While a check runs ----------------------------------------------------------

SPINS = "while True: pass"
NEVER_ENDS = r"^stopped after 1 s: is there a loop that never ends\?"
NO_MEMORY = "more memory than a submission may use"
OWN_CODE = r"ended by its own code \(exit code {}\)"
MESSAGE_RAISES = """
class Mute(Exception):
    def __str__(self):
        raise self
"""
MESSAGE_LOOPS = """
class Endless(Exception):
    def __str__(self):
        while True: pass
"""
HOSTILE = """
class Hostile:
    @property
    def __class__(self): raise RuntimeError("no class")
    def __repr__(self): raise RuntimeError("no repr")
"""
ENDLESS_DICT = """
class Endless(dict):
    def items(self):
        while True: yield 1, 2
"""
EVERY_DESCRIPTOR = """
import os
for fd in range(256):
    try: os.write(fd, {})
    except OSError: pass
"""
FORGED = """
from grader.isolation import protocol, wire
draw = protocol.Draw(value=wire.Leaf("Tensor"))
frames = protocol.encode_frame(protocol.Ran(draws=(draw,), lengths=(0,)))
draws = (draw,) * 3
frames += protocol.encode_frame(protocol.Ran(draws=draws, lengths=(0,) * 3))
"""
CATCHES_ALL = """
import signal
for number in signal.valid_signals():
    try: signal.signal(number, lambda *_: None)
    except OSError: pass
"""
BLOCKS_ALL = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
"""

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
        "sleep", "timeout", NEVER_ENDS, "if len(X) == 4: time.sleep(3600)", (VALUE,),
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
    fault("exit 0", "crash", OWN_CODE.format(0), forward="import os; os._exit(0)"),
    fault("exit 97", "crash", OWN_CODE.format(97), forward="import os; os._exit(97)"),
    fault(
        "segfault", "crash", "SIGSEGV", "ctypes.string_at(0)",
        forward="import ctypes\nctypes.string_at(0)",
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
        "8 GB bit by bit", "fail", NO_MEMORY, lost=(VALUE,),
        forward="kept = [torch.empty(1 << 24) for _ in range(128)]",
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
        "hostile object", "fail", "^RuntimeError: no class", top=HOSTILE,
        forward="return Hostile()",
    ),
    fault(
        "endless dict", "fail", "^returns a submission.Endless, not a tensor",
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


@pytest.mark.parametrize("case", IN_A_CHECK, ids=lambda case: case.name)
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


# While the file is read ------------------------------------------------------

AT_THE_TOP = [
    fault(
        "loop", "timeout", "could not be run to its end: stopped after 3 s", SPINS,
        top=SPINS,
    ),
    fault("exit 0", "crash", OWN_CODE.format(0), top="import os; os._exit(0)"),
    fault("exit 97", "crash", OWN_CODE.format(97), top="import os; os._exit(97)"),
    fault(
        "segfault", "crash", "SIGSEGV", "ctypes.string_at(0)",
        top="import ctypes\nctypes.string_at(0)",
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


@pytest.mark.parametrize("case", AT_THE_TOP, ids=lambda case: case.name)
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


# Reaching for the grader -----------------------------------------------------

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


# Odd, but honest -------------------------------------------------------------

HONEST = {
    "prints": "print('x' * 100)",
    "prints 100 MB": "for _ in range(100): print('x' * 10**6)",
    "prints on stderr": "import sys; print('x', file=sys.stderr)",
    "sys.exit": "import sys; sys.exit(3)",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "BaseException": "raise BaseException('x')",
    "runs out of memory": "x = bytearray(8 << 30)",
    "recursion": "def f(): f()\nf()",
    "input": "name = input('name? ')",
    "stdin read": "import sys; sys.stdin.read()",
    "missing import": "import torchvision\nfrom torchvision import transforms",
    "atexit": "import atexit, time; atexit.register(time.sleep, 3600)",
    "signal handlers": CATCHES_ALL,
    "alarm": "import signal; signal.signal(14, lambda *_: print('x')); signal.alarm(1)",
    "threads": """
        import threading, time
        for _ in range(8): threading.Thread(target=time.sleep, args=(3600,)).start()
    """,
    "a busy thread": """
        import threading
        def spin():
            while True: pass
        threading.Thread(target=spin).start()
    """,
    "too many threads": """
        import threading, time
        while True: threading.Thread(target=time.sleep, args=(3600,)).start()
    """,
    "fork": "import os\nwhile True: os.fork()",
    "fork by ctypes": "import ctypes\nfor _ in range(99): ctypes.CDLL(None).fork()",
    "multiprocessing": "import multiprocessing as m; m.Process(target=print).start()",
    "subprocess": "import subprocess; subprocess.run(['sleep', '60'])",
    "files": """
        import os, tempfile
        os.makedirs("a/b")
        open("a/b/c", "w").write("x")
        os.chmod("a", 0)
        tempfile.mkstemp()
    """,
    "chdir": "import os; os.chdir('/')",
    "folder that is gone": "import os; os.mkdir('a'); os.chdir('a'); os.rmdir('../a')",
    "seed": "torch.manual_seed(0)",
    "deterministic": "torch.use_deterministic_algorithms(True)",
    "float64": "torch.set_default_dtype(torch.float64)",
    "threads of torch": "torch.set_num_threads(4); torch.set_num_interop_threads(4)",
    "gradients off": "torch.set_grad_enabled(False)",
    "anomaly detection": "torch.autograd.set_detect_anomaly(True)",
    "warnings as errors": "import warnings; warnings.simplefilter('error')",
    "floating-point errors": "import numpy; numpy.seterr(all='raise')",
    "no stdout": "import sys; sys.stdout = sys.stderr = None",
    "stdout elsewhere": "import io, sys; sys.stdout = io.StringIO()",
    "stdout that interrupts": """
        import sys
        class Out:
            def write(self, text): pass
            def flush(self): raise KeyboardInterrupt
        sys.stdout = Out()
    """,
    "no garbage collection": "import gc; gc.disable()",
    "recursion limit": "import sys; sys.setrecursionlimit(10**6)",
    "__del__ that raises": """
        class Raises:
            def __del__(self): raise ValueError
        Raises()
    """,
    "training": """
        net = nn.Linear(3, 1)
        optimizer = torch.optim.Adam(net.parameters())
        for _ in range(10):
            optimizer.zero_grad()
            net(torch.randn(4, 3)).sum().backward()
            optimizer.step()
    """,
}  # fmt: skip


@pytest.mark.parametrize("top", HONEST.values(), ids=HONEST)
def test_odd_but_honest_code_loses_nothing(bench: Bench, top: str) -> None:
    """What stands before right solutions costs them nothing, and accuses nobody."""
    report = bench.grade(course.solution(top=top))

    assert [check.message for check in report.checks if check.earned == 0] == []
    assert report.score == course.POINTS
    assert report.integrity == ()


@pytest.mark.parametrize(
    "code",
    [
        {"end": "if __name__ == '__main__':\n    import os; os._exit(1)"},
        {"init": "torch.set_default_dtype(torch.float64)"},
        {"init": "torch.manual_seed(0)"},
        {"init": "open('log', 'a').write('x')"},
        {"forward": "import os; os.makedirs('a', exist_ok=True); os.chdir('a')"},
        {"forward": "import threading; threading.Thread(target=print).start()"},
        {"forward": "import warnings; warnings.warn('mind')"},
        {"forward": "import gc; gc.collect()"},
    ],
    ids=lambda code: " ".join(code.values()),
)
def test_odd_habits_inside_classes_lose_nothing(
    bench: Bench, code: dict[str, str]
) -> None:
    """Files, folders, threads, warnings and global settings are the student's."""
    report = bench.grade(course.solution(**code))

    assert report.score == course.POINTS
    assert report.integrity == ()


def test_failing_line_before_right_solutions_is_a_warning(bench: Bench) -> None:
    """It is named with its line, so that the student sees what was not run."""
    report = bench.grade(course.solution(top="import torchvision"))

    (warning,) = report.warnings
    assert "ModuleNotFoundError: No module named 'torchvision'" in warning.message
    assert str(warning.location) == "ada.py, line 3"


def test_prints_are_cut_at_the_stated_length(bench: Bench) -> None:
    """A hundred megabytes leave 500 characters in the report, which says so."""
    report = bench.grade(course.solution(top="for _ in range(100): print('x' * 10**6)"))

    assert report.output == "x" * 500 + "\n… cut at 500 characters"


def test_stack_of_a_killed_child_is_not_the_students_output(bench: Bench) -> None:
    """What faulthandler writes is read, and not shown as the student's prints."""
    report = bench.grade(course.solution(forward="print('here')\nwhile True: pass"))

    assert "File" not in report.output
    assert "Stack" not in report.output
