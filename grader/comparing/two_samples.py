"""Tell two samples apart by what can be proved of any distribution. Pure, numpy only.

A statistic is divided by the bound that chance passes with a given probability, so
that 1 is the most that chance does. No bound supposes a family or moments: those that
hold for normal values alone wrong who draws heavy tails. They suppose that elements
are drawn independently of each other.

The larger sample is thinned to the size of the smaller: with equal sizes, swapping
one element of each changes nothing, which is what the bounds follow from.
"""

from __future__ import annotations

import math
from enum import Enum

import numpy as np
import numpy.typing as npt

# One honest student in ten million is wronged by a comparison of two samples.
LEVEL = 1e-7
Sample = npt.NDArray[np.float64]


class Trait(Enum):
    """What two samples may differ in; each has a test, and the tests share a level."""

    MEAN = "mean"
    DEVIATION = "standard deviation"
    ENDS = "ends"
    SHAPE = "shape"
    REPEATS = "repeats"
    ORDER = "order"


def differences(mine: Sample, theirs: Sample, level: float = LEVEL) -> set[Trait]:
    """Find what two samples differ in by more than chance.

    Args:
        mine: Finite numbers; one at least.
        theirs: As many, or more, or fewer.
        level: Probability that anything is found in samples of one distribution.
    """
    return {trait for trait, size in excesses(mine, theirs, level).items() if size > 1}


def excesses(mine: Sample, theirs: Sample, level: float = LEVEL) -> dict[Trait, float]:
    """Measure how far two samples differ, as a multiple of what chance may do.

    Each trait has an equal share of the level (Bonferroni).
    """
    # Pairs are made at random: with equal seeds, equal places hold dependent values.
    rng, size = np.random.default_rng(0), min(mine.size, theirs.size)
    share = level / len(Trait)
    order = 0.0 if _ordered(theirs, share) > 1 else _ordered(mine, share)
    one, other = _scaled(*(rng.permutation(x)[:size] for x in (mine, theirs)))
    in_order = np.sort(one), np.sort(other)
    return {
        Trait.MEAN: _paired(one, other, share),
        Trait.DEVIATION: _paired(one**2, other**2, share),
        Trait.ENDS: _beyond(*in_order, share),
        Trait.SHAPE: _distance(*in_order, share),
        Trait.REPEATS: _repeats(*in_order, share),
        Trait.ORDER: order,
    }


def _scaled(one: Sample, other: Sample) -> tuple[Sample, Sample]:
    """Centre both on their common mean, within -2 to 2: no square overflows."""
    scale = max(np.abs(one).max(), np.abs(other).max()) or 1.0
    one, other = one / scale, other / scale
    centre = (one.mean() + other.mean()) / 2
    return one - centre, other - centre


def _paired(one: Sample, other: Sample, level: float) -> float:
    """Compare means: the sum of paired differences over the root of their squares.

    In samples of one distribution each difference has either sign alike, whatever the
    others are, so that P(ratio > t) <= 2 exp(-t^2 / 2): the ratio studentises itself,
    with whatever kurtosis the values have. Of squares, it compares variances.
    Sources: Hoeffding, JASA 58 (1963), theorem 2; Efron, JASA 64 (1969), section 2.
    """
    norm = math.sqrt(float(np.sum((one - other) ** 2)))
    if norm == 0:
        return 0.0
    bound = math.sqrt(2 * math.log(2 / level))
    return abs(float(one.sum() - other.sum())) / (norm * bound)


def _beyond(one: Sample, other: Sample, level: float) -> float:
    """Count the elements of one that lie beyond all of the other, at either end.

    The k largest of 2n are all of one given sample with probability 2^-k at most;
    there are two samples and two ends. This sees what is cut off, which moments and
    distances hardly show. Source: Rosenbaum, Ann. Math. Stat. 25 (1954), 146-150.
    """
    counts = []
    for a, b in ((one, other), (other, one)):
        counts.append(a.size - np.searchsorted(a, b[-1], side="right"))
        counts.append(np.searchsorted(a, b[0], side="left"))
    return float(max(counts)) / math.log2(4 / level)


def _distance(one: Sample, other: Sample, level: float) -> float:
    """Compare the distribution functions where they are farthest apart.

    Two-sample Kolmogorov-Smirnov, with P(sqrt(n / 2) D > M) <= 2 exp(-2 M^2), from
    458 elements on. Source: Wei and Dudley, Stat. Probab. Lett. 82 (2012), 636-644.
    """
    points, size = np.concatenate([one, other]), one.size
    below = np.searchsorted(one, points, side="right")
    distance = np.abs(below - np.searchsorted(other, points, side="right")).max() / size
    return float(distance / math.sqrt(math.log(2 / level) / size))


def _repeats(one: Sample, other: Sample, level: float) -> float:
    """Compare how many different values there are: fewer in the first is a fault.

    One element more or less changes the number by one at most, so that for the
    difference P(> t) <= exp(-t^2 / n). Source: McDiarmid, Surveys in Combinatorics
    (1989), 148-188, lemma 1.2.
    """
    fewer = distinct(other) - distinct(one)
    return fewer / math.sqrt(one.size * math.log(1 / level))


def _ordered(sample: Sample, level: float) -> float:
    """Whether neighbours are alike, or unlike: then they were not drawn one by one.

    Of two pairs of neighbours, (a, b) and (c, d), swapping b and d changes the sign of
    (a - c)(b - d) and nothing else, if all four are independent: hence the bound of
    `_paired`. Pairs meet at random, since rows and columns give distances a meaning.
    """
    fours = sample[: sample.size // 4 * 4] / (np.abs(sample).max() or 1.0)
    pairs = np.random.default_rng(1).permutation(fours.reshape(-1, 2))
    (a, b), (c, d) = (half.T for half in np.split(pairs, 2))
    return _paired((a - c) * b, (a - c) * d, level)


def distinct(ordered: Sample) -> int:
    """Count the different values of a sample in order."""
    return 1 + int(np.count_nonzero(np.diff(ordered)))
