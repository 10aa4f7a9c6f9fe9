"""Prove assignments (`grade validate`).

The reference gets full marks, the stubs none, every file in `right/` passes, and
every file in `wrong/` loses exactly the checks that its header names. A check
that no wrong solution loses is not proved to catch anything.
"""

from grader.validating.cache import open_cache
from grader.validating.course import rewrite_stubs, select
from grader.validating.progress import ValidationProgress
from grader.validating.proof import Proof
from grader.validating.running import prove
from grader.validating.showing import show
from grader.validating.table import print_mutations, print_proofs, print_twins

__all__ = [
    "Proof",
    "ValidationProgress",
    "open_cache",
    "print_mutations",
    "print_proofs",
    "print_twins",
    "prove",
    "rewrite_stubs",
    "select",
    "show",
]
