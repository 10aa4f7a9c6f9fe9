"""Outputs that can be computed anew, for gradients and slopes.

Runs inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from grader.probing import calls
from grader.probing.arguments import mapped
from grader.probing.calls import Call
from grader.probing.places import CPU


def recomputing(call: Call, *, joins: bool) -> Callable[[], Any]:
    """Compute a call's output anew, from the current values of its tensors.

    Args:
        call: The call.
        joins: Whether the tensors of a list are taken as one.
    """

    def output() -> Any:
        calls.set_random_state(calls.SEED)
        recorded = torch.is_grad_enabled()
        # copies: writing into them is the purity check's business
        result = call.target(*mapped(call.arguments, lambda x: x * 1))
        torch.set_grad_enabled(recorded)  # so is what it sets for all of torch
        return _joined(result) if joins and isinstance(result, list) else result

    return output


def _joined(results: list[Any] | tuple[Any, ...]) -> Tensor:
    """Make one tensor of all elements, wherever they are.

    Raises:
        ValueError: There are none, and so no gradients.
    """
    joined = torch.cat([result.ravel().to(CPU) for result in results])
    if not joined.numel():
        raise ValueError("nothing but empty tensors came back")
    return joined
