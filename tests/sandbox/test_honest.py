"""Code that is odd, but honest, loses nothing and is accused of nothing."""

from __future__ import annotations

import sys

import pytest

from tests import course
from tests.sandbox.bench import Bench
from tests.sandbox.faults import (
    CATCHES_ALL,
)
from tests.tiers import sample

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

HONEST = {
    "prints": "print('x' * 100)",
    "prints 100 MB": "for _ in range(100): print('x' * 10**6)",
    "prints on stderr": "import sys; print('x', file=sys.stderr)",
    "sys.exit": "import sys; sys.exit(3)",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "BaseException": "raise BaseException('x')",
    "unreadable exception": """
        class Meta(type):
            __name__ = property(lambda cls: 1 / 0)
        class Unreadable(Exception, metaclass=Meta):
            __traceback__ = property(lambda self: 1 / 0)
        raise Unreadable
    """,
    "runs out of memory": "x = bytearray(8 << 30)",
    "recursion": "def f(): f()\nf()",
    "input": "name = input('name? ')",
    "stdin read": "import sys; sys.stdin.read()",
    "missing import": "import torchvision\nfrom torchvision import transforms",
    "atexit": "import atexit, time; atexit.register(time.sleep, 3600)",
    "signal handlers": CATCHES_ALL,
    "alarm": "import signal; signal.signal(14, lambda *_: print('x')); signal.alarm(1)",
    "threads that end": """
        import threading, time
        threads = [threading.Thread(target=time.sleep, args=(0.01,)) for _ in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """,
    "breakpoints": "import pdb\nbreakpoint()\npdb.set_trace()",
    "a trace of torch.fx": "torch.fx.symbolic_trace(nn.Sequential(nn.ReLU()))",
    "help": "help(nn.Tanh); dir(nn.Tanh); nn.Tanh.__annotations__",
    "a patch put back": """
        from unittest import mock
        with mock.patch.object(torch.Tensor, "cuda", lambda self: self):
            torch.ones(1).cuda()
    """,
    "old habits": """
        import functools
        import numpy as np
        np.float, np.bool = float, bool
        torch.load = functools.partial(torch.load, weights_only=False)
    """,
    "a helper reloaded": "import importlib, json; importlib.reload(json.scanner)",
    "late imports": "import doctest, getpass, cProfile, sqlite3",
    "a warning about its caller": "import warnings; warnings.warn('x', stacklevel=4)",
    "fork": "import os\nwhile True: os.fork()",
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


@pytest.mark.parametrize("top", sample(HONEST.values(), 5), ids=HONEST)
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
