"""Checks of `parameters`: found, given first values, shared, left open (D2L 5.2, 5.3).

Those of `init_normal` and its like come from `of_each`: what all of them owe is written
once. What a net is made of is the business of naming checks; where it is another check
that tells of sharing or laziness, the net is mended before the others look at it.
"""

from collections import OrderedDict
from copy import deepcopy
from functools import wraps
from inspect import Parameter, Signature, signature

import torch

from grader import agree, check, function, module

# --- parameter_shapes ---------------------------------------------------------


def as_pairs(found):
    """Write out pairs of names and shapes, all that may be tuples as tuples."""
    if not isinstance(found, list):
        return found
    return [repr(plain(pair)) for pair in found]


def plain(value):
    """Make tuples of lists, of `torch.Size`, and of what is in them."""
    return tuple(map(plain, value)) if isinstance(value, list | tuple) else value


def tied(draw):
    """Make a net with two layers of equal values, and two that share one weight."""
    first = draw.parameters(torch.nn.Linear(3, 3))
    net = torch.nn.Sequential(
        first, deepcopy(first), torch.nn.Linear(3, 3), torch.nn.Linear(3, 3)
    )
    net[3].weight = net[0].weight
    return net


def late():
    """Make a net whose own parameter is registered after those of its child."""
    net = torch.nn.Sequential(torch.nn.Linear(2, 3))
    net.register_parameter("gain", torch.nn.Parameter(torch.ones(())))
    return net


@function(arguments="net", contract="returns_a_list", result=as_pairs)
def shapes(parameter_shapes, draw):
    """`parameter_shapes(net)` returns a list, of a net without parameters as well."""
    yield torch.nn.Sequential(
        torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2, bias=False)
    )
    yield torch.nn.Linear(4, 3)
    yield torch.nn.ReLU()
    yield torch.nn.Sequential(late(), late().requires_grad_(False))
    yield torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.BatchNorm1d(4))
    yield tied(draw)
    yield torch.nn.Sequential(*(torch.nn.Linear(1, 1) for _ in range(12)))
    yield draw.net(4, 3)
    yield draw.layers()


shapes.value(
    "All parameters are listed, each once, with its name and its shape, in order.",
    name="names_and_shapes",
    points=2,
)
shapes.decline(**dict.fromkeys(("dtype", "strides", "device"), "it computes nothing"))

# --- last_bias ----------------------------------------------------------------


def linear(bias=True):
    """Make a layer from 4 features to 4."""
    return torch.nn.Linear(4, 4, bias=bias)


@function(arguments="net", contract="returns_a_tensor")
def biases(last_bias, draw):
    """`last_bias(net)` returns a tensor."""
    again = linear()
    named = OrderedDict(last=linear(), first=linear(), act=torch.nn.Tanh())
    for layers in (
        [linear(), torch.nn.ReLU(), linear()],
        [
            linear(),
            torch.nn.ReLU(),
            linear(),
            torch.nn.Tanh(),
            linear(),
            torch.nn.ReLU(),
        ],
        [
            torch.nn.Sequential(linear()),
            linear(),
            torch.nn.Sequential(torch.nn.ReLU(), linear()),
        ],
        [again, torch.nn.ReLU(), linear(), torch.nn.ReLU(), again],
        [linear(bias=False), linear(), torch.nn.LayerNorm(4), torch.nn.PReLU()],
        [
            linear(),
            torch.nn.Bilinear(2, 2, 4),
            torch.nn.Conv1d(4, 4, 1),
            torch.nn.BatchNorm1d(4),
        ],
        [linear() for _ in range(12)],
        [torch.nn.Linear(3, 2)],
        [
            torch.nn.Flatten(),
            torch.nn.Linear(3, 4),
            torch.nn.Linear(4, 1),
            torch.nn.Flatten(0),
        ],
    ):
        yield draw.parameters(torch.nn.Sequential(*layers))
    yield draw.parameters(torch.nn.Sequential(named)).requires_grad_(False)


biases.value(
    "It holds the bias of the last Linear that runs among the direct children.",
    name="bias_of_the_last_linear",
    points=2,
)


@check("gradient", hint="Is the copy still part of what the net learns?", draws=1)
def copy_is_detached(last_bias, draw):
    """The copy requires no gradient."""
    net = draw.parameters(
        torch.nn.Sequential(linear(), torch.nn.ReLU(), linear(), torch.nn.ReLU())
    )
    return last_bias(net).requires_grad


biases.purity(
    "The copy stays as it is when the net learns, and the net as it was.",
    name="copy_is_on_its_own",
    points=2,
)
biases.decline(strides="it takes no tensors")

