"""Mistakes of `serialization`: known wrong versions of the reference."""

from grader import equivalent, mistakes

# --- save_tensors -------------------------------------------------------------

mistake = mistakes("save_tensors", loses="takes_an_object_and_a_path")
mistake(
    "the function asks for one argument too many",
    "obj: Tensors, path: str | Path",
    "obj: Tensors, path: str | Path, name: str",
)

mistake = mistakes("save_tensors", loses="a_file_is_written")
mistake(
    "the path and what is saved are exchanged in the call of `torch.save`",
    "torch.save(obj, path)",
    "torch.save(path, obj)",
    asks="In which order does `torch.save` take its arguments?",
)
mistake("nothing is written", "torch.save(obj, path)", "return None")
mistake(
    "the file gets another name than `path`, with an ending of its own",
    "torch.save(obj, path)",
    "torch.save(obj, f'{path}.pt')",
    asks="What is the file called that stands there afterwards?",
)
mistake(
    "the file is written to the current folder, and not to the one in `path`",
    "torch.save(obj, path)",
    "torch.save(obj, os.path.basename(path))",
    asks="In which folder is the file?",
)
mistake(
    "the file is opened for text, and not for bytes",
    "torch.save(obj, path)",
    "with open(path, 'w') as file:\n    torch.save(obj, file)",
    asks="What does the `b` in the mode of `open` stand for?",
)
mistake(
    "a path that is a string is taken for a `Path`",
    "torch.save(obj, path)",
    "with path.open('wb') as file:\n    torch.save(obj, file)",
    asks="Which of the two kinds of paths has no `open`?",
)

mistake = mistakes("save_tensors", loses="any_path")
mistake(
    "a path that is a `Path` is taken for a string",
    "torch.save(obj, path)",
    "torch.save(obj, path + '')",
    asks="Which of the two kinds of paths has no `+`?",
)
mistake(
    "a file that is there already is not replaced",
    "torch.save(obj, path)",
    "with open(path, 'xb') as file:\n    torch.save(obj, file)",
    asks="What does the mode `x` of `open` stand for?",
)
mistake(
    "a path without a folder fails, since a folder of no name cannot be made",
    "torch.save(obj, path)",
    "os.makedirs(os.path.dirname(path), exist_ok=True)\ntorch.save(obj, path)",
    asks='What is the folder of `"net.pt"`?',
)

mistake = mistakes("save_tensors", loses="nothing_is_lost")
MAP = "import torch.utils._pytree as tree\n\n"
mistake(
    "every tensor becomes float32",
    "torch.save(obj, path)",
    f"{MAP}torch.save(tree.tree_map(lambda x: x.float(), obj), path)",
    asks="Which dtypes do the tensors have before, and which in the file?",
)
mistake(
    "every tensor becomes a list of numbers",
    "torch.save(obj, path)",
    f"{MAP}torch.save(tree.tree_map(lambda x: x.tolist(), obj), path)",
    asks="What does `tolist` give, and what does it forget?",
)
mistake(
    "what numbers with a point there are become float32",
    "torch.save(obj, path)",
    f"{MAP}def single(x):\n    return x.float() if x.is_floating_point() else x\n"
    "\ntorch.save(tree.tree_map(single, obj), path)",
)
mistake(
    "the names of a dict are sorted, so its order is lost",
    "torch.save(obj, path)",
    "torch.save(dict(sorted(obj.items())) if isinstance(obj, dict) else obj, path)",
    asks="In which order do the names come back?",
)
mistake(
    "the names of a dict are forgotten",
    "torch.save(obj, path)",
    "torch.save(list(obj.values()) if isinstance(obj, dict) else obj, path)",
)
mistake(
    "a list becomes a dict with numbers as names",
    "torch.save(obj, path)",
    "torch.save(dict(enumerate(obj)) if isinstance(obj, list) else obj, path)",
)
mistake(
    "a list is saved in reverse order",
    "torch.save(obj, path)",
    "torch.save(obj[::-1] if isinstance(obj, list) else obj, path)",
)
mistake(
    "the items of a list are sorted by their numbers read as text: 10 before 2",
    "torch.save(obj, path)",
    """
    if isinstance(obj, list):
        obj = [obj[int(i)] for i in sorted(map(str, range(len(obj))))]
    torch.save(obj, path)
    """,
    asks="Which comes first as text, '10' or '2'?",
)
mistake(
    "a list is stacked into one tensor",
    "torch.save(obj, path)",
    """
    if isinstance(obj, list) and obj and len({x.shape for x in obj}) == 1:
        obj = torch.stack(obj)
    torch.save(obj, path)
    """,
    asks="Is a list of tensors one tensor?",
)
mistake(
    "a list of one becomes a tensor",
    "torch.save(obj, path)",
    "if len(obj) == 1:\n    obj = obj[0] if isinstance(obj, list) else obj\n"
    "torch.save(obj, path)",
)
mistake(
    "only the first item of a list is saved",
    "torch.save(obj, path)",
    "torch.save(obj[:1] if isinstance(obj, list) else obj, path)",
)
mistake(
    "nothing is saved of what is empty",
    "torch.save(obj, path)",
    "torch.save(obj if len(obj) else None, path)",
)
mistake(
    "a number gets a dimension of its own",
    "torch.save(obj, path)",
    f"{MAP}torch.save(tree.tree_map(torch.atleast_1d, obj), path)",
    asks="What is the shape of a number?",
)
mistake(
    "tensors are saved in the order in which they lie in memory, not in their own",
    "torch.save(obj, path)",
    f"{MAP}def raw(x):\n"
    "    lies = x.as_strided((x.numel(),), (1,), x.storage_offset())\n"
    "    return lies.reshape(x.shape)\n\n"
    "torch.save(tree.tree_map(raw, obj), path)",
)
mistake(
    "what requires gradients is not saved, but raises an exception",
    "torch.save(obj, path)",
    f"{MAP}torch.save(\n"
    "    tree.tree_map(lambda x: torch.from_numpy(x.numpy()) if "
    "x.requires_grad else x, obj),\n    path,\n)",
    asks="Of which tensors does `numpy()` refuse to give the values?",
)
mistake(
    "dtypes that numpy does not have are refused",
    "torch.save(obj, path)",
    f"{MAP}tree.tree_map(lambda x: x.detach().numpy(), obj)\ntorch.save(obj, path)",
    asks="Which dtypes of torch does numpy not know?",
)

