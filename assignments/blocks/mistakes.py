"""Mistakes of `blocks`: known wrong versions of the reference."""

from grader import mistakes

# --- MLP ----------------------------------------------------------------------

HIDDEN = "self.hidden = nn.Linear(20, 256)"
OUT = "self.out = nn.Linear(256, 10)"
RELU = "H = F.relu(self.hidden(X))"

mistake = mistakes("MLP", loses="contract")
mistake(
    "the class is called `Mlp`, not `MLP`",
    "class MLP(nn.Module):",
    "class Mlp(nn.Module):",
)
mistake(
    "the class does not inherit from `nn.Module`",
    "class MLP(nn.Module):",
    "class MLP:",
    "def forward(self,",
    "def __call__(self,",
)
mistake(
    "`__init__` demands sizes, but `MLP()` is called without arguments",
    "def __init__(self) -> None:",
    "def __init__(self, inputs, hidden, outputs) -> None:",
    HIDDEN,
    "self.hidden = nn.Linear(inputs, hidden)",
    OUT,
    "self.out = nn.Linear(hidden, outputs)",
)
mistake(
    "layers are assigned to a Module before its `super().__init__()` has been called",
    "super().__init__()",
    "super().__init__",
    asks="Which line of `__init__` comes first, and does it end with parentheses?",
)
mistake(
    "the class has no method called `forward`",
    "def forward(",
    "def foward(",
    asks="How is it spelt, and how far is it indented?",
)
mistake(
    "`forward` does not have two parameters: one for the module, one for the input",
    "def forward(self, X: torch.Tensor)",
    "def forward(X: torch.Tensor)",
    asks="What does Python hand to a method before all other arguments?",
)
mistake("`forward` returns nothing", "return Y", "pass")
mistake(
    "`forward` returns the hidden values as well, in a pair", "return Y", "return Y, H"
)

mistake = mistakes("MLP", loses="shape")
mistake(
    "`forward` looks for a variable `hidden`, not for the module's attribute",
    "self.hidden(X)",
    "hidden(X)",
    asks="How does a method reach what `__init__` stored?",
)
mistake(
    "the mean over the batch is returned, not one row for each input",
    "self.out(H)",
    "self.out(H).mean(dim=0)",
    asks="How many rows has the result, for a batch of eight?",
)
mistake(
    "the result is flattened to one dimension", "self.out(H)", "self.out(H).reshape(-1)"
)
mistake(
    "`squeeze()` removes the batch's dimension when the batch has one row",
    "self.out(H)",
    "self.out(H).squeeze()",
    asks="Which dimensions does `squeeze()` remove?",
)
mistake("the result is transposed to `(10, batch)`", "self.out(H)", "self.out(H).t()")

mistake = mistakes("MLP", loses="shape")
mistake(
    "`forward` stops after the hidden layer: `out` is never used", "self.out(H)", "H"
)

mistake = mistakes("MLP", loses="value")
mistake(
    "`out` gets the values of `hidden` as they are, without ReLU",
    "F.relu(self.hidden(X))",
    "self.hidden(X)",
    asks="Is a ReLU called between the two, and what happens to its result?",
)
mistake(
    "a second ReLU follows `out`, so no output is ever negative",
    "self.out(H)",
    "F.relu(self.out(H))",
)
mistake(
    "ReLU follows `out` instead of `hidden`",
    "F.relu(self.hidden(X))",
    "self.hidden(X)",
    "self.out(H)",
    "F.relu(self.out(H))",
)
mistake(
    "ReLU is applied to the input, before `hidden`",
    "F.relu(self.hidden(X))",
    "self.hidden(F.relu(X))",
)
mistake("GELU stands where ReLU is asked for", "F.relu(", "F.gelu(")
mistake(
    "LeakyReLU stands where ReLU is asked for",
    "F.relu(",
    "F.leaky_relu(",
    asks="What does each of the two make of a negative number?",
)
mistake("sigmoid stands where ReLU is asked for", "F.relu(", "F.sigmoid(")
mistake(
    "a softmax follows `out`",
    "self.out(H)",
    "F.softmax(self.out(H), dim=1)",
    asks="What does the docstring ask for after `out`?",
)
mistake(
    "the layers belong to the class, so all its nets share them",
    "def __init__(self) -> None:",
    """
    first = nn.Linear(20, 256)
    second = nn.Linear(256, 10)

    def __init__(self) -> None:
    """,
    HIDDEN,
    "self.hidden = self.first",
    OUT,
    "self.out = self.second",
    asks="How often does Python run the lines of a class that stand in no method?",
)