# --- block1, block2, make_rgnet -----------------------------------------------


def made(make, *sizes):
    """Make a net, which everything else is about."""
    net = make(*sizes)
    if not isinstance(net, torch.nn.Module):
        raise TypeError("what is returned is no Module")
    return net


def waits(net):
    """Whether something in a net waits for its first input."""
    return any(map(torch.nn.parameter.is_lazy, net.parameters()))


def names(net, draw, observe):
    """Name what a net learns; a lazy one is called first."""
    if waits(net):
        net(draw.normal(2, 4))
    return observe.registered(net, buffers=False)


def alive(net, draw, X, last=0.4):
    """Fill a net so that ReLU stops some values, and hardly ever all of them.

    A bias of one element is moved by `last`: where by -3, the result is negative.
    """
    for tensor in draw.tensors(draw.parameters(net, X)).values():
        if tensor.dim() == 1:
            tensor.data.add_(0.4 if len(tensor) > 1 else last)
    return net, X


def deep_calls(make, draw):
    """Call nets of ReLUs on top of each other."""
    for rows, times, last in ((6, 1, 0.4), (5, 1, -3), (20, 30, 0.4), (1, 3, 0.4)):
        yield alive(make(), draw, times * draw.normal(rows, 4), last)


@module(fill=False, contract="returns_a_block")
def of_layers(block1, draw):
    """`block1()` returns a Module that can be called on a tensor."""
    yield from deep_calls(lambda: made(block1), draw)


of_layers.shape("`(batch, 4)` becomes `(batch, 4)`.", name="four_features")
of_layers.value(
    "Each of the two layers is followed by a ReLU.",
    name="relu_after_each_layer",
    points=2,
)
of_layers.gradient("After backward(), both layers and the input hold a gradient.")
of_layers.naming(
    "Layer 0 is a Linear(4, 8), and layer 2 a Linear(8, 4).", name="two_layers"
)


def named(block2):
    """Make a block; that its children are called otherwise is for a naming check."""
    net, wanted = made(block2), [f"block {i}" for i in range(4)]
    children = [*net.children()]
    renamed = isinstance(net, torch.nn.Sequential) and {*wanted} != {*net._modules}
    if renamed and len(children) == len(wanted):
        net._modules = dict(zip(wanted, children, strict=True))
    return net


@module(fill=False, contract="returns_a_block")
def of_blocks(block2, draw):
    """`block2()` returns a Module that can be called on a tensor."""
    yield from deep_calls(lambda: named(block2), draw)


of_blocks.shape("`(batch, 4)` becomes `(batch, 4)`.", name="four_features")
of_blocks.value(
    "The four blocks run one after the other, in order.",
    name="four_blocks_in_order",
    points=2,
)
of_blocks.gradient("After backward(), all four blocks and the input hold a gradient.")


@check(
    "naming",
    points=2,
    hint="Which names does `state_dict()` show, and how many blocks were made?",
)
def four_named_blocks(block2, draw, observe):
    """Four blocks, "block 0" to "block 3", have parameters of their own."""
    return names(made(block2), draw, observe)


@module(fill=False, contract="returns_a_net")
def rgnets(make_rgnet, draw):
    """`make_rgnet()` returns a Module that can be called on a tensor."""
    yield from deep_calls(lambda: made(make_rgnet), draw)


rgnets.shape("`(batch, 4)` becomes `(batch, 1)`.", name="one_number_a_row")
rgnets.value(
    "The output is that of the block, and then of the layer.",
    name="block_and_layer",
    points=2,
)
rgnets.gradient("After backward(), all parameters and the input hold a gradient.")
rgnets.naming(
    "Child 0 is a `block2()`, and child 1 a Linear(4, 1).",
    name="block_and_layer_by_name",
    points=2,
)

# --- init_normal, init_constant, init_xavier, init_threshold, initialize_weights ----

APPLIED = ("init_normal", "init_constant", "init_xavier", "init_threshold")
# Which layers are given first values.
LAYERS = dict.fromkeys(APPLIED, ("Linear",))
LAYERS |= {"initialize_weights": ("Linear", "Conv2d", "BatchNorm2d")}


def of_each(kind, **how):
    """Make a check of each of the five, whose probe is given `initialise(net)`."""

    def decorate(probe):
        for exercise in LAYERS:
            check(kind, **how)(about(exercise, probe))

    return decorate


