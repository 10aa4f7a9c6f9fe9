"""Mistakes of `parameters`: known wrong versions of the reference."""

from grader import mistakes

# --- parameter_shapes ---------------------------------------------------------

PAIRS = "[(name, tuple(p.shape)) for name, p in net.named_parameters()]"
NAMED = "net.named_parameters()"

mistake = mistakes("parameter_shapes", loses="contract")
mistake(
    "the function is called `parameters_shapes`, not `parameter_shapes`",
    "def parameter_shapes(",
    "def parameters_shapes(",
)
mistake(
    "the list is printed, and nothing returned", f"return {PAIRS}", f"print({PAIRS})"
)
mistake(
    "a generator is returned, not a list",
    PAIRS,
    "((name, tuple(p.shape)) for name, p in net.named_parameters())",
)
mistake(
    "a dict of shapes by name is returned, not a list of pairs",
    PAIRS,
    "{name: tuple(p.shape) for name, p in net.named_parameters()}",
)
mistake(
    "each item is a text that holds name and shape, not a pair",
    "(name, tuple(p.shape)) for",
    'f"{name}: {tuple(p.shape)}" for',
)
mistake(
    "names and shapes are returned in two lists",
    PAIRS,
    "[name for name, _ in net.named_parameters()], "
    "[tuple(p.shape) for p in net.parameters()]",
)
mistake("only the names are listed", "[(name, tuple(p.shape)) for", "[name for")
mistake(
    "the first pair is returned, and the loop never gets to the second",
    f"return {PAIRS}",
    f"""
    for name, p in {NAMED}:
        return [name, tuple(p.shape)]
    return []
    """,
    asks="When does a `return` inside a loop end the function?",
)

mistake = mistakes("parameter_shapes", loses="value")
mistake(
    "`named_parameters` is named, and not called",
    NAMED,
    "net.named_parameters",
    asks="What do the parentheses after a method's name do?",
)
mistake(
    "only direct children are looked at, and only their weights",
    PAIRS,
    """
    [
        (f"{name}.weight", tuple(child.weight.shape))
        for name, child in net.named_children()
        if getattr(child, "weight", None) is not None
    ]
    """,
)
mistake(
    "only parameters of the net itself are listed, none of what is inside it",
    NAMED,
    "net.named_parameters(recurse=False)",
)
mistake(
    "only parameters of direct children are listed, none from deeper inside",
    PAIRS,
    """
    [
        (f"{name}.{key}", tuple(p.shape))
        for name, child in net.named_children()
        for key, p in child.named_parameters(recurse=False)
    ]
    """,
)
mistake("the shapes are texts", "tuple(p.shape)", "str(tuple(p.shape))")
mistake(
    "the parameters themselves stand in the pairs, not their shapes",
    "tuple(p.shape)",
    "p",
)
mistake(
    "numbers of elements stand in the place of shapes", "tuple(p.shape)", "p.numel()"
)
mistake(
    "buffers are listed as well, and shared parameters under all of their names",
    NAMED,
    "net.state_dict().items()",
    asks="What does a `state_dict()` hold that is not learned?",
)
mistake(
    "buffers are listed as well",
    f"for name, p in {NAMED}",
    f"for name, p in [*{NAMED}, *net.named_buffers()]",
)
mistake(
    "a shared parameter is listed under all of its names",
    NAMED,
    "net.named_parameters(remove_duplicate=False)",
)
mistake(
    "frozen parameters are left out",
    f"in {NAMED}",
    f"in {NAMED} if p.requires_grad",
    asks="Is a frozen parameter none any more?",
)
mistake("the parameters are sorted by their names", NAMED, f"sorted({NAMED})")
mistake(
    "the pairs are the wrong way round",
    "(name, tuple(p.shape))",
    "(tuple(p.shape), name)",
)
mistake("biases are left out", f"in {NAMED}", f'in {NAMED} if "bias" not in name')
mistake(
    "only the last part of each name is told, not the way",
    "(name, tuple(p.shape))",
    '(name.rpartition(".")[2], tuple(p.shape))',
)
mistake(
    "of parameters of the same shape, only one is listed",
    PAIRS,
    """
    list(
        {tuple(p.shape): (name, tuple(p.shape)) for name, p in net.named_parameters()}
        .values()
    )
    """,
)
mistake(
    "of parameters with the same values, only one is listed",
    f"return {PAIRS}",
    """
    pairs, seen = [], []
    for name, p in net.named_parameters():
        if not any(p.shape == q.shape and torch.equal(p, q) for q in seen):
            pairs.append((name, tuple(p.shape)))
        seen.append(p)
    return pairs
    """,
    asks="Are two parameters one if their values are equal now?",
)
mistake(
    "parameters of shape () are left out",
    f"in {NAMED}",
    f"in {NAMED} if p.shape",
)
mistake(
    "the parameters are numbered, and have lost their names",
    f"in {NAMED}",
    "in enumerate(net.parameters())",
)
mistake(
    "parameters are listed once for each module that they are inside of",
    PAIRS,
    """
    [
        (name, tuple(p.shape))
        for module in net.modules()
        for name, p in module.named_parameters()
    ]
    """,
    asks="How deep does `named_parameters` look by itself?",
)
mistake("the first parameter is left out", PAIRS, f"{PAIRS}[1:]")
mistake("the list is in reversed order", PAIRS, f"{PAIRS}[::-1]")
mistake("the shapes are reversed", "tuple(p.shape)", "tuple(p.shape)[::-1]")
mistake(
    "only the first size of each shape is told",
    "tuple(p.shape)",
    "len(p.shape) and p.shape[0]",
)
mistake(
    "numbers of dimensions stand in the place of shapes", "tuple(p.shape)", "p.dim()"
)

