"""Layers and blocks (D2L 5.1).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest blocks.py` runs the examples of the docstrings, and prints
those that do not hold.
"""

import torch
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    """A perceptron with one hidden layer: 20 features in, 10 outputs.

    A net of your own is a class: `__init__` makes the layers and keeps them, so that
    the module finds what they learn, and `forward` says how X passes through them.

        X  ->  hidden  ->  ReLU  ->  out  ->  result
        20             256       256          10

    `MLP()` takes no arguments and has two attributes:

    - `hidden`, an `nn.Linear` from 20 features to 256;
    - `out`, an `nn.Linear` from 256 features to 10.

    Free: how ReLU is applied, the initialisation, and any further attribute
    that brings no parameters of its own.

    Example:
        >>> net = MLP()
        >>> net(torch.ones(2, 20)).shape
        torch.Size([2, 10])
        >>> for parameter in net.parameters():
        ...     _ = nn.init.constant_(parameter, 1.0)
        >>> net(torch.zeros(1, 20))[0, 0].item()  # hidden: 0 + 1; out: 256 * 1 + 1
        257.0
        >>> net(-torch.ones(1, 20))[0, 0].item()  # hidden: -20 + 1, so 0; out: 0 + 1
        1.0
    """

    def __init__(self) -> None:
        # BEGIN SOLUTION: create the two layers
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply `hidden`, then ReLU, then `out`, and nothing after that.

        The net and X are on the same device, be it a GPU or not; so is the result.

        Shape:
            X is (batch, 20), the result (batch, 10).
        """
        # BEGIN SOLUTION: compute the outputs
        H = F.relu(self.hidden(X))
        Y: torch.Tensor = self.out(H)
        return Y
        # END SOLUTION


class MySequential(nn.Module):
    """A block that runs any modules one after the other.

    Most nets are chains. With such a block, a chain needs no class of its own: every
    module gets what the one before it returns.

        X  ->  "0"  ->  "1"  ->  "2"  ->  ...  ->  result

    `MySequential(first, second, ...)` takes any number of modules:

    - each is registered as a child, named `"0"`, `"1"`, ... in the order given,
      so that `state_dict()` has the same keys as that of an `nn.Sequential`;
    - with no modules at all, the block returns its input;
    - the same module may be given twice, and then it runs twice. (The lesson's
      own loop runs it once. Can you see why?)

    You build it yourself: neither inherit from `nn.Sequential` nor use one inside.

    Free: how the modules are registered and how they are found again.

    Example:
        >>> net = MySequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
        >>> sorted(net.state_dict())
        ['0.bias', '0.weight', '2.bias', '2.weight']
        >>> half = nn.Linear(1, 1, bias=False)
        >>> _ = nn.init.constant_(half.weight, 0.5)
        >>> MySequential(half, half)(torch.tensor([[8.0]])).item()  # 8, 4, 2
        2.0
    """

    def __init__(self, *modules: nn.Module) -> None:
        # BEGIN SOLUTION: register the modules
        super().__init__()
        for index, module in enumerate(modules):
            self.add_module(str(index), module)
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Pass X through all modules, in the order in which they were given.

        Shape:
            X is whatever the first module takes, the result whatever the last
            module returns.
        """
        # BEGIN SOLUTION: run the modules
        for index in range(len(self._modules)):
            X = self.get_submodule(str(index))(X)
        return X
        # END SOLUTION


