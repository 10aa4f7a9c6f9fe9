"""Checks of `devices`: which there are, and how to compute on them (D2L 5.6)."""

from __future__ import annotations

import torch

from grader import check
from grader.comparing.kinds import fitting_values

# --- try_gpu ------------------------------------------------------------------


@check("contract")
def returns_a_device(try_gpu, observe, gpus):
    """`try_gpu()` and `try_gpu(i)` return a torch.device; `i` is 0 if left out."""
    observed = {}
    for count in (0, 2):
        with gpus(count):
            observed[f"with {count} GPUs, try_gpu()"] = observe.call(try_gpu)
            observed[f"with {count} GPUs, try_gpu(1)"] = observe.call(try_gpu, 1)
            observed[f"with {count} GPUs, try_gpu(5)"] = observe.call(try_gpu, 5)
    return observed


def devices_given(try_gpu, gpus, count, indices):
    """Ask for each index on a machine with that many GPUs."""
    with gpus(count):
        return [torch.device(try_gpu(index)) for index in indices]


@check("device", points=2, hint="Which numbers do three GPUs have?", draws=1)
def existing_gpu(try_gpu, gpus):
    """`cuda:i` is returned where GPU number `i` exists."""
    found = {n: devices_given(try_gpu, gpus, n, range(n)) for n in (1, 2, 4)}
    with gpus(2):
        return found | {"default": torch.device(try_gpu())}


@check("device", points=2, hint="With two GPUs, is there a number 2?")
def missing_gpu_is_cpu(try_gpu, gpus):
    """The CPU is returned where GPU number `i` does not exist."""
    return {
        count: devices_given(try_gpu, gpus, count, (count, count + 1, count + 7))
        for count in (0, 1, 2, 4)
    }


# --- try_all_gpus -------------------------------------------------------------


@check("contract")
def returns_a_list(try_all_gpus, observe, gpus):
    """`try_all_gpus()` returns a list of torch.device."""
    observed = {}
    for count in (2, 0):
        with gpus(count):
            observed[f"with {count} GPUs, try_all_gpus()"] = observe.call(try_all_gpus)
    return observed


def all_devices(try_all_gpus, gpus, count):
    """Ask for all devices of a machine with that many GPUs."""
    with gpus(count):
        return [torch.device(device) for device in try_all_gpus()]


@check("device", points=2, hint="How many GPUs are there, and from what number?")
def every_gpu_in_order(try_all_gpus, gpus):
    """Every GPU is listed, in order."""
    return {count: all_devices(try_all_gpus, gpus, count) for count in (1, 2, 4)}


@check("device", hint="What remains on a machine without a GPU?")
def cpu_when_there_is_none(try_all_gpus, gpus):
    """Without a GPU, the list holds the CPU."""
    return all_devices(try_all_gpus, gpus, 0)


# --- what the exercises on tensors and modules share --------------------------


def places(count):
    """Name every device of a machine with that many GPUs, the CPU first."""
    return [torch.device("cpu"), *(torch.device("cuda", i) for i in range(count))]


def some_gpus(count):
    """List the GPUs of a machine, the first one last; without any, the CPU."""
    gpus = places(count)[1:]
    return [*gpus[1:], *gpus[:1]] or places(0)


def moves(count):
    """Pair every device with two from which things come: others, if there are any."""
    everywhere = places(count)
    for i, device in enumerate(everywhere):
        yield device, everywhere[i - 1], everywhere[i - min(2, count + 1)]


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
    """Draw a net that says where it computes, and how, whatever copies are made."""
    net, seen = row_net(draw), []
    net[0].register_forward_hook(
        lambda module, _, output: seen.append(note(module, output))
    )
    return net, seen


def used_devices(module, output):
    """Name the device of an output, unless it is empty."""
    return str(output.device) if len(output) else ""


def named(devices):
    """Make a list of devices of the names noted, each once, in order."""
    return [torch.device(name) for name in sorted(set(devices)) if name]


# --- add_on -------------------------------------------------------------------


@check("contract")
def returns_a_tensor(add_on, draw, observe, gpus):
    """`add_on(X, Y, device)` returns a tensor."""
    x, y, observed = draw.normal(2, 3), draw.normal(2, 3), {}
    for count in (0, 2):
        with gpus(count):
            kind = observe.call(add_on, x, y, places(count)[-1])
            observed[f"with {count} GPUs, add_on(X, Y, device)"] = kind
    return observed


