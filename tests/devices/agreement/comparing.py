"""Compare two outcomes of a program, or one with what the program declares."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import msgspec

from tests.devices.agreement.outcome import (
    Outcome,
    TensorLeaf,
    returned,
    type_name,
)
from tests.devices.agreement.program import Compares, Program

# CUDA adds in another order than the CPU, so the last digits differ. These are the
# pairs (rtol, atol) of torch.testing.assert_close (torch/testing/_comparison.py).
TOLERANCES = {
    "torch.float16": (1e-3, 1e-5),
    "torch.bfloat16": (1.6e-2, 1e-5),
    "torch.float32": (1.3e-6, 1e-5),
    "torch.float64": (1e-7, 1e-7),
}
# A Python float that was made from a tensor has the digits of float32 at best.
PLAIN_FLOAT = TOLERANCES["torch.float32"]
EXACT = (0.0, 0.0)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in which two outcomes differ.

    Args:
        aspect: What differs: outcome, error type, error text, devices, tensors,
            values or leaves.
        expected: What the first outcome has, or what is declared.
        found: What the second one has.
    """

    aspect: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.aspect}: expected {self.expected}, found {self.found}"


def differences(
    expected: Outcome, found: Outcome, compares: Compares = "values"
) -> list[Difference]:
    """Return what two outcomes differ in.

    Args:
        expected: The first outcome, of a real GPU if there is one.
        found: The second.
        compares: How much must agree; see `Program`.
    """
    if expected.kind != found.kind:
        return [_differ("outcome", told(expected), told(found))]
    if compares == "kind":
        return []
    pairs = {
        "error type": (expected.error, found.error),
        "error text": (expected.text, found.text),
        "devices": (_devices(expected), _devices(found)),
        "tensors": (_forms(expected), _forms(found)),
    }
    differing = [
        _differ(aspect, str(one), str(two))
        for aspect, (one, two) in pairs.items()
        if one != two
    ]
    if differing:
        return differing
    # Plain leaves may hold values, printed ones for example.
    return list(_unlike_leaves(expected, found)) + (
        list(_unlike_values(expected, found)) if compares == "values" else []
    )


def deviations(made: Program, found: Outcome) -> list[Difference]:
    """Return what an outcome differs in from what its program declares."""
    if made.refused is not None:
        return list(_not_refused(made, found))
    if found.kind == "raised":
        return [_differ("outcome", "returned", told(found))]
    devices = _devices(found)
    declared = (made.on,) * len(devices) if isinstance(made.on, str) else made.on
    different = [] if declared == devices else [_differ("devices", declared, devices)]
    if made.gives is not None and made.compares != "kind":
        want = [(leaf.type, leaf.text) for leaf in returned(made.gives).leaves]
        have = [(leaf.type, leaf.text) for leaf in found.leaves]
        if want != have:
            texts = ([text for _, text in want], [text for _, text in have])
            different.append(_differ("leaves", *texts))
    return different


def without_devices(found: Outcome, made: Program) -> Outcome:
    """Return an outcome as it would be on the CPU, to be compared with one from there.

    What a program declares of its plain results is left out: devices, for example.
    """
    return msgspec.structs.replace(
        found,
        tensors=tuple(
            msgspec.structs.replace(tensor, device="") for tensor in found.tensors
        ),
        leaves=() if made.gives is not None else found.leaves,
    )


def told(found: Outcome) -> str:
    """Say in a few words what became of a program."""
    if found.kind == "returned":
        return "returned"
    return f"{found.error}: {found.text}"


def _not_refused(made: Program, found: Outcome) -> Iterator[Difference]:
    """Yield why an outcome is not the refusal that the program declares."""
    refused = made.refused
    assert refused is not None
    error = type_name(refused.error)
    if found.kind == "returned":
        yield _differ("outcome", f"{error}: {refused.text}", "returned")
    elif error not in found.bases:
        yield _differ("error type", error, told(found))
    elif not re.search(refused.text, found.text):
        yield _differ("error text", refused.text, found.text)


def _devices(found: Outcome) -> tuple[str, ...]:
    return tuple(tensor.device for tensor in found.tensors)


def _forms(found: Outcome) -> tuple[tuple[object, ...], ...]:
    """Return all of the tensors but devices and values."""
    return tuple(
        (tensor.path, tensor.dtype, tensor.shape, tensor.requires_grad)
        for tensor in found.tensors
    )


def _unlike_leaves(expected: Outcome, found: Outcome) -> Iterator[Difference]:
    """Yield what differs among all that is no tensor."""
    ones, twos = expected.leaves, found.leaves
    if [leaf.path for leaf in ones] != [leaf.path for leaf in twos]:
        yield _differ("leaves", [leaf.path for leaf in ones], [t.path for t in twos])
        return
    for one, two in zip(ones, twos, strict=True):
        tolerance = PLAIN_FLOAT if one.type == two.type == "float" else EXACT
        if one.type != two.type or not _close(one.text, two.text, tolerance):
            yield _differ("leaves", f"{one.path} {one.text}", f"{two.path} {two.text}")


def _unlike_values(expected: Outcome, found: Outcome) -> Iterator[Difference]:
    """Yield the first element that differs in each pair of tensors of equal form."""
    for one, two in zip(expected.tensors, found.tensors, strict=True):
        for first, second in zip(one.values, two.values, strict=True):
            if not _close(first, second, _tolerance(one)):
                yield _differ("values", f"{one.path} {first}", f"{two.path} {second}")
                break


def _tolerance(tensor: TensorLeaf) -> tuple[float, float]:
    return TOLERANCES.get(tensor.dtype, EXACT)


def _close(one: str, two: str, tolerance: tuple[float, float]) -> bool:
    """Say whether two written values are equal, floats within the tolerance."""
    if one == two or tolerance == EXACT:
        return one == two
    rtol, atol = tolerance
    first, second = float.fromhex(one), float.fromhex(two)
    if not (math.isfinite(first) and math.isfinite(second)):
        return False  # equal ones were written alike
    return abs(second - first) <= atol + rtol * abs(first)


def _differ(aspect: str, expected: object, found: object) -> Difference:
    return Difference(aspect=aspect, expected=str(expected), found=str(found))