mistake = mistakes("save_tensors", loses="tensors_unchanged")
mistake(
    "the tensors that are saved no longer require gradients",
    "torch.save(obj, path)",
    f"{MAP}tree.tree_map(lambda x: x.requires_grad_(False), obj)\n"
    "torch.save(obj, path)",
)
mistake(
    "the list that was handed over is empty afterwards",
    "torch.save(obj, path)",
    "torch.save(obj, path)\nif isinstance(obj, list):\n    obj.clear()",
)
mistake(
    "the tensors are zero afterwards",
    "torch.save(obj, path)",
    f"torch.save(obj, path)\n{MAP}tree.tree_map(torch.Tensor.zero_, obj)",
)
mistake(
    "the random state is seeded",
    "torch.save(obj, path)",
    "torch.manual_seed(0)\ntorch.save(obj, path)",
)

# --- load_tensors -------------------------------------------------------------

LOAD = "tensors: Tensors = torch.load(path, weights_only=True)"

mistake = mistakes("load_tensors", loses="gives_back_its_kind")
mistake(
    "what is read is not returned",
    "return tensors",
    "tensors",
)
mistake(
    "a dict comes back, whatever was saved",
    "return tensors",
    "return tensors if isinstance(tensors, dict) else {'0': tensors}",
)
mistake(
    "a list comes back, whatever was saved",
    "return tensors",
    "return [tensors] if isinstance(tensors, torch.Tensor) else list(tensors)",
)
mistake(
    "what comes back of a list is a tuple",
    "return tensors",
    "return tuple(tensors) if isinstance(tensors, list) else tensors",
)
mistake(
    "a generator comes back of a list",
    "return tensors",
    "return (x for x in tensors) if isinstance(tensors, list) else tensors",
)
mistake(
    "numpy's arrays come back",
    "return tensors",
    "import torch.utils._pytree as tree\n\n"
    "return tree.tree_map(lambda x: x.detach().double().numpy(), tensors)",
)
mistake(
    "lists of numbers come back",
    "return tensors",
    "import torch.utils._pytree as tree\n\n"
    "return tree.tree_map(lambda x: x.tolist(), tensors)",
)
mistake(
    "the function asks for one argument too many",
    "path: str | Path",
    "path: str | Path, names: list[str]",
)

mistake = mistakes("load_tensors", loses="as_it_was_saved")
mistake(
    "every tensor becomes float32",
    "return tensors",
    "import torch.utils._pytree as tree\n\n"
    "return tree.tree_map(lambda x: x.float(), tensors)",
    asks="Which dtypes do the tensors have in the file?",
)
mistake(
    "a list comes back in reverse order",
    "return tensors",
    "return tensors[::-1] if isinstance(tensors, list) else tensors",
)
mistake(
    "the names of a dict come back sorted",
    "return tensors",
    "return dict(sorted(tensors.items())) if isinstance(tensors, dict) else tensors",
    asks="In which order were they saved?",
)
mistake(
    "only the first item of a list comes back",
    "return tensors",
    "return tensors[:1] if isinstance(tensors, list) else tensors",
)
mistake(
    "numbers come back with a dimension of their own",
    "return tensors",
    "import torch.utils._pytree as tree\n\n"
    "return tree.tree_map(torch.atleast_1d, tensors)",
)
mistake(
    "numbers with a point all become float64",
    "return tensors",
    """
    import torch.utils._pytree as tree

    return tree.tree_map(lambda x: x.double() if x.is_floating_point() else x, tensors)
    """,
)
mistake(
    "the names of a dict come back with something in front",
    "return tensors",
    "if isinstance(tensors, dict):\n"
    "    tensors = {f'module.{name}': x for name, x in tensors.items()}\n"
    "return tensors",
)
mistake(
    "the dots in names are lost",
    "return tensors",
    "if isinstance(tensors, dict):\n"
    "    tensors = {name.replace('.', '_'): x for name, x in tensors.items()}\n"
    "return tensors",
)

mistake = mistakes("load_tensors", loses="rule")
mistake(
    "`weights_only=False` runs whatever code the file holds",
    "weights_only=True",
    "weights_only=False",
    asks="What may a pickle do to whoever loads it?",
)
mistake(
    "what cannot be loaded safely is loaded all the same",
    LOAD,
    """
    try:
        tensors = torch.load(path, weights_only=True)
    except Exception:
        tensors = torch.load(path, weights_only=False)
    """,
    asks="What happens to a file that was refused?",
)
mistake(
    "what cannot be loaded safely is loaded as None",
    LOAD,
    """
    try:
        tensors = torch.load(path, weights_only=True)
    except Exception:
        tensors = None
    """,
    asks="How does a caller notice that a file was refused?",
)
mistake(
    "a file that `torch.load` does not know is unpickled",
    LOAD,
    """
    import pickle, zipfile

    if not zipfile.is_zipfile(path):
        with open(path, "rb") as file:
            return pickle.load(file)
    tensors = torch.load(path, weights_only=True)
    """,
    asks="What does `pickle.load` do with code?",
)

mistake = mistakes("load_tensors", loses="reads_the_file_anew")
mistake(
    "what was loaded from a path is remembered",
    LOAD,
    """
    known = load_tensors.__dict__.setdefault("known", {})
    if str(path) not in known:
        known[str(path)] = torch.load(path, weights_only=True)
    tensors = known[str(path)]
    """,
    asks="What comes back once the file was written again?",
)
mistake(
    "the random state is seeded",
    LOAD,
    f"torch.manual_seed(0)\n{LOAD}",
)
mistake(
    "the file is gone once it was read",
    "return tensors",
    "os.remove(path)\nreturn tensors",
)

