"""Checks of `networks`: built, trained, looked into (tutorials; D2L 5, 6)."""

from collections import OrderedDict
from dataclasses import replace
from functools import partial, wraps
from inspect import Parameter, Signature, signature
from itertools import islice, pairwise

import torch

from grader import (
    Evidence,
    Kind,
    Mismatch,
    agree,
    check,
    function,
    gradients,
    if_plain_is_right,
    module,
    one_value,
    where_sizes_agree,
)


def made(make, *given):
    """Make a net, which everything else is about."""
    net = make(*given)
    if not isinstance(net, torch.nn.Module):
        raise TypeError("what is returned is no Module")
    return net


# --- build_add_module, build_from_args, build_from_ordered_dict -------------------

BUILT = {
    "build_add_module": ("conv", "batchnorm", "relu"),
    "build_from_args": ("0", "1", "2"),
    "build_from_ordered_dict": ("conv1", "batchnorm", "relu1"),
}


def about(exercise, probe):
    """Let a function be about one of the three, and ask for it by name."""

    @wraps(probe)
    def own(**asked):
        return probe(asked.pop(exercise), **asked)

    first = Parameter(exercise, Parameter.POSITIONAL_OR_KEYWORD)
    own.__signature__ = Signature([first, *[*signature(probe).parameters.values()][1:]])
    own.__doc__ = probe.__doc__.replace("build", exercise)
    return own


def blocks(build, draw):
    """`build()` returns a Module that can be called on a tensor."""
    yield made(build), draw.normal(2, 3, 5, 6)
    height, width = draw.sizes(2, 4, 7)
    yield made(build).eval(), 30 * draw.normal(3, 3, height, width)
    yield made(build), draw.normal(1, 3, 3, 5) - 1
    yield made(build).eval(), draw.normal(1, 3, 3, 3)


def of_children(*names):
    """Make a probe that names the children, and what they learn."""

    def three_children(build, draw, observe):
        """The three layers are there, each under its name."""
        net = draw.parameters(made(build), draw.normal(1, 3, 5, 5))
        found = observe.registered(net, buffers=False)
        children = observe.children(net)
        return found | {name: "a layer" for name in names if name in children}

    return three_children


for exercise, names in BUILT.items():
    block = module(contract="returns_a_block")(about(exercise, blocks))
    block.shape(
        "`(n, 3, h, w)` becomes `(n, 3, h - 2, w - 2)`.",
        name="shrinks_by_the_kernel",
    )
    block.value(
        "The output is relu(batchnorm(conv(X))).",
        name="three_layers_in_order",
        points=2,
    )
    block.gradient("After backward(), conv, batchnorm and X hold a gradient.")
    check(
        "naming",
        points=2,
        hint="Which names does `net.named_children()` show, and which are asked for?",
    )(about(exercise, of_children(*names)))
    block.decline(
        mode="evaluation is among the calls, and is another thing than training",
        serialization="torch's own layers are saved, under the names that are checked",
    )

# --- Net --------------------------------------------------------------------------


@module
def two_parts(Net, draw):
    """`Net()` makes a Module that can be called on a tensor."""
    yield Net(), draw.normal(2, 3, 32, 32)
    yield Net(), 30 * draw.normal(draw.size(3, 4), 3, 32, 32)
    yield Net(), draw.normal(1, 3, 32, 32)


two_parts.shape(
    "`(n, 3, 32, 32)` becomes `(n, 10)`, for any n.",
    name="a_row_of_scores_a_picture",
)


@check("shape", points=2, compare=agree)
def other_sizes_are_refused(Net, draw, observe):
    """Pictures of another size raise an exception, whatever their number."""
    net = draw.parameters(Net(), draw.normal(1, 3, 32, 32))
    net(draw.normal(1, 3, 32, 32))  # what raises here has nothing to do with it
    found = {}
    # As many features, or as 2 or 4 rows, but not of as many pictures.
    for shape in ((1, 3, 52, 52), (2, 3, 32, 52), (5, 3, 28, 32), (1, 3, 28, 28)):
        result = observe.attempt(net, draw.normal(*shape))
        is_refused = isinstance(result, Exception)
        found[f"X {shape}"] = ValueError("refused") if is_refused else result
    return found


two_parts.value(
    "The output is that of `features`, flattened, and then of `classifier`.",
    name="features_then_classifier",
    points=2,
)
two_parts.gradient("After backward(), both parts and X hold a gradient.")
two_parts.naming(
    "`features` holds two convolutions at 0 and 3, `classifier` Linears at 0, 2, 4.",
    name="features_and_classifier",
    points=2,
    hint="What stands at which index of the two, and where is flattened?",
)
two_parts.strides("X may be laid out in any format, as channels last.")

# --- make_optimizer ---------------------------------------------------------------


def of_parts(features, classifier):
    """Make a net of two parts."""
    return torch.nn.Sequential(OrderedDict(features=features, classifier=classifier))


def nets_of_parts():
    """Make nets of two parts: plain; deep, with norms; half frozen; one layer twice."""
    nn, layer = torch.nn, torch.nn.Linear(3, 3)
    deep = nn.Sequential(
        nn.Conv2d(1, 2, 2), nn.BatchNorm2d(2), nn.Sequential(nn.PReLU(), nn.Flatten())
    )
    head = nn.Sequential(nn.Linear(8, 3, bias=False), nn.ReLU(), nn.Linear(3, 2))
    frozen = nn.Sequential(nn.Linear(3, 3).requires_grad_(False), nn.Linear(3, 2))
    return {
        "of two layers": of_parts(nn.Linear(3, 4), nn.Linear(4, 2)),
        "of many layers": of_parts(deep, head),
        "half frozen": of_parts(frozen, nn.Linear(2, 1)),
        "with one layer twice": of_parts(nn.Sequential(layer, layer), nn.Linear(3, 1)),
    }


LEAST = 1e-5  # the lower rate: moves are told in it, so that they can be seen


def moves(optimizer, net, gradients):
    """Let an optimizer make a step along gradients: how far each parameter moves."""
    named = {name: p for name, p in net.named_parameters() if name in gradients}
    before = {name: p.detach().clone() for name, p in named.items()}
    for name, parameter in named.items():
        parameter.grad = gradients[name].clone()
    optimizer.step()
    return {name: (before[name] - p.detach()) / LEAST for name, p in named.items()}


def drawn_like(net, draw, what):
    """Draw a tensor for each parameter that learns, in float64."""
    learned = [(name, p) for name, p in net.named_parameters() if p.requires_grad]
    return {
        n: draw.value_for(f"{what} {n}", tuple(p.shape)).double() for n, p in learned
    }


