"""Mistakes of `parameters`: known wrong versions of the reference."""

from textwrap import indent

from grader import equivalent, mistakes

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

mistake = mistakes("parameter_shapes", loses="value")
mistake(
    "the shapes are texts, cut out of what `torch.Size` prints",
    "tuple(p.shape)",
    "str(p.shape)[11:-1]",
    asks="Is `[3, 4]` in a text a shape that one can compute with?",
)
mistake(
    "only what has more than one dimension is listed",
    f"in {NAMED}",
    f"in {NAMED} if p.dim() > 1",
)
mistake(
    "modules that have a weight are listed, by the names of the modules",
    PAIRS,
    """
    [
        (name, tuple(module.weight.shape))
        for name, module in net.named_modules()
        if getattr(module, "weight", None) is not None
    ]
    """,
)
mistake(
    "parameters are looked for in children alone, which are numbered anew",
    PAIRS,
    """
    [
        (f"{i}.{name}", tuple(p.shape))
        for i, child in enumerate(net.children())
        for name, p in child.named_parameters()
    ]
    """,
    asks="What of a parameter that belongs to the net itself?",
)
mistake(
    "the names hold underscores where dots belong",
    "(name, tuple(p.shape))",
    '(name.replace(".", "_"), tuple(p.shape))',
)
mistake(
    "the shape stands inside of another tuple",
    "tuple(p.shape)",
    "(tuple(p.shape),)",
    asks="What does a comma after one item make?",
)
mistake("the shape is a tensor, not a tuple", "tuple(p.shape)", "torch.tensor(p.shape)")
mistake(
    "of parameters whose names end alike, only the last is listed",
    PAIRS,
    """
    [
        *{
            name.rpartition(".")[2]: (name, tuple(p.shape))
            for name, p in net.named_parameters()
        }.values()
    ]
    """,
)
mistake(
    "buffers are listed as well, but for those that BatchNorm makes",
    f"{PAIRS}",
    """
    [
        (name, tuple(p.shape))
        for name, p in net.state_dict().items()
        if "running" not in name and "num_batches" not in name
    ]
    """,
    asks="Whose buffers have other names?",
)
mistake("only the names are listed", "[(name, tuple(p.shape)) for", "[name for")
mistake(
    "each item is a text that holds name and shape, not a pair",
    "(name, tuple(p.shape)) for",
    'f"{name}: {tuple(p.shape)}" for',
)
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

mistake = mistakes("parameter_shapes", loses="contract, value")
mistake(
    "names and shapes are returned in two lists",
    PAIRS,
    "[name for name, _ in net.named_parameters()], "
    "[tuple(p.shape) for p in net.parameters()]",
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
    "number 2 is taken where there is one, and else the last child",
    LAYERS,
    "layers = [net[2] if len(net) > 2 and isinstance(net[2], nn.Linear) else net[-1]]",
)
mistake(
    "it is taken for granted that the last Linear is the last child, or the one before",
    LAYERS,
    "layers = [net[-1] if isinstance(net[-1], nn.Linear) else net[-2]]",
)
mistake(
    "the bias is found by the name of the last child",
    COPY,
    'net.state_dict()[f"{len(net) - 1}.bias"].clone()',
)
mistake("the copy has lost its sign", ".clone()", ".clone().abs()")
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
    named = sorted(net._modules, key=str)
    layers = [net._modules[name] for name in named]
    layers = [layer for layer in layers if isinstance(layer, nn.Linear)]
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

mistake = mistakes("last_bias", loses="gradient, purity, device")
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

# --- block1 -------------------------------------------------------------------

BLOCK = "nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())"

mistake = mistakes("block1", loses="contract")
mistake("the block is made, and not returned", f"return {BLOCK}", f"block = {BLOCK}")
mistake(
    "a list of layers is returned, not a block",
    BLOCK,
    "[nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU()]",
)
mistake("the function is called `block_1`, not `block1`", "def block1(", "def block_1(")
mistake("`block1` demands an argument", "def block1()", "def block1(features)")
mistake(
    "the block is called at once, and its result returned",
    BLOCK,
    f"{BLOCK}(torch.rand(2, 4))",
)
mistake(
    "`nn.Sequential` gets one list, where it takes one module after the other",
    BLOCK,
    "nn.Sequential([nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU()])",
)
mistake(
    "an `nn.ModuleList` is returned, which holds modules and does not run them",
    BLOCK,
    "nn.ModuleList([nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU()])",
    asks="Which container has a `forward`?",
)
mistake(
    "the class `nn.ReLU` is handed over, and no module is made of it",
    "nn.Linear(4, 8), nn.ReLU(),",
    "nn.Linear(4, 8), nn.ReLU,",
)
mistake(
    "a function from `nn.functional` is handed over, where a module is needed",
    "nn.Linear(4, 8), nn.ReLU(),",
    "nn.Linear(4, 8), nn.functional.relu,",
)

mistake = mistakes("block1", loses="value")
mistake(
    "GELU stands where both ReLUs are asked for",
    "nn.ReLU()",
    "nn.GELU()",
    everywhere=True,
)
mistake(
    "ReLU6 stands where the first ReLU is asked for",
    "nn.Linear(4, 8), nn.ReLU()",
    "nn.Linear(4, 8), nn.ReLU6()",
)
mistake(
    "there is no ReLU after the second layer",
    "nn.Linear(8, 4), nn.ReLU())",
    "nn.Linear(8, 4))",
)
mistake(
    "there is no ReLU at all",
    BLOCK,
    "nn.Sequential(nn.Linear(4, 8), nn.Identity(), nn.Linear(8, 4))",
)
mistake(
    "a Tanh stands where the last ReLU is asked for",
    "nn.Linear(8, 4), nn.ReLU()",
    "nn.Linear(8, 4), nn.Tanh()",
)
mistake(
    "a sigmoid stands where the first ReLU is asked for",
    "nn.Linear(4, 8), nn.ReLU()",
    "nn.Linear(4, 8), nn.Sigmoid()",
)
mistake(
    "LeakyReLU stands where the first ReLU is asked for",
    "nn.Linear(4, 8), nn.ReLU()",
    "nn.Linear(4, 8), nn.LeakyReLU()",
)
mistake(
    "a softmax follows the last layer",
    "nn.Linear(8, 4), nn.ReLU()",
    "nn.Linear(8, 4), nn.Softmax(-1)",
)
mistake(
    "all calls return one and the same block",
    f"return {BLOCK}",
    f"""
    if not hasattr(block1, "net"):
        block1.net = {BLOCK}
    return block1.net
    """,
    asks="What happens to the second block when the first one is trained?",
)
mistake(
    "the block is a default value, made once for all calls",
    "def block1() -> nn.Module:",
    f"def block1(net={BLOCK}) -> nn.Module:",
    f"return {BLOCK}",
    "return net",
    asks="How often does Python make the default of an argument?",
)

mistake = mistakes("block1", loses="naming")
mistake(
    "the block gives 8 features, not 4",
    "nn.Linear(8, 4), nn.ReLU()",
    "nn.Linear(8, 8), nn.ReLU()",
)
mistake(
    "the second layer takes 4 features, and gets 8",
    "nn.Linear(8, 4)",
    "nn.Linear(4, 8)",
)
mistake(
    "the hidden width is 16, not 8",
    BLOCK,
    "nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 4), nn.ReLU())",
)
mistake(
    "the second layer is missing", ", nn.Linear(8, 4), nn.ReLU())", ", nn.Identity())"
)
mistake(
    "there is a third layer",
    "nn.Linear(8, 4), nn.ReLU()",
    "nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU()",
)
mistake(
    "the layers have no bias",
    BLOCK,
    BLOCK.replace("8)", "8, bias=False)").replace("4)", "4, bias=False)"),
)
mistake(
    "the layers have names of their own, and not 0 and 2",
    f"return {BLOCK}",
    """
    net = nn.Sequential()
    net.add_module("linear1", nn.Linear(4, 8))
    net.add_module("relu1", nn.ReLU())
    net.add_module("linear2", nn.Linear(8, 4))
    net.add_module("relu2", nn.ReLU())
    return net
    """,
)
mistake("the block lies inside of another one", BLOCK, f"nn.Sequential({BLOCK})")
mistake(
    "a PReLU, which learns, stands where the first ReLU is asked for",
    "nn.Linear(4, 8), nn.ReLU()",
    "nn.Linear(4, 8), nn.PReLU()",
)