# --- save_parameters ------------------------------------------------------------

SAVE = "torch.save(net.state_dict(), path)"

mistake = mistakes("save_parameters", loses="takes_a_net_and_a_path")
mistake(
    "the function asks for one argument too many",
    "net: nn.Module, path: str | Path",
    "net: nn.Module, path: str | Path, optimizer: torch.optim.Optimizer",
)

mistake = mistakes("save_parameters", loses="a_file_is_written")
mistake("nothing is written", SAVE, "net.state_dict()")
mistake(
    "the file gets another name than `path`, with an ending of its own",
    SAVE,
    "torch.save(net.state_dict(), f'{path}.pt')",
    asks="What is the file called that stands there afterwards?",
)
mistake(
    "the file is opened for text, and not for bytes",
    SAVE,
    "with open(path, 'w') as file:\n    torch.save(net.state_dict(), file)",
    asks="What does the `b` in the mode of `open` stand for?",
)
mistake(
    "the path and what is saved are exchanged in the call of `torch.save`",
    SAVE,
    "torch.save(path, net.state_dict())",
    asks="In which order does `torch.save` take its arguments?",
)
mistake(
    "a path that is a string is taken for a `Path`",
    SAVE,
    "with path.open('wb') as file:\n    torch.save(net.state_dict(), file)",
    asks="Which of the two kinds of paths has no `open`?",
)

mistake = mistakes("save_parameters", loses="any_path")
mistake(
    "a path that is a `Path` is taken for a string",
    SAVE,
    "torch.save(net.state_dict(), path + '')",
    asks="Which of the two kinds of paths has no `+`?",
)
mistake(
    "a file that is there already is not replaced",
    SAVE,
    "if not os.path.exists(path):\n    torch.save(net.state_dict(), path)\n"
    "else:\n    raise FileExistsError(path)",
)

mistake = mistakes("save_parameters", loses="holds_the_state_dict")
mistake(
    "the whole net is pickled, and not its `state_dict`",
    SAVE,
    "torch.save(net, path)",
    asks="What does a file need from your classes to be read again?",
)
mistake(
    "the method `state_dict` is saved, which is not called",
    SAVE,
    "torch.save(net.state_dict, path)",
    asks="What does `net.state_dict` give without parentheses?",
)
mistake(
    "the parameters are saved in a list, without names",
    SAVE,
    "torch.save(list(net.parameters()), path)",
    asks="How is it told later which tensor is which?",
)
mistake(
    "parameters are saved, and buffers are not",
    SAVE,
    "torch.save(dict(net.named_parameters()), path)",
    asks="Which tensors of a net does it not learn, and need all the same?",
)
mistake(
    "only what learns is saved",
    SAVE,
    "torch.save({k: v for k, v in net.state_dict(keep_vars=True).items() "
    "if v.requires_grad}, path)",
)
mistake(
    "the `state_dict` is saved inside of another dict",
    SAVE,
    "torch.save({'state_dict': net.state_dict()}, path)",
    asks="What are the names in the file?",
)
mistake(
    "the items of the `state_dict` are saved in a list of pairs",
    SAVE,
    "torch.save(list(net.state_dict().items()), path)",
)
mistake(
    "the tensors are saved as lists of numbers",
    SAVE,
    "torch.save({k: v.tolist() for k, v in net.state_dict().items()}, path)",
)
mistake(
    "the file holds JSON, which `torch.load` does not read",
    SAVE,
    "import json\n\nstate = {k: v.tolist() for k, v in net.state_dict().items()}\n"
    "Path(path).write_text(json.dumps(state))",
)
mistake(
    "the file holds arrays of numpy's, which `torch.load` does not read",
    SAVE,
    "import numpy as np\n\nstate = {k: v.cpu().numpy() for k, v in "
    "net.state_dict().items()}\nwith open(path, 'wb') as file:\n"
    "    np.savez(file, **state)",
)
mistake(
    "a net that is not in float32 is saved in float32",
    SAVE,
    "torch.save({k: v.float() for k, v in net.state_dict().items()}, path)",
    asks="Which dtype have the parameters of the net?",
)
mistake(
    "only what learns keeps its dtype: the rest becomes float32",
    SAVE,
    "torch.save({k: v if 'num_batches' not in k else v.float() "
    "for k, v in net.state_dict().items()}, path)",
)
mistake(
    "what is inside of the children is left out",
    SAVE,
    "torch.save({k: v for k, v in net.state_dict().items() if k.count('.') < 2}, path)",
)
mistake(
    "only the first child is saved",
    SAVE,
    "first = next(net.children())\ntorch.save({k: v for k, v in "
    "net.state_dict().items() if k.split('.')[0] == next(net.named_children())[0]}"
    ", path)",
)
mistake(
    "the names begin with another prefix",
    SAVE,
    "torch.save(net.state_dict(prefix='net.'), path)",
)
mistake(
    "more than the `state_dict` is in the file",
    SAVE,
    "torch.save({**net.state_dict(), 'epoch': 0}, path)",
)
mistake(
    "a net on a GPU cannot be saved, since numpy has no GPUs",
    SAVE,
    "state = {k: torch.from_numpy(v.numpy()) for k, v in net.state_dict().items()}\n"
    "torch.save(state, path)",
    asks="Of which tensors does `numpy()` refuse to give the values?",
)
mistake(
    "the tensors are zero in the file",
    SAVE,
    "torch.save({k: torch.zeros_like(v) for k, v in net.state_dict().items()}, path)",
)

