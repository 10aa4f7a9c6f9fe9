"""Rules of reading from source code that is not run."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.child.source import (
    MAX_NAME,
    MAX_REBINDINGS,
    bound_by,
    bound_in,
    read_unit,
)
from grader.isolation.protocol import (
    MAX_STATEMENTS,
    MAX_USES,
    Read,
    UnitSource,
    Why,
)
from grader.statements import MAX_TEXT


def read(source: str, label: str = "ada.py", cell: int | None = None) -> Read:
    """Read one unit."""
    source = textwrap.dedent(source)
    unit = UnitSource(label=label, cell=cell, source=source)
    return read_unit(ast.parse(source), unit)


def test_what_is_read_is_bounded() -> None:
    """A huge source does not make a huge reply: the last lines, and no long names."""
    names = "\n".join(f"  x.{'n' * 500}{number}" for number in range(2 * MAX_USES))
    found = read(
        "def f(X):\n" + "  X.a = 1\n" * (MAX_STATEMENTS + 1) + "  return X\n\n"
        f"class {'A' * 3000}:\n  def __init__(self): pass\n\n"
        f"def g(x):\n{names}\n  return x.detach({'x' * 9999})\n"
    )

    assert len(found.statements) == MAX_STATEMENTS
    assert found.statements[-1].symbol == "g"
    assert max(len(item.text) for item in found.statements) == MAX_TEXT
    assert len(found.remarks) == MAX_REBINDINGS
    assert max(len(item.name) for item in found.definitions) == MAX_NAME
    last = found.definitions[-1]
    assert len(last.uses) == MAX_USES
    assert max(map(len, last.uses)) == MAX_NAME


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


def test_only_the_last_definition_of_a_name_counts() -> None:
    """What a student has since rewritten is not held against the last version."""
    source = """
        def f(X):
            return X.detach()

        def f(X):
            return X

        f = torch.jit.script(f)
    """

    assert [item.text for item in read(source).statements] == ["def f(X):", "return X"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("torch.relu = print", "torch.relu"),
        ("del torch.nn.Linear", "torch.nn.Linear"),
        ("torch.x += 1", "torch.x"),
        ("setattr(torch, 'relu', print)", "torch.relu"),
        ("delattr(torch, 'relu')", "torch.relu"),
        ("self.weight = 1", ""),
        ("setattr(torch, name, print)", ""),
        ("y = torch.relu(x)", ""),
        ("x[0] = 1", ""),
    ],
)
def test_rebinding_an_attribute_is_remarked(line: str, name: str) -> None:
    """A line that gives, or takes, an attribute of another than `self` is told."""
    for source, at in ((line, 1), (f"def f(self, x):\n  {line}", 2)):
        found = [(item.cause, item.text, item.line) for item in read(source).remarks]
        assert found == ([(Why.REBINDS, name, at)] if name else [])


def test_a_deep_expression_does_not_hide_the_rest() -> None:
    """What cannot be written out again is listed without its text."""
    source = "def f(X):\n  (" + "X +" * 1500 + "X).a = 1\n  return X\n"

    found = read(source)
    assert [item.text for item in found.remarks] == ["…"]
    assert found.definitions[0].name == "f"
    assert found.statements[-1].text == "return X"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('if __name__ == "__main__":\n    class A: pass', ["A main guard 2"]),
        (
            "if '__main__' == __name__:\n    x = 1\n    def f(): ...",
            ["f main guard 3"],
        ),
        ("if x == '__main__':\n    class A: pass", ["A condition 2"]),
        ("def main():\n    class A: pass", ["A function or class 2"]),
        ("class A:\n    def f(self): pass", ["f function or class 2"]),
        ("def f():\n    for i in x:\n        def g(): pass", ["g function or class 3"]),
        ("if x:\n    class A: pass\nelse:\n    class B: pass", ["A condition 2"]),
        ("x = 1\n# class A(nn.Module):\n#     pass", ["A comment 2"]),
        ("# class A is written below", []),
        ("class A: pass", []),
    ],
)
def test_what_is_defined_out_of_reach_is_found(source: str, found: list[str]) -> None:
    """Under a condition, in a function, in a class, in a comment: no name."""
    hidden = read(source).hidden

    assert [f"{item.name} {item.how} {item.line}" for item in hidden] == found


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("import a.b, c as d", "a d"),
        ("from a import b, c as d", "b d"),
        ("from a import *", "*"),
        ("class A(B):\n    x = 1", "A"),
        ("@a\ndef f(x): y = x", "f"),
        ("a, (b, *c) = d", "a b c"),
        ("a: int = b", "a"),
        ("for a in b: c = d", "a c"),
        ("with a as b: pass", "b"),
        ("try: import a\nexcept b: c = None", "a c"),
        ("if a: from b import c", "c"),
        ("f(lambda x: (y := x))", ""),
        ("a.b = c[d] = e", ""),
    ],
)
def test_what_a_statement_binds_is_known(statement: str, names: str) -> None:
    """These are missing where it fails."""
    assert bound_by(ast.parse(statement).body[0]) == tuple(names.split())


def test_what_source_with_a_mistake_would_bind_is_guessed() -> None:
    """Definitions and assignments at the beginning of its lines."""
    source = "x = (\nclass A(B):\n  async def f(x): return y == 1\nz: int = 2\nw == 1"

    assert bound_in(source) == ("x", "A", "f", "z")
