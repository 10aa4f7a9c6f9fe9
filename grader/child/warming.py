"""Do once in the nursery what every child would otherwise do again."""

from __future__ import annotations

import os
from collections.abc import Iterator

import torch
from torch import nn

from grader.child.encode import encode_draw
from grader.declarations import Declaration
from grader.devices import simulated_gpus
from grader.probing.draw import Draw
from grader.probing.observe import Observe
from grader.probing.tools import tools
from grader.properties import STANDARD

WARM_BYTES = 1 << 20


def warm_up() -> None:
    """Run the common operations once, on one thread.

    The first use of autograd, of convolution and of serialization fills caches
    and imports modules; forked children then find them done. Nothing here may
    start a thread, and so autograd is left out where it does.
    """
    tried = _try_autograd()
    draw = Draw(0)
    observe = Observe(draw)
    layer = draw.parameters(nn.Sequential(nn.Linear(5, 3), nn.ReLU()))
    x = draw.normal(*draw.sizes(1, 2, 4), 5)
    seen = [
        observe.call(layer, x),
        observe.operators("conv", lambda: torch.relu(x) @ x.T),
        dict(layer.eval().state_dict()),
        layer(draw.integers(2, 5).float()).mean(dim=0),
    ]
    encode_draw(seen, {}, WARM_BYTES)
    layer.load_state_dict(layer.state_dict())
    torch.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))
    if _is_harmless(tried):
        observe.gradients(lambda: layer(x * 1), draw.tensors(layer))
        with simulated_gpus(1):
            _warm_up_gpus(draw.parameters(nn.Linear(5, 3)).to("cuda"), x.to("cuda"))
        _warm_up_standard_checks()


def _try_autograd() -> int:
    """Use autograd in a process of its own, which ends well if that starts no thread.

    A torch that was built for a device other than the CPU, such as Vulkan, has a thread
    of autograd's for each that it finds, and refuses autograd to processes that were
    forked afterwards.
    """
    pid = os.fork()
    if pid:
        return pid
    before = _threads()
    try:
        torch.ones((), requires_grad=True).backward()  # type: ignore[no-untyped-call]
    finally:
        os._exit(_threads() > before)


def _is_harmless(tried: int) -> bool:
    """Whether what was tried in a process ended well; waits for it."""
    _, status = os.waitpid(tried, 0)
    return status == 0


def _threads() -> int:
    """Count the threads of this process, those of C++ included."""
    return len(os.listdir("/proc/self/task"))


class _Layer(nn.Linear):
    """Stands for what students write."""


def _calls(Layer: type[nn.Module], draw: Draw) -> Iterator[tuple[object, ...]]:
    """Warm standard checks up."""
    yield Layer(5, 3), draw.normal(6, 5)
    yield Layer(5, 3), 30 * draw.normal(2, 4, 5)


def _warm_up_standard_checks() -> None:
    """Run what follows from a declaration: its code and operators are known then."""
    declared = Declaration("module", _calls)
    for name in (*STANDARD["module"], "contract", "shape", "value", "gradient"):
        offered = tools(Draw(0))
        found = getattr(offered["standard"], name)(declared, {"Layer": _Layer})
        encode_draw(found, {}, WARM_BYTES)


def _warm_up_gpus(layer: nn.Module, x: torch.Tensor) -> None:
    """Run operators on a simulated GPU: what is known of each is looked up once."""
    for _ in range(2):  # a first gradient is set, the next is added to it
        y = torch.relu(layer(x) * 2 - 1)
        torch.tanh(y + 1).mean().backward()  # type: ignore[no-untyped-call]
    z = torch.zeros(2, 2, device=x.device).copy_(x.cpu()[:2, :2])
    z[0, 0] = torch.stack([y, y.abs() / 2]).sum()
    z += torch.randn(2, 2).to(x.device, torch.float64).float() * (z > 0)
    torch.cat([*z.chunk(2), z.new_ones(1, 2)]).mm(z).unfold(0, 2, 1).max().item()
