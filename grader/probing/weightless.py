"""Big nets, looked at without their numbers, or with few of them.

A net of 47 million parameters takes half a second to make, and as much for each copy.
On the meta device its tensors have shapes and no values, so that it costs nothing; with
zeros that nobody has written, its memory costs what is written or read of it.

Runs inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from grader.probing.parameters import has_lazy, registered

META = torch.device("meta")


def awake(net: nn.Module, X: Tensor) -> nn.Module:
    """Call a net that is lazy; what it raises then, it raises whenever it is called."""
    if has_lazy(net):
        with suppress(Exception), torch.no_grad(), torch.device(X.device):
            net(X)
    return net


def weightless(make: Callable[[], Any], X: Tensor) -> nn.Module:
    """Make a net on the meta device, in the dtype of what it is called on.

    Args:
        make: Makes it.
        X: What a lazy one is called on, on the meta device.

    Raises:
        TypeError: It is no net.
    """
    with META:
        net = make()
    if not isinstance(net, nn.Module):
        raise TypeError("what is made is no Module")
    return awake(net, X.float()).to(META, X.dtype)


def sizes(net: nn.Module) -> list[str]:
    """List the shapes of all that a net learns, sorted: names and order are free."""
    learned = registered(net, buffers=False).values()
    shapes = (tuple(x.shape) for x in learned if not nn.parameter.is_lazy(x))
    return [", ".join(map(str, shape)) for shape in sorted(shapes)]


def sized(net: nn.Module, look: Callable[[nn.Module], Any]) -> dict[str, Any]:
    """Say which sizes a net has, and what one sees of it, or what is raised then.

    Raises:
        NotImplementedError: The stub has not been filled in.
    """
    try:
        seen = look(net)
    except Exception as error:
        # torch says so of values that are asked for on the meta device
        if isinstance(error, NotImplementedError) and "meta" not in str(error):
            raise
        seen = _no_stub(error)
    return {"sizes": sizes(net), "seen": seen}


def _no_stub(error: Exception) -> Exception:
    """Turn what torch has not implemented into an error like any other."""
    if not isinstance(error, NotImplementedError):
        return error
    return RuntimeError(str(error)).with_traceback(error.__traceback__)


def untouched(net: nn.Module, dtype: torch.dtype) -> dict[tuple[int, ...], Tensor]:
    """Make zeros of all the shapes in a net, of which nothing is in memory yet."""
    shapes = sorted({tuple(tensor.shape) for tensor in net.parameters()})
    kind = torch.zeros(0, dtype=dtype).numpy().dtype
    return {shape: torch.from_numpy(np.zeros(shape, kind)) for shape in shapes}


def give(net: nn.Module, values: Mapping[tuple[int, ...], Tensor]) -> nn.Module:
    """Give a net on the meta device numbers, the same to all parameters of a shape."""
    for owner in net.modules():
        for name, tensor in owner._parameters.items():
            if tensor is not None:
                given = nn.Parameter(values[tuple(tensor.shape)])
                owner._parameters[name] = given
    return net
