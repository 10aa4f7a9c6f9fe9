"""Checks of `serialization`: reading and writing files (D2L 5.5)."""

import glob
import os

import torch

from grader import agree, check, function

RETURNS_NOTHING = dict.fromkeys(
    ("dtype", "strides", "device"), "it returns nothing; what it writes is looked at"
)


def nothing(_):
    """Let what is returned be free, and the next call find no file of this one."""
    for path in glob.glob("files*/*"):
        os.remove(path)


def a_file(found):
    """Say what became of the plainest path: a string."""
    if isinstance(found["a string"], Exception):
        raise found["a string"]
    return found["a string"]


def files_everywhere(found):
    """Say what became of the others, if that one is no other check's business."""
    return dict.fromkeys(found, "a file") if found["a string"] != "a file" else found


def attempted(function, *arguments):
    """Call the other one of a pair, whose own checks tell of what it raises."""
    try:
        return function(*arguments)
    except Exception as error:
        return error


def written_over(path, write, old, new):
    """Write twice to a path; that it cannot be done is for another check to tell."""
    write(*old)
    if isinstance(attempted(write, *new), Exception):
        os.remove(path)
        write(*new)


# --- save_tensors, load_tensors -------------------------------------------------


def objects(draw):
    """Draw what can be saved, by what messages call it."""
    names = "weight", "bias", "10.bias", "2.bias", "mask"
    tensors = [draw.normal(2, 3), draw.normal(3).double(), draw.normal(2).bfloat16()]
    tensors += [draw.integers(2, 2), draw.integers(4, low=0, high=1).bool()]
    wide = draw.normal(4, 6)
    return {
        "a dict": dict(zip(names, tensors, strict=True)),
        "a list": [draw.normal(2), draw.normal(2, 1)],
        "a tensor": draw.normal(2, 3),
        "a list of a dozen": [draw.normal(draw.size(1, 3)) for _ in range(12)],
        "a dict of one": {"x": draw.normal(2)},
        "a list of one": [draw.normal(2, 2).half()],
        "a number": draw.integers(),
        "a complex tensor": torch.complex(draw.normal(2), draw.normal(2)),
        "parts of a tensor": [wide.T, wide[1:3, ::2], wide[0]],
        "what learns": {"w": draw.normal(3).requires_grad_()},
        "an empty list": [],
        "an empty dict": {},
    }


def shown(obj):
    """Have the order of a dict compared, too, and no tuple taken for a list."""
    if isinstance(obj, dict):
        return {"names in order": list(obj), "tensors": dict(obj)}
    return {"a tuple of": list(obj)} if isinstance(obj, tuple) else obj


def is_faithful(back, held, obj, files):
    """Whether what is loaded is what is in the file, which was saved wrongly."""
    return files.same(back, held) and not files.same(held, obj)


def saved_and_loaded(save_tensors, load_tensors, draw, files):
    """Yield what was saved, what torch reads in the file, and what was loaded."""
    for name, obj in objects(draw).items():
        path, elsewhere = files.path("x-file"), files.path("x-file")
        written_over(path, save_tensors, (draw.normal(2), path), (obj, path))
        os.replace(path, elsewhere)
        back = attempted(load_tensors, elsewhere)
        yield name, obj, files.read(elsewhere), back


@function(arguments="obj, path", contract="takes_an_object_and_a_path", result=nothing)
def saving(save_tensors, draw, files):
    """`save_tensors(obj, path)` can be called on a tensor, a list and a dict."""
    some = "a dict of one", "a list", "a tensor", "what learns"
    for obj in (objects(draw)[name] for name in some):
        yield obj, files.path("x-file")


saving.purity("The tensors stay as they are.", name="tensors_unchanged")
saving.decline(**RETURNS_NOTHING)


@check("contract", compare=agree, required=True)
def a_file_is_written(save_tensors, draw, files):
    """A file is written, and its name is `path`."""
    x = draw.normal(2)
    return a_file(files.written("x-file", lambda path: save_tensors(x, path)))


