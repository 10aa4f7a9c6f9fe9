"""Custom layers (D2L 5.4).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

`python -m doctest layers.py` runs the examples of the docstrings, and prints
those that do not hold.
"""

import torch
from torch import nn
from torch.nn import functional as F


class CenteredLayer(nn.Module):
    """A layer without parameters that subtracts the mean.

    Not every layer learns. A module needs no more than a `forward` to be called, and to
    be put into a net, like any other.

    `CenteredLayer()` takes no arguments. It has no parameters, so you need no
    `__init__` unless you want one.

    Free: any attribute that brings no parameters of its own.

    Example:
        >>> layer = CenteredLayer()
        >>> layer(torch.tensor([[1.0, 2.0], [3.0, 10.0]])).tolist()  # the mean is 4
        [[-3.0, -2.0], [-1.0, 6.0]]
        >>> layer(torch.tensor([1, 4])).tolist()  # integers in, floats out
        [-1.5, 1.5]
    """

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return X minus the mean over *all* its elements.

        - X may have any shape, and the result has the same.
        - X itself stays as it was.
        - The result is on X's device, be that a GPU or not.
        - Gradients flow back to X, through the mean as well.
        - An X of integers gives a result in torch's default float dtype,
          `torch.get_default_dtype()`. (One tutorial feeds its layer integers,
          and the code that it prints then stops with an error. Yours does not.)
        """
        # BEGIN SOLUTION: subtract the mean
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        return X - X.mean()
        # END SOLUTION


class MyLinear(nn.Module):
    """A fully connected layer with ReLU, written from scratch.

    Nets are made of such layers. What a layer learns are its Parameters: the module
    lists them, an optimizer changes them, and autograd has to reach them.

        X                     weight                 bias          result
        (batch, in_units)  @  (in_units, units)  +  (units,)  ->  (batch, units)

    `MyLinear(in_units, units)` works for any two sizes and has two attributes:

    - `weight`, an `nn.Parameter` of shape (in_units, units);
    - `bias`, an `nn.Parameter` of shape (units,).

    Both start with values drawn from the standard normal distribution, N(0, 1).

    Free: how the result is computed, and any further attribute that brings no
    parameters of its own.

    Example:
        >>> layer = MyLinear(2, 3)
        >>> layer(torch.zeros(4, 2)).shape
        torch.Size([4, 3])
        >>> _ = nn.init.constant_(layer.weight, 2.0)
        >>> _ = nn.init.constant_(layer.bias, 1.0)
        >>> X = torch.tensor([[1.0, 3.0], [1.0, -3.0]])
        >>> layer(X).int().tolist()  # before ReLU: 2 + 6 + 1 = 9, and 2 - 6 + 1 = -3
        [[9, 9, 9], [0, 0, 0]]
    """

    def __init__(self, in_units: int, units: int) -> None:
        # BEGIN SOLUTION: create both parameters
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return relu(X @ weight + bias).

        The layer must be able to learn: after `backward()`, `weight` and `bias`
        both hold a gradient. (The layer printed in the lesson looks right and
        gives the right numbers, but a small slip in its `forward` keeps it from
        ever learning. Yours learns.)

        X is on the device of the layer, be that a GPU or not. So is the result.

        Shape:
            X is (batch, in_units), the result (batch, units). There may be more
            dimensions in front: (..., in_units) gives (..., units).
        """
        # BEGIN SOLUTION: compute the outputs
        return F.relu(X @ self.weight + self.bias)
        # END SOLUTION