mistake = mistakes("parameter_shapes", loses="purity")
mistake(
    "the net is frozen on the way",
    f"return {PAIRS}",
    f"net.requires_grad_(False)\nreturn {PAIRS}",
)
mistake(
    "the net is switched to evaluation on the way",
    NAMED,
    "net.eval().named_parameters()",
)
mistake(
    "the gradients of the net are cleared",
    f"return {PAIRS}",
    f"net.zero_grad()\nreturn {PAIRS}",
)

mistake = mistakes("parameter_shapes", loses="value, purity")
mistake(
    "a list that outlives the call is added to, again and again",
    "def parameter_shapes(net: nn.Module)",
    "def parameter_shapes(net: nn.Module, pairs=[])",
    f"return {PAIRS}",
    f"pairs += {PAIRS}\nreturn pairs",
    asks="How often does Python make the default of an argument?",
)

# --- last_bias ----------------------------------------------------------------

LAYERS = "layers = [layer for layer in net if isinstance(layer, nn.Linear)]"
COPY = "layers[-1].bias.detach().clone()"

mistake = mistakes("last_bias", loses="contract")
mistake("the copy is made, and not returned", f"return {COPY}", f"bias = {COPY}")
mistake("the bias is returned as a list of numbers", COPY, "layers[-1].bias.tolist()")
mistake(
    "the bias is returned as a numpy array",
    COPY,
    "layers[-1].bias.detach().numpy().copy()",
)
mistake(
    "the copy is returned in a pair with the name of the layer",
    COPY,
    '"bias", layers[-1].bias.detach().clone()',
)
mistake(
    "`last_bias` takes no argument",
    "def last_bias(net: nn.Sequential)",
    "def last_bias()",
)
mistake("the layer is returned, not its bias", COPY, "layers[-1]")