mistake = mistakes("save_parameters", loses="net_unchanged")
mistake(
    "the net is switched to evaluation",
    SAVE,
    f"net.eval()\n{SAVE}",
)
mistake(
    "the gradients that the net holds are thrown away",
    SAVE,
    f"net.zero_grad()\n{SAVE}",
)
mistake(
    "the parameters require no gradients afterwards",
    SAVE,
    f"net.requires_grad_(False)\n{SAVE}",
)
mistake(
    "the net becomes one of float32, or of float16",
    SAVE,
    f"{SAVE}\nnet.half()",
)
mistake(
    "every part of the net is in training afterwards, even what was not",
    SAVE,
    f"net.eval()\n{SAVE}\nnet.train()",
    asks="Which parts of the net were in training before?",
)

# --- load_parameters ------------------------------------------------------------

READ = 'torch.load(path, map_location="cpu", weights_only=True)'
INTO = f"net.load_state_dict({READ})"

mistake = mistakes("load_parameters", loses="returns_the_net")
mistake("the net is not returned", "return net.eval()", "net.eval()")
mistake(
    "what `load_state_dict` returns is returned, which is not the net",
    INTO,
    f"keys = {INTO}",
    "return net.eval()",
    "net.eval()\nreturn keys",
    asks="What does `load_state_dict` return?",
)
mistake(
    "what was read is returned, and not the net",
    INTO,
    f"state = {READ}\nnet.load_state_dict(state)",
    "return net.eval()",
    "net.eval()\nreturn state",
)
mistake(
    "a copy of the net is returned, and not the net itself",
    "return net.eval()",
    "return copy.deepcopy(net.eval())",
    asks="Which net does the caller hold?",
)
mistake(
    "the method `eval` is returned, which is not called",
    "return net.eval()",
    "net.eval()\nreturn net.eval",
)
mistake(
    "a path that is a `Path` is taken for a string",
    INTO,
    INTO.replace("path,", "path + '',"),
    asks="Which of the two kinds of paths has no `+`?",
)
mistake(
    "a path that is a string is taken for a `Path`",
    INTO,
    f"with path.open('rb') as file:\n    {INTO.replace('path,', 'file,')}",
    asks="Which of the two kinds of paths has no `open`?",
)
mistake(
    "the path is the first argument, and the net the second",
    "net: nn.Module, path: str | Path",
    "path: str | Path, net: nn.Module, /, *, more=None",
)
mistake(
    "the function asks for one argument too many",
    "net: nn.Module, path: str | Path",
    "net: nn.Module, path: str | Path, device: str",
)

mistake(
    "what comes from a GPU goes to the first one, whether there is one or not",
    'map_location="cpu"',
    'map_location="cuda"',
    asks="What if the machine has no GPU?",
)

mistake = mistakes("load_parameters", loses="refuses_other_nets")
mistake(
    "`strict=False` lets names be missing, and be too many",
    INTO,
    INTO.replace("True)", "True), strict=False"),
    asks="Which names does `strict=False` let pass?",
)
mistake(
    "what fits is loaded, and what does not is left out",
    INTO,
    f"""
    state, own = {READ}, net.state_dict()
    fits = {{k: v for k, v in state.items() if k in own and v.shape == own[k].shape}}
    net.load_state_dict({{**own, **fits}})
    """,
)
mistake(
    "names that are missing in the file keep their values",
    INTO,
    f"net.load_state_dict({{**net.state_dict(), **{READ}}})",
    asks="What tells you that a name is missing?",
)
mistake(
    "names too many in the file are passed over",
    INTO,
    f"""
    state = {READ}
    net.load_state_dict({{name: state[name] for name in net.state_dict()}})
    """,
    asks="What tells you that there is a name too many?",
)
mistake(
    "an exception is caught, and the net returned as if it had been loaded",
    INTO,
    f"""
    try:
        {INTO}
    except RuntimeError as error:
        print(error)
    """,
    asks="How does the caller notice that the file does not fit?",
)
mistake(
    "tensors are taken in their order, whatever their names are",
    INTO,
    f"""
    state = {READ}
    own = net.state_dict()
    net.load_state_dict(dict(zip(own, state.values(), strict=True)))
    """,
)
mistake(
    "the shape of what is loaded is not compared with that in the net",
    INTO,
    f"""
    state = {READ}
    if state.keys() != net.state_dict().keys():
        raise KeyError("other names")
    with torch.no_grad():
        for name, tensor in net.state_dict().items():
            shaped = state[name].flatten()[: tensor.numel()]
            tensor.flatten()[: len(shaped)] = shaped
    """,
)
mistake(
    "a prefix of the names is taken off, so another net's names fit",
    INTO,
    f"""
    state = {READ}
    net.load_state_dict({{name.removeprefix("net."): x for name, x in state.items()}})
    """,
)

mistake = mistakes("load_parameters", loses="values_of_the_file")
mistake(
    "what is read never gets into the net",
    INTO,
    "if net.state_dict().keys() != (state := "
    f"{READ}).keys() or any(v.shape != state[k].shape for k, v in "
    "net.state_dict().items()):\n    raise KeyError",
    asks="Which line brings what was read into the net?",
)
mistake(
    "a copy of the net gets the values",
    INTO,
    INTO.replace("net.", "copy.deepcopy(net)."),
    asks="Which net gets the values, and which is returned?",
)
mistake(
    "only parameters get their values, and buffers do not",
    INTO,
    f"""
    state = {READ}
    own = dict(net.named_buffers())
    net.load_state_dict({{k: own.get(k, v) for k, v in state.items()}})
    """,
    asks="Which tensors does a net hold beside its parameters?",
)
mistake(
    "a net inside the net keeps its values",
    INTO,
    f"""
    state, own = {READ}, net.state_dict()
    net.load_state_dict({{k: own.get(k, v) if k.count(".") > 1 else v
                          for k, v in state.items()}})
    """,
)
mistake(
    "the first file that was read from a path is remembered",
    INTO,
    f"""
    known = load_parameters.__dict__.setdefault("known", {{}})
    if len(net.state_dict()) not in known:
        state = {READ}
        copy.deepcopy(net).load_state_dict(state)
        known[len(net.state_dict())] = state
    else:
        copy.deepcopy(net).load_state_dict({READ})
    net.load_state_dict(known[len(net.state_dict())])
    """,
)