@check("contract", hint="What does the function return?")
def returns_an_optimizer(make_optimizer, observe):
    """`make_optimizer(net)` returns an optimizer of `torch.optim`."""
    found = {}
    for name, net in nets_of_parts().items():
        given, one = (
            observe.call(make_optimizer, net),
            observe.attempt(make_optimizer, net),
        )
        is_one = isinstance(one, torch.optim.Optimizer)
        found[f"net {name}"] = "an optimizer" if is_one else given
    return found


@check("value", points=3)
def each_part_at_its_rate(make_optimizer, draw):
    """A step moves `features` by 1e-5, `classifier` by 1e-2 times the gradient."""
    found = {}
    for name, net in nets_of_parts().items():
        gradients = drawn_like(net.double(), draw, f"gradient {name}")
        for parameter in net.parameters():
            parameter.data.zero_()  # so that decay, a check's below, does not show
        found[f"net {name}"] = moves(make_optimizer(net), net, gradients)
    return found


@check("value", points=2)
def nothing_but_the_gradient(make_optimizer, draw):
    """Every step is the gradient times the rate: no momentum, no decay."""
    found = {}
    for name, net in nets_of_parts().items():
        first, then = (drawn_like(net.double(), draw, f"{x} {name}") for x in "ab")
        optimizer, rates, is_plain = make_optimizer(net), {}, True
        for parameter in net.parameters():
            parameter.data.zero_()
        for key, move in moves(optimizer, net, first).items():
            rates[key] = float((move * first[key]).sum() / first[key].square().sum())
            is_plain &= torch.allclose(move, rates[key] * first[key])
        for parameter in net.parameters():
            parameter.data.fill_(1e3)
        # Another rule altogether, or no move, is the business of the check above.
        found[f"net {name}"] = {
            key: move / rates[key] if is_plain and rates[key] else then[key]
            for key, move in moves(optimizer, net, then).items()
        }
    return found


@check("purity", compare=agree, hint="What should be the same after the call?")
def leaves_the_net_alone(make_optimizer, draw):
    """The net stays as it is: values, gradients, modes, and what learns."""
    found = {}
    for name, net in nets_of_parts().items():
        draw.parameters(net).features.eval()
        for parameter in net.parameters():
            parameter.grad = torch.ones_like(parameter)
        optimizers = [make_optimizer(net), make_optimizer(net)]
        found[f"net {name}"] = {
            "values": dict(net.state_dict()),
            "gradients": [p.grad for p in net.parameters()],
            "what learns": [p.requires_grad for p in net.parameters()],
            "modes": [part.training for part in net.modules()],
            "two optimizers": optimizers[0] is not optimizers[1],
        }
    return [found, torch.rand(3)]


# --- train_step -------------------------------------------------------------------


def one_sided(output, y):
    """Compute a loss that is another one if its arguments are exchanged."""
    return ((output - 2 * y).relu() ** 2).sum() + output.abs().mean()


def by_plain_sgd(draw):
    """Begin to train a net of two layers by plain SGD."""
    net = torch.nn.Sequential(
        torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2)
    )
    optimizer = torch.optim.SGD(draw.parameters(net).parameters(), lr=0.1)
    return "SGD", net, optimizer


def batches(draw, device="cpu", *, precise=False):
    """Draw nets in training, each with a batch and a loss, by their optimizers."""
    trainings = [by_plain_sgd(draw)]
    trainings += [(t.name, t.net, t.optimizer) for t in draw.trainings(device)]
    losses = torch.nn.MSELoss(), torch.nn.MultiMarginLoss(), one_sided
    for index, (name, net, optimizer) in enumerate(trainings):
        first = next(net.to(device).parameters())
        if (first.dtype is torch.float64) is not precise:
            continue
        net[1] = torch.nn.Tanh()  # a norm's mode is another check's business
        held = {id(parameter) for parameter in net.parameters()}
        for group in optimizer.param_groups:
            group["params"] = [p for p in group["params"] if id(p) in held]
        optimizer.zero_grad()
        targets = draw.normal(5, 2).to(first)
        y = targets.argmax(1) if index % 3 == 1 else targets
        yield name, (net, draw.normal(5, 3).to(first), y, losses[index % 3], optimizer)


def one_step(train_step, step):
    """Take a step on copies of the batch; what it switches off is on again."""
    net, X, y, loss_fn, optimizer = step
    loss = train_step(net, X.clone(), y.clone(), loss_fn, optimizer)
    torch.set_grad_enabled(True)
    return loss


def state_after(train_step, step, times=1):
    """Train by some steps, and take all that the net holds."""
    for _ in range(times):
        one_step(train_step, step)
    return {name: tensor.clone() for name, tensor in step[0].state_dict().items()}


def all_after(train_step, steps, times=1):
    """Take what all nets hold after so many steps, by their optimizers."""
    return {name: state_after(train_step, step, times) for name, step in steps}


# That it is none of Python's is another check's business.
NUMBERS = ("Tensor", "numpy.ndarray", "numpy.float32", "numpy.float64", "int")


@check("contract")
def takes_a_step(train_step, draw, observe):
    """`train_step(net, X, y, loss_fn, optimizer)` returns a number."""
    found = {}
    for name, step in batches(draw):
        given = observe.call(train_step, *step)
        found[name] = "float" if str(given) in NUMBERS else given
    return found


@check("value", points=3)
def parameters_after_the_step(train_step, draw):
    """After the call, the net has learned from the batch, once."""
    found = {}
    for name, step in batches(draw):
        runs = []
        step[0][0].register_forward_hook(lambda *_, runs=runs: runs.append(1))
        state = state_after(train_step, step)
        rates = [group["lr"] for group in step[-1].param_groups]
        found[name] = {**state, "learning rates": rates, "runs of the net": len(runs)}
    return found


@check("value")
def loss_of_the_batch(train_step, draw):
    """The loss is `loss_fn` of the net's output before the step, and y."""
    return {name: float(one_step(train_step, step)) for name, step in batches(draw)}


@check(
    "gradient",
    points=2,
    draws=1,
    compare=if_plain_is_right,
    hint="What does `backward()` do with the gradients of the call before?",
)
def gradients_do_not_leak(train_step, draw):
    """Gradients of one call have no part in the next."""
    once, often = batches(draw.again()), batches(draw.again())
    return {
        "plain": all_after(train_step, once),
        "then": all_after(train_step, often, 3),
    }