def about(exercise, probe):
    """Let a probe be about one of the five, and ask for it by name."""

    @wraps(probe)
    def own(**asked):
        return probe(on_nets(exercise, asked.pop(exercise)), **asked)

    first = Parameter(exercise, Parameter.POSITIONAL_OR_KEYWORD)
    own.__signature__ = Signature([first, *[*signature(probe).parameters.values()][1:]])
    return own


def on_nets(exercise, given):
    """Bring a function for `apply` into the form of one that is called on a net."""

    def initialise(net):
        if exercise in APPLIED:
            net.apply(given)
        else:
            given(net)
        return net

    initialise.layers = LAYERS[exercise]
    return initialise


@of_each("contract", hint="What is `bias` of a layer that was made with `bias=False`?")
def takes_layers_of_every_kind(initialise, draw):
    """It takes modules of every kind, layers without bias among them."""
    initialise(draw.layers())
    return True


@of_each("init", compare=agree, hint="Which modules are meant, and which are not?")
def leaves_others_alone(initialise, draw):
    """Other modules, and all buffers, stay as they are."""
    net = initialise(draw.layers())
    found = dict(net.named_buffers())
    for name, inner in net.named_modules():
        if type(inner).__name__ not in initialise.layers:
            own = inner.named_parameters(recurse=False)
            found |= {f"{name}.{key}": tensor for key, tensor in own}
    return found


@of_each("naming", hint="What is a Module's attribute that is no Parameter any more?")
def remain_parameters(initialise, draw, observe):
    """What was a Parameter remains one, under its name, in its shape."""
    return observe.registered(initialise(draw.layers()), buffers=False)


@of_each("gradient", compare=agree, hint="Who decides what a net learns?")
def learns_what_it_learned(initialise, draw):
    """What was frozen remains frozen, and all else learns."""
    net = initialise(draw.layers())
    return {name: tensor.requires_grad for name, tensor in net.named_parameters()}


@of_each("mode", hint="Which calls switch between training and evaluation?")
def stays_in_its_mode(initialise, draw):
    """All modules stay in training, or in evaluation."""
    net = initialise(draw.layers())
    return {name: inner.training for name, inner in net.named_modules()}


def held(net):
    """Name the weights and biases of a net, Parameters or not."""
    return {
        f"{name}.{key}": getattr(inner, key)
        for name, inner in net.named_modules()
        for key in ("weight", "bias")
        if isinstance(getattr(inner, key, None), torch.Tensor)
    }


@of_each("dtype")
def stays_in_its_dtype(initialise, draw):
    """Parameters of float64 stay of float64, and those of float32 of float32."""
    found = {}
    for dtype in (torch.float64, torch.float32):
        net = initialise(draw.layers().to(dtype))
        found |= {f"{name} in {dtype}": x.dtype for name, x in held(net).items()}
    return found


@of_each("device", hint="On which device is a new tensor made if none is named?")
def stays_on_its_device(initialise, draw, gpus):
    """Parameters stay on the device that they are on."""
    with gpus(2) as (_, second):
        net = initialise(draw.layers().to(second))
        return {name: tensor.device for name, tensor in held(net).items()}


@of_each("purity", hint="Who else wants to choose the seed?")
def follows_the_seed(initialise):
    """Random numbers follow from the seed that the caller sets."""
    weights, following = [], []
    for seed in (1, 2):
        torch.default_generator.manual_seed(seed)
        weights.append(initialise(torch.nn.Sequential(torch.nn.Linear(9, 9)))[0].weight)
        following.append(torch.rand(9))
    random = len(weights[0].unique()) > 2
    return {
        "the same weights, whatever the seed": random and torch.equal(*weights),
        "the same numbers follow, whatever the seed": torch.equal(*following),
        "gradients are recorded": torch.is_grad_enabled(),
    }


def linears(draw):
    """Make a net of three large Linear layers: plain, deep and frozen, without bias."""
    deep = torch.nn.Sequential(
        torch.nn.ReLU(), torch.nn.Linear(100, 480).requires_grad_(False)
    )
    net = torch.nn.Sequential(
        torch.nn.Linear(240, 200), deep, torch.nn.Linear(300, 160, bias=False)
    )
    return draw.parameters(net)


def of_kind(net, kind, name):
    """Name the parameters of a name that layers of a kind hold, by their shapes."""
    layers = (layer for layer in net.modules() if isinstance(layer, kind))
    found = [getattr(layer, name) for layer in layers]
    return {
        f"{name} {tuple(tensor.shape)} of {kind.__name__}": tensor
        for tensor in found
        if tensor is not None
    }


@check("init", points=2, hint="Which argument of `normal_` is the standard deviation?")
def weight_is_normal(init_normal, draw):
    """Weights are draws from the normal distribution of mean 0 and deviation 0.01."""
    return of_kind(linears(draw).apply(init_normal), torch.nn.Linear, "weight")


