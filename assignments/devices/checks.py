"""Checks of `devices`: which there are, and how to compute on them (D2L 5.6)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby

import torch

from grader import check
from grader.comparing.kinds import fitting_values, gradients
from grader.results import Kind

# --- what the exercises share -------------------------------------------------


def many(count, noun):
    """Count things: 1 GPU, 2 GPUs."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def places(count):
    """Name every device of a machine with that many GPUs, the CPU first."""
    return [torch.device("cpu"), *(torch.device("cuda", i) for i in range(count))]


def machines(gpus, counts=(1, 4, 0)):
    """Enter machines with so many GPUs in turn: give each one's name and devices.

    For `for` statements alone: a comprehension that an exception ends would keep
    its machine open, for as long as there is a traceback.
    """
    for count in counts:
        with gpus(count):
            yield f"with {many(count, 'GPU')}", places(count)


def to_compute_on(everywhere):
    """List the GPUs of a machine, the first one last; without any, the CPU."""
    gpus = everywhere[1:]
    return [*gpus[1:], *gpus[:1]] or everywhere


def moves(everywhere):
    """Pair every device, the last one first, with places that two things come from."""
    for device in reversed(everywhere):
        others = [place for place in everywhere if place != device] or everywhere
        near, far = others[0], others[-1]
        pairs = (near, near), (near, far), (far, device), (device, near)
        yield from ((device, *pair) for pair in dict.fromkeys(pairs))


def from_everywhere(function, put, gpus, **counts):
    """Call with each device, and two things that are first put on other ones."""
    found = {}
    for machine, everywhere in machines(gpus, **counts):
        for device, one, other in moves(everywhere):
            label = f"{machine}, from {one} and {other} to {device}"
            found[label] = function(*put(one, other), device)
    return found


