"""Compare a student's observation with the reference's. Pure, numpy only.

Every comparison takes `(student, reference, precise)` and returns None when they
agree. `precise` is the reference's own observation in float64, where the probe
could be run so: how far the reference is from it says how much rounding an
equally right solution may show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.causes import Cause
from grader.comparing import evidence
from grader.comparing.observation import Array, Observation, Opaque, Raised
from grader.comparing.sizes import resized
from grader.isolation.wire import Note
from grader.results import Evidence, Kind

Numbers = npt.NDArray[Any] | np.float64


@dataclass(frozen=True)
class Mismatch:
    """How two observations disagree.

    Attributes:
        message: Headline for the student.
        expected: What the reference gave.
        found: What the student's gave.
        aspect: The kind of check that describes such a disagreement. Where that
            is another kind than the check's own, and a check of that kind has
            failed, this one is blocked by it.
        subject: Name of the parameter or input concerned, if one is.
        cause: What lies behind it, where the comparison itself knows.
        note: What the sandbox says of how it came about.
        error: What was raised in the place of an observation.
        owed: Whether the check passes over it, and owes it: another check has to
            fail of it, or else this one does.
        settled: Whether all that was not passed over agrees, and something was
            compared: then the check passes once what it owes is paid.
        others: What else it owes.
        hint: A question about this very cause, in the place of the check's own.
        says: A sentence that names the mistake, where what was seen is the mistake.
        call: Label of the call that it was seen in, if it was one.
        at: Where in a tensor the element stands that is told of.
    """

    message: str
    expected: Evidence | None
    found: Evidence | None
    aspect: Kind
    subject: str = ""
    cause: Cause | None = None
    note: Note | None = None
    error: Raised | None = None
    owed: bool = False
    settled: bool = False
    others: tuple[Mismatch, ...] = ()
    hint: str = ""
    says: str = ""
    call: str | None = None
    at: tuple[int, ...] = ()


Comparison = Callable[[Observation, Observation, Observation], Mismatch | None]
LeafComparison = Callable[[Observation, Observation, Observation, str], Mismatch | None]

# Relative and absolute tolerance by dtype. Source: torch.testing.assert_close,
# default tolerances, torch 2.13.
TOLERANCE: dict[str, tuple[float, float]] = {
    "float16": (1e-3, 1e-5),
    "bfloat16": (1.6e-2, 1e-5),
    "float32": (1.3e-6, 1e-5),
    "float64": (1e-7, 1e-7),
    "complex64": (1.3e-6, 1e-5),
    "complex128": (1e-7, 1e-7),
}
# A right solution that sums in another order errs about as much as the reference
# does; 16 leaves room for four binary digits more, far below any real mistake.
ERROR_FACTOR = 16.0
# Rounding costs a small part of the largest value. A twin that is farther away did
# not compute the same thing (other random numbers, another branch): it says nothing.
PLAUSIBLE_ERROR = 0.01


def agree(
    student: Observation,
    reference: Observation,
    precise: Observation = None,
    path: str = "",
) -> Mismatch | None:
    """Same structure, same shapes, values within tolerance."""
    return compare_leaves(_leaves_agree, student, reference, precise, path)


def compare_leaves(
    leaf: LeafComparison,
    student: Observation,
    reference: Observation,
    precise: Observation = None,
    path: str = "",
) -> Mismatch | None:
    """Same lists and dicts, and every leaf as `leaf` wants it."""
    if isinstance(reference, list) and isinstance(student, list):
        return _lists(leaf, student, reference, precise, path)
    if isinstance(reference, dict) and isinstance(student, dict):
        return _dicts(leaf, student, reference, precise, path)
    return leaf(student, reference, precise, path)


def _leaves_agree(
    student: Observation, reference: Observation, precise: Observation, path: str
) -> Mismatch | None:
    if isinstance(reference, Array):
        return _arrays(student, reference, precise, path)
    if _same_leaf(student, reference, precise):
        return None
    return _differs(student, reference, path)


def _lists(
    leaf: LeafComparison,
    student: list[Any],
    reference: list[Any],
    precise: Observation,
    path: str,
) -> Mismatch | None:
    if len(student) != len(reference):
        return Mismatch(
            f"{_at(path)}{_count(len(student))} instead of {len(reference)}",
            evidence.plain(reference),
            evidence.plain(student),
            Kind.SHAPE,
        )
    for index, (mine, theirs) in enumerate(zip(student, reference, strict=True)):
        twin = _item(precise, index) if isinstance(precise, list) else None
        item = f"item {index + 1} of {len(reference)}"
        found = compare_leaves(leaf, mine, theirs, twin, _inside(path, item))
        if found:
            return found
    return None


def _dicts(
    leaf: LeafComparison,
    student: dict[Any, Any],
    reference: dict[Any, Any],
    precise: Observation,
    path: str,
) -> Mismatch | None:
    if set(student) != set(reference):
        return Mismatch(
            f"{_at(path)}{_other_names(student, reference)}",
            evidence.names(reference, student),
            evidence.names(student, reference),
            Kind.NAMING,
        )
    for key, theirs in reference.items():
        twin = precise.get(key) if isinstance(precise, dict) else None
        inside = _inside(path, f"`{key}`")
        found = compare_leaves(leaf, student[key], theirs, twin, inside)
        if found:
            return found
    return None


def _item(values: list[Any], index: int) -> Observation:
    return values[index] if index < len(values) else None


def _same_leaf(
    student: Observation, reference: Observation, precise: Observation
) -> bool:
    if isinstance(student, bool) or isinstance(reference, bool):
        return student is reference
    if isinstance(student, int) and isinstance(reference, int):
        return student == reference
    if isinstance(student, int | float) and isinstance(reference, int | float):
        twin = np.float64(precise) if isinstance(precise, int | float) else None
        mine, theirs = np.float64(student), np.float64(reference)
        return not _apart(mine, theirs, TOLERANCE["float32"], twin).any()
    if isinstance(student, Raised) and isinstance(reference, Raised):
        return student.is_a(reference.type)
    if isinstance(reference, Opaque):
        return False  # nothing is known of it, so nothing can be said to agree
    return type(student) is type(reference) and bool(student == reference)


def _differs(student: Observation, reference: Observation, path: str) -> Mismatch:
    same_type = type(student) is type(reference)
    expected, found = evidence.plain_pair(reference, student)
    if isinstance(student, Raised):
        told = f"{student.type} was raised"
    elif student is None:
        told = "None was returned"
    elif found.text == expected.text:
        told = f"{found.text} cannot be compared"
    else:
        told = f"{found.text} instead of {expected.text}"
    return Mismatch(
        f"{_at(path)}{told}",
        expected,
        found,
        Kind.VALUE if same_type else Kind.CONTRACT,
        cause=_cause_of(student),
    )


def _at(path: str) -> str:
    return f"{path}: " if path else ""


def _inside(path: str, name: str) -> str:
    return f"{path}, {name}" if path else name


def _count(items: int) -> str:
    return f"{items} item" if items == 1 else f"{items or 'no'} items"


def _other_names(student: dict[Any, Any], reference: dict[Any, Any]) -> str:
    lost, more = (
        quoted([name for name in one if name not in other])
        for one, other in ((reference, student), (student, reference))
    )
    if lost and more:
        return f"{more} instead of {lost}"
    return f"{lost} missing" if lost else f"{more} should not be there"


def quoted(names: Sequence[object]) -> str:
    """List some names."""
    # a probe may say more of a name: `0` of a block alone
    parts = (str(name).partition(" of ") for name in names[:4])
    shown = [f"`{name}`{of}{more}" for name, of, more in parts]
    return ", ".join(shown) + (" …" if len(names) > 4 else "")


def _arrays(
    student: Observation, reference: Array, precise: Observation, path: str
) -> Mismatch | None:
    if not isinstance(student, Array):
        return _not_a_tensor(student, reference, path)
    if student.shape != reference.shape:
        return shape_mismatch(student, reference, path)
    differs = differing(student, reference, precise)
    return value_mismatch(student, reference, differs, path) if differs.any() else None


def value_mismatch(
    student: Array, reference: Array, differs: npt.NDArray[np.bool_], path: str = ""
) -> Mismatch:
    """Say which values differ; shapes agree."""
    expected, found = evidence.tensor_pair(student, reference, differs)
    worst = _worst(student, reference, differs)
    count = int(differs.sum())
    where = f" at {list(worst)}" if worst else ""
    theirs, mine = evidence.numbers(reference.values[worst], student.values[worst])
    return Mismatch(
        f"{_at(path)}{count} of {differs.size} values differ",
        Evidence(text=f"{theirs}{where}", tensor=expected),
        Evidence(text=f"{mine}{where}", tensor=found),
        Kind.VALUE,
        at=worst,
    )


def _not_a_tensor(student: Observation, reference: Array, path: str) -> Mismatch:
    name = "None" if student is None else evidence.describe(student)
    return Mismatch(
        f"{_at(path)}{name} instead of a tensor",
        Evidence(text=str(reference)),
        evidence.plain(student),
        Kind.CONTRACT,
        cause=_cause_of(student),
    )


def _cause_of(student: Observation) -> Cause | None:
    """What an observation that is no tensor tells by itself."""
    if isinstance(student, Opaque) and student.is_huge:
        return Cause.TOO_LARGE
    return Cause.RETURNS_NONE if student is None else None


def shape_mismatch(student: Array, reference: Array, path: str = "") -> Mismatch:
    """Say that a shape is wrong, never shortening it."""
    return Mismatch(
        f"{_at(path)}shape {student.shape} instead of {reference.shape}",
        Evidence(
            text=f"shape {reference.shape}",
            tensor=evidence.tensor_view(reference, None),
        ),
        Evidence(
            text=f"shape {student.shape}", tensor=evidence.tensor_view(student, None)
        ),
        Kind.SHAPE,
        says=resized("the result", student.shape, reference.shape),
    )


def differing(
    student: Array, reference: Array, precise: Observation
) -> npt.NDArray[np.bool_]:
    """Mark the elements that differ by more than rounding explains.

    Shape:
        Both arrays have the same shape, and so has the result.
    """
    if not _inexact(student) and not _inexact(reference):
        return np.asarray(student.values != reference.values)
    return _apart(
        student.values.astype(_wide(student)),
        reference.values.astype(_wide(reference)),
        _tolerance(student, reference),
        precise.values if isinstance(precise, Array) else None,
    )


def _apart(
    mine: Numbers, theirs: Numbers, tolerance: tuple[float, float], twin: Numbers | None
) -> npt.NDArray[np.bool_]:
    rtol, atol = tolerance
    with np.errstate(all="ignore"):
        allowed = np.maximum(
            atol + rtol * np.abs(theirs), _rounding(theirs, twin) * ERROR_FACTOR
        )
        # what is allowed around infinity is infinite: only infinity itself agrees
        close = np.isfinite(theirs) & (np.abs(mine - theirs) <= allowed)
    same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
    return np.asarray(~(close | same))


def _inexact(array: Array) -> bool:
    return array.dtype in TOLERANCE


def _wide(array: Array) -> str:
    return "c16" if array.dtype.startswith("complex") else "f8"


def _tolerance(student: Array, reference: Array) -> tuple[float, float]:
    """The reference's dtype decides; the student's, where that one is exact."""
    exact = reference.dtype not in TOLERANCE
    return TOLERANCE[student.dtype if exact else reference.dtype]


def _rounding(reference: Numbers, twin: Numbers | None) -> float:
    """The reference's own largest error, measured against its float64 run."""
    if twin is None or twin.shape != reference.shape:
        return 0.0
    error = _largest(reference - twin)
    return error if error <= PLAUSIBLE_ERROR * _largest(reference) else 0.0


def _largest(values: Numbers) -> float:
    """Largest finite magnitude."""
    sizes = np.abs(values)
    return float(np.max(sizes, initial=0.0, where=np.isfinite(sizes)))


def _worst(
    student: Array, reference: Array, differs: npt.NDArray[np.bool_]
) -> tuple[int, ...]:
    with np.errstate(all="ignore"):
        distance = np.abs(
            student.values.astype(_wide(student))
            - reference.values.astype(_wide(reference))
        )
    distance = np.where(np.isnan(distance), np.inf, distance)
    index = np.unravel_index(
        int(np.argmax(np.where(differs, distance, -1.0))), differs.shape
    )
    return tuple(int(position) for position in index)