mistake = mistakes("MLP", loses="gradient")
mistake(
    "the hidden values are taken out of the autograd graph",
    "F.relu(self.hidden(X))",
    "F.relu(self.hidden(X)).detach()",
    asks="Which step makes a tensor that does not know where its values come from?",
)
mistake(
    "the hidden values pass through numpy, which autograd does not follow",
    "F.relu(self.hidden(X))",
    "torch.from_numpy(F.relu(self.hidden(X)).detach().numpy())",
)
mistake(
    "`forward` runs under `torch.no_grad()`",
    "def forward(",
    "@torch.no_grad()\ndef forward(",
)

mistake = mistakes("MLP", loses="naming")
mistake(
    "`__init__` is spelt `_init_`, so Python never calls it",
    "def __init__(",
    "def _init_(",
    f"{RELU}\nY: torch.Tensor = self.out(H)",
    "Y: torch.Tensor = self.out(F.relu(self.hidden(X)))",
)
mistake(
    "the layers are called `fc1` and `fc2`",
    "self.hidden",
    "self.fc1",
    "self.out",
    "self.fc2",
    everywhere=True,
)
mistake(
    "the last layer is called `output` instead of `out`",
    "self.out",
    "self.output",
    everywhere=True,
)
mistake(
    "the hidden layer has 128 units instead of 256",
    HIDDEN,
    "self.hidden = nn.Linear(20, 128)",
    OUT,
    "self.out = nn.Linear(128, 10)",
)
mistake(
    "numbers of inputs and of outputs are swapped in both layers",
    HIDDEN,
    "self.hidden = nn.Linear(256, 20)",
    OUT,
    "self.out = nn.Linear(10, 256)",
    asks="In which order does `nn.Linear` take its two sizes?",
)
mistake(
    "both layers are made without a bias",
    HIDDEN,
    "self.hidden = nn.Linear(20, 256, bias=False)",
    OUT,
    "self.out = nn.Linear(256, 10, bias=False)",
)
mistake(
    "there is a third layer, between `hidden` and `out`",
    OUT,
    """
    self.hidden2 = nn.Linear(256, 256)
    self.out = nn.Linear(256, 10)
    """,
    "F.relu(self.hidden(X))",
    "F.relu(self.hidden2(F.relu(self.hidden(X))))",
)
mistake(
    "both layers sit in an `nn.Sequential`, under its name",
    f"{HIDDEN}\n{OUT}",
    "self.net = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))",
    RELU,
    "H = X",
    "self.out(H)",
    "self.net(H)",
    asks="Which names do the keys of `state_dict()` begin with?",
)
mistake(
    "the layers are kept in a plain list, so the module does not know of them",
    f"{HIDDEN}\n{OUT}",
    "self.layers = [nn.Linear(20, 256), nn.Linear(256, 10)]",
    "self.hidden(X)",
    "self.layers[0](X)",
    "self.out(H)",
    "self.layers[1](H)",
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "`forward` makes new layers in every call, so there is nothing to train",
    f"{HIDDEN}\n{OUT}",
    "pass",
    RELU,
    """
    hidden = nn.Linear(20, 256)
    out = nn.Linear(256, 10)
    H = F.relu(hidden(X))
    """,
    "self.out(H)",
    "out(H)",
)

mistake = mistakes("MLP", loses="device")
mistake(
    "`forward` uses a tensor that is made on the CPU, wherever the layers are",
    RELU,
    """
    H = self.hidden(X)
    H = torch.maximum(H, torch.zeros(H.shape))
    """,
    asks="On which device is a new tensor made if none is named?",
)
mistake(
    "the input goes to the first GPU if there is one, wherever the layers are",
    "self.hidden(X)",
    "self.hidden(X.cuda() if torch.cuda.is_available() else X)",
)
mistake(
    "the input is brought to the CPU, wherever the layers are",
    "self.hidden(X)",
    "self.hidden(X.cpu())",
    asks="Where are the weights that it meets there?",
)

mistake = mistakes("MLP", loses="device, dtype")
mistake(
    "the rows of the result are filled into a tensor of the default device and dtype",
    f"{RELU}\nY: torch.Tensor = self.out(H)",
    """
    Y = torch.zeros(len(X), 10)
    for i, row in enumerate(X):
        Y[i] = self.out(F.relu(self.hidden(row)))
    """,
)

# --- MySequential -------------------------------------------------------------

REGISTER = """
for index, module in enumerate(modules):
    self.add_module(str(index), module)
"""
RUN = """
for index in range(len(self._modules)):
    X = self.get_submodule(str(index))(X)
"""
RUN_VALUES = """
for module in self._modules.values():
    X = module(X)
"""

mistake = mistakes("MySequential", loses="contract")
mistake(
    "`super().__init__()` is not called before modules are added",
    "super().__init__()",
    "super().__init__",
)
mistake(
    "`__init__` takes one list instead of any number of modules",
    "*modules: nn.Module",
    "modules: list[nn.Module]",
    asks="How does a function gather all its arguments in one tuple?",
)
mistake(
    "`__init__` takes exactly two modules",
    "*modules: nn.Module",
    "first: nn.Module, second: nn.Module",
    "enumerate(modules)",
    "enumerate((first, second))",
)
mistake(
    "the class has no method called `forward`",
    "def forward(",
    "def forwad(",
    asks="How is it spelt, and how far is it indented?",
)
mistake("`forward` returns nothing", "return X", "pass")
mistake(
    "`forward` returns the results of all modules, in a list",
    RUN,
    """
    steps = [X]
    for module in self._modules.values():
        steps.append(module(steps[-1]))
    """,
    "return X",
    "return steps",
)