class FixedHiddenMLP(nn.Module):
    """A net with a constant, a layer that is used twice, and a loop.

    A `forward` is ordinary Python: it may use a layer again, loop and decide, and
    autograd follows the way that was taken.

    `FixedHiddenMLP()` takes no arguments and has two attributes:

    - `linear`, an `nn.Linear` from 20 features to 20, the only thing that is learned;
    - `rand_weight`, of shape (20, 20), drawn once from the uniform distribution on
      [0, 1), and never again: it is a constant of the net.

    The constant is no Parameter, for there is nothing to learn about it. But it
    belongs to the net: `net.to(device)` moves it, and `net.state_dict()` holds it,
    as "rand_weight". (The lesson's class keeps it as a plain tensor. That works,
    until the net goes to a GPU or into a file, and the constant stays behind. How
    does a Module call the tensors that it takes along but does not learn?)

    Free: the initialisation of `linear`, and any further attribute that brings no
    parameters of its own.

    Example:
        >>> net = FixedHiddenMLP()
        >>> net(torch.ones(2, 20)).shape
        torch.Size([])
        >>> _ = nn.init.constant_(net.linear.weight, 0.0)
        >>> _ = nn.init.constant_(net.linear.bias, -0.25)
        >>> net(torch.ones(1, 20)).item()  # 20 * -0.25 = -5; halved: -2.5, -1.25, ...
        -0.625
    """

    def __init__(self) -> None:
        # BEGIN SOLUTION: create the layer and the constant
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.register_buffer("rand_weight", torch.rand(20, 20))
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Compute one number from X, in five steps.

        1. Apply `linear`.
        2. Take the matrix product with `rand_weight`, add 1, and apply ReLU.
        3. Apply `linear` again: the same layer, with the same weights.
        4. Halve all values, as long as the sum of their absolute values exceeds 1.
        5. Return the sum of the values.

        Gradients flow back to `linear` and to X. The net and X are on the same device,
        be it a GPU or not; so is the result.

        Shape:
            X is (batch, 20), the result a single number, of shape ().
        """
        # BEGIN SOLUTION: compute the sum
        X = self.linear(X)
        X = F.relu(X @ self.rand_weight + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
        # END SOLUTION


class NestMLP(nn.Module):
    """A net inside of a net.

    A block may hold other blocks, as deep as you like, and is used like any of them:
    what all of them learn belongs to the outermost net, under names that tell the way.

        X  ->  net ( Linear, ReLU, Linear, ReLU )  ->  linear  ->  result
        20                64           32                         16

    `NestMLP()` takes no arguments and has two attributes:

    - `net`, an `nn.Sequential` (or your `MySequential`) of an `nn.Linear` from 20
      features to 64, a ReLU, an `nn.Linear` from 64 to 32, and a ReLU;
    - `linear`, an `nn.Linear` from 32 features to 16.

    Free: the initialisation, and any further attribute that brings no parameters of
    its own.

    Source: D2L 5.1.2.

    Example:
        >>> net = NestMLP()
        >>> net(torch.ones(2, 20)).shape
        torch.Size([2, 16])
        >>> for name, parameter in sorted(net.named_parameters()):
        ...     print(name, tuple(parameter.shape))
        linear.bias (16,)
        linear.weight (16, 32)
        net.0.bias (64,)
        net.0.weight (64, 20)
        net.2.bias (32,)
        net.2.weight (32, 64)
    """

    def __init__(self) -> None:
        # BEGIN SOLUTION: create the inner net and the last layer
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()
        )
        self.linear = nn.Linear(32, 16)
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Apply `net`, then `linear`, and nothing after that.

        The net and X are on the same device, be it a GPU or not; so is the result.

        Shape:
            X is (batch, 20), the result (batch, 16).
        """
        # BEGIN SOLUTION: compute the outputs
        Y: torch.Tensor = self.linear(self.net(X))
        return Y
        # END SOLUTION


def make_chimera() -> nn.Module:
    """Return a new net that is put together from parts of your own.

    Blocks fit together wherever the width of one is the width that the next takes,
    whoever wrote them. Each call makes a new net, with parameters of its own.

        X  ->  NestMLP  ->  Linear  ->  FixedHiddenMLP  ->  one number
        20               16          20

    The net is an `nn.Sequential` (or your `MySequential`) of three modules: your
    `NestMLP`, an `nn.Linear` from 16 features to 20, and your `FixedHiddenMLP`. So it
    needs these to be right: write them first. (The lesson's chimera works as well,
    until it goes to a GPU or into a file: its last part is the `FixedHiddenMLP` that
    leaves its constant behind.)

    Source: D2L 5.1.2, 5.1.3.

    Example:
        >>> net = make_chimera()
        >>> net(torch.ones(2, 20)).shape
        torch.Size([])
        >>> net.get_parameter("0.net.0.weight").shape
        torch.Size([64, 20])
        >>> net.get_buffer("2.rand_weight").shape
        torch.Size([20, 20])
    """
    # BEGIN SOLUTION: put the three together
    return nn.Sequential(NestMLP(), nn.Linear(16, 20), FixedHiddenMLP())
    # END SOLUTION
