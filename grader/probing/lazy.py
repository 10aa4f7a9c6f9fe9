"""Lazy modules, which are what they are only once they were called.

Runs inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import torch
from torch import nn

from grader.probing.parameters import has_lazy


def called(
    symbol: Callable[..., nn.Module], arguments: Callable[[], tuple[Any, ...]]
) -> Callable[..., nn.Module]:
    """Make modules that, where they are lazy, were called already.

    On a row of as many features as a size that one is made with, the first that it
    takes; or else as the exercise declares.

    Args:
        symbol: Makes them.
        arguments: Says what the exercise calls one on.
    """

    def make(*given: Any, **named: Any) -> nn.Module:
        module = symbol(*given, **named)
        if not has_lazy(module):
            return module
        sizes = [x for x in (*given, *named.values()) if isinstance(x, int)]
        for tried in (*((torch.zeros(1, size),) for size in sizes), arguments()):
            if has_lazy(module):
                with suppress(Exception), torch.no_grad():
                    module(*tried)
        return module

    return make