mistake = mistakes("load_parameters", loses="mode")
mistake(
    "the net is left in training",
    "return net.eval()",
    "return net",
    asks="What does dropout do to the answers of a net that is not in evaluation?",
)
mistake(
    "the net is put into training",
    "return net.eval()",
    "return net.train()",
)
mistake(
    "the method `eval` is named, and not called",
    "return net.eval()",
    "net.eval\nreturn net",
    asks="What does `net.eval` do without parentheses?",
)
mistake(
    "only the net itself is in evaluation, and the modules inside it are not",
    "return net.eval()",
    "net.training = False\nreturn net",
    asks="Which modules does `eval()` reach?",
)
mistake(
    "the net's children are in evaluation, and it itself is not",
    "return net.eval()",
    "for module in net.children():\n    module.eval()\nreturn net",
)
mistake(
    "what is deeper inside the net stays in training",
    "return net.eval()",
    "net.training = False\nfor module in net.children():\n"
    "    module.training = False\nreturn net",
)

mistake = mistakes("load_parameters", loses="device")
mistake(
    "without `map_location`, what comes from a GPU goes back to it",
    'path, map_location="cpu", weights_only',
    "path, weights_only",
    asks="Where does `torch.load` put a tensor that was saved on a GPU?",
)
mistake(
    "each tensor goes to the GPU that it came from, if there is any",
    'map_location="cpu"',
    'map_location=None if torch.cuda.is_available() else "cpu"',
    asks="What if the machine has fewer GPUs?",
)

mistake = mistakes("load_parameters", loses="leaves_all_else_alone")
mistake("the random state is seeded", INTO, f"torch.manual_seed(0)\n{INTO}")
mistake(
    "the net is saved to the file as it was before",
    INTO,
    f"state = {READ}\ntorch.save(net.state_dict(), path)\nnet.load_state_dict(state)",
)

mistake(
    "the parameters require no gradients afterwards",
    "return net.eval()",
    "return net.requires_grad_(False).eval()",
    asks="Can the net learn more, once it was loaded?",
)
mistake(
    "all parameters require gradients afterwards, frozen or not",
    "return net.eval()",
    "return net.requires_grad_(True).eval()",
)

# --- clone_mlp ------------------------------------------------------------------

CLONE = "return copy.deepcopy(mlp).eval()"

mistake = mistakes("clone_mlp", loses="returns_a_net")
mistake("the clone is not returned", CLONE, "copy.deepcopy(mlp).eval()")
mistake(
    "what `load_state_dict` returns is returned, which is not the clone",
    CLONE,
    "return copy.deepcopy(mlp).load_state_dict(mlp.state_dict())",
    asks="What does `load_state_dict` return?",
)
mistake(
    "a copy of the `state_dict` is returned, and not a net",
    CLONE,
    "return list(copy.deepcopy(mlp.state_dict()).values())",
)
mistake(
    "the class of the net is returned",
    CLONE,
    "return type(mlp)",
)
mistake(
    "the method `eval` is returned, which is not called",
    CLONE,
    "return copy.deepcopy(mlp).eval",
)
mistake(
    "the function asks for a path, too",
    "mlp: nn.Module",
    "mlp: nn.Module, path: str",
)

mistake = mistakes("clone_mlp", loses="of_the_same_class")
mistake(
    "the clone is an `nn.Sequential`, and not a net of the same class",
    CLONE,
    "return nn.Sequential(copy.deepcopy(mlp)._modules).eval()",
    asks="Which class has `type(mlp)()`?",
)

mistake = mistakes("clone_mlp", loses="same_values")
LIKE = """
clone = type(mlp)()
for new, old in zip(clone.state_dict(keep_vars=True).values(),
                    mlp.state_dict().values()):
    new.data = new.data.to(old.device, old.dtype)
"""
mistake(
    "the clone keeps the values of a new net",
    CLONE,
    f"{LIKE}return clone.eval()",
    asks="Where do the values of the given net go?",
)
mistake(
    "the parameters are copied, and the buffers are not",
    CLONE,
    f"{LIKE}\nfor name, old in mlp.named_parameters():\n"
    "    clone.get_parameter(name).data = old.data.clone()\nreturn clone.eval()",
    asks="Which tensors does a net hold beside its parameters?",
)
mistake(
    "only the first layer is copied",
    CLONE,
    f"{LIKE}\nclone.hidden = copy.deepcopy(mlp.hidden)\nreturn clone.eval()",
)
mistake(
    "the weights are copied, and the biases are not",
    CLONE,
    f"{LIKE}\nold = mlp.state_dict()\nstate = {{k: v if not k.endswith('bias') else "
    "clone.state_dict()[k] for k, v in old.items()}\n"
    "clone.load_state_dict(state)\nreturn clone.eval()",
)
mistake(
    "the parameters start anew after they were copied",
    CLONE,
    "clone = copy.deepcopy(mlp)\nwith torch.random.fork_rng(devices=[]):\n"
    "    clone.apply(lambda m: hasattr(m, 'reset_parameters') and "
    "m.reset_parameters())\nreturn clone.eval()",
)