@check(
    "mode",
    points=2,
    compare=if_plain_is_right,
    hint="What do dropout and batch normalisation go by, in a net that was evaluated?",
)
def every_module_trains(train_step, draw):
    """The net and all modules in it train, in whatever mode they were."""
    found = {"plain": all_after(train_step, batches(draw)), "then": {}}
    for asleep in ([], [""], ["1", "3.0"]):
        inner = torch.nn.Sequential(torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
        layers = torch.nn.Linear(3, 4), torch.nn.Dropout(0.5), torch.nn.Tanh(), inner
        net = draw.parameters(torch.nn.Sequential(*layers))
        for part in asleep:
            net.get_submodule(part).eval()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        step = net, draw.normal(6, 3), draw.normal(6, 2), one_sided, optimizer
        torch.default_generator.manual_seed(0)
        found["then"][f"asleep are {asleep}"] = state_after(train_step, step)
    return found


@check(
    "dtype",
    compare=if_plain_is_right,
)
def float64_stays_float64(train_step, draw):
    """A net of float64 is trained in float64."""
    single, double = (batches(draw.again(), precise=x) for x in (False, True))
    return {
        "plain": all_after(train_step, single),
        "then": all_after(train_step, double),
    }


@check(
    "device", compare=if_plain_is_right, hint="Where are net and batch, and who says?"
)
def trains_where_they_are(train_step, draw, gpus):
    """Where net and batch are on a GPU, all is computed there, and stays there."""
    here, there = all_after(train_step, batches(draw.again())), {}
    with gpus(2) as (_, last):
        for name, step in batches(draw.again(), last):
            state = state_after(train_step, step)
            places = [tensor.device for tensor in state.values()]
            there[name] = [{key: x.cpu() for key, x in state.items()}, places]
    return {"plain": here, "then": there}


@check("purity", compare=agree, points=2, hint="What of the loss outlives the call?")
def loss_is_a_float(train_step, draw, observe):
    """The loss is returned as a float, which keeps no graph."""
    found = {}
    for name, step in batches(draw):
        given = str(observe.call(one_step, train_step, step))
        found[name] = given if given in NUMBERS[:3] else "float"
    return found


@check("purity", compare=agree, hint="What should be the same after the call?")
def leaves_the_rest_alone(train_step, draw):
    """X and y stay as they are, what learns, learns, and random numbers go on."""
    found = {}
    for name, step in batches(draw):
        net, X, y, _, _ = step
        train_step(*step)
        learns = [tensor.requires_grad for tensor in (X, y, *net.parameters())]
        hooks = sum(len(m._forward_hooks) for m in net.modules())
        found[name] = [X, y, learns, hooks, torch.is_grad_enabled()]
        torch.set_grad_enabled(True)
    return [found, torch.rand(3)]


# --- ImageMLP ---------------------------------------------------------------------


@module
def image_mlp(ImageMLP, draw):
    """`ImageMLP()` makes a Module that can be called on a tensor."""
    yield ImageMLP(), draw.normal(3, 784)
    yield ImageMLP(), 30 * draw.normal(draw.size(4, 6), 784)
    yield ImageMLP(), draw.normal(1, 784)


image_mlp.shape("`(n, 784)` becomes `(n, 10)`.", name="ten_outputs_per_row")
image_mlp.value(
    "The output is output(act(hidden(X))).",
    name="act_between_two_layers",
    points=2,
)
image_mlp.gradient("After backward(), both layers and X hold a gradient.")


@check("naming", points=2, hint="What does `net.named_children()` show?")
def hidden_act_and_output(ImageMLP, draw, observe):
    """`hidden` and `output` are Linear layers, and `act` is a module as well."""
    net = draw.parameters(ImageMLP(), draw.normal(1, 784))
    found = observe.registered(net, buffers=False)
    acts = "act" in observe.children(net)
    return found | {"act": "a module"} if acts else found


# --- DeepMLP ----------------------------------------------------------------------

LESSON = (5, 4, 3, 2)  # the depth that all checks but one are content with


def wanted_of(widths):
    """Say what a net of these widths is like: its outputs, and how many tensors."""
    return [widths[-1], 2 * len(widths) - 2]


def shown_by(DeepMLP, widths):
    """Say what a net is like that is made of these widths."""
    net = DeepMLP([*widths])
    outputs = net(torch.ones(2, widths[0]))
    return [outputs.shape[-1], len([*net.parameters()])]


def heeds(DeepMLP, widths):
    """Whether a net is like that; NotImplementedError is no answer."""
    try:
        return shown_by(DeepMLP, widths) == wanted_of(widths)
    except Exception:
        return False


def of_widths(DeepMLP, *widths):
    """Make a net; one whose depth is wrong, which a check tells of, is replaced."""
    if heeds(DeepMLP, widths) or not heeds(DeepMLP, LESSON):
        return DeepMLP([*widths])
    layers = OrderedDict()
    for index, (inputs, outputs) in enumerate(pairwise(widths)):
        layers |= {f"relu {index}": torch.nn.ReLU()} if index else {}
        layers[f"{index}"] = torch.nn.Linear(inputs, outputs)
    return torch.nn.Sequential(OrderedDict(layers=torch.nn.Sequential(layers)))


@module
def deep_mlp(DeepMLP, draw):
    """`DeepMLP(widths)` makes a Module that can be called on a tensor."""
    yield DeepMLP([*LESSON]), draw.normal(6, 5)
    widths = draw.sizes(5, 2, 9)
    yield of_widths(DeepMLP, *widths), 30 * draw.normal(1, widths[0])
    yield of_widths(DeepMLP, 4, 3), draw.normal(5, 4)  # one layer, without ReLU
    yield of_widths(DeepMLP, 1, 6, 2), draw.normal(4, 1)
    yield of_widths(DeepMLP, 2, 4, 5, 3, 4), draw.normal(4, 2)
    deep = draw.sizes(12, 4, 16)
    yield of_widths(DeepMLP, *deep), draw.normal(2, deep[0])


@check("contract", compare=agree, hint="How many layers do two widths make, or twelve?")
def takes_any_number_of_widths(DeepMLP, observe):
    """The list may have two widths, or a dozen."""
    found, is_lesson = {}, heeds(DeepMLP, LESSON)
    for widths in ((3, 2), (4, 3, 2), LESSON, (2, 3, 4, 5, 6), range(2, 14)):
        like = observe.attempt(shown_by, DeepMLP, widths)
        # What is wrong with the lesson's depth, too, is the business of others.
        found[f"{len(widths)} widths"] = like if is_lesson else wanted_of(widths)
    return found


deep_mlp.shape(
    "`(n, widths[0])` becomes `(n, widths[-1])`.",
)
deep_mlp.value(
    "All layers run in order, with a ReLU after each but the last.",
    name="relu_between_layers",
    points=2,
)
deep_mlp.gradient("After backward(), all layers and X hold a gradient.")
deep_mlp.naming(
    "`layers` holds the Linear layers, and nothing else.",
    name="list_of_layers",
    points=2,
    hint="What does a module see of a list that is one of its attributes?",
)


@check("purity", compare=agree, hint="Whose list is it?")
def leaves_the_list_alone(DeepMLP, draw, observe):
    """The list stays as it is, and what becomes of it does not change the net."""
    widths = [*LESSON]
    net, X = draw.parameters(DeepMLP(widths)), draw.normal(3, LESSON[0])
    found, first = {"the list": [*widths]}, observe.attempt(net, X)
    widths[:] = [9]
    later = observe.attempt(net, X)
    tensors = isinstance(first, torch.Tensor), isinstance(later, torch.Tensor)
    same = torch.equal(first, later) if all(tensors) else tensors[0] == tensors[1]
    return found | {"the same outputs when the list is another": same}


# --- cross_entropy ----------------------------------------------------------------


@function(arguments="scores, labels")
def losses(cross_entropy, draw):
    """`cross_entropy(scores, labels)` returns a tensor."""
    yield draw.normal(4, 3), torch.tensor([0, 2, 1, 1])
    rows, classes = draw.sizes(2, 4, 9)
    labels = draw.integers(rows, low=0, high=classes - 1)
    yield 3 * draw.normal(rows, classes), labels
    yield draw.normal(3, 4), torch.tensor([0, 1, 0])  # the last class nowhere
    yield draw.normal(1, 4), torch.tensor([3])
    yield draw.normal(3, 2), torch.tensor([1, 1, 0])
    yield draw.normal(3, 1), torch.tensor([0, 0, 0])
    yield draw.normal(4, 4) - 2, torch.tensor([2, 0, 0, 3])


losses.shape("The result is a single number, of shape ().", name="single_number")
losses.value(
    "The result is the mean of the negative logarithms of the labels' softmax.",
    name="mean_negative_logarithm",
    points=3,
)


@check(
    "value",
    points=2,
    compare=if_plain_is_right,
)
def any_size_of_scores(cross_entropy, draw):
    """Scores may be of any size: the loss is finite, and right."""
    scores, labels = draw.normal(4, 3), torch.tensor([0, 2, 1, 1])
    apart = torch.tensor([[1e4], [0], [-1e4], [1]])
    fine = (16 * scores).round().double() / 16  # of which float32 loses nothing, too
    sizes = {
        "times 10000": 1e4 * scores,
        "times 1e30": 1e30 * scores,
        "plus 10000": fine + 1e4,
        "minus 10000": fine - 1e4,
        "each row elsewhere": fine + apart,
    }
    return {
        "plain": cross_entropy(scores, labels.clone()),
        "then": {name: cross_entropy(x, labels.clone()) for name, x in sizes.items()},
    }


losses.gradient("Gradients reach the scores.", name="reaches_the_scores", points=2)


@check(
    "rule",
    required=True,
    hint="Which functions would do the whole exercise for you?",
)
def no_library_loss(cross_entropy, draw, observe):
    """It is written without `F.cross_entropy`, `F.nll_loss` and their modules."""
    scores, labels = draw.normal(4, 3), draw.integers(4, low=0, high=2)
    return observe.operators(
        r"^(cross_entropy|nll_loss)",
        lambda: observe.attempt(cross_entropy, scores, labels),
    )


# --- LeNet, AlexNet -----------------------------------------------------------


@module
def lenet(LeNet, draw):
    """`LeNet()` makes a Module that can be called on images."""
    yield LeNet(), draw.normal(2, 1, 28, 28)
    yield LeNet(), 5 * draw.normal(1, 1, 28, 28)


@check(
    "shape",
    points=3,
    draws=1,
    compare=where_sizes_agree(Kind.SHAPE),
)
def sizes_stage_by_stage(LeNet, draw, observe):
    """Weights, biases and scores have the shapes of the layout."""
    X = draw.normal(3, 1, 28, 28)

    def look(net):
        return [torch.zeros(net(X[:rows]).shape) for rows in (3, 1)]

    return observe.sized(LeNet(), look, X)


lenet.value(
    "The scores are those of the layout: sigmoids, averages, nothing at the end.",
    name="scores_of_the_layout",
    points=3,
)
lenet.gradient("After backward(), all five layers and the images hold a gradient.")
lenet.decline(serialization="names are free, and so are the keys of a `state_dict`")


def images(count=2):
    """Make images without values."""
    return torch.empty(count, 1, 224, 224, device="meta")


def weightless(AlexNet, draw, *given):
    """Make one without numbers: its 47 million would take their time."""
    return draw.weightless(lambda: AlexNet(*given), images())


def on_meta(look):
    """Look at a net where all tensors are made on the meta device."""

    def looking(net):
        with torch.device("meta"):
            return look(net)

    return looking


@check("contract")
def can_be_called(AlexNet, draw, observe):
    """`AlexNet()`, and with a number of classes, makes a Module to call on images."""
    call, found = on_meta(lambda net: observe.call(net, images())), {}
    for given in ((), (7,)):
        net = weightless(AlexNet, draw, *given)
        try:
            found[f"with {len(given)} arguments"] = call(net)
        except NotImplementedError as error:
            if "meta" not in str(error):  # a stub
                raise
            found[f"with {len(given)} arguments"] = error
    return found


@check(
    "shape",
    points=3,
    compare=where_sizes_agree(Kind.SHAPE),
)
def sizes_stage_by_stage(AlexNet, draw, observe):
    """Weights, biases and scores have the shapes of the layout, for any classes."""
    classes, rows = draw.sizes(2, 2, 30)

    def look(net):
        other = weightless(AlexNet, draw, classes)
        shapes = {"AlexNet()": net(X).shape, f"AlexNet({classes})": other(X).shape}
        return {
            name: torch.zeros(shape, device="cpu") for name, shape in shapes.items()
        }

    X = images(rows)
    return observe.sized(weightless(AlexNet, draw), on_meta(look))


def is_random(call):
    """Call, and say what comes back, and whether random numbers were drawn."""
    before = torch.default_generator.get_state()
    result = call()
    return result, not before.equal(torch.default_generator.get_state())


def if_not_random(student, reference, precise=None):
    """Compare scores; of those that chance has a part in, the check of modes tells."""
    if isinstance(student, dict) and student.get("random"):
        told = "random numbers are drawn in evaluation"
        return Mismatch(told, None, None, Kind.MODE, owed=True, settled=True)
    return one_value(student, reference, precise)


@check(
    "value",
    points=3,
    draws=1,
    compare=where_sizes_agree(Kind.VALUE, if_not_random),
)
def scores_of_the_layout(AlexNet, draw, observe):
    """In evaluation, the scores are those of the layout: ReLUs and maxima."""

    def look(net):
        X = draw.normal(1, 1, 224, 224)
        with torch.no_grad():
            draw.few_numbers(net).eval()
            scores, random = is_random(lambda: net(X))
        return {"scores": scores, "random": random}

    return observe.sized(weightless(AlexNet, draw), look)


CLASSES = 2048  # half as many as the last hidden layer has units


def plain_weights(zeros):
    """Let every unit be 1, and each class the sum of two: what is dropped shows."""
    rows = torch.arange(len(zeros))
    if zeros.dim() == 2 and len(zeros) == zeros.shape[1]:
        zeros[rows, (2 * rows) % len(rows)] = zeros[
            rows, (2 * rows + 1) % len(rows)
        ] = 1
    elif zeros.dim() == 2:  # each unit takes over one of the layer before
        zeros.fill_diagonal_(1)
    elif zeros.dim() == 1 and len(zeros) < CLASSES:  # of a convolution
        zeros.fill_(1)


def shares(scores):
    """Say which share of the scores has which value."""
    levels, counts = scores.round(decimals=2).unique(return_counts=True)
    pairs = zip(levels.tolist()[:9], counts.tolist(), strict=False)
    return {f"{level:g}": count / scores.numel() for level, count in pairs}


# Two samples of 2048 scores are less than 0.08 apart, but once in ten million.
APART = 0.08


def dropped(student, reference, precise=None):
    """Compare what is dropped; wrong scores are the check of values' business."""
    mine = student if isinstance(student, dict) else {}
    if mine.get("random") is True:
        told = "elements are dropped in evaluation, too"
        return Mismatch(told, None, None, Kind.MODE, says=told)
    wrong = agree(mine.get("evaluation"), reference["evaluation"])
    if wrong:
        return replace(wrong, aspect=Kind.VALUE, owed=True)
    found, expected = mine.get("training"), reference["training"]
    found = found if isinstance(found, dict) else {}
    if found.keys() == expected.keys() and all(
        isinstance(found[x], float) and abs(found[x] - expected[x]) < APART
        for x in expected
    ):
        return None
    told = "other elements are dropped in training, or with another probability"
    told = told if len(found) > 1 else "nothing is dropped in training"
    sides = (
        ", ".join(f"{x}: {y}" for x, y in side.items()) for side in (expected, found)
    )
    return Mismatch(told, *(Evidence(text=x) for x in sides), Kind.MODE, says=told)


@check(
    "mode",
    points=2,
    compare=where_sizes_agree(Kind.MODE, dropped),
    hint="After which layers are elements dropped, in which mode, how many of them?",
)
def dropout_in_training_alone(AlexNet, draw, observe):
    """In training, half of the units of both hidden layers are dropped; else none."""

    def look(net):
        draw.few_numbers(net, plain_weights)
        X = torch.ones(1, 1, 224, 224, dtype=draw.dtype)
        with torch.no_grad():
            scores, random = is_random(lambda: net.eval()(X))
            trained = shares(net.train()(X))
        return {"evaluation": scores, "training": trained, "random": random}

    return observe.sized(weightless(AlexNet, draw, CLASSES), look)


@check(
    "gradient",
    compare=where_sizes_agree(Kind.GRADIENT),
    hint="Which step to the output does autograd not record?",
)
def reaches_every_layer(AlexNet, draw, observe):
    """After backward(), all eight layers and the images hold a gradient."""

    def look(net):
        X = images().requires_grad_()
        scores = net(X * 1)
        if scores.requires_grad:
            with torch.enable_grad():
                scores.sum().backward()
        of = {**observe.registered(net, buffers=False), "X": X}
        lost = sorted(str(tuple(x.shape)) for x in of.values() if x.grad is None)
        return f"no gradient: {', '.join(lost) or 'none'}"

    return observe.sized(weightless(AlexNet, draw), on_meta(look))


@check(
    "dtype",
    compare=where_sizes_agree(Kind.DTYPE),
)
def computes_in_its_dtype(AlexNet, draw, observe):
    """After `.double()`, it computes in float64."""
    X = images().double()
    net = draw.weightless(AlexNet, X)
    return observe.sized(net, on_meta(lambda net: net(X).dtype))


@check(
    "device",
    compare=where_sizes_agree(Kind.DEVICE),
    hint="Where is each tensor made that is made on the way?",
)
def stays_on_the_device(AlexNet, draw, observe):
    """The scores are where the net and the images are, be it the meta device."""
    net = weightless(AlexNet, draw)
    return observe.sized(net, lambda net: net(images()).device)


@check(
    "purity",
    compare=where_sizes_agree(Kind.PURITY),
    hint="What is different after the call?",
)
def leaves_no_trace(AlexNet, draw, observe):
    """A call leaves the images alone, and what holds for all of torch."""

    def look(net):
        X = images()
        for mode in (False, True):
            net.train(mode)(X)
        return {
            "how often X was written to": X._version,
            "gradients are recorded": torch.is_grad_enabled(),
        }

    return observe.sized(weightless(AlexNet, draw), on_meta(look))


# --- capture_features ---------------------------------------------------------


def relus(*, inplace=False):
    """Make a net whose ReLUs may write into what the layers before them computed."""
    return torch.nn.Sequential(
        torch.nn.Linear(4, 3), torch.nn.ReLU(inplace), torch.nn.Linear(3, 2)
    )


def named(**layers):
    """Make a net of named layers that run one after the other."""
    return torch.nn.Sequential(OrderedDict(layers))


def image_net():
    """Make a small net for images, some of whose layers have names that look alike."""
    conv = torch.nn.Conv2d(1, 2, 3, padding=1)
    inner = named(conv=conv, act=torch.nn.ReLU(True), conv2=torch.nn.Conv2d(2, 2, 1))
    return named(conv=inner, pool=torch.nn.MaxPool2d(2), flat=torch.nn.Flatten())


def looked_into(draw):
    """Draw nets, each with the name of a layer and with what to call it on."""
    watched = relus()
    watched[2].register_forward_hook(lambda *_: None)  # somebody else's
    for net, name, shape in (
        (relus(), "0", (5, 4)),
        (relus(inplace=True), "0", (3, 4)),
        (watched, "2", (3, 4)),
        (draw.mlp().eval(), "output", (2, 4)),
        (image_net(), "conv.conv", (2, 1, 4, 4)),
        (image_net(), "conv.conv2", (1, 1, 4, 6)),
    ):
        yield draw.parameters(net), name, draw.normal(*shape)
    for name in ("1.layer.0", "2"):
        yield draw.net(4, 3, repeats=False), name, draw.normal(3, 4)


@function(arguments="net, layer_name, X", contract="returns_a_tensor")
def captured(capture_features, draw):
    """`capture_features(net, layer_name, X)` returns a tensor."""
    yield from looked_into(draw)


captured.value(
    "The result is what the named layer has computed, before others write into it.",
    name="output_of_the_layer",
    points=3,
)
captured.purity(
    "The net, its hooks and X are as before, and the result is a copy.",
    name="leaves_no_hook",
    points=2,
)


@check("gradient", hint="Is the copy still part of a graph?", draws=1)
def feature_is_detached(capture_features, draw):
    """The result requires no gradient."""
    X = draw.normal(3, 4)
    return [
        capture_features(relus(), name, X.requires_grad_(learns)).requires_grad
        for learns in (False, True)
        for name in ("0", "2")
    ]


@check("mode", hint="Which calls switch between training and evaluation?")
def keeps_the_mode(capture_features, draw):
    """The net computes in the mode that it is in, and stays in it."""
    net, found = draw.net(4, 3, repeats=False), {}
    for of_net, of_first in ((True, True), (False, False), (True, False)):
        net.train(of_net)[0].train(of_first)
        net.runs.clear()
        capture_features(net, "1", draw.normal(3, 4))
        ran = [run.training for run in net.runs] or [of_net]  # it may be cut short
        modes = ran[-1:] + [part.training for part in net.modules()]
        found[f"training is {of_net}, of the first part {of_first}"] = modes
    return found


@check("contract", points=2, hint="What does a dict do with a key that it has not?")
def unknown_names_raise(capture_features, draw, observe):
    """A name that no layer has raises KeyError."""
    net = draw.net(4, 3, repeats=False)
    names = "3", "layer", "1.layer.2", "1.layer.0.weight", "1.gain", "training"
    return {
        name: observe.attempt(capture_features, net, name, draw.normal(2, 4))
        for name in ("1.no_child", *names)
    }


def hooks(net):
    """Count the hooks of a net."""
    return sum(len(inner._forward_hooks) for inner in net.modules())


@check("purity", points=2, hint="Which lines run when the net raises an exception?")
def no_hook_after_an_error(capture_features, draw, observe):
    """Where the net raises, or has no such layer, no hook is left behind either."""
    unfit = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Linear(2, 1))
    fits, found = relus(), {}
    observe.attempt(capture_features, fits, "0", draw.normal(2, 4))
    for why, name, width in (
        ("the layer itself raises", "0", 5),
        ("a later layer raises", "0", 4),
        ("an earlier layer raises", "1", 5),
        ("there is no such layer", "2", 4),
    ):
        observe.attempt(capture_features, unfit, name, draw.normal(2, width))
        # one that is always left is the other check's business
        found[why] = 0 if hooks(fits) else hooks(unfit)
    return found


