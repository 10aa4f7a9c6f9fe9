"""Checks of `blocks`: modules made of modules (D2L 5.1)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import torch

from grader import check
from grader.comparing.agreement import Mismatch, agree
from grader.results import Evidence, Kind

# Machines, how many GPUs they have, and where a net is put.
PLACES = (
    ("with 1 GPU", 1, "cuda:0"),
    ("with 4 GPUs", 4, "cuda:3"),
    ("with 4 GPUs", 4, "cpu"),
)

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
    return observe.registered(draw.parameters(MLP()), buffers=False)


def put_on(net, place, draw):
    """Move all that a net holds, registered or not: that is naming's business."""
    for tensor in draw.tensors(net).values():
        tensor.data = tensor.data.to(place)
    return net.to(place)


@check("device", hint="Where is a tensor made that `forward` makes?", draws=1)
def stays_on_the_device(MLP, draw, gpus):
    """After `net.to(device)`, the outputs are on the device of X, on any device."""
    x, found = draw.normal(3, 20), {}
    for machine, count, place in PLACES:
        with gpus(count):
            net = put_on(draw.parameters(MLP()), place, draw)
            found[f"{machine}, on {place}"] = net(x.to(place))
    return found


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


# --- FixedHiddenMLP -----------------------------------------------------------

CONSTANT = "rand_weight"


def constant_of(net, draw):
    """Find the constant: by its name, else a tensor of its size that is no weight.

    Registered or not: what a net does not know of is judged elsewhere.
    """
    taken = {id(tensor) for tensor in draw.tensors(net).values()}
    held = [getattr(net, CONSTANT, None), *net.buffers(), *vars(net).values()]
    for item in (*held, *net.parameters()):
        is_one = isinstance(item, torch.Tensor) and item.numel() == 400
        if is_one and id(item) not in taken:
            return item
    return None


def put_constant(net, draw, values):
    """Write values into the constant, in place."""
    constant = constant_of(net, draw)
    if constant is not None:
        constant.data.copy_(values.view(constant.shape))
    elif CONSTANT not in draw.unfilled:
        draw.unfilled.append(CONSTANT)


def filled(net, draw):
    """Fill the net with drawn values: `linear`, and the constant."""
    draw.parameters(net)
    put_constant(net, draw, draw.uniform(20, 20))
    return net


@check("contract")
def can_be_called(FixedHiddenMLP, draw, observe):
    """`FixedHiddenMLP()` makes a Module that makes a tensor of a tensor."""
    return observe.call(FixedHiddenMLP(), draw.normal(2, 20))


@check("shape", hint="What is returned after the loop?")
def single_number(FixedHiddenMLP, draw):
    """`(batch, 20)` becomes one number, of shape (), for any batch."""
    net = filled(FixedHiddenMLP(), draw)
    return [net(draw.normal(batch, 20)) for batch in (1, draw.size(2, 9))]


def constant_values(student, reference, precise=None):
    """Compare values, unless one input gives two: that is the purity check's."""
    mismatch = agree(student, reference, precise)
    if mismatch is not None and isinstance(student, list) and len(student) > 1:
        first, *_, again = student
        if agree(again, first) is not None:
            message = "the same input gives another result the second time"
            expected, found = Evidence(text=str(first)), Evidence(text=str(again))
            return Mismatch(message, expected, found, Kind.PURITY)
    return mismatch


def three_nets_and_inputs(FixedHiddenMLP, draw):
    """Draw two nets and one so small that nothing is halved, and three inputs."""
    nets = [filled(FixedHiddenMLP(), draw) for _ in range(3)]
    for tensor in draw.tensors(nets[2]).values():
        tensor.data.mul_(1e-3)
    return nets, [draw.normal(4, 20), draw.normal(4, 20), 30 * draw.normal(4, 20)]


def all_sums(function, nets, inputs):
    """Apply what stands for a net to nets and inputs, in a fixed order."""
    first, second, small = nets
    sums = [function(first, x) for x in inputs]
    sums += [function(second, inputs[0]), function(small, inputs[0])]
    return [*sums, function(first.eval(), inputs[0])]


@check(
    "value",
    points=3,
    hint="What happens to the values while they are too large?",
    compare=constant_values,
)
def sum_of_halved_values(FixedHiddenMLP, draw):
    """It is the sum after both layers, the constant and the loop, in any mode."""
    return all_sums(lambda net, x: net(x), *three_nets_and_inputs(FixedHiddenMLP, draw))


def before_the_loop(net, x):
    """Listen to what a net's layer says last."""
    said = []
    hook = net.linear.register_forward_hook(lambda _, __, output: said.append(output))
    net(x)
    hook.remove()
    return said[-1]


@sum_of_halved_values.mistake("the values are never halved: the loop is left out")
def no_loop(FixedHiddenMLP, draw):
    nets, inputs = three_nets_and_inputs(FixedHiddenMLP, draw)
    return all_sums(lambda net, x: before_the_loop(net, x).sum(), nets, inputs)


