"""Compare initial values: not one by one, but whether they come of one distribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.comparing import evidence, sample_evidence
from grader.comparing.agreement import Mismatch, agree, differing
from grader.comparing.observation import Array, Observation
from grader.comparing.two_samples import Sample, Trait, differences
from grader.errors import AssignmentError
from grader.results import Evidence, Kind

FEWEST = 10_000  # elements that are needed for the power which is promised below
MUCH_LARGER = 64  # times the reference's elements: not worth a look


def distributions(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same distribution of values under each name; shapes may differ.

    Where all of the reference's elements are equal, they are a constant, and so must
    the student's be, within tolerance, however few. Elsewhere two samples are
    compared, at a level of 1e-7: one honest student in ten million is wronged, of
    whatever distribution. In 99.9 % of cases it sees, among the elements of each
    sample that it is given, of N(0, 1):

        ========================================  ========
        deviation                                 elements
        ========================================  ========
        mean 0.15                                   10,000
        mean 0.1                                    17,000
        standard deviation 0.9 or 1.1               10,000
        standard deviation 0.95 or 1.05             40,000
        cut off or clamped at two deviations         2,500
        cut off or clamped at three deviations      40,000
        uniform of the same moments                  1,500
        Laplace of the same moments                 10,000
        every twentieth element a copy              10,000
        neighbours correlated by 0.2                10,000
        ========================================  ========

    Elements must be drawn independently, in whatever order they come, or neighbours
    are not looked at: of differences between neighbours, give those of separate pairs.
    Differences of two instances show one that seeds itself.

    Raises:
        AssignmentError: The reference gives fewer than `FEWEST` elements under a
            name, and they are no constant; or some are not finite.
    """
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    for name, theirs in reference.items():
        _refuse_untold(name, theirs)
    # One small tensor among larger ones is judged by what it shows: that it has
    # another size is for the naming check to say, which compares shapes.
    few = _largest(student) < min(FEWEST, _largest(reference))
    for name, theirs in reference.items():
        mismatch = _compare(name, student.get(name), theirs, few=few)
        if mismatch is not None:
            return mismatch
    return None


def _refuse_untold(name: str, theirs: Observation) -> None:
    """Refuse a reference of which too little could be told."""
    if not isinstance(theirs, Array) or _is_constant(theirs.values):
        return
    size = theirs.values.size
    if size < FEWEST:
        raise AssignmentError(
            f"`{name}` has {size} elements, too few to tell distributions apart",
            fix=f"draw {FEWEST} or more, from larger instances or from several",
        )
    if not np.isfinite(theirs.values).all():
        raise AssignmentError(
            f"`{name}` holds values that are not finite, which have no distribution",
            fix="mend the probe, or the reference",
        )


def _largest(observed: Mapping[str, Observation]) -> int:
    sizes = (x.values.size for x in observed.values() if isinstance(x, Array))
    return max(sizes, default=0)


def _is_constant(values: npt.NDArray[Any]) -> bool:
    """Whether all elements are equal; there may be none."""
    flat = values.ravel()
    first = flat[:1]
    return bool(np.all((flat == first) | ((flat != flat) & (first != first))))


def _compare(
    name: str, mine: Observation, theirs: Observation, *, few: bool
) -> Mismatch | None:
    if not isinstance(theirs, Array) or not theirs.values.size:
        return agree(mine, theirs)
    if not isinstance(mine, Array) or not mine.values.size:
        expected, found = Evidence(text=str(theirs)), Evidence(text="nothing")
        message = f"`{name}` not found"
        return Mismatch(message, expected, found, Kind.NAMING, subject=name)
    ours, other = theirs.values.size, mine.values.size
    if (few and other != ours) or other > MUCH_LARGER * ours:
        expected, found = (Evidence(text=f"{n} elements") for n in (ours, other))
        message = f"`{name}` has another size"
        return Mismatch(message, expected, found, Kind.SHAPE, subject=name)
    difference = _difference(mine, theirs)
    if difference is None:
        return None
    expected, found = (
        Evidence(text=sample_evidence.moments(x.values), histogram=bins)
        for x, bins in zip(
            (theirs, mine),
            sample_evidence.histograms(theirs.values, mine.values),
            strict=True,
        )
    )
    message = f"`{name}` {difference}"
    says = f"the first values of `{name}` are not drawn as asked"
    return Mismatch(message, expected, found, Kind.INIT, subject=name, says=says)


def _difference(mine: Array, theirs: Array) -> str | None:
    """Say in which way initial values differ, if they do."""
    if _is_constant(theirs.values):
        return _other_constant(mine, theirs)
    if np.array_equal(mine.values, theirs.values):  # drawn from the same random state
        return None
    if not np.isfinite(mine.values).all():
        return "starts with values that are not finite"
    if _is_constant(mine.values):
        value = evidence.number(mine.values.flat[0])
        return f"starts at {value} everywhere, instead of with random values"
    one, other = _reals(mine.values), _reals(theirs.values)
    found = differences(one, other)
    if mine.dtype != theirs.dtype:  # a narrower dtype has fewer values
        found.discard(Trait.REPEATS)
    with np.errstate(all="ignore"):  # moments of huge values are infinite
        return sample_evidence.say(found, one, other) if found else None


def _other_constant(mine: Array, theirs: Array) -> str | None:
    constant = theirs.values.flat[0]
    everywhere = np.full(mine.shape, constant, theirs.values.dtype)
    if not differing(mine, replace(theirs, values=everywhere), None).any():
        return None
    if not _is_constant(mine.values):
        return f"does not start at {evidence.number(constant)} everywhere"
    found, wanted = evidence.numbers(mine.values.flat[0], constant)
    return f"starts at {found} instead of {wanted}"


def _reals(values: npt.NDArray[Any]) -> Sample:
    """Flatten to real numbers: of complex ones, both parts."""
    flat = values.ravel()
    parts = (flat.real, flat.imag) if np.iscomplexobj(flat) else (flat,)
    return np.concatenate(parts).astype(np.float64)
