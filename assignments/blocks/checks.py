"""Checks of `blocks`: modules made of modules (D2L 5.1)."""

from __future__ import annotations

from itertools import pairwise

import torch

from grader import check

# --- MLP ----------------------------------------------------------------------


@check("contract")
def can_be_called(MLP, draw, observe):
    """`MLP()` makes a Module that can be called on a tensor."""
    return observe.call(MLP(), draw.normal(2, 20))


@check("shape", hint="Which dimension is the batch?")
def ten_outputs_per_row(MLP, draw):
    """`(batch, 20)` becomes `(batch, 10)`, for any batch."""
    net = draw.parameters(MLP())
    return [net(draw.normal(batch, 20)) for batch in (1, draw.size(2, 9))]


def two_nets_and_inputs(MLP, draw):
    """Draw two nets, and inputs: small, another of that shape, large."""
    nets = [draw.parameters(MLP()) for _ in range(2)]
    return nets, [draw.normal(4, 20), draw.normal(4, 20), 30 * draw.normal(4, 20)]


def mlp_outputs(function, MLP, draw):
    """Apply what stands for the net to every input, in a fixed order."""
    (first, second), inputs = two_nets_and_inputs(MLP, draw)
    return [function(first, x) for x in inputs] + [function(second, inputs[0])]


@check("value", points=2, hint="Where does the ReLU stand?")
def relu_between_two_layers(MLP, draw):
    """The output is out(relu(hidden(X))), in training and in evaluation."""
    (first, second), inputs = two_nets_and_inputs(MLP, draw)
    return [first(x) for x in inputs] + [second.eval()(inputs[0])]


@relu_between_two_layers.mistake("there is no ReLU between `hidden` and `out`")
def no_activation(MLP, draw):
    return mlp_outputs(lambda net, x: net.out(net.hidden(x)), MLP, draw)


@relu_between_two_layers.mistake("a ReLU follows `out`: outputs are never negative")
def activation_after_out(MLP, draw):
    def net_with_two(net, x):
        return torch.relu(net.out(torch.relu(net.hidden(x))))

    return mlp_outputs(net_with_two, MLP, draw)


@relu_between_two_layers.mistake("the ReLU follows `out` instead of `hidden`")
def activation_only_after_out(MLP, draw):
    return mlp_outputs(lambda net, x: torch.relu(net.out(net.hidden(x))), MLP, draw)


@check("gradient", hint="Does every step of `forward` stay in the autograd graph?")
def reaches_both_layers(MLP, draw, observe):
    """After backward(), the parameters of both layers and the input hold a gradient."""
    net = draw.parameters(MLP())
    x = draw.normal(8, 20)
    return observe.gradients(lambda: net(x * 1), {**draw.tensors(net), "X": x})


@check("naming", points=2, hint="What are the two layers called in the docstring?")
def hidden_and_out(MLP, draw, observe):
    """`hidden` is a Linear(20, 256) and `out` a Linear(256, 10)."""
    net = draw.parameters(MLP())
    return observe.registered(net)


# --- MySequential -------------------------------------------------------------


def modules_for(draw):
    """Draw two to four layers of different sizes, with activations between."""
    widths = draw.sizes(draw.size(3, 5), 2, 9)
    layers = []
    for width, following in pairwise(widths):
        layers.append(draw.parameters(torch.nn.Linear(width, following)))
        layers.append(draw.choice([torch.nn.Tanh(), torch.nn.ReLU()]))
    return layers


@check("contract")
def takes_any_modules(MySequential, draw, observe):
    """`MySequential(*modules)` makes a Module that can be called on a tensor."""
    net = MySequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 3))
    return observe.call(net, draw.normal(2, 4))


def square_modules(draw):
    """Draw three layers of one width, so that any order can run."""
    return [draw.parameters(torch.nn.Linear(5, 5)) for _ in range(3)]


def chain_and_input(draw):
    """Draw twelve modules of one width, so that any order can run, and an input."""
    linears = [draw.parameters(torch.nn.Linear(5, 5)) for _ in range(6)]
    chain = [module for linear in linears for module in (linear, torch.nn.Tanh())]
    return chain, draw.normal(3, 5)


def run_through(modules, x):
    """Apply modules one after the other."""
    for module in modules:
        x = module(x)
    return x


@check("value", points=2, hint="In which order are the modules applied?")
def runs_modules_in_order(MySequential, draw):
    """The modules are applied one after the other, in the order given."""
    chain, x = chain_and_input(draw)
    # Two nets before either runs: modules belong to a net, not to the class.
    long, short = MySequential(*chain), MySequential(*chain[:3])
    return [long(x), short(x), long(x + 1), short.eval()(x)]


def sequential_outputs(function, draw):
    """Apply what stands for both nets, in the order of the check."""
    chain, x = chain_and_input(draw)
    long, short = chain, chain[:3]
    return [
        function(m, y) for m, y in ((long, x), (short, x), (long, x + 1), (short, x))
    ]


@runs_modules_in_order.mistake("the modules are applied in reverse order")
def reversed_order(MySequential, draw):
    return sequential_outputs(lambda modules, x: run_through(modules[::-1], x), draw)


@runs_modules_in_order.mistake("only the last module is applied")
def last_only(MySequential, draw):
    return sequential_outputs(lambda modules, x: modules[-1](x), draw)


@runs_modules_in_order.mistake("only the first module is applied")
def first_only(MySequential, draw):
    return sequential_outputs(lambda modules, x: modules[0](x), draw)


@check("value", hint="What should a chain of no steps do to its input?")
def empty_is_identity(MySequential, draw):
    """Without modules, the input comes back as it is."""
    return MySequential()(draw.normal(3, draw.size(2, 5)))


@check("value", hint="How are modules told apart that are the same object?")
def same_module_twice(MySequential, draw):
    """A module that is given twice is applied twice."""
    layer = draw.parameters(torch.nn.Linear(5, 5))
    net = MySequential(layer, torch.nn.Tanh(), layer)
    return net(draw.normal(3, 5))


@check("gradient", hint="Does every step of `forward` stay in the autograd graph?")
def passes_through(MySequential, draw, observe):
    """Gradients flow through all modules."""
    first, second = (draw.parameters(torch.nn.Linear(5, 5)) for _ in range(2))
    net = MySequential(first, torch.nn.Tanh(), second)
    x = draw.normal(3, 5)
    return observe.gradients(
        lambda: net(x), {"0.weight": first.weight, "2.weight": second.weight}
    )


@check("naming", points=2, hint="Where does a Module keep its children, and as what?")
def children_are_numbered(MySequential, draw, observe):
    """The modules are registered as children `"0"`, `"1"`, ... in order."""
    layers = modules_for(draw)
    children = observe.children(MySequential(*layers))
    return {
        name: [type(child).__name__, *child.parameters()]
        for name, child in children.items()
    }


@check("serialization", hint="What would `nn.Sequential` write in its `state_dict`?")
def interchanges_with_reference(MySequential, draw):
    """The `state_dict` has the keys and values that `nn.Sequential`'s would have."""
    layers = modules_for(draw)
    return dict(MySequential(*layers).state_dict())


@check("rule", hint="Which class is this exercise about building yourself?")
def no_nn_sequential(MySequential, draw, observe):
    """It is built without `nn.Sequential`: neither inherited nor used."""
    layers = square_modules(draw)
    x = draw.normal(2, 5)
    return observe.instances(torch.nn.Sequential, lambda: MySequential(*layers)(x))
