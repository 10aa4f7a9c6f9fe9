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
from typing import Any

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
    # BEGIN SOLUTION: add the three layers, each under its name
    net = nn.Sequential()
    net.add_module("conv", nn.Conv2d(3, 3, 3))
    net.add_module("batchnorm", nn.BatchNorm2d(3))
    net.add_module("relu", nn.ReLU())
    return net
    # END SOLUTION


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
    # BEGIN SOLUTION: hand the three layers over
    return nn.Sequential(nn.Conv2d(3, 3, 3), nn.BatchNorm2d(3), nn.ReLU())
    # END SOLUTION


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
    # BEGIN SOLUTION: put the layers into a dict, and hand it over
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    layers["conv1"] = nn.Conv2d(3, 3, 3)
    layers["batchnorm"] = nn.BatchNorm2d(3)
    layers["relu1"] = nn.ReLU()
    return nn.Sequential(layers)
    # END SOLUTION


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
        # BEGIN SOLUTION: create both parts
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(
            nn.Linear(400, 120),
            nn.ReLU(),
            nn.Linear(120, 84),
            nn.ReLU(),
            nn.Linear(84, 10),
        )
        # END SOLUTION

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
        # BEGIN SOLUTION: compute the scores
        H = torch.flatten(self.features(X), start_dim=1)
        Y: torch.Tensor = self.classifier(H)
        return Y
        # END SOLUTION


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
    # BEGIN SOLUTION: make an optimizer of two groups
    return torch.optim.SGD(
        [
            {"params": net.features.parameters(), "lr": 1e-5},
            {"params": net.classifier.parameters(), "lr": 1e-2},
        ]
    )
    # END SOLUTION


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
    # BEGIN SOLUTION: make one step, and return the loss
    net.train()
    loss = loss_fn(net(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
    # END SOLUTION


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
        >>> [hasattr(net, name) for name in ("hidden", "act", "output")]
        [True, True, True]
    """

    def __init__(self) -> None:
        # BEGIN SOLUTION: create two layers and the activation
        super().__init__()
        self.hidden = nn.Linear(784, 256)
        self.act = nn.ReLU()
        self.output = nn.Linear(256, 10)
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply `hidden`, then `act`, then `output`, and nothing after that.

        Shape:
            X is (n, 784), the result (n, 10).
        """
        # BEGIN SOLUTION: compute the outputs
        H = self.act(self.hidden(X))
        Y: torch.Tensor = self.output(H)
        return Y
        # END SOLUTION


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
        >>> net(torch.rand(6, 5)).shape
        torch.Size([6, 2])
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
        # BEGIN SOLUTION: create a layer between each two widths
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(widths))
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply the layers in order, with a ReLU after each but the last.

        Shape:
            X is (n, widths[0]), the result (n, widths[-1]).
        """
        # BEGIN SOLUTION: compute the outputs
        *hidden, last = self.layers
        for layer in hidden:
            X = torch.relu(layer(X))
        Y: torch.Tensor = last(X)
        return Y
        # END SOLUTION


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
    # BEGIN SOLUTION: compute the mean of the negative logarithms
    shifted = scores - scores.amax(dim=1, keepdim=True)
    logs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -logs.gather(1, labels.unsqueeze(1)).mean()
    # END SOLUTION


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
        # BEGIN SOLUTION: create the layers of all stages
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 6, kernel_size=5, padding=2),
            nn.Sigmoid(),
            nn.AvgPool2d(kernel_size=2, stride=2),
            nn.Conv2d(6, 16, kernel_size=5),
            nn.Sigmoid(),
            nn.AvgPool2d(kernel_size=2, stride=2),
            nn.Flatten(),
            nn.Linear(400, 120),
            nn.Sigmoid(),
            nn.Linear(120, 84),
            nn.Sigmoid(),
            nn.Linear(84, 10),
        )
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch of images.

        Shape:
            X is (batch, 1, 28, 28), the result (batch, 10).
        """
        # BEGIN SOLUTION: compute the scores
        scores: torch.Tensor = self.net(X)
        return scores
        # END SOLUTION


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
        # BEGIN SOLUTION: create the layers of all stages
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 96, kernel_size=11, stride=4, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2),
            nn.Conv2d(96, 256, kernel_size=5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2),
            nn.Conv2d(256, 384, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(384, 384, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(384, 256, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2),
            nn.Flatten(),
            nn.Linear(6400, 4096),
            nn.ReLU(),
            nn.Dropout(p=0.5),
            nn.Linear(4096, 4096),
            nn.ReLU(),
            nn.Dropout(p=0.5),
            nn.Linear(4096, num_classes),
        )
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch of images.

        Shape:
            X is (batch, 1, 224, 224), the result (batch, num_classes).
        """
        # BEGIN SOLUTION: compute the scores
        scores: torch.Tensor = self.net(X)
        return scores
        # END SOLUTION


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
    # BEGIN SOLUTION: look at the layer, and take the hook off
    layer = dict(net.named_modules())[layer_name]
    seen: list[torch.Tensor] = []
    handle = layer.register_forward_hook(
        lambda module, inputs, output: seen.append(output.detach().clone())
    )
    try:
        net(X)
    finally:
        handle.remove()
    return seen[0]
    # END SOLUTION


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
        # BEGIN SOLUTION: clamp x, and save what backward needs
        ctx.save_for_backward((x >= low) & (x <= high))
        return x.clamp(low, high)
        # END SOLUTION

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        """Return a gradient for each argument of `forward`, from that of its result.

        `None` stands for what has no gradient.
        """
        # BEGIN SOLUTION: pass the gradient where nothing is clipped
        (inside,) = ctx.saved_tensors
        return grad * inside, None, None
        # END SOLUTION


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
    # BEGIN SOLUTION: apply your own function
    clamped: torch.Tensor = Clamp.apply(x, low, high)
    return clamped
    # END SOLUTION


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
    # BEGIN SOLUTION: look through the net
    parameters = list(net.parameters())
    return {
        "parameters": sum(p.numel() for p in parameters),
        "trainable": sum(p.numel() for p in parameters if p.requires_grad),
        "buffers": [name for name, _ in net.named_buffers()],
        "children": [name for name, _ in net.named_children()],
        "training": net.training,
        "dtype": parameters[0].dtype,
        "device": parameters[0].device,
    }
    # END SOLUTION


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
    # BEGIN SOLUTION: cast the net, and freeze what the prefix names
    net.to(dtype)
    for name, parameter in net.named_parameters(remove_duplicate=False):
        if name.startswith(prefix):
            parameter.requires_grad_(False)
    return net
    # END SOLUTION
