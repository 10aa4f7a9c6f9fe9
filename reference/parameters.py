"""Parameters: access, initialisation, sharing, laziness (D2L 5.2, 5.3).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.
"""

import torch
from torch import nn


def parameter_shapes(net: nn.Module) -> list[tuple[str, tuple[int, ...]]]:
    """List the parameters of a net: the name of each, and its shape.

    A net may hold nets, and these may hold others. The list is what you look at first
    when you meet a net that somebody else has written: what does it learn, and where?

    The result is a list of pairs, such as `("net.0.weight", (64, 20))`:

    - a name tells the way from the outermost net to the parameter, with dots between;
    - all are there, however deep they lie, the frozen ones included;
    - they come in the order in which they are registered: first those of a module
      itself, then those of its first child, of its second, and so on;
    - one that is used in several places is listed once, under its first name;
    - buffers, which are not learned, are left out;
    - of a net without parameters the list is empty.

    Free: whether a shape is a `tuple` or a `torch.Size`, and a pair a tuple or a list.

    Source: D2L 5.2.1.

    Example:
        >>> net = nn.Sequential(nn.Linear(4, 2), nn.Sequential(nn.BatchNorm1d(2)))
        >>> for name, shape in parameter_shapes(net):
        ...     print(name, tuple(shape))
        0.weight (2, 4)
        0.bias (2,)
        1.0.weight (2,)
        1.0.bias (2,)
        >>> parameter_shapes(nn.ReLU())
        []
    """
    # BEGIN SOLUTION: list names and shapes
    return [(name, tuple(p.shape)) for name, p in net.named_parameters()]
    # END SOLUTION


def last_bias(net: nn.Sequential) -> torch.Tensor:
    """Return a copy of the bias of the last `nn.Linear` that runs.

    Only the direct children of `net` count, not what lies inside of them:

        Sequential( Linear, ReLU, Linear, LayerNorm, Sequential( Linear ) )
                                  ------
                                  this one

    - Where it stands is to be found: it need not be the last child, nor number 2.
    - The same layer may stand in several places. It runs in each of them, so what
      counts is the last place.
    - There is such a layer, and it has a bias. Others need not have one.
    - The copy is for looking at, as a measured value is: it requires no gradient, and
      when the net learns, the copy stays as it is. Its dtype and its device are those
      of the bias, and the net stays as it is.

    Source: D2L 5.2.1.

    Example:
        >>> net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2), nn.Tanh())
        >>> bias = last_bias(net)
        >>> torch.equal(bias, net[2].bias), bias.requires_grad
        (True, False)
        >>> _ = nn.init.ones_(net[2].bias)
        >>> torch.equal(bias, net[2].bias)
        False
    """
    # BEGIN SOLUTION: find the layer, and copy its bias
    layers = [layer for layer in net if isinstance(layer, nn.Linear)]
    return layers[-1].bias.detach().clone()
    # END SOLUTION


def block1() -> nn.Module:
    """Return a new block of two layers, the smallest part of a larger net.

        X  ->  Linear  ->  ReLU  ->  Linear  ->  ReLU  ->  result
        4                  8                     4

    The block is an `nn.Sequential` of an `nn.Linear` from 4 features to 8, a ReLU, an
    `nn.Linear` from 8 features to 4, and a ReLU. So its layers are called "0" and "2".
    Each call makes a new block, with parameters of its own.

    Free: the initialisation; and a class of your own will do in the place of
    `nn.Sequential`, if it gives the same names.

    Source: D2L 5.2.1.

    Example:
        >>> block = block1()
        >>> [name for name, _ in block.named_parameters()]
        ['0.weight', '0.bias', '2.weight', '2.bias']
        >>> block(torch.rand(3, 4)).shape
        torch.Size([3, 4])
    """
    # BEGIN SOLUTION: put the four together
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())
    # END SOLUTION