mistake = mistakes("block1", loses="shape")
mistake(
    "numbers of inputs and of outputs are swapped in both layers",
    BLOCK,
    "nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 8), nn.ReLU())",
    asks="In which order does `nn.Linear` take its two sizes?",
)

mistake = mistakes("block1", loses="gradient")
mistake("all parameters are frozen", BLOCK, f"{BLOCK}.requires_grad_(False)")

mistake = mistakes("block1", loses="purity")
mistake(
    "a dropout follows, which depends on the mode",
    "nn.Linear(8, 4), nn.ReLU())",
    "nn.Linear(8, 4), nn.ReLU(), nn.Dropout())",
)
mistake(
    "`manual_seed` sets the random state of the whole program",
    f"return {BLOCK}",
    f"torch.manual_seed(0)\nreturn {BLOCK}",
)

mistake = mistakes("block1", loses="value, naming")
mistake(
    "there is no ReLU between the layers, so the second is number 1",
    "nn.Linear(4, 8), nn.ReLU(), ",
    "nn.Linear(4, 8), ",
)

# --- block2 -------------------------------------------------------------------

ADD = """
for i in range(4):
    net.add_module(f"block {i}", block1())
"""

mistake = mistakes("block2", loses="contract")
mistake("the block is made, and not returned", "return net", "pass")
mistake(
    "`block1` itself is added, and not what it returns",
    "block1())",
    "block1)",
    asks="What do parentheses after a function's name do?",
)
mistake(
    "`append` gets a name and a module, where it takes a module alone",
    'net.add_module(f"block {i}", block1())',
    'net.append(f"block {i}", block1())',
)
mistake(
    "names and blocks are exchanged", 'f"block {i}", block1()', 'block1(), f"block {i}"'
)
mistake(
    "the names hold a dot, which Module does not allow",
    "block {i}",
    "block.{i}",
    asks="What does a dot in a parameter's name mean?",
)
mistake("`block2` demands an argument", "def block2()", "def block2(blocks)")
mistake(
    "an `nn.ModuleDict` is returned, which holds modules and does not run them",
    "net = nn.Sequential()",
    "net = nn.ModuleDict()",
)
mistake(
    "a plain list of blocks is returned",
    "net = nn.Sequential()",
    "net = []",
    'net.add_module(f"block {i}", block1())',
    "net.append(block1())",
)
mistake("`block1` is called on a number", "block1())", "block1(i))")

mistake = mistakes("block2", loses="naming")
mistake(
    "one block is a default value, made once, and stands in all four places",
    "def block2()",
    "def block2(block=block1())",
    "block1())",
    "block)",
)
mistake(
    "the letter i stands in all names, not the number", 'f"block {i}"', '"block " + "i"'
)
mistake(
    "the four blocks are called 0 to 3, as `nn.Sequential` numbers what it is given",
    f"net = nn.Sequential(){ADD}return net",
    "return nn.Sequential(*[block1() for _ in range(4)])",
)
mistake(
    "`return` stands inside the loop, so there is one block",
    ADD + "return net",
    ADD + "    return net",
    asks="How far is the `return` indented?",
)
mistake(
    "one block is added four times: all four share their parameters",
    ADD,
    """
    block = block1()
    for i in range(4):
        net.add_module(f"block {i}", block)
    """,
    asks="How often is `block1` called?",
)
mistake(
    "a list is multiplied, so one block stands in it four times",
    f"net = nn.Sequential(){ADD}return net",
    "return nn.Sequential(*[block1()] * 4)",
    asks="How often does `[block1()] * 4` call `block1`?",
)
mistake("the blocks are called 0 to 3", 'f"block {i}"', "str(i)")
mistake("there is no space in the names: `block0`", "block {i}", "block{i}")
mistake("there is an underscore in the names: `block_0`", "block {i}", "block_{i}")
mistake("the blocks are counted from 1", "block {i}", "block {i + 1}")
mistake("the names begin with a capital letter", "block {i}", "Block {i}")
mistake(
    "the f before the text is missing, so all blocks have one name",
    'f"block {i}"',
    '"block {i}"',
    asks="What does an f before a text do?",
)
mistake(
    "all blocks have the same name, so that the last one replaces the others",
    'f"block {i}"',
    '"block"',
)
mistake("there are three blocks, not four", "range(4)", "range(3)")
mistake("there are five blocks, not four", "range(4)", "range(5)")
mistake("there are four layers, not four blocks", "block1())", "nn.Linear(4, 4))")
mistake(
    "the four blocks lie in a net of their own, inside of another",
    "return net",
    "return nn.Sequential(net)",
)

mistake = mistakes("block2", loses="value")
mistake(
    "what goes into a block is added to what comes out",
    "net = nn.Sequential()",
    """
    class Blocks(nn.Module):
        def forward(self, X):
            for block in self.children():
                X = X + block(X)
            return X


    net = Blocks()
    """,
)
mistake("the blocks run in reversed order", "range(4)", "reversed(range(4))")
mistake(
    "a ReLU less runs, for the last one of each block is taken away",
    "block1())",
    "block1()[:3])",
)
mistake(
    "all calls return one and the same block",
    f"net = nn.Sequential(){ADD}return net",
    """
    if not hasattr(block2, "net"):
        block2.net = nn.Sequential()
        for i in range(4):
            block2.net.add_module(f"block {i}", block1())
    return block2.net
    """,
    asks="What happens to the second block when the first one is trained?",
)
mistake = mistakes("block2", loses="gradient")
mistake("all parameters are frozen", "return net", "return net.requires_grad_(False)")

mistake = mistakes("block2", loses="purity")
mistake(
    "`manual_seed` sets the random state of the whole program",
    "net = nn.Sequential()",
    "torch.manual_seed(0)\nnet = nn.Sequential()",
)

mistake = mistakes("block2", loses="naming")
mistake(
    "the layers of all blocks stand side by side, in one block",
    ADD,
    """
for i in range(4):
    net.extend(block1())
""",
)

# --- make_rgnet ---------------------------------------------------------------

RGNET = "nn.Sequential(block2(), nn.Linear(4, 1))"

mistake = mistakes("make_rgnet", loses="contract")
mistake("the net is made, and not returned", f"return {RGNET}", f"net = {RGNET}")
mistake("`block2` itself is handed over, and not what it returns", "block2()", "block2")
mistake(
    "a list of the two is returned, not a net", RGNET, "[block2(), nn.Linear(4, 1)]"
)
mistake(
    "`nn.Sequential` gets one list, where it takes one module after the other",
    RGNET,
    "nn.Sequential([block2(), nn.Linear(4, 1)])",
)
mistake(
    "the net is called at once, and its result returned",
    RGNET,
    f"{RGNET}(torch.rand(2, 4))",
)
mistake("`make_rgnet` demands an argument", "def make_rgnet()", "def make_rgnet(block)")

