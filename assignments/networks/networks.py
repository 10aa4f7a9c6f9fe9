"""Networks: built, trained, looked into (tutorials on torch.nn; D2L 5, 6).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest networks.py` runs the examples of the docstrings, and prints
those that do not hold.
"""

from collections import OrderedDict
from collections.abc import Callable
from itertools import pairwise

import torch
from torch import nn


def build_add_module() -> nn.Module:
    """Return a new block of a convolution, named child by child.

    An `nn.Sequential` may begin empty. `add_module(name, layer)` appends a layer under
    a name of your own, which is also how it is read: `net.conv`.

        X  ->  "conv"  ->  "batchnorm"  ->  "relu"  ->  result
        (n, 3, h, w)                                    (n, 3, h - 2, w - 2)

    The children run in this order:

    - `conv`, an `nn.Conv2d` from 3 channels to 3, with a kernel of 3 by 3;
    - `batchnorm`, an `nn.BatchNorm2d` for 3 channels;
    - `relu`, an `nn.ReLU`.

    Each call makes a new block, with parameters of its own.

    Free: the initialisation; how the block is put together, with `add_module` or
    without; and a class of your own will do in the place of `nn.Sequential`, if its
    children have the same names.

    Source: a tutorial on torch.nn. (It prints `nn.Conv2d(3, 4)` in one place: a
    convolution whose kernel has no size raises a TypeError.)

    Example:
        >>> net = build_add_module()
        >>> sorted(name for name, _ in net.named_children())
        ['batchnorm', 'conv', 'relu']
        >>> net(torch.rand(2, 3, 6, 5)).shape
        torch.Size([2, 3, 4, 3])
    """
    raise NotImplementedError("TODO: add the three layers, each under its name")


def build_from_args() -> nn.Module:
    """Return the same block, whose children have numbers for names.

    An `nn.Sequential` that is given its layers one after the other numbers them. That
    is the shortest way, and `net[0]` reads a child, but a number does not tell what it
    does.

        X  ->  "0"  ->  "1"  ->  "2"  ->  result

    Child "0" is the convolution, "1" the batch normalisation and "2" the ReLU of
    `build_add_module`: 3 channels in and out, a kernel of 3 by 3. Each call makes a
    new block, with parameters of its own.

    Free: the initialisation; and a class of your own will do in the place of
    `nn.Sequential`, if its children have the same names.

    Source: a tutorial on torch.nn.

    Example:
        >>> net = build_from_args()
        >>> sorted(name for name, _ in net.named_children())
        ['0', '1', '2']
        >>> sorted(name for name, _ in net.named_parameters())
        ['0.bias', '0.weight', '1.bias', '1.weight']
    """
    raise NotImplementedError("TODO: hand the three layers over")


def build_from_ordered_dict() -> nn.Module:
    """Return the same block, whose children take their names from a dict.

    An `nn.Sequential` that is given one `OrderedDict`, of names and layers, has names
    from the start. They run in the order in which the dict holds them.

        X  ->  "conv1"  ->  "batchnorm"  ->  "relu1"  ->  result

    The three are those of `build_add_module`: 3 channels in and out, a kernel of 3 by
    3. Mind the names, of which two are others. Each call makes a new block, with
    parameters of its own.

    Free: the initialisation; how the block is put together, with an `OrderedDict` or
    without; and a class of your own will do in the place of `nn.Sequential`, if its
    children have the same names.

    Source: a tutorial on torch.nn.

    Example:
        >>> net = build_from_ordered_dict()
        >>> sorted(name for name, _ in net.named_children())
        ['batchnorm', 'conv1', 'relu1']
        >>> net.batchnorm.num_features
        3
    """
    raise NotImplementedError("TODO: put the layers into a dict, and hand it over")


