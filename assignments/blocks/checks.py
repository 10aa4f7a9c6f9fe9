"""Checks of `blocks`: modules made of modules (D2L 5.1)."""

import torch

from grader import check, module

# --- MLP ----------------------------------------------------------------------


@module
def mlp(MLP, draw):
    """`MLP()` makes a Module that can be called on a tensor."""
    yield MLP(), draw.normal(8, 20)
    yield MLP(), 30 * draw.normal(draw.size(40, 50), 20)
    yield MLP(), draw.normal(1, 20)


mlp.shape("`(batch, 20)` becomes `(batch, 10)`.", name="ten_outputs_per_row")
mlp.value(
    "The output is out(relu(hidden(X))).",
    name="relu_between_two_layers",
    points=2,
)
mlp.gradient(
    "After backward(), the parameters of both layers and the input hold a gradient.",
    name="reaches_both_layers",
)
mlp.naming(
    "`hidden` is a Linear(20, 256) and `out` a Linear(256, 10).",
    name="hidden_and_out",
    points=2,
)

# --- MySequential -------------------------------------------------------------


@module(fill=False, contract="takes_any_modules")
def my_sequential(MySequential, draw):
    """`MySequential(*modules)` makes a Module that can be called on a tensor."""
    for modules, X in draw.chains():
        yield MySequential(*modules), X


def given(child, layers):
    """Say what a child is, and whether it is what was handed over."""
    name = type(child).__name__
    known = any(child is layer for layer in layers)
    return [name if known else f"another {name}", *child.parameters()]


my_sequential.value(
    "The modules are applied one after the other, in the order given.",
    name="runs_modules_in_order",
    points=2,
)


@check("value")
def empty_is_identity(MySequential, draw):
    """Without modules, the input comes back as it is."""
    return MySequential()(draw.normal(3, draw.size(2, 5)))


@check("value")
def same_module_twice(MySequential, draw):
    """A module that is given twice is applied twice."""
    layer = draw.parameters(torch.nn.Linear(5, 5))
    values = torch.nn.utils.parameters_to_vector(layer.parameters())
    net = MySequential(layer, layer, torch.nn.Tanh(), layer, layer)
    torch.nn.utils.vector_to_parameters(values, layer.parameters())  # as drawn
    return net(draw.normal(3, 5))


my_sequential.gradient("Gradients flow through all modules.", name="passes_through")


@check("naming", points=2, hint="Where does a Module keep its children, and as what?")
def children_are_numbered(MySequential, draw, observe):
    """The modules are registered as children `"0"`, `"1"`, ... in order."""
    _, dozen, alone, _ = (modules for modules, _ in draw.chains())
    children = observe.children(MySequential(*dozen))
    found = {name: given(child, dozen) for name, child in children.items()}
    if children:
        found["their order"] = ", ".join(children)
    for name, child in observe.children(MySequential(*alone)).items():
        found[f"{name} of a block alone"] = given(child, alone)
    return found


my_sequential.serialization(name="interchanges_with_reference")


@check(
    "rule",
    required=True,
    hint="Which class is this exercise about building yourself?",
)
def no_nn_sequential(MySequential, draw, observe):
    """It is built without `nn.Sequential`: neither inherited nor used."""
    steps, x = [torch.nn.Linear(5, 5) for _ in range(3)], draw.normal(2, 5)
    return observe.instances(torch.nn.Sequential, lambda: MySequential(*steps)(x))


# --- FixedHiddenMLP -----------------------------------------------------------


def scaled(net, draw, x, factor):
    """Fill a net, and scale what it learns."""
    for tensor in draw.tensors(draw.parameters(net, x)).values():
        tensor.data.mul_(factor)
    return net, x


def with_a_sum_of_one(net, draw, x):
    """Let the values before the loop be 1 and zeros, whatever one row is."""
    scaled(net, draw, x, 0)
    for tensor in draw.tensors(net).values():
        if tensor.dim() == 1:
            tensor.data[:1] = 1
    return net, x


