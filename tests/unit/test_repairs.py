"""Rules of suggesting repairs of a student's code."""

from __future__ import annotations

import ast
import textwrap
import time

import pytest

from grader.isolation.protocol import (
    MAX_EDITS,
    MAX_REPAIRS,
    Repair,
    Suggested,
    Symptom,
    UnitSource,
    decode_reply,
    encode_frame,
)
from grader.repairing import suggest
from grader.repairing.suggesting import MAX_SUGGESTIONS
from grader.repairing.table import RULES
from grader.results import Kind

TRIED = 8
HEAD = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n"
NAMES = ("weight", "bias")
INIT = (
    "    def __init__(self, n, m):\n"
    "        super().__init__()\n"
    "        self.weight = nn.Parameter(torch.randn(n, m))\n"
    "        self.bias = nn.Parameter(torch.randn(m))\n"
)
FORWARD = "    def forward(self, X):\n        return X @ self.weight + self.bias\n"


def unit(source: str, cell: int | None = None) -> UnitSource:
    """A unit of that source."""
    return UnitSource(label="ada.py", cell=cell, source=source)


def repaired(source: str, repair: Repair) -> str:
    """Make the edits of a repair."""
    for start, end, text in sorted(repair.edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def symptom(told: str, line: int = 0) -> Symptom:
    """Read a symptom: `gradient`, or `value NameError: name 'x' is not defined`."""
    kind, _, exception = told.partition(" ")
    name, _, message = exception.partition(": ")
    return Symptom(kind=kind, type=name, message=message, label="ada.py", line=line)


def tried(
    source: str, told: str, exercise: str = "A", names: tuple[str, ...] = NAMES
) -> list[tuple[str, str]]:
    """List the sentences and the repaired sources that are tried first."""
    found = suggest([unit(source)], exercise, [symptom(told)], names)
    return [(item.sentence, repaired(source, item)) for item in found[:TRIED]]


def module(body: str) -> str:
    """Put methods into a module called A."""
    return f"{HEAD}class A(nn.Module):\n{body}"


def in_forward(*lines: str) -> str:
    """Put lines into the forward of a module."""
    inside = "".join(f"        {line}\n" for line in lines)
    return module(f"{INIT}\n    def forward(self, X):\n{inside}")


def in_init(*lines: str) -> str:
    """Put lines into the `__init__` of a module, and use what it has in forward."""
    inside = "".join(f"        {line}\n" for line in lines)
    start = "    def __init__(self, n, m):\n        super().__init__()\n"
    return module(f"{start}{inside}\n{FORWARD}")


def function(*lines: str) -> str:
    """Put lines into a function."""
    return f"{HEAD}def A(X, K):\n" + "".join(f"    {line}\n" for line in lines)


def test_every_rule_has_a_symptom_and_a_sentence() -> None:
    """A rule fits something, and its docstring is one sentence."""
    for rule in RULES:
        doc = rule.suggest.__doc__ or ""

        assert rule.kinds or rule.message
        assert doc.endswith(".")
        assert "\n" not in doc


# source, symptom, what a repaired line reads, sentence
Case = tuple[str, str, str, str]

UNKNOWN: list[Case] = [
    (
        in_forward("return X @ weight"),
        "value NameError: name 'weight' is not defined",
        "return X @ self.weight",
        "`self.` is missing: `self.weight` is meant",
    ),
    (
        in_forward("return relu(X)"),
        "value NameError: name 'relu' is not defined",
        "return torch.relu(X)",
        "`relu` is not defined: `torch.relu` is meant",
    ),
    (
        in_forward("return cross_entropy(X, X)"),
        "value NameError: name 'cross_entropy' is not defined",
        "return F.cross_entropy(X, X)",
        "`cross_entropy` is not defined: `F.cross_entropy` is meant",
    ),
    (
        "import torch\n\n\ndef A(X, K):\n    return cross_entropy(X, K)\n",
        "value NameError: name 'cross_entropy' is not defined",
        "return torch.nn.functional.cross_entropy(X, K)",
        "`cross_entropy` is not defined: `torch.nn.functional.cross_entropy` is meant",
    ),
    (
        "import torch\n\n\ndef A(X):\n    return F.relu(X)\n",
        "value NameError: name 'F' is not defined",
        "from torch.nn import functional as F",
        "`F` is not imported",
    ),
    (
        "from imports import F, torch\n\n\ndef A(X):\n    return F.relu(X)\n",
        "value NameError: name 'F' is not defined",
        "from torch.nn import functional as F",
        "`F` did not come with the import from `imports`",
    ),
    (
        "from lesson.imports import *\n\n\ndef A(X):\n    return F.relu(X)\n",
        "value NameError: name 'F' is not defined",
        "from torch.nn import functional as F",
        "`F` did not come with the import from `lesson.imports`",
    ),
    (
        function("kernel = K.T", "return X @ kernal"),
        "value NameError: name 'kernal' is not defined",
        "return X @ kernel",
        "`kernal` is misspelt: `kernel` is meant",
    ),
    (
        function("return x @ K"),
        "value NameError: name 'x' is not defined",
        "return X @ K",
        "`x` is misspelt: `X` is meant",
    ),
    (
        in_init("self.net = Linear(n, m)"),
        "contract NameError: name 'Linear' is not defined",
        "self.net = nn.Linear(n, m)",
        "`Linear` is not defined: `nn.Linear` is meant",
    ),
]

MISSPELT: list[Case] = [
    (
        in_forward("return X @ self.wieght"),
        "value AttributeError: 'A' object has no attribute 'wieght'",
        "return X @ self.weight",
        "`wieght` is misspelt: `weight` is meant",
    ),
    (
        in_init("self.wieght = nn.Parameter(torch.randn(n, m))"),
        "value AttributeError: 'A' object has no attribute 'weight'",
        "self.weight = nn.Parameter(torch.randn(n, m))",
        "`wieght` is misspelt: `weight` is meant",
    ),
    (
        function("return X.sumn()"),
        "value AttributeError: 'Tensor' object has no attribute 'sumn'",
        "return X.sum()",
        "`sumn` is misspelt: `sum` is meant",
    ),
    (
        in_forward("return F.ReLU(X)"),
        "value AttributeError: module 'torch.nn.functional' has no attribute 'ReLU'",
        "return F.relu(X)",
        "`F.ReLU` is misspelt: `F.relu` is meant",
    ),
    (
        in_forward("return nn.relu(X)"),
        "value AttributeError: module 'torch.nn' has no attribute 'relu'",
        "return nn.ReLU()(X)",
        "`nn.relu` is misspelt: `nn.ReLU` is meant",
    ),
    (
        in_forward("return nn.relu(X)"),
        "value AttributeError: module 'torch.nn' has no attribute 'relu'",
        "return F.relu(X)",
        "`nn.relu` is misspelt: `F.relu` is meant",
    ),
    (
        in_init("self.net = torch.linear(n, m)"),
        "contract AttributeError: module 'torch' has no attribute 'linear'",
        "self.net = nn.Linear(n, m)",
        "`torch.linear` is misspelt: `nn.Linear` is meant",
    ),
    (
        in_init("self.weight = nn.parameter(torch.randn(n, m))"),
        "contract TypeError: 'module' object is not callable",
        "self.weight = nn.Parameter(torch.randn(n, m))",
        "`nn.parameter` is a module: `nn.Parameter` is meant",
    ),
    (
        in_init("self.net = nn.Linear(n, m, bais=False)"),
        "contract TypeError: Linear.__init__() got an unexpected keyword argument "
        "'bais'",
        "self.net = nn.Linear(n, m, bias=False)",
        "`bais` is misspelt: `bias` is meant",
    ),
    (
        function("return torch.sum(X, dims=0)"),
        "value TypeError: sum() received an invalid combination of arguments - got "
        "(Tensor, dims=int), but expected one of:\n * (Tensor input, *, torch.dtype "
        "dtype = None)\n * (Tensor input, tuple of ints dim, bool keepdim = False)\n",
        "return torch.sum(X, dim=0)",
        "`dims` is misspelt: `dim` is meant",
    ),
]

MISUSED: list[Case] = [
    (
        in_forward("Y = X @ self.weight", "return self.Y + self.bias"),
        "value AttributeError: 'A' object has no attribute 'Y'",
        "return Y + self.bias",
        "`self.` is one too many: `Y` is meant",
    ),
    (
        in_forward("return X @ weight + bias"),
        "value NameError: name 'weight' is not defined",
        "return X @ self.weight + self.bias",
        "`self.` is missing: `self.weight` is meant",
    ),
    (
        in_forward("return self.net(self, X)"),
        "value TypeError: Linear.forward() takes 2 positional arguments but 3 were "
        "given",
        "return self.net(X)",
        "`self` is one too many in `self.net(self, X)`",
    ),
    (
        module(INIT.replace("n, m):", "n):") + FORWARD),
        "contract TypeError: __init__() takes 2 positional arguments but 3 were given",
        "def __init__(self, *n):",
        "`*` is missing before `n`",
    ),
    (
        in_init("self.net = F.linear(n, m)"),
        "contract TypeError: linear(): argument 'input' must be Tensor, not int",
        "self.net = nn.Linear(n, m)",
        "`F.linear` is a function: `nn.Linear` is meant",
    ),
    (
        in_init("self.relu = nn.ReLU"),
        "value TypeError: linear(): argument 'input' must be Tensor, not ReLU",
        "self.relu = nn.ReLU()",
        "`nn.ReLU` is not called",
    ),
    (
        in_init("self.net = nn.Sequential(nn.Linear(n, m), nn.ReLU)"),
        "contract TypeError: torch.nn.modules.activation.ReLU is not a Module subclass",
        "self.net = nn.Sequential(nn.Linear(n, m), nn.ReLU())",
        "`nn.ReLU` is not called",
    ),
    (
        in_forward("for net in self._modules.values():", "    net(X)", "return X"),
        "value",
        "    X = net(X)",
        "the result of `net(X)` is dropped",
    ),
    (
        module(INIT + "        super().__init__()\n" + FORWARD),
        "value AttributeError: 'A' object has no attribute 'weight'",
        "super().__init__()",
        "`super().__init__()` is called twice: it forgets what was there",
    ),
]

NO_CALL = (
    "contract AttributeError: cannot assign parameters before Module.__init__() call"
)
NO_SUPER = INIT.replace("        super().__init__()\n", "")

STRUCTURE: list[Case] = [
    (
        module(NO_SUPER + FORWARD),
        NO_CALL,
        "super().__init__()",
        "`super().__init__()` is missing",
    ),
    (
        module(NO_SUPER + "        super().__init__()\n" + FORWARD),
        NO_CALL,
        "super().__init__()",
        "`super().__init__()` comes too late",
    ),
    (
        module(INIT.replace("super()", "super") + FORWARD),
        "contract TypeError: descriptor '__init__' of 'super' object needs an argument",
        "super().__init__()",
        "`super` is not called: `super().__init__()` is meant",
    ),
    (
        module(INIT.replace("super()", "super(nn.Linear, self)") + FORWARD),
        "contract TypeError: super(type, obj): obj must be an instance or subtype",
        "super().__init__()",
        "`super(nn.Linear, self)` does not name `A`: `super()` does",
    ),
    (
        module(INIT.replace("__init__()", "__init__") + FORWARD),
        NO_CALL,
        "super().__init__()",
        "`super().__init__()` is not called: its parentheses are missing",
    ),
    (
        module(INIT.replace("__init__", "__int__") + FORWARD),
        "contract TypeError: A.__init__() takes 1 positional argument but 3 were given",
        "def __init__(self, n, m):",
        "`__int__` is misspelt: `__init__` is meant",
    ),
    (
        module(INIT.replace("def __init__", "def _init_") + FORWARD),
        "naming",
        "def __init__(self, n, m):",
        "`_init_` is misspelt: `__init__` is meant",
    ),
    (
        module(INIT + FORWARD.replace("forward", "forwrad")),
        'contract NotImplementedError: Module [A] is missing the required "forward" '
        "function",
        "def forward(self, X):",
        "`forwrad` is misspelt: `forward` is meant",
    ),
    (
        module(INIT + FORWARD.replace("forward", "call")),
        "contract",
        "def forward(self, X):",
        "`call` is no method that a module runs: `forward` is meant",
    ),
    (
        module(INIT + textwrap.indent(FORWARD, "    ")),
        "contract",
        "    def forward(self, X):",
        "`forward` is indented into `__init__`",
    ),
    (
        module(INIT + "\n\n" + textwrap.dedent(FORWARD)),
        "contract",
        "        return X @ self.weight + self.bias",
        "`forward` stands outside the class `A`",
    ),
    (
        module(INIT + FORWARD.replace("self, X", "X")),
        "contract TypeError: A.forward() takes 1 positional argument but 2 were given",
        "def forward(self, X):",
        "`forward` lacks its first parameter `self`",
    ),
    (
        module(INIT + FORWARD.replace("self, X", "")),
        "contract",
        "def forward(self):",
        "`forward` lacks its first parameter `self`",
    ),
]

RETURNS: list[Case] = [
    (
        in_forward("X @ self.weight"),
        "contract",
        "return X @ self.weight",
        "`return` is missing before `X @ self.weight`",
    ),
    (
        in_forward("Y = X @ self.weight", "Y = F.relu(Y)"),
        "contract",
        "return Y",
        "`return Y` is missing",
    ),
    (
        function("print(X @ K)"),
        "contract",
        "return X @ K",
        "`X @ K` is printed, not returned",
    ),
    (
        function("for i in range(3):", "    X = X + K"),
        "contract",
        "    return X",
        "`return X` is missing",
    ),
    (
        function("Y = X.clone()", "for i in range(3):", "    Y[i] = K", "    return Y"),
        "value",
        "    return Y",
        "`return Y` stands inside the loop",
    ),
    (
        function(
            "Y = []", "for i in X:", "    Y.append(K)", "    return Y", "return [X]"
        ),
        "device",
        "    if Y: return Y",
        "`return Y` stands inside the loop",
    ),
    (
        function("Y = []", "for i in X:", "    Y = Y.append(i)", "return Y"),
        "value AttributeError: 'NoneType' object has no attribute 'append'",
        "        Y.append(i)",
        "`append` returns nothing, and `Y` becomes `None`",
    ),
    (
        function("for i in X:", "    for j in K:", "        X = X + 1", "    return X"),
        "shape",
        "    return X",
        "`return X` stands inside the loop",
    ),
]

AUTOGRAD: list[Case] = [
    (
        in_forward("return X @ self.weight.data + self.bias"),
        "gradient",
        "return X @ self.weight + self.bias",
        "`.data` takes `self.weight` out of the autograd graph",
    ),
    (
        in_forward("Y = (X @ self.weight).detach()", "return Y"),
        "gradient",
        "Y = (X @ self.weight)",
        "`.detach()` takes `X @ self.weight` out of the autograd graph",
    ),
    (
        in_forward("return X - X.mean().item()"),
        "gradient",
        "return X - X.mean()",
        "`.item()` takes `X.mean()` out of the autograd graph",
    ),
    (
        in_forward("Y = X.detach().numpy()", "return torch.from_numpy(Y + 1)"),
        "gradient",
        "Y = X",
        "`.detach().numpy()` takes `X` out of the autograd graph",
    ),
    (
        in_forward("return torch.tensor(X @ self.weight)"),
        "gradient",
        "return X @ self.weight",
        "`torch.tensor(...)` copies `X @ self.weight` out of the autograd graph",
    ),
    (
        in_forward("return X * float(X.sum())"),
        "gradient",
        "return X * X.sum()",
        "`float(...)` copies `X.sum()` out of the autograd graph",
    ),
    (
        function("return torch.tensor([[x.item() for x in X] for k in K])"),
        "gradient",
        "return torch.stack([torch.stack([x for x in X]) for k in K])",
        "`torch.tensor(...)` and `.item()` take values out of the autograd graph",
    ),
    (
        in_forward("with torch.no_grad():", "    Y = X @ self.weight", "return Y"),
        "gradient",
        "        Y = X @ self.weight",
        "`torch.no_grad()` keeps autograd from recording",
    ),
    (
        module(INIT + "    @torch.no_grad()\n" + FORWARD),
        "gradient",
        "def forward(self, X):",
        "`@torch.no_grad()` keeps autograd from recording",
    ),
    (
        in_init("self.weight = nn.Parameter(torch.ones(n), requires_grad=False)"),
        "gradient",
        "self.weight = nn.Parameter(torch.ones(n))",
        "`requires_grad=False` freezes a parameter",
    ),
    (
        in_forward("return X @ self.weight.data + self.bias.data"),
        "gradient",
        "return X @ self.weight + self.bias",
        "`.data` takes values out of the autograd graph",
    ),
]

PLACES: list[Case] = [
    (
        function("Y = torch.zeros(3)", "return X + Y"),
        "device",
        "Y = torch.zeros(3, device=X.device)",
        "`torch.zeros(3)` does not follow the device of `X`",
    ),
    (
        function("Y = torch.zeros(3, device=X.device)", "return X + Y"),
        "dtype",
        "Y = torch.zeros(3, device=X.device, dtype=X.dtype)",
        "`torch.zeros(3, device=X.device)` does not follow the dtype of `X`",
    ),
    (
        function("Y = torch.zeros(3, dtype=torch.float32)", "return X + Y"),
        "dtype",
        "Y = torch.zeros(3, dtype=X.dtype)",
        "`torch.zeros(3, dtype=torch.float32)` does not follow the dtype of `X`",
    ),
    (
        function("Y = torch.Tensor(3, 3)", "return X + Y"),
        "dtype",
        "Y = torch.empty(3, 3, dtype=X.dtype)",
        "`torch.Tensor(3, 3)` does not follow the dtype of `X`",
    ),
    (
        function("Y, Z = torch.ones(3), torch.eye(3)", "return X + Y @ Z"),
        "dtype RuntimeError: Expected all tensors to be on the same device",
        "Y, Z = torch.ones(3, device=X.device), torch.eye(3, device=X.device)",
        "`torch.ones(3)` does not follow the device of `X`",
    ),
    (
        function("return X @ K.cpu()"),
        "device",
        "return X @ K",
        "`.cpu()` puts `K` on a fixed device",
    ),
    (
        function("K = K.to('cuda:0')", "return X @ K"),
        "device",
        "K = K",
        "`.to('cuda:0')` puts `K` on a fixed device",
    ),
    (
        function("d = 'cuda' if len(K) else 'cpu'", "return X.to(torch.device('cpu'))"),
        "device",
        "return X",
        "`.to(torch.device('cpu'))` puts `X` on a fixed device",
    ),
    (
        function("d = torch.device('cuda')", "X = X.to(d)", "return X @ K"),
        "device",
        "X = X",
        "`.to(d)` puts `X` on a fixed device",
    ),
    (
        function("return X.float() @ K.float()"),
        "dtype",
        "return X @ K",
        "`.float()` gives `X` a fixed dtype",
    ),
    (
        function("return (X @ K).to(torch.float32)"),
        "dtype",
        "return (X @ K)",
        "`.to(torch.float32)` gives `X @ K` a fixed dtype",
    ),
    (
        in_init("self.net = nn.Linear(n, m, device='cpu')"),
        "device",
        "self.net = nn.Linear(n, m)",
        "`device='cpu'` is fixed, whatever comes in",
    ),
    (
        in_init("self.weight = torch.rand(n, m)"),
        "device",
        'self.register_buffer("weight", torch.rand(n, m))',
        "`self.weight` is a plain tensor, no buffer",
    ),
]

DROPPED: list[Case] = [
    (
        "def A(X, device):\n    X.to(device)\n    return X + 1\n",
        "device",
        "X = X.to(device)",
        "the result of `X.to(device)` is dropped",
    ),
    (
        in_forward("torch.relu(X)", "return X"),
        "value",
        "X = torch.relu(X)",
        "the result of `torch.relu(X)` is dropped",
    ),
    (
        function("X.sub(X.mean())", "return X"),
        "value",
        "X = X.sub(X.mean())",
        "the result of `X.sub(X.mean())` is dropped",
    ),
    (
        "def A(net, X):\n    net.cuda\n    return net(X)\n",
        "device",
        "net.cuda()",
        "`net.cuda` is not called",
    ),
    (
        "def A(net):\n    for p in net.parameters:\n        return p.device\n",
        "device TypeError: 'method' object is not iterable",
        "for p in net.parameters():",
        "`net.parameters` is not called",
    ),
    (
        f"{HEAD}def A(i):\n    return 'gpu' if torch.cuda.is_available else 'cpu'\n",
        "device",
        "return 'gpu' if torch.cuda.is_available() else 'cpu'",
        "`torch.cuda.is_available` is not called",
    ),
    (
        in_forward("return nn.ReLU(X @ self.weight)"),
        "contract",
        "return nn.ReLU()(X @ self.weight)",
        "`nn.ReLU(X @ self.weight)` makes a layer, and does not apply it",
    ),
    (
        in_forward("return F.relu(nn.Flatten(X))"),
        "value TypeError: relu(): argument 'input' must be Tensor, not Flatten",
        "return F.relu(nn.Flatten()(X))",
        "`nn.Flatten(X)` makes a layer, and does not apply it",
    ),
]

EXCHANGED: list[Case] = [
    (
        module(INIT.replace("n, m):", "m, n):") + FORWARD),
        "naming",
        "def __init__(self, n, m):",
        "the parameters `m` and `n` of `__init__` are exchanged",
    ),
    (
        in_init("self.weight = nn.Parameter(torch.randn(m, n))"),
        "shape",
        "self.weight = nn.Parameter(torch.randn(n, m))",
        "the sizes in `torch.randn(m, n)` are exchanged",
    ),
    (
        in_init("self.net = nn.Linear(10, 20)"),
        "value RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
        "self.net = nn.Linear(20, 10)",
        "the sizes in `nn.Linear(10, 20)` are exchanged",
    ),
    (
        function("w, h = K.shape", "return X[:h, :w]"),
        "shape",
        "h, w = K.shape",
        "the two sizes in `w, h = K.shape` are exchanged",
    ),
    (
        in_forward("return self.weight @ X"),
        "value RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
        "return X @ self.weight",
        "the factors of `self.weight @ X` are exchanged",
    ),
]

NO_TEXT = "`i` is no text: modules are named by texts"

REGISTRATION: list[Case] = [
    (
        in_init("for i in range(n):", "    self._modules[i] = nn.ReLU()"),
        "naming",
        "self._modules[str(i)] = nn.ReLU()",
        NO_TEXT,
    ),
    (
        in_init("for i in range(n):", "    self.add_module(i, nn.ReLU())"),
        "contract TypeError: module name should be a string. Got int",
        "self.add_module(str(i), nn.ReLU())",
        NO_TEXT,
    ),
    (
        in_init("for i in range(n):", "    setattr(self, i, nn.ReLU())"),
        "contract TypeError: attribute name must be string, not 'int'",
        "setattr(self, str(i), nn.ReLU())",
        NO_TEXT,
    ),
    (
        in_init("self.blocks = nn.ModuleDict({i: nn.ReLU() for i in range(n)})"),
        "contract TypeError: module name should be a string. Got int",
        "self.blocks = nn.ModuleDict({str(i): nn.ReLU() for i in range(n)})",
        NO_TEXT,
    ),
    (
        in_init(
            "self.weight, i = nn.Linear(n, m), torch.randn(m)", "self.w = i"
        ).replace("self.w = i", "self.bias = torch.randn(m, requires_grad=True)"),
        "naming",
        "self.bias = nn.Parameter(torch.randn(m, requires_grad=True))",
        "`self.bias` is a plain tensor, no Parameter",
    ),
    (
        in_init("self.layers = [nn.Linear(n, m), nn.Linear(m, n)]"),
        "naming",
        "self.layers = nn.ModuleList([nn.Linear(n, m), nn.Linear(m, n)])",
        "`self.layers` is a plain list, no `nn.ModuleList`",
    ),
    (
        in_init("self.layers = {'a': nn.Linear(n, m)}"),
        "naming",
        "self.layers = nn.ModuleDict({'a': nn.Linear(n, m)})",
        "`self.layers` is a plain dictionary, no `nn.ModuleDict`",
    ),
    (
        in_init("self.register_buffer('weight', torch.randn(n, m))"),
        "naming",
        "self.weight = nn.Parameter(torch.randn(n, m))",
        "`weight` is a buffer, no Parameter",
    ),
    (
        module((INIT + FORWARD).replace("self.weight", "self.weights")),
        "naming",
        "return X @ self.weight + self.bias",
        "`weights` is misspelt: `weight` is meant",
    ),
    (
        module((INIT + FORWARD).replace("self.weight", "self.kernel")),
        "naming",
        "return X @ self.weight + self.bias",
        "`kernel` should be named `weight`",
    ),
]

PURITY: list[Case] = [
    (
        function("X += K - 1", "return X"),
        "purity",
        "X = X + (K - 1)",
        "`X += K - 1` changes `X` in place",
    ),
    (
        function("return X.sub_(K)"),
        "purity",
        "return X.sub(K)",
        "`X.sub_(K)` changes `X` in place",
    ),
    (
        function("X.sub_(K)", "return X"),
        "purity",
        "X = X.sub(K)",
        "`X.sub_(K)` changes `X` in place",
    ),
    (
        function("for i in range(3):", "    X[i] = 0", "return X"),
        "purity",
        "    X = X.clone()",
        "`X[i] = 0` changes `X` in place",
    ),
    (
        function("torch.add(X, K, out=X)", "return X"),
        "purity",
        "X = torch.add(X, K)",
        "`torch.add(X, K, out=X)` changes `X` in place",
    ),
    (
        function("X -= K", "return X"),
        "gradient RuntimeError: a leaf Variable that requires grad is being used in an "
        "in-place operation.",
        "X = X - K",
        "`X -= K` changes `X` in place",
    ),
    (
        function("X.data = X.to(K.device)", "return X + K"),
        "purity",
        "X = X.to(K.device)",
        "`X.data = X.to(K.device)` changes `X` in place",
    ),
    (
        in_forward("self.bias = self.bias / 2", "return X @ self.weight"),
        "purity",
        "pass",
        "`forward` changes `self.bias` in every call",
    ),
]


SUPERFLUOUS: list[Case] = [
    (
        in_forward("torch.manual_seed(3)", "return X @ self.weight"),
        "purity",
        "pass",
        "`torch.manual_seed(3)` changes what should be left as it is",
    ),
    (
        in_forward("for p in self.parameters():", "    p.grad = None", "return X"),
        "purity",
        "pass",
        "`for p in self.parameters(): p.grad = None` changes what should be left as "
        "it is",
    ),
    (
        HEAD + "import functools\n\n\n@functools.cache\ndef A(X, K):\n    return X\n",
        "purity",
        "def A(X, K):",
        "`@functools.cache` makes something else of the function",
    ),
    (
        in_forward("if self.training:", "    X = 2 * X", "return X @ self.weight"),
        "mode",
        "if True:",
        "`self.training` decides what is done",
    ),
    (
        function("return X.view(-1)"),
        "value RuntimeError: view size is not compatible with input tensor's size",
        "return X.reshape(-1)",
        "`X.view(-1)` wants a tensor that lies in one piece",
    ),
    (
        function("return (X @ K).squeeze()"),
        "shape",
        "return X @ K",
        "`.squeeze()` is a step too many",
    ),
    (
        function("return torch.atleast_1d(X)"),
        "shape",
        "return X",
        "`torch.atleast_1d` is a step too many",
    ),
    (
        function("return X * 1.5"),
        "value",
        "return X",
        "`* 1.5` is a step too many",
    ),
    (
        function("return X.mean(dim=0)"),
        "value",
        "return X.mean()",
        "`dim=0` makes it another one in `X.mean(dim=0)`",
    ),
    (
        function("while X.sum() >= 1:", "    X = X / 2", "return X"),
        "value",
        "while X.sum() > 1:",
        "`X.sum() >= 1` decides the wrong way at its limit",
    ),
]

NEARLY: list[Case] = [
    (
        in_init("self.weight == nn.Parameter(torch.ones(n, m))"),
        "contract AttributeError: 'A' object has no attribute 'weight'",
        "self.weight = nn.Parameter(torch.ones(n, m))",
        "`==` compares, where `=` is meant: `self.weight`",
    ),
    (
        function("Y = X.clone()", "torch.sum(X * K, 0, out=Y[0])", "return Y"),
        "gradient RuntimeError: sum(): functions with out=... arguments don't support",
        "Y[0] = torch.sum(X * K, 0)",
        "`out=Y[0]` is not recorded by autograd",
    ),
    (
        in_forward("self.hidden = self.hidden(X)", "return self.hidden + self.bias"),
        "shape TypeError: cannot assign 'torch.FloatTensor' as child module 'hidden'",
        "return hidden_result + self.bias",
        "`self.hidden` is a layer, and gets a result assigned",
    ),
    (
        module(f"{INIT}\n    def forward(self, *X):\n        return X @ self.weight\n"),
        "shape TypeError: argument 'input' (position 1) must be Tensor, not tuple",
        "def forward(self, X):",
        "`*X` makes a tuple of what is given",
    ),
    (
        in_forward("return self.layer(*X)"),
        "shape TypeError: A.forward() takes 2 positional arguments but 7 were given",
        "return self.layer(X)",
        "`*X` takes `X` apart",
    ),
    (
        function("return F.leaky_relu(X @ K, 0.1)"),
        "value",
        "return F.relu(X @ K)",
        "`leaky_relu` is used, where `relu` is meant",
    ),
    (
        in_init("self.act = nn.LeakyReLU(0.1)"),
        "value",
        "self.act = nn.ReLU()",
        "`LeakyReLU` is used, where `ReLU` is meant",
    ),
    (
        function("return list(X.split(3))"),
        "shape",
        "return list(X.chunk(3))",
        "`split` is used, where `chunk` is meant",
    ),
    (
        function("return X.amax() - X.mean()"),
        "value",
        "return X.amax() - X.sum()",
        "`mean` is used, where `sum` is meant",
    ),
    (
        function("return X.clamp(max=0)"),
        "value",
        "return X.clamp(min=0)",
        "`max=0` is given, where `min=` is meant",
    ),
    (
        function("return torch.sum(X, K)"),
        "value TypeError: sum() received an invalid combination of arguments",
        "return X + K",
        "`torch.sum(X, K)` does not add one to the other",
    ),
    (
        function("return sum(X * K)"),
        "value",
        "return (X * K).sum()",
        "Python's `sum(X * K)` adds up rows, and not all elements",
    ),
    (
        function("return max(0, X @ K)"),
        "value RuntimeError: Boolean value of Tensor with more than one value",
        "return (X @ K).clamp(min=0)",
        "Python's `max(0, X @ K)` compares whole tensors",
    ),
    (
        function("return X.split(round(len(X) / K))"),
        "shape",
        "return X.split(int(-(-(len(X) / K) // 1)))",
        "`round(len(X) / K)` rounds to the nearest number, where up is meant",
    ),
    (
        function("return X.split(len(X) // K)"),
        "shape",
        "return X.split(-(-(len(X)) // (K)))",
        "`len(X) // K` rounds down, where up is meant",
    ),
    (
        function("h = len(K)", "return [X[i:h].sum() for i in range(2)]"),
        "value",
        "return [X[i:i + h].sum() for i in range(2)]",
        "`X[i:h]` does not end where it should: start + size",
    ),
    (
        function("return [x.to(d) for d, x in zip(X, K)]"),
        "shape AttributeError: 'torch.device' object has no attribute 'to'",
        "return [x.to(d) for x, d in zip(X, K)]",
        "`d, x` stand in the wrong order",
    ),
    (
        function("return K.mean() + X"),
        "value",
        "return X",
        "`K.mean() +` is a step too many",
    ),
    (
        function("Y = X[: len(X) - 1]", "return Y[: len(Y) - 1]"),
        "value",
        "return Y[: len(Y)]",
        "`- 1` is a step too many",
    ),
]

WRAPPED: list[Case] = [
    (
        function("return map(abs, X)"),
        "contract",
        "return list(map(abs, X))",
        "`list(...)` is missing around `map(abs, X)`",
    ),
    (
        in_init("self.steps = iter([n, m])"),
        "purity",
        "self.steps = list(iter([n, m]))",
        "`list(...)` is missing around `iter([n, m])`",
    ),
    (
        "import torch\n\n\ndef A(net):\n    return net.parameters()[0]\n",
        "value TypeError: 'generator' object is not subscriptable",
        "return list(net.parameters())[0]",
        "`list(...)` is missing around `net.parameters()`",
    ),
    (
        "import torch\n\n\ndef A(X):\n    return [X[i] for i in len(X)]\n",
        "value TypeError: 'int' object is not iterable",
        "return [X[i] for i in range(len(X))]",
        "`range(...)` is missing around `len(X)`",
    ),
    (
        function('return torch.device("cuda:" + K)'),
        'value TypeError: can only concatenate str (not "int") to str',
        'return torch.device("cuda:" + str(K))',
        "`str(...)` is missing around `K`",
    ),
    (
        function('return torch.device("cuda:K")'),
        "device RuntimeError: Invalid device string: 'cuda:K'",
        'return torch.device(f"cuda:{K}")',
        '`"cuda:K"` holds the name `K`, and not its value',
    ),
    (
        function('return X.to("K") + X.to("K")'),
        "value RuntimeError: Expected one of cpu, cuda device type at start: K",
        "return X.to(K) + X.to(K)",
        '`"K"` holds the name `K`, and not its value',
    ),
    (
        'import torch\n\n\ndef A(i):\n    return torch.device(f"gpu:{i}")\n',
        "value RuntimeError: Expected one of cpu, cuda device type at start: gpu",
        'return torch.device(f"cuda:{i}")',
        "`gpu` is no type of device: `cuda` is meant",
    ),
    (
        "import numpy as np\n"
        + in_init("self.weight = nn.Parameter(torch.from_numpy(np.ones((n, m))))"),
        "shape RuntimeError: expected m1 and m2 to have the same dtype",
        "self.weight = nn.Parameter(torch.from_numpy(np.ones((n, m))).float())",
        "`torch.from_numpy(np.ones((n, m)))` is of float64, as numpy's numbers are",
    ),
]

KEPT: list[Case] = [
    (
        f"{HEAD}def A(X, found=[]):\n    found.append(X)\n    return found\n",
        "value",
        "found = []",
        "the default `found=[]` keeps what earlier calls put in",
    ),
    (
        f"{HEAD}found = []\n\n\ndef A(X):\n    found.append(X)\n    return found\n",
        "shape",
        "    found = []",
        "`found` keeps what earlier calls put in",
    ),
    (
        module(
            "    steps = []\n    def __init__(self, X):\n"
            "        super().__init__()\n        self.steps.append(X)\n"
        ),
        "value",
        "        self.steps = []",
        "`steps` belongs to the class: all instances share it",
    ),
]

REFUSED: list[Case] = [
    (
        function(
            "Y = torch.zeros(3, requires_grad=True)", "Y[0] = X.sum()", "return Y"
        ),
        "shape RuntimeError: a leaf Variable that requires grad is used",
        "Y = torch.zeros(3)",
        "`requires_grad=True` makes a leaf, which cannot be filled",
    ),
    (
        function("return (X @ K).requires_grad_(False)"),
        "value RuntimeError: you can only change requires_grad flags of leaf variables",
        "return (X @ K).detach()",
        "`.requires_grad_(False)` is for leaves: `.detach()` is meant",
    ),
    (
        in_init("self.weight = n", "return self"),
        "contract TypeError: __init__() should return None, not 'A'",
        "self.weight = n",
        "`__init__` returns something, and may return nothing",
    ),
    (
        in_init('self.register_parameter("weight", torch.ones(n, m))'),
        "contract TypeError: cannot assign 'torch.FloatTensor' object to parameter 'w'",
        'self.register_parameter("weight", nn.Parameter(torch.ones(n, m)))',
        "`torch.ones(n, m)` is no `nn.Parameter`",
    ),
    (
        in_init("self.w = torch.ones(n)", 'self.register_buffer("w", self.w)'),
        "contract KeyError: \"attribute 'w' already exists\"",
        'self.register_buffer("w", w)',
        "`self.w` is assigned, and registered under that name too",
    ),
    (
        function("X.device = K", "return X"),
        "value AttributeError: attribute 'device' is not writable",
        "X = X.to(K)",
        "`X.device` is read, and cannot be set: `.to` does",
    ),
]


@pytest.mark.parametrize(
    ("source", "told", "line", "sentence"),
    [
        *NEARLY, *WRAPPED, *KEPT, *REFUSED,
        *UNKNOWN, *MISSPELT, *STRUCTURE, *RETURNS, *AUTOGRAD, *PLACES, *DROPPED,
        *EXCHANGED, *REGISTRATION, *PURITY, *MISUSED, *SUPERFLUOUS,
    ],
)  # fmt: skip
def test_repair_is_among_the_first(
    source: str, told: str, line: str, sentence: str
) -> None:
    """The repair of a mistake is one of those that are tried, with its sentence."""
    found = [text for said, text in tried(source, told) if said == sentence]

    assert found, [said for said, _ in tried(source, told)]
    lines = {written.strip() for text in found for written in text.splitlines()}
    assert line.strip() in lines or line.strip() == "pass", found


def test_moved_method_stands_in_its_class() -> None:
    """A method that is moved into its class is one of its methods afterwards."""
    for source in (
        module(INIT + textwrap.indent(FORWARD, "    ")),
        module(INIT + "\n\n" + textwrap.dedent(FORWARD)),
    ):
        text = tried(source, "contract")[0][1]
        made = ast.parse(text).body[-1]

        assert isinstance(made, ast.ClassDef)
        assert [getattr(item, "name", "") for item in made.body] == [
            "__init__",
            "forward",
        ]


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        ("assert X.dim() == 2", "it asserts `X.dim() == 2`"),
        ("if X.is_cuda: raise ValueError('no')", "it refuses `X.is_cuda`"),
    ],
)
def test_a_refusal_is_left_out_where_it_raised(refusal: str, sentence: str) -> None:
    """What an exception comes from is looked at; what refuses elsewhere is not."""
    source = function(refusal, "assert K is not None", "return X @ K")
    at = Symptom(kind="device", type="ValueError", message="no", label="ada.py", line=7)
    found = suggest([unit(source)], "A", [at], NAMES)

    assert found[0].sentence == sentence
    assert "assert K" in repaired(source, found[0])