@check("contract", compare=agree, hint="What can a string do that a Path cannot?")
def any_path(save_tensors, draw, files):
    """The path may be a string or a Path, in a folder or not; a file is replaced."""
    x = draw.normal(2)
    return files_everywhere(files.written("x-file", lambda path: save_tensors(x, path)))


@check("value", points=2)
def nothing_is_lost(save_tensors, load_tensors, draw, files):
    """The file holds the values, dtypes, shapes and the order of what was saved."""
    found, symbols = {}, (save_tensors, load_tensors)
    for name, obj, held, back in saved_and_loaded(*symbols, draw, files):
        right = files.same(held, obj) and not files.same(back, obj)
        found[name] = shown(held if right else back)  # else loading is what is wrong
    return found


@check("contract")
def gives_back_its_kind(load_tensors, save_tensors, draw, files, observe):
    """`load_tensors(path)` returns a tensor, a list or a dict, from any path."""
    observe.attempt(load_tensors, files.path())  # is it written at all?
    found = {}
    for kind, path in files.paths("x-file").items():
        save_tensors(draw.normal(2), path)
        found[f"of {kind}"] = observe.call(load_tensors, path)
    for name, obj in objects(draw).items():
        path = files.path("x-file")
        save_tensors(obj, path)
        given = observe.call(load_tensors, path)
        back, held = attempted(load_tensors, path), files.read(path)
        right = is_faithful(back, held, obj, files)
        found[f"of {name}"] = observe.call(lambda x: x, obj) if right else given
    return found


@check("value", points=2)
def as_it_was_saved(load_tensors, save_tensors, draw, files, observe):
    """Values, dtypes, shapes and order are those of the file."""
    observe.attempt(load_tensors, files.path())  # is it written at all?
    found, symbols = {}, (save_tensors, load_tensors)
    for name, obj, held, back in saved_and_loaded(*symbols, draw, files):
        found[name] = shown(obj if is_faithful(back, held, obj, files) else back)
    return found


@check("rule", points=2, hint="Which argument of `torch.load` keeps code from running?")
def runs_no_code(load_tensors, save_tensors, files):
    """A file that holds code is refused, and the code is not run."""
    return files.dangers(save_tensors, load_tensors)


@check("purity", hint="What is kept from one call to the next?")
def reads_the_file_anew(load_tensors, save_tensors, draw, files, observe):
    """What is loaded is in the file now; the file and the random state stay as are."""
    observe.attempt(load_tensors, files.path())  # is it written at all?
    path, found = files.path("x-file"), []
    for obj in (draw.normal(3), draw.normal(3)):
        save_tensors(obj, path)
        first = load_tensors(path)
        loaded = first.detach().clone()
        first.detach().zero_()
        again = load_tensors(path)
        known = any(files.same(loaded, other) for other in found)
        found.append(again if known or not files.same(again, loaded) else obj)
    return [*found, torch.rand(3)]


# --- save_parameters, load_parameters ---------------------------------------------


@function(arguments="net, path", contract="takes_a_net_and_a_path", result=nothing)
def saving_nets(save_parameters, draw, files):
    """`save_parameters(net, path)` can be called on a net."""
    for net in (draw.mlp(), draw.stack()):
        yield net, files.path("mlp.params")


saving_nets.purity("The net stays as it is.", name="net_unchanged")
saving_nets.decline(**RETURNS_NOTHING)


@check("contract", compare=agree, required=True)
def a_file_is_written(save_parameters, draw, files):
    """A file is written, and its name is `path`."""
    net = draw.mlp()
    return a_file(files.written("net.pt", lambda path: save_parameters(net, path)))


@check("contract", compare=agree, hint="What can a string do that a Path cannot?")
def any_path(save_parameters, draw, files):
    """The path may be a string or a Path, in a folder or not; a file is replaced."""
    net = draw.mlp()
    return files_everywhere(
        files.written("net.pt", lambda path: save_parameters(net, path))
    )


