"""A class of students who do all that students do, and a way to grade it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
import nbformat

from grader.assignment import Assignment, load_assignment
from grader.batch.bench import SandboxFactory
from grader.batch.roster import find_submissions
from grader.batch.rows import Row
from grader.batch.run import BatchWatcher, ClassResult, grade_class
from grader.isolation.sandbox import NurserySandbox
from grader.settings import Exercise

COURSE = Path(__file__).parents[2]
STUB = (COURSE / "assignments/layers/layers.py").read_text()
ASKED = ("CenteredLayer", "MyLinear")  # what this class has got so far
RIGHT = """
import torch
from torch import nn

class CenteredLayer(nn.Module):
    def forward(self, X):
        return X - X.to(torch.get_default_dtype() if not X.is_floating_point()
                        else X.dtype).mean()

class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(torch.matmul(X, self.weight) + self.bias)
"""
# As the lesson prints it. Source: D2L 5.4.2.
TEXTBOOK = RIGHT.replace("self.weight)", "self.weight.data)").replace(
    "self.bias)", "self.bias.data)"
)
LOOP = RIGHT.replace(
    "def forward(self, X):", "def forward(self, X):\n        while True: pass\n"
)
LEAVES = "import os\nos._exit(0)\n"
FORKS = "import os\nos.fork()\nos.setsid()\n" + RIGHT
SYNTAX = RIGHT.replace("return torch.relu(", "return torch.relu((", 1)
BINARY = b"\x89PNG\r\n\x1a\n\x00\x00" * 20


def notebook(source: str) -> str:
    """Make a notebook with one code cell."""
    cells = [nbformat.v4.new_code_cell(source)]  # type: ignore[no-untyped-call]
    document = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    return str(nbformat.writes(document))  # type: ignore[no-untyped-call]


def fill(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write the submissions of a class."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
    return folder


def layers(*, seconds: float = 0.3) -> Assignment:
    """Load an assignment whose limits do not make a test wait."""
    assignment = load_assignment(COURSE / "assignments/layers")
    limits = msgspec.structs.replace(
        assignment.settings.limits,
        check_cpu_s=seconds,
        check_timeout_s=seconds,
    )
    settings = msgspec.structs.replace(assignment.settings, limits=limits)
    return dataclasses.replace(assignment, settings=settings)


def grade(
    folder: Path,
    out: Path,
    *,
    assignment: Assignment | None = None,
    factory: SandboxFactory | None = None,
    exercises: Sequence[Exercise] = (),
    jobs: int = 2,
    watch: BatchWatcher | None = None,
) -> ClassResult:
    """Grade a class with the seed of all tests."""
    assignment = assignment or layers()
    return grade_class(
        find_submissions(folder, assignment="layers").entries,
        assignment,
        out,
        sandbox_factory=factory or (lambda: NurserySandbox(assignment.settings.limits)),
        exercises=exercises or assignment.select(ASKED),
        jobs=jobs,
        seed=20,
        watch=watch,
    )


class Notes(BatchWatcher):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.total = 0
        self.rows: list[Row] = []
        self.is_over = False

    def started(self, total: int) -> None:
        """Note the total."""
        self.total = total

    def graded(self, row: Row) -> None:
        """Note the row."""
        self.rows.append(row)

    def finished(self) -> None:
        """Note the end."""
        self.is_over = True


def children() -> set[int]:
    """List the processes that descend from this one."""
    found: set[int] = set()
    waiting = [os.getpid()]
    while waiting:
        pid = waiting.pop()
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            below = {int(child) for child in task.read_text().split()} - found
            found |= below
            waiting += below
    return found
