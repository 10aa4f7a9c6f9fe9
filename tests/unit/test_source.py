"""Rules of reading remarks from source code that is not run."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.child.source import MAX_NAME, read_unit
from grader.isolation.protocol import MAX_REMARKS, MAX_USES, Read, UnitSource

Found = tuple[str, int, str]  # cause, line, text


def read(source: str, label: str = "ada.py", cell: int | None = None) -> Read:
    """Read one unit."""
    source = textwrap.dedent(source)
    unit = UnitSource(label=label, cell=cell, source=source)
    return read_unit(ast.parse(source), unit)


def remarks(source: str, *causes: str) -> list[Found]:
    """List the remarks of a unit that have one of the causes, or name a mistake."""
    return [
        (remark.cause, remark.line, remark.text)
        for remark in read(source).remarks
        if remark.cause in causes
        or (not causes and not remark.cause.startswith("method "))
    ]


def in_forward(line: str) -> str:
    """Put a line into the forward of a module."""
    return f"class A(nn.Module):\n  def forward(self, X):\n    {line}\n    return X\n"


def in_init(line: str) -> str:
    """Put a line into the `__init__` of a module."""
    return (
        "class A(nn.Module):\n  def __init__(self, n):\n    super().__init__()\n"
        f"    {line}\n  def forward(self, X):\n    return X\n"
    )


# --- leaving the graph ----------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Y = X @ self.weight.data", "self.weight.data"),
        ("Y = X.detach()", "X.detach()"),
        ("Y = self.w.detach_()", "self.w.detach_()"),
        ("Y = X.sum().item()", "X.sum().item()"),
        ("Y = X.numpy()", "X.numpy()"),
        ("Y = X.tolist()", "X.tolist()"),
        ("Y = torch.tensor(X)", "torch.tensor(X)"),
        ("Y = torch.tensor(X, dtype=torch.float32)", "torch.tensor(X, dtype=torch."),
        ("Y = torch.tensor([X[0], X[1]])", "torch.tensor([X[0], X[1]])"),
        ("Y = torch.from_numpy(f(X))", "torch.from_numpy(f(X))"),
        ("Y = np.array(X)", "np.array(X)"),
        ("Y = torch.Tensor(X)", "torch.Tensor(X)"),
        ("with torch.no_grad(): Y = X", "with torch.no_grad()"),
        ("with torch.inference_mode(): Y = X", "with torch.inference_mode()"),
        ("with open('x') as f, torch.no_grad(): Y = X", "with torch.no_grad()"),
    ],
)
def test_steps_that_leave_the_graph_are_remarked(line: str, text: str) -> None:
    """Each way out of the autograd graph is named, with its line."""
    (cause, number, found) = remarks(in_forward(line), "detached")[0]

    assert (cause, number) == ("detached", 3)
    assert found.startswith(text)


@pytest.mark.parametrize(
    "line",
    [
        "self.weight.data = X",
        "Y = data",
        "Y = torch.tensor(3.0)",
        "Y = torch.tensor([1, 2, 3])",
        "Y = torch.Tensor(5, 3)",
        "Y = item(X)",
        "Y = numpy(X)",
        "with torch.enable_grad(): Y = X",
        "Y = X.clone()",
        "Y = self.dataset",
    ],
)
def test_steps_that_stay_in_the_graph_are_not(line: str) -> None:
    """What only looks like a way out is no remark."""
    assert remarks(in_forward(line), "detached") == []


@pytest.mark.parametrize("name", ["__init__", "reset_parameters"])
def test_initialising_may_leave_the_graph(name: str) -> None:
    """Where parameters are made, `no_grad` and `.data` are as they should be."""
    source = f"""
        class A(nn.Module):
            def {name}(self):
                super().__init__()
                with torch.no_grad():
                    self.weight.data.normal_().numpy()
            def forward(self, X):
                return X.detach()
    """

    assert remarks(source, "detached") == [("detached", 8, "X.detach()")]


def test_decorators_leave_the_graph() -> None:
    """A decorated method, function or inner function is remarked on its decorator."""
    source = """
        @torch.no_grad()
        def corr2d(X, K):
            @torch.inference_mode
            def inner():
                return X
            return inner()

        class A(nn.Module):
            @property
            @torch.no_grad()
            def weight(self):
                return self.w
    """

    assert remarks(source, "detached") == [
        ("detached", 2, "@torch.no_grad()"),
        ("detached", 4, "@torch.inference_mode"),
        ("detached", 11, "@torch.no_grad()"),
    ]


# --- registration ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "self.layers = []",
        "self.layers = [nn.Linear(1, 1)]",
        "self.layers: list[nn.Module] = [nn.Linear(1, 1)]",
        "self.layers = (nn.Linear(1, 1),)",
        "self.layers = {'a': nn.Linear(1, 1)}",
        "self.layers = [nn.Linear(1, 1) for _ in range(n)]",
        "self.layers = {i: nn.Linear(1, 1) for i in range(n)}",
        "self.layers = list(modules)",
        "self.layers = dict(a=1)",
        "self.modules_ = args",
        "self.a = self.b = []",
    ],
)
def test_plain_containers_are_remarked(line: str) -> None:
    """Lists, tuples and dicts hide modules from PyTorch."""
    assert [cause for cause, _, _ in remarks(in_init(line))] == ["plain container"]


@pytest.mark.parametrize(
    "line",
    [
        "self.weight = torch.randn(n, 3)",
        "self.weight = torch.randn(n, 3, requires_grad=True)",
        "self.weight = torch.randn(n, 3) * 0.01",
        "self.weight = -torch.ones(n)",
        "self.weight = torch.empty(n).normal_()",
        "self.weight = nn.init.normal_(torch.empty(n))",
        "self.weight = torch.Tensor(n, 3)",
        "self.weight: Tensor = torch.zeros(n)",
    ],
)
def test_plain_tensors_are_remarked(line: str) -> None:
    """A new tensor that is assigned as it is, is no Parameter."""
    assert remarks(in_init(line), "plain tensor")[0][1] == 4


@pytest.mark.parametrize(
    "line",
    [
        "self.weight = nn.Parameter(torch.randn(n, 3))",
        "self.weight = torch.nn.Parameter(torch.Tensor(n, 3))",
        "self.weight = nn.Buffer(torch.ones(n))",
        "self.register_buffer('weight', torch.ones(n))",
        "self.layers = nn.ModuleList([nn.Linear(1, 1)])",
        "self.layers = nn.Sequential(*modules)",
        "self.linear = nn.Linear(n, 3)",
        "self.size = n",
        "self.weight = tensor",
        "self.normal = n * 2",
        "weight = torch.ones(n)",
        "layers = [1]",
        "self.weight: Tensor",
    ],
)
def test_what_is_registered_is_not_remarked(line: str) -> None:
    """Parameters, buffers, modules and numbers are as they should be."""
    assert remarks(in_init(line), "plain container", "plain tensor") == []


# --- factories ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "missing"),
    [
        ("torch.zeros(3)", ["dtype", "device"]),
        ("torch.zeros(3, dtype=X.dtype)", ["device"]),
        ("torch.zeros(3, device=X.device)", ["dtype"]),
        ("torch.zeros(3, dtype=X.dtype, device=X.device)", []),
        ("torch.zeros(3, **like)", []),
        ("torch.zeros_like(X)", []),
        ("X.new_zeros(3)", []),
        ("torch.relu(X)", []),
    ],
)
def test_factories_are_asked_for_dtype_and_device(
    call: str, missing: list[str]
) -> None:
    """A new tensor whose dtype or device is left to the default is remarked."""
    found = remarks(in_forward(f"Y = {call}"))

    assert [cause for cause, _, _ in found] == [
        f"factory without {name}" for name in missing
    ]


# --- in place -------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "X -= X.mean()",
        "X[0] = 1",
        "X[..., 0] += 1",
        "X.sub_(1)",
        "X.data.sub_(1)",
        "X.view(-1).mul_(2)",
        "X.T[0].zero_()",
        "torch.relu_(X)",
        "nn.init.normal_(X)",
        "torch.sub(X, 1, out=X)",
    ],
)
def test_writing_into_an_argument_is_remarked(line: str) -> None:
    """Each way of changing the caller's tensor is named."""
    assert remarks(in_forward(line), "in place")[0][1] == 3