@check("serialization", points=3, hint="What of a net is not in its architecture?")
def holds_the_state_dict(save_parameters, draw, files, gpus):
    """The file holds `net.state_dict()`, for `torch.load` with `weights_only=True`."""
    found = {}
    with gpus(1) as (gpu,):
        nets = draw.mlp(), draw.stack(), draw.mlp().double(), draw.mlp().to(gpu)
        for number, net in enumerate(nets, start=1):
            path = files.path("mlp.params")
            written_over(path, save_parameters, (draw.mlp(), path), (net, path))
            held = files.read(path)
            if isinstance(held, dict):
                dtypes = {name: getattr(x, "dtype", x) for name, x in held.items()}
                held = {"state": dict(held), "dtypes": dtypes}
            found[f"net {number}"] = held
    return found


def saved(net, files):
    """Write the `state_dict` of a net to a file."""
    path = files.path("mlp.params")
    torch.save(net.state_dict(), path)
    return path


@check("contract", compare=agree)
def returns_the_net(load_parameters, draw, files):
    """`load_parameters(net, path)` returns the net, whatever kind of path it is."""
    found = {}
    for kind, path in files.paths("mlp.params").items():
        net = draw.mlp()
        torch.save(draw.mlp().state_dict(), path)
        result = load_parameters(net, path)
        found[f"from {kind}"] = "the net" if result is net else type(result).__name__
    return found


@check("contract", points=2, hint="What does `strict=False` let pass?")
def refuses_other_nets(load_parameters, draw, files, observe):
    """Names that are missing, names too many and other shapes raise an exception."""
    net, found = draw.mlp(), {}
    state = net.state_dict()
    first = next(iter(state))
    others = {
        "a name is missing": {k: v for k, v in state.items() if k != first},
        "a name too many": {**state, "more.weight": draw.normal(2)},
        "another name": {f"net.{name}": x for name, x in state.items()},
        "another shape": {**state, first: draw.normal(7, 4)},
    }
    for what, other in others.items():
        path = files.path("mlp.params")
        torch.save(other, path)
        result = observe.attempt(load_parameters, draw.mlp(), path)
        raised = isinstance(result, Exception)
        found[what] = RuntimeError(what) if raised else "no exception"
    return found


@check("value", points=2)
def values_of_the_file(load_parameters, draw, files):
    """Parameters and buffers of the net have the values in the file."""
    found = {}
    for name, make in (("an MLP", draw.mlp), ("a net", draw.stack)):
        path, net = files.path("mlp.params"), make()
        for again in ("", ", from a file that is written anew"):
            torch.save(make().state_dict(), path)
            result = load_parameters(net, path)  # another check tells what it is
            loaded = result if isinstance(result, torch.nn.Module) else net
            state = {key: x.clone() for key, x in loaded.state_dict().items()}
            found[f"{name}{again}"] = state
    return found


@check("mode", hint="Which mode is a net in that is asked for answers?")
def in_evaluation_mode(load_parameters, draw, files):
    """The net and all modules inside it are in evaluation mode."""
    found = {}
    for name, make in (("an MLP", draw.mlp), ("a net", draw.stack)):
        net = make()
        load_parameters(net, saved(make(), files))
        found[name] = {part: x.training for part, x in net.named_modules()}
        found[f"output of {name}"] = net(draw.normal(3, 4))
    return found


@check("device", points=2, hint="Where does `torch.load` put what comes from a GPU?")
def saved_on_a_gpu(load_parameters, draw, files, gpus):
    """What a machine with GPUs wrote can be read on one with fewer, or none."""
    found = {}
    with gpus(4) as (*_, last):
        paths = [saved(draw.mlp().to(last), files) for _ in range(2)]
    for machine, path in zip(gpus.machines(0, 1), paths, strict=True):
        state = load_parameters(draw.mlp(), path).state_dict()
        found[machine.name] = [x.cpu() for x in state.values()]
    return found


@check("purity", hint="What is different after the call?")
def leaves_all_else_alone(load_parameters, draw, files):
    """File and random state stay as they are; what could learn can still learn."""
    path, net = saved(draw.stack(), files), draw.stack()
    load_parameters(net, path)
    learns = {name: x.requires_grad for name, x in net.named_parameters()}
    return [dict(files.read(path)), torch.rand(3), learns]


# --- clone_mlp --------------------------------------------------------------------