mistake = mistakes("clone_mlp", loses="dtype")
NEW = """
clone = type(mlp)()
clone.{place}
clone.load_state_dict(mlp.state_dict())
return clone.eval()
"""
DEVICES = (
    "for new, old in zip(clone.parameters(), mlp.parameters()):\n"
    "    new.data = new.data.to(old.device)\n"
    "for new, old in zip(clone.buffers(), mlp.buffers()):\n"
    "    new.data = new.data.to(old.device)\n"
)
mistake(
    "the parameters have the dtype of a new net, and not that of the given one",
    CLONE,
    f"clone = type(mlp)()\n{DEVICES}clone.load_state_dict(mlp.state_dict())\n"
    "return clone.eval()",
    asks="In which dtype are the parameters of `type(mlp)()`?",
)
mistake(
    "all layers get the dtype of the first one",
    CLONE,
    f"clone = type(mlp)().to(next(mlp.parameters()).dtype)\n{DEVICES}"
    "clone.load_state_dict(mlp.state_dict())\nreturn clone.eval()",
    asks="Do all layers have the dtype of the first one?",
)
mistake(
    "the clone is one of float32",
    CLONE,
    "return copy.deepcopy(mlp).float().eval()",
)

mistake = mistakes("clone_mlp", loses="device")
mistake(
    "the clone is where a new net is, and not where the given one is",
    CLONE,
    "clone = type(mlp)()\nfor new, old in zip(clone.state_dict(keep_vars=True)"
    ".values(), mlp.state_dict().values()):\n    new.data = new.data.to(old.dtype)\n"
    "clone.load_state_dict(mlp.state_dict())\nreturn clone.eval()",
    asks="On which device is `type(mlp)()`?",
)
mistake(
    "the clone is brought to the CPU",
    CLONE,
    "return copy.deepcopy(mlp).cpu().eval()",
)
mistake(
    "all layers go to the device of the first one",
    CLONE,
    "return copy.deepcopy(mlp).to(next(mlp.parameters()).device).eval()",
    asks="Are all layers on the device of the first one?",
)
mistake(
    "the clone goes to the first GPU, if there is one",
    CLONE,
    "clone = copy.deepcopy(mlp)\n"
    "return clone.to('cuda' if torch.cuda.is_available() else 'cpu').eval()",
)

mistake = mistakes("clone_mlp", loses="mode")
mistake(
    "the clone is in the mode of the given net",
    CLONE,
    "return copy.deepcopy(mlp)",
    asks="In which mode is the clone of a net in training?",
)
mistake(
    "the clone is put into training",
    CLONE,
    "return copy.deepcopy(mlp).train()",
)
mistake(
    "only the clone itself is in evaluation, and the modules inside it are not",
    CLONE,
    "clone = copy.deepcopy(mlp)\nclone.training = False\nreturn clone",
    asks="Which modules does `eval()` reach?",
)
mistake(
    "the method `eval` is named, and not called",
    CLONE,
    "clone = copy.deepcopy(mlp)\nclone.eval\nreturn clone",
)

mistake = mistakes("clone_mlp", loses="shares_nothing")
mistake(
    "the given net itself is returned",
    CLONE,
    "return mlp.eval()",
    asks="How many nets are there afterwards?",
)
mistake(
    "`copy.copy` copies the net, and none of the modules inside it",
    CLONE,
    "return copy.copy(mlp).eval()",
    asks="What do the two nets share after a shallow copy?",
)
mistake(
    "the clone has the very parameters of the given net",
    CLONE,
    """
    clone = copy.deepcopy(mlp)
    for own, given in zip(clone.modules(), mlp.modules()):
        own._parameters.update(given._parameters)
    return clone.eval()
    """,
)
mistake(
    "the parameters of the clone share their memory with those of the given net",
    CLONE,
    "clone = type(mlp)()\nclone.load_state_dict(mlp.state_dict(), assign=True)\n"
    "return clone.eval()",
    asks="Does `assign=True` copy a tensor, or take it?",
)
mistake(
    "parameters are copied, and buffers are shared",
    CLONE,
    """
    clone = copy.deepcopy(mlp)
    for own, given in zip(clone.modules(), mlp.modules()):
        own._buffers.update(given._buffers)
    return clone.eval()
    """,
    asks="Which tensors does a net hold beside its parameters?",
)
mistake(
    "the given net is switched to evaluation",
    CLONE,
    "return copy.deepcopy(mlp.eval())",
    asks="Which of the two nets should be in evaluation?",
)
mistake(
    "the gradients that the given net holds are thrown away",
    CLONE,
    "clone = copy.deepcopy(mlp).eval()\nmlp.zero_grad()\nreturn clone",
)
mistake(
    "the parameters of the given net require no gradients afterwards",
    CLONE,
    "clone = copy.deepcopy(mlp).eval()\nmlp.requires_grad_(False)\nreturn clone",
)
mistake(
    "one clone is made, and remembered",
    CLONE,
    "known = clone_mlp.__dict__.setdefault('known', {})\n"
    "if mlp not in known:\n    known[mlp] = copy.deepcopy(mlp).eval()\n"
    "return known[mlp]",
)
mistake(
    "the random state is seeded",
    CLONE,
    f"torch.manual_seed(0)\n{CLONE}",
)

# --- checkpoint -----------------------------------------------------------------

mistake = mistakes("checkpoint", loses="takes_all_four")
mistake(
    "the epoch is no argument",
    "path: str | Path, net: nn.Module, optimizer: torch.optim.Optimizer, epoch: int",
    "path: str | Path, net: nn.Module, optimizer: torch.optim.Optimizer",
    '"epoch": epoch',
    '"epoch": 0',
)
mistake(
    "the function asks for one argument too many, such as the loss",
    "epoch: int",
    "epoch: int, loss: float",
)

mistake = mistakes("checkpoint", loses="a_file_is_written")
mistake(
    "the new file never takes the place of the old one",
    "os.replace(temporary, path)",
    "temporary",
    asks="What is the file called that stands there in the end?",
)
mistake(
    "nothing is written",
    "torch.save(state, temporary)\nos.replace(temporary, path)",
    "temporary",
)
mistake(
    "the epoch becomes part of the file's name",
    "os.replace(temporary, path)",
    'os.replace(temporary, f"{path}.{epoch}")',
)
mistake(
    "`torch.save` is given the path first, and what is saved second",
    "torch.save(state, temporary)",
    "torch.save(temporary, state)",
)
mistake(
    "a path that is a string is taken for a `Path`",
    'f"{path}.tmp"',
    'path.with_suffix(".tmp")',
    asks="Which of the two kinds of paths has no `with_suffix`?",
)