@pytest.mark.parametrize(
    "line",
    [
        "X = X - X.mean()",
        "Y = X; Y = Y + 1",
        "Y[0] = 1",
        "self.count += 1",
        "self.hidden[0] = 1",
        "Y = torch.relu(X)",
        "Y = X.__add__(1)",
        "Y = X.clone().sub_(1)",
        "torch.sub(X, 1, out=Y)",
    ],
)
def test_leaving_the_argument_alone_is_not(line: str) -> None:
    """New tensors, own attributes and copies may be written to."""
    assert remarks(in_forward(line), "in place") == []


@pytest.mark.parametrize(
    "arguments", ["X", "X, /", "*, X", "*X", "**X", "X=None", "K, X: Tensor"]
)
def test_arguments_of_any_kind_are_watched(arguments: str) -> None:
    """Positional, keyword and starred arguments all belong to the caller."""
    assert remarks(f"def f({arguments}):\n  X[0] += 1\n  return X", "in place")


# --- classes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("def __init__(self): self.a = 1", True),
        ("def __init__(self): super().__init__()", False),
        ("def __init__(self): super(A, self).__init__()", False),
        ("def __init__(self): nn.Module.__init__(self)", False),
        ("def forward(self, X): return X", False),
    ],
)
def test_a_missing_super_init_is_remarked(body: str, found: bool) -> None:
    """An `__init__` of a class that calls no other `__init__` is named."""
    expected = [("no super init", 2, "class A")] if found else []

    assert remarks(f"class A(nn.Module):\n  {body}", "no super init") == expected


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *[("foward", True), ("forwrd", True), ("Forward", True), ("forwards", True)],
        *[("froward", True), ("fordward", True), ("forward_pass", True)],
        *[("call", True), ("forward", False), ("backward", False), ("predict", False)],
    ],
)
def test_a_misspelt_forward_is_remarked(name: str, found: bool) -> None:
    """A method that is nearly called `forward` is named where there is no other."""
    source = f"class A(nn.Module):\n\n  def {name}(self, X): return X"
    expected = [("forward misspelt", 3, f"def {name}")] if found else []

    assert remarks(source, "forward misspelt") == expected
    assert not remarks(f"{source}\n  def forward(self): return 1", "forward misspelt")