mistake = mistakes("MySequential", loses="runs_modules_in_order")
mistake(
    "the modules run from the last to the first",
    "range(len(self._modules))",
    "reversed(range(len(self._modules)))",
)
mistake(
    'the modules run in the order of their names as texts: `"10"` before `"2"`',
    "range(len(self._modules))",
    "sorted(self._modules)",
    asks="How do texts compare that consist of digits?",
)

mistake = mistakes("MySequential", loses="runs_modules_in_order, same_module_twice")
mistake(
    "only the first module runs",
    "X = self.get_submodule(str(index))(X)",
    "return self.get_submodule(str(index))(X)",
    asks="How often does the loop run before `forward` returns?",
)
mistake(
    "every module gets the block's input, so only the last one counts",
    RUN,
    """
    Y = X
    for module in self._modules.values():
        Y = module(X)
    """,
    "return X",
    "return Y",
    asks="What should the second module get as its input?",
)
mistake(
    "the last module is left out",
    "range(len(self._modules))",
    "range(len(self._modules) - 1)",
    asks="Which numbers does the loop count through?",
)

mistake = mistakes("MySequential", loses="runs_modules_in_order, same_module_twice")
mistake(
    "a ReLU that nobody gave follows every module",
    "self.get_submodule(str(index))(X)",
    "F.relu(self.get_submodule(str(index))(X))",
)

mistake = mistakes("MySequential", loses="same_module_twice")
mistake(
    "a module that is given twice runs only once",
    RUN,
    """
    for module in self.children():
        X = module(X)
    """,
    asks="What does `children()` list if two names lead to one module?",
)

mistake = mistakes("MySequential", loses="empty_is_identity")
mistake(
    "a block without modules returns zeros",
    "return X",
    "return X if self._modules else torch.zeros_like(X)",
)
mistake(
    "the first module runs before the loop, even if there is none",
    RUN,
    """
    X = self._modules["0"](X)
    for index in range(1, len(self._modules)):
        X = self.get_submodule(str(index))(X)
    """,
)
mistake(
    "`__init__` refuses to make a block without modules",
    "super().__init__()",
    """
    super().__init__()
    if not modules:
        raise ValueError("give me at least one module")
    """,
)
mistake(
    "the result gets its name only inside the loop, which may never run",
    RUN,
    """
    for i, module in enumerate(self._modules.values()):
        Y = module(X) if i == 0 else module(Y)
    """,
    "return X",
    "return Y",
)

mistake = mistakes("MySequential", loses="gradient")
mistake(
    "what the modules return is not part of any autograd graph",
    "def forward(",
    "@torch.no_grad()\ndef forward(",
    asks="What do `torch.no_grad()` and `.data` have in common?",
)

mistake = mistakes("MySequential", loses="gradient, runs_modules_in_order")
mistake(
    "the input of every module is detached",
    "self.get_submodule(str(index))(X)",
    "self.get_submodule(str(index))(X.detach())",
)

mistake = mistakes("MySequential", loses="naming")
mistake(
    "the modules are kept in a plain list, tuple or dictionary, so none is registered",
    REGISTER,
    "self.layers = list(modules)",
    RUN,
    """
    for module in self.layers:
        X = module(X)
    """,
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "an `nn.ModuleList` holds the modules, under a name of its own",
    REGISTER,
    "self.layers = nn.ModuleList(modules)",
    RUN,
    """
    for module in self.layers:
        X = module(X)
    """,
    asks="Which names do the keys of `state_dict()` begin with?",
)
mistake(
    "the names count from 1",
    "enumerate(modules)",
    "enumerate(modules, start=1)",
    RUN,
    RUN_VALUES,
)
mistake(
    "the children are called `layer0`, `layer1`, ...",
    "str(index)",
    'f"layer{index}"',
    everywhere=True,
)
mistake(
    "the children are named after their classes",
    "str(index), module",
    'f"{type(module).__name__.lower()}{index}", module',
    RUN,
    RUN_VALUES,
)
mistake(
    "the children's names are integers, and `state_dict()` cannot use those",
    "self.add_module(str(index), module)",
    "self._modules[index] = module",
    "self.get_submodule(str(index))",
    "self._modules[index]",
)
mistake(
    "the children are copies of the modules that were given",
    REGISTER,
    """
    import copy

    for index, module in enumerate(modules):
        self.add_module(str(index), copy.deepcopy(module))
    """,
    asks="Which parameters does someone train who kept the modules that were given?",
)

