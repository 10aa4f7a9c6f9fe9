"""Whether two wrong observations are the same one, up to rounding.

Stricter than the comparisons that judge: nothing is passed over, and what is close to
the reference's is not alike for that. Here agreement is proof of a mistake.
"""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from grader.comparing.observation import Array, Observation, Raised

# Of the largest magnitude in a tensor, by dtype: what sums in another order differ by.
ROUNDING = {
    "float64": 1e-11,
    "complex128": 1e-11,
    "float32": 1e-5,
    "complex64": 1e-5,
    "float16": 4e-3,
    "bfloat16": 3e-2,
}


def alike(one: Observation, other: Observation, right: Observation = None) -> bool:
    """Same structure, and every leaf the same: values, dtypes, devices, errors.

    Args:
        one: What one program gave.
        other: What another one gave.
        right: What the reference gave: where that raises, words of errors are free.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        known = right if isinstance(right, dict) else {}
        same = one.keys() == other.keys()
        return same and all(alike(one[k], other[k], known.get(k)) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        rights = right if isinstance(right, list) else []
        whole = zip_longest(one, other, rights[: len(one)])
        return len(one) == len(other) and all(alike(*items) for items in whole)
    if isinstance(one, Array) and isinstance(other, Array):
        return _same_tensor(one, other)
    if isinstance(one, Raised) and isinstance(other, Raised):
        free = isinstance(right, Raised)
        return one.type == other.type and (free or one.message == other.message)
    if isinstance(one, float) and isinstance(other, float):
        # a slope of finite differences
        return bool(np.isclose(one, other, rtol=1e-3, atol=1e-4, equal_nan=True))
    return type(one) is type(other) and bool(one == other)


def _same_tensor(one: Array, other: Array) -> bool:
    same = (one.dtype, one.shape, one.device) == (
        other.dtype,
        other.shape,
        other.device,
    )
    return same and bool(_close(one.values, other.values, ROUNDING.get(one.dtype, 0)))


def _close(
    one: npt.NDArray[np.generic], other: npt.NDArray[np.generic], part: float
) -> bool:
    if not part:
        return bool(np.array_equal(one, other))
    mine, theirs = one.astype("c16"), other.astype("c16")
    finite = np.isfinite(mine) & np.isfinite(theirs)
    size = float(np.abs(np.where(finite, theirs, 0)).max(initial=0.0))
    with np.errstate(all="ignore"):
        near = np.abs(mine - theirs) <= part * size
    same = (one == other) | (np.isnan(one.real) & np.isnan(other.real))
    return bool(np.where(finite, near, same).all())