mistake = mistakes("make_rgnet", loses="naming")
mistake(
    "the layer gives 4 numbers of a row, not one", "nn.Linear(4, 1)", "nn.Linear(4, 4)"
)
mistake(
    "numbers of inputs and of outputs are swapped in the layer",
    "nn.Linear(4, 1)",
    "nn.Linear(1, 4)",
    asks="In which order does `nn.Linear` take its two sizes?",
)
mistake(
    "the layer takes 8 features, and the block gives 4",
    "nn.Linear(4, 1)",
    "nn.Linear(8, 1)",
)
mistake("the layer is missing", "block2(), nn.Linear(4, 1)", "block2()")
mistake("the block is missing", "block2(), ", "")
mistake("a `block1` stands where a `block2` is asked for", "block2()", "block1()")
mistake(
    "the blocks stand side by side with the layer, not in a block of their own",
    RGNET,
    "nn.Sequential(*block2(), nn.Linear(4, 1))",
    asks="What does a star before an argument do?",
)
mistake(
    "the layer stands before the block",
    "block2(), nn.Linear(4, 1)",
    "nn.Linear(4, 4), block2()",
)
mistake("there are two blocks, not one", "block2(), ", "block2(), block2(), ")
mistake(
    "the layer is made without a bias", "nn.Linear(4, 1)", "nn.Linear(4, 1, bias=False)"
)
mistake(
    "the layer is added to the block itself",
    f"return {RGNET}",
    """
net = block2()
net.append(nn.Linear(4, 1))
return net
""",
)
mistake(
    "block and layer have names of their own, and not 0 and 1",
    f"return {RGNET}",
    """
net = nn.Sequential()
net.add_module("block", block2())
net.add_module("linear", nn.Linear(4, 1))
return net
""",
)
mistake(
    "a ReLU stands between block and layer, so that the layer is number 2",
    "block2(), ",
    "block2(), nn.ReLU(), ",
)
mistake("the net lies inside of another one", RGNET, f"nn.Sequential({RGNET})")

mistake = mistakes("make_rgnet", loses="shape")
mistake(
    "the result is flattened to one dimension",
    "nn.Linear(4, 1)",
    "nn.Linear(4, 1), nn.Flatten(0)",
)

mistake = mistakes("make_rgnet", loses="value")
mistake(
    "a Tanh follows the last layer", "nn.Linear(4, 1)", "nn.Linear(4, 1), nn.Tanh()"
)
mistake(
    "a ReLU follows the last layer, so no result is ever negative",
    "nn.Linear(4, 1)",
    "nn.Linear(4, 1), nn.ReLU()",
)
mistake(
    "a sigmoid follows the last layer",
    "nn.Linear(4, 1)",
    "nn.Linear(4, 1), nn.Sigmoid()",
)
mistake(
    "a softmax follows, which makes 1 of a number alone",
    "nn.Linear(4, 1)",
    "nn.Linear(4, 1), nn.Softmax(dim=1)",
)
mistake(
    "all calls return one and the same net",
    f"return {RGNET}",
    f"""
    if not hasattr(make_rgnet, "net"):
        make_rgnet.net = {RGNET}
    return make_rgnet.net
    """,
    asks="What happens to the second net when the first one is trained?",
)

mistake = mistakes("make_rgnet", loses="gradient")
mistake("the block is frozen", "block2(), ", "block2().requires_grad_(False), ")

mistake = mistakes("make_rgnet", loses="purity")
mistake(
    "`manual_seed` sets the random state of the whole program",
    f"return {RGNET}",
    f"torch.manual_seed(0)\nreturn {RGNET}",
)


# --- init_normal, init_constant, init_xavier, init_threshold ------------------

IS_LINEAR = "isinstance(module, nn.Linear)"
IF_LINEAR = f"if {IS_LINEAR}:"
NORMAL = "nn.init.normal_(module.weight, mean=0.0, std=0.01)"
ONES = "nn.init.ones_(module.weight)"
XAVIER = "nn.init.xavier_uniform_(module.weight)"
UNIFORM = "nn.init.uniform_(module.weight, -10, 10)"
KEEP = "module.weight *= module.weight.abs() >= 5"
THRESHOLD = f"{UNIFORM}\nwith torch.no_grad():\n    {KEEP}"
ZEROS = "nn.init.zeros_(module.bias)"
BIAS = f"if module.bias is not None:\n    {ZEROS}"

# The line that changes the weight, and how to draw such values anew.
DRAWN = {
    "init_normal": (NORMAL, "torch.randn({}) * 0.01"),
    "init_constant": (ONES, "torch.ones({})"),
    "init_xavier": (
        XAVIER,
        "(torch.rand({}) * 2 - 1) * (6 / sum(module.weight.shape)) ** 0.5",
    ),
    "init_threshold": (
        THRESHOLD,
        "nn.functional.hardshrink(torch.rand({}) * 20 - 10, 5.0)",
    ),
}
ALIKE = "module.weight.data.copy_(module.weight.data[:1].expand_as(module.weight))"
SHAPE = "module.weight.shape"
DTYPE = "dtype=module.weight.dtype"
DEVICE = "device=module.weight.device"

for exercise, (line, drawn) in DRAWN.items():
    plain = drawn.format(SHAPE)
    alike = drawn.format(f"{SHAPE}, {DTYPE}, {DEVICE}")

    mistake = mistakes(exercise, loses="contract")
    mistake(
        "the function takes no argument",
        f"def {exercise}(module: nn.Module)",
        f"def {exercise}()",
    )
    mistake(
        "there is no condition, so that modules without a weight are asked for it",
        IS_LINEAR,
        "True",
        asks="Which modules does `apply` hand over?",
    )
    mistake(
        "`isinstance` gets class and module in the wrong order",
        IS_LINEAR,
        "isinstance(nn.Linear, module)",
        asks="Which of the two arguments of `isinstance` is the class?",
    )
    mistake(
        "the weight is changed in place while autograd records, which it refuses",
        line,
        f"module.weight.copy_({plain})",
        asks="How is autograd told not to record something?",
    )
    mistake(
        "a plain tensor is assigned, where Module insists on a Parameter",
        line,
        f"module.weight = {plain}",
    )
    mistake(
        "what is an item of a net is asked of a single layer",
        line,
        line.replace("module.weight", "module[0].weight"),
        asks="Of what is your function called, the net or each module in it?",
    )
    mistake(
        "a single module is gone through with a loop, as if it were a net",
        line,
        "for module in module:\n" + indent(line, "    "),
        asks="Of what is your function called, the net or each module in it?",
    )
    mistake(
        "`module.weights` is a misspelt `module.weight`",
        line,
        line.replace("module.weight", "module.weights"),
    )

    mistake = mistakes(exercise, loses="leaves_others_alone")
    mistake(
        "every module that has `out_features` counts, such as Bilinear",
        IS_LINEAR,
        'hasattr(module, "out_features")',
    )
    mistake(
        "Conv2d layers count as well",
        IS_LINEAR,
        "isinstance(module, nn.Linear | nn.Conv2d)",
    )

    mistake = mistakes(exercise, loses="naming")
    mistake(
        "the weight is deleted, and a plain tensor takes its place",
        line,
        f"""
        values = {alike}
        del module.weight
        module.weight = values
        """,
        asks="What does a Module see of a plain tensor that is one of its attributes?",
    )
    mistake(
        "the weight is deleted, and a buffer takes its place",
        line,
        f"""
        values = {alike}
        del module.weight
        module.register_buffer("weight", values)
        """,
        asks="Is what a Module calls a buffer learned?",
    )

    mistake = mistakes(exercise, loses="gradient")
    mistake(
        "a new Parameter stands for the weight, and learns though that was frozen",
        line,
        f"module.weight = nn.Parameter({alike})",
        asks="What does a new Parameter require, unless you say otherwise?",
    )
    mistake(
        "what gets its first values is frozen",
        line,
        f"{line}\nmodule.requires_grad_(False)",
    )
    mistake(
        "what was frozen is made to learn",
        line,
        f"{line}\nmodule.requires_grad_(True)",
    )

    mistake = mistakes(exercise, loses="mode")
    mistake(
        "all modules are put in evaluation", IF_LINEAR, f"module.eval()\n{IF_LINEAR}"
    )
    mistake(
        "all modules are put in training", IF_LINEAR, f"module.train()\n{IF_LINEAR}"
    )

    mistake = mistakes(exercise, loses="dtype, device")
    mistake(
        "a new tensor becomes the weight: of the default dtype, on the CPU",
        line,
        f"module.weight.data = {plain}",
        asks="Which dtype and which device has a new tensor?",
    )

    mistake = mistakes(exercise, loses="dtype")
    mistake(
        "the weight becomes float32, whatever it was",
        line,
        f"module.weight.data = ({alike}).float()",
    )

    mistake(
        "the weight becomes float64, as numpy makes it",
        line,
        f"module.weight.data = ({alike}).double()",
        asks="Which dtype has an array of numpy, unless you say otherwise?",
    )

    mistake = mistakes(exercise, loses="device")
    mistake(
        "the weight is brought to the CPU",
        line,
        f"module.weight.data = ({alike}).cpu()",
    )

    mistake = mistakes(exercise, loses="purity")
    mistake(
        "`manual_seed` sets the random state of the whole program",
        line,
        f"torch.manual_seed(0)\n{line}",
        asks="Which weights has the next layer then?",
    )
    mistake(
        "gradients are switched off, and never on again",
        line,
        f"torch.set_grad_enabled(False)\n{line}",
    )