mistake = mistakes("MySequential", loses="same_module_twice, naming")
mistake(
    "the modules themselves are the keys of `_modules`, where names belong",
    "self.add_module(str(index), module)",
    "self._modules[module] = module",
    RUN,
    RUN_VALUES,
)

mistake = mistakes("MySequential", loses="rule")
mistake(
    "the class inherits from `nn.Sequential`",
    "class MySequential(nn.Module):",
    "class MySequential(nn.Sequential):",
)
mistake(
    "an `nn.Sequential` runs the modules",
    RUN,
    "X = nn.Sequential(*self._modules.values())(X)",
)
mistake(
    "`forward` hands over to that of `nn.Sequential`",
    "def forward(",
    """
    def __iter__(self):
        return iter(self._modules.values())

    def forward(
    """,
    RUN,
    "X = nn.Sequential.forward(self, X)",
)

mistake = mistakes("MySequential", loses="naming, rule")
mistake(
    "an `nn.Sequential` inside holds the modules, under a name of its own",
    REGISTER,
    "self.net = nn.Sequential(*modules)",
    RUN,
    "X = self.net(X)",
)

# --- FixedHiddenMLP -----------------------------------------------------------

LINEAR = "self.linear = nn.Linear(20, 20)"
CONSTANT = 'self.register_buffer("rand_weight", torch.rand(20, 20))'
HALVE = """
while X.abs().sum() > 1:
    X = X / 2
"""

mistake = mistakes("FixedHiddenMLP", loses="contract")
mistake(
    "the class is called `FixedHidden`, not `FixedHiddenMLP`",
    "class FixedHiddenMLP(",
    "class FixedHidden(",
)
mistake(
    "`__init__` demands sizes, but `FixedHiddenMLP()` is called without arguments",
    "def __init__(self) -> None:",
    "def __init__(self, inputs, outputs) -> None:",
    LINEAR,
    "self.linear = nn.Linear(inputs, outputs)",
    "torch.rand(20, 20)",
    "torch.rand(outputs, outputs)",
)
mistake(
    "`super().__init__()` is not called before the layer is assigned",
    "super().__init__()",
    "super().__init__",
)
mistake("`forward` returns nothing", "return X.sum()", "X = X.sum()")
mistake(
    "`forward` returns a Python number, not a tensor",
    "return X.sum()",
    "return X.sum().item()",
    asks="Where would `backward()` begin?",
)

mistake = mistakes("FixedHiddenMLP", loses="shape")
mistake("the values are returned, not their sum", "return X.sum()", "return X")
mistake("each row is summed by itself", "return X.sum()", "return X.sum(dim=1)")
mistake("each column is summed by itself", "return X.sum()", "return X.sum(dim=0)")
mistake(
    "the sum has the shape `(1,)`",
    "return X.sum()",
    "return X.sum().reshape(1)",
    asks="How many dimensions does a single number have?",
)
mistake(
    "each row is halved by itself, and has a sum of its own",
    HALVE,
    """
    rows = []
    for row in X:
        while row.abs().sum() > 1:
            row = row / 2
        rows.append(row.sum())
    """,
    "return X.sum()",
    "return torch.stack(rows)",
)

mistake = mistakes("FixedHiddenMLP", loses="value")
mistake("the constant is transposed", "X @ self.rand_weight", "X @ self.rand_weight.T")
mistake(
    "the product with the constant is element by element, with its first row only",
    "X @ self.rand_weight",
    "X * self.rand_weight[0]",
)
mistake(
    "the 1 is not added",
    "F.relu(X @ self.rand_weight + 1)",
    "F.relu(X @ self.rand_weight)",
)
mistake(
    "the 1 is added after ReLU",
    "F.relu(X @ self.rand_weight + 1)",
    "F.relu(X @ self.rand_weight) + 1",
    asks="For which values does the order of these two steps matter?",
)
mistake(
    "the ReLU is missing",
    "F.relu(X @ self.rand_weight + 1)",
    "X @ self.rand_weight + 1",
)
mistake("`linear` is applied once only", f"X = self.linear(X)\n{HALVE.strip()}", HALVE)
mistake(
    "a ReLU follows the second use of `linear`",
    f"X = self.linear(X)\n{HALVE.strip()}",
    f"X = F.relu(self.linear(X))\n{HALVE.strip()}",
)
mistake(
    "the values are never halved", f"{HALVE.strip()}\nreturn X.sum()", "return X.sum()"
)
mistake(
    "the values are halved once at most",
    "while X.abs().sum() > 1:",
    "if X.abs().sum() > 1:",
    asks="What if their sum is still too large after that?",
)
mistake(
    "the values are halved before their sum is looked at",
    HALVE,
    """
    while True:
        X = X / 2
        if X.abs().sum() <= 1:
            break
    """,
    asks="What happens to values whose sum is small from the start?",
)
mistake(
    "the values are divided by their sum, not halved",
    HALVE,
    """
    if X.abs().sum() > 1:
        X = X / X.abs().sum()
    """,
)
mistake(
    "the loop looks at the sum of the values, not of their absolute values",
    "X.abs().sum() > 1",
    "X.sum() > 1",
    asks="What if the values are large, but negative?",
)
mistake(
    "the loop looks at the largest absolute value, not at their sum",
    "X.abs().sum() > 1",
    "X.abs().max() > 1",
)
mistake("the mean is returned instead of the sum", "return X.sum()", "return X.mean()")
mistake(
    "the sum of the absolute values is returned",
    "return X.sum()",
    "return X.abs().sum()",
)