@check("init", hint="What else has a Linear layer, beside its weight?")
def bias_is_zero(init_normal, draw):
    """Biases are 0."""
    return of_kind(linears(draw).apply(init_normal), torch.nn.Linear, "bias")


@check("init", points=2, hint="Which function sets all elements to one number?")
def weight_is_one(init_constant, draw):
    """Weights are 1."""
    return of_kind(linears(draw).apply(init_constant), torch.nn.Linear, "weight")


@check("init", hint="What else has a Linear layer, beside its weight?")
def bias_becomes_zero(init_constant, draw):
    """Biases are 0."""
    return of_kind(linears(draw).apply(init_constant), torch.nn.Linear, "bias")


@check("init", points=2, hint="What does `a` depend on, and how is it spread?")
def weight_is_xavier_uniform(init_xavier, draw):
    """Weights are draws from the uniform distribution of Xavier's rule."""
    return of_kind(linears(draw).apply(init_xavier), torch.nn.Linear, "weight")


@check("init", compare=agree, hint="What does the docstring ask for of the bias?")
def xavier_keeps_the_bias(init_xavier, draw):
    """Biases stay as they are."""
    return of_kind(linears(draw).apply(init_xavier), torch.nn.Linear, "bias")


@check("init", points=2, hint="Which elements are kept, and which become 0?")
def weight_is_large_or_zero(init_threshold, draw):
    """Weights are uniform on [-10, 10], and 0 where less than 5 in absolute value."""
    return of_kind(linears(draw).apply(init_threshold), torch.nn.Linear, "weight")


@check("init", compare=agree, hint="What does the docstring ask for of the bias?")
def threshold_keeps_the_bias(init_threshold, draw):
    """Biases stay as they are."""
    return of_kind(linears(draw).apply(init_threshold), torch.nn.Linear, "bias")


def refuses(initialise, layer):
    """Whether a layer cannot be given first values: the contract check is about it."""
    try:
        initialise(layer)
    except Exception:
        return True
    return False


def images(draw, initialise):
    """Make a net of large Conv2d layers, and of some BatchNorm2d, at several depths."""
    bias = refuses(initialise, torch.nn.Conv2d(1, 1, 1, bias=False))
    deep = torch.nn.Sequential(
        torch.nn.Conv2d(60, 20, (3, 5)), torch.nn.BatchNorm2d(20)
    )
    wide = torch.nn.Conv2d(64, 90, 3, groups=2, bias=bias).requires_grad_(False)
    net = torch.nn.Sequential(
        torch.nn.BatchNorm2d(3), torch.nn.ModuleList([deep, wide])
    )
    return draw.parameters(net)


@check("init", points=2, hint="Which layers has the net, and which rule is for each?")
def linear_is_normal(initialize_weights, draw):
    """Weights of Linear are draws from the normal distribution of deviation 0.1."""
    net, alone = linears(draw), draw.parameters(torch.nn.Linear(300, 100))
    initialize_weights(net)
    initialize_weights(alone)
    return of_kind(torch.nn.Sequential(net, alone), torch.nn.Linear, "weight")


@check("init", points=2, hint="Which function of `nn.init` draws so?")
def conv2d_is_xavier_normal(initialize_weights, draw):
    """Weights of Conv2d are draws from the normal distribution of Xavier's rule."""
    net = images(draw, initialize_weights)
    initialize_weights(net)
    return of_kind(net, torch.nn.Conv2d, "weight")


@check("init", hint="Which value has the bias of each kind of layer?")
def biases_are_constant(initialize_weights, draw):
    """Biases of Conv2d are 0.3, those of Linear 0."""
    net = torch.nn.Sequential(images(draw, initialize_weights), linears(draw))
    initialize_weights(net)
    return of_kind(net, torch.nn.Conv2d, "bias") | of_kind(net, torch.nn.Linear, "bias")


@check("init", hint="What does a normalisation do before it has learned anything?")
def norm_does_nothing(initialize_weights, draw):
    """The weight of BatchNorm2d is 1, its bias 0."""
    net = images(draw, initialize_weights)
    initialize_weights(net)
    return of_kind(net, torch.nn.BatchNorm2d, "weight") | of_kind(
        net, torch.nn.BatchNorm2d, "bias"
    )


# --- make_shared_net ----------------------------------------------------------


def copies(net):
    """List parameters at 4, each with that at 2 that it is a copy of, in its values."""
    named = dict(net.named_parameters(remove_duplicate=False))
    for name in ("weight", "bias"):
        pair = [named[x] for x in (f"2.{name}", f"4.{name}") if x in named]
        if len(pair) == 2 and torch.equal(*pair):
            yield name, *pair