for exercise in ("init_normal", "init_xavier", "init_threshold"):
    line, drawn = DRAWN[exercise]
    of_a_generator = drawn.format(
        f"{SHAPE}, generator=torch.Generator().manual_seed(1)"
    )

    mistake = mistakes(exercise, loses="purity")
    mistake(
        "all layers of one shape get the same numbers, whatever the seed",
        line,
        f"module.weight.data.copy_({of_a_generator})",
        asks="Where do the numbers begin in each call?",
    )

LARGE = {
    "init_normal": "weight_is_normal",
    "init_constant": "weight_is_one",
    "init_xavier": "weight_is_xavier_uniform",
    "init_threshold": "weight_is_large_or_zero",
}
for exercise, check in LARGE.items():
    line, _ = DRAWN[exercise]
    mistake = mistakes(exercise, loses=check)
    mistake(
        "layers without a bias are passed over, their weights as well",
        IS_LINEAR,
        f"{IS_LINEAR} and module.bias is not None",
        asks="Has a layer without a bias no weight?",
    )
    mistake(
        "a copy of the weight is changed, and the weight stays as it was",
        line,
        "weight = module.weight.detach().clone()\n" + line.replace("module.", ""),
    )

for exercise, of_bias in (
    ("init_normal", "bias_is_zero"),
    ("init_constant", "bias_becomes_zero"),
):
    mistake = mistakes(exercise, loses=f"{LARGE[exercise]}, {of_bias}")
    mistake(
        "no module is taken for a Linear layer, so that nothing happens",
        IS_LINEAR,
        "module == nn.Linear",
        asks="Is a module the same as its class?",
    )
    mistake(
        "frozen layers are passed over",
        IS_LINEAR,
        f"{IS_LINEAR} and module.weight.requires_grad",
        asks="Can a frozen layer have first values?",
    )
    mistake = mistakes(exercise, loses="contract")
    mistake(
        "a layer without a bias is asked for it, which is None then",
        BIAS,
        ZEROS,
        asks="What is `module.bias` of `nn.Linear(4, 2, bias=False)`?",
    )
    mistake(
        "`hasattr` is asked for the bias, which every Linear layer has: it may be None",
        "module.bias is not None",
        'hasattr(module, "bias")',
        asks="What does `hasattr` say of an attribute that is None?",
    )
    mistake = mistakes(exercise, loses="leaves_others_alone")
    mistake(
        "whatever has a weight and a bias counts",
        IS_LINEAR,
        'getattr(module, "weight", None) is not None and hasattr(module, "bias")',
        asks="Which other layers have a weight and a bias?",
    )
    mistake = mistakes(exercise, loses=of_bias)
    mistake("the bias is left as it was", ZEROS, "pass")
    mistake("the bias becomes 1", ZEROS, "nn.init.ones_(module.bias)")
    mistake("the bias becomes 0.01", ZEROS, "nn.init.constant_(module.bias, 0.01)")
    mistake(
        "the bias is drawn from a normal distribution, too",
        ZEROS,
        "nn.init.normal_(module.bias, std=0.01)",
    )
    mistake(
        "a copy of the bias is set to 0, and the bias stays as it was",
        ZEROS,
        "nn.init.zeros_(module.bias.detach().clone())",
    )
    mistake(
        "`torch.zeros_like` makes a new tensor, which nobody keeps",
        ZEROS,
        "torch.zeros_like(module.bias)",
        asks="What becomes of the tensor that `zeros_like` returns?",
    )

for exercise, kept in (
    ("init_xavier", "xavier_keeps_the_bias"),
    ("init_threshold", "threshold_keeps_the_bias"),
):
    line, _ = DRAWN[exercise]
    mistake = mistakes(exercise, loses=LARGE[exercise])
    mistake(
        "no module is taken for a Linear layer, so that nothing happens",
        IS_LINEAR,
        "module == nn.Linear",
        asks="Is a module the same as its class?",
    )
    mistake(
        "frozen layers are passed over",
        IS_LINEAR,
        f"{IS_LINEAR} and module.weight.requires_grad",
        asks="Can a frozen layer have first values?",
    )
    mistake = mistakes(exercise, loses="leaves_others_alone")
    mistake(
        "embeddings count as well",
        IS_LINEAR,
        "isinstance(module, nn.Linear | nn.Embedding)",
    )
    mistake(
        "every parameter of two dimensions counts, of whatever it is a part",
        f"{IF_LINEAR}\n{indent(line, '    ')}",
        "for weight in module.parameters():\n    if weight.dim() == 2:\n"
        + indent(line.replace("module.weight", "weight"), " " * 8),
    )
    mistake = mistakes(exercise, loses=kept)
    mistake(
        "the bias becomes 0, which nobody asked for",
        line,
        f"{line}\n{BIAS}",
        asks="What does the docstring say of the bias?",
    )
    mistake(
        "the bias is drawn by the rule as well",
        line,
        f"{line}\n{BIAS.replace('zeros_', 'normal_')}",
    )
    mistake = mistakes(exercise, loses="contract")
    mistake(
        "a layer without a bias is asked for it, which is None then",
        line,
        f"{line}\n{ZEROS}",
        asks="What is `module.bias` of `nn.Linear(4, 2, bias=False)`?",
    )

