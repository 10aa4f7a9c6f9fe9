"""The comparisons of single kinds: shapes, dtypes, names, gradients …

Each looks at its own property and at nothing else, so that one mistake costs
one check.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from grader import evidence
from grader.compare import Comparison, Mismatch, agree, shape_mismatch
from grader.observation import Array, Observation, Raised, Symbolic, walk
from grader.results import Evidence, Kind

# Room between autograd's slope and one measured by finite differences in float32,
# where a kink of a ReLU may be crossed; relative to the slope that a gradient of that
# size has along a random direction. A gradient that is cut off is wrong by all of it.
SLOPE_TOLERANCE = 0.1
# Two-sample Kolmogorov-Smirnov, significance 1e-7: c = sqrt(-ln(alpha / 2) / 2).
# Source: Knuth, TAOCP vol. 2, 3.3.1. One honest student in ten million is wronged.
KS_FACTOR = 2.9


def contracts(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same types of result; an exception inside a call is another check's.

    Reads: what `Draw.call` returns, or a dict of several under labels.
    """
    if not isinstance(reference, dict):
        student, reference = {"": student}, {"": reference}
    for label, theirs in reference.items():
        mine = student.get(label) if isinstance(student, dict) else student
        if isinstance(mine, Raised) or _same_types(mine, theirs):
            continue
        where = f"{label} " if label else ""
        return Mismatch(
            f"{where}returns {_typename(mine)}, not {_typename(theirs)}",
            Evidence(text=_typename(theirs)),
            Evidence(text=_typename(mine)),
            Kind.CONTRACT,
            cause="returns None" if mine == "NoneType" else "",
        )
    return None


def _same_types(mine: Observation, theirs: Observation) -> bool:
    """Whether types agree; an empty list is a list of anything."""
    if isinstance(mine, list) and isinstance(theirs, list) and mine and theirs:
        same_container = bool(mine[0] == theirs[0])
        return same_container and all(item in theirs[1:] for item in mine[1:])
    return bool(mine == theirs)


def _typename(value: Observation) -> str:
    """Read a type as `Draw.call` names it: `str`, `Tensor`, `["list", "device"]`."""
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
    mine = dict(walk(student))
    for path, theirs in walk(reference):
        item = mine.get(path)
        if not isinstance(theirs, Array):
            if item != theirs:
                return agree(student, reference)
        elif not isinstance(item, Array):
            return agree(item, theirs, path=path)
        elif item.shape != theirs.shape:
            return shape_mismatch(item, theirs, path)
    return None


