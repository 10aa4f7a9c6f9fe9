"""Networks: built, trained, looked into (tutorials on torch.nn; D2L 5, 6).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest networks.py` runs the examples of the docstrings, and prints
those that do not hold.
"""

from typing import Any

import torch
from torch import nn


class LeNet(nn.Module):
    """The network that read the digits on cheques: LeNet, as the lesson has it.

    A convolutional network narrows an image down, stage by stage: fewer and fewer
    places, more and more channels. At the end a few linear layers read off them what is
    in the image. LeNet is the first that was put to use, in 1989, and still a good one
    to know by heart:

        stage                                             one image becomes
                                                           1 x 28 x 28
        1   convolution 5 x 5, padding 2; sigmoid          6 x 28 x 28
            average pooling 2 x 2, stride 2                6 x 14 x 14
        2   convolution 5 x 5; sigmoid                    16 x 10 x 10
            average pooling 2 x 2, stride 2               16 x  5 x  5
        3   flattened                                     400
            linear; sigmoid                               120
            linear; sigmoid                                84
            linear                                         10

    - All five layers have a weight and a bias, in the shapes of torch's own layers, and
      nothing else is learned.
    - The ten numbers are scores. Nothing follows the last layer: loss functions want
      the scores as they are.
    - `LeNet()` takes no arguments. (The lesson's class takes a learning rate first. A
      net needs none.)

    Free: names, whether attributes or an `nn.Sequential` hold the layers, lazy layers
    (which find out about their inputs), and the initialisation.

    Source: D2L 7.6 (in older editions 6.6).

    Example:
        >>> net = LeNet()
        >>> net(torch.zeros(3, 1, 28, 28)).shape
        torch.Size([3, 10])
        >>> sum(parameter.numel() for parameter in net.parameters())
        61706
    """

    def __init__(self) -> None:
        raise NotImplementedError("TODO: create the layers of all stages")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch of images.

        Shape:
            X is (batch, 1, 28, 28), the result (batch, 10).
        """
        raise NotImplementedError("TODO: compute the scores")


class AlexNet(nn.Module):
    """LeNet's big sister, which won the ImageNet challenge of 2012.

    The plan is that of LeNet, in other sizes: larger images, more channels, ReLU in the
    place of sigmoids, the greatest element in the place of the average. And since 47
    million numbers learn a data set by heart if they can, two *dropouts*: in training,
    each element is set to zero with probability 0.5, and the others are doubled.

        stage                                              one image becomes
                                                             1 x 224 x 224
        1   convolution 11 x 11, stride 4, padding 1; ReLU  96 x  54 x  54
            max pooling 3 x 3, stride 2                     96 x  26 x  26
        2   convolution 5 x 5, padding 2; ReLU             256 x  26 x  26
            max pooling 3 x 3, stride 2                    256 x  12 x  12
        3   convolution 3 x 3, padding 1; ReLU             384 x  12 x  12
            convolution 3 x 3, padding 1; ReLU             384 x  12 x  12
            convolution 3 x 3, padding 1; ReLU             256 x  12 x  12
            max pooling 3 x 3, stride 2                    256 x   5 x   5
        4   flattened                                     6400
            linear; ReLU; dropout 0.5                     4096
            linear; ReLU; dropout 0.5                     4096
            linear                                         num_classes

    - Images have one channel, as in the lesson (Fashion-MNIST, enlarged).
    - All eight layers have a weight and a bias, in the shapes of torch's own layers,
      and nothing else is learned.
    - Nothing follows the last layer.
    - In evaluation mode, nothing is dropped.
    - `num_classes` is the first argument, and 10 if left out. (In the lesson a learning
      rate comes first.)

    Free: names, whether attributes or an `nn.Sequential` hold the layers, lazy layers,
    and the initialisation. (The lesson draws it by `self.net.apply(d2l.init_cnn)`, and
    nothing happens: its layers are lazy, and `init_cnn` looks for layers that are not.)

    Such a net takes a while to make, and there is a way around: on the *meta* device,
    tensors have shapes, and no numbers. Yours is looked at there, too.

    Source: D2L 8.1 (in older editions 7.1).

    Example:
        >>> with torch.device("meta"):
        ...     net, X = AlexNet(7), torch.empty(2, 1, 224, 224)
        >>> net(X).shape
        torch.Size([2, 7])
        >>> sum(parameter.numel() for parameter in net.parameters())
        46752455
    """

    def __init__(self, num_classes: int = 10) -> None:
        raise NotImplementedError("TODO: create the layers of all stages")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch of images.

        Shape:
            X is (batch, 1, 224, 224), the result (batch, num_classes).
        """
        raise NotImplementedError("TODO: compute the scores")