mistake = mistakes("init_normal", loses="weight_is_normal")
mistake("the standard deviation is 0.1, not 0.01", "std=0.01", "std=0.1")
mistake("the standard deviation is 1, not 0.01", "std=0.01", "std=1.0")
mistake(
    "the standard deviation is 0.01², as if 0.01 were its root",
    "std=0.01",
    "std=0.01**2",
)
mistake(
    "0.01 is the mean, and not the standard deviation",
    "mean=0.0, std=0.01",
    "0.01",
    asks="Which argument of `normal_` comes first after the tensor?",
)
mistake("mean and standard deviation are both 0.01", "mean=0.0", "mean=0.01")
mistake(
    "the weight is uniform on [-0.01, 0.01], not normal",
    NORMAL,
    "nn.init.uniform_(module.weight, -0.01, 0.01)",
)
mistake(
    "the weight is uniform, of the deviation that was asked for",
    NORMAL,
    "nn.init.uniform_(module.weight, -(3**0.5) / 100, 3**0.5 / 100)",
)
mistake(
    "all elements of the weight become 0.01",
    NORMAL,
    "nn.init.constant_(module.weight, 0.01)",
)
mistake("the weight becomes 0", NORMAL, "nn.init.zeros_(module.weight)")
mistake("Xavier's rule is used", NORMAL, "nn.init.xavier_normal_(module.weight)")
mistake("He's rule is used", NORMAL, "nn.init.kaiming_normal_(module.weight)")
mistake(
    "the normal distribution is cut off at two deviations",
    NORMAL,
    "nn.init.trunc_normal_(module.weight, std=0.01, a=-0.02, b=0.02)",
)
mistake(
    "one number is drawn for the whole weight",
    NORMAL,
    "nn.init.constant_(module.weight, torch.randn(()).item() * 0.01)",
)
mistake(
    "one row is drawn, and all rows are alike",
    NORMAL,
    f"{NORMAL}\n{ALIKE}",
)
mistake(
    "only the first row is drawn",
    NORMAL,
    "nn.init.normal_(module.weight.data[0], std=0.01)",
)
mistake("no element is negative", NORMAL, f"{NORMAL}\nmodule.weight.data.abs_()")
mistake(
    "what is drawn is added to what was there",
    NORMAL,
    "module.weight.data += torch.randn_like(module.weight) * 0.01",
)
mistake("what was there is scaled by 0.01", NORMAL, "module.weight.data *= 0.01")

mistake = mistakes("init_constant", loses="weight_is_one")
mistake("the weight becomes 0", ONES, "nn.init.zeros_(module.weight)")
mistake(
    "the weight becomes 42, as in the lesson's next function",
    ONES,
    "nn.init.constant_(module.weight, 42)",
)
mistake("only the diagonal becomes 1", ONES, "nn.init.eye_(module.weight)")
mistake(
    "the rows add up to 1",
    ONES,
    "nn.init.constant_(module.weight, 1 / module.in_features)",
)
mistake("only the first row becomes 1", ONES, "nn.init.ones_(module.weight.data[0])")
mistake("the weight is drawn from N(0, 1)", ONES, "nn.init.normal_(module.weight)")
mistake("1 is added to what was there", ONES, "module.weight.data += 1")
mistake(
    "`torch.ones_like` makes a new tensor, which nobody keeps",
    ONES,
    "torch.ones_like(module.weight)",
    asks="What becomes of the tensor that `ones_like` returns?",
)
mistake("the weight becomes -1", ONES, "nn.init.constant_(module.weight, -1)")

mistake = mistakes("init_constant", loses="weight_is_one, bias_becomes_zero")
mistake(
    "weight and bias are exchanged",
    ONES,
    "nn.init.zeros_(module.weight)",
    ZEROS,
    "nn.init.ones_(module.bias)",
)

mistake = mistakes("init_xavier", loses="weight_is_xavier_uniform")
mistake(
    "a transposed copy is changed, and the weight stays as it was",
    XAVIER,
    "nn.init.xavier_uniform_(module.weight.detach().t().contiguous())",
)
mistake(
    "the distribution is normal, not uniform",
    XAVIER,
    "nn.init.xavier_normal_(module.weight)",
)
mistake(
    "He's rule is used, which looks at the inputs alone",
    XAVIER,
    "nn.init.kaiming_uniform_(module.weight)",
)
mistake(
    "the gain of ReLU is multiplied in, which nobody asked for",
    "module.weight)",
    'module.weight, nn.init.calculate_gain("relu"))',
)
mistake(
    "the gain of tanh is multiplied in, which nobody asked for",
    "module.weight)",
    'module.weight, nn.init.calculate_gain("tanh"))',
)
mistake("the weight is uniform on [0, 1]", XAVIER, "nn.init.uniform_(module.weight)")
mistake(
    "the weight is uniform on [-1, 1]", XAVIER, "nn.init.uniform_(module.weight, -1, 1)"
)
mistake(
    "the bound is a = 6 / (n_in + n_out), without a root",
    XAVIER,
    "a = 6 / sum(module.weight.shape)\nnn.init.uniform_(module.weight, -a, a)",
    asks="What is the root of 6 / (n_in + n_out)?",
)
mistake(
    "the bound is a = sqrt(2 / (n_in + n_out)), the deviation of the normal rule",
    XAVIER,
    "a = (2 / sum(module.weight.shape)) ** 0.5\nnn.init.uniform_(module.weight, -a, a)",
)
mistake(
    "the bound looks at the outputs alone",
    XAVIER,
    "a = (3 / module.out_features) ** 0.5\nnn.init.uniform_(module.weight, -a, a)",
)
mistake(
    "no element is negative: the range is [0, a], not [-a, a]",
    XAVIER,
    f"{XAVIER}\nmodule.weight.data.abs_()",
)
mistake(
    "the bound is a = sqrt(6) / (n_in + n_out)",
    XAVIER,
    "a = 6**0.5 / sum(module.weight.shape)\nnn.init.uniform_(module.weight, -a, a)",
)
mistake("the weight becomes 0", XAVIER, "nn.init.zeros_(module.weight)")
mistake(
    "one row is drawn, and all rows are alike",
    XAVIER,
    f"{XAVIER}\n{ALIKE}",
)

mistake = mistakes("init_threshold", loses="weight_is_large_or_zero")
mistake(
    "the condition is reversed: what is small is kept",
    ">= 5",
    "< 5",
    asks="What becomes of 7, and what of 2?",
)
mistake("nothing is set to 0", THRESHOLD, UNIFORM)
mistake(
    "negative elements are all set to 0: the absolute value is forgotten",
    "module.weight.abs() >= 5",
    "module.weight >= 5",
    asks="What becomes of -7?",
)
mistake("the limit is 0.5, not 5", ">= 5", ">= 0.5")
mistake(
    "what is small becomes 5 or -5, not 0",
    KEEP,
    "module.weight.copy_(module.weight.sign() * module.weight.abs().clamp(min=5))",
)
mistake("the limit is 6, not 5", ">= 5", ">= 6")
mistake(
    "the weight is uniform on [0, 10], so that nothing is negative", "-10, 10", "0, 10"
)
mistake("the weight is uniform on [-5, 5], so that all becomes 0", "-10, 10", "-5, 5")
mistake(
    "the weight is uniform on [0, 1], so that all becomes 0",
    "module.weight, -10, 10",
    "module.weight",
)
mistake(
    "the weight is normal, not uniform",
    UNIFORM,
    "nn.init.normal_(module.weight, -10, 10)",
    asks="Which two numbers does `normal_` take, and which `uniform_`?",
)
mistake(
    "the sign is lost: absolute values are kept",
    KEEP,
    "module.weight.copy_(module.weight.abs() * (module.weight.abs() >= 5))",
)
mistake(
    "the mask itself becomes the weight: ones and zeros",
    KEEP,
    "module.weight.copy_(module.weight.abs() >= 5)",
    asks="What is multiplied with the mask?",
)
mistake(
    "the values are moved to 0 by 5, not kept",
    KEEP,
    "module.weight.copy_(nn.functional.softshrink(module.weight, 5.0))",
)
mistake(
    "what is drawn is left as it was, for a new tensor is multiplied",
    KEEP,
    "module.weight * (module.weight.abs() >= 5)",
    asks="Where is the product kept?",
)
mistake("whole numbers are drawn", UNIFORM, f"{UNIFORM}\nmodule.weight.data.round_()")
mistake(
    "half of the rows become 0, not half of the elements",
    "module.weight.abs() >= 5",
    "module.weight[:, :1].abs() >= 5",
)

# --- initialize_weights -------------------------------------------------------