def row_net(draw):
    """Draw a net with parameters and a buffer that treats each row by itself."""

    class Scale(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("scale", draw.uniform(5, low=0.5, high=2.0))

        def forward(self, X):
            return X * self.scale

    return torch.nn.Sequential(
        draw.parameters(torch.nn.Linear(4, 5)),
        torch.nn.Sequential(torch.nn.Tanh(), Scale()),
        draw.parameters(torch.nn.Linear(5, 3, bias=False)),
    )


def watched_net(draw, note):
    """Draw a net that says what it computes, and how, whatever copies are made."""
    net, seen = row_net(draw), []
    net[-1].register_forward_hook(
        lambda module, _, output: seen.append(note(module, output))
    )
    return net, seen


def place_and_rows(module, output):
    """Note where an output was computed, and its rows."""
    return output.device, output.tolist()


def putting(net, x):
    """Put a net, and a copy of x, on two devices."""
    return lambda of_net, of_x: (net.to(of_net), x.clone().to(of_x))


# --- try_gpu ------------------------------------------------------------------


@check("contract")
def returns_a_device(try_gpu, observe, gpus):
    """`try_gpu()` and `try_gpu(i)` return a torch.device; `i` is 0 if left out."""
    found = {}
    for machine, _ in machines(gpus, (0, 2)):
        found[f"{machine}, try_gpu()"] = observe.call(try_gpu)
        found[f"{machine}, try_gpu(1)"] = observe.call(try_gpu, 1)
        found[f"{machine}, try_gpu(5)"] = observe.call(try_gpu, 5)
    return found


@check("device", points=2, hint="Which numbers do three GPUs have?", draws=1)
def existing_gpu(try_gpu, gpus):
    """`cuda:i` is returned where GPU number `i` exists."""
    found = {}
    for machine, everywhere in machines(gpus, (1, 2, 4)):
        for i, _ in enumerate(everywhere[1:]):
            found[f"{machine}, try_gpu({i})"] = torch.device(try_gpu(i))
        found[f"{machine}, try_gpu()"] = torch.device(try_gpu())
    return found


@check("device", points=2, hint="With two GPUs, is there a number 2?")
def missing_gpu_is_cpu(try_gpu, gpus):
    """The CPU is returned where GPU number `i` does not exist."""
    found = {}
    for machine, everywhere in machines(gpus, (0, 1, 2, 4)):
        for i in (len(everywhere) - 1, len(everywhere), len(everywhere) + 6):
            found[f"{machine}, try_gpu({i})"] = torch.device(try_gpu(i))
    return found


# --- try_all_gpus -------------------------------------------------------------


@check("contract")
def returns_a_list(try_all_gpus, observe, gpus):
    """`try_all_gpus()` returns a list of torch.device."""
    found = {}
    for machine, _ in machines(gpus, (2, 0)):
        found[f"{machine}, try_all_gpus()"] = observe.call(try_all_gpus)
    return found


def all_devices(try_all_gpus, gpus, counts):
    """Ask for all devices of machines with so many GPUs."""
    found = {}
    for machine, _ in machines(gpus, counts):
        found[f"{machine}, try_all_gpus()"] = list(map(torch.device, try_all_gpus()))
    return found


@check("device", points=2, hint="How many GPUs are there, and from what number?")
def every_gpu_in_order(try_all_gpus, gpus):
    """Every GPU is listed, in order."""
    return all_devices(try_all_gpus, gpus, (1, 2, 4))


@check("device", hint="What remains on a machine without a GPU?")
def cpu_when_there_is_none(try_all_gpus, gpus):
    """Without a GPU, the list holds the CPU."""
    return all_devices(try_all_gpus, gpus, (0,))


# --- add_on -------------------------------------------------------------------


@check("contract")
def returns_a_tensor(add_on, draw, observe, gpus):
    """`add_on(X, Y, device)` returns a tensor."""
    x, y, found = draw.normal(2, 3), draw.normal(2, 3), {}
    for machine, everywhere in machines(gpus, (0, 2)):
        kind = observe.call(add_on, x, y, everywhere[-1])
        found[f"{machine}, add_on(X, Y, device)"] = kind
    return found


def sums(function, x, y, gpus, **counts):
    """Add copies of two tensors that come from other devices, on every device."""

    def put(of_x, of_y):
        return x.clone().to(of_x), y.clone().to(of_y)

    return from_everywhere(function, put, gpus, **counts)


@check("device", points=2, hint="Where is each of X and Y when they meet?", draws=1)
def sum_is_on_the_device(add_on, draw, gpus):
    """X and Y come from other devices; their sum is on the device asked for."""
    return sums(add_on, draw.normal(2, 3), draw.normal(2, 3), gpus)


@check("value", hint="Which two tensors are added?", compare=fitting_values)
def sum_of_both(add_on, draw, observe, gpus):
    """Each element is the sum of the elements of X and Y, on any device."""
    x, y = draw.normal(3, 4), draw.normal(3, 4)
    with gpus(0):
        on_the_cpu = add_on(x * 1, y * 1, torch.device("cpu"))
    tried = sums(partial(observe.attempt, add_on), x, y, gpus, counts=(2,))
    return [on_the_cpu, *tried.values()]


@check("purity", hint="What else may the caller do with X and Y?")
def operands_unmoved(add_on, draw, gpus):
    """X and Y stay where they are, and as they are."""
    x, y = draw.normal(2, 3), draw.normal(2, 3)
    with gpus(2):
        cpu, first, second = places(2)
        x, y = x.to(first), y.to(first)  # two devices are the device check's business
        for device in (first, second, cpu):
            add_on(x, y, device)
        return {"X is on": x.device, "Y is on": y.device, "X": x.cpu(), "Y": y.cpu()}


# --- module_device ------------------------------------------------------------


@check("contract", hint="What is there to ask in a module without tensors?")
def returns_a_device(module_device, observe, gpus):
    """`module_device(net)` returns a torch.device, also for a net without tensors."""
    found = {}
    for machine, _ in machines(gpus, (0, 2)):
        for net in (torch.nn.Linear(2, 3), torch.nn.ReLU()):
            kind = observe.call(module_device, net)
            if isinstance(kind, Exception) and isinstance(net, torch.nn.ReLU):
                raise kind  # which no other check is about
            found[f"{machine}, module_device({type(net).__name__})"] = kind
    return found


def on_every_device(module_device, make, gpus):
    """Ask for the device of a new net, on each device of several machines."""
    found = {}
    for machine, everywhere in machines(gpus):
        for device in reversed(everywhere):
            found[f"{machine}, on {device}"] = module_device(make().to(device))
    return found


@check("device", hint="How are the parameters of a net found, inner ones too?", draws=1)
def of_its_parameters(module_device, gpus):
    """It is the device of the parameters, however deep they are, frozen or not."""

    def make():
        layer = torch.nn.Linear(2, 3, bias=False).requires_grad_(False)
        return torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Sequential(layer))

    return {
        "a layer": on_every_device(module_device, lambda: torch.nn.Linear(2, 3), gpus),
        "a net": on_every_device(module_device, make, gpus),
    }