def block2() -> nn.Module:
    """Return a new block of four blocks, each with a name that you give it.

        X  ->  "block 0"  ->  "block 1"  ->  "block 2"  ->  "block 3"  ->  result

    The block is an `nn.Sequential` of four of your `block1()`, so write that first.
    Its children are called "block 0", "block 1", "block 2" and "block 3" (with a
    space), and run in this order. Each has parameters of its own: four blocks, not one
    that runs four times. Each call makes a new block.

    Free: the initialisation; and a class of your own will do in the place of
    `nn.Sequential`, if it gives the same names.

    Source: D2L 5.2.1.

    Example:
        >>> block = block2()
        >>> [name for name, _ in block.named_children()]
        ['block 0', 'block 1', 'block 2', 'block 3']
        >>> len(list(block.parameters()))
        16
    """
    # BEGIN SOLUTION: add four blocks, each under its name
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f"block {i}", block1())
    return net
    # END SOLUTION


def make_rgnet() -> nn.Module:
    """Return a new net: your `block2()`, and a layer that makes one number of a row.

        X  ->  block2  ->  Linear  ->  result
        4               4               1

    The net is an `nn.Sequential` of `block2()` and an `nn.Linear` from 4 features to 1,
    with nothing after it. Parameters are found along the way that leads to them, by
    numbers and by names: `net[0]` is the block, and "0.block 1.0.bias" the name of a
    bias inside it. Each call makes a new net.

    Free: the initialisation; and a class of your own will do in the place of
    `nn.Sequential`, if it gives the same names.

    Source: D2L 5.2.1.

    Example:
        >>> net = make_rgnet()
        >>> net(torch.rand(2, 4)).shape
        torch.Size([2, 1])
        >>> net.get_parameter("0.block 1.0.bias").shape
        torch.Size([8])
    """
    # BEGIN SOLUTION: put the two together
    return nn.Sequential(block2(), nn.Linear(4, 1))
    # END SOLUTION


def init_normal(module: nn.Module) -> None:
    """Draw the weight of a Linear layer from N(0, 0.01²), and set its bias to 0.

    `net.apply(init_normal)` calls your function on every module inside of `net`, and
    on `net` itself at last. So it is handed modules of all kinds, one after the other:

    - The weight of an `nn.Linear` becomes random, each element on its own, from the
      normal distribution with mean 0 and *standard deviation* 0.01.
    - Its bias becomes 0, if it has one: a layer made with `bias=False` has none. (The
      lesson's function fails there. What is `module.bias` then?)
    - All other modules stay as they are, whether they have a weight or not.
    - What was a Parameter remains one, under its name, with its shape, dtype and
      device; what was frozen remains frozen. And `module` stays in its mode.
    - The random numbers follow from the seed that the caller sets, or does not set:
      your function sets none.

    Free: whether anything is returned; `apply` does not look at it.

    Source: D2L 5.2.2 (in newer editions 6.3.1).

    Example:
        >>> net = nn.Sequential(nn.Linear(100, 100), nn.ReLU())
        >>> _ = net.apply(init_normal)
        >>> round(net[0].weight.std().item(), 3), net[0].bias.abs().max().item()
        (0.01, 0.0)
    """
    # BEGIN SOLUTION: draw the weight, and set the bias
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, mean=0.0, std=0.01)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    # END SOLUTION


def init_constant(module: nn.Module) -> None:
    """Set the weight of a Linear layer to 1, and its bias to 0.

    It is called by `net.apply(init_constant)`, on all modules of a net:

    - All elements of the weight of an `nn.Linear` become 1, and those of its bias 0. A
      layer may have no bias.
    - All other modules stay as they are.
    - What was a Parameter remains one, under its name, with its shape, dtype and
      device; what was frozen remains frozen. And `module` stays in its mode.

    Nobody trains a net that starts so: units that start alike stay alike. But it is
    handy for following a net by hand.

    Free: whether anything is returned.

    Source: D2L 5.2.2.

    Example:
        >>> net = nn.Sequential(nn.Linear(3, 1))
        >>> _ = net.apply(init_constant)
        >>> net(torch.tensor([[1.0, 2.0, 3.0]])).item()
        6.0
    """
    # BEGIN SOLUTION: set both
    if isinstance(module, nn.Linear):
        nn.init.ones_(module.weight)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    # END SOLUTION