@pytest.mark.parametrize("line", ["F = 2", "nn, F = 1, 2", "for F in (1, 2): print(F)"])
def test_a_name_that_is_given_another_meaning_is_told(line: str) -> None:
    """In whatever cell; names that the exercise does not use are free."""
    own = unit(f"{HEAD}def A(X):\n    return F.relu(X)\n", cell=1)
    told = symptom("contract AttributeError: 'int' object has no attribute 'relu'")
    (first, *_) = suggest([own, unit(f"torch = 1\n{line}\n", cell=2)], "A", [told])

    assert (first.cell, first.line) == (2, 2)
    assert first.sentence.startswith("`F` gets another meaning here")


def test_a_definition_that_is_lost_to_a_later_meaning_is_kept() -> None:
    """All that a file assigns to the exercise's own name is called otherwise."""
    source = f"{HEAD}def A(X):\n    return X\n\n\nA = nn.ReLU()\nA = nn.GELU()\n"
    (first, *_) = suggest([unit(source)], "A", [symptom("contract")])

    assert first.sentence == "`A` gets another meaning here, after it was defined"
    assert first.line == source[: source.index("A = nn.ReLU")].count("\n") + 1
    assert repaired(source, first).endswith("A_ = nn.ReLU()\nA_ = nn.GELU()\n")


