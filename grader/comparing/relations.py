"""Say what wrong results have to do with the right ones: minus them, twice them, cut.

What holds of all results that are wrong is a fact, whatever the code reads. It names a
mistake that nobody has written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from grader.comparing import evidence
from grader.comparing.observation import Array, Observation, walk

Numbers = npt.NDArray[np.float64]

# Relative to the largest element: far above what rounding does, far below a mistake.
NEAR = 1e-4
# So many wrong elements at least; of fewer, much could be said that is chance.
ENOUGH = 3


class Pair(NamedTuple):
    """A wrong result and the right one, of one shape."""

    mine: Numbers
    theirs: Numbers

    @property
    def wrong(self) -> npt.NDArray[np.bool_]:
        """Which elements are wrong."""
        return ~_close(self.mine, self.theirs)


def relation(student: Observation, reference: Observation) -> str:
    """Name what holds of all tensors that are wrong; empty if nothing simple does.

    Args:
        student: One result, or several in lists and dicts.
        reference: Likewise. What has no counterpart of the same shape is passed over.
    """
    pairs = [pair for pair in _pairs(student, reference) if pair.wrong.any()]
    if sum(int(pair.wrong.sum()) for pair in pairs) < ENOUGH:
        return ""
    named = (text for text, holds in _RELATIONS.items() if all(map(holds, pairs)))
    return next(named, "") or _moved_by_numbers(pairs) or _part(pairs)


def _pairs(student: Observation, reference: Observation) -> Iterator[Pair]:
    found = dict(walk(student))
    for path, theirs in walk(reference):
        mine = found.get(path)
        if not isinstance(mine, Array) or not isinstance(theirs, Array):
            continue
        real = all(array.values.dtype.kind in "fiu" for array in (mine, theirs))
        if real and mine.shape == theirs.shape:
            pair = Pair(mine.values.astype("f8"), theirs.values.astype("f8"))
            if np.isfinite(pair.theirs).all():
                yield pair


def _close(one: Numbers, other: Numbers) -> npt.NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        room = NEAR * float(np.abs(other).max(initial=0.0)) + 1e-12
        return np.asarray(np.abs(one - other) <= room)


def _same(one: Numbers, other: Numbers) -> bool:
    return one.shape == other.shape and bool(_close(one, other).all())


def _reordered(pair: Pair) -> bool:
    return _same(np.sort(pair.mine, axis=None), np.sort(pair.theirs, axis=None))


def _at_any_axis(change: Callable[[Numbers, int], Numbers]) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        axes = range(pair.theirs.ndim)
        return any(_same(pair.mine, change(pair.theirs, axis)) for axis in axes)

    return holds


# The simplest first: several may hold.
_RELATIONS: dict[str, Callable[[Pair], bool]] = {
    "the result holds values that are not finite": lambda pair: bool(
        not np.isfinite(pair.mine).all()
    ),
    "every value is 0": lambda pair: not pair.mine.any(),
    "every value has the wrong sign": lambda pair: _same(pair.mine, -pair.theirs),
    "negative values have become 0": lambda pair: _same(
        pair.mine, pair.theirs.clip(min=0)
    ),
    "negative values are not cut off at 0": lambda pair: _same(
        pair.mine.clip(min=0), pair.theirs
    ),
    "negative values have lost their sign": lambda pair: _same(
        pair.mine, np.abs(pair.theirs)
    ),
    "values should have lost their sign": lambda pair: _same(
        np.abs(pair.mine), pair.theirs
    ),
    "every value is the same": lambda pair: (
        pair.mine.size > 1
        and _same(pair.mine, np.full_like(pair.mine, pair.mine.flat[0]))
    ),
    "values are rounded to whole numbers": lambda pair: any(
        _same(pair.mine, rounded(pair.theirs))
        for rounded in (np.trunc, np.floor, np.round)
    ),
    "every value is squared": lambda pair: _same(pair.mine, pair.theirs**2),
    "rows and columns are exchanged": lambda pair: _same(pair.mine, pair.theirs.T),
    "the right values stand in the opposite order": _at_any_axis(np.flip),
    "the right values stand one place too far": _at_any_axis(
        lambda values, axis: np.roll(values, 1, axis)
    ),
    "the right values stand one place too early": _at_any_axis(
        lambda values, axis: np.roll(values, -1, axis)
    ),
    "the right values stand in other places": _reordered,
}


def _moved_by_numbers(pairs: Sequence[Pair]) -> str:
    """Say by which factor values are too large, or by how much they are off."""
    mine = np.concatenate([pair.mine.ravel() for pair in pairs])
    theirs = np.concatenate([pair.theirs.ravel() for pair in pairs])
    if not theirs.any() or not np.isfinite(mine).all():
        return ""
    factor = float(mine @ theirs / (theirs @ theirs))
    if _same(mine, factor * theirs):
        return f"every value is {evidence.number(factor)} times what it should be"
    large = [pair for pair in pairs if pair.theirs.size >= ENOUGH]
    if large and all(_same(pair.mine, _scaled(pair)) for pair in large):
        return "all values of a result are wrong by the same factor"
    gap = float((mine - theirs).mean())
    if _same(mine, theirs + gap):
        how = "large" if gap > 0 else "small"
        return f"every value is too {how} by {evidence.number(abs(gap))}"
    if large and all(
        _same(pair.mine, pair.theirs + (pair.mine - pair.theirs).mean())
        for pair in large
    ):
        return "all values of a result are off by the same amount"
    return ""


def _scaled(pair: Pair) -> Numbers:
    """The right values, times the factor that brings them nearest to the wrong ones."""
    square = float((pair.theirs**2).sum())
    factor = float((pair.mine * pair.theirs).sum()) / square if square else 0.0
    return factor * pair.theirs


def _part(pairs: Sequence[Pair]) -> str:
    """Say that the first or the last of several rows, or columns, is wrong alone."""
    for axis, name in ((-2, "row"), (-1, "column")):
        looks = [_wrong_along(pair, axis) for pair in pairs]
        if any(look is None or look.size < ENOUGH for look in looks):
            continue
        masks = [look for look in looks if look is not None]
        for end, index in (("first", 0), ("last", -1)):
            if all(mask[index] and mask.sum() == 1 for mask in masks):
                return f"only the {end} {name} is wrong"
            if all(not mask[index] and mask.sum() == mask.size - 1 for mask in masks):
                return f"only the {end} {name} is right"
    return ""


def _wrong_along(pair: Pair, axis: int) -> npt.NDArray[np.bool_] | None:
    """Which rows, or columns, hold something wrong; None where there are none."""
    wrong = pair.wrong
    if wrong.ndim < 2 and not (wrong.ndim == 1 and axis == -1):
        return None
    others = tuple(i for i in range(wrong.ndim) if i != wrong.ndim + axis)
    return np.asarray(wrong.any(axis=others))