def capture_features(net: nn.Module, layer_name: str, X: torch.Tensor) -> torch.Tensor:
    """Return what one layer inside of a net computes on the way to net(X).

    A net hands out its last result only. What happens inside is seen by a *forward
    hook*: a function that a layer calls each time it has run, with its output.

        net(X):    X  ->  "0"  ->  "1.layer"  ->  "2"  ->  the net's output
                                       |
                                       v  hook
                                     result

    - `layer_name` is a name from `net.named_modules()`, with dots where it lies deeper:
      "1.layer.0". The layer runs once in net(X), and its output is a tensor.
    - The result is that output as it was when the layer had run: a copy, detached from
      the graph. (What comes after a layer may write into its output: many a ReLU does.)
    - It has the layer's dtype and lies where the layer lies.
    - The net stays as it is: in its mode, which it also computes in, with its
      parameters, and with the hooks that others have put there. Yours is gone when the
      function ends, however it ends: a hook left behind runs at every call to come. An
      error that the net raises comes out.

    Raises:
        KeyError: The net has no layer of that name. (A tutorial puts a hook on a layer
            that its model does not have, and gets an AttributeError from deep inside.)

    Free: how the layer is found, and how the hook hands over what it saw.

    Source: a tutorial on hooks.

    Example:
        >>> net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
        >>> X = torch.ones(4, 2)
        >>> features = capture_features(net, "1", X)
        >>> torch.equal(features, net[0](X).relu()), features.requires_grad
        (True, False)
        >>> try:
        ...     capture_features(net, "3", X)
        ... except KeyError:
        ...     print("no such layer")
        no such layer
    """
    raise NotImplementedError("TODO: look at the layer, and take the hook off")


class Clamp(torch.autograd.Function):
    """A step that autograd does not know, until you tell it: clamping.

    Each element is kept between two bounds:

        x            -2     -1      0      1      2
        low -1, high 1
        result       -1     -1      0      1      1
        gradient      0      1      1      1      0

    A `torch.autograd.Function` has two static methods, and is never instantiated. It is
    run by `Clamp.apply(x, low, high)`, which calls `forward`; and when gradients flow
    back, autograd calls `backward`. In between, the `ctx` (context) that both are
    handed keeps what you save in it.

    - An element below `low` becomes `low`, one above `high` becomes `high`. All others
      stay as they are.
    - Where nothing is clipped, the gradient passes as it comes. Where something is, the
      result does not depend on x, and the gradient is 0.
    - At the bounds themselves, nothing is clipped: the gradient passes there, too.
    - x is of any floating-point dtype and any shape, and stays as it is. `low` and
      `high` are numbers, `low` no greater than `high`; they may be equal, or infinite.
      Numbers have no gradient.
    - The gradient that comes is not yours to change: others may hold it, too.

    Free: how the two are written; a `setup_context` of your own is welcome.

    Source: a tutorial on custom autograd functions.

    Example:
        >>> x = torch.tensor([-2.0, -1.0, 0.0, 1.0, 2.0], requires_grad=True)
        >>> y = Clamp.apply(x, -1.0, 1.0)
        >>> y.tolist()
        [-1.0, -1.0, 0.0, 1.0, 1.0]
        >>> y.sum().backward()
        >>> x.grad.tolist()
        [0.0, 1.0, 1.0, 1.0, 0.0]
    """

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, low: float, high: float) -> torch.Tensor:
        """Return x, clamped, and save in ctx what `backward` needs."""
        raise NotImplementedError("TODO: clamp x, and save what backward needs")

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        """Return a gradient for each argument of `forward`, from that of its result.

        `None` stands for what has no gradient.
        """
        raise NotImplementedError("TODO: pass the gradient where nothing is clipped")