def test_a_name_that_is_never_defined_keeps_its_meaning() -> None:
    """What is only assigned is the solution."""
    source = f"{HEAD}A = nn.ReLU\nA = nn.ReLU()\n"

    assert not suggest([unit(source)], "A", [symptom("contract")])


def test_what_is_none_is_left_alone() -> None:
    """The statement that raised is done only where the attribute is there."""
    source = function("K.bias.zero_()", "nn.init.zeros_(X.bias)", "return X")
    told = "contract AttributeError: 'NoneType' object has no attribute 'zero_'"
    (first, *_) = suggest([unit(source)], "A", [symptom(told, line=8)])

    assert (first.sentence, first.line) == ("`X.bias` may be None", 8)
    assert "    if X.bias is not None: nn.init.zeros_(X.bias)\n" in repaired(
        source, first
    )


def test_a_question_is_no_step() -> None:
    """Without it a condition would never hold, and nothing be done."""
    source = function("if type(X) == nn.Linear:", "    X.zero_()")
    texts = [text for _, text in tried(source, "contract RuntimeError: no")]

    assert all("type(X) == nn.Linear" in text for text in texts)


def test_a_call_that_raised_is_left_out() -> None:
    """One that stands there for its effect, and not another one."""
    source = function("X.first()", "X.sort()", "return X")
    told = symptom("value TypeError: comparison not implemented", line=8)
    texts = [repaired(source, item) for item in suggest([unit(source)], "A", [told])]

    assert any("X.sort()" not in text and "return X" in text for text in texts)
    assert all("X.first()" in text for text in texts)


