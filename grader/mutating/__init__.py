"""Wrong versions of a reference: mistakes that authors write, mutants from operators.

Author's side only: these hold lines of the solution, so nothing of them is sent to
where student code runs.
"""

from grader.mutating.edits import Edit, EditError, apply_edits
from grader.mutating.mistakes import (
    Mistake,
    import_mistakes,
    make_mutants,
    mistakes,
)

__all__ = [
    "Edit",
    "EditError",
    "Mistake",
    "apply_edits",
    "import_mistakes",
    "make_mutants",
    "mistakes",
]