def test_the_methods_that_matter_are_remarked() -> None:
    """Where a class makes its parameters, and where it uses them, can be shown."""
    source = """
        class A(nn.Module):
            def __init__(self):
                super().__init__()
            def helper(self, X): return X
            def forward(self, X): return X

        def forward(X): return X
    """

    assert remarks(source, "method __init__", "method forward") == [
        ("method __init__", 3, "def __init__"),
        ("method forward", 6, "def forward"),
    ]


# --- returns --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("x + 1", True),
        ("return", True),
        ("pass", True),
        ("print(x); return", True),
        ("def g():\n    return 1\n  g()", True),
        ("g = lambda: 1\n  g()", True),
        ("return None", False),
        ("return x", False),
        ("if x:\n    return 1", False),
        ("yield x", False),
        ("yield from x", False),
        ("raise NotImplementedError", False),
        ("x = 1\n  raise ValueError('no')", False),
    ],
)
def test_a_missing_return_is_remarked(body: str, found: bool) -> None:
    """A function that never returns a value is named; inner functions do not count."""
    found_names = [text for _, _, text in remarks(f"def f(x):\n  {body}", "no return")]

    assert ("def f" in found_names) is found


def test_init_returns_nothing() -> None:
    """`__init__` has no business returning anything."""
    assert remarks("class A:\n  def __init__(self): self.a = 1", "no return") == []