def net_of_a_buffer():
    """Make a net with a buffer alone, which no `state_dict` holds."""
    module = torch.nn.Module()
    module.register_buffer("constant", torch.zeros(2), persistent=False)
    return torch.nn.Sequential(module)


@check("device", hint="Which tensors of a module are no parameters?", draws=1)
def of_its_buffers(module_device, gpus):
    """Of a net with buffers alone, it is the device of the buffers."""
    return on_every_device(module_device, net_of_a_buffer, gpus)


@check("device", hint="Where is a module that holds nothing?", draws=1)
def cpu_without_tensors(module_device, gpus):
    """A net with neither is on the CPU, whatever GPUs there are."""
    found, empty = {}, torch.nn.Sequential(torch.nn.Tanh(), torch.nn.Dropout())
    for machine, everywhere in machines(gpus, (0, 2)):
        for name, net in (("a ReLU", torch.nn.ReLU()), ("a net", empty)):
            found[f"{machine}, {name}"] = module_device(net.to(everywhere[-1]))
    return found


def answer_or_refusal(module_device, net):
    """Ask for the device of a net; tell an exception that is returned from a raised."""
    try:
        answer = module_device(net)
    except Exception as error:
        return error
    return repr(answer) if isinstance(answer, Exception) else answer


def layer():
    """Make a layer with one parameter."""
    return torch.nn.Linear(2, 2, bias=False)


@check("device", hint="Which tensors must you look at to be sure?", draws=1)
def several_are_refused(module_device, observe, gpus):
    """A net that lies on several devices raises ValueError."""
    found = {}
    for machine, everywhere in machines(gpus, (1, 4)):
        last = everywhere[-1]
        module_device(layer().to(last))  # what raises here has nothing to do with it
        # Whether buffers are looked at is another check's business.
        heeded = observe.attempt(module_device, net_of_a_buffer().to(last)) == last
        kinds = {"a layer": layer, "a buffer": net_of_a_buffer if heeded else layer}
        for at, there, here in ((1, -1, 0), (2, 0, -1), (0, -1, -2)):
            there, here = everywhere[there], everywhere[here]
            for name, make in kinds.items():
                parts = [layer().to(here), layer().to(here)]
                parts.insert(at, make().to(there))
                label = f"{machine}, {name} on {there}, two layers on {here}"
                net = torch.nn.Sequential(*parts)
                found[label] = answer_or_refusal(module_device, net)
    return found


# --- forward_on ---------------------------------------------------------------


@check("contract")
def returns_a_tensor(forward_on, draw, observe, gpus):
    """`forward_on(net, X, device)` returns a tensor."""
    net, x, found = row_net(draw), draw.normal(2, 4), {}
    for machine, everywhere in machines(gpus, (0, 2)):
        kind = observe.call(forward_on, net.cpu(), x, everywhere[-1])
        found[f"{machine}, forward_on(net, X, device)"] = kind
    return found


def places_computed_on(forward_on, draw, gpus):
    """Say where the net computed, for each device, net and X from everywhere."""
    net, seen = watched_net(draw, place_and_rows)

    def places_of(*inputs):
        seen.clear()
        forward_on(*inputs)
        return sorted({str(place) for place, rows in seen if rows})

    return from_everywhere(places_of, putting(net, draw.normal(2, 4)), gpus)


@check("device", points=2, hint="What must be there before the net runs?", draws=1)
def computes_there(forward_on, draw, gpus):
    """The net computes on the device asked for, wherever it and X come from."""
    return places_computed_on(forward_on, draw, gpus)


@computes_there.mistake("everything is computed on the CPU")
def never_leaves_the_cpu(forward_on, draw, gpus):
    return places_computed_on(lambda net, x, _: net.cpu()(x.cpu()), draw, gpus)


@check("device", hint="Where is the result of a net that is on a GPU?", draws=1)
def result_on_the_cpu(forward_on, draw, gpus):
    """The result comes back to the CPU."""
    return from_everywhere(forward_on, putting(row_net(draw), draw.normal(2, 4)), gpus)