def test_super_init_is_put_first_and_taken_from_where_it_stood() -> None:
    """A call that comes too late is moved before what needs it."""
    source = module(NO_SUPER + "        super().__init__()\n" + FORWARD)
    text = tried(source, NO_CALL)[0][1]

    assert text.count("super().__init__()") == 1
    assert text.index("super()") < text.index("self.weight")


def test_return_in_two_loops_may_follow_either() -> None:
    """A return that ends two loops is put behind the outer one, then the inner."""
    source = function(
        "for i in X:", "    for j in K:", "        X = X + 1", "        return X"
    )
    texts = [text for _, text in tried(source, "value")]

    assert [text.splitlines()[-1] for text in texts[:2]] == [
        "    return X",
        "        return X",
    ]


def test_where_the_exception_was_raised_comes_first() -> None:
    """Of two equal repairs, that on the line of the exception comes first."""
    source = function("a = X.data", "b = K.data", "return a + b")
    told = symptom("gradient RuntimeError: element 0 does not require grad", line=8)
    first = suggest([unit(source)], "A", [told])[0]

    assert first.line == 8


@pytest.mark.parametrize(
    ("call", "meant", "kind"),
    [("X.shape(0)", "X.shape[0]", "torch.Size"), ("K()", "K", "Tensor")],
)
def test_what_is_no_function_is_not_called(call: str, meant: str, kind: str) -> None:
    """On the line of the exception, a call becomes an item, or goes."""
    source = function(f"return X + {call}")
    told = symptom(f"value TypeError: '{kind}' object is not callable", line=7)
    first = suggest([unit(source)], "A", [told])[0]

    assert repaired(source, first) == function(f"return X + {meant}")


