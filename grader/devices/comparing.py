"""How torch compares the devices of an operator's tensors, and what it says.

Each function looks at operands in the order in which CUDA does: which two devices a
refusal names depends on it.
"""

from __future__ import annotations

from grader.devices import refusals
from grader.devices.machine import CPU
from grader.devices.operands import MixedDevices, Operand, Operands, Refusal


def outputs_first(operands: Operands) -> list[Operand]:
    """Order operands as torch's C++ holds them."""
    return sorted(operands, key=lambda item: not item.argument.is_output)


def checked(method: str, operands: Operands) -> Refusal:
    """As the generated wrapper compares: all alike, numbers on the CPU included."""
    compared = [
        item
        for item in outputs_first(operands)
        if item.argument.position is not None or item.argument.is_output
    ]
    first = compared[0]
    for item in compared:
        if item.device != first.device:
            error = refusals.different_argument(
                item.argument.name, item.device, first.device, method
            )
            return MixedDevices(error, item, first)
    return None


def iterated(operands: Operands, numbers: int = 1, only: str = "") -> Refusal:
    """As TensorIterator compares: some number of 0-dim inputs may be on the CPU.

    Args:
        operands: The tensors that are compared.
        numbers: How many such inputs there may be.
        only: The argument that may be one, if only one may.
    """
    ordered = outputs_first(operands)
    common = next((item for item in ordered if item.device is not CPU), None)
    if common is None:
        return None
    taken = 0
    for item in ordered:
        named = not only or item.argument.name == only
        is_input = not item.argument.is_output
        if item.is_cpu_number and is_input and numbers and named:
            taken += 1
            if taken > numbers:
                return MixedDevices(refusals.too_many_numbers(), item, common)
        elif item.device != common.device:
            error = refusals.two_devices(common.device, item.device)
            return MixedDevices(error, item, common)
    return None


def resized(operands: Operands) -> Refusal:
    """As the generated code compares `out=` with where the result will be."""
    first = next(item for item in operands if not item.argument.is_output)
    for out in operands:
        if out.argument.is_output and out.device != first.device:
            error = refusals.out_elsewhere(first.device, out.device)
            return MixedDevices(error, out, first)
    return None


def each_index(operands: Operands) -> Refusal:
    """Lists of tensors: those with the same number in each list belong together."""
    lists: dict[str, list[Operand]] = {}
    for item in operands:
        if item.argument.is_list:
            lists.setdefault(item.argument.name, []).append(item)
    for together in zip(*lists.values(), strict=False):
        refusal = iterated(together)
        if refusal is not None:
            return refusal
    return None