def init_xavier(module: nn.Module) -> None:
    """Draw the weight of a Linear layer by Xavier's rule, from a uniform distribution.

    The rule keeps values and gradients of a similar size from layer to layer. With
    `n_in` inputs and `n_out` outputs, elements are drawn uniformly from [-a, a], where

        a = sqrt(6 / (n_in + n_out))

    It is called by `net.apply(init_xavier)`, on all modules of a net:

    - The weight of an `nn.Linear` is drawn so, each element on its own.
    - Its bias stays as it is, and so do all other modules.
    - What was a Parameter remains one, under its name, with its shape, dtype and
      device; what was frozen remains frozen. And `module` stays in its mode.
    - Your function sets no seed.

    Free: whether anything is returned, and whether you write the rule out or find a
    function of torch for it.

    Source: D2L 5.2.2; the rule: Glorot and Bengio (2010).

    Example:
        >>> layer = nn.Linear(200, 100)
        >>> _ = layer.apply(init_xavier)
        >>> round(layer.weight.abs().max().item(), 2)
        0.14
    """
    # BEGIN SOLUTION: draw the weight
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
    # END SOLUTION


def init_threshold(module: nn.Module) -> None:
    """Draw the weight of a Linear layer by a rule that no library knows.

    It is the lesson's `my_init`. Each element of a weight is

        uniform on [5, 10]      with probability 1/4
        0                       with probability 1/2
        uniform on [-10, -5]    with probability 1/4

    and one gets there in two steps: draw uniformly from [-10, 10], and keep what is 5
    or more in absolute value; what is less becomes 0.

    It is called by `net.apply(init_threshold)`, on all modules of a net:

    - The weight of an `nn.Linear` is drawn so, each element on its own.
    - Its bias stays as it is, and so do all other modules.
    - What was a Parameter remains one, under its name, with its shape, dtype and
      device; what was frozen remains frozen. And `module` stays in its mode.
    - Your function sets no seed.

    Free: how the elements are drawn, and whether anything is returned.

    Source: D2L 5.2.2.

    Example:
        >>> layer = nn.Linear(100, 100)
        >>> _ = layer.apply(init_threshold)
        >>> round((layer.weight == 0).float().mean().item(), 1)
        0.5
        >>> sizes = layer.weight[layer.weight != 0].abs()
        >>> sizes.min().item() >= 5, sizes.max().item() <= 10
        (True, True)
    """
    # BEGIN SOLUTION: draw the weight, and keep what is large
    if isinstance(module, nn.Linear):
        nn.init.uniform_(module.weight, -10, 10)
        with torch.no_grad():
            module.weight *= module.weight.abs() >= 5
    # END SOLUTION


