"""Rules of what a submission reads once of the machine that it is loaded on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from grader.assignment import load_assignment
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import Status
from tests import course

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
]

Lost = Callable[[str], set[str]]
LISTED = "GPUS = [torch.device('cuda', i) for i in range({count})]"
READ_ONCE = {
    "a list": f"""
        {LISTED.format(count="torch.cuda.device_count()")}
        def try_all_gpus():
            return GPUS or [torch.device("cpu")]
    """,
    "a cache": """
        from functools import cache
        @cache
        def try_all_gpus():
            found = range(torch.cuda.device_count())
            return [torch.device("cuda", i) for i in found] or [torch.device("cpu")]
    """,
    "a default": """
        def try_all_gpus(count=torch.cuda.device_count()):
            found = [torch.device("cuda", i) for i in range(count)]
            return found or [torch.device("cpu")]
    """,
    "a method": """
        class Machine:
            def __init__(self):
                self.count = torch.cuda.device_count()
            def __call__(self):
                found = [torch.device("cuda", i) for i in range(self.count)]
                return found or [torch.device("cpu")]
        try_all_gpus = Machine()
    """,
    "a flag": """
        if torch.cuda.is_available():
            def try_all_gpus():
                return [torch.device("cuda", i)
                        for i in range(torch.cuda.device_count())]
        else:
            def try_all_gpus():
                return [torch.device("cpu")]
    """,
    "an attempt": """
        try:
            PLACES = torch.ones(torch.accelerator.device_count()).cuda()
        except Exception:
            def try_all_gpus():
                return [torch.device("cpu")]
        else:
            def try_all_gpus():
                return [torch.device("cuda", i) for i in range(len(PLACES))]
    """,
    "an accelerator": """
        KIND = torch.accelerator.current_accelerator(check_available=True)
        def try_all_gpus():
            if KIND is None:
                return [torch.device("cpu")]
            return [torch.device(KIND.type, i)
                    for i in range(torch.accelerator.device_count())]
    """,
}
WRONG = {
    "two of them": f"{LISTED.format(count=2)}\ndef try_all_gpus(): return GPUS",
    "the first": "def try_all_gpus(): return [torch.device('cuda', 0)]",
    "one too few": f"""
        {LISTED.format(count="torch.cuda.device_count() - 1")}
        def try_all_gpus():
            return GPUS or [torch.device("cpu")]
    """,
}


@pytest.fixture(scope="module")
def lost() -> Iterator[Lost]:
    """Grade `try_all_gpus`, and say which of its checks do not pass."""
    folder = Path(__file__).parents[2] / "assignments" / "devices"
    assignment = load_assignment(folder)
    (exercise,) = assignment.select(("try_all_gpus",))
    reference = Reference(assignment)
    with NurserySandbox(Limits()) as sandbox:
        sandbox.prepare(
            assignment.name, assignment.checks_label, assignment.checks_source
        )

        def grade(source: str) -> set[str]:
            submission = course.submitted(f"import torch\n{dedent(source)}")
            sitting = Judge(reference, sandbox, 7).sit(submission)
            results = sitting.verdicts(exercise)
            return {r.id.split(".")[2] for r in results if r.status is not Status.PASS}

        yield grade


@pytest.mark.parametrize("style", READ_ONCE)
def test_what_is_read_once_is_read_on_each_machine(lost: Lost, style: str) -> None:
    """A right solution counts when it is loaded, which on a real machine is enough."""
    assert lost(READ_ONCE[style]) == set()


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_count_is_wrong_on_each_machine(lost: Lost, mistake: str) -> None:
    """Loading it once more helps nobody whose devices are not the machine's."""
    assert "every_gpu_in_order" in lost(WRONG[mistake])
