"""Checks of `devices`: which there are, and how to compute on them (D2L 5.6)."""

from itertools import groupby

import torch

from grader import check, function

NO_TENSORS = dict.fromkeys(("dtype", "strides"), "it computes nothing")


def moves(machine):
    """Pair every device with places that two things come from.

    The last device, which comes first, with all kinds of them; the CPU with those where
    both have to move; each between with one kind, in turn.
    """
    for index, device in enumerate(reversed(machine.devices)):
        others = [p for p in machine.devices if p != device] or [device]
        near, far = others[0], others[-1]
        pairs = [(near, near), (near, far), (far, device), (device, near)]
        if device.type == "cpu":
            pairs = pairs[:2]
        elif index:
            pairs = [pairs[index % len(pairs)]]
        yield from ((device, *pair) for pair in dict.fromkeys(pairs))


def handed(draw):
    """Draw a net to hand over; `functional_call` breaks those that repeat a child."""
    return draw.net(4, 3, repeats=False)


# --- try_gpu ------------------------------------------------------------------


@function(contract="returns_a_device", gpus=2)
def one_gpu(try_gpu):
    """`try_gpu()` and `try_gpu(i)` return a torch.device; `i` is 0 if left out."""
    yield from ((), 1, 5)


@one_gpu.on(1, 3, 4, 16, points=2, hint="Which numbers do three GPUs have?")
def existing_gpu(machine):
    """`cuda:i` is returned where GPU number `i` exists."""
    yield from [(), *range(len(machine.gpus))]


@one_gpu.on(0, 1, 2, 3, 16, points=2, hint="With two GPUs, is there a number 2?")
def missing_gpu_is_cpu(machine):
    """The CPU is returned where GPU number `i` does not exist."""
    yield from (len(machine.gpus) + more for more in (0, 1, 7))


one_gpu.decline(**NO_TENSORS)

# --- try_all_gpus -------------------------------------------------------------


@function(contract="returns_a_list", gpus=2)
def all_gpus(try_all_gpus):
    """`try_all_gpus()` returns a list of torch.device."""
    yield ()


@all_gpus.on(1, 2, 3, 16, points=2, hint="How many are there, and from what number?")
def every_gpu_in_order(machine):
    """Every GPU is listed, in order."""
    yield ()


@all_gpus.on(0, hint="What remains on a machine without a GPU?")
def cpu_when_there_is_none(machine):
    """Without a GPU, the list holds the CPU."""
    yield ()


all_gpus.decline(**NO_TENSORS)

# --- add_on -------------------------------------------------------------------


@function(arguments="X, Y", contract="returns_a_tensor", gpus=2)
def sums(add_on, draw, machine):
    """`add_on(X, Y, device)` returns a tensor."""
    cpu, one, two = machine.devices
    places = (cpu, cpu, cpu), (one, one, two), (one, one, one), (cpu, two, cpu)
    shapes = (3, 4), (2, 1, 3), (5,), (1, 2, 1, 1)
    for (of_x, of_y, device), size in zip(places, shapes, strict=True):
        yield draw.normal(*size).to(of_x), draw.normal(*size).to(of_y), device
    yield draw.integers(3, 4, low=0), draw.integers(3, 4, low=0), cpu


@sums.on(1, 4, 0, points=2, hint="Where is each of X and Y when they meet?")
def sum_is_on_the_device(draw, machine):
    """X and Y come from other devices; their sum is on the device asked for."""
    for device, of_x, of_y in moves(machine):
        yield draw.normal(2, 3).to(of_x), draw.normal(2, 3).to(of_y), device


sums.value(
    "Each element is the sum of the elements of X and Y, on any device.",
    name="sum_of_both",
)
sums.purity("X and Y stay where they are, and as they are.", name="operands_unmoved")

# --- module_device ------------------------------------------------------------


@function(arguments="net", contract="returns_a_device", gpus=2)
def nets(module_device, draw, machine):
    """`module_device(net)` returns a torch.device, also for a net without tensors."""
    yield from (draw.net(4, 3), draw.net(4, 3).to(machine.gpus[1]), torch.nn.ReLU())


def layer():
    """Make a net of one parameter."""
    return torch.nn.Linear(2, 3, bias=False)


def parent():
    """Make a net of one parameter, with a child that has none."""
    net = layer()
    net.child = torch.nn.Tanh()
    return net


def deep(module):
    """Put a module deep into a net, and freeze what it learns."""
    net = torch.nn.Sequential(
        torch.nn.Tanh(), torch.nn.Sequential(torch.nn.Sequential(module))
    )
    return net.requires_grad_(False)


def holding(tensor, *, persistent=True):
    """Make a net that holds one buffer alone, deep inside."""
    module = torch.nn.Module()
    module.register_buffer("held", tensor, persistent=persistent)
    return deep(module)


BUFFERS = (
    lambda: holding(torch.ones(2)),
    lambda: holding(torch.tensor(3)),
    lambda: holding(torch.ones(2), persistent=False),
)


def on_each(machine, *makers):
    """Make nets on every device, the last one first."""
    return (make().to(place) for place in reversed(machine.devices) for make in makers)


