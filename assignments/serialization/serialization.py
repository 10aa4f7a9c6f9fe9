"""Reading and writing files (D2L 5.5).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

A path is a string or a `pathlib.Path`. Its folder exists; it may have none, as
`"net.pt"` has none. While you are graded, you can write in the folder of the path, in
the current one and in the one for temporary files, and nowhere else; all files
together may have 64 MiB.

`python -m doctest serialization.py` runs the examples of the docstrings, and prints
those that do not hold. They leave small files in the current folder.
"""

import copy
import os
from pathlib import Path

import torch
from torch import nn

Tensors = torch.Tensor | list[torch.Tensor] | dict[str, torch.Tensor]


def save_tensors(obj: Tensors, path: str | Path) -> None:
    """Write tensors to a file.

    What a program computed is gone when it ends, but for what it wrote to a file.
    `save_tensors` and `load_tensors` are a pair: what one writes, the other reads.

        obj  -- save_tensors -->  file  -- load_tensors -->  obj again

    `obj` is one tensor, a list of tensors, or a dict of names and tensors. A list may
    be of any length, and a dict have any strings as names, in any order; both may be
    empty. The tensors have any dtype (float64, bfloat16, bool, ...) and any shape; they
    may be transposed or part of another tensor, and may require gradients.

    Everything goes into the one file at `path`, which may be moved, and loaded where
    it is then. If there is a file at `path`, it is replaced. `obj` stays as it is.

    Free: how the file is laid out.

    Source: D2L 5.5.1.

    Example:
        >>> save_tensors({"weight": torch.ones(2), "bias": torch.tensor(3)}, "x-file")
        >>> load_tensors("x-file")
        {'weight': tensor([1., 1.]), 'bias': tensor(3)}
    """
    raise NotImplementedError("TODO: write the file")


def load_tensors(path: str | Path) -> Tensors:
    """Read the tensors that `save_tensors` wrote to a file.

    What comes back is what was saved: a tensor, a list or a dict, with the same dtypes,
    shapes and values, in the same order.

    A file may come from anybody. A pickle, which is what most files of Python objects
    are, can hold *code*, and whoever loads it runs that code. Tensors need none: a file
    that holds code is refused, by an exception of any kind, and nothing of it is run.
    (`torch.load(path, weights_only=True)` takes that care. Since torch 2.6 it is what
    `torch.load` does by itself; the lesson is older, and there it still ran the code.)

    Free: whether tensors that required gradients still do.

    Source: D2L 5.5.1.

    Example:
        >>> save_tensors([torch.zeros(1), torch.arange(3)], "x-files")
        >>> x, y = load_tensors("x-files")
        >>> y
        tensor([0, 1, 2])
    """
    raise NotImplementedError("TODO: read the file, and run nothing")


def save_parameters(net: nn.Module, path: str | Path) -> None:
    """Write what a net has learned to a file.

    Not the net itself: that would be a pickle of your classes, which breaks as soon as
    your code changes. Its parameters and buffers by name, `net.state_dict()`, are all
    that is needed; the architecture is in your code.

    The file is such that `torch.load(path, weights_only=True)` gives a dict, with the
    names of `net.state_dict()` and no others, and with the same dtypes, shapes and
    values. If there is a file at `path`, it is replaced.

    The net stays as it is, and where it is. It may be on a GPU.

    Source: D2L 5.5.2.

    Example:
        >>> net = nn.Linear(2, 1)
        >>> save_parameters(net, "linear.params")
        >>> sorted(torch.load("linear.params", weights_only=True))
        ['bias', 'weight']
    """
    raise NotImplementedError("TODO: write parameters and buffers")


def load_parameters(net: nn.Module, path: str | Path) -> nn.Module:
    """Read parameters and buffers from a file into a net, and return that net.

    The file holds the `state_dict()` of a net of the same architecture, as
    `torch.save` wrote it, here or elsewhere. Afterwards `net` computes what that net
    computed in evaluation mode.

    - The values go into `net` itself, and `net` is what is returned.
    - The net, and all modules inside it, are in evaluation mode then: who loads a net
      wants its answers, without dropout.
    - Names and shapes have to be those of the net. If one is missing, or one too many,
      or another shape, an exception is raised, of any kind.
    - The file may have been written on a machine with GPUs, from a net on any of them,
      and be read on one with fewer, or none. (`torch.load(path)` alone, as in the
      lesson, wants each tensor back on the GPU that it came from. Which argument says
      where to put them?)
    - What could learn can still learn, and what was frozen is still frozen.

    Free: how the values get into the net; on which device it is then, if it was on a
    GPU.

    Source: D2L 5.5.2.

    Example:
        >>> net, other = nn.Linear(2, 1), nn.Linear(2, 1)
        >>> torch.save(net.state_dict(), "linear.params")
        >>> load_parameters(other, "linear.params") is other
        True
        >>> X = torch.ones(1, 2)
        >>> bool(net(X) == other(X)), other.training
        (True, False)
    """
    raise NotImplementedError("TODO: read the file into the net")