def dtypes(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same dtypes, whatever the values and shapes."""
    return _named_property(student, reference, "dtype", Kind.DTYPE)


def devices(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same devices, whatever the values and shapes."""
    return _named_property(student, reference, "device", Kind.DEVICE)


def _named_property(
    student: Observation, reference: Observation, name: str, kind: Kind
) -> Mismatch | None:
    mine = dict(walk(student))
    for path, theirs in walk(reference):
        item = mine.get(path)
        if type(item) is not type(theirs):
            return agree(student, reference)
        expected, found = _property(theirs, name), _property(item, name)
        if expected != found:
            return Mismatch(
                f"{name} {found} instead of {expected}",
                Evidence(text=expected),
                Evidence(text=found),
                kind,
            )
    if len(mine) != len(dict(walk(reference))):
        return agree(student, reference)
    return None


def _property(value: Observation, name: str) -> str:
    if isinstance(value, Array):
        return str(getattr(value, name))
    return value.name if isinstance(value, Symbolic) else evidence.describe(value)


def namings(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same names, and same shapes under them, in any order."""
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    expected = evidence.names(reference, student)
    found = evidence.names(student, reference)
    wrong = [entry for entry in expected.names if entry.differs]
    extra = [entry for entry in found.names if entry.differs]
    if not wrong and not extra:
        return None
    return Mismatch(
        _naming_headline(student, reference),
        expected,
        found,
        Kind.NAMING,
        subject=(wrong or extra)[0].name,
    )


def _naming_headline(student: dict[Any, Any], reference: dict[Any, Any]) -> str:
    missing = [name for name in reference if name not in student]
    extra = [name for name in student if name not in reference]
    if not student and reference:
        return "nothing is registered"
    if missing and extra:
        return f"{_names(extra)} instead of {_names(missing)}"
    if missing:
        return f"{_names(missing)} not registered"
    if extra:
        return f"{_names(extra)} should not be there"
    return "the names are right, what they hold is not"


def _names(names: list[Any]) -> str:
    shown = [f"`{name}`" for name in names[:4]]
    return ", ".join(shown) + (" …" if len(names) > 4 else "")


def serializations(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same keys, same shapes, same values; nothing registered is naming's."""
    if isinstance(student, dict) and not student and reference:
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
    )


def gradients(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """A gradient wherever the reference has one, agreeing with its own slope.

    Reads: what `Draw.gradients` returns, by name: `grad`, `direction`, `slopes`.
    """
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    for name, theirs in reference.items():
        mine = student.get(name)
        grad = mine.get("grad") if isinstance(mine, dict) else None
        if not isinstance(theirs.get("grad"), Array):
            continue
        if not isinstance(mine, dict) or not isinstance(grad, Array):
            return _no_gradient(name, theirs["grad"], grad)
        found = _wrong_gradient(name, mine, theirs)
        if found:
            return found
    return None


def _no_gradient(name: str, expected: Array, found: Observation) -> Mismatch:
    return Mismatch(
        f"`{name}` gets no gradient",
        Evidence(text=f"a gradient of shape {expected.shape}"),
        Evidence(text=evidence.describe(found)),
        Kind.GRADIENT,
        subject=name,
        cause="detached",
    )


def _wrong_gradient(
    name: str, mine: dict[str, Any], theirs: dict[str, Any]
) -> Mismatch | None:
    grad, expected = mine["grad"], theirs["grad"]
    if agree(grad, expected) is None:
        return None
    direction = _direction(mine, theirs, grad.shape)
    slopes = mine.get("slopes")
    measured = [x for x in slopes if isinstance(x, float)] if slopes else []
    if direction is None or not measured:
        return _no_gradient(name, expected, grad)
    along = float((grad.values.astype("f8") * direction.values.astype("f8")).sum())
    typical = float(np.linalg.norm(grad.values)) / max(grad.values.size, 1) ** 0.5
    slope = min(measured, key=lambda measure: abs(measure - along))
    room = SLOPE_TOLERANCE * max(abs(along), abs(slope), typical)
    flat = not grad.values.any() and expected.values.any()
    if abs(along - slope) <= room and not flat:
        return None
    return Mismatch(
        f"`{name}` gets a wrong gradient",
        Evidence(text=f"slope {evidence.number(slope)} along a drawn direction"),
        Evidence(text=f"slope {evidence.number(along)} from backward()"),
        Kind.GRADIENT,
        subject=name,
        cause="detached",
    )


def distributions(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same distribution of values under each name, by a two-sample KS test.

    Shapes may differ. Give it a few thousand elements: the test then sees a
    standard deviation that is off by a tenth.
    """
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return agree(student, reference)
    for name, theirs in reference.items():
        mine = student.get(name)
        if not isinstance(mine, Array) or not mine.values.size:
            return Mismatch(
                f"`{name}` not found",
                Evidence(text=str(theirs)),
                Evidence(text="nothing"),
                Kind.NAMING,
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


def _direction(
    mine: dict[str, Any], theirs: dict[str, Any], shape: tuple[int, ...]
) -> Array | None:
    """The direction as the reference drew it; the student's own if shapes differ."""
    for drawn in (theirs.get("direction"), mine.get("direction")):
        if isinstance(drawn, Array) and drawn.shape == shape:
            return drawn
    return None


def _same_distribution(mine: npt.NDArray[Any], theirs: npt.NDArray[Any]) -> bool:
    a, b = np.sort(mine.ravel()), np.sort(theirs.ravel())
    points = np.concatenate([a, b])
    below = np.searchsorted(a, points, side="right") / a.size
    distance = np.abs(below - np.searchsorted(b, points, side="right") / b.size).max()
    return bool(distance <= KS_FACTOR * np.sqrt(1 / a.size + 1 / b.size))


def _moments(values: npt.NDArray[Any]) -> str:
    wide = values.astype("f8")
    return (
        f"mean {evidence.number(wide.mean())}, "
        f"standard deviation {evidence.number(wide.std())}, "
        f"from {evidence.number(wide.min())} to {evidence.number(wide.max())}"
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
}


def comparison_for(kind: Kind) -> Comparison:
    """Return the comparison that a kind of check uses by default."""
    return BY_KIND.get(kind, agree)