@check("contract", hint="Where does the exception go that the net raises?")
def errors_come_out(capture_features, draw, observe):
    """What the net raises is raised."""
    result = observe.attempt(capture_features, relus(), "0", draw.normal(2, 5))
    return "raised" if isinstance(result, Exception) else "not raised"


# --- Clamp, clamp -------------------------------------------------------------


def clamp_calls(draw):
    """Draw numbers and bounds: whole, equal and infinite ones, and 0-d tensors."""
    yield draw.normal(3, 4), -0.5, 0.75
    yield 3 * draw.normal(5), -1, 2
    yield draw.normal(2, 3, 2), 0.0, float("inf")
    yield 30 * draw.normal(1, 9), float("-inf"), -2.5
    yield draw.normal(4), 0.25, 0.25
    yield draw.normal(), -9.0, 9.0
    yield draw.normal(), 5.0, 6.0
    yield draw.normal(4, 1) - 9, -20.0, -9.0  # nothing above zero


@function(method="apply", arguments="x, low, high", contract="returns_a_tensor")
def clamps(Clamp, draw):
    """`Clamp.apply(x, low, high)` returns a tensor."""
    yield from clamp_calls(draw)


clamps.value(
    "Elements below low become low, those above high become high; others stay.",
    name="between_the_bounds",
    points=2,
)


