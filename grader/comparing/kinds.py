"""The comparisons of single kinds: shapes, dtypes, names, gradients and so on.

Each looks at its own property and at nothing else, so that one mistake costs
one check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

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
from grader.comparing.gradients import gradients
from grader.comparing.observation import Array, Observation, Raised, Symbolic
from grader.comparing.sizes import resized
from grader.results import Evidence, Kind


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
        found, known = mine[1:], theirs[1:]
        return agree(mine[0], theirs[0]) is None and (
            not known or all(any(agree(x, y) is None for y in known) for x in found)
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
        says=_keys_headline(student, reference),
    )


def _keys_headline(student: Observation, reference: Observation) -> str:
    """Say which keys a state_dict lacks, or has beside those asked for."""
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return ""
    missing = [key for key in reference if key not in student]
    extra = [key for key in student if key not in reference]
    if missing:
        return f"its `state_dict` has no {quoted(missing)}"
    return f"its `state_dict` has {quoted(extra)} besides" if extra else ""


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