@result_on_the_cpu.mistake("the result stays on the device")
def result_left_there(forward_on, draw, gpus):
    def stay(net, x, device):
        return x.to(device)

    return from_everywhere(stay, putting(row_net(draw), draw.normal(2, 4)), gpus)


@check("value", hint="What should net(X) be?", compare=fitting_values)
def output_of_the_net(forward_on, draw, observe, gpus):
    """The result has the values of net(X), on any device."""
    net, x = row_net(draw), draw.normal(3, 4)
    with gpus(0):
        on_the_cpu = forward_on(net, x * 1, torch.device("cpu"))
    attempt = partial(observe.attempt, forward_on)
    tried = from_everywhere(attempt, putting(net, x), gpus, counts=(2,))
    return [on_the_cpu, *tried.values()]


@check("gradient", hint="Is the result still part of a graph?", draws=1)
def result_is_detached(forward_on, draw, gpus):
    """The result requires no gradient."""
    net, x, requires_grad = row_net(draw), draw.normal(2, 4), []
    for _, everywhere in machines(gpus, (0, 2)):
        result = forward_on(net.cpu(), x.clone(), everywhere[-1])
        requires_grad.append(result.requires_grad)
    return requires_grad


@check("mode", hint="Which calls switch between training and evaluation?")
def keeps_the_mode(forward_on, draw, gpus):
    """The net computes in the mode that it is in, and stays in it."""
    net, seen = watched_net(draw, lambda module, output: module.training)
    found = {}
    with gpus(2):
        for mode in (True, False):
            seen.clear()
            net.train(mode)
            forward_on(net, draw.normal(4, 4), places(2)[-1])
            modes = [module.training for module in net.modules()]
            found[f"training is {mode}"] = {"during": seen[-1:], "after": modes}
    return found


@keeps_the_mode.mistake("the net is switched to evaluation")
def switched_to_evaluation(forward_on, draw):
    off = {"during": [False], "after": [False for _ in row_net(draw).modules()]}
    return {"training is True": off, "training is False": off}


@check("purity", hint="What does the caller still want to do with X and the net?")
def input_and_net_as_before(forward_on, draw, gpus):
    """X stays where it is, and as it is; the net can learn as before."""
    net, x = row_net(draw), draw.normal(2, 4)
    net[-1].requires_grad_(False)
    with gpus(2):
        cpu, first, second = places(2)
        x = x.to(first)
        learned = x.clone().requires_grad_()
        for device in (first, second, cpu):
            forward_on(net, x, device)
        net.to(cpu)(draw.normal(2, 4)).sum().backward()
        forward_on(net, learned, second)
        learns = {name: p.requires_grad for name, p in net.named_parameters()}
        kept = [p.grad is not None for p in net.parameters()]
        return {
            "X is on": x.device,
            "X": x.cpu(),
            "X requires gradients": [x.requires_grad, learned.requires_grad],
            "a parameter requires gradients": learns,
            "it still holds a gradient": kept,
        }


# --- scatter ------------------------------------------------------------------


def list_of(kind):
    """Call a tuple a list: the exercise leaves it open."""
    return ["list", *kind[1:]] if isinstance(kind, list) else kind


@check("contract")
def returns_a_list_of_tensors(scatter, draw, observe, gpus):
    """`scatter(X, devices)` returns a list, or a tuple, of tensors."""
    x, found = draw.normal(4, 2), {}
    for machine, everywhere in machines(gpus, (0, 2)):
        kind = observe.call(scatter, x, to_compute_on(everywhere))
        found[f"{machine}, scatter(X, devices)"] = list_of(kind)
    return found


def pieces_from(function, draw, gpus):
    """Split eight rows in all machines, from the CPU and from the last device."""
    x, found = draw.normal(8, 8), {}
    for machine, everywhere in machines(gpus):
        devices = to_compute_on(everywhere)
        for place in (everywhere[0], devices[-1]):
            pieces = function(x.clone().to(place), devices)
            found[f"{machine}, X on {place}"] = list(pieces)
    return found


@check("device", points=2, hint="Which device is piece number 1 for?", draws=1)
def each_on_its_device(scatter, draw, gpus):
    """Piece i is on `devices[i]`, whatever their order, wherever X comes from."""
    return pieces_from(scatter, draw, gpus)


@each_on_its_device.mistake("every piece is on the first device")
def all_on_the_first(scatter, draw, gpus):
    return pieces_from(lambda x, devices: [x.to(devices[0])] * len(devices), draw, gpus)


