"""What a cell becomes is compared with what IPython itself makes of it."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from grader.submission.magics import neutralise

PYTHON_BODY = ("time", "timeit", "capture")
CELLS = [
    "x = 1\n%matplotlib inline\n!pip install d2l\ny = 2",
    "%%time\nx = 1\n%load_ext autoreload",
    "%%capture out\nimport torch\n!pip install x",
    "%%bash\nls | grep x",
    "files = !ls\nx, y = %who_ls",
    "net?\n?net\nnet.forward??",
    "if x:\n    !ls\n    %time y\nelse:\n    z = 1",
    "!a \\\n  b\nx = 1",
    "s = '''\n%a\n!b\n'''\nt = 5 % 2",
    "    x = 1\n    y = 2",
    ">>> x = 1\n>>> y = x",
    ">>> def f(x):\n...     return x\n...\n>>> f(1)",
    ">>> class A:\n...     def f(self):\n...         return 'a'\n>>> A()",
    ">>> s = '''a\n... b'''\n>>> t = (1,\n...      2)",
    ">>> x = torch.ones(2)\n>>> x",
    "    >>> x = 1\n    >>> y = 2",
    ">>> !pip install d2l\n>>> x = 1",
    "\n>>> x = 1",
    "x = ...\n...\ny = 1",
    'def f():\n    """Doubles.\n\n    >>> f(1)\n    2\n    """\n    return 2',
    'class A:\n    """\n    >>> A()\n    ... # that is all\n    """\n    x = ...',
    "In [1]: x = 1\n\nIn [2]: y = 2",
    "In [12]: def f(x):\n    ...:     return x\n    ...: \n    ...: f(1)",
    "In [1]: !pip install d2l\nIn [2]: %time x",
    "In [3]: for i in range(3):\n   ...:     print(i)",
    "# a comment\n>>> x = 1",
]


class _Commands(ast.NodeTransformer):
    """Make of a call of IPython's shell what it is for us: nothing, or a body."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        match node.value:
            case ast.Call(
                func=ast.Attribute(attr="run_cell_magic"),
                args=[ast.Constant(value=name), _, ast.Constant(value=str(body))],
            ):
                return by_ipython(body).body if name in PYTHON_BODY else []
        return [] if _is_of_shell(node.value) else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return ast.Constant(None) if _is_of_shell(node) else self.generic_visit(node)

    def visit_Pass(self, node: ast.Pass) -> list[ast.stmt]:
        return []


def _is_of_shell(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and "get_ipython()." in ast.unparse(node.func)


def by_ipython(cell: str) -> ast.Module:
    """Return what IPython makes of a cell, without what runs commands."""
    manager: Any = TransformerManager
    tree = ast.parse(manager().transform_cell(cell))
    found = _Commands().visit(tree)
    assert isinstance(found, ast.Module)
    return found


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_means_what_it_means_to_ipython(cell: str) -> None:
    """The same statements are run; commands, which are not, leave nothing behind."""
    ours = _Commands().visit(ast.parse(neutralise(cell)[0]))

    assert ast.dump(ours, indent=1) == ast.dump(by_ipython(cell), indent=1)


@pytest.mark.parametrize("cell", CELLS)
def test_a_script_made_of_a_cell_means_the_same(cell: str) -> None:
    """What is pasted into a file is read as it is in a notebook."""
    ours = _Commands().visit(ast.parse(neutralise(cell, script=True)[0]))

    assert ast.dump(ours, indent=1) == ast.dump(by_ipython(cell), indent=1)


def test_a_string_keeps_its_prompts() -> None:
    """IPython takes them off where the string is assigned; Python does not."""
    source = "s = '''\n>>> c\n'''"

    assert neutralise(source) == (source, None)


def test_a_foreign_cell_of_a_script_ends_where_the_next_begins() -> None:
    """Of a file with `%%bash` in its middle, only that cell is lost, with a word."""
    source = "# %%\nx = 1\n# %%\n%%bash\nls | grep x\n\n# %%\ny = 2\n%%time\nz = 3"

    python, skip = neutralise(source, script=True)

    assert skip is not None
    assert (skip.line, skip.message) == (
        4,
        "this `%%bash` cell was not run: it is not Python",
    )
    assert [ast.unparse(node) for node in ast.parse(python).body] == [
        *("x = 1", "y = 2", "pass", "z = 3")
    ]
    assert python.count("\n") == source.count("\n")