class Net(nn.Module):
    """A network for small colour pictures, in two parts: one looks, one decides.

    `features` finds out with convolutions what is to be seen where, and shrinks the
    picture as it goes. `classifier` makes of all that a score for each of ten classes.
    Parts with names can be replaced, frozen, or trained at rates of their own, as your
    `make_optimizer` does.

        X         (n, 3, 32, 32)
        features  Conv 5 x 5  (n, 6, 28, 28)   ReLU   pool  (n, 6, 14, 14)
                  Conv 5 x 5  (n, 16, 10, 10)  ReLU   pool  (n, 16, 5, 5)
        flatten   (n, 400)
        classifier  Linear (n, 120)   ReLU   Linear (n, 84)   ReLU   Linear (n, 10)

    `Net()` takes no arguments and has two attributes:

    - `features`, an `nn.Sequential` of an `nn.Conv2d` from 3 channels to 6 with a
      kernel of 5 by 5, a ReLU, an `nn.MaxPool2d(2)`, an `nn.Conv2d` from 6 channels to
      16 with a kernel of 5 by 5, a ReLU, and an `nn.MaxPool2d(2)`;
    - `classifier`, an `nn.Sequential` of an `nn.Linear` from 400 features to 120, a
      ReLU, an `nn.Linear` to 84, a ReLU, and an `nn.Linear` to 10.

    The two hold these layers alone, so that their parameters are called `features.0`,
    `features.3`, `classifier.0`, `classifier.2` and `classifier.4`. What flattens
    stands between the two, in `forward`.

    Free: the initialisation, any further attribute that brings no parameters of its
    own, and how the flattening is done.

    Source: a tutorial on torch.nn; its ancestor is LeNet, which D2L tells of.

    Example:
        >>> net = Net()
        >>> net(torch.rand(2, 3, 32, 32)).shape
        torch.Size([2, 10])
        >>> net.get_parameter("features.3.weight").shape
        torch.Size([16, 6, 5, 5])
        >>> net.get_parameter("classifier.0.weight").shape
        torch.Size([120, 400])
        >>> try:  # one picture, with 16 * 10 * 10 features
        ...     net(torch.rand(1, 3, 52, 52))
        ... except Exception:
        ...     print("refused")
        refused
    """

    def __init__(self) -> None:
        raise NotImplementedError("TODO: create both parts")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply `features`, flatten each picture, apply `classifier`, and no more.

        The results are scores, of any sign: a softmax belongs to the loss, if anywhere.

        X may lie in memory in any format; `channels_last` is one that convolutions
        like. Where the features of a picture are not 400, an exception is raised, of
        whatever kind: a result of other rows than pictures would hide that its size
        is wrong. (Tutorials print `view(-1, 400)`, which does hide it, and which stops
        at other formats.)

        Shape:
            X is (n, 3, 32, 32), the result (n, 10).
        """
        raise NotImplementedError("TODO: compute the scores")


def make_optimizer(net: nn.Module) -> torch.optim.Optimizer:
    """Return an optimizer that changes one part of a net carefully, the other boldly.

    A net whose `features` have been trained already, on other pictures, has a new
    `classifier`. It has all to learn, the features have much to lose. So they learn
    at rates of their own: an optimizer takes a list of groups in the place of
    parameters.

        net.features     parameter  <-  parameter - 0.00001 * gradient
        net.classifier   parameter  <-  parameter - 0.01 * gradient

    That is SGD, stochastic gradient descent, with learning rates of 1e-5 and 1e-2, and
    with nothing else: no momentum, no weight decay.

    `net` is your `Net`, or any other net of two parts, `features` and `classifier`. All
    parameters of both are there, however deep they lie, and the net itself stays as it
    is. A parameter that is frozen may be in the optimizer or not: it has no gradient.

    Free: how the groups are made, and how many there are.

    Source: a tutorial on torch.nn; documentation of `torch.optim`.

    Example:
        >>> parts = {"features": nn.Linear(1, 1), "classifier": nn.Linear(1, 1)}
        >>> net = nn.Sequential(OrderedDict(parts))
        >>> optimizer = make_optimizer(net)
        >>> for parameter in net.parameters():
        ...     _ = nn.init.zeros_(parameter)
        ...     parameter.grad = torch.ones_like(parameter)
        >>> optimizer.step()
        >>> f"{net.features.bias.item():.0e}, {net.classifier.bias.item():.0e}"
        '-1e-05, -1e-02'
    """
    raise NotImplementedError("TODO: make an optimizer of two groups")


def train_step(
    net: nn.Module,
    X: torch.Tensor,
    y: torch.Tensor,
    loss_fn: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> float:
    """Train a net by one step, on one batch, and return the loss as a number.

    Every training loop comes down to this step, whatever the net, the loss and the
    optimizer:

        X  ->  net  ->  loss_fn( . , y)  ->  gradients  ->  optimizer
                              |
                              +->  a float, for you to watch

    - The net is in training mode, it and every module inside of it, in whatever mode
      they were. (What mode they are in afterwards is free.)
    - It is run once, on X as it is, and so is `loss_fn`, on the net's output and `y`,
      in this order.
    - The optimizer makes one step, along the gradients of this loss. Those of one call
      have no part in the next: `backward()` *adds* to what is there.
    - The loss is that of the output, from before the step. It is returned as a Python
      float. (A tensor would keep the whole graph in memory, as long as you keep it in
      a list of losses.)
    - X and y stay as they are.

    Args:
        net: Any net. It may have layers that work otherwise in training, such as
            `nn.Dropout` and `nn.BatchNorm1d`.
        X: A batch of what the net takes, on its device and in its dtype.
        y: What `loss_fn` compares the output with, such as labels or numbers.
        loss_fn: A function or a module, which makes one number of the two.
        optimizer: Any of `torch.optim` that makes its step without a closure; it holds
            the parameters of the net.

    Free: which of the ways to clear gradients you take, before a step or after it.

    Source: tutorials on torch.nn; D2L's chapter on linear regression.

    Example:
        >>> net = nn.Linear(1, 1, bias=False)
        >>> _ = nn.init.zeros_(net.weight)
        >>> optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
        >>> batch = torch.ones(1, 1), torch.ones(1, 1)
        >>> train_step(net, *batch, nn.MSELoss(), optimizer)  # (0 - 1) ** 2
        1.0
        >>> net.weight.item()  # 0 - 0.25 * 2 * (0 - 1)
        0.5
        >>> train_step(net, *batch, nn.MSELoss(), optimizer)  # (0.5 - 1) ** 2
        0.25
        >>> net.weight.item()  # 0.5 - 0.25 * 2 * (0.5 - 1)
        0.75
    """
    raise NotImplementedError("TODO: make one step, and return the loss")


class ImageMLP(nn.Module):
    """A perceptron with one hidden layer, for pictures of 28 by 28 in a row.

    The activation has no parameters, and is a child of the net all the same: who looks
    at the net sees it, and who has the net can exchange it.

        X  ->  hidden  ->  act  ->  output  ->  result
        784            256      256         10

    `ImageMLP()` takes no arguments and has three attributes:

    - `hidden`, an `nn.Linear` from 784 features to 256;
    - `act`, an `nn.ReLU`, which is a module (`torch.relu` is a function);
    - `output`, an `nn.Linear` from 256 features to 10.

    Free: the initialisation, and any further attribute that brings no parameters of
    its own.

    Source: a tutorial on torch.nn; D2L 5.1. (The tutorial's class takes `**kwargs`,
    and hands them on to `super().__init__(**kwargs)`, so that others might name the
    net or share its parameters. That is how another library has it: `nn.Module` takes
    none today, and any that it is handed raises a TypeError.)

    Example:
        >>> net = ImageMLP()
        >>> net(torch.rand(2, 784)).shape
        torch.Size([2, 10])
        >>> sorted(name for name, _ in net.named_children())
        ['act', 'hidden', 'output']
    """

    def __init__(self) -> None:
        raise NotImplementedError("TODO: create two layers and the activation")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply `hidden`, then `act`, then `output`, and nothing after that.

        Shape:
            X is (n, 784), the result (n, 10).
        """
        raise NotImplementedError("TODO: compute the outputs")