def backward(Clamp, observe, x, low, high, incoming):
    """Compute the gradient of x from that of the result, or what is raised instead."""

    def compute():
        learning = x.clone().requires_grad_()
        result = Clamp.apply(learning, low, high)
        result.backward(incoming.clone())
        return learning.grad

    return observe.attempt(compute)


def as_asked_or_its_own(student, reference, precise=None):
    """Compare with what is asked for, or with the slopes of its own forward pass.

    So it costs nothing here where only the result is wrong, or both are, alike.
    """
    mine = student if isinstance(student, dict) else {}
    if agree(mine.get("asked"), reference["asked"]) is None:
        return None
    return gradients(mine.get("own"), reference["own"], precise)


@check(
    "gradient",
    points=3,
    compare=as_asked_or_its_own,
    hint="If x moves a little, which elements of the result move with it?",
)
def zero_where_clipped(Clamp, draw, observe):
    """The gradient passes where nothing is clipped, and is 0 where something is."""
    found = {"asked": {}, "own": {}}
    for number, (x, *bounds) in enumerate(clamp_calls(draw), start=1):
        name = f"x of call {number}, between {bounds[0]} and {bounds[1]}"
        incoming = draw.normal(*x.shape)
        found["asked"][name] = backward(Clamp, observe, x, *bounds, incoming)
        found["own"] |= observe.gradients(partial(Clamp.apply, x, *bounds), {name: x})
    return found