# --- definitions ----------------------------------------------------------------


def test_definitions_name_what_they_use() -> None:
    """Classes, functions and assignments are listed with the names inside them."""
    found = read(
        """
        import torch

        def helper(X):
            return torch.relu(X)

        class MLP(nn.Module):
            def forward(self, X):
                return helper(X)

        net = MLP()
        size: int = 3
        a, b = 1, 2
        print(net)
        async def later(): pass
        """,
        cell=4,
    )

    assert [(item.name, item.what, item.line) for item in found.definitions] == [
        ("helper", "FunctionDef", 4),
        ("MLP", "ClassDef", 7),
        ("net", "Assign", 11),
        ("size", "AnnAssign", 12),
        ("later", "AsyncFunctionDef", 15),
    ]
    assert set(found.definitions[0].uses) == {"torch", "relu", "X"}
    assert "helper" in found.definitions[1].uses
    assert {item.cell for item in found.definitions} == {4}


def test_remarks_come_line_by_line_under_their_symbol() -> None:
    """Remarks stand in the order of the lines, under the definition they are in."""
    found = read(
        """
        def a(X):
            if X:
                X[0] = 1
            X -= 1
            return X.detach()

        def b(X):
            return X.detach()
        """
    ).remarks

    assert [(item.symbol, item.line) for item in found] == [
        *(("a", 4), ("a", 5), ("a", 6), ("b", 9))
    ]


def test_only_the_last_definition_of_a_name_counts() -> None:
    """What a student has since rewritten is not held against the last version."""
    source = """
        def f(X):
            return X.detach()

        def f(X):
            X -= 1
            return X

        f = torch.jit.script(f)
    """

    assert remarks(source) == [("in place", 6, "X -= 1")]


def test_remarks_and_names_are_bounded() -> None:
    """A huge source does not make a huge reply."""
    names = "\n".join(f"  x.{'n' * 500}{number}" for number in range(2 * MAX_USES))
    found = read(
        "def f(X):\n" + "  X -= 1\n" * 1000 + "  return X\n\n"
        f"class {'A' * 3000}:\n  def __init__(self): pass\n\n"
        f"def g(x):\n{names}\n  return x.detach({'x' * 9999})\n"
    )

    assert [item.symbol for item in found.remarks].count("f") == MAX_REMARKS
    assert max(len(item.name) for item in found.definitions) == MAX_NAME
    last = found.definitions[-1]
    assert len(last.uses) == MAX_USES
    assert max(map(len, last.uses)) == MAX_NAME


def test_a_deep_expression_does_not_hide_the_rest() -> None:
    """What cannot be written out again is remarked without its text."""
    source = "def f(X):\n  return (" + "X +" * 1500 + "X).detach()\n"

    assert remarks(source, "detached") == [("detached", 2, "…")]
    assert read(source).definitions[0].name == "f"


# --- methods that are not called ------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("self.net.cuda", "self.net.cuda"),
        ("Y = self.net(X.cuda)", "X.cuda"),
        ("X = X.cpu", "X.cpu"),
        ("self.net.eval", "self.net.eval"),
    ],
)
def test_method_that_is_not_called_is_remarked(line: str, text: str) -> None:
    """A method named where it should be called is remarked, with its line."""
    assert remarks(in_forward(line), "not called") == [("not called", 3, text)]


@pytest.mark.parametrize(
    "line",
    [
        "X = X.cuda()",
        "n = torch.cuda.device_count()",
        "with torch.cuda.device(0): X = X.cpu()",
        "move = torch.cuda",
        "n = X.shape",
        "X.add_(1)",
    ],
)
def test_attributes_and_calls_are_no_methods_left_uncalled(line: str) -> None:
    """Calls, modules of torch and plain attributes are not remarked."""
    assert remarks(in_forward(line), "not called") == []
