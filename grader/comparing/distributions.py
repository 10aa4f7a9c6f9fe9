"""Compare initial values: not one by one, but whether they come of one distribution."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.comparing import evidence
from grader.comparing.agreement import Mismatch, agree
from grader.comparing.observation import Array, Observation
from grader.results import Evidence, Kind

# Two-sample Kolmogorov-Smirnov, significance 1e-7: c = sqrt(-ln(alpha / 2) / 2).
# Source: Knuth, TAOCP vol. 2, 3.3.1. One honest student in ten million is wronged.
KS_FACTOR = 2.9
# Distances are at most 1: of fewer elements than these no test can fail.
FEWEST = math.ceil(KS_FACTOR**2)
MUCH_LARGER = 64  # times the reference's elements: not worth sorting


def distributions(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same distribution of values under each name, by a two-sample KS test.

    Shapes may differ. Give it some ten thousand elements: the test then sees a
    standard deviation that is off by a tenth; of a few it can tell nothing, and of far
    more than the reference has it is not asked.
    """
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    few = _largest(student) < min(FEWEST, _largest(reference))
    for name, theirs in reference.items():
        mine = student.get(name)
        if not isinstance(theirs, Array) or not theirs.values.size:
            mismatch = agree(mine, theirs)
            if mismatch is not None:
                return mismatch
            continue
        if not isinstance(mine, Array) or not mine.values.size:
            return Mismatch(
                f"`{name}` not found",
                Evidence(text=str(theirs)),
                Evidence(text="nothing"),
                Kind.NAMING,
                subject=name,
            )
        fewer = few and mine.values.size != theirs.values.size
        if fewer or mine.values.size > MUCH_LARGER * theirs.values.size:
            return Mismatch(
                f"`{name}` has another size",
                Evidence(text=f"{theirs.values.size} elements"),
                Evidence(text=f"{mine.values.size} elements"),
                Kind.SHAPE,
                subject=name,
            )
        if not _same_distribution(mine.values, theirs.values):
            return Mismatch(
                f"`{name}` is initialised otherwise",
                Evidence(text=_moments(theirs.values)),
                Evidence(text=_moments(mine.values)),
                Kind.INIT,
                subject=name,
            )
    return None


def _largest(observed: Mapping[str, Observation]) -> int:
    sizes = (x.values.size for x in observed.values() if isinstance(x, Array))
    return max(sizes, default=0)


def _same_distribution(mine: npt.NDArray[Any], theirs: npt.NDArray[Any]) -> bool:
    if np.array_equal(mine, theirs):  # the same calls, from the same random state
        return True
    a, b = np.sort(mine.ravel()), np.sort(theirs.ravel())
    points = np.concatenate([a, b])
    below = np.searchsorted(a, points, side="right") / a.size
    distance = np.abs(below - np.searchsorted(b, points, side="right") / b.size).max()
    return bool(distance <= KS_FACTOR * np.sqrt(1 / a.size + 1 / b.size))


def _moments(values: npt.NDArray[Any]) -> str:
    wide = values.real.astype("f8")
    with np.errstate(all="ignore"):
        mean, deviation = evidence.number(wide.mean()), evidence.number(wide.std())
    return (
        f"mean {mean}, standard deviation {deviation}, "
        f"from {evidence.number(wide.min())} to {evidence.number(wide.max())}"
    )