mistake = mistakes("FixedHiddenMLP", loses="gradient")
mistake(
    "the values are halved in place, where autograd does not see it",
    "X = X / 2",
    "X.data /= 2",
    asks="Which factor is missing from the gradient?",
)
mistake(
    "the input is detached",
    "X = self.linear(X)\nX = F.relu(",
    "X = self.linear(X.detach())\nX = F.relu(",
)
mistake(
    "the hidden values are detached, so the first use of `linear` learns nothing",
    "F.relu(X @",
    "F.relu(X.detach() @",
)
mistake(
    "weight and bias are read through `.data`, which leaves the autograd graph",
    "self.linear(X)",
    "F.linear(X, self.linear.weight.data, self.linear.bias.data)",
    everywhere=True,
)
mistake(
    "`forward` runs under `torch.no_grad()`",
    "def forward(",
    "@torch.no_grad()\ndef forward(",
)

mistake = mistakes("FixedHiddenMLP", loses="naming")
mistake(
    "the constant is a Parameter, so it is learned",
    CONSTANT,
    "self.rand_weight = nn.Parameter(torch.rand(20, 20))",
    asks="What would an optimizer do with it?",
)
mistake(
    "the constant is a Parameter without gradients, which is a Parameter still",
    CONSTANT,
    "self.rand_weight = nn.Parameter(torch.rand(20, 20), requires_grad=False)",
    asks="What does `net.parameters()` list?",
)
mistake(
    "the constant is called `weight`, not `rand_weight`",
    '"rand_weight"',
    '"weight"',
    "self.rand_weight",
    "self.weight",
)
mistake(
    "there is no constant: `forward` draws new numbers in every call",
    f"{LINEAR}\n{CONSTANT}",
    LINEAR,
    "self.rand_weight",
    "torch.rand(20, 20, device=X.device)",
)
mistake(
    "the layer is called `hidden`, not `linear`",
    "self.linear",
    "self.hidden",
    everywhere=True,
)
mistake(
    "`linear` is made without a bias",
    LINEAR,
    "self.linear = nn.Linear(20, 20, bias=False)",
)
mistake(
    "the second layer is another one, with weights of its own",
    LINEAR,
    """
    self.linear = nn.Linear(20, 20)
    self.linear2 = nn.Linear(20, 20)
    """,
    f"X = self.linear(X)\n{HALVE.strip()}",
    f"X = self.linear2(X)\n{HALVE.strip()}",
    asks="How many layers does the docstring speak of?",
)
mistake(
    "there are two layers, `linear1` and `linear2`, with weights of their own",
    LINEAR,
    """
    self.linear1 = nn.Linear(20, 20)
    self.linear2 = nn.Linear(20, 20)
    """,
    "X = self.linear(X)\nX = F.relu(",
    "X = self.linear1(X)\nX = F.relu(",
    f"X = self.linear(X)\n{HALVE.strip()}",
    f"X = self.linear2(X)\n{HALVE.strip()}",
)

mistake = mistakes("FixedHiddenMLP", loses="naming, device")
mistake(
    "the constant sits in a plain list, where the module does not see it",
    CONSTANT,
    "self.constants = [torch.rand(20, 20)]",
    "self.rand_weight",
    "self.constants[0]",
    asks="Where does `net.to(device)` look for tensors?",
)

mistake = mistakes("FixedHiddenMLP", loses="init")
mistake(
    "the constant is drawn from a normal distribution",
    "torch.rand(20, 20)",
    "torch.randn(20, 20)",
)
mistake(
    "the constant is drawn from [-1, 1), not from [0, 1)",
    "torch.rand(20, 20)",
    "2 * torch.rand(20, 20) - 1",
)
mistake(
    "the draws are scaled, as one scales a layer's weights",
    "torch.rand(20, 20)",
    "torch.rand(20, 20) / 20**0.5",
)
mistake(
    "the constant is all ones: nothing is drawn",
    "torch.rand(20, 20)",
    "torch.ones(20, 20)",
)
mistake(
    "one row is drawn, and repeated",
    "torch.rand(20, 20)",
    "torch.rand(20).repeat(20, 1)",
)
mistake(
    "`__init__` seeds its own draws, so all nets have the same constant",
    "torch.rand(20, 20)",
    "torch.rand(20, 20, generator=torch.Generator().manual_seed(0))",
)