def state_of(net):
    """Take what a net holds; that making a new one draws random numbers is allowed."""
    torch.manual_seed(torch.initial_seed())  # as if nothing had been drawn
    return dict(net.state_dict()) if isinstance(net, torch.nn.Module) else net


def nets(draw):
    """Draw nets to clone: new, in evaluation, in other dtypes, half frozen."""
    yield draw.mlp()
    yield draw.mlp().eval()
    yield draw.mlp().double()
    mixed = draw.mlp()
    mixed.hidden.bfloat16()
    mixed.norm.eval().requires_grad_(False)
    mixed.output.weight.grad = torch.ones_like(mixed.output.weight)
    yield mixed


@function(arguments="mlp", contract="returns_a_net", result=state_of)
def clones(clone_mlp, draw):
    """`clone_mlp(mlp)` returns a net."""
    yield from nets(draw)


@check("contract", compare=agree, hint="Of which class is `type(mlp)()`?")
def of_the_same_class(clone_mlp, draw):
    """The clone is of the class of the given net."""
    mlp = draw.mlp()
    clone = clone_mlp(mlp)
    return type(mlp).__name__ if type(clone) is type(mlp) else type(clone).__name__


clones.value(
    "Parameters and buffers have the values that they have in the given net.",
    name="same_values",
    points=2,
)
clones.dtype(
    "Each parameter and buffer keeps its dtype.",
    name="keeps_each_dtype",
)
clones.purity(
    "The two share no tensor, and the given net stays as it is.",
    name="shares_nothing",
    points=2,
    hint="What becomes of the clone when the given net learns?",
)


@clones.on(2, 0, hint="On which device is a new net?")
def on_the_same_devices(draw, machine):
    """Each parameter and buffer is on the device that it is on in the given net."""
    for device in reversed(machine.devices):
        yield draw.mlp().to(device)
    apart = draw.mlp()
    apart.output.to(machine.devices[-1])
    yield apart


@check("mode", hint="Which modules does `eval()` reach?")
def clone_in_evaluation_mode(clone_mlp, draw):
    """The clone and all modules inside it are in evaluation mode."""
    found = {}
    for number, mlp in enumerate(nets(draw), start=1):
        clone = clone_mlp(mlp)
        found[f"net {number}"] = {n: x.training for n, x in clone.named_modules()}
        if number == 1:
            found["output"] = clone(draw.normal(3, 4))
    return found


clones.decline(strides="it is given no tensors")

# --- checkpoint, resume -----------------------------------------------------------


def resumed(resume, path, training):
    """Resume a new training, and return what it is then."""
    twin = training.again()
    epoch = resume(path, twin.net, twin.optimizer)
    return {**parts_of(twin.state()), "epoch": epoch}


@function(
    arguments="path, net, optimizer, epoch", contract="takes_all_four", result=nothing
)
def checkpoints(checkpoint, draw, files):
    """`checkpoint(path, net, optimizer, epoch)` can be called."""
    for training in draw.trainings():
        training.net[1].eval()
        yield files.path(), training.net, training.optimizer, draw.size(1, 9)


checkpoints.purity(
    "The net and the random state stay as they are.", name="net_unchanged"
)
checkpoints.decline(**RETURNS_NOTHING)


def writing(checkpoint, draw):
    """Write a checkpoint to a path."""
    one = next(draw.trainings())
    return lambda path: checkpoint(path, one.net, one.optimizer, 1)


@check("contract", compare=agree, required=True)
def a_file_is_written(checkpoint, draw, files):
    """A file is written, and its name is `path`."""
    return a_file(files.written("net.pt", writing(checkpoint, draw)))


@check("contract", compare=agree, hint="What can a string do that a Path cannot?")
def any_path(checkpoint, draw, files):
    """The path may be a string or a Path, in a folder or not; a file is replaced."""
    return files_everywhere(files.written("net.pt", writing(checkpoint, draw)))


@check("purity", hint="What is different after the call?")
def optimizer_unchanged(checkpoint, draw, files):
    """The optimizer stays as it is."""
    found = {}
    for training in draw.trainings():
        checkpoint(files.path(), training.net, training.optimizer, 1)
        found[training.name] = training.state()["optimizer"]
    return found


