"""Gradients: one that is not the reference's is compared with its own slope.

So a wrong value whose graph is whole is no mistake of the gradient check.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.causes import Cause
from grader.comparing import evidence
from grader.comparing.agreement import Mismatch, agree
from grader.comparing.observation import Array, Observation
from grader.results import Evidence, Kind

# Room between autograd's slope and one measured by finite differences in float32,
# where a kink of a ReLU may be crossed; relative to the slope that a gradient of that
# size has along a random direction. A gradient that is cut off is wrong by all of it.
SLOPE_TOLERANCE = 0.1
# What a slope that is zero is measured as, relative to the reference's gradient.
NOISE = 3e-3
# How far, of its length, a gradient may be from the reference's: bfloat16 has 8 bits,
# and right solutions that compute in it were 0.03 % to 0.26 % away.
ROUNDED = 0.01


def gradients(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """A gradient wherever the reference has one, agreeing with its own slope.

    One that disagrees with slopes that disagree with each other is owed: of a right
    value they can be measured, so it is for the check of values to fail. So is one that
    is missing where the results do not depend on the tensor.

    Reads: what `Observe.gradients` returns, by name: `grad`, `direction`, `slopes`,
    `close`.
    """
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    owed, settled = None, False
    for name, theirs in reference.items():
        if not isinstance(theirs, dict):  # a bare gradient: there is no slope to it
            theirs = {"grad": theirs}
        mine = student.get(name)
        mine = mine if isinstance(mine, dict) else {"grad": mine}
        if not isinstance(theirs.get("grad"), Array):
            continue
        if isinstance(mine.get("grad"), Array):
            found = _wrong_gradient(name, mine, theirs)
        else:
            found = _no_gradient(name, mine, theirs["grad"])
        if found and not found.owed:
            return found
        owed, settled = owed or found, settled or found is None
    return owed and replace(owed, settled=settled)


def _no_gradient(name: str, mine: dict[str, Any], expected: Array) -> Mismatch:
    found = Mismatch(
        f"`{name}` gets no gradient",
        Evidence(text=f"a gradient of shape {expected.shape}"),
        Evidence(text=evidence.describe(mine.get("grad"))),
        Kind.GRADIENT,
        subject=name,
        cause=Cause.DETACHED,
        says=f"between `{name}` and the result, a step is not recorded by autograd",
    )
    if "slopes" in mine and mine["slopes"] is None:
        return replace(found, cause=Cause.UNMEASURED)
    measured = _finite(mine.get("slopes")) + _finite(mine.get("close"))
    if measured and not any(measured):
        says = f"the result does not depend on `{name}`"
        return replace(found, aspect=Kind.VALUE, owed=True, cause=None, says=says)
    return found


def _other_gradient(name: str, found: Array, expected: Array) -> Mismatch:
    return Mismatch(
        f"`{name}` gets another gradient",
        evidence.plain(expected),
        evidence.plain(found),
        Kind.GRADIENT,
        subject=name,
    )


def _wrong_gradient(
    name: str, mine: dict[str, Any], theirs: dict[str, Any]
) -> Mismatch | None:
    grad, expected = mine["grad"], theirs["grad"]
    if agree(grad, expected) is None or _is_rounded(grad, expected):
        return None
    direction = _direction(mine, theirs, grad.shape)
    measured = _finite(mine.get("slopes"))
    if direction is None or not measured:
        other = _other_gradient(name, grad, expected)
        if mine.get("slopes") is None:
            return replace(other, cause=Cause.UNMEASURED)
        # a result that is not finite has no slope: it is for the values to tell
        if _is_endless(mine.get("slopes")):
            return replace(other, aspect=Kind.VALUE, owed=True)
        return other
    wide = grad.values.real.astype("f8")
    with np.errstate(all="ignore"):
        along = float((wide * direction.values.real.astype("f8")).sum())
        typical, usual = map(_typical, (wide, expected.values))
    slope = min(measured, key=lambda measure: abs(measure - along))
    noise = max(NOISE * usual, *_finite([theirs.get("noise")]), 0.0)
    room = SLOPE_TOLERANCE * max(abs(along), abs(slope), typical) + noise
    cut = not grad.values.any() and expected.values.any()
    finite = math.isfinite(along)
    if finite and abs(along - slope) <= room and not cut:
        return None
    unknown = finite and _is_unknown(_finite(mine.get("close")), measured, room)
    return Mismatch(
        f"`{name}` gets a wrong gradient",
        Evidence(text=f"slope {evidence.number(slope)} along a drawn direction"),
        Evidence(text=f"slope {evidence.number(along)} from backward()"),
        Kind.VALUE if unknown else Kind.GRADIENT,
        subject=name,
        cause=Cause.DETACHED,
        owed=unknown,
        says=f"`backward()` gives `{name}` a gradient that its results do not have",
    )


def _is_unknown(close: Sequence[float], slopes: Sequence[float], room: float) -> bool:
    """Whether finite differences say nothing: the result is noise, or does not move.

    So it is in half precision, or where no unit of a ReLU is alive.
    """
    if not close:
        return False
    apart = max(close) - min(close) > room
    return apart or 0 in close or all(abs(close[0] - x) > room for x in slopes)


def _is_endless(slopes: Observation) -> bool:
    """Whether slopes were measured, and none is finite."""
    numbers = slopes if isinstance(slopes, list) else []
    endless = (isinstance(x, float) and not math.isfinite(x) for x in numbers)
    return bool(numbers) and all(endless)


def _finite(numbers: Observation) -> list[float]:
    """Read a list of numbers; anything else in it is left out."""
    listed = numbers if isinstance(numbers, list) else []
    return [x for x in listed if isinstance(x, float) and math.isfinite(x)]


def _typical(values: npt.NDArray[Any]) -> float:
    """Typical magnitude of an element."""
    return float(np.linalg.norm(values)) / math.sqrt(max(values.size, 1))


def _is_rounded(grad: Array, expected: Array) -> bool:
    """Whether a gradient is the reference's, computed in half precision.

    Finite differences in that precision are noise, and no mistake is so small.
    """
    if grad.shape != expected.shape:
        return False
    wide, theirs = (x.values.real.astype("f8") for x in (grad, expected))
    with np.errstate(all="ignore"):
        apart = float(np.linalg.norm(wide - theirs))
        return bool(apart <= ROUNDED * float(np.linalg.norm(theirs)))


def _direction(
    mine: dict[str, Any], theirs: dict[str, Any], shape: tuple[int, ...]
) -> Array | None:
    """The direction as the reference drew it; the student's own if shapes differ."""
    for drawn in (theirs.get("direction"), mine.get("direction")):
        if isinstance(drawn, Array) and drawn.shape == shape:
            return drawn
    return None