class DeepMLP(nn.Module):
    """A perceptron as deep as it is told to be.

    How many layers there are is said by an argument, so they cannot each have an
    attribute of their own. A module does not look into a plain list. For that there
    is `nn.ModuleList`, which is used like a list and is a module.

        DeepMLP([5, 4, 4, 2])

        X  ->  layers[0]  ->  ReLU  ->  layers[1]  ->  ReLU  ->  layers[2]  ->  result
        5                                                                       2

    `DeepMLP(widths)` takes a list of two numbers or more: how many features go in, how
    many there are between each two layers, and how many come out. It has one attribute:

    - `layers`, an `nn.ModuleList` of the `nn.Linear`s, and of nothing else: the first
      from `widths[0]` features to `widths[1]`, the next from `widths[1]` to
      `widths[2]`, and so on. Each has parameters of its own.

    The list is the caller's: it stays as it is, and what becomes of it later does not
    change the net.

    Free: the initialisation, and any further attribute that brings no parameters of
    its own.

    Source: a tutorial on torch.nn; D2L 5.1.

    Example:
        >>> net = DeepMLP([5, 4, 4, 2])
        >>> for name, parameter in net.named_parameters():
        ...     print(name, tuple(parameter.shape))
        layers.0.weight (4, 5)
        layers.0.bias (4,)
        layers.1.weight (4, 4)
        layers.1.bias (4,)
        layers.2.weight (2, 4)
        layers.2.bias (2,)
        >>> DeepMLP([3, 1])(torch.rand(6, 3)).shape  # one layer, and no ReLU
        torch.Size([6, 1])
    """

    def __init__(self, widths: list[int]) -> None:
        raise NotImplementedError("TODO: create a layer between each two widths")

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply the layers in order, with a ReLU after each but the last.

        Shape:
            X is (n, widths[0]), the result (n, widths[-1]).
        """
        raise NotImplementedError("TODO: compute the outputs")


def cross_entropy(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return how surprised the scores are by the labels, on average.

    A net gives a score to each class. Their softmax is a probability of each, and the
    loss of one example is the negative logarithm of the probability that the true
    class got: 0 if the net was sure and right, large if it was sure and wrong.

        scores         softmax                   labels     -log
        2.0  0.0       0.88  0.12                0          0.127
        0.0  0.0  ->   0.50  0.50  of the class  1   ->     0.693   ->  mean 0.410

    That is what `nn.CrossEntropyLoss()` computes, and you do it without: neither that
    class nor `F.cross_entropy`, `nn.NLLLoss` or `F.nll_loss` is allowed.

    - The result is the mean over the examples, a tensor of shape ().
    - Scores have any size: the loss is finite for 10000 and for -10000, where `exp`
      gives `inf` and 0. What may be subtracted from all scores of an example, so that
      their softmax stays as it is?
    - Gradients flow back to the scores. The result has their dtype and is on their
      device; labels are there, too.

    Shape:
        scores are (n, k), for n examples and k classes, of which there is one or more
        each. labels are (n,), int64, from 0 to k - 1. The result is ().

    Free: how it is computed. `torch.logsumexp`, `log_softmax`, loops, indices and
    one-hot vectors are all welcome.

    Source: D2L's chapter on softmax regression.

    Example:
        >>> scores = torch.tensor([[2.0, 0.0], [0.0, 0.0]])
        >>> round(cross_entropy(scores, torch.tensor([0, 1])).item(), 3)  # as above
        0.41
        >>> huge = torch.tensor([[10000.0, -10000.0]])
        >>> cross_entropy(huge, torch.tensor([1])).item()
        20000.0
    """
    raise NotImplementedError("TODO: compute the mean of the negative logarithms")