def parts_of(state):
    """Name what has to be in a file, piece by piece."""
    return {
        f"{key} of the {what}": x for what in state for key, x in state[what].items()
    }


@check("value", points=3)
def holds_all_that_training_needs(checkpoint, resume, draw, files):
    """The file holds the net, the optimizer and the epoch."""
    found = {}
    for training in draw.trainings():
        path, epoch, other = files.path(), draw.size(1000, 9000), training.again()
        needed = {**parts_of(training.state()), "epoch": epoch}
        old = path, other.net, other.optimizer, 0
        new = path, training.net, training.optimizer, epoch
        written_over(path, checkpoint, old, new)
        back = attempted(resumed, resume, path, training)
        for name, part in needed.items():
            right = isinstance(back, dict) and files.same(back[name], part)
            held = right or files.holds(path, part)  # else loading is what is wrong
            found[f"{training.name}: {name}"] = part if held else "left out"
    return found


@check("contract", points=2, compare=agree, hint="What is at `path` half-way?")
def survives_a_crash(checkpoint, resume, draw, files):
    """Whenever the program ends, there is a whole checkpoint: the old or the new."""
    old = next(draw.trainings())

    def back(path):
        return attempted(resumed, resume, path, old)

    def write(path, training):
        checkpoint(path, training.net, training.optimizer, 6)
        return path

    path, other = write(files.path(), old.again()), write(files.path(), old)
    whole = [x for x in (back(path), back(other)) if isinstance(x, dict)]
    found = dict.fromkeys(("it is killed", "the disk is full"), "a whole checkpoint")
    for why, left in files.stopped(path, lambda: write(path, old)):
        if not any(files.same(back(left), x) for x in whole):
            is_there = os.path.exists(left)
            found[why] = "half a checkpoint" if is_there else "no checkpoint"
    return found


def begun(resume, draw, files, observe, device="cpu"):
    """Yield trainings to save, if what is to resume them is written at all."""
    for training in draw.trainings(device):
        twin = training.again()
        observe.attempt(resume, files.path(), twin.net, twin.optimizer)
        yield training


@check("contract")
def returns_a_number(resume, checkpoint, draw, files, observe):
    """`resume(path, net, optimizer)` returns an int, whatever kind of path it is."""
    one, found = next(begun(resume, draw, files, observe)), {}
    for kind, path in files.paths().items():
        checkpoint(path, one.net, one.optimizer, 3)
        found[f"from {kind}"] = observe.call(resume, path, one.net, one.optimizer)
    return found


@check("value")
def the_epoch_that_was_saved(resume, checkpoint, draw, files, observe):
    """The epoch comes back."""
    found = {}
    for training in begun(resume, draw, files, observe):
        epoch, path = draw.size(1, 99) if found else 0, files.path()
        checkpoint(path, training.net, training.optimizer, epoch)
        twin = training.again()
        found[training.name] = resume(path, twin.net, twin.optimizer)
    return found


def gone_on(training, resume, checkpoint, files):
    """Resume a training, go on, and return what the net holds then."""
    path, twin = files.path(), training.again()
    checkpoint(path, training.net, training.optimizer, 1)
    training.train()  # what becomes of it now was not saved
    resume(path, twin.net, twin.optimizer)
    twin.train()
    return dict(twin.net.state_dict())


def all_gone_on(resume, checkpoint, draw, files, observe, device="cpu"):
    """Resume trainings, and go on."""
    return {
        x.name: observe.attempt(gone_on, x, resume, checkpoint, files)
        for x in begun(resume, draw, files, observe, device)
    }


@check("value", points=3)
def trains_on_as_if_uninterrupted(resume, checkpoint, draw, files, observe):
    """Further steps lead to the parameters that they would have led to."""
    return all_gone_on(resume, checkpoint, draw, files, observe)


@check("device", hint="On which device are the parts of an optimizer?")
def trains_on_on_a_gpu(resume, checkpoint, draw, files, observe, gpus):
    """A training on a GPU goes on there."""
    with gpus(2) as (_, last):
        return all_gone_on(resume, checkpoint, draw, files, observe, last)