mistake = mistakes("checkpoint", loses="any_path")
mistake(
    "a path that is a `Path` is taken for a string",
    'f"{path}.tmp"',
    'path + ".tmp"',
    asks="Which of the two kinds of paths has no `+`?",
)
mistake(
    "a path without a folder fails, since a folder of no name cannot be made",
    'temporary = f"{path}.tmp"',
    'temporary = f"{path}.tmp"\nos.makedirs(os.path.dirname(path), exist_ok=True)',
    asks='What is the folder of `"net.pt"`?',
)

mistake = mistakes("checkpoint", loses="holds_all_that_training_needs")
mistake(
    "the optimizer is left out",
    '"optimizer": optimizer.state_dict(),',
    "",
    asks="What does an optimizer with momentum remember of the steps before?",
)
mistake(
    "the net is left out",
    '"net": net.state_dict(),',
    "",
)
mistake(
    "the epoch is left out",
    '"epoch": epoch,',
    "",
)
mistake(
    "of the net, parameters are saved, and buffers are not",
    "net.state_dict()",
    "dict(net.named_parameters())",
    asks="Which tensors does a net hold beside its parameters?",
)
mistake(
    "the optimizer's state is saved, and its settings are not",
    "optimizer.state_dict()",
    'optimizer.state_dict()["state"]',
    asks="What becomes of a learning rate that was lowered on the way?",
)
mistake(
    "the optimizer's settings are saved, and its state is not",
    "optimizer.state_dict()",
    '{**optimizer.state_dict(), "state": {}}',
    asks="What does an optimizer with momentum remember of the steps before?",
)
mistake(
    "the learning rate alone is saved of the optimizer",
    "optimizer.state_dict()",
    'optimizer.param_groups[0]["lr"]',
)
mistake(
    "another epoch is saved than the given one",
    '"epoch": epoch',
    '"epoch": epoch + 1',
    asks="Which number does `resume` return?",
)
mistake(
    "the epoch is saved as text",
    '"epoch": epoch',
    '"epoch": str(epoch)',
)
mistake(
    "the net's `state_dict` is saved in the place of the optimizer's",
    "optimizer.state_dict()",
    "net.state_dict()",
)
mistake(
    "the first checkpoint stays: a file that is there is not replaced",
    "os.replace(temporary, path)",
    "if not os.path.exists(path):\n    os.replace(temporary, path)\nelse:\n    pass",
)
mistake(
    "a net that is not in float32 is saved in float32",
    '"net": net.state_dict()',
    '"net": {k: v.float() for k, v in net.state_dict().items()}',
)
mistake(
    "only the first group of parameters is saved",
    "optimizer.state_dict()",
    '{**optimizer.state_dict(), "param_groups": '
    'optimizer.state_dict()["param_groups"][:1]}',
    asks="How many groups of parameters can an optimizer have?",
)

mistake = mistakes("checkpoint", loses="survives_a_crash")
mistake(
    "the old file is written over while the new one is not whole yet",
    "torch.save(state, temporary)\nos.replace(temporary, path)",
    "torch.save(state, path)",
    asks="What is at `path` when only half of it is written?",
)
mistake(
    "the new file is copied over the old one, byte by byte",
    "os.replace(temporary, path)",
    "import shutil\n\nshutil.copyfile(temporary, path)",
    asks="What is at `path` when only half of it is copied?",
)
mistake(
    "the old file is deleted before the new one takes its place",
    "os.replace(temporary, path)",
    "if os.path.exists(path):\n    os.remove(path)\nos.rename(temporary, path)",
    asks="What is at `path` between deleting and renaming?",
)
mistake(
    "the old file is deleted before the new one is written",
    "torch.save(state, temporary)",
    "if os.path.exists(path):\n    os.remove(path)\ntorch.save(state, temporary)",
    asks="What is at `path` while the new file is written?",
)
mistake(
    "all is put together in memory first, and then written over the old file",
    "torch.save(state, temporary)\nos.replace(temporary, path)",
    "import io\n\nbuffer = io.BytesIO()\ntorch.save(state, buffer)\n"
    "with open(path, 'wb') as file:\n    file.write(buffer.getvalue())",
    asks="What is at `path` between `open` and the last byte?",
)
mistake(
    "what could only be written by half takes the old file's place all the same",
    "torch.save(state, temporary)\nos.replace(temporary, path)",
    "try:\n    torch.save(state, temporary)\nfinally:\n    os.replace(temporary, path)",
    asks="When does `finally` run?",
)
mistake(
    "an exception while writing is passed over, and half a file put in place",
    "torch.save(state, temporary)",
    "try:\n    torch.save(state, temporary)\nexcept Exception:\n    pass",
    asks="What stands in the new file when writing failed?",
)
mistake(
    "a copy of the old file is made, and the old file itself is written over",
    "torch.save(state, temporary)\nos.replace(temporary, path)",
    "import shutil\n\nif os.path.exists(path):\n    shutil.copyfile(path, temporary)\n"
    "torch.save(state, path)",
    asks="Which file does `resume` read after a crash?",
)

mistake = mistakes("checkpoint", loses="net_unchanged")
mistake(
    "the net is switched to evaluation",
    "state = {",
    "net.eval()\nstate = {",
)
mistake(
    "the gradients of the net are thrown away",
    "state = {",
    "net.zero_grad()\nstate = {",
)
mistake(
    "the random state is seeded",
    "state = {",
    "torch.manual_seed(epoch)\nstate = {",
    asks="What is different after the call?",
)
mistake(
    "the parameters require no gradients afterwards",
    "state = {",
    "net.requires_grad_(False)\nstate = {",
)

