"""The comparisons of single kinds: shapes, dtypes, names, gradients and so on.

Each looks at its own property and at nothing else, so that one mistake costs
one check.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.causes import Cause
from grader.comparing import evidence
from grader.comparing.agreement import (
    Comparison,
    Mismatch,
    agree,
    compare_leaves,
    quoted,
    shape_mismatch,
)
from grader.comparing.distributions import distributions
from grader.comparing.observation import Array, Observation, Raised, Symbolic
from grader.comparing.sizes import resized
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


def contracts(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same types of result; an exception inside a call is another check's.

    Reads: what `Observe.call` returns, or a dict of several under labels.
    """
    if not isinstance(reference, dict):
        student, reference = {"": student}, {"": reference}
    for label, theirs in reference.items():
        mine = student.get(label) if isinstance(student, dict) else student
        if not isinstance(theirs, str | list):  # no name of a type, but a value
            mismatch = agree(mine, theirs)
            if mismatch is not None:
                return mismatch
            continue
        if isinstance(mine, Raised) or _same_types(mine, theirs):
            continue
        where = f"{label} " if label else ""
        return Mismatch(
            f"{where}returns {_typename(mine)}, not {_typename(theirs)}",
            Evidence(text=_typename(theirs)),
            Evidence(text=_typename(mine)),
            Kind.CONTRACT,
            cause=Cause.RETURNS_NONE if mine == "NoneType" else None,
            says=f"it gives {_typename(mine)}, where {_typename(theirs)} is asked for",
        )
    return None


def _same_types(mine: Observation, theirs: Observation) -> bool:
    """Whether types agree; an empty list is a list of anything."""
    if isinstance(mine, list) and isinstance(theirs, list) and mine and theirs:
        return agree(mine[0], theirs[0]) is None and all(
            any(agree(item, known) is None for known in theirs[1:]) for item in mine[1:]
        )
    return agree(mine, theirs) is None


def _typename(value: Observation) -> str:
    """Read a type as `Observe.call` names it: `str`, `Tensor`, `["list", "device"]`."""
    if isinstance(value, list) and value:
        inside = " and ".join(_typename(item) for item in value[1:]) or "nothing"
        return f"a {value[0]} of {inside.removeprefix('a ')}"
    named = {"NoneType": "None", "Tensor": "a tensor", "str": "a string"}
    if isinstance(value, str):
        return named.get(value, f"a {value}")
    return evidence.describe(value)