@nets.on(1, 4, 0, hint="How are the parameters of a net found, inner ones too?")
def of_its_parameters(draw, machine):
    """It is the device of the parameters, however deep they are, frozen or not."""
    yield from on_each(machine, layer, lambda: deep(parent()), lambda: draw.net(4, 3))


@nets.on(1, 4, 0, hint="Which tensors of a module are no parameters?")
def of_its_buffers(machine):
    """Of a net with buffers alone, it is the device of the buffers."""
    yield from on_each(machine, *BUFFERS)


@nets.on(1, 4, 0, hint="Where is a module that holds nothing?")
def cpu_without_tensors(machine):
    """A net with neither is on the CPU, whatever GPUs there are."""
    yield from on_each(
        machine,
        torch.nn.ReLU,
        lambda: torch.nn.Sequential(torch.nn.Tanh(), torch.nn.Dropout()),
    )


@nets.on(1, 4, hint="Which tensors must you look at to be sure?")
def several_are_refused(module_device, observe, machine):
    """A net that lies on several devices raises ValueError."""
    cpu, *_, last = machine.devices
    other = machine.devices[-2]
    module_device(layer().to(last))  # what raises here has nothing to do with it
    for make in (layer, lambda: deep(layer()), *BUFFERS):
        # Whether it is looked at is another check's business.
        heeded = observe.attempt(module_device, make().to(last)) == last
        for at, there, here in ((1, last, cpu), (2, cpu, last), (0, last, other)):
            parts = [layer().to(here), layer().to(here)]
            parts.insert(at, (make if heeded else layer)().to(there))
            yield torch.nn.Sequential(*parts)
    yield torch.nn.Sequential(*(layer().to(place) for place in machine.devices[-3:]))
    apart = torch.nn.Linear(2, 3).to(last)
    apart.bias = torch.nn.Parameter(apart.bias.detach().cpu())
    yield apart
    means = torch.nn.BatchNorm1d(2, affine=False).to(last)
    if observe.attempt(module_device, means) == last:
        means.running_var, apart = means.running_var.cpu(), means
    yield torch.nn.Sequential(apart)


@check("purity", hint="What is kept from one call to the next?")
def asked_again(module_device, draw, observe, gpus):
    """Of a net that has moved, it tells what it tells of another net there."""
    with gpus(2) as (first, second):
        net = draw.net(4, 3).to(first)
        observe.attempt(module_device, net)
        there = net.to(second), draw.net(4, 3).to(second)
        told, fresh = (str(observe.attempt(module_device, x)) for x in there)
    return told == fresh


nets.decline(**NO_TENSORS)

# --- forward_on ---------------------------------------------------------------


@function(arguments="net, X", contract="returns_a_tensor", gpus=2)
def there_and_back(forward_on, draw, machine):
    """`forward_on(net, X, device)` returns a tensor."""
    cpu, one, two = machine.devices
    # each net has to move, so that where it is afterwards is free
    yield handed(draw).to(one), draw.normal(3, 4), cpu
    yield handed(draw), draw.normal(1, 4).to(one), two
    yield handed(draw).to(one), draw.normal(3, 2, 4).requires_grad_(), two
    yield handed(draw).eval(), draw.normal(3, 4).to(one), one
    yield torch.nn.Identity(), draw.normal(3).to(one).requires_grad_(), one
    of_words = draw.parameters(torch.nn.Embedding(9, 3)).to(one)
    yield of_words, draw.integers(5, low=0, high=8), cpu


@check(
    "device",
    points=2,
    hint="What must be there before the net runs?",
)
def computes_there(forward_on, draw, gpus):
    """The net computes on the device asked for, wherever it and X come from."""
    net, X, found = handed(draw), draw.normal(2, 4), {}
    for machine in gpus.machines(1, 4, 0):
        for device, of_net, of_x in moves(machine):
            net.to(of_net).runs.clear()
            forward_on(net, X.clone().to(of_x), device)
            label = f"{machine.name}, from {of_net} and {of_x} to {device}"
            found[label] = sorted({run.device for run in net.runs}, key=str)
    return found


@there_and_back.on(
    *(1, 4, 0),
    hint="Where is the result of a net that is on a GPU?",
)
def result_on_the_cpu(draw, machine):
    """The result comes back to the CPU."""
    for device, of_net, of_x in moves(machine):
        yield handed(draw).to(of_net), draw.normal(2, 4).to(of_x), device


there_and_back.value("The result has the values of net(X).", name="output_of_the_net")


@check("gradient", hint="Is the result still part of a graph?", draws=1)
def result_is_detached(forward_on, draw, gpus):
    """The result requires no gradient."""
    net, X, learns = handed(draw), draw.normal(2, 4), []
    for machine in gpus.machines(0, 2):
        for mode in (True, False):
            result = forward_on(net.cpu().train(mode), X.clone(), machine.devices[-1])
            learns.append(result.requires_grad)
    return learns