def clone_mlp(mlp: nn.Module) -> nn.Module:
    """Return a new net with the parameters and buffers of another.

    As the lesson does it, but without a file: make a net of the same class, give it
    the same values, and put it into evaluation mode. The two have no tensor in common:
    whatever becomes of one, the other does not notice.

        mlp    hidden.weight = [1, 2]      mlp changes      [7, 7]
        clone  hidden.weight = [1, 2]   ----------------->  [1, 2]

    - The class of the clone is `type(mlp)`. It takes no arguments, so `type(mlp)()`
      makes a net like it, with other values.
    - Each parameter and buffer has the values, the dtype and the device that it has in
      `mlp`. These may be other ones than a new net has, and from layer to layer.
    - The clone, and all modules inside it, are in evaluation mode.
    - `mlp` stays as it is: its mode, its gradients, its values, its device.

    Free: how it is done. Making a new net on the way may draw random numbers; nothing
    else does.

    Source: D2L 5.5.2.

    Example:
        >>> net = nn.PReLU()  # a class that takes no arguments
        >>> _ = nn.init.constant_(net.weight, 3.0)
        >>> clone = clone_mlp(net)
        >>> clone.weight.item(), clone.training, net.training
        (3.0, False, True)
        >>> _ = nn.init.constant_(net.weight, 7.0)  # the clone does not notice
        >>> clone.weight.item()
        3.0
    """
    raise NotImplementedError("TODO: make a net, and give it copies of all tensors")


def checkpoint(
    path: str | Path, net: nn.Module, optimizer: torch.optim.Optimizer, epoch: int
) -> None:
    """Write to a file all that is needed to go on training later.

    Training takes days, and programs end early: by a power cut, or because someone
    pressed Ctrl-C. With a checkpoint, at most one epoch is lost. `checkpoint` and
    `resume` are a pair: what one writes, the other reads.

        train, train, checkpoint, train, [the end]
                          |
                          +--> resume, train, train, ...

    The file holds what `resume` needs: the net's parameters and buffers; what the
    optimizer remembers, such as momentum, and its settings, such as a learning rate
    that was lowered on the way; and `epoch`, a whole number from 0 on.

    A program can end while it writes, too, or the disk can be full. Whenever that
    happens, `resume` must find at `path` a whole checkpoint: the one that was there
    before, or the new one. So never write into the old file. Write another one beside
    it, and then let it take the old one's place, which is done in one step:

        net.pt       old  old  old  old  NEW
        net.pt.tmp        n    ne   new
                          ---- time ---->

    Net and optimizer stay as they are, and so does the global random state.

    Free: how the file is laid out, what the other file is called, and whether it stays
    if something goes wrong.

    Source: D2L 5.5.2; the documentation of torch on saving and loading.

    Example:
        >>> net = nn.Linear(2, 1)
        >>> optimizer = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9)
        >>> checkpoint("net.pt", net, optimizer, 3)
        >>> os.path.exists("net.pt")
        True
    """
    raise NotImplementedError("TODO: write a new file, then replace the old one")


def resume(path: str | Path, net: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Read what `checkpoint` wrote into a net and its optimizer; return the epoch.

    `net` and `optimizer` are new ones, made in the same way as those that were saved:
    the net has other values, and the optimizer has made no step. Afterwards training
    goes on *exactly* as if it had never been interrupted: the same batches, in the same
    order, lead to the same parameters.

    - The values go into the given net and optimizer themselves.
    - What is returned is the epoch that was saved, an `int`.
    - The net is in training mode, and stays in it.
    - The parameters stay on their device, which is the one that they were saved from.

    (Saving the net alone, as in the lesson, is enough to use it. Training goes on
    without it, too, but on another way. What else do `momentum` and `Adam` need?)

    Free: whether the global random state is brought back as well.

    Source: D2L 5.5.2; the documentation of torch on saving and loading.

    Example:
        >>> net = nn.Linear(2, 1)
        >>> optimizer = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9)
        >>> optimizer.param_groups[0]["lr"] = 0.1  # lowered on the way
        >>> checkpoint("net.pt", net, optimizer, 3)
        >>> again = nn.Linear(2, 1)
        >>> new = torch.optim.SGD(again.parameters(), lr=0.5, momentum=0.9)
        >>> resume("net.pt", again, new)
        3
        >>> new.param_groups[0]["lr"], bool((again.weight == net.weight).all())
        (0.1, True)
    """
    raise NotImplementedError("TODO: read the file into both")