class Linear(nn.Module):
    """A linear layer with parameters of its own: what `nn.Linear` does, by hand.

    To write a layer means two things: create what it learns, in `__init__`, and say
    how the result is computed, in `forward`. What is an `nn.Parameter` of the module
    is found by `net.parameters()`, and so by the optimizer; it is saved, and moved.

    `Linear(in_features, out_features)` works for any two sizes, has no activation,
    and has two attributes:

    - `w`, an `nn.Parameter` of shape (in_features, out_features);
    - `b`, an `nn.Parameter` of shape (out_features,).

    Mind the shape of `w`: `nn.Linear` keeps its weight the other way round.

    Free: the values at the start, and any further attribute that brings no parameters
    of its own.

    Source: a tutorial on torch.nn; it goes with D2L 5.4.2.

    Example:
        >>> layer = Linear(2, 1)
        >>> layer(torch.zeros(4, 2)).shape
        torch.Size([4, 1])
        >>> with torch.no_grad():
        ...     _ = layer.w.copy_(torch.tensor([[1.0], [10.0]]))
        ...     _ = layer.b.fill_(100.0)
        >>> layer(torch.tensor([[3.0, 4.0]])).tolist()  # 3 * 1 + 4 * 10 + 100
        [[143.0]]
    """

    def __init__(self, in_features: int, out_features: int) -> None:
        # BEGIN SOLUTION: create both parameters
        super().__init__()
        self.w = nn.Parameter(torch.randn(in_features, out_features))
        self.b = nn.Parameter(torch.randn(out_features))
        # END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x @ w + b, and nothing after that.

        Gradients flow back to `w`, `b` and x. The layer and x are on the same device,
        be it a GPU or not; so is the result.

        Shape:
            x is (batch, in_features), the result (batch, out_features).
        """
        # BEGIN SOLUTION: compute the outputs
        return x @ self.w + self.b
        # END SOLUTION


class Perceptron(nn.Module):
    """A perceptron with one hidden layer, made of two layers of your own `Linear`.

    A layer that you wrote is a module like any other, so modules may be made of it:
    what it learns belongs to the net without another word.

        x  ->  layer1  ->  sigmoid  ->  layer2  ->  result
        (batch, in)   (batch, hidden)   (batch, out)

    `Perceptron(in_features, hidden_features, out_features)` has two attributes:

    - `layer1`, your `Linear` from in_features to hidden_features;
    - `layer2`, your `Linear` from hidden_features to out_features.

    So it needs a `Linear` that is right: write that one first.

    Free: how the sigmoid is applied, and any further attribute that brings no
    parameters of its own.

    Source: a tutorial on torch.nn; it goes with D2L 5.4.2.

    Example:
        >>> net = Perceptron(2, 3, 1)
        >>> sorted(name for name, _ in net.named_parameters())
        ['layer1.b', 'layer1.w', 'layer2.b', 'layer2.w']
        >>> net(torch.zeros(5, 2)).shape
        torch.Size([5, 1])
        >>> for name, parameter in net.named_parameters():
        ...     _ = nn.init.constant_(parameter, 2.0 if name == "layer2.w" else 0.0)
        >>> net(torch.ones(1, 2)).item()  # sigmoid(0) is 0.5: three times 0.5 * 2
        3.0
    """

    def __init__(
        self, in_features: int, hidden_features: int, out_features: int
    ) -> None:
        # BEGIN SOLUTION: create the two layers
        super().__init__()
        self.layer1 = Linear(in_features, hidden_features)
        self.layer2 = Linear(hidden_features, out_features)
        # END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Apply `layer1`, then the sigmoid, then `layer2`, and nothing after that.

        Shape:
            x is (batch, in_features), the result (batch, out_features).
        """
        # BEGIN SOLUTION: compute the outputs
        hidden = torch.sigmoid(self.layer1(x))
        result: torch.Tensor = self.layer2(hidden)
        return result
        # END SOLUTION


class LinearModel(nn.Module):
    """Linear regression: one number for each row, and a column of numbers in all.

    A model is a module as a layer is. This one has a column of weights, one for each
    of its `ndim` features, so that the matrix product gives a column as well: a result
    of shape (batch, 1), not (batch,). Who subtracts a target of shape (batch, 1) from
    a result of shape (batch,) gets a table of (batch, batch) numbers, and no error.

    `LinearModel(ndim)` has two attributes:

    - `weight`, an `nn.Parameter` of shape (ndim, 1);
    - `bias`, an `nn.Parameter` of shape (1,).

    Free: the values at the start, and any further attribute that brings no parameters
    of its own.

    Source: a tutorial on torch.nn; it goes with D2L 5.4.2.

    Example:
        >>> model = LinearModel(2)
        >>> model(torch.zeros(4, 2)).shape
        torch.Size([4, 1])
        >>> _ = nn.init.constant_(model.weight, 2.0)
        >>> _ = nn.init.constant_(model.bias, 1.0)
        >>> model(torch.tensor([[1.0, 3.0], [0.0, -3.0]])).tolist()  # 2 + 6 + 1, -6 + 1
        [[9.0], [-5.0]]
    """

    def __init__(self, ndim: int) -> None:
        # BEGIN SOLUTION: create both parameters
        super().__init__()
        self.weight = nn.Parameter(torch.randn(ndim, 1))
        self.bias = nn.Parameter(torch.randn(1))
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return X @ weight + bias.

        Shape:
            X is (batch, ndim), the result (batch, 1).
        """
        # BEGIN SOLUTION: compute the outputs
        return X @ self.weight + self.bias
        # END SOLUTION


class MyListDense(nn.Module):
    """Four matrices in a list, applied one after the other.

        x  ->  params[0]  ->  params[1]  ->  params[2]  ->  params[3]  ->  result
        4                 4              4              4                  1

    A module finds what it learns among its attributes, but does not look into a plain
    list: what is only in there is neither trained nor saved nor moved. For that there
    is `nn.ParameterList`, which is used like a list and is a module.

    `MyListDense()` takes no arguments and has one attribute:

    - `params`, an `nn.ParameterList` of three Parameters of shape (4, 4), and one of
      shape (4, 1), in this order.

    Free: the values at the start, and any further attribute that brings no parameters
    of its own.

    Source: a tutorial on torch.nn; it goes with D2L 5.4.2.

    Example:
        >>> net = MyListDense()
        >>> sorted(name for name, _ in net.named_parameters())
        ['params.0', 'params.1', 'params.2', 'params.3']
        >>> for parameter in net.parameters():
        ...     _ = nn.init.constant_(parameter, 1.0)
        >>> net(torch.tensor([[1.0, 0.0, 0.0, 0.0]])).item()  # ones, then 4, 16 and 64
        64.0
    """

    def __init__(self) -> None:
        # BEGIN SOLUTION: create the list of parameters
        super().__init__()
        shapes = [(4, 4), (4, 4), (4, 4), (4, 1)]
        self.params = nn.ParameterList(
            nn.Parameter(torch.randn(shape)) for shape in shapes
        )
        # END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x @ params[0] @ params[1] @ params[2] @ params[3].

        Shape:
            x is (batch, 4), the result (batch, 1).
        """
        # BEGIN SOLUTION: apply the matrices in order
        for weight in self.params:
            x = x @ weight
        return x
        # END SOLUTION


