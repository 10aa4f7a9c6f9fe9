"""Wrong versions of a reference: mistakes that authors write, mutants from operators.

Author's side only: these hold lines of the solution, so nothing of them is sent to
where student code runs.
"""

from grader.edits import Edit
from grader.mutating.edits import EditError, apply_edits
from grader.mutating.mistakes import (
    Equivalent,
    Mistake,
    equivalent,
    make_mistakes,
    make_mutants,
    mistakes,
    read_mistakes,
)

__all__ = [
    "Edit",
    "EditError",
    "Equivalent",
    "Mistake",
    "apply_edits",
    "equivalent",
    "make_mistakes",
    "make_mutants",
    "mistakes",
    "read_mistakes",
]