CONV = "nn.init.xavier_normal_(module.weight)"
CONV_BIAS = "nn.init.constant_(module.bias, 0.3)"
LINEAR = "nn.init.normal_(module.weight, std=0.1)"
NORM = "nn.init.ones_(module.weight)\nnn.init.zeros_(module.bias)"
IS_CONV = "isinstance(module, nn.Conv2d)"
IS_NORM = "isinstance(module, nn.BatchNorm2d) and module.affine"
LOOP = "for module in net.modules():"

mistake = mistakes("initialize_weights", loses="contract")
mistake(
    "no layer is asked whether it has a bias",
    "            if module.bias is not None:\n                nn.init.constant_",
    "            if True:\n                nn.init.constant_",
    "            if module.bias is not None:\n                nn.init.zeros_",
    "            if True:\n                nn.init.zeros_",
    asks="What is `bias` of `nn.Linear(4, 2, bias=False)`?",
)
mistake(
    "`named_modules` gives pairs, and none is taken apart",
    "nn.init.xavier_normal_(module.weight)",
    "nn.init.xavier_normal_(module.weights)",
)
mistake(
    "a convolution without a bias is asked for it",
    f"if module.bias is not None:\n    {CONV_BIAS}",
    CONV_BIAS,
    asks="What is `bias` of `nn.Conv2d(1, 2, 3, bias=False)`?",
)
mistake(
    "a BatchNorm2d without weight and bias is asked for them",
    IS_NORM,
    "isinstance(module, nn.BatchNorm2d)",
    asks="What is `weight` of `nn.BatchNorm2d(3, affine=False)`?",
)
mistake(
    "`zeros_`, a method that there is not, is called on the bias",
    NORM,
    "nn.init.ones_(module.weight)\nmodule.bias.data.zeros_()",
    asks="Which method of a tensor fills it with zeros?",
)
mistake(
    "weights are changed in place while autograd records, which it refuses",
    LINEAR,
    "module.weight.normal_(0, 0.1)",
    asks="How is autograd told not to record something?",
)
mistake(
    "`net.modules` is named, and not called",
    "net.modules()",
    "net.modules",
    asks="What do the parentheses after a method's name do?",
)
mistake(
    "the function takes no argument",
    "def initialize_weights(net: nn.Module)",
    "def initialize_weights()",
)
mistake(
    "Xavier's rule is used on a bias, which has one dimension",
    CONV_BIAS,
    "nn.init.xavier_normal_(module.bias)",
)

mistake = mistakes("initialize_weights", loses="linear_is_normal")
mistake(
    "0.1 is the mean of the Linear weights, not their deviation",
    "std=0.1",
    "0.1",
    asks="Which argument of `normal_` comes first after the tensor?",
)
mistake("the deviation of the Linear weights is 0.01, not 0.1", "std=0.1", "std=0.01")
mistake("the deviation of the Linear weights is 1, not 0.1", ", std=0.1", "")
mistake(
    "Linear weights are uniform, not normal",
    LINEAR,
    "nn.init.uniform_(module.weight, -0.1, 0.1)",
)
mistake(
    "Linear weights are drawn by Xavier's rule, as those of Conv2d",
    LINEAR,
    "nn.init.xavier_normal_(module.weight, 1)",
)
mistake("Linear weights stay as they are", LINEAR, "pass")

mistake = mistakes("initialize_weights", loses="conv2d_is_xavier_normal")
mistake("Conv2d weights are uniform, not normal", "xavier_normal_(", "xavier_uniform_(")
mistake("He's rule is used for Conv2d", "xavier_normal_(", "kaiming_normal_(")
mistake(
    "a gain is multiplied in for Conv2d, which nobody asked for",
    "xavier_normal_(module.weight",
    'xavier_normal_(module.weight, nn.init.calculate_gain("relu")',
)
mistake("Conv2d weights become 0", CONV, "nn.init.zeros_(module.weight)")
mistake(
    "Conv2d weights are drawn from N(0, 0.1²)",
    CONV,
    "nn.init.normal_(module.weight, 0.0, 0.1)",
)
mistake(
    "the kernel's size is left out of Xavier's rule",
    CONV,
    """
    s = (2 / sum(module.weight.shape[:2])) ** 0.5
    nn.init.normal_(module.weight, 0, s)
    """,
    asks="How many inputs make one output of a convolution with a kernel of 3 by 3?",
)
mistake("Conv2d weights stay as they are", CONV, "pass")
mistake(
    "the rule counts all channels, where those of a group count",
    CONV,
    """
    height, width = module.kernel_size
    n = (module.in_channels + module.out_channels) * height * width
    nn.init.normal_(module.weight, 0, (2 / n) ** 0.5)
    """,
)

mistake = mistakes("initialize_weights", loses="biases_are_constant")
mistake("the bias of Conv2d is 0, not 0.3", ", 0.3)", ", 0.0)")
mistake("the bias of Conv2d is 3, not 0.3", ", 0.3)", ", 3)")
mistake("the bias of Conv2d stays as it is", CONV_BIAS, "pass")
mistake("0.3 is added to the bias of Conv2d", CONV_BIAS, "module.bias.data += 0.3")
mistake(
    "the bias of Conv2d is drawn from a normal distribution",
    CONV_BIAS,
    "nn.init.normal_(module.bias, 0.3)",
)

mistake = mistakes("initialize_weights", loses="norm_does_nothing")
mistake("BatchNorm2d is left as it is", NORM, "pass")
mistake(
    "weight and bias of BatchNorm2d are exchanged",
    NORM,
    "nn.init.zeros_(module.weight)\nnn.init.ones_(module.bias)",
)
mistake(
    "the bias of BatchNorm2d is left as it is", NORM, "nn.init.ones_(module.weight)"
)
mistake(
    "the weight of BatchNorm2d is left as it is", NORM, "nn.init.zeros_(module.bias)"
)
mistake(
    "the weight of BatchNorm2d is drawn around 1",
    NORM,
    "nn.init.normal_(module.weight, 1.0, 0.02)\nnn.init.zeros_(module.bias)",
)

mistake = mistakes("initialize_weights", loses="leaves_others_alone")
mistake(
    "the biases of all layers become 0, which are meant and which are not",
    LOOP,
    f"""
    for module in net.modules():
        if isinstance(getattr(module, "bias", None), nn.Parameter):
            {ZEROS}
    {LOOP}
    """,
    asks="Which layers have a bias, beside the three kinds?",
)
mistake(
    "transposed convolutions count as Conv2d does",
    IS_CONV,
    "isinstance(module, nn.Conv2d | nn.ConvTranspose2d)",
)
mistake(
    "Bilinear layers count as Linear does",
    "isinstance(module, nn.Linear)",
    "isinstance(module, nn.Linear | nn.Bilinear)",
)
mistake(
    "what BatchNorm2d measures is set back",
    NORM,
    f"{NORM}\nmodule.reset_running_stats()",
)
mistake(
    "all convolutions count, one-dimensional and transposed ones as well",
    IS_CONV,
    '"Conv" in type(module).__name__',
)
mistake(
    "one-dimensional convolutions count as well",
    IS_CONV,
    "isinstance(module, nn.Conv1d | nn.Conv2d)",
)
mistake(
    "BatchNorm1d counts as BatchNorm2d does",
    IS_NORM,
    "isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d) and module.affine",
)
mistake(
    "what BatchNorm2d has measured is forgotten",
    NORM,
    "module.reset_parameters()",
    asks="What else does `reset_parameters` of a BatchNorm2d do?",
)

mistake = mistakes(
    "initialize_weights",
    loses="linear_is_normal, conv2d_is_xavier_normal, "
    "biases_are_constant, norm_does_nothing",
)
mistake(
    "only direct children are looked at, none that lie deeper",
    "net.modules()",
    "net.children()",
    asks="Which modules does `children()` list?",
)