def test_what_leads_to_the_result_comes_first() -> None:
    """What is printed leaves the graph as well, and does no harm."""
    source = function("print(X.detach())", "Y = X.data @ K", "return Y")

    assert "`.data`" in tried(source, "gradient")[0][0]


def test_helpers_are_repaired_too() -> None:
    """A function that the exercise uses belongs to it, in whatever cell it stands."""
    helper = unit("def double(X):\n    return 2 * X.detach()\n", cell=1)
    other = unit("def unused(X):\n    return X.detach()\n", cell=2)
    own = unit("def A(X):\n    return double(X)\n", cell=3)
    found = suggest([helper, other, own], "A", [symptom("gradient")])

    assert {(item.cell, item.line) for item in found} == {(1, 2)}


def test_last_definition_counts() -> None:
    """Of a function that is defined twice, the last definition is repaired."""
    source = "def A(X):\n    return X.data\n\n\ndef A(X):\n    return X.detach()\n"
    found = suggest([unit(source)], "A", [symptom("gradient")])

    assert [item.line for item in found] == [6]


def test_misplaced_indentation_is_repaired_where_nothing_parses() -> None:
    """A method that is indented as nothing else is put beside its neighbours."""
    source = module(INIT + textwrap.indent(textwrap.dedent(FORWARD), "   "))
    sentence, text = tried(source, "contract")[0]

    assert sentence == "`def forward(self, X):` is not indented as its neighbours are"
    assert "\n    def forward(self, X):\n" in text


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def A(X):\nreturn X\n\n\ndef B(X):\n    return X\n", "    return X"),
        ("def A(X):\n    X = 2\n\treturn X\n", "    return X"),
        ("def A(X):\n    Y = X\n      return Y\n", "    return Y"),
    ],
)
def test_line_with_another_indentation_is_put_beside_others(
    source: str, line: str
) -> None:
    """Lines too far to the left or the right, and tabs, are mended."""
    assert line in tried(source, "contract")[0][1].splitlines()