@module(fill=False)
def fixed_hidden_mlp(FixedHiddenMLP, draw):
    """`FixedHiddenMLP()` makes a Module that makes a tensor of a tensor."""
    yield scaled(FixedHiddenMLP(), draw, draw.normal(8, 20), 1)
    yield scaled(FixedHiddenMLP(), draw, 30 * draw.normal(3, 20), 1)
    yield scaled(FixedHiddenMLP(), draw, draw.normal(2, 20), 1e-3)  # never halved
    yield scaled(FixedHiddenMLP(), draw, draw.normal(2, 20), 1e7)  # often
    yield with_a_sum_of_one(FixedHiddenMLP(), draw, draw.normal(1, 20))


fixed_hidden_mlp.shape("`(batch, 20)` becomes one number.", name="single_number")


fixed_hidden_mlp.value(
    "It is the sum after both layers, the constant and the loop.",
    name="sum_of_halved_values",
    points=3,
)
fixed_hidden_mlp.gradient(
    "After backward(), weight and bias of `linear`, and the input, hold a gradient.",
    name="reaches_the_layer",
)
fixed_hidden_mlp.naming(
    "One `linear` is learned, and `rand_weight` is kept, but not as a Parameter.",
    name="linear_and_rand_weight",
    points=2,
)
fixed_hidden_mlp.init(
    "`rand_weight` starts as draws from the uniform distribution on [0, 1).",
    of=["rand_weight"],
    make=lambda FixedHiddenMLP: FixedHiddenMLP(),
    instances=25,
    name="uniform",
    hint="Which numbers does torch.rand draw, and how often do you call it?",
)
fixed_hidden_mlp.serialization(name="constant_is_saved")
fixed_hidden_mlp.device(name="works_on_any_device", points=2)
fixed_hidden_mlp.purity(name="same_result_twice")

# --- NestMLP ------------------------------------------------------------------


@module
def nest_mlp(NestMLP, draw):
    """`NestMLP()` makes a Module that can be called on a tensor."""
    yield NestMLP(), draw.normal(8, 20)
    yield NestMLP(), 30 * draw.normal(draw.size(30, 40), 20)
    yield NestMLP(), draw.normal(1, 20)


nest_mlp.shape("`(batch, 20)` becomes `(batch, 16)`.", name="sixteen_outputs_per_row")
nest_mlp.value(
    "The output is linear(net(X)), with a ReLU after each layer of `net`.",
    name="relu_after_each_inner_layer",
    points=2,
)
nest_mlp.gradient(
    "After backward(), the parameters of all layers and the input hold a gradient.",
    name="reaches_all_layers",
)
nest_mlp.naming(
    "`net` holds a Linear(20, 64) and a Linear(64, 32), `linear` is a Linear(32, 16).",
    name="net_and_linear",
    points=2,
    hint="Which names does `state_dict()` give to what is in `net`?",
)

# --- make_chimera -------------------------------------------------------------


def made(make_chimera):
    """Make a net, which everything else is about."""
    net = make_chimera()
    if not isinstance(net, torch.nn.Module):
        raise TypeError("what is returned is no Module")
    return net


@module(fill=False, contract="returns_a_net")
def chimera(make_chimera, draw):
    """`make_chimera()` returns a Module that makes a tensor of a tensor."""
    # several, so that some of the numbers are negative
    for times, factor in ((1, 1), (30, 1), (1, 0.1), (1, 1)):
        yield scaled(made(make_chimera), draw, times * draw.normal(2, 20), factor)


@check("contract", hint="Which width does each part hand on, and which takes the next?")
def parts_fit_together(make_chimera, draw, observe):
    """What a part gives, the next one takes."""
    net, x = made(make_chimera), draw.normal(2, 20)
    # A missing part is the naming check's business.
    return len(observe.children(net)) < 3 or net(x).dim() >= 0


chimera.shape("`(batch, 20)` becomes one number.", name="single_number")
chimera.value(
    "The output is that of the three parts, one after the other.",
    name="three_parts_in_order",
    points=2,
    draws=3,
)
chimera.gradient(
    "After backward(), the parameters of all parts and the input hold a gradient.",
    name="reaches_all_parts",
)


@check(
    "naming", points=2, hint="Which names does `state_dict()` give to what is learned?"
)
def three_parts(make_chimera, draw, observe):
    """Part 0 is a NestMLP, part 1 a Linear, and part 2 a FixedHiddenMLP."""
    return dict.fromkeys(observe.registered(made(make_chimera), buffers=False))


chimera.decline(serialization="what its parts save is checked in their own exercises")