@each_on_its_device.mistake("the pieces stay where X is")
def left_where_x_is(scatter, draw, gpus):
    return pieces_from(lambda x, devices: [x] * len(devices), draw, gpus)


@each_on_its_device.mistake("pieces are numbered as the GPUs are, not as `devices`")
def numbered_as_the_gpus(scatter, draw, gpus):
    def by_number(x, devices):
        return [x.to(device) for device in sorted(devices, key=str)]

    return pieces_from(by_number, draw, gpus)


@check("shape", hint="What does torch.chunk do with 5 rows for 4 devices?")
def as_torch_chunk(scatter, draw, gpus):
    """The pieces have the sizes of torch.chunk, also of a few rows, or of a cube."""
    found = {}
    for machine, everywhere in machines(gpus, (1, 2, 4, 0)):
        for rows in (1, 3, 5, 8, 9):
            x = draw.normal(rows, *draw.sizes(draw.size(1, 2), 2, 4))
            pieces = list(scatter(x * 1, to_compute_on(everywhere)))
            if [row for piece in pieces for row in piece.tolist()] != x.tolist():
                # Pieces in another order are the value check's business.
                pieces = sorted(pieces, key=len, reverse=True)
            found[f"{machine}, {many(rows, 'row')}"] = pieces
    return found


@check("value", hint="Which rows go together?", compare=fitting_values)
def rows_in_order(scatter, draw, observe, gpus):
    """One after the other, the pieces are the rows of X, in order."""
    x = draw.normal(8, 3)

    def joined(devices):
        return torch.cat([piece.cpu() for piece in scatter(x * 1, devices)])

    with gpus(0):
        found = [joined(places(0))]
    for _, everywhere in machines(gpus, (1, 2, 4)):
        found.append(observe.attempt(joined, to_compute_on(everywhere)))
    return found


@rows_in_order.mistake("the rows are dealt out in turn, like cards")
def dealt_like_cards(scatter, draw):
    x = draw.normal(8, 3)
    return [torch.cat([x[i::n] for i in range(n)]) for n in (1, 1, 2, 4)]


@rows_in_order.mistake("the pieces come in reverse order")
def reversed_pieces(scatter, draw):
    x = draw.normal(8, 3)
    return [torch.cat(x.chunk(n)[::-1]) for n in (1, 1, 2, 4)]


@check("gradient", hint="Is each piece still computed from X?")
def reaches_the_input(scatter, draw, observe, gpus):
    """Gradients flow from the pieces, on any device, back to X."""
    found = {}
    for machine, everywhere in machines(gpus, (0, 2)):
        x, devices = draw.normal(6, 4), to_compute_on(everywhere)

        def values(x=x, devices=devices):
            return torch.cat([piece.cpu().ravel() for piece in scatter(x, devices)])

        found |= observe.gradients(values, {f"X, {machine}": x})
    return found


# --- data_parallel ------------------------------------------------------------


@check("contract")
def returns_a_tensor(data_parallel, draw, observe, gpus):
    """`data_parallel(net, X, devices)` returns a tensor."""
    net, x, found = row_net(draw), draw.normal(4, 4), {}
    for machine, everywhere in machines(gpus, (0, 2)):
        devices = to_compute_on(everywhere)
        kind = observe.call(data_parallel, net.to(devices[0]), x, devices)
        found[f"{machine}, data_parallel(net, X, devices)"] = kind
    return found


def by_row(result, right, seen, devices):
    """List the devices that computed the rows of a result, neighbours once.

    Where its values are not right, which is another check's business, list those
    that computed anything.
    """
    if result.shape == right.shape and torch.allclose(result.cpu(), right, atol=1e-4):
        placed = {tuple(row): place for place, rows in seen for row in rows}
        return [p for p, _ in groupby(placed.get(tuple(r)) for r in result.tolist())]
    used = {place for place, rows in seen if rows}
    return [device for device in devices if device in used]


def shares(data_parallel, draw, gpus):
    """Say which devices computed eight rows, from the CPU and from the last one."""
    net, seen = watched_net(draw, place_and_rows)
    x, found = draw.normal(8, 4), {}
    right = net(x).detach()
    for machine, everywhere in machines(gpus):
        devices = to_compute_on(everywhere)
        for place in (everywhere[0], devices[-1]):
            seen.clear()
            result = data_parallel(net.to(devices[0]), x.clone().to(place), devices)
            found[f"{machine}, X on {place}"] = by_row(result, right, seen, devices)
    return found


