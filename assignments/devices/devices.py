"""GPUs (D2L 5.6).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest devices.py` runs the examples of the docstrings, and prints
those that do not hold.

You need no GPU: your functions are graded on machines that seem to have none, or up
to sixteen. The examples are those of a machine without one.
"""

from collections.abc import Sequence

import torch
from torch import nn


def try_gpu(i: int = 0) -> torch.device:
    """Return GPU number i if it exists, otherwise the CPU.

    Code that names a GPU stops with an error where there is none. Code that asks this
    function runs on any machine.

    GPUs count from 0, and i is never negative. The result is a `torch.device`:
    `cuda:i`, with its number, or `cpu`. Without an argument it is about GPU 0.

    Example:
        >>> try_gpu()
        device(type='cpu')
        >>> try_gpu(1)
        device(type='cpu')

        With two GPUs, these are `cuda:0` and `cuda:1`, and `try_gpu(2)` is the CPU.
    """
    raise NotImplementedError("TODO: choose the device")


def try_all_gpus() -> list[torch.device]:
    """Return every GPU, in order, or the CPU alone if there is no GPU.

    The result is a list of `torch.device`: `cuda:0`, `cuda:1`, ... or `[cpu]`. So it is
    never empty, and a program that computes on all of its devices runs anywhere.

    Example:
        >>> try_all_gpus()
        [device(type='cpu')]

        With two GPUs, the list holds `cuda:0` and `cuda:1`, and not the CPU.
    """
    raise NotImplementedError("TODO: list the devices")


def add_on(X: torch.Tensor, Y: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Add X and Y on a device.

    A sum is computed on one device. torch moves no operand by itself, for that takes
    time: you say where to.

    X and Y have the same shape and dtype, and may lie anywhere: on two devices, and
    neither of them on `device`. Both are brought there, and so that is where the sum
    lies.

    X and Y themselves stay where they are, and as they are.

    Free: how they are brought there.

    Example:
        >>> X, Y = torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0])
        >>> total = add_on(X, Y, torch.device("cpu"))
        >>> total.tolist(), total.device
        ([11.0, 22.0], device(type='cpu'))

        With two GPUs, and `torch.device("cuda", 1)`, the same sum lies on `cuda:1`.
    """
    raise NotImplementedError("TODO: add on the device")


def module_device(net: nn.Module) -> torch.device:
    """Return the device that a module is on.

    An input has to be where the net is. But a module has no attribute that says so, as
    a tensor has: its tensors know.

    The device of a module is that of its parameters and buffers, those of the modules
    inside it included, as a `torch.device`. Frozen parameters count, and so do buffers
    that its `state_dict()` leaves out.

    - A module that has neither, such as `nn.ReLU()`, is on the CPU.
    - Where parameters and buffers lie on several devices, `ValueError` is raised.

    Example:
        >>> module_device(nn.Linear(2, 3))
        device(type='cpu')
        >>> module_device(nn.ReLU())
        device(type='cpu')

        With two GPUs, `module_device(net.to("cuda:1"))` is `cuda:1`. Where one layer of
        the net is then moved to `cuda:0`, the net is refused.
    """
    raise NotImplementedError("TODO: find the device")


def forward_on(net: nn.Module, X: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Return net(X), computed on a device, on the CPU.

    This is how a trained net is used: it computes where that is fast, and its results
    are at hand for numpy, plots and files.

        X (anywhere)  ->  device  ->  net (on device)  ->  detached  ->  CPU

    The net is moved to `device` and X is brought there, wherever the two were, and
    the net computes in the mode (training or evaluation) that it is in. The result
    comes back to the CPU, detached: it is no part of the autograd graph.

    X itself stays where it is, and as it is. The net may stay on the device;
    otherwise it is as before: in the same mode, and as able to learn, with the
    gradients that it holds.

    Example:
        >>> net = nn.Linear(2, 1, bias=False)
        >>> _ = nn.init.constant_(net.weight, 2.0)
        >>> result = forward_on(net, torch.tensor([[1.0, 3.0]]), torch.device("cpu"))
        >>> result.tolist(), result.device, result.requires_grad
        ([[8.0]], device(type='cpu'), False)

        With two GPUs, and `torch.device("cuda", 1)`, the result is the same.
    """
    raise NotImplementedError("TODO: compute there, and bring the result back")


def scatter(X: torch.Tensor, devices: Sequence[torch.device]) -> list[torch.Tensor]:
    """Split X along its first dimension, and put each piece on a device of its own.

    So several devices share the work on one batch. Where do its rows go?

        X        for two devices    for four devices
        row 0    devices[0]         devices[0]
        row 1    devices[0]         devices[0]
        row 2    devices[0]         devices[1]
        row 3    devices[1]         devices[1]
        row 4    devices[1]         devices[2]

    Piece i lies on `devices[i]`. The pieces keep the order of the rows, and have the
    sizes that `torch.chunk(X, len(devices))` gives. So there may be fewer pieces
    than devices, for example where there are fewer rows.

    X may lie anywhere. Gradients flow back from every piece to X.

    `devices` is a list such as `try_all_gpus()` returns: GPUs in any order, or
    `[cpu]`.

    Free: whether the result is a list or a tuple.

    Example:
        >>> pieces = scatter(torch.ones(5, 2), [torch.device("cpu")])
        >>> [piece.shape for piece in pieces]
        [torch.Size([5, 2])]

        With two GPUs, there are two pieces: (3, 2) on the first, (2, 2) on the second.
    """
    raise NotImplementedError("TODO: split X and move the pieces")


def data_parallel(
    net: nn.Module, X: torch.Tensor, devices: Sequence[torch.device]
) -> torch.Tensor:
    """Compute net(X) on several devices, a share of the rows on each.

    So a batch may be as large as all devices together can hold, and training goes on as
    if there were one. Five rows on two devices, for example:

        rows 0 1 2  ->  replica on devices[0]  ->  0 1 2  -.
                                                            >  0 1 2 3 4 on devices[0]
        rows 3 4    ->  replica on devices[1]  ->  3 4    -'

    The first rows of X are the share of `devices[0]`, the next ones that of
    `devices[1]`, and so on. On each device, a replica of the net computes its share;
    the outputs come together on `devices[0]`, in the order of the rows.

    - The net treats each row by itself, so the result has the values of net(X).
    - There may be fewer rows than devices. With a multiple of them, each has a share.
    - Replicas are connected to the net: after `backward()`, the net's *own*
      parameters hold the gradients that they would get from net(X).
    - The net, with parameters and perhaps buffers, lies on `devices[0]`. It stays
      there, and as it is. X may lie anywhere.

    `devices` is a list such as `try_all_gpus()` returns: GPUs in any order, or
    `[cpu]`.

    Free: the sizes of the shares, such as those of `scatter`; what makes a replica;
    and whether the devices compute at the same time.

    Example:
        >>> net = nn.Linear(1, 1, bias=False)
        >>> _ = nn.init.constant_(net.weight, 2.0)
        >>> X = torch.tensor([[1.0], [2.0], [3.0]])
        >>> result = data_parallel(net, X, [torch.device("cpu")])
        >>> result.tolist()
        [[2.0], [4.0], [6.0]]
        >>> result.sum().backward()
        >>> net.weight.grad.item()  # 1 + 2 + 3
        6.0

        With two GPUs, and the net on the first, the numbers are the same.
    """
    raise NotImplementedError("TODO: replicate, apply, gather")