def clamp(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """Return x with each element kept between low and high, by your own `Clamp`.

    `Clamp.apply` is how autograd wants it; a plain function is how people want it. This
    one is all that others need to know. It gives what `Clamp.apply` gives, with its
    gradient: so the backward pass is that of your own `Clamp`, and not one of torch's.

    Source: a tutorial on custom autograd functions.

    Example:
        >>> clamp(torch.tensor([-3.0, 0.25, 3.0]), -1.0, 2.0).tolist()
        [-1.0, 0.25, 2.0]
    """
    raise NotImplementedError("TODO: apply your own function")


def describe(net: nn.Module) -> dict[str, Any]:
    """Tell of a net what one wants to know of it first.

    The result is a dict with seven entries:

        "parameters"   how many numbers it holds in its parameters, an int
        "trainable"    how many of these learn, an int
        "buffers"      the names of its buffers, a list
        "children"     the names of its direct children, a list
        "training"     whether the net itself is in training, a bool
        "dtype"        the dtype of its parameters, a `torch.dtype`
        "device"       the device of its parameters, a `torch.device`

    - Numbers are counted, not tensors: `nn.Linear(3, 2)` holds 8. Those inside of inner
      nets count as well; what is used in several places counts once. Frozen ones
      (`requires_grad` is False) are parameters that do not learn.
    - Buffers are those of inner nets as well, by their full names ("1.running_mean").
      One that a `state_dict` leaves out is a buffer all the same.
    - A child or a buffer that is None is not listed. A child that stands under two
      names is listed once, under its first name.
    - Inner nets may be in another mode than the net itself.
    - A net may be on any device, also on "meta", where tensors have no values. It has
      parameters, all of one dtype and on one device; its buffers may be of others. It
      stays as it is.

    Free: the order of entries and of names, and whether names stand in a list or a
    tuple.

    Source: D2L 5.2; a tutorial on `nn.Module`.

    Example:
        >>> net = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2, affine=False))
        >>> _ = net[0].bias.requires_grad_(False)
        >>> told = describe(net.eval())
        >>> told["parameters"], told["trainable"], told["training"]
        (8, 6, False)
        >>> sorted(told["buffers"])
        ['1.num_batches_tracked', '1.running_mean', '1.running_var']
        >>> sorted(told["children"]), told["dtype"], told["device"]
        (['0', '1'], torch.float32, device(type='cpu'))
    """
    raise NotImplementedError("TODO: look through the net")


def cast_and_freeze(net: nn.Module, dtype: torch.dtype, prefix: str) -> nn.Module:
    """Cast a net to another dtype, freeze a part of it, and return it.

    This is how a net that others have trained is made ready: smaller numbers, and the
    first layers, which already know what they need, do not learn any more.

        cast_and_freeze(net, torch.bfloat16, "features")

        features.0.weight   float32   learns   ->   bfloat16   frozen
        features.1.steps    int64     buffer   ->   int64      buffer
        features2.weight    float32   learns   ->   bfloat16   frozen
        output.weight       float32   learns   ->   bfloat16   learns

    - Parameters and buffers of floating-point numbers are cast to `dtype`, those of
      inner nets as well, each from the values that it has. Buffers of integers or of
      booleans count or choose: they stay as they are.
    - A parameter is frozen if one of its names starts with `prefix`, letter by letter:
      `requires_grad` becomes False. A name is the full one ("features.0.weight"). What
      is used in several places has several names, and it is enough that one of them
      starts so. Every name starts with "".
    - All others learn if they learned before: what was frozen stays frozen.
    - What was shared stays shared. Parameters stay Parameters, buffers stay buffers,
      under their names; and all modules stay in their modes, and where they are.
    - What is returned is `net` itself.

    Free: what becomes of gradients that the net holds.

    Source: D2L 5.2; a tutorial on `nn.Module`.

    Example:
        >>> net = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
        >>> cast_and_freeze(net, torch.float64, "0.") is net
        True
        >>> for name, parameter in net.named_parameters():
        ...     print(name, parameter.dtype, parameter.requires_grad)
        0.weight torch.float64 False
        0.bias torch.float64 False
        1.weight torch.float64 True
        1.bias torch.float64 True
        >>> net[1].running_mean.dtype, net[1].num_batches_tracked.dtype
        (torch.float64, torch.int64)
    """
    raise NotImplementedError("TODO: cast the net, and freeze what the prefix names")