mistake = mistakes("FixedHiddenMLP", loses="serialization")
mistake(
    "the constant moves with the net, but is kept out of its `state_dict()`",
    CONSTANT,
    'self.register_buffer("rand_weight", torch.rand(20, 20), persistent=False)',
    asks="Which of a module's buffers does `state_dict()` leave out?",
)
mistake(
    "the constant is a plain tensor, which the class moves but nobody saves",
    CONSTANT,
    "self.rand_weight = torch.rand(20, 20)",
    "def forward(",
    """
    def _apply(self, function, recurse=True):
        self.rand_weight = function(self.rand_weight)
        return super()._apply(function, recurse)

    def forward(
    """,
)

mistake = mistakes("FixedHiddenMLP", loses="serialization, device")
mistake(
    "the constant is a plain tensor, which is neither moved nor saved with the net",
    CONSTANT,
    "self.rand_weight = torch.rand(20, 20)",
    asks="How does a Module call the tensors that it takes along but does not learn?",
)

mistake = mistakes("FixedHiddenMLP", loses="device")
mistake(
    "the constant is made on a GPU where there is one, and the layer on the CPU",
    "torch.rand(20, 20)",
    'torch.rand(20, 20, device="cuda" if torch.cuda.is_available() else "cpu")',
    asks="Where is a net that nobody has moved yet?",
)
mistake(
    "`forward` uses a second name for the constant, which does not move with the net",
    CONSTANT,
    f"{CONSTANT}\nself.constant = self.rand_weight",
    "X @ self.rand_weight",
    "X @ self.constant",
)
mistake(
    "the input goes to the first GPU if there is one, wherever the net is",
    "X = self.linear(X)\nX = F.relu(",
    """
    X = X.to("cuda" if torch.cuda.is_available() else "cpu")
    X = self.linear(X)
    X = F.relu(
    """,
)
mistake(
    "`forward` uses a tensor that is made on the CPU, wherever the net is",
    "X @ self.rand_weight + 1",
    "X @ self.rand_weight + torch.ones(X.shape)",
    asks="On which device is a new tensor made if none is named?",
)
mistake("the sum is brought back to the CPU", "return X.sum()", "return X.sum().cpu()")

mistake = mistakes("FixedHiddenMLP", loses="device, dtype")
mistake(
    "the sum is added to a tensor of the default device and dtype",
    "return X.sum()",
    """
    total = torch.zeros(())
    total += X.sum()
    return total
    """,
)

mistake = mistakes("FixedHiddenMLP", loses="purity")
mistake(
    "the constant is drawn anew in every call",
    "X = self.linear(X)\nX = F.relu(",
    """
    self.rand_weight = torch.rand(20, 20, device=X.device)
    X = self.linear(X)
    X = F.relu(
    """,
)
mistake(
    "`uniform_()` overwrites the constant in every call",
    "X @ self.rand_weight",
    "X @ self.rand_weight.uniform_()",
    asks="What does the underscore at the end of a tensor's method mean?",
)
mistake(
    "the constant is halved in every call",
    "return X.sum()",
    """
    self.rand_weight = self.rand_weight / 2
    return X.sum()
    """,
)
mistake(
    "the sums of all calls are added up",
    "super().__init__()",
    "super().__init__()\nself.total = 0",
    "return X.sum()",
    """
    self.total = self.total + X.sum()
    return self.total
    """,
    asks="What does a second call return for the same input?",
)
mistake(
    "a dropout is applied, so results are random",
    "return X.sum()",
    "return F.dropout(X).sum()",
)

# --- NestMLP ------------------------------------------------------------------

INNER = """
self.net = nn.Sequential(
    nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()
)
"""
LAST = "self.linear = nn.Linear(32, 16)"
RESULT = "self.linear(self.net(X))"

mistake = mistakes("NestMLP", loses="contract")
mistake(
    "layers are assigned to a Module before its `super().__init__()` has been called",
    "super().__init__()",
    "super().__init__",
    asks="Which line of `__init__` comes first, and does it end with parentheses?",
)
mistake(
    "`__init__` demands sizes, but `NestMLP()` is called without arguments",
    "def __init__(self) -> None:",
    "def __init__(self, inputs, outputs) -> None:",
    LAST,
    "self.linear = nn.Linear(32, outputs)",
)
mistake(
    "the class has no method called `forward`",
    "def forward(",
    "def foward(",
    asks="How is it spelt, and how far is it indented?",
)
mistake("`forward` returns nothing", "return Y", "pass")
mistake(
    "`forward` returns the values of the inner net as well, in a pair",
    "return Y",
    "return Y, self.net(X)",
)

