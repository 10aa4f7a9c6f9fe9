"""Rules of builds of torch that start threads, which no forked process inherits."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from torch.utils import backend_registration

from grader.errors import SandboxError
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from tests import course

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
]
# A build with a device of its own, as torch lets Python pretend: autograd has a thread
# for each that there is, from its first use on.
WITH_A_DEVICE = """
    import os, sys, torch
    from torch.utils import backend_registration
    backend_registration._setup_privateuseone_for_python_backend("fake")
"""
USE = "torch.ones((), requires_grad=True).backward()"
FORKED = """
    if not os.fork():
        try:
            torch.ones((), requires_grad=True).backward()
            print("autograd works")
        except RuntimeError as error:
            print(str(error)[:9])
        sys.stdout.flush()
        os._exit(0)
    os.wait()
"""


def said_by(*parts: str) -> str:
    """Run code in a process of its own, and return what it prints."""
    if not hasattr(backend_registration, "_setup_privateuseone_for_python_backend"):
        pytest.skip("this torch lets Python pretend no device")
    code = "\n".join(textwrap.dedent(part) for part in parts)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_build_with_a_device_refuses_autograd_to_forked_processes() -> None:
    """That is why nothing may use it in the nursery: the danger is real."""
    assert said_by(WITH_A_DEVICE, USE, FORKED) == "Unable to"


@pytest.mark.rest
def test_warming_up_leaves_autograd_to_children() -> None:
    """After it, a forked process can use autograd on any build."""
    warm = (
        "from grader.child.warming import warm_up\ntorch.set_num_threads(1)\nwarm_up()"
    )

    assert said_by(WITH_A_DEVICE, warm, FORKED) == "autograd works"
    assert said_by("import os, sys, torch", warm, FORKED) == "autograd works"


def test_torch_that_does_not_work_in_children_is_no_fault_of_the_course(
    tmp_path: Path,
) -> None:
    """Whoever grades reads which build it is and what to do, and the exit code is 4."""
    assignment = course.load_course(tmp_path)
    message = "Unable to handle autograd's threading with fork-based multiprocessing."
    broken = course.solution(forward=f'raise RuntimeError("{message}")')
    assignment.reference_path.write_text(broken)

    with NurserySandbox(course.LIMITS) as sandbox:
        judge = Judge(Reference(assignment), sandbox, 7)
        with pytest.raises(SandboxError, match=r"^torch \d\S+ does not work in forked"):
            judge.grade(course.submitted(course.RIGHT))