@check("device", points=2, hint="Where is each of X and Y when they meet?", draws=1)
def sum_is_on_the_device(add_on, draw, gpus):
    """X and Y come from other devices; their sum is on the device asked for."""
    x, y, found = draw.normal(2, 3), draw.normal(2, 3), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            for device, of_x, of_y in moves(count):
                moved = x.clone().to(of_x), y.clone().to(of_y)
                found[f"{count} GPUs, {device}"] = add_on(*moved, device)
    return found


@check("value", hint="Which two tensors are added?", compare=fitting_values)
def sum_of_both(add_on, draw, observe, gpus):
    """Each element is the sum of the elements of X and Y, on any device."""
    x, y = draw.normal(3, 4), draw.normal(3, 4)
    with gpus(0):
        sums = [add_on(x * 1, y * 1, torch.device("cpu"))]
    with gpus(2):
        for device, of_x, of_y in moves(2):
            moved = x.clone().to(of_x), y.clone().to(of_y)
            sums.append(observe.attempt(add_on, *moved, device))
    return sums


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
    observed = {}
    for count in (0, 2):
        with gpus(count):
            for net in (torch.nn.Linear(2, 3), torch.nn.ReLU()):
                kind = observe.call(module_device, net)
                if isinstance(kind, Exception) and isinstance(net, torch.nn.ReLU):
                    raise kind  # which no other check is about
                name = f"with {count} GPUs, module_device({type(net).__name__})"
                observed[name] = kind
    return observed


def on_every_device(module_device, make, gpus):
    """Ask for the device of a new net, on each device of several machines."""
    found = {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            for device in places(count):
                net = make().to(device)
                found[f"{count} GPUs, {device}"] = module_device(net)
    return found


@check("device", hint="How are the parameters of a net found, inner ones too?", draws=1)
def of_its_parameters(module_device, gpus):
    """It is the device of the parameters, however deep they are."""

    def make():
        layer = torch.nn.Linear(2, 3, bias=False)
        return torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Sequential(layer))

    return {
        "a layer": on_every_device(module_device, lambda: torch.nn.Linear(2, 3), gpus),
        "a net": on_every_device(module_device, make, gpus),
    }


@check("device", hint="Which tensors of a module are no parameters?", draws=1)
def of_its_buffers(module_device, gpus):
    """Of a net with buffers alone, it is the device of the buffers."""

    def make():
        return torch.nn.Sequential(torch.nn.BatchNorm1d(3, affine=False))

    return on_every_device(module_device, make, gpus)


@check("device", hint="Where is a module that holds nothing?", draws=1)
def cpu_without_tensors(module_device, gpus):
    """A net with neither is on the CPU, whatever GPUs there are."""
    found = {}
    for count in (0, 2):
        with gpus(count):
            device = places(count)[-1]
            empty = torch.nn.Sequential(torch.nn.Tanh(), torch.nn.Dropout())
            found[f"{count} GPUs, a ReLU"] = module_device(torch.nn.ReLU().to(device))
            found[f"{count} GPUs, a net"] = module_device(empty.to(device))
    return found


def answer_or_refusal(module_device, first, second):
    """Ask for the device of two modules in one; tell an answer from a ValueError."""
    try:
        return "answered", module_device(torch.nn.Sequential(first, second))
    except ValueError as error:
        return "refused", error


@check("device", hint="Which tensors must you look at to be sure?", draws=1)
def several_are_refused(module_device, gpus):
    """A net that lies on several devices raises ValueError."""
    found = {}
    for count in (1, 2, 4):
        with gpus(count):
            for here, there in ((0, -1), (-1, 0), (-2, -1)):
                here, there = places(count)[here], places(count)[there]
                layer = torch.nn.Linear(2, 3).to(here)
                others = {
                    "parameters": torch.nn.Linear(3, 2).to(there),
                    "buffers": torch.nn.BatchNorm1d(3, affine=False).to(there),
                }
                for name, other in others.items():
                    label = f"{count} GPUs, a layer on {here}, {name} on {there}"
                    found[label] = answer_or_refusal(module_device, layer, other)
    return found


# --- forward_on ---------------------------------------------------------------


@check("contract")
def returns_a_tensor(forward_on, draw, observe, gpus):
    """`forward_on(net, X, device)` returns a tensor."""
    observed = {}
    for count in (0, 2):
        with gpus(count):
            kind = observe.call(
                forward_on, row_net(draw), draw.normal(2, 4), places(count)[-1]
            )
            observed[f"with {count} GPUs, forward_on(net, X, device)"] = kind
    return observed