@check(
    "mode",
    hint="Which calls switch between training and evaluation?",
)
def keeps_the_mode(forward_on, draw, gpus):
    """The net computes in the mode that it is in, and stays in it."""
    net, found = handed(draw), {}
    with gpus(2) as (_, second):
        for of_net, of_first in ((True, True), (False, False), (True, False)):
            net.train(of_net)[0].train(of_first)
            forward_on(net, draw.normal(4, 4), second)
            modes = [net.runs[-1].training, *(part.training for part in net.modules())]
            found[f"training is {of_net}, of the first part {of_first}"] = modes
    return found


there_and_back.purity("X and the net are as before.", name="input_and_net_as_before")

# --- scatter ------------------------------------------------------------------


@function(
    arguments="X",
    contract="returns_a_list_of_tensors",
    gpus=4,
    result=lambda pieces: list(pieces) if isinstance(pieces, tuple) else pieces,
)
def splits(scatter, draw, machine):
    """`scatter(X, devices)` returns a list, or a tuple, of tensors."""
    cpu, devices = machine.devices[0], machine.workers
    yield draw.normal(8, 3), devices
    yield draw.normal(8, 3).to(devices[1]), devices[1:3]  # a piece stays
    for shape in ((1, 2), (3, 4, 2), (5,), (9, 2)):
        yield draw.normal(*shape), devices
    yield draw.normal(5, 2).to(machine.gpus[1]), [cpu]
    yield draw.integers(9, 2), devices[:3]


@splits.on(
    *(1, 4, 0),
    points=2,
    hint="Which device is piece number 1 for?",
)
def each_on_its_device(draw, machine):
    """Piece i is on `devices[i]`, whatever their order, wherever X comes from."""
    for place in (machine.devices[0], machine.workers[-1]):
        yield draw.normal(8, 8).to(place), machine.workers


splits.shape(
    "The pieces have the sizes of torch.chunk, also of a few rows, or of a cube.",
    name="as_torch_chunk",
)
splits.value(
    "One after the other, the pieces are the rows of X, in order.",
    name="rows_in_order",
)
splits.gradient("Gradients flow from the pieces to X.", name="reaches_the_input")

# --- data_parallel ------------------------------------------------------------


@function(arguments="net, X", contract="returns_a_tensor", gpus=4)
def shares(data_parallel, draw, machine):
    """`data_parallel(net, X, devices)` returns a tensor."""
    cpu, all_four = machine.devices[:1], machine.workers
    some, few = ((8, all_four), (3, all_four)), ((1, all_four[:2]), (3, [*cpu]))
    for rows, devices in (*some, (5, all_four[2:]), *few):
        yield handed(draw).to(devices[0]), draw.normal(rows, 4), devices
    yield handed(draw).eval(), draw.normal(2, 3, 4), [*cpu]
    of_words = draw.parameters(torch.nn.Embedding(9, 3))
    yield of_words, draw.integers(5, low=0, high=8), [*cpu]


@check(
    "device",
    points=2,
    hint="Where must a net be to compute a piece?",
)
def each_device_takes_a_share(data_parallel, draw, gpus):
    """Every device computes some of the rows, the first device the first rows."""
    net, X, found = handed(draw), draw.normal(8, 4), {}
    right, rows = net(X), X.tolist()
    for machine in gpus.machines(1, 4, 0):
        devices = machine.workers
        for of_x in (machine.devices[0], devices[-1]):
            net.to(devices[0]).runs.clear()
            result = data_parallel(net, X.clone().to(of_x), [*devices]).cpu()
            took = [(row, run.device) for run in net.runs for row in run.rows]
            took.sort(key=lambda pair: rows.index(pair[0]) if pair[0] in rows else 0)
            places = [place for place, _ in groupby(device for _, device in took)]
            # Rows in another order are the value check's business.
            wrong = result.shape != right.shape or not result.allclose(right, atol=1e-4)
            places = list(dict.fromkeys(places)) if wrong else places
            found[f"{machine.name}, X on {of_x}"] = places
    return found


@shares.on(1, 4, 0, hint="Where do the outputs come together?")
def gathered_on_the_first(draw, machine):
    """The result is on `devices[0]`, whichever that is."""
    yield handed(draw).to(machine.workers[0]), draw.normal(8, 4), machine.workers


shares.shape("There is an output for each row.", name="any_number_of_rows")
shares.value(
    "The result has the values of net(X), row by row, on any devices.",
    name="output_of_the_net",
    points=2,
)


@check("gradient", points=2, hint="Of which net are the replicas computed?")
def reaches_the_net_itself(data_parallel, draw, observe, gpus):
    """After backward(), the net's own parameters hold the gradients of net(X)."""
    net, X = handed(draw).train(draw.index != 1), draw.normal(8, 4)
    own = dict(net.named_parameters())
    with gpus(4) as (*few, last):
        devices = [last, *few]
        data_parallel(net.to(last), X.clone(), [*devices])
        if any(parameter.device != last for parameter in own.values()):
            devices = [last]  # that it is moved is the purity check's business
            net.to(last)
        return observe.gradients(lambda: data_parallel(net, X, [*devices]).cpu(), own)


shares.purity("The net and X stay where, and as, they are.", name="net_as_before")