mistake = mistakes("last_bias", loses="value")
mistake(
    "it is taken for granted that the last Linear is number 2",
    LAYERS,
    "layers = [net[2]]",
    asks="Where does the last Linear of another net stand?",
)
mistake(
    "it is taken for granted that the last child is a Linear",
    LAYERS,
    "layers = [net[-1]]",
)
mistake(
    "what lies inside of children counts as well",
    "for layer in net if",
    "for layer in net.modules() if",
    asks="Which modules does `modules()` list, and which does the docstring mean?",
)
mistake(
    "the first Linear is taken, not the last",
    "layers[-1]",
    "layers[0]",
)
mistake(
    "a layer that stands in two places counts in the first of them",
    "for layer in net if",
    "for layer in net.children() if",
    asks="How often does `children()` list a module that stands in two places?",
)
mistake("the weight is copied, not the bias", ".bias.", ".weight.")
mistake(
    "any layer that has a bias counts, Linear or not",
    "if isinstance(layer, nn.Linear)",
    'if getattr(layer, "bias", None) is not None',
    asks="Which kinds of layers have a bias?",
)
mistake(
    "the last bias among all parameters is taken, of whatever layer",
    f"{LAYERS}\nreturn {COPY}",
    """
    biases = [p for name, p in net.named_parameters() if name.endswith("bias")]
    return biases[-1].detach().clone()
    """,
)
mistake(
    "the last parameter of the net is taken",
    f"{LAYERS}\nreturn {COPY}",
    "return list(net.parameters())[-1].detach().clone()",
)
mistake("only the first element of the bias is copied", ".clone()", "[:1].clone()")
mistake(
    "the copy holds zeros, not the values",
    "layers[-1].bias.detach().clone()",
    "torch.zeros_like(layers[-1].bias).detach()",
)
mistake(
    'the names of layers are compared as texts, "9" after "11"',
    LAYERS,
    """
    named = sorted(net.named_children())
    layers = [net[int(name)] for name, _ in named if isinstance(net[int(name)], nn.Linear)]
    """,
)
mistake(
    "the types are compared to text, and nothing is found",
    "isinstance(layer, nn.Linear)",
    'type(layer) == "Linear"',
)
mistake(
    "the last Linear but one is taken",
    "layers[-1]",
    "layers[-2]",
    asks="Which item of a list has the number -1?",
)
mistake(
    "children must have numbers for names",
    "for layer in net if",
    "for layer in (net.get_submodule(str(i)) for i in range(len(net))) if",
)
mistake(
    "a frozen layer is passed over",
    "isinstance(layer, nn.Linear)",
    "isinstance(layer, nn.Linear) and layer.weight.requires_grad",
)

mistake = mistakes("last_bias", loses="gradient")
mistake(
    "the copy is a step that autograd records: it still requires a gradient",
    "bias.detach().clone()",
    "bias.clone()",
    asks="What does `clone()` do to the autograd graph?",
)
mistake(
    "a Parameter is made of the copy, which requires a gradient as any",
    COPY,
    f"nn.Parameter({COPY})",
)
mistake(
    "a deep copy of a Parameter is a Parameter, which requires a gradient",
    f"return {COPY}",
    "from copy import deepcopy\n\nreturn deepcopy(layers[-1].bias)",
)
mistake(
    "the copy is asked to require gradients", ".clone()", ".clone().requires_grad_()"
)

mistake = mistakes("last_bias", loses="purity")
mistake(
    "the bias is detached, and not copied: it changes when the net learns",
    "bias.detach().clone()",
    "bias.detach()",
    asks="Which memory do a tensor and what `detach()` returns share?",
)
mistake(
    "`.data` is the bias's own memory, and no copy: it changes when the net learns",
    "bias.detach().clone()",
    "bias.data",
    asks="Does `.data` make new memory?",
)
mistake(
    "the array from `numpy()` shares the memory of the bias",
    "bias.detach().clone()",
    "bias.detach().view(-1)",
)
mistake(
    "the bias is set to zero once it is copied",
    f"return {COPY}",
    f"bias = {COPY}\nlayers[-1].bias.data.zero_()\nreturn bias",
)
mistake(
    "the net's bias is frozen, not the copy detached",
    f"return {COPY}",
    f"layers[-1].bias.requires_grad_(False)\nreturn {COPY}",
)
mistake("the net is switched to evaluation on the way", LAYERS, f"net.eval()\n{LAYERS}")

mistake = mistakes("last_bias", loses="gradient, purity")
mistake(
    "the bias itself is returned, neither detached nor copied",
    "bias.detach().clone()",
    "bias",
    asks="Who else holds the tensor that is returned?",
)

mistake = mistakes("last_bias", loses="device, dtype")
mistake(
    "the values pass through Python numbers, which have neither dtype nor device",
    COPY,
    "torch.tensor(layers[-1].bias.tolist())",
)
mistake = mistakes("last_bias", loses="device")
mistake(
    "the copy is brought to the CPU",
    ".clone()",
    ".clone().cpu()",
    asks="Where should the copy be, if the bias is on a GPU?",
)
mistake = mistakes("last_bias", loses="dtype")
mistake(
    "the copy becomes float32, whatever the bias is", ".clone()", ".clone().float()"
)