@check("device", points=2, hint="What must be there before the net runs?", draws=1)
def computes_there(forward_on, draw, gpus):
    """The net computes on the device asked for, wherever it and X come from."""
    (net, seen), x, found = watched_net(draw, used_devices), draw.normal(2, 4), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            for device, of_net, of_x in moves(count):
                seen.clear()
                forward_on(net.to(of_net), x.clone().to(of_x), device)
                found[f"{count} GPUs, {device}"] = named(seen)
    return found


@computes_there.mistake("everything is computed on the CPU")
def never_leaves_the_cpu(forward_on):
    return {
        f"{count} GPUs, {device}": places(0)
        for count in (0, 1, 2, 4)
        for device in places(count)
    }


@check("device", hint="Where is the result of a net that is on a GPU?", draws=1)
def result_on_the_cpu(forward_on, draw, gpus):
    """The result comes back to the CPU."""
    net, x, found = row_net(draw), draw.normal(2, 4), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            for device, of_net, of_x in moves(count):
                moved = net.to(of_net), x.clone().to(of_x)
                found[f"{count} GPUs, {device}"] = forward_on(*moved, device)
    return found


@result_on_the_cpu.mistake("the result stays on the device")
def result_left_there(forward_on, gpus):
    found = {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            for device in places(count):
                found[f"{count} GPUs, {device}"] = torch.zeros(2, 3, device=device)
    return found


@check("value", hint="What should net(X) be?", compare=fitting_values)
def output_of_the_net(forward_on, draw, observe, gpus):
    """The result has the values of net(X), on any device."""
    net, x = row_net(draw), draw.normal(3, 4)
    with gpus(0):
        results = [forward_on(net, x * 1, torch.device("cpu"))]
    with gpus(2):
        for device, of_net, of_x in moves(2):
            moved = net.to(of_net), x.clone().to(of_x)
            results.append(observe.attempt(forward_on, *moved, device))
    return results


@check("gradient", hint="Is the result still part of a graph?", draws=1)
def result_is_detached(forward_on, draw, gpus):
    """The result requires no gradient."""
    requires_grad = []
    for count in (0, 2):
        with gpus(count):
            result = forward_on(row_net(draw), draw.normal(2, 4), places(count)[-1])
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
    with gpus(2):
        cpu, first, second = places(2)
        x = x.to(first)
        for device in (first, second, cpu):
            forward_on(net, x, device)
        learns = net.to(cpu)(draw.normal(2, 4)).requires_grad
        return {"X is on": x.device, "X": x.cpu(), "the net can learn": learns}


# --- scatter ------------------------------------------------------------------


def list_of(kind):
    """Call a tuple a list: the exercise leaves it open."""
    return ["list", *kind[1:]] if isinstance(kind, list) else kind


@check("contract")
def returns_a_list_of_tensors(scatter, draw, observe, gpus):
    """`scatter(X, devices)` returns a list, or a tuple, of tensors."""
    observed = {}
    for count in (0, 2):
        with gpus(count):
            kind = observe.call(scatter, draw.normal(4, 2), some_gpus(count))
            observed[f"with {count} GPUs, scatter(X, devices)"] = list_of(kind)
    return observed


def pieces_from(function, draw, gpus):
    """Split eight rows in all machines, from the CPU and from the last device."""
    x, found = draw.normal(8, 8), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            devices = some_gpus(count)
            for place in (places(count)[0], devices[-1]):
                pieces = function(x.clone().to(place), devices)
                found[f"{count} GPUs, X on {place}"] = list(pieces)
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
    for count in (0, 1, 2, 4):
        with gpus(count):
            for rows in (1, 3, 5, 8, 9):
                x = draw.normal(rows, *draw.sizes(draw.size(1, 2), 2, 4))
                found[f"{rows} rows, {count} GPUs"] = list(scatter(x, some_gpus(count)))
    return found


@check("value", hint="Which rows go together?", compare=fitting_values)
def rows_in_order(scatter, draw, observe, gpus):
    """One after the other, the pieces are the rows of X, in order."""

    def joined(x, devices):
        return torch.cat([piece.cpu() for piece in scatter(x * 1, devices)])

    x = draw.normal(8, 3)
    with gpus(0):
        found = [joined(x, some_gpus(0))]
    for count in (1, 2, 4):
        with gpus(count):
            found.append(observe.attempt(joined, x, some_gpus(count)))
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
    for count in (0, 2):
        with gpus(count):
            x, devices = draw.normal(6, 4), some_gpus(count)

            def values(x=x, devices=devices):
                return torch.cat([piece.cpu().ravel() for piece in scatter(x, devices)])

            found |= observe.gradients(values, {f"X, {count} GPUs": x})
    return found


# --- data_parallel ------------------------------------------------------------


@check("contract")
def returns_a_tensor(data_parallel, draw, observe, gpus):
    """`data_parallel(net, X, devices)` returns a tensor."""
    observed = {}
    for count in (0, 2):
        with gpus(count):
            devices = some_gpus(count)
            kind = observe.call(
                data_parallel, row_net(draw).to(devices[0]), draw.normal(4, 4), devices
            )
            observed[f"with {count} GPUs, data_parallel(net, X, devices)"] = kind
    return observed


@check("device", points=2, hint="Where must a net be to compute a piece?", draws=1)
def each_device_takes_a_share(data_parallel, draw, gpus):
    """Every device computes some of the rows."""
    net, seen = watched_net(draw, used_devices)
    x, found = draw.normal(8, 4), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            devices = some_gpus(count)
            for place in (places(count)[0], devices[-1]):
                seen.clear()
                data_parallel(net.to(devices[0]), x.clone().to(place), devices)
                found[f"{count} GPUs, X on {place}"] = named(seen)
    return found


@each_device_takes_a_share.mistake("`devices[0]` computes everything")
def first_device_does_all(data_parallel):
    return {
        f"{count} GPUs, X on {place}": some_gpus(count)[:1]
        for count in (0, 1, 2, 4)
        for place in (places(count)[0], some_gpus(count)[-1])
    }


@check("device", hint="Where do the outputs come together?", draws=1)
def gathered_on_the_first(data_parallel, draw, gpus):
    """The result is on `devices[0]`, whichever that is."""
    net, x, found = row_net(draw), draw.normal(8, 4), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            devices = some_gpus(count)
            result = data_parallel(net.to(devices[0]), x.clone(), devices)
            found[f"{count} GPUs, {devices[0]} first"] = result
    return found


@check("shape", hint="What happens to a device for which no row is left?")
def any_number_of_rows(data_parallel, draw, gpus):
    """There is an output for each row, of few rows as well as of many."""
    net, found = row_net(draw), {}
    for count in (0, 1, 2, 4):
        with gpus(count):
            devices = some_gpus(count)
            net.to(devices[0])
            for rows in (1, 3, 5, 8):
                result = data_parallel(net, draw.normal(rows, 4), devices)
                found[f"{rows} rows, {count} GPUs"] = result
    return found


@check("value", points=2, hint="What should net(X) be?", compare=fitting_values)
def output_of_the_net(data_parallel, draw, observe, gpus):
    """The result has the values of net(X), row by row, on any devices."""
    net, x = row_net(draw), draw.normal(8, 4)
    with gpus(0):
        results = [data_parallel(net, x * 1, some_gpus(0))]
    for count in (1, 2, 4):
        with gpus(count):
            devices = some_gpus(count)
            net.to(devices[0])
            results.append(observe.attempt(data_parallel, net, x * 1, devices))
    return results


@output_of_the_net.mistake("the outputs are gathered in reverse order")
def reversed_outputs(data_parallel, draw):
    y = row_net(draw)(draw.normal(8, 4))
    return [torch.cat(y.chunk(n)[::-1]) for n in (1, 1, 2, 4)]


@check("gradient", points=2, hint="Of which net are the replicas computed?")
def reaches_the_net_itself(data_parallel, draw, observe, gpus):
    """After backward(), the net's own parameters hold the gradients of net(X)."""
    net, x = row_net(draw), draw.normal(6, 4)
    with gpus(2):
        devices = some_gpus(2)
        net.to(devices[0])
        return observe.gradients(
            lambda: data_parallel(net, x, devices).cpu(), dict(net.named_parameters())
        )


@check("purity", hint="Where is the net afterwards?")
def net_as_before(data_parallel, draw, gpus):
    """The net stays on `devices[0]`, and as it is; X stays where it is."""
    net, x = row_net(draw), draw.normal(8, 4)
    with gpus(4):
        devices = some_gpus(4)
        net.to(devices[0])
        data_parallel(net, x, devices)
        kept = dict(net.state_dict())
        return {
            "the net is on": {name: tensor.device for name, tensor in kept.items()},
            "the net holds": {name: tensor.cpu() for name, tensor in kept.items()},
            "it is in training": net.training,
            "X is on": x.device,
            "X": x,
        }