def if_passing_is_right(student, reference, precise=None):
    """Compare gradients at the bounds; elsewhere, another check tells of them."""
    mine = student if isinstance(student, dict) else {}
    wrong = agree(mine.get("elsewhere"), reference["elsewhere"])
    if wrong:
        return replace(wrong, aspect=Kind.GRADIENT, owed=True)
    wrong = agree(mine.get("at the bounds"), reference["at the bounds"])
    return wrong and replace(wrong, aspect=Kind.GRADIENT)


@check(
    "gradient",
    points=2,
    compare=if_passing_is_right,
    hint="Is an element clipped that lies on a bound?",
)
def one_at_the_bounds(Clamp, draw, observe):
    """At the bounds themselves, the gradient passes."""
    found = {"elsewhere": [], "at the bounds": []}
    for low, high in ((-0.5, 0.75), (0.0, 1.0), (-2.0, 0.0), (0.5, 0.5)):
        around = [low - 1, high + 2, low + 0.4, high - 0.4]
        around = around if low < high else around[:2]
        for where, x in (("elsewhere", around), ("at the bounds", [low, high, high])):
            x = torch.tensor(x)
            grad = backward(Clamp, observe, x, low, high, draw.normal(len(x)))
            found[where].append(grad)
    return found


def hardly_lost(student, reference, precise=None):
    """Compare how much of a gradient is lost: more than rounding takes is owed."""
    lost = student if isinstance(student, float) else 1.0
    if lost < 1e-12:
        return None
    told, sides = f"{lost:.1e} of a float64 gradient are lost", (None, None)
    wrong = Mismatch(told, *sides, Kind.DTYPE, says="the gradient loses precision")
    return wrong if lost < 1e-4 else replace(wrong, aspect=Kind.GRADIENT, owed=True)


