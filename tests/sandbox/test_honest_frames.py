"""Honest code that looks at its own frames sees them, and nothing beyond."""

from __future__ import annotations

import sys

import pytest

from tests import course
from tests.sandbox.bench import Bench

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

# Pasted in from the book, as many do.
BOOK = """
import inspect


class HyperParameters:
    def save_hyperparameters(self, ignore=[]):
        frame = inspect.currentframe().f_back
        _, _, _, local_vars = inspect.getargvalues(frame)
        self.hparams = {k: v for k, v in local_vars.items()
                        if k not in set(ignore+['self']) and not k.startswith('_')}
        for k, v in self.hparams.items():
            setattr(self, k, v)


class Scale(nn.Module, HyperParameters):
    def __init__(self, width):
        super().__init__()
        self.save_hyperparameters()
        self.weight = nn.Parameter(torch.randn(self.width))

    def forward(self, X):
        return X * self.weight
"""
# Each prints what stands beside it.
HONEST = {
    "own name": ("import sys\nprint(sys._getframe().f_code.co_name)", "forward"),
    "caller in torch": (
        "import sys\nprint(sys._getframe(1).f_code.co_name)", "_call_impl"
    ),
    "all callers": (
        "import inspect\nprint([f.function for f in inspect.stack()][::-1][:2])",
        "['<module>', '_wrapped_call_impl']",
    ),
    "own line": (
        "import sys\nprint(sys._getframe().f_lineno > 9)", "True"
    ),
    "own file": (
        "import inspect\nprint(inspect.currentframe().f_globals['__name__'])",
        "submission",
    ),
    "no deeper": (
        "import sys\ntry: sys._getframe(99)\nexcept ValueError as e: print(e)",
        "call stack is not deep enough",
    ),
    "torch's records": (
        "with torch.profiler.record_function('x::conv2d'): print(1)", "1"
    ),
}  # fmt: skip
# What would lead on from a frame to the grader's.
BEYOND = """
import inspect, sys
def kinds(frame):
    while frame is not None:
        yield frame
        frame = frame.f_back
seen = list(kinds(inspect.currentframe()))
print(sorted({type(f) is type(sys._getframe()) for f in seen}))
print([f for f in seen if 'grader' in f.f_code.co_filename])
print([n for f in seen for n in f.f_locals if n in ('draw', 'request', 'replies')])
print([f for f in seen if 'torch' in f.f_code.co_filename and f.f_locals])
"""


def test_arguments_of_the_caller_can_be_saved(bench: Bench) -> None:
    """The book's `save_hyperparameters` works, and nothing is said of it."""
    report = bench.grade(course.HEAD + BOOK + course.TOTAL)

    assert report.score == course.POINTS
    assert (report.integrity, report.warnings) == ((), ())


@pytest.mark.parametrize(("forward", "printed"), HONEST.values(), ids=HONEST)
def test_looking_at_frames_costs_nothing(
    bench: Bench, forward: str, printed: str
) -> None:
    """It works, as it does where the function is called from its own module."""
    report = bench.grade(course.solution(forward=forward))

    assert report.score == course.POINTS
    assert (report.integrity, report.warnings) == ((), ())
    assert printed in report.output.splitlines()


def test_function_is_called_by_its_module(bench: Bench) -> None:
    """Above what a check calls stands the module, and above that nothing."""
    source = course.RIGHT.replace(
        "    return X.sum()",
        "    import sys\n"
        "    frame = sys._getframe(1)\n"
        "    print(frame.f_code.co_name, frame.f_back, 'total' in frame.f_locals)\n"
        "    return X.sum()",
    )

    report = bench.grade(source)

    assert report.score == course.POINTS
    assert report.output.splitlines()[1] == "<module> None True"


def test_no_frame_of_the_grader_is_in_sight(bench: Bench) -> None:
    """All that is seen are copies, and none is of the grader, or holds what is its."""
    report = bench.grade(course.solution(forward=BEYOND))

    assert report.score == course.POINTS
    assert report.output.splitlines()[1:5] == ["[True]", "[]", "[]", "[]"]