def shared(make_shared_net):
    """Make a net whose layer 4 is layer 2: two checks of their own are about that."""
    net = made(make_shared_net)
    layers = [getattr(net, place, None) for place in "24"]
    if {str(layer) for layer in layers} == {str(torch.nn.Linear(8, 8))}:
        first, second = layers
        second.weight, second.bias = first.weight, first.bias
    return net


@module(fill=False, contract="returns_a_net")
def sharing(make_shared_net, draw):
    """`make_shared_net()` returns a Module that can be called on a tensor."""
    yield from deep_calls(lambda: shared(make_shared_net), draw)


sharing.shape("`(batch, 4)` becomes `(batch, 1)`.", name="one_number_a_row")
sharing.value(
    "Four layers run, with a ReLU after each of the first three.",
    name="relu_after_three_layers",
    points=2,
)
sharing.gradient("After backward(), all parameters and the input hold a gradient.")


@check("naming", points=3, hint="How many layers from 8 features to 8 are made?")
def one_layer_in_two_places(make_shared_net, draw, observe):
    """Layers 0, 2 and 6 have parameters of their own; 4 has those of 2."""
    net = made(make_shared_net)
    found = names(net, draw, observe)
    copied = {f"4.{name}" for name, _, _ in copies(net)}
    return {name: found[name] for name in found if name not in copied}


@check(
    "gradient",
    points=2,
    compare=agree,
    hint="Is it one layer, or are there two that look alike?",
)
def stays_one(make_shared_net, draw):
    """When the net has learned, what stands at 2 and at 4 still has equal values."""
    net = made(make_shared_net)
    if waits(net):
        net(draw.normal(2, 4))
    found = {f"4.{name} is 2.{name}": True for name in ("weight", "bias")}
    for name, first, second in copies(net):  # others are the check above's business
        found[f"4.{name} is 2.{name}"] = first is second
    return found


sharing.decline(serialization="torch keeps what is shared under both names")

# --- make_lazy_net ------------------------------------------------------------


def open_net(make_lazy_net, hidden, out, width):
    """Make a net that takes rows so wide: two checks of their own are about that."""
    net = made(make_lazy_net, hidden, out)
    first = getattr(net, "0", None)
    if isinstance(first, torch.nn.Linear) and not torch.nn.parameter.is_lazy(
        first.weight
    ):
        first.weight = torch.nn.Parameter(
            first.weight.new_ones(len(first.weight), width)
        )
    return net


@module(contract="returns_a_net")
def lazy(make_lazy_net, draw):
    """`make_lazy_net(hidden, out)` returns a Module that can be called on a tensor."""
    yield open_net(make_lazy_net, 7, 3, 5), draw.normal(6, 5)
    hidden, out, width = draw.sizes(3, 2, 12)
    yield open_net(make_lazy_net, hidden, out, width), 30 * draw.normal(1, width)
    yield open_net(make_lazy_net, 6, 1, 1), draw.normal(4, 1)
    yield open_net(make_lazy_net, 1, 2, 9), 3 * draw.normal(12, 9)
    yield open_net(make_lazy_net, 4, 4, 4), draw.normal(4, 4)


@check("contract", hint="Who says how many features the input has?")
def takes_any_width(make_lazy_net, draw, observe):
    """The first input may be of any width."""
    for width in (5, 1, 20, 64, draw.size(2, 90)):
        was_lazy = observe.instances(torch.nn.LazyLinear, lambda: make_lazy_net(7, 3))
        net = made(make_lazy_net, 7, 3)
        if waits(net) or not was_lazy:  # else the next check is about it
            net(draw.normal(2, width))
    return True


@check("init", hint="When does a lazy layer get its values?")
def waits_for_its_input(make_lazy_net, draw, observe):
    """Weight and bias of the first layer are uninitialised until the first call."""
    was_lazy = observe.instances(torch.nn.LazyLinear, lambda: make_lazy_net(7, 3))
    return not was_lazy or waits(made(make_lazy_net, 7, 3))


lazy.shape("`(batch, any width)` becomes `(batch, out)`.", name="out_features")
lazy.value(
    "The output is that of two layers, with a ReLU between them.",
    name="relu_between_two_layers",
    points=2,
)
lazy.gradient("After backward(), both layers and the input hold a gradient.")
lazy.naming(
    "Once called, 0 is a Linear(width, hidden), and 2 a Linear(hidden, out).",
    name="two_layers",
    points=2,
)
