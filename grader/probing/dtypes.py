"""Calls in other dtypes than the one that their arguments were drawn in.

Runs inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from grader.probing import calls
from grader.probing.calls import Call

HALVES = (torch.float16, torch.bfloat16)
INTEGERS = (torch.int32, torch.int16, torch.int8, torch.uint8)


def in_dtypes(call: Call) -> dict[str, object]:
    """Make a call in float64 and half precision; one on integers, on others too."""
    if call.on_integers:
        found = {_name(dtype): call(calls.casting(dtype)) for dtype in INTEGERS}
        with _default_dtype(torch.float64):
            return {**found, "float64 being the default": call(torch.clone)}
    # what a call sets is the purity check's business
    with _default_dtype(torch.get_default_dtype()):
        found = {}
        if not call.holds_numbers:
            found = {f"in {_name(half)}": _dtype_in(half, call) for half in HALVES}
        return {**found, "in float64": calls.in_double(call)()}


def _dtype_in(half: torch.dtype, call: Call) -> object:
    """Call in half precision, and keep only in which dtype the result is.

    How far it is rounded depends on the order of operations. And not all of them are
    there in half precision: what gives no tensor then is asked for as little.
    """
    result: object
    try:
        result = call(calls.casting(half))
    except NotImplementedError as error:  # of an operator, or else once more below
        result = error
    if not isinstance(result, Tensor) and not isinstance(call(torch.clone), Tensor):
        return result
    dtype = result.dtype if isinstance(result, Tensor) else half
    return torch.zeros((), dtype=dtype, device="cpu")


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


@contextmanager
def _default_dtype(dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)
