"""Advise on lines of a file that failed, and on names that are missing.

Nothing is installed, downloaded or typed where submissions are graded. Whoever reads
that a line failed should learn that this is so, and that it costs nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from grader.judging.absent import Failure, chain, missing_name, reason
from grader.judging.surroundings import FREE


def advise(failures: Sequence[Failure], missing: Iterable[str]) -> Iterator[str]:
    """Say of each line that failed why it did; nothing where its own words do.

    Args:
        failures: What failed, in the order in which it was run.
        missing: Exercises whose names are not defined. What keeps them from it costs
            points, everything else by itself none.
    """
    costly = [item for name in missing for item in chain(name, failures)]
    for index, (remark, error) in enumerate(failures):
        why = reason(error, failures[:index], brief=True)
        needed = missing_import(error.type, error.message)
        if not why and needed:
            yield needed
        elif (remark, error) in costly:
            yield "" if why == FREE else why
        else:
            yield f"{why}; {FREE}" if why and why != FREE else why


# What notebooks and textbooks import under these names.
_USUAL = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "np": "import numpy as np",
    "plt": "from matplotlib import pyplot as plt",
    "math": "import math",
}


def missing_import(error_type: str, message: str) -> str:
    """Name the import line that a NameError asks for, if it is a usual one."""
    line = _USUAL.get(missing_name(error_type, message))
    return f"is `{line}` missing at the top?" if line else ""
