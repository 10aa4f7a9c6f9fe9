"""How one result differs from another, and whether two of one side are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from grader.comparing import evidence
from grader.comparing.agreement import (
    TOLERANCE,
    Mismatch,
    agree,
    compare_leaves,
    differing,
    shape_mismatch,
    value_mismatch,
)
from grader.comparing.kinds import devices as same_devices
from grader.comparing.kinds import dtypes as same_dtypes
from grader.comparing.observation import Array, Observation, Raised
from grader.results import Kind

# How far results may be apart that were computed under two conditions, relative to
# the largest element. In float64 it tells a step in float32, whose error is 6e-8, from
# the rounding of any order of operations; elsewhere mistakes are far larger.
APART = {"float64": 1e-10, "complex128": 1e-10, "bfloat16": 3e-2, "float16": 1e-2}
APART_ELSEWHERE = 1e-4
NOTHING = 1e-12  # what cancels to zero is not zero in every order of operations
Differ = Callable[[Array, Array, Observation], Mismatch | None]


def differ(
    mine: Observation,
    theirs: Observation,
    twin: Observation = None,
    *,
    values: Differ | None = None,
) -> Mismatch | None:
    """Say how a result differs: by an exception, its shape, values, dtype or device.

    In this order, so that a value is compared across floating dtypes; what raises is
    owed to whichever check fails of the same exception.
    """
    leaf = partial(_leaf, values=values or _nearly)
    return compare_leaves(leaf, mine, theirs, twin)


def _leaf(
    mine: Observation,
    theirs: Observation,
    twin: Observation,
    path: str,
    *,
    values: Differ,
) -> Mismatch | None:
    if (error := raised(mine, theirs)) is not None:
        return error
    if not isinstance(mine, Array) or not isinstance(theirs, Array):
        return agree(mine, theirs, twin, path)
    if mine.is_the_same_as(theirs):
        return None
    if mine.shape != theirs.shape:
        return shape_mismatch(mine, theirs, path)
    if _family(mine) != _family(theirs):
        return same_dtypes(mine, theirs)
    return (
        values(mine, theirs, twin)
        or same_dtypes(mine, theirs)
        or same_devices(mine, theirs)
    )


def raised(
    mine: Observation, theirs: Observation, aspect: Kind = Kind.VALUE
) -> Mismatch | None:
    """Say that a call raised: owed to whichever check fails of the same exception."""
    if not isinstance(mine, Raised) or isinstance(theirs, Raised):
        return None
    expected, found = evidence.plain(theirs), evidence.plain(mine)
    text = " ".join(str(mine).split())
    return Mismatch(text, expected, found, aspect, error=mine, owed=True)


def _family(array: Array) -> str:
    """Within a family, values are compared whatever the dtype."""
    if array.dtype not in TOLERANCE:
        return array.dtype
    return "complex" if array.dtype.startswith("complex") else "floating"


def exactly(mine: Array, theirs: Array, twin: Observation) -> Mismatch | None:
    """Values within the tolerance of the coarser dtype: a wrong one is lost once."""
    known = [x.dtype for x in (mine, theirs) if x.dtype in TOLERANCE]
    coarser = max(known, key=TOLERANCE.__getitem__, default=theirs.dtype)
    differs = differing(mine, replace(theirs, dtype=coarser), twin)
    return value_mismatch(mine, theirs, differs) if differs.any() else None


def _nearly(mine: Array, theirs: Array, twin: Observation = None) -> Mismatch | None:
    """Values as near as two ways of computing them come."""
    differs = _far(mine, theirs)
    return value_mismatch(mine, theirs, differs) if differs.any() else None


def _far(mine: Array, theirs: Array) -> npt.NDArray[np.bool_]:
    if mine.dtype not in TOLERANCE:  # whole numbers are the same or are not
        return np.asarray(mine.values != theirs.values)
    wide = "c16" if mine.dtype.startswith("complex") else "f8"
    a, b = mine.values.astype(wide), theirs.values.astype(wide)
    room = max(APART.get(x.dtype, APART_ELSEWHERE) for x in (mine, theirs))
    sizes = np.abs(b)
    largest = float(np.max(sizes, initial=0.0, where=np.isfinite(sizes)))
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= room * largest + NOTHING
    return np.asarray(~(near | (a == b) | (np.isnan(a) & np.isnan(b))))


def same(mine: Observation, other: Observation) -> bool:
    """Whether two results of one side are the same but for dtype and device."""
    if isinstance(mine, Raised) and isinstance(other, Raised):
        return mine.type == other.type and mine.frames[-1:] == other.frames[-1:]
    wrong = differ(mine, other)
    return wrong is None or wrong.aspect in (Kind.DTYPE, Kind.DEVICE)