mistake = mistakes("checkpoint", loses="optimizer_unchanged")
mistake(
    "the optimizer's state is emptied afterwards",
    "os.replace(temporary, path)",
    "os.replace(temporary, path)\noptimizer.state.clear()",
)
mistake(
    "the learning rate is lowered with every checkpoint",
    "os.replace(temporary, path)",
    'os.replace(temporary, path)\noptimizer.param_groups[0]["lr"] *= 0.9',
)

# --- resume ---------------------------------------------------------------------

mistake = mistakes("resume", loses="returns_a_number")
mistake("the epoch is not returned", "return epoch", "epoch")
mistake(
    "a tensor is returned, and not an int",
    "return epoch",
    "return torch.tensor(epoch)",
)
mistake(
    "a float is returned, and not an int",
    "return epoch",
    "return float(epoch)",
)
mistake(
    "text is returned, and not an int",
    "return epoch",
    "return str(epoch)",
)
mistake(
    "all that was read is returned, and not the epoch alone",
    "return epoch",
    "return state",
)
mistake(
    "the net and the optimizer are returned besides the epoch",
    "return epoch",
    "return net, optimizer, epoch",
)
mistake(
    "the net is returned, and not the epoch",
    "return epoch",
    "return net",
)
mistake(
    "the function asks for one argument too many",
    "optimizer: torch.optim.Optimizer",
    "optimizer: torch.optim.Optimizer, epoch: int",
)

mistake = mistakes("resume", loses="the_epoch_that_was_saved")
mistake(
    "the epoch after the saved one is returned",
    "return epoch",
    "return epoch + 1",
    asks="Which number was saved?",
)
mistake(
    "the epoch before the saved one is returned",
    "return epoch",
    "return epoch - 1",
)
mistake(
    "0 is returned, whatever was saved",
    "return epoch",
    "return 0",
)
mistake(
    "an epoch of 0 is taken for one that is missing",
    "return epoch",
    "return epoch or 1",
    asks="Is 0 true or false in Python?",
)

mistake = mistakes("resume", loses="trains_on_as_if_uninterrupted")
mistake(
    "the optimizer's state is not loaded",
    'optimizer.load_state_dict(state["optimizer"])',
    "",
    asks="What does an optimizer with momentum remember of the steps before?",
)
mistake(
    "the net's parameters are not loaded",
    'net.load_state_dict(state["net"])',
    "",
)
mistake(
    "a copy of the net gets the values",
    'net.load_state_dict(state["net"])',
    'net = copy.deepcopy(net)\nnet.load_state_dict(state["net"])',
    asks="Which net goes on training?",
)
mistake(
    "a copy of the optimizer gets the state",
    'optimizer.load_state_dict(state["optimizer"])',
    "optimizer = copy.deepcopy(optimizer)\n"
    'optimizer.load_state_dict(state["optimizer"])',
    asks="Which optimizer goes on training?",
)
mistake(
    "the optimizer's settings are loaded, and its state is not",
    'optimizer.load_state_dict(state["optimizer"])',
    'optimizer.load_state_dict({**state["optimizer"], "state": {}})',
    asks="What does an optimizer with momentum remember of the steps before?",
)
mistake(
    "the optimizer's state is loaded, and its settings are not",
    'optimizer.load_state_dict(state["optimizer"])',
    'groups = optimizer.state_dict()["param_groups"]\n'
    'optimizer.load_state_dict({**state["optimizer"], "param_groups": groups})',
    asks="What becomes of a learning rate that was lowered on the way?",
)
mistake(
    "the net is switched to evaluation, and trains on in it",
    "return epoch",
    "net.eval()\nreturn epoch",
    asks="In which mode does a net learn?",
)
mistake(
    "the parameters are replaced, and the optimizer goes on with the old ones",
    'net.load_state_dict(state["net"])',
    'net.load_state_dict(state["net"], assign=True)',
    asks="Which tensors does the optimizer hold?",
)
mistake(
    "parameters are loaded, and buffers are not",
    'net.load_state_dict(state["net"])',
    "own = dict(net.named_buffers())\n"
    'net.load_state_dict({k: own.get(k, v) for k, v in state["net"].items()})',
    asks="Which tensors does a net hold beside its parameters?",
)
mistake(
    "the parameters require no gradients afterwards",
    "return epoch",
    "net.requires_grad_(False)\nreturn epoch",
)
mistake(
    "a step is made on the way",
    "return epoch",
    "for p in net.parameters():\n    p.grad = torch.zeros_like(p)\n"
    "optimizer.step()\nreturn epoch",
)
mistake(
    "the learning rate of the first group is given to all groups",
    "return epoch",
    "for group in optimizer.param_groups:\n"
    '    group["lr"] = optimizer.param_groups[0]["lr"]\nreturn epoch',
)

mistake = mistakes("resume", loses="device")
mistake(
    "what was trained on a GPU goes on on the CPU",
    "return epoch",
    "net.cpu()\nreturn epoch",
    asks="On which device was the net?",
)

# --- mutants that are no mistakes -----------------------------------------------

equivalent(
    "load_parameters",
    "`net` is switched to evaluation",
    because="that is where it has to be in the end",
)
equivalent(
    "load_parameters",
    "`net` is switched to training",
    because="it is switched to evaluation afterwards",
)
equivalent(
    "load_parameters",
    "`net` loses the gradients that it holds",
    because="the contract says nothing of gradients",
)
equivalent(
    "load_parameters",
    "`weights_only` is `False`",
    because="the contract says nothing of code in this file",
)
equivalent(
    "checkpoint",
    "`net` and `optimizer` are taken in the wrong order",
    because="the file holds both, and how it is laid out is free",
)
equivalent(
    "resume",
    "`net` is switched to training",
    because="a net that goes on training is in training",
)
equivalent(
    "resume",
    "`net` loses the gradients that it holds",
    because="a new one holds none, and the next step begins without",
)
equivalent(
    "resume",
    "`weights_only` is `False`",
    because="the contract says nothing of code in this file",
)