@check("dtype", compare=hardly_lost)
def gradient_in_its_dtype(Clamp, draw, observe):
    """The gradient has the precision of x, also in float64."""
    x, incoming = (draw.normal(5, dtype=torch.float64) / 3 for _ in range(2))
    result = observe.attempt(Clamp.apply, x, -9.0, 9.0)
    if getattr(result, "dtype", None) is not x.dtype:  # the other check tells of it
        return 0.0
    grad = backward(Clamp, observe, x, -9.0, 9.0, incoming)
    if not isinstance(grad, torch.Tensor) or grad.shape != x.shape:
        return 1.0
    return float((grad - incoming).abs().max() / incoming.abs().max())


@check("device", hint="Where does the gradient of x belong?")
def gradient_on_its_device(Clamp, draw, observe, gpus):
    """The gradient is where x is."""
    x, incoming = draw.normal(4), draw.normal(4)
    plain = backward(Clamp, observe, x, -0.5, 0.75, incoming)
    with gpus(2) as (_, second):
        x, incoming = x.to(second), incoming.to(second)
        grad = backward(Clamp, observe, x, -0.5, 0.75, incoming)
        if isinstance(plain, torch.Tensor):  # else it is no matter of devices
            return grad.device if isinstance(grad, torch.Tensor) else grad
    return second


@check("purity", hint="Who else may hold the gradient that `backward` is handed?")
def incoming_gradient_unchanged(Clamp, draw, observe):
    """The gradient that comes stays as it is."""
    x, incoming = 3 * draw.normal(6), draw.normal(6)
    result = observe.attempt(Clamp.apply, x.requires_grad_(), -0.5, 0.75)
    observe.attempt(lambda: result.backward(incoming))
    return incoming


@function(arguments="x, low, high", contract="returns_a_tensor")
def clamped(clamp, draw):
    """`clamp(x, low, high)` returns a tensor."""
    yield from clamp_calls(draw)


clamped.value("The result is that of `Clamp.apply`.", name="as_clamp_apply")
clamped.gradient("The gradient is that of `Clamp.apply`.", name="gradient_of_clamp")


@check("rule", points=2, compare=agree, hint="Which method runs your own `Clamp`?")
def by_your_own_clamp(clamp, Clamp, draw):
    """The step that autograd records is your own `Clamp`."""
    result = clamp(draw.normal(4).requires_grad_(), -0.5, 0.5)
    waiting, own = [result.grad_fn], Clamp._backward_cls
    if result.grad_fn is None:  # the check of gradients tells of it
        return "Clamp"
    while waiting:
        node = waiting.pop()
        if isinstance(node, own):
            return "Clamp"
        waiting += [step for step, _ in getattr(node, "next_functions", ()) if step]
    return "another step"


# --- describe -----------------------------------------------------------------

ENTRIES = (
    *("parameters", "trainable", "buffers", "children", "training", "dtype", "device"),
)


def in_form(told):
    """Leave of what is told what is asked for, with names in an order of their own."""
    if not isinstance(told, dict):
        return told
    asked = {entry: told[entry] for entry in ENTRIES if entry in told}
    return {entry: sorted_names(x) for entry, x in asked.items()}


def sorted_names(value):
    """Sort what holds names, whatever it is."""
    if isinstance(value, list | tuple | set | type({}.keys())):
        return sorted(map(str, value))
    return value


def tied():
    """Make a net two of whose layers share a weight, and two all they have."""
    first, last = torch.nn.Linear(3, 3), torch.nn.Linear(3, 3)
    last.weight = first.weight
    norm = torch.nn.BatchNorm1d(3)
    return named(first=first, norm=norm, again=first, other=norm, last=last)


def half_frozen():
    """Make a net some of which is frozen, and some in evaluation."""
    net = torch.nn.Sequential(torch.nn.Linear(4, 2), relus(), torch.nn.Linear(2, 1))
    net[1].eval()[0].requires_grad_(False)
    net[2].bias.requires_grad_(False)
    return net


def in_evaluation(net):
    """Put a net in evaluation, but for its last layer."""
    net.eval()[-1].train()
    return net


def described(draw):
    """Draw nets to tell of, by what messages call them."""
    return {
        "a net": draw.net(4, 3),
        "one in evaluation": in_evaluation(draw.net(4, 3)),
        "a layer": torch.nn.Linear(3, 2, bias=False),
        "one that shares": tied(),
        "one half frozen": half_frozen(),
        "one in float64": in_evaluation(half_frozen().double()),
        "one in bfloat16, buffers in float32": in_other_dtype(),
        "a frozen one": relus().requires_grad_(False),
        "a normalisation": torch.nn.BatchNorm2d(3).eval(),
        "a dozen": torch.nn.Sequential(*(torch.nn.Linear(1, 1) for _ in range(12))),
        "one without values": tied().to("meta"),
    }


def in_other_dtype():
    """Make a net whose parameters have another dtype than what it holds beside."""
    net = torch.nn.BatchNorm1d(3)
    for name in ("weight", "bias"):
        setattr(net, name, torch.nn.Parameter(getattr(net, name).bfloat16()))
    return net


@function(
    arguments="net",
    contract="returns_a_dict",
    result=lambda told: {} if isinstance(told, dict) else told,
)
def descriptions(describe, draw):
    """`describe(net)` returns a dict."""
    yield from [*described(draw).values()][:4]


descriptions.purity("The net stays as it is.", name="net_unchanged")
descriptions.decline(
    dtype="it computes nothing",
    strides="it takes no tensors",
    device="where the net is has a check of its own",
)


@check("contract", hint="What are the seven entries called?")
def seven_entries(describe, draw):
    """The dict has the seven entries."""
    told = describe(draw.net(4, 3))
    found = told if isinstance(told, dict) else ENTRIES
    return {entry: entry in found for entry in ENTRIES}