mistake = mistakes("initialize_weights", loses="linear_is_normal")
mistake(
    "the net itself is passed over, which may be a layer",
    "net.modules()",
    "list(net.modules())[1:]",
)

mistake = mistakes("initialize_weights", loses="naming")
mistake(
    "a plain tensor takes the place of each Linear weight",
    LINEAR,
    """
values = torch.randn_like(module.weight) * 0.1
del module.weight
module.weight = values
""",
)

mistake = mistakes("initialize_weights", loses="gradient")
mistake(
    "a new Parameter stands for the weight, and learns though that was frozen",
    LINEAR,
    "module.weight = nn.Parameter(torch.randn_like(module.weight) * 0.1)",
    asks="What does a new Parameter require, unless you say otherwise?",
)
mistake(
    "the net is frozen", LOOP, "net.requires_grad_(False)\nfor module in net.modules():"
)
mistake(
    "all of the net is made to learn",
    LOOP,
    "net.requires_grad_(True)\nfor module in net.modules():",
)

mistake = mistakes("initialize_weights", loses="mode")
mistake(
    "the net is put in evaluation", LOOP, "net.eval()\nfor module in net.modules():"
)
mistake("the net is put in training", LOOP, "net.train()\nfor module in net.modules():")

mistake = mistakes("initialize_weights", loses="dtype, device")
mistake(
    "a new tensor becomes the weight: of the default dtype, on the CPU",
    LINEAR,
    "module.weight.data = torch.randn(module.weight.shape) * 0.1",
    asks="Which dtype and which device has a new tensor?",
)
mistake = mistakes("initialize_weights", loses="dtype")
mistake(
    "the net becomes one of float32", LOOP, "net.float()\nfor module in net.modules():"
)
mistake = mistakes("initialize_weights", loses="device")
mistake(
    "the net is brought to the CPU", LOOP, "net.cpu()\nfor module in net.modules():"
)
mistake = mistakes("initialize_weights", loses="purity")
mistake(
    "`manual_seed` sets the random state of the whole program",
    LOOP,
    "torch.manual_seed(0)\nfor module in net.modules():",
)
mistake(
    "gradients are switched off, and never on again",
    LOOP,
    "torch.set_grad_enabled(False)\nfor module in net.modules():",
)
mistake(
    "all layers of one shape get the same numbers, whatever the seed",
    LINEAR,
    """
    of_its_own = torch.Generator().manual_seed(0)
    values = torch.randn(module.weight.shape, generator=of_its_own)
    module.weight.data.copy_(values * 0.1)
    """,
    asks="Where do the numbers begin in each call?",
)

# --- make_shared_net ----------------------------------------------------------

SHARED = "shared = nn.Linear(8, 8)\n"
NET = """
return nn.Sequential(
    nn.Linear(4, 8),
    nn.ReLU(),
    shared,
    nn.ReLU(),
    shared,
    nn.ReLU(),
    nn.Linear(8, 1),
)
"""
SEVEN = NET.strip().removeprefix("return ")

mistake = mistakes("make_shared_net", loses="contract")
mistake(
    "the net is made, and not returned", "return nn.Sequential(", "net = nn.Sequential("
)
mistake(
    "a list of modules is returned, not a net",
    f"return {SEVEN}",
    "return [" + SEVEN.removeprefix("nn.Sequential(").removesuffix(")") + "]",
)
mistake(
    "`make_shared_net` demands an argument",
    "def make_shared_net()",
    "def make_shared_net(shared)",
)
mistake("the shared layer is defined nowhere", "shared = nn.Linear(8, 8)", "pass")
mistake(
    "the net is called at once, and its result returned",
    f"return {SEVEN}",
    f"net = {SEVEN}\nreturn net(torch.rand(2, 4))",
)

mistake = mistakes("make_shared_net", loses="naming")
mistake(
    "there are two layers, with parameters of their own, at 2 and at 4",
    f"return {SEVEN}",
    "return " + SEVEN.replace("shared", "nn.Linear(8, 8)"),
    asks="How often is `nn.Linear(8, 8)` called?",
)
mistake(
    "the shared layer has no bias", "nn.Linear(8, 8)", "nn.Linear(8, 8, bias=False)"
)
mistake(
    "the first layer has 16 units, and so have those after it",
    "nn.Linear(4, 8)",
    "nn.Linear(4, 16)",
    "nn.Linear(8, 8)",
    "nn.Linear(16, 16)",
    "nn.Linear(8, 1)",
    "nn.Linear(16, 1)",
)
mistake(
    "the modules have names of their own, and not 0 to 6",
    f"return {SEVEN}",
    """
net = nn.Sequential()
net.add_module("first", nn.Linear(4, 8))
net.add_module("relu1", nn.ReLU())
net.add_module("shared1", shared)
net.add_module("relu2", nn.ReLU())
net.add_module("shared2", shared)
net.add_module("relu3", nn.ReLU())
net.add_module("last", nn.Linear(8, 1))
return net
""",
)
mistake(
    "only the weight is shared, and each layer has a bias of its own",
    f"return {SEVEN}",
    """
other = nn.Linear(8, 8)
other.weight = shared.weight
"""
    + "return "
    + SEVEN.replace("shared", "other", 1),
    asks="What else has a Linear layer, beside its weight?",
)
mistake(
    "only the bias is shared, and each layer has a weight of its own",
    f"return {SEVEN}",
    """
other = nn.Linear(8, 8)
other.bias = shared.bias
"""
    + "return "
    + SEVEN.replace("shared", "other", 1),
)
mistake(
    "the net lies inside of another one",
    f"return {SEVEN}",
    f"return nn.Sequential({SEVEN})",
)

mistake = mistakes("make_shared_net", loses="stays_one")
mistake(
    "a deep copy stands at 4: equal now, apart after a step",
    f"return {SEVEN}",
    """
from copy import deepcopy

other = deepcopy(shared)
"""
    + "return "
    + SEVEN.replace("shared", "other", 1),
    asks="Who learns what the copy learns?",
)
mistake(
    "the values of one layer are loaded into another: equal now, apart after a step",
    f"return {SEVEN}",
    """
other = nn.Linear(8, 8)
other.load_state_dict(shared.state_dict())
"""
    + "return "
    + SEVEN.replace("shared", "other", 1),
)
mistake(
    "two layers share memory, but not their gradients",
    f"return {SEVEN}",
    """
other = nn.Linear(8, 8)
other.weight.data = shared.weight.data
other.bias.data = shared.bias.data
"""
    + "return "
    + SEVEN.replace("shared", "other", 1),
    asks="Whose gradient does each of the two Parameters get?",
)
mistake(
    "a new Parameter is made of the same values, and has a gradient of its own",
    f"return {SEVEN}",
    """
other = nn.Linear(8, 8)
other.weight = nn.Parameter(shared.weight)
other.bias = nn.Parameter(shared.bias)
"""
    + "return "
    + SEVEN.replace("shared", "other", 1),
)

mistake = mistakes("make_shared_net", loses="value")
mistake(
    "a ReLU follows the last layer, so no result is ever negative",
    "nn.Linear(8, 1),",
    "nn.Linear(8, 1),\n    nn.ReLU(),",
)
mistake(
    "a Tanh stands where the last ReLU is asked for",
    "    nn.ReLU(),\n    nn.Linear(8, 1),",
    "    nn.Tanh(),\n    nn.Linear(8, 1),",
)
mistake(
    "nothing happens between the two places of the shared layer",
    "    shared,\n    nn.ReLU(),\n    shared,",
    "    shared,\n    nn.Identity(),\n    shared,",
)
mistake(
    "all calls return one and the same net",
    f"{SHARED}return {SEVEN}",
    """
if not hasattr(make_shared_net, "net"):
    shared = nn.Linear(8, 8)
    make_shared_net.net = """
    + SEVEN.replace("\n", "\n    ")
    + """
return make_shared_net.net
""",
    asks="What happens to the second net when the first one is trained?",
)
mistake(
    "the shared layer is a default value, made once for all nets",
    "def make_shared_net()",
    "def make_shared_net(shared=nn.Linear(8, 8))",
    SHARED,
    "",
    asks="How often does Python make the default of an argument?",
)