mistake = mistakes("NestMLP", loses="shape")
mistake(
    "`forward` looks for a variable `net`, not for the module's attribute",
    "self.net(X)",
    "net(X)",
    asks="How does a method reach what `__init__` stored?",
)
mistake(
    "`squeeze()` removes the batch's dimension when the batch has one row",
    RESULT,
    f"{RESULT}.squeeze()",
    asks="Which dimensions does `squeeze()` remove?",
)
mistake("the result is transposed to `(16, batch)`", RESULT, f"{RESULT}.t()")
mistake(
    "the mean over the batch is returned, not one row for each input",
    RESULT,
    f"{RESULT}.mean(dim=0)",
    asks="How many rows has the result, for a batch of eight?",
)
mistake(
    "the inner net has no way in: `linear` is applied to X itself",
    RESULT,
    "self.net(self.linear(X))",
    asks="Which of the two takes 20 features?",
)

mistake = mistakes("NestMLP", loses="shape")
mistake(
    "`forward` stops after the inner net: `linear` is never used", RESULT, "self.net(X)"
)

mistake = mistakes("NestMLP", loses="value")
mistake(
    "no ReLU follows the second layer of the inner net",
    "nn.Linear(64, 32), nn.ReLU()",
    "nn.Linear(64, 32)",
    asks="How many ReLUs does the docstring name?",
)
mistake(
    "no ReLU follows the first layer of the inner net",
    "nn.Linear(20, 64), nn.ReLU(),",
    "nn.Linear(20, 64), nn.Identity(),",
)
mistake(
    "there is no ReLU at all: three layers in a row are as good as one",
    "nn.ReLU()",
    "nn.Identity()",
    asks="What is a linear map of a linear map?",
    everywhere=True,
)
mistake(
    "a third ReLU follows `linear`, so no output is ever negative",
    RESULT,
    f"F.relu({RESULT})",
)
mistake("a softmax follows `linear`", RESULT, f"F.softmax({RESULT}, dim=1)")
mistake(
    "sigmoid stands where ReLU is asked for",
    "nn.ReLU()",
    "nn.Sigmoid()",
    everywhere=True,
)
mistake(
    "tanh stands where ReLU is asked for", "nn.ReLU()", "nn.Tanh()", everywhere=True
)
mistake(
    "ReLU is applied to the input, before the inner net",
    "self.net(X)",
    "self.net(F.relu(X))",
)

mistake = mistakes("NestMLP", loses="gradient")
mistake(
    "the values of the inner net are taken out of the autograd graph",
    "self.net(X)",
    "self.net(X).detach()",
    asks="Which step makes a tensor that does not know where its values come from?",
)
mistake(
    "`forward` runs under `torch.no_grad()`",
    "def forward(",
    "@torch.no_grad()\ndef forward(",
)

mistake = mistakes("NestMLP", loses="naming")
mistake(
    "the layers are attributes of their own, and there is no inner net",
    INNER,
    """
    self.linear1 = nn.Linear(20, 64)
    self.linear2 = nn.Linear(64, 32)
    """,
    "self.net(X)",
    "F.relu(self.linear2(F.relu(self.linear1(X))))",
    asks="Which names do the keys of `state_dict()` begin with?",
)
mistake(
    "the inner net is called `mlp`, not `net`", "self.net", "self.mlp", everywhere=True
)
mistake(
    "the last layer is called `out`, not `linear`",
    "self.linear",
    "self.out",
    everywhere=True,
)
mistake(
    "the last layer is part of the inner net",
    "nn.Linear(64, 32), nn.ReLU()",
    "nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 16)",
    LAST,
    "",
    RESULT,
    "self.net(X)",
)
mistake(
    "the layers of the inner net are kept in a plain list, and so not registered",
    INNER,
    "self.net = [nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()]",
    "Y: torch.Tensor = self.linear(self.net(X))",
    """
    for layer in self.net:
        X = layer(X)
    Y: torch.Tensor = self.linear(X)
    """,
    asks="What does `list(net.parameters())` show?",
)
mistake(
    "without ReLUs in it, the inner net counts its layers 0 and 1, not 0 and 2",
    INNER,
    "self.net = nn.Sequential(nn.Linear(20, 64), nn.Linear(64, 32))",
    "self.net(X)",
    "F.relu(self.net[1](F.relu(self.net[0](X))))",
)
mistake(
    "the widths of the inner net are other ones",
    "nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32)",
    "nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 32)",
)
mistake(
    "the inner layers are made without a bias",
    "nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32)",
    "nn.Linear(20, 64, bias=False), nn.ReLU(), nn.Linear(64, 32, bias=False)",
)

mistake = mistakes("NestMLP", loses="device")
mistake(
    "the input is brought to the CPU, wherever the layers are",
    "self.net(X)",
    "self.net(X.cpu())",
    asks="Where are the weights that it meets there?",
)
mistake(
    "the input goes to the first GPU if there is one, wherever the layers are",
    "self.net(X)",
    "self.net(X.cuda() if torch.cuda.is_available() else X)",
)

