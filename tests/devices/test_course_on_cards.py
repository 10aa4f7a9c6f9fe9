"""The course's device checks, on real GPUs where there are any.

The same files are graded on simulated ones by `grade validate`, in the sandbox. Here
they run in this process, as the sandbox lets nobody near a real GPU.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import torch

from grader.checks import Check
from grader.child.encode import encode_draw
from grader.comparing.observation import Observation, Raised, decode
from grader.devices import simulated_gpus
from grader.preparing import import_checks
from grader.probing.draw import Draw
from grader.probing.observe import Observe
from grader.results import Kind

ROOT = Path(__file__).parents[2]
CARDS = torch.cuda.device_count() if torch.version.cuda else 0
SEED, ROOM = 20260101, 64 << 20
Gpus = Callable[[int], AbstractContextManager[Any]]
HEADER = re.compile(r"^# (exercise|loses): (.*)$", re.MULTILINE)


@contextmanager
def real_gpus(count: int) -> Iterator[tuple[torch.device, ...]]:
    """Offer this machine's GPUs to who asks for that many, else simulated ones."""
    if count == CARDS:
        yield tuple(torch.device("cuda", index) for index in range(count))
    else:
        with simulated_gpus(count) as devices:
            yield devices


WORLDS = [
    pytest.param(simulated_gpus, id="simulated"),
    pytest.param(
        real_gpus,
        id="real",
        marks=[
            pytest.mark.gpu,
            pytest.mark.skipif(not CARDS, reason="no CUDA device is here"),
        ],
    ),
]


class Solution(NamedTuple):
    """A file of ours, and which device checks its header names."""

    source: str
    exercise: str
    loses: set[str]


def solutions(assignment: str) -> Iterator[Solution]:
    """Yield right files, and wrong ones that are about devices."""
    folder = ROOT / "assignments" / assignment
    for file in sorted((*folder.glob("right/*.py"), *folder.glob("wrong/*.py"))):
        source = file.read_text("utf-8")
        header = dict(HEADER.findall(source))
        loses = set(re.findall(r"device\.\w+", header.get("loses", "")))
        if "exercise" in header and (loses or file.parent.name == "right"):
            yield Solution(source, header["exercise"], loses)


def observed(check: Check, namespace: dict[str, Any], gpus: Gpus) -> Observation:
    """Run a probe in this process, and read what it gives as the judge does."""
    draw = Draw(SEED)
    offered = {"draw": draw, "observe": Observe(draw), "gpus": gpus}
    names = check.probe.__code__.co_varnames[: check.probe.__code__.co_argcount]
    torch.manual_seed(SEED)
    try:
        value = check.probe(**{n: offered.get(n) or namespace[n] for n in names})
    except Exception as error:
        value = error
    encoded, payload = encode_draw(value, {}, ROOM)
    wire = msgspec.json.decode(msgspec.json.encode(encoded), type=type(encoded))
    return decode(wire.value, payload)


def loaded(source: str) -> dict[str, Any]:
    """Run a file of ours."""
    namespace: dict[str, Any] = {"__name__": "solution"}
    lines = source.splitlines(keepends=True)
    linecache.cache["solution.py"] = (1, None, lines, "solution.py")  # for TorchScript
    exec(compile(source, "solution.py", "exec"), namespace)  # noqa: S102 - our own
    return namespace


@pytest.mark.rest
@pytest.mark.filterwarnings("ignore")  # what students' code is warned of is theirs
@pytest.mark.parametrize("gpus", WORLDS)
@pytest.mark.parametrize("assignment", ["blocks", "convolution", "devices", "layers"])
def test_device_checks_tell_right_from_wrong(assignment: str, gpus: Gpus) -> None:
    """A file loses the device checks that its header names, on any GPUs."""
    path = ROOT / "assignments" / assignment / "checks.py"
    checks = import_checks(assignment, str(path), path.read_text("utf-8"))
    by_id = {check.id: check for check in checks if check.kind is Kind.DEVICE}
    reference = loaded((ROOT / "reference" / f"{assignment}.py").read_text("utf-8"))
    expected = {id_: observed(c, reference, gpus) for id_, c in by_id.items()}

    assert not [name for name, value in expected.items() if isinstance(value, Raised)]
    for solution in solutions(assignment):
        namespace = {**reference, **loaded(solution.source)}
        found = {
            id_.removeprefix(f"{solution.exercise}.")
            for id_, right in expected.items()
            if id_.startswith(f"{solution.exercise}.")
            and by_id[id_].compare(observed(by_id[id_], namespace, gpus), right, None)
        }
        # what the lost ones block is lost here, too: nobody asks what blocks what
        assert solution.loses <= found, solution
        assert solution.loses or not found, solution