@sum_of_halved_values.mistake("the values are halved once at most: is it an `if`?")
def halved_once(FixedHiddenMLP, draw):
    def once(net, x):
        y = before_the_loop(net, x)
        return y.sum() / 2 if y.abs().sum() > 1 else y.sum()

    return all_sums(once, *three_nets_and_inputs(FixedHiddenMLP, draw))


@sum_of_halved_values.mistake("the values are divided by the sum, not halved")
def normalised(FixedHiddenMLP, draw):
    def divided(net, x):
        y = before_the_loop(net, x)
        return y.sum() / max(y.abs().sum(), 1)

    return all_sums(divided, *three_nets_and_inputs(FixedHiddenMLP, draw))


@sum_of_halved_values.mistake("the loop looks at the sum without absolute values")
def signed_sum(FixedHiddenMLP, draw):
    def signed(net, x):
        y = before_the_loop(net, x).sum()
        while y > 1:
            y = y / 2
        return y

    return all_sums(signed, *three_nets_and_inputs(FixedHiddenMLP, draw))


@check("gradient", hint="Does every step of `forward` stay in the autograd graph?")
def reaches_the_layer(FixedHiddenMLP, draw, observe):
    """After backward(), weight and bias of `linear`, and the input, hold a gradient."""
    net, x = draw.parameters(FixedHiddenMLP()), draw.normal(8, 20)
    values = draw.uniform(20, 20)

    def output():
        # A net that draws anew, or wears out its constant, does so in each call alike.
        torch.default_generator.manual_seed(0)
        put_constant(net, draw, values)
        return net(x * 1)

    return observe.gradients(output, {**draw.tensors(net), "X": x})


@check("naming", points=2, hint="How many layers are learned, and is it all of it?")
def linear_and_rand_weight(FixedHiddenMLP, observe):
    """One `linear` is learned, and `rand_weight` is kept, but not as a Parameter."""
    net = FixedHiddenMLP()
    learned, kept = observe.registered(net, buffers=False), observe.registered(net)
    if CONSTANT in learned:
        kept[f"{CONSTANT} (a Parameter)"] = kept.pop(CONSTANT)
        return kept
    # A plain tensor has its name, too: that it is not registered is lost elsewhere.
    constant = kept.get(CONSTANT, vars(net).get(CONSTANT))
    # Further buffers are free, unless one of them is the constant under another name.
    return learned | {CONSTANT: constant} if torch.is_tensor(constant) else kept


@check("serialization", hint="What does the net's `state_dict()` hold?")
def constant_is_saved(FixedHiddenMLP, draw):
    """A net that loads another one's `state_dict` has its constant."""
    saved, loaded = filled(FixedHiddenMLP(), draw), FixedHiddenMLP()
    loaded.load_state_dict(saved.state_dict())
    constant = constant_of(loaded, draw)
    return {} if constant is None else {CONSTANT: constant.view(20, 20)}


@check("device", points=2, hint="Which tensors does `net.to(device)` move?", draws=1)
def works_on_any_device(FixedHiddenMLP, draw, gpus):
    """After `net.to(device)`, the net computes there, with its constant there."""
    x, found = draw.normal(3, 20), {}
    for machine, count, place in PLACES:
        with gpus(count):
            net = put_on(filled(FixedHiddenMLP(), draw), place, draw)
            label = f"{machine}, on {place}"
            found[f"{label}, the result"] = net(x.to(place))
            constant = constant_of(net, draw)
            if constant is not None:
                found[f"{label}, {CONSTANT}"] = constant
    return found


@check("init", hint="Which numbers does torch.rand draw, and how often do you call it?")
def uniform(FixedHiddenMLP, draw):
    """`rand_weight` starts as draws from the uniform distribution on [0, 1)."""
    constants = [constant_of(FixedHiddenMLP(), draw) for _ in range(30)]
    if any(constant is None for constant in constants):
        return {}
    drawn = torch.stack([constant.view(20, 20) for constant in constants])
    return {
        CONSTANT: drawn,
        # Differences show a net that seeds its own draws, and rows that repeat.
        f"{CONSTANT} of two nets": drawn.diff(dim=0),
        f"neighbours in {CONSTANT}": drawn.diff(dim=1),
    }


def changed(student, reference, precise=None):
    """Compare what should not change; other values are no other check's business."""
    mismatch = agree(student, reference, precise)
    message = "the same X gives another result the second time"
    return mismatch and replace(mismatch, message=message, aspect=Kind.PURITY)


@check("purity", hint="What is drawn, and when?", compare=changed)
def same_result_twice(FixedHiddenMLP, draw):
    """The same X gives the same result again."""
    net = draw.parameters(FixedHiddenMLP())
    inputs = [draw.normal(4, 20) for _ in range(5)]
    first = [net(x) for x in inputs]
    return [(net(x) - y).abs().sum() for x, y in zip(inputs, first, strict=True)]
