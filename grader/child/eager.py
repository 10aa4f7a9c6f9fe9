"""Have torch do at once what it would compile first: there is no compiler here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from grader.child.acts import nameless
from grader.child.hiding import opaque


def install() -> None:
    """Let `torch.cond` call a function, as it does in effect; call it before a fork."""
    torch.cond = opaque(_cond)


@nameless
def _cond(
    pred: bool | torch.Tensor,
    true_fn: Callable[..., Any],
    false_fn: Callable[..., Any],
    operands: Sequence[Any] = (),
) -> Any:
    return (true_fn if pred else false_fn)(*operands)
