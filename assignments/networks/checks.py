"""Checks of `networks`: built, trained, looked into (tutorials; D2L 5, 6)."""

from collections import OrderedDict
from functools import wraps
from inspect import Parameter, Signature, signature
from itertools import pairwise

import torch

from grader import agree, check, function, if_plain_is_right, module


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
        hint="How large is the kernel, and is anything added at the edges?",
    )
    block.value(
        "The output is relu(batchnorm(conv(X))).",
        name="three_layers_in_order",
        points=2,
        hint="Which of the three runs first, and which last?",
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
    hint="Which dimensions become one, and which one stays?",
)


@check("shape", points=2, compare=agree, hint="Who says how many rows `view` makes?")
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
    hint="After which layers stand ReLU and pooling, and what follows the last one?",
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


@check("value", points=3, hint="Which parameters learn at which rate?")
def each_part_at_its_rate(make_optimizer, draw):
    """A step moves `features` by 1e-5, `classifier` by 1e-2 times the gradient."""
    found = {}
    for name, net in nets_of_parts().items():
        gradients = drawn_like(net.double(), draw, f"gradient {name}")
        for parameter in net.parameters():
            parameter.data.zero_()  # so that decay, a check's below, does not show
        found[f"net {name}"] = moves(make_optimizer(net), net, gradients)
    return found


@check("value", points=2, hint="What does a step depend on, beside rate and gradient?")
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


@check("value", points=3, hint="Which steps lead from a batch to other parameters?")
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


@check("value", hint="Of which output is the loss, and when is it computed?")
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
    hint="In which dtype are the parameters of a net that was made `double()`?",
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
    hint="Which of the three stands between the other two?",
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
    hint="Between which two widths does each layer stand?",
)
deep_mlp.value(
    "All layers run in order, with a ReLU after each but the last.",
    name="relu_between_layers",
    points=2,
    hint="After which layers stands a ReLU, and after which not?",
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
    hint="Whose probability counts in each row, and what becomes of all rows?",
)


@check(
    "value",
    points=2,
    compare=if_plain_is_right,
    hint="What does `exp` give for 10000, and `log` for 0?",
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
