"""Say in which way one sample differs from another, and how they are distributed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.comparing import evidence
from grader.comparing.two_samples import Sample, Trait, differences, distinct
from grader.results import Histogram

# Of a normal sample cut to less than this, much else could not be told.
HALF = 0.45
BINS = 40  # of a histogram: fine enough to show where a sample is cut
# An end is named where this many elements, of equally many, lie beyond it: by chance
# it is one.
BEYOND = 16


def say(found: set[Trait], mine: Sample, theirs: Sample) -> str:
    """Say what explains the other differences: a cut moves moments, so do copies.

    Args:
        found: What the samples differ in; at least one trait.
        mine: The student's.
        theirs: The reference's.
    """
    ends = _ends(mine, theirs)
    if Trait.ENDS in found and ends and _is_cut(mine, theirs):
        return f"is cut off at {' and '.join(ends)}"
    if Trait.REPEATS in found:
        return f"repeats values: {distinct(np.sort(mine))} of {mine.size} are different"
    if Trait.ORDER in found:
        return "holds values in an order: each should be a draw of its own"
    if Trait.MEAN in found:
        one, other = _means(mine.mean(), theirs.mean(), float(theirs.std()))
        return f"starts with mean {one} instead of {other}"
    if Trait.DEVIATION in found:
        one, other = _deviations(mine.std(), theirs.std())
        return f"starts with standard deviation {one} instead of {other}"
    return "is distributed otherwise"


def _ends(mine: Sample, theirs: Sample) -> list[str]:
    """Name the ends of the student's sample that the reference's goes beyond."""
    low, high = float(mine.min()), float(mine.max())
    beyond = ((low, theirs < low), (high, theirs > high))
    size = min(mine.size, theirs.size)
    ends = [end for end, elements in beyond if elements.mean() * size > BEYOND]
    return [_at(end, _decimals(float(theirs.std()))) for end in ends]


def _is_cut(mine: Sample, theirs: Sample) -> bool:
    """Whether the reference's sample, cut or clamped, would be like the student's."""
    low, high = mine.min(), mine.max()
    kept = theirs[(low <= theirs) & (theirs <= high)]
    if kept.size < HALF * theirs.size:
        return False
    cut_or_clamped = (kept, theirs.clip(low, high))
    return any(not differences(mine, like) for like in cut_or_clamped)


def _means(one: float, other: float, scale: float) -> tuple[str, str]:
    """Format two means to a tenth of a deviation, or finer if that is too coarse."""
    coarse = _decimals(scale)
    pairs = ((_at(one, n), _at(other, n)) for n in range(coarse, coarse + 9))
    return next((pair for pair in pairs if pair[0] != pair[1]), (str(one), str(other)))


def _deviations(one: float, other: float) -> tuple[str, str]:
    """Format two standard deviations with two digits, or as many as tell them apart."""
    numbers = evidence.number
    pairs = ((numbers(one, n), numbers(other, n)) for n in range(2, 17))
    return next((pair for pair in pairs if pair[0] != pair[1]), (str(one), str(other)))


def _decimals(scale: float) -> int:
    """Decimal places that a tenth of a scale needs."""
    return 1 - math.floor(math.log10(scale))


def _at(value: float, decimals: int) -> str:
    return evidence.number(round(value, decimals) + 0.0, digits=9)


def histograms(
    one: npt.NDArray[Any], other: npt.NDArray[Any]
) -> tuple[Histogram, Histogram] | tuple[None, None]:
    """Count two samples in the same bins.

    Returns:
        None of either where nothing would show: of constants, or of nothing finite.
    """
    samples = [_finite(values) for values in (one, other)]
    if not all(sample.size for sample in samples):
        return None, None
    low, high = min(s.min() for s in samples), max(s.max() for s in samples)
    if not 0 < high - low < math.inf:
        return None, None
    counts = [np.histogram(s, BINS, (low, high))[0] / s.size for s in samples]
    first, second = (
        Histogram(
            low=float(low),
            high=float(high),
            shares=tuple(round(float(share), 5) for share in shares),
        )
        for shares in counts
    )
    return first, second


def _finite(values: npt.NDArray[Any]) -> Sample:
    wide: Sample = values.real.astype("f8").ravel()
    return wide[np.isfinite(wide)]


def moments(values: npt.NDArray[Any]) -> str:
    """Describe a sample by its moments and its ends."""
    wide = values.real.astype("f8")
    with np.errstate(all="ignore"):
        mean, deviation = evidence.number(wide.mean()), evidence.number(wide.std())
    return (
        f"mean {mean}, standard deviation {deviation}, "
        f"from {evidence.number(wide.min())} to {evidence.number(wide.max())}"
    )