def test_unit_that_does_not_parse_is_passed_over() -> None:
    """One cell that is no Python does not keep others from being repaired."""
    broken = unit("def A(X:\n", cell=1)
    own = unit("def A(X):\n    return X.detach()\n", cell=2)

    assert len(suggest([broken, own], "A", [symptom("gradient")])) == 1
    assert suggest([broken], "A", [symptom("gradient")]) == []


def test_right_code_without_symptoms_has_no_repairs() -> None:
    """Where nothing failed, nothing is suggested."""
    assert suggest([unit(module(INIT + FORWARD))], "A", []) == []


def test_odd_spellings_are_repaired_without_a_warning() -> None:
    """What Python warns of while it reads a source is none of the repair's affair."""
    source = "def A(X):\n    '\\d'; 1if X else 2\n    return X.detach()\n"

    assert len(tried(source, "gradient")) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_edits_count_characters(newline: str) -> None:
    """Lines may end in any way, and hold any characters, even form feeds."""
    lines = ("# äöü \x0c \u2028 😀", "def A(X):", "    'é'; return X.detach()", "")
    source = newline.join(lines)
    text = repaired(source, suggest([unit(source)], "A", [symptom("gradient")])[0])

    assert text == newline.join(lines).replace(".detach()", "")


EVERY = [symptom(kind) for kind in Kind]
EVERY += [symptom(case[1]) for case in (*UNKNOWN, *MISSPELT, *STRUCTURE)]