def shapes(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same shapes, whatever the values."""
    return compare_leaves(_shape, student, reference)


def _shape(
    mine: Observation, theirs: Observation, precise: Observation, path: str
) -> Mismatch | None:
    if not isinstance(mine, Array) or not isinstance(theirs, Array):
        return agree(mine, theirs, path=path)
    return None if mine.shape == theirs.shape else shape_mismatch(mine, theirs, path)


def dtypes(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same dtypes, whatever the values and shapes."""
    return compare_leaves(partial(_named, Kind.DTYPE), student, reference)


def devices(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same devices, whatever the values and shapes."""
    return compare_leaves(partial(_named, Kind.DEVICE), student, reference)


def _named(
    kind: Kind,
    mine: Observation,
    theirs: Observation,
    precise: Observation,
    path: str,
) -> Mismatch | None:
    """Compare the dtype or the device, whichever the kind is called after."""
    if isinstance(mine, Array) and isinstance(theirs, Array):
        found, expected = str(getattr(mine, kind)), str(getattr(theirs, kind))
    elif isinstance(mine, Symbolic) and isinstance(theirs, Symbolic):
        found, expected = mine.name, theirs.name
    else:
        return agree(mine, theirs, path=path)
    if found == expected:
        return None
    return Mismatch(
        f"{kind} {found} instead of {expected}",
        Evidence(text=expected),
        Evidence(text=found),
        kind,
        note=mine.note if isinstance(mine, Array) else None,
        says=f"the result is {_PUT[kind].format(found)}, and not {expected}",
    )


_PUT = {Kind.DTYPE: "of dtype {}", Kind.DEVICE: "on {}"}


def namings(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same names, and same shapes under them, in any order."""
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    wrong = [
        name
        for name, theirs in reference.items()
        if name not in student
        or evidence.outline(student[name]) != evidence.outline(theirs)
    ]
    extra = [name for name in student if name not in reference]
    if not wrong and not extra:
        return None
    message, says = _naming_headline(student, reference)
    mixed = set(student) ^ set(reference)
    return Mismatch(
        message,
        evidence.names(reference, student),
        evidence.names(student, reference),
        Kind.NAMING,
        subject=str((wrong or extra)[0]),
        # a probe of an author's own may call things otherwise
        says=_reshaped(student, reference) or (says if _are_paths(mixed) else ""),
    )


def _naming_headline(
    student: dict[Any, Any], reference: dict[Any, Any]
) -> tuple[str, str]:
    """Say how names differ, in short, and as a sentence."""
    missing = [name for name in reference if name not in student]
    extra = [name for name in student if name not in reference]
    lost, more = quoted(missing), quoted(extra)
    if not student and reference:
        return "nothing is registered", f"nothing is registered: {lost} should be"
    if missing and extra:
        said = f"what is registered is called {more}, and not {lost}"
        return f"{more} instead of {lost}", said
    if missing:
        return f"{lost} not registered", f"nothing is registered as {lost}"
    if extra:
        return f"{more} should not be there", f"{more} should not be registered"
    return "the names are right, what they hold is not", ""


def _are_paths(names: Iterable[Any]) -> bool:
    """Whether all could be names of parameters, buffers or children."""
    return all(re.fullmatch(r"\w+(\.\w+)*( of .*)?", str(name)) for name in names)


def _reshaped(student: dict[Any, Any], reference: dict[Any, Any]) -> str:
    """Say how the shape of the first tensor differs that has another one."""
    for name, theirs in reference.items():
        mine = student.get(name)
        if isinstance(mine, Array) and isinstance(theirs, Array):
            said = resized(f"`{name}`", mine.shape, theirs.shape)
            if said:
                return said
    return ""


def serializations(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same keys, same shapes, same values; nothing registered is naming's."""
    if student == {} and isinstance(reference, dict) and reference:
        return Mismatch(
            "the state_dict is empty",
            evidence.names(reference, {}),
            evidence.names({}, reference),
            Kind.NAMING,
        )
    mismatch = agree(student, reference, precise)
    if mismatch is None or mismatch.aspect is not Kind.NAMING:
        return mismatch
    return Mismatch(
        "other keys in the state_dict",
        mismatch.expected,
        mismatch.found,
        Kind.SERIALIZATION,
        says="its `state_dict` has other keys than what is registered has names",
    )


def gradients(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """A gradient wherever the reference has one, agreeing with its own slope.

    One that disagrees with slopes that disagree with each other is owed: of a right
    value they can be measured, so it is for the check of values to fail.

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
        if not isinstance(mine.get("grad"), Array):
            return _no_gradient(name, theirs["grad"], mine.get("grad"))
        found = _wrong_gradient(name, mine, theirs)
        if found and not found.owed:
            return found
        owed, settled = owed or found, settled or found is None
    return owed and replace(owed, settled=settled)


def _no_gradient(name: str, expected: Array, found: Observation) -> Mismatch:
    return Mismatch(
        f"`{name}` gets no gradient",
        Evidence(text=f"a gradient of shape {expected.shape}"),
        Evidence(text=evidence.describe(found)),
        Kind.GRADIENT,
        subject=name,
        cause=Cause.DETACHED,
        says=f"between `{name}` and the result, a step is not recorded by autograd",
    )


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


def forbidden(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Nothing is used that is forbidden: a list of names, which should be empty."""
    wrong = agree(student, reference, precise)
    used = student if isinstance(student, list) and reference == [] else []
    names = ", ".join(str(name) for name in used[:3] if isinstance(name, str))
    if wrong is None or not names:
        return wrong
    says = f"what the exercise forbids is used: {names}"
    return replace(
        wrong,
        message=f"not allowed here: {names}",
        expected=Evidence(text="nothing that is forbidden"),
        found=Evidence(text=names),
        says=says,
    )


BY_KIND: dict[Kind, Comparison] = {
    Kind.CONTRACT: contracts,
    Kind.SHAPE: shapes,
    Kind.DTYPE: dtypes,
    Kind.DEVICE: devices,
    Kind.NAMING: namings,
    Kind.SERIALIZATION: serializations,
    Kind.GRADIENT: gradients,
    Kind.INIT: distributions,
    Kind.RULE: forbidden,
}


def comparison_for(kind: Kind) -> Comparison:
    """Return the comparison that a kind of check uses by default."""
    return BY_KIND.get(kind, agree)