def initialize_weights(net: nn.Module) -> None:
    """Give all layers of a net their first values, each kind by a rule of its own.

    This one is called on a whole net, and goes through all modules in it, however deep
    they lie, and through `net` itself, which may be a single layer:

        nn.Conv2d        weight  Xavier's rule, normal           bias  0.3
        nn.Linear        weight  N(0, 0.1²): mean 0, std 0.1     bias  0
        nn.BatchNorm2d   weight  1                               bias  0

    Xavier's normal rule draws from N(0, s²), with s = sqrt(2 / (n_in + n_out)), where
    n_in is the number of inputs that make one output, and n_out the number of outputs
    that one input goes into: a kernel counts with all of its places.

    - Convolutions and Linear layers may have no bias, and a BatchNorm2d with
      `affine=False` has neither weight nor bias.
    - All else stays as it is: other layers (one-dimensional ones are others), and what
      a BatchNorm2d has measured (`running_mean` and so on).
    - What was a Parameter remains one, under its name, with its shape, dtype and
      device; what was frozen remains frozen. And all modules stay in their modes.
    - Your function sets no seed.

    (The tutorial that this comes from writes `normal_(m.weight.data, 0.1)`. Which of
    the arguments of `normal_` is that? It also writes `m.bias.data.zeros_()`, and there
    is no such method.)

    Free: whether anything is returned.

    Source: a tutorial on `torch.nn`; the rule: Glorot and Bengio (2010).

    Example:
        >>> net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Linear(90, 90))
        >>> _ = initialize_weights(net)
        >>> [round(x, 1) for x in net[0].bias.tolist()]
        [0.3, 0.3]
        >>> round(net[2].weight.std().item(), 1), net[2].bias.abs().max().item()
        (0.1, 0.0)
    """
    # BEGIN SOLUTION: go through all modules
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.xavier_normal_(module.weight)
            if module.bias is not None:
                nn.init.constant_(module.bias, 0.3)
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.1)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d) and module.affine:
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)
    # END SOLUTION


def make_shared_net() -> nn.Module:
    """Return a new net with a layer that stands in two places.

        0: Linear(4, 8)
        1: ReLU
        2: Linear(8, 8)  <-+
        3: ReLU            |  one layer, one set of parameters
        4: Linear(8, 8)  <-+
        5: ReLU
        6: Linear(8, 1)

    The net is an `nn.Sequential` of these seven modules, with their numbers as names.

    What stands at 2 and at 4 *shares* its weight and its bias. Equal values are not
    enough: they are equal now, and apart after the first step of training. Shared
    parameters are one thing under two names. Their gradients from both places are added
    up, and a step changes them in both.

    Each call makes a new net, with parameters of its own.

    Free: the initialisation; whether one layer stands in both places, or there are two
    whose parameters are the same objects; and a class of your own will do in the place
    of `nn.Sequential`, if it gives the same names.

    Source: D2L 5.2.3.

    Example:
        >>> net = make_shared_net()
        >>> net.get_parameter("2.weight") is net.get_parameter("4.weight")
        True
        >>> [name for name, _ in net.named_parameters() if "weight" in name]
        ['0.weight', '2.weight', '6.weight']
    """
    # BEGIN SOLUTION: make the shared layer first, then the net
    shared = nn.Linear(8, 8)
    return nn.Sequential(
        nn.Linear(4, 8),
        nn.ReLU(),
        shared,
        nn.ReLU(),
        shared,
        nn.ReLU(),
        nn.Linear(8, 1),
    )
    # END SOLUTION


def make_lazy_net(hidden: int, out: int) -> nn.Module:
    """Return a new net that finds out by itself how many features its input has.

        X  ->  Linear  ->  ReLU  ->  Linear  ->  result
        ?                 hidden                   out

    The net is an `nn.Sequential` of these three, so that its layers are called "0" and
    "2". How wide X is, nobody says: a *lazy* layer learns it from the first X that it
    is called on, and has no values until then.

    - The first layer is lazy: its weight and bias are uninitialised when you return the
      net. So do not call the net on anything yet.
    - The second takes `hidden` features. It may be lazy as well, or not.
    - `hidden` and `out` are numbers of 1 or more. Each call makes a new net.

    Free: the initialisation; and a class of your own will do in the place of
    `nn.Sequential`, if it gives the same names.

    Source: D2L 5.3 (in newer editions 6.4).

    Example:
        >>> net = make_lazy_net(256, 10)
        >>> type(net.get_parameter("0.weight")).__name__
        'UninitializedParameter'
        >>> net(torch.rand(2, 20)).shape
        torch.Size([2, 10])
        >>> net.get_parameter("0.weight").shape
        torch.Size([256, 20])
    """
    # BEGIN SOLUTION: leave the width of the input open
    return nn.Sequential(nn.LazyLinear(hidden), nn.ReLU(), nn.LazyLinear(out))
    # END SOLUTION