@check("device", points=2, hint="Where must a net be to compute a piece?", draws=1)
def each_device_takes_a_share(data_parallel, draw, gpus):
    """Every device computes some of the rows, the first device the first rows."""
    return shares(data_parallel, draw, gpus)


@each_device_takes_a_share.mistake("`devices[0]` computes everything")
def first_device_does_all(data_parallel, draw, gpus):
    return shares(lambda net, x, devices: net(x.to(devices[0])), draw, gpus)


@check("device", hint="Where do the outputs come together?", draws=1)
def gathered_on_the_first(data_parallel, draw, gpus):
    """The result is on `devices[0]`, whichever that is."""
    net, x, found = row_net(draw), draw.normal(8, 4), {}
    for machine, everywhere in machines(gpus):
        devices = to_compute_on(everywhere)
        result = data_parallel(net.to(devices[0]), x.clone(), devices)
        found[f"{machine}, {devices[0]} first"] = result
    return found


@check("shape", hint="What happens to a device for which no row is left?")
def any_number_of_rows(data_parallel, draw, gpus):
    """There is an output for each row, of few rows as well as of many."""
    net, found = row_net(draw), {}
    for machine, everywhere in machines(gpus, (1, 2, 4, 0)):
        devices = to_compute_on(everywhere)
        net.to(devices[0])
        for rows in (1, 3, 5, 8):
            result = data_parallel(net, draw.normal(rows, 4), devices)
            found[f"{machine}, {many(rows, 'row')}"] = result
    return found


@check("value", points=2, hint="What should net(X) be?", compare=fitting_values)
def output_of_the_net(data_parallel, draw, observe, gpus):
    """The result has the values of net(X), row by row, on any devices."""
    net, x = row_net(draw), draw.normal(8, 4)
    with gpus(0):
        results = [data_parallel(net, x * 1, places(0))]
    for _, everywhere in machines(gpus, (1, 2, 4)):
        devices = to_compute_on(everywhere)
        net.to(devices[0])
        results.append(observe.attempt(data_parallel, net, x * 1, devices))
    return results


@output_of_the_net.mistake("the outputs are gathered in reverse order")
def reversed_outputs(data_parallel, draw):
    y = row_net(draw)(draw.normal(8, 4))
    return [torch.cat(y.chunk(n)[::-1]) for n in (1, 1, 2, 4)]


def gradients_at_rest(student, reference, precise=None):
    """Compare gradients; those of a net that was moved are the purity check's."""
    mismatch = gradients(student, reference, precise)
    moved = isinstance(student, dict) and "the net was moved" in student
    return replace(mismatch, aspect=Kind.PURITY, cause="") if moved else mismatch


@check(
    "gradient",
    points=2,
    hint="Of which net are the replicas computed?",
    compare=gradients_at_rest,
)
def reaches_the_net_itself(data_parallel, draw, observe, gpus):
    """After backward(), the net's own parameters hold the gradients of net(X)."""
    net, x = row_net(draw), draw.normal(6, 4)
    with gpus(2):
        devices = to_compute_on(places(2))
        net.to(devices[0])
        own = dict(net.named_parameters())
        data_parallel(net, x * 1, devices)
        if any(parameter.device != devices[0] for parameter in own.values()):
            return {"the net was moved": True}
        return observe.gradients(lambda: data_parallel(net, x, devices).cpu(), own)


@check("purity", hint="Where is the net afterwards?")
def net_as_before(data_parallel, draw, gpus):
    """The net stays on `devices[0]`, and as it is; X stays where it is."""
    net, x = row_net(draw), draw.normal(8, 4)
    net[-1].requires_grad_(False)
    with gpus(4):
        devices = to_compute_on(places(4))
        net.to(devices[0])
        data_parallel(net, x, devices)
        kept = dict(net.state_dict())
        learns = {name: p.requires_grad for name, p in net.named_parameters()}
        return {
            "the net is on": {name: tensor.device for name, tensor in kept.items()},
            "the net holds": {name: tensor.cpu() for name, tensor in kept.items()},
            "a parameter requires gradients": learns,
            "it is in training": net.training,
            "X is on": x.device,
            "X": x,
        }