mistake = mistakes("make_shared_net", loses="gradient.reaches_everything")
mistake(
    "the shared layer is frozen",
    "shared = nn.Linear(8, 8)",
    "shared = nn.Linear(8, 8).requires_grad_(False)",
)

mistake = mistakes("make_shared_net", loses="purity")
mistake(
    "`manual_seed` sets the random state of the whole program",
    "shared = nn.Linear(8, 8)",
    "torch.manual_seed(0)\nshared = nn.Linear(8, 8)",
)

mistake = mistakes("make_shared_net", loses="value, naming")
mistake(
    "there are no ReLUs between, so that numbers are others",
    f"return {SEVEN}",
    "return nn.Sequential(nn.Linear(4, 8), shared, shared, nn.Linear(8, 1))",
)
mistake(
    "the shared layer stands in three places",
    "    shared,\n    nn.ReLU(),\n    shared,",
    "    shared,\n    nn.ReLU(),\n    shared,\n    nn.ReLU(),\n    shared,",
)
mistake(
    "there is a layer less: the shared one stands in one place",
    "    shared,\n    nn.ReLU(),\n    shared,",
    "    shared,",
)

# --- make_lazy_net ------------------------------------------------------------

LAZY = "nn.Sequential(nn.LazyLinear(hidden), nn.ReLU(), nn.LazyLinear(out))"

mistake = mistakes("make_lazy_net", loses="contract.takes_any_width")
mistake(
    "the width of the input is fixed at 784, that of an image",
    "nn.LazyLinear(hidden)",
    "nn.Linear(784, hidden)",
)
mistake(
    "the width of the input is fixed at 20",
    "nn.LazyLinear(hidden)",
    "nn.Linear(20, hidden)",
    asks="Who says that it is 20?",
)
mistake(
    "`hidden` is taken for the width of the input",
    "nn.LazyLinear(hidden)",
    "nn.Linear(hidden, hidden)",
)
mistake(
    "the width of the input is taken to be 1",
    "nn.LazyLinear(hidden)",
    "nn.Linear(1, hidden)",
)

mistake = mistakes("make_lazy_net", loses="init")
mistake(
    "the net is called on 20 features before it is returned, and is lazy no more",
    f"return {LAZY}",
    f"net = {LAZY}\nnet(torch.rand(2, 20))\nreturn net",
    asks="When does a lazy layer learn how wide its input is?",
)

mistake = mistakes("make_lazy_net", loses="returns_a_net")
mistake("the net is made, and not returned", f"return {LAZY}", f"net = {LAZY}")
mistake(
    "`nn.LazyLinear` is given the width of its input as well",
    "nn.LazyLinear(out)",
    "nn.LazyLinear(hidden, out, True, None)",
)
mistake("the class is handed over, and no module is made of it", "nn.ReLU()", "nn.ReLU")
mistake(
    "`make_lazy_net` takes no sizes",
    "def make_lazy_net(hidden: int, out: int)",
    "def make_lazy_net()",
    "nn.LazyLinear(hidden)",
    "nn.LazyLinear(256)",
    "nn.LazyLinear(out)",
    "nn.LazyLinear(10)",
)
mistake(
    "a list of layers is returned, not a net",
    LAZY,
    "[nn.LazyLinear(hidden), nn.ReLU(), nn.LazyLinear(out)]",
)
mistake(
    "`nn.Sequential` gets one list, where it takes one module after the other",
    LAZY,
    "nn.Sequential([nn.LazyLinear(hidden), nn.ReLU(), nn.LazyLinear(out)])",
)

mistake = mistakes("make_lazy_net", loses="naming")
mistake(
    "`hidden` and `out` are exchanged",
    "nn.LazyLinear(hidden)",
    "nn.LazyLinear(out)",
    "nn.LazyLinear(out))",
    "nn.LazyLinear(hidden))",
)
mistake(
    "the hidden width is 256, whatever is asked for",
    "nn.LazyLinear(hidden)",
    "nn.LazyLinear(256)",
)
mistake(
    "the output has 10 features, whatever is asked for",
    "nn.LazyLinear(out)",
    "nn.LazyLinear(10)",
)
mistake("there is no second layer", ", nn.ReLU(), nn.LazyLinear(out)", ", nn.ReLU()")
mistake(
    "there is a third layer",
    "nn.LazyLinear(out))",
    "nn.LazyLinear(hidden), nn.ReLU(), nn.LazyLinear(out))",
)
mistake(
    "the layers have no bias",
    LAZY,
    LAZY.replace("hidden)", "hidden, bias=False)").replace("out)", "out, bias=False)"),
)
mistake(
    "the layers have names of their own, and not 0 and 2",
    f"return {LAZY}",
    """
net = nn.Sequential()
net.add_module("hidden", nn.LazyLinear(hidden))
net.add_module("relu", nn.ReLU())
net.add_module("out", nn.LazyLinear(out))
return net
""",
)
mistake(
    "the net begins with a Flatten, so that the layers are 1 and 3",
    "nn.Sequential(",
    "nn.Sequential(nn.Flatten(), ",
)

mistake = mistakes("make_lazy_net", loses="value")
mistake(
    "a ReLU follows the last layer, so no result is ever negative",
    "nn.LazyLinear(out))",
    "nn.LazyLinear(out), nn.ReLU())",
)
mistake("a sigmoid stands where ReLU is asked for", "nn.ReLU()", "nn.Sigmoid()")
mistake(
    "a softmax follows the last layer",
    "nn.LazyLinear(out))",
    "nn.LazyLinear(out), nn.Softmax(dim=1))",
)
mistake("nothing happens between the layers", "nn.ReLU()", "nn.Identity()")

mistake = mistakes("make_lazy_net", loses="gradient")
mistake(
    "the second layer is frozen",
    "nn.LazyLinear(out)",
    "nn.Linear(hidden, out).requires_grad_(False)",
)

mistake = mistakes("make_lazy_net", loses="purity")
mistake(
    "`manual_seed` sets the random state of the whole program",
    f"return {LAZY}",
    f"torch.manual_seed(0)\nreturn {LAZY}",
)
mistake = mistakes("make_lazy_net", loses="value, naming")
mistake("there is no ReLU, so that the second layer is number 1", "nn.ReLU(), ", "")

mistake = mistakes(
    "init_xavier", loses="weight_is_xavier_uniform, xavier_keeps_the_bias"
)
mistake(
    "the layer starts as torch starts it by default",
    XAVIER,
    "module.reset_parameters()",
    asks="Which rule does torch use by itself, and for what?",
)

# --- what is no mistake -------------------------------------------------------

NEW_ONE = "a new Parameter in the place of the old one is right, too, and holds none"
for exercise in DRAWN:
    equivalent(exercise, "`module` loses the gradients that it holds", because=NEW_ONE)
equivalent(
    "initialize_weights", "`net` loses the gradients that it holds", because=NEW_ONE
)
equivalent(
    "init_threshold",
    "`>` stands where `>=` belongs in `module.weight.abs() >= 5`",
    because="no number that is drawn is 5 to the last digit",
)
equivalent(
    "initialize_weights",
    "the loop over `net.modules()` runs backwards",
    because="layers get their values in any order",
)
