"""Rules of running a submission's top level: what fails costs only itself."""

from __future__ import annotations

import sys
import textwrap
import traceback
from collections.abc import Iterator

import pytest

from grader.child.importing import uninstall
from grader.child.loading import (
    MODULE_NAME,
    Implementation,
    describe_symbol,
    execute,
    inspect,
    loaded_reply,
)
from grader.isolation.protocol import (
    MAX_DEFINITIONS,
    MAX_FAILURES,
    MAX_REMARKS,
    MAX_STATEMENTS,
    PREFIX,
    Load,
    Loaded,
    Remark,
    UnitSource,
    decode_reply,
    encode_frame,
)
from grader.isolation.wire import Error


@pytest.fixture(autouse=True)
def _no_submission(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave no module of a submission behind."""
    monkeypatch.setitem(sys.modules, MODULE_NAME, sys)
    yield
    uninstall()
    monkeypatch.undo()


def file(source: str, label: str = "ada.py", cell: int | None = None) -> UnitSource:
    """Build a unit of a submission."""
    return UnitSource(label=label, cell=cell, source=textwrap.dedent(source))


def load(
    *units: UnitSource | str,
) -> tuple[Implementation, list[tuple[Remark, Error]]]:
    """Parse and run units."""
    every = tuple(file(u) if isinstance(u, str) else u for u in units)
    return execute(Load(units=every, exercise="", packages=("d2l",)))


def failures(*units: UnitSource | str) -> list[tuple[str, str, int]]:
    """List what failed: cause, text and line."""
    return [(item.cause, item.text, item.line) for item, _ in load(*units)[1]]


@pytest.mark.parametrize(
    ("source", "text", "line"),
    [
        ("x = 1\ny = (\n", "SyntaxError: '(' was never closed", 2),
        ("def f():\nreturn 1", "IndentationError: expected an indented block", 2),
        ("if x:\n\ty\n        z", "TabError: inconsistent use of tabs", 3),
        ("def f(:", "SyntaxError: invalid syntax", 1),
        ("print 'x'", "SyntaxError: Missing parentheses", 1),
        ("x = 1\x00", "SyntaxError: source code string cannot contain null bytes", 1),
        ("x = " + "(" * 300 + ")" * 300, "SyntaxError: too many nested parentheses", 1),
        ("x = " + "-" * 10**5 + "1", "SyntaxError: it is nested too deeply", 1),
    ],
)
def test_what_is_not_python_is_said_with_its_line(
    source: str, text: str, line: int
) -> None:
    """A unit that does not parse is a syntax failure at its own line."""
    ((cause, found, number),) = failures(source)

    assert cause == "syntax"
    assert found.startswith(text)
    assert number == line


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import no_such_module", "ModuleNotFoundError: No module named"),
        ("raise SyntaxError('mine')", "SyntaxError: mine"),
        ("return 1", "SyntaxError: 'return' outside function"),
        ("await x", "NameError: name 'x' is not defined"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth"),
        ("type('E', (Exception,), {'__str__': 1})() + 1", "TypeError: unsupported"),
    ],
)
def test_a_line_that_fails_costs_only_itself(line: str, text: str) -> None:
    """Definitions before and after a failing statement count; the failure is told."""
    loaded, failed = load(f"before = 1\n{line}\nafter = 2")

    assert {"before", "after"} <= loaded.namespace.keys()
    assert [item.cause for item, _ in failed] == ["failed while loading"]
    assert failed[0][0].text.startswith(text)
    assert failed[0][0].label == "ada.py"


def test_a_package_that_is_missing_costs_no_other_of_its_line() -> None:
    """`import a, b` is two imports, of which one may fail."""
    loaded, failed = load("import math, no_such_package as p, json\nx = math.pi")

    assert {"math", "json", "x"} <= loaded.namespace.keys()
    assert [remark.binds for remark, _ in failed] == [("p",)]


def test_a_failure_is_placed_on_the_statement_that_ran() -> None:
    """The line named is the top-level one; the error's frames lead further."""
    ((remark, error),) = load("def f():\n    return 1 / 0\n\nx = f()")[1]

    assert (remark.label, remark.cell, remark.line) == ("ada.py", None, 4)
    assert [frame.line for frame in error.frames] == [4, 2]


def test_a_cell_that_does_not_parse_costs_only_itself() -> None:
    """Of a notebook the other cells run, and the place names the cell."""
    loaded, failed = load(
        file("a = 1", "hw.ipynb", 1),
        file("b = (", "hw.ipynb", 2),
        file("\nc = a + 1\n1 / 0", "hw.ipynb", 3),
    )

    assert loaded.namespace["c"] == 2
    assert [(item.cause, item.cell, item.line) for item, _ in failed] == [
        ("syntax", 2, 1),
        ("failed while loading", 3, 3),
    ]


def test_failures_are_bounded() -> None:
    """A thousand failing lines are not a thousand failures."""
    loaded, failed = load("1 / 0\n" * 1000 + "last = 1")

    assert len(failed) == MAX_FAILURES
    assert loaded.namespace["last"] == 1


def test_broken_cells_are_bounded() -> None:
    """Many cells that do not parse leave a reply that the judge accepts."""
    cells = [file("(", cell=number) for number in range(50)]

    loaded, failed = load(*cells, file("1 / 0\nlast = 1", cell=50))

    assert len(failed) == MAX_FAILURES
    assert loaded.namespace["last"] == 1


def test_what_the_source_says_is_bounded() -> None:
    """Of a long notebook, what comes last is kept, and few lines that rebind."""
    cells = [file(f"def f{i}(X): return X", cell=i) for i in range(MAX_DEFINITIONS)]
    code = file("def f(X):\n" + "  X.a = 1\n" * 40, cell=MAX_DEFINITIONS)

    read = inspect([*[code] * 10, *cells, code])
    header = encode_frame(read)[PREFIX.size :]

    assert len(read.definitions) == MAX_DEFINITIONS
    assert read.definitions[-1].name == "f"
    assert len(read.statements) == MAX_STATEMENTS
    assert read.statements[-1].text == "X.a = 1"
    assert len(read.remarks) == MAX_REMARKS
    assert decode_reply(header) == read


def test_a_failure_is_bounded() -> None:
    """A giant message is cut."""
    ((remark, _),) = load("raise ValueError('x' * 10**6)")[1]

    assert len(remark.text) == 300


def test_the_last_definition_wins() -> None:
    """Units share one namespace, in order."""
    loaded, failed = load("def f(): return 1", "def f(): return 2\nx = f()")

    assert failed == []
    assert loaded.namespace["x"] == 2


def test_a_main_guard_does_not_run() -> None:
    """The submission is imported, not started."""
    loaded, _ = load("if __name__ == '__main__':\n  x = 1\nname = __name__")

    assert "x" not in loaded.namespace
    assert loaded.namespace["name"] == MODULE_NAME
    assert loaded.namespace["__file__"] == "ada.py"


def test_each_load_has_a_namespace_of_its_own() -> None:
    """Nothing of one implementation is seen by the next."""
    load("x = 1")
    loaded, failed = load("y = x")

    assert [item.text for item, _ in failed] == ["NameError: name 'x' is not defined"]
    assert sys.modules[MODULE_NAME].__dict__ is loaded.namespace


def test_a_future_import_reaches_the_statements_after_it() -> None:
    """Annotations that are not evaluated stay so, statement by statement."""
    future = "from __future__ import annotations\n"

    assert failures("def f(x: Nothing): pass")[0][1].startswith("NameError")
    assert failures(future + "def f(x: Nothing): pass") == []
    assert failures(future + "x = 1\nclass A:\n  y: Nothing") == []
    assert failures("from __future__ import no_such")[0][1].startswith("SyntaxError")


def test_notebooks_have_display() -> None:
    """`display(...)` at the end of a cell is no failure."""
    assert failures("display(1, 2, raw=True)") == []


def test_tracebacks_show_the_students_lines() -> None:
    """A traceback printed by the student's own code can quote the source."""
    loaded, failed = load(file("def f():\n    raise ValueError  # here", cell=2))
    function = loaded.namespace["f"]
    assert callable(function)
    assert failed == []

    with pytest.raises(ValueError, match=r"^$") as caught:
        function()

    assert "# here" in "".join(traceback.format_exception(caught.value))
    assert loaded.places == {"ada.py#cell-2": ("ada.py", 2)}


def test_what_the_source_says_is_read_unit_by_unit() -> None:
    """Definitions, statements and remarks of all units that parse are collected."""
    units = [file("def f(X): X.data = 1"), file("("), file("class A: pass")]

    read = inspect(units)

    assert [item.name for item in read.definitions] == ["f", "A"]
    assert [item.symbol for item in read.statements] == ["f", "f", "A", "A"]
    assert [item.text for item in read.remarks] == ["X.data"]


@pytest.mark.parametrize(
    ("definition", "symbol"),
    [
        ("", "missing"),
        ("class A(nn.Module): pass", "module"),
        ("A = nn.Linear", "module"),
        ("class A: pass", "class"),
        ("A = nn.Linear(1, 1)", "instance of a module"),
        ("def A(): pass", "function"),
        ("A = lambda: 1", "function"),
        ("A = torch.relu", "function"),
        ("import functools\nA = functools.partial(print)", "function"),
        ("class B:\n  def __call__(self): pass\nA = B()", "function"),
        ("A = None", "NoneType"),
        ("A = 3", "int"),
        ("A = type('T' * 999, (), {})()", f"submission.{'T' * 89}"),
        ("class A(nn.Module): pass\ndel A", "missing"),
    ],
)
def test_a_symbol_is_described_by_what_it_is_bound_to(
    definition: str, symbol: str
) -> None:
    """Modules, other classes, functions and anything else are told apart."""
    loaded, failed = load("import torch\nfrom torch import nn\n" + definition)

    assert failed == []
    assert describe_symbol(loaded, "A") == symbol
    assert loaded_reply(loaded, "A", failed) == Loaded(symbol=symbol)


def test_an_empty_submission_loads() -> None:
    """No units, or units without code, leave an empty namespace."""
    assert failures() == []
    assert failures("", "# nothing\n") == []
    assert file("").filename == "ada.py"