mistake = mistakes("NestMLP", loses="dtype")
mistake(
    "the result is float32, whatever the dtype of the net", RESULT, f"{RESULT}.float()"
)

mistake = mistakes("NestMLP", loses="purity")
mistake(
    "the input is made positive in place, which its owner notices",
    "self.net(X)",
    "self.net(X.mul_(1.0))",
    asks="What does the underscore at the end of a tensor's method mean?",
)

# --- make_chimera -------------------------------------------------------------

PARTS = "nn.Sequential(NestMLP(), nn.Linear(16, 20), FixedHiddenMLP())"

mistake = mistakes("make_chimera", loses="returns_a_net")
mistake("the net is made, and not returned", f"return {PARTS}", f"net = {PARTS}")
mistake(
    "a list of the parts is returned, not a net",
    PARTS,
    "[NestMLP(), nn.Linear(16, 20), FixedHiddenMLP()]",
)
mistake(
    "the classes themselves are handed over, and no modules are made of them",
    PARTS,
    "nn.Sequential(NestMLP, nn.Linear(16, 20), FixedHiddenMLP)",
    asks="What is the difference between `NestMLP` and `NestMLP()`?",
)
mistake(
    "the net is called at once, and its result returned",
    PARTS,
    f"{PARTS}(torch.rand(2, 20))",
)
mistake(
    "`nn.Sequential` gets one list, where it takes one module after the other",
    PARTS,
    "nn.Sequential([NestMLP(), nn.Linear(16, 20), FixedHiddenMLP()])",
)
mistake(
    "`make_chimera` demands an argument",
    "def make_chimera()",
    "def make_chimera(parts)",
)

mistake = mistakes("make_chimera", loses="parts_fit_together")
mistake(
    "the middle layer takes 20 features, and `NestMLP` gives 16",
    "nn.Linear(16, 20)",
    "nn.Linear(20, 20)",
)
mistake(
    "the middle layer gives 16 features, and `FixedHiddenMLP` takes 20",
    "nn.Linear(16, 20)",
    "nn.Linear(16, 16)",
)
mistake(
    "numbers of inputs and of outputs are swapped in the middle layer",
    "nn.Linear(16, 20)",
    "nn.Linear(20, 16)",
    asks="In which order does `nn.Linear` take its two sizes?",
)

mistake = mistakes("make_chimera", loses="naming")
mistake("`NestMLP` is missing", "NestMLP(), ", "")
mistake("`FixedHiddenMLP` is missing", ", FixedHiddenMLP())", ")")
mistake("the layer between the two nets is missing", "nn.Linear(16, 20), ", "")
mistake(
    "the first two parts are in a net of their own, inside the other",
    "NestMLP(), nn.Linear(16, 20)",
    "nn.Sequential(NestMLP(), nn.Linear(16, 20))",
    asks="How many children has the net?",
)
mistake(
    "the parts have names of their own, and not 0, 1 and 2",
    f"return {PARTS}",
    """
    net = nn.Sequential()
    net.add_module("nest", NestMLP())
    net.add_module("linear", nn.Linear(16, 20))
    net.add_module("fixed", FixedHiddenMLP())
    return net
    """,
)
mistake(
    "the middle layer is made without a bias",
    "nn.Linear(16, 20)",
    "nn.Linear(16, 20, bias=False)",
)

mistake = mistakes("make_chimera", loses="parts_fit_together, naming")
mistake(
    "the first two parts stand the other way round",
    "NestMLP(), nn.Linear(16, 20)",
    "nn.Linear(16, 20), NestMLP()",
)
mistake("an `MLP` stands where a `NestMLP` is asked for", "NestMLP()", "MLP()")

mistake = mistakes("make_chimera", loses="value")
mistake(
    "a ReLU follows the last part, so no result is ever negative",
    "FixedHiddenMLP())",
    "FixedHiddenMLP(), nn.ReLU())",
)
mistake(
    "all calls return one and the same net",
    f"return {PARTS}",
    f"""
    if not hasattr(make_chimera, "net"):
        make_chimera.net = {PARTS}
    return make_chimera.net
    """,
    asks="What happens to the second net when the first one is trained?",
)

mistake = mistakes("make_chimera", loses="value, naming")
mistake(
    "a ReLU follows the middle layer, which nobody asked for",
    "nn.Linear(16, 20)",
    "nn.Linear(16, 20), nn.ReLU()",
)

mistake = mistakes("make_chimera", loses="gradient")
mistake(
    "all parameters are frozen",
    PARTS,
    f"{PARTS}.requires_grad_(False)",
)

mistake = mistakes("make_chimera", loses="purity")
mistake(
    "`manual_seed` sets the random state of the whole program",
    f"return {PARTS}",
    f"torch.manual_seed(0)\nreturn {PARTS}",
)