def hostile() -> dict[str, str]:
    """Sources that are long, deep, or wide."""
    many = "".join(f"    X{i}.data[X] += a.to(b).detach_()\n" for i in range(400))
    methods = "".join(f"    def forward{i}(x):\n        pass\n" for i in range(400))
    attributes = "".join(
        f"        self.weight{i} = torch.ones(1)\n" for i in range(400)
    )
    nested = "".join("    " * i + f"def f{i}(X):\n" for i in range(1, 90))
    return {
        "deep": "def A(X):\n    return " + "(" * 150 + "X" + ")" * 150 + "\n",
        "deeper": "def A(X):\n    return " + "-" * 5_000 + "X\n",
        "chain": "def A(X):\n    return X" + ".detach()" * 1_000 + "\n",
        "data": "def A(X):\n    return X" + ".data" * 1_000 + "\n",
        "sum": "def A(X):\n    return X" + " + X.data" * 1_000 + "\n",
        "many": f"def A(X, a, b):\n{many}",
        "methods": f"class A(nn.Module):\n{methods}",
        "attributes": f"class A(nn.Module):\n    def __init__(x):\n{attributes}",
        "nested": f"def A(X):\n{nested}" + "    " * 90 + "X.data\n",
        "null": "def A(X):\n    return X.data\0\n",
        "surrogate": "def A(X):\n    return '\ud800', X.data\n",
        "huge": "def A(X):\n    return X.data\n" + "# x\n" * 300_000,
        "one line": "def A(X): return [" + "X.data, 'é', " * 1_000 + "]\n",
        "wide": f"def A({', '.join(f'X{i}' for i in range(2_000))}):\n    X1 += 1\n",
        "names": "def A(X):\n" + "".join(f"    x{i} = xx\n" for i in range(1_500)),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_source_is_survived(name: str) -> None:
    """No source takes long, or more than a reply may hold."""
    start = time.process_time()
    found = suggest([unit(hostile()[name])], "A", EVERY, NAMES)

    assert len(found) <= MAX_SUGGESTIONS <= MAX_REPAIRS
    assert all(len(item.edits) <= MAX_EDITS for item in found)
    assert time.process_time() - start < 3  # 0.3 s on an idle machine


@pytest.mark.parametrize(
    "case", [*STRUCTURE, *RETURNS, *AUTOGRAD, *PLACES, *REGISTRATION, *PURITY, *MISUSED]
)
def test_every_repair_is_python_and_another_program(case: Case) -> None:
    """Whatever the symptoms, repairs parse, differ from the source and each other."""
    source = case[0]
    found = suggest([unit(source)], "A", EVERY, NAMES)
    texts = [repaired(source, item) for item in found]

    assert len({*texts, source}) == len(texts) + 1
    for text, item in zip(texts, found, strict=True):
        ast.parse(text)
        assert 1 <= item.line <= source.count("\n") + 1
        assert item.sentence
        assert not item.sentence.endswith(".")


def test_suggestions_fit_a_reply() -> None:
    """What is suggested can be sent to the judge."""
    found = suggest([unit(module(INIT + FORWARD))], "A", EVERY, NAMES)
    frame = encode_frame(Suggested(repairs=tuple(found)))

    assert decode_reply(frame[12:]) == Suggested(repairs=tuple(found))


@pytest.mark.parametrize(
    "outer", ['if __name__ == "__main__":', "def build():", "with torch.no_grad():"]
)
def test_what_is_defined_inside_something_else_is_defined_before_it(outer: str) -> None:
    """With what is defined or imported beside it, and nothing that is done there."""
    inside = (
        "import math\nclass A(nn.Module):\n    pass\nprint(A())\ndef B():\n    pass\n"
    )
    source = f"{HEAD}{outer}\n{textwrap.indent(inside, '    ')}"

    ((sentence, fixed), *_) = tried(source, "contract NameError: name 'A'")

    before, _, _ = fixed.partition(outer)
    made = ast.parse(before).body[-1]
    assert isinstance(made, ast.If)
    assert [type(node) for node in made.body] == [
        ast.Import,
        ast.ClassDef,
        ast.FunctionDef,
    ]
    under = "only under" if outer.startswith("if") else "inside"
    assert sentence == (
        f"`A` is defined {under} `{outer}`, where it is not found: move it above that "
        "line, to the left margin"
    )


def test_a_method_is_no_answer() -> None:
    """What a class defines is not moved out of it."""
    assert not tried(f"{HEAD}class B:\n    def A(self):\n        pass\n", "contract")


def test_the_answer_to_another_exercise_is_no_misspelt_one() -> None:
    """`MLP` is not what is meant by `NestMLP`, where both are asked for."""
    source = unit(f"{HEAD}class MLP(nn.Module):\n    pass\n")
    missing = [symptom("contract NameError: name 'NestMLP' is not defined")]

    assert suggest([source], "NestMLP", missing)
    assert not suggest([source], "NestMLP", missing, others=("MLP",))