class MyDictDense(nn.Module):
    """Three matrices under names, of which each call chooses one.

    One module may offer several ways, such as one for each task, and the call says
    which. As with a list, a module does not look into a plain dict. For that there is
    `nn.ParameterDict`, which is used like a dict and is a module.

    `MyDictDense()` takes no arguments and has one attribute:

    - `params`, an `nn.ParameterDict` of three Parameters: "linear1" of shape (4, 4),
      "linear2" of shape (4, 1), and "linear3" of shape (4, 2).

    Free: the values at the start, and any further attribute that brings no parameters
    of its own.

    Source: a tutorial on torch.nn; it goes with D2L 5.4.2.

    Example:
        >>> net, x = MyDictDense(), torch.ones(1, 4)
        >>> net(x).shape, net(x, "linear2").shape, net(x, "linear3").shape
        (torch.Size([1, 4]), torch.Size([1, 1]), torch.Size([1, 2]))
        >>> _ = nn.init.constant_(net.params["linear3"], 2.0)
        >>> net(x, "linear3").tolist()  # four times 1 * 2
        [[8.0, 8.0]]
    """

    def __init__(self) -> None:
        # BEGIN SOLUTION: create the dict of parameters
        super().__init__()
        shapes = {"linear1": (4, 4), "linear2": (4, 1), "linear3": (4, 2)}
        self.params = nn.ParameterDict(
            {name: nn.Parameter(torch.randn(shape)) for name, shape in shapes.items()}
        )
        # END SOLUTION

    def forward(self, x: torch.Tensor, choice: str = "linear1") -> torch.Tensor:
        """Return the matrix product of x and the Parameter that `choice` names.

        Shape:
            x is (batch, 4), the result (batch, 4), (batch, 1) or (batch, 2).

        Raises:
            KeyError: There is no Parameter of that name. An AttributeError is fine,
                too, since that is what torch's own ParameterDict raises.
        """
        # BEGIN SOLUTION: choose a matrix, and apply it
        return x @ self.params[choice]
        # END SOLUTION


class FunctionalLinear(nn.Module):
    """A linear layer that keeps its parameters as `nn.Linear` does, and starts at zero.

    Many of torch's layers are two things: a module that holds parameters, and a
    function of `torch.nn.functional` that computes with them. `F.linear(x, weight,
    bias)` is the one for linear layers. It takes the weight with one *row* for each
    output, which is why `nn.Linear` keeps it so.

    `FunctionalLinear(in_features=3, out_features=4)` works for any two sizes, and has
    two attributes, which start with zeros only:

    - `weight`, an `nn.Parameter` of shape (out_features, in_features);
    - `bias`, an `nn.Parameter` of shape (out_features,).

    (A single layer learns from zeros as well as from anything else. A net of several
    does not. Can you see why?)

    Free: how the result is computed, with or without `F.linear`, and any further
    attribute that brings no parameters of its own.

    Source: a tutorial on torch.nn; it goes with D2L 5.4.2.

    Example:
        >>> layer = FunctionalLinear(2, 1)
        >>> layer(torch.tensor([[3.0, 4.0]])).item()
        0.0
        >>> with torch.no_grad():
        ...     _ = layer.weight.copy_(torch.tensor([[1.0, 10.0]]))
        >>> layer(torch.tensor([[3.0, 4.0]])).item()  # 3 * 1 + 4 * 10 + 0
        43.0
    """

    def __init__(self, in_features: int = 3, out_features: int = 4) -> None:
        # BEGIN SOLUTION: create both parameters
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))
        # END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x times the transposed weight, plus bias.

        Shape:
            x is (batch, in_features), the result (batch, out_features).
        """
        # BEGIN SOLUTION: compute the outputs
        return F.linear(x, self.weight, self.bias)
        # END SOLUTION