def told_of(describe, draw, *entries):
    """Say what is told of all nets, in some entries."""
    return {
        f"{entry} of {name}": in_form(describe(net))[entry]
        for name, net in described(draw).items()
        for entry in entries
    }


@check("value", points=2)
def numbers_in_parameters(describe, draw):
    """Numbers in parameters are counted, frozen ones as well, shared ones once."""
    return told_of(describe, draw, "parameters")


@check("value", points=2)
def numbers_that_learn(describe, draw):
    """Those of these are counted that learn."""
    return told_of(describe, draw, "trainable")


@check("naming", points=2, compare=agree, hint="Which tensors of a net are buffers?")
def names_of_buffers(describe, draw):
    """All buffers are listed, those of inner nets by their full names, and no None."""
    return told_of(describe, draw, "buffers")


@check("naming", compare=agree, hint="Which modules does the net itself hold?")
def names_of_children(describe, draw):
    """Direct children are listed, each once, and no None."""
    return told_of(describe, draw, "children")


@check("mode", hint="Whose mode is asked for?")
def mode_of_the_net_itself(describe, draw):
    """The mode is that of the net itself."""
    return told_of(describe, draw, "training")


@check("dtype")
def dtype_of_the_parameters(describe, draw):
    """The dtype is that of the parameters."""
    return told_of(describe, draw, "dtype")


@check("device", hint="What has a device: a net, or its parameters?")
def device_of_the_parameters(describe, draw, gpus):
    """The device is that of the parameters, whichever it is."""
    found = told_of(describe, draw, "device")
    for machine in gpus.machines(0, 2):
        for device in machine.devices:
            told = in_form(describe(draw.net(4, 3).to(device)))
            found[f"{machine.name}, on {device}"] = told["device"]
    return found


# --- cast_and_freeze ----------------------------------------------------------


def choosing():
    """Make a net with a buffer of each kind of numbers, and names that look alike."""
    net = named(hidden=relus(), hidden2=torch.nn.BatchNorm1d(2), out=relus())
    net.register_buffer("steps", torch.arange(3), persistent=False)
    net.register_buffer("mask", torch.tensor([True, False]))
    net.register_buffer("scale", torch.tensor([1.5, 2.5]), persistent=False)
    net.register_buffer("none", None)
    net.out[2].requires_grad_(False)
    return net


def casts(draw):
    """Draw nets to cast, each with a dtype and a prefix; the first are enough for most.

    What is only frozen comes last.
    """
    yield choosing(), torch.float64, "hidden"
    yield tied(), torch.float16, "again"
    yield draw.net(4, 3), torch.bfloat16, "1.layer.0"
    yield choosing().double(), torch.float32, "steps"
    yield choosing().eval(), torch.float64, ""
    for prefix in ("hidden.0.w", "out", "0.weight", "h", "hidden2.bias"):
        yield choosing(), torch.bfloat16, prefix
    for prefix in ("first.weight", "last", "other.bias"):
        yield tied(), torch.float64, prefix
    yield draw.net(4, 3), torch.float64, "1.once_more"


def state(net):
    """Name all that a net holds, under all its names."""
    held = dict(net.named_parameters(remove_duplicate=False))
    return held | dict(net.named_buffers(remove_duplicate=False))


def groups_of(net):
    """List the names of each tensor that a net learns."""
    names = {}
    for name, tensor in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(tensor), []).append(name)
    return list(names.values())


def of_each_cast(kind, **asked):
    """Make a check of what is seen of nets that were cast and frozen."""

    def decorate(look):
        def probe(cast_and_freeze, draw):
            found, few = {}, None if kind == "gradient" else 5
            for number, (net, *how) in enumerate(islice(casts(draw), few), start=1):
                (dtype, prefix), groups = how, groups_of(net)
                if kind == "value":
                    draw.parameters(net)
                cast_and_freeze(net, dtype, prefix)
                name = str(dtype).removeprefix("torch.")
                found |= {
                    f"{of} of net {number} in {name}, {prefix!r}": value
                    for of, value in look(net, groups).items()
                }
            return found

        probe.__name__, probe.__doc__ = look.__name__, look.__doc__
        return check(kind, **asked)(probe)

    return decorate


@check("contract", compare=agree, hint="Which net is asked for back?")
def returns_the_net(cast_and_freeze, draw):
    """`cast_and_freeze(net, dtype, prefix)` returns the net itself."""
    found = {}
    for number, (net, *how) in enumerate(islice(casts(draw), 5), start=1):
        result = cast_and_freeze(net, *how)
        found[f"net {number}"] = "the net" if result is net else type(result).__name__
    return found


@of_each_cast("dtype", points=3)
def floating_numbers_alone(net, groups):
    """Parameters and buffers of floating-point numbers are cast; no others are."""
    return {name: tensor.dtype for name, tensor in state(net).items()}


@of_each_cast("value")
def values_stay(net, groups):
    """Values are as near as the dtype allows to what they were."""
    return state(net)


@of_each_cast("gradient", points=3, compare=agree, hint="Which names has a parameter?")
def frozen_by_the_prefix(net, groups):
    """Parameters are frozen if a name of theirs starts so; others learn as before."""
    held = state(net)
    return {
        " and ".join(names): all(held[name].requires_grad for name in names)
        for names in groups
        if all(name in held for name in names)
    }


@of_each_cast("naming", hint="What is a Module's attribute that is not registered?")
def all_remain_registered(net, groups):
    """Parameters stay Parameters, and buffers buffers, under their names."""
    learned = dict(net.named_parameters(remove_duplicate=False))
    buffers = {name: x for name, x in state(net).items() if name not in learned}
    return learned | {f"the buffer {name}": x for name, x in buffers.items()}


@of_each_cast("purity", compare=agree, hint="How many weights have two layers now?")
def what_was_shared_stays_shared(net, groups):
    """What was one Parameter under two names is one afterwards."""
    held = state(net)
    return {
        " and ".join(names): len({id(held.get(name)) for name in names}) == 1
        for names in groups
    }


@of_each_cast("mode", hint="Which calls switch between training and evaluation?")
def stays_in_its_mode(net, groups):
    """All modules stay in training, or in evaluation."""
    return {name: inner.training for name, inner in net.named_modules()}


@check("device", hint="What may `to` change, beside the dtype?")
def stays_on_its_device(cast_and_freeze, draw, gpus):
    """Parameters and buffers stay on the device that they are on."""
    with gpus(2) as (_, second):
        net = draw.parameters(choosing()).to(second)
        cast_and_freeze(net, torch.float64, "hidden")
        return {name: tensor.device for name, tensor in state(net).items()}
