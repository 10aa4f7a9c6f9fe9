"""One real exercise, graded from end to end, to see whether this machine can grade."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from grader.assignment import load_assignment
from grader.errors import GraderError
from grader.submission import Submission, Unit

NAME = "trial"
FILES = {
    f"assignments/{NAME}/assignment.toml": f"""
[assignment]
name = "{NAME}"
title = "Trial"

[[exercise]]
name = "Double"
title = "A layer"
kind = "module"
""",
    f"assignments/{NAME}/checks.py": '''
from grader import module

@module
def double(Double, draw):
    """`Double()` makes a Module."""
    yield Double(), draw.normal(2, 3)

double.value("X times the weight.")
double.gradient("Gradients reach the weight.")
double.device()
''',
    f"reference/{NAME}.py": """
import torch

class Double(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.full((3,), 2.0))

    def forward(self, X):
        return X * self.weight
""",
}


def problem_of_grading(*, plain: bool) -> str:
    """Grade the reference of a small exercise, and say what keeps it from passing.

    Args:
        plain: Whether to do it without a nursery.

    Returns:
        A sentence; empty if all is well.
    """
    from grader.grading import open_sandbox
    from grader.judging.judge import Judge
    from grader.judging.reference import Reference

    with TemporaryDirectory(prefix="grader-trial-") as folder:
        for name, text in FILES.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assignment = load_assignment(Path(folder, "assignments", NAME))
        unit = Unit(label=f"{NAME}.py", source=assignment.reference_source)
        submission = Submission(id=NAME, files=(), units=(unit,))
        try:
            with open_sandbox(assignment, plain=plain) as sandbox:
                judge = Judge(Reference(assignment), sandbox, seed=0)
                report = judge.grade(submission)
        except GraderError as error:
            return str(error)
    lost = [f"{c.id}: {c.message}" for c in report.checks if c.earned < c.points]
    return "; ".join(lost)
