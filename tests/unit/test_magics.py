"""Magics and shell lines become Python that does nothing, line for line."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.submission.magics import neutralise


def python_of(source: str) -> str:
    """Return what a cell becomes."""
    return neutralise(source)[0]


def warnings_of(*cells: str) -> list[str]:
    """Return what is said of each cell that is not run as it stands."""
    skips = [neutralise(cell)[1] for cell in cells]
    return [f"{skip.line}: {skip.message}" for skip in skips if skip is not None]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("%matplotlib inline", "pass  # %matplotlib inline"),
        ("!pip install d2l", "pass  # !pip install d2l"),
        ("pip install d2l", "pass  # pip install d2l"),
        ("x = 1\n%time x\ny = 2", "x = 1\npass  # %time x\ny = 2"),
        ("if x:\n    %time f()", "if x:\n    pass  # %time f()"),
        ("def f():\n\t!ls", "def f():\n\tpass  # !ls"),
        ("!a \\\n  b \\\n  c\nd = 1", "pass  # !a \\\n#   b \\\n#   c\nd = 1"),
        ("files = !ls", "files = None  # !ls"),
        ("a.b, c[0] =  %pwd", "a.b, c[0] = None  # %pwd"),
        ("x = !ls \\\n -l\ny", "x = None  # !ls \\\n#  -l\ny"),
        ("net?", "pass  # net?"),
        ("net.forward??  ", "pass  # net.forward??  "),
        ("?net", "pass  # ?net"),
        ("%%time?", "pass  # %%time?"),
        ("!echo '\nx = (1", "pass  # !echo '\nx = (1"),
        ("%%time\nx = 1", "# %%time\nx = 1"),
        (
            "\n%%timeit -n 3\n    x = 1\n    !ls",
            "\n# %%timeit -n 3\nx = 1\npass  # !ls",
        ),
        ("%%capture out\n%%time\nx = 1", "# %%capture out\n# %%time\nx = 1"),
        ("%%bash\nls\n\necho $x", "# %%bash\n# ls\n\n# echo $x"),
        ("%%!\nls", "# %%!\n# ls"),
        ("%%time\n%%html\n<p>", "# %%time\n# %%html\n# <p>"),
        ("# about time\n%%time\nx = 1", "# about time\npass  # %%time\nx = 1"),
        ("  x = 1\n  y = 2", "x = 1\ny = 2"),
    ],
)
def test_what_only_ipython_understands_becomes_nothing(
    source: str, expected: str
) -> None:
    """Commands turn into `pass` or None, with their text beside as a comment."""
    assert python_of(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""Docstring\n%matplotlib inline\n!ls\nwhy?\n"""',
        "s = r'''\\\\'''\nt = '''\n%x\n'''",
        's = """a \\""" b\n!c\n"""',
        "s = 'a \\\n!b'\nx = 1",
        "y = (a\n    % b\n    )",
        "y = [  # (\n    a, '(', \"]\"\n    % b]",
        "y = a \\\n    % b",
        "f(\n!x\n)",
        "x != y\nx %= y\nx = y != z",
        "d['=!ls']  # x = !ls",
        "print('what?')  # what?",
        "f(a=%b)",
        "x == !y",
        "x =% 3",
        "f'{x!r}'",
        "x = {1: 2}  # 50 %",
        "\n\nx = 1\n",
        "(\n)?",
    ],
)
def test_python_is_left_alone(source: str) -> None:
    """Strings, brackets, continued lines, operators and errors stay as written."""
    assert python_of(source) == source


def test_an_unclosed_string_ends_with_its_line() -> None:
    """One mistake must not hide the magics after it, nor move them."""
    assert python_of("s = 'oops\n!ls\n") == "s = 'oops\npass  # !ls\n"


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n%timeit f()",
        "!pip install torch\n!python -m pip install torch\n!nvidia-smi\npip install x",
        "!grade layers.ipynb\n! grade layers.ipynb -e MyLinear",
        "net?\n?net",
        "%%time\nx = 1",
    ],
)
def test_harmless_commands_give_no_warning(source: str) -> None:
    """What cannot matter to an answer is not worth a line of the report."""
    assert warnings_of(source) == []


def test_commands_that_could_matter_give_one_warning_a_cell() -> None:
    """The first such line of each cell is named, with its line."""
    assert warnings_of(
        "!pip install x\n!wget https://example.org/data\n!git clone y",
        "x = 1",
        "files = !ls",
        "%run layers.py",
        "%%bash\nls",
        "\n%%writefile layers.py\nclass MyLinear: ...",
        "%pipe x",
        "!pip-compile\x1b[31m",
        "!curl " + "x" * 100,
    ) == [
        "2: `!wget https://example.org/data` was not run",
        "1: `files = !ls` was not run, so its name is None",
        "1: `%run layers.py` was not run",
        "1: this `%%bash` cell was not run: it is not Python",
        "2: this `%%writefile` cell was not run: "
        "what it writes to a file is not graded",
        "1: `%pipe x` was not run",
        "1: `!pip-compile?[31m` was not run",
        f"1: `!curl {'x' * 53}…` was not run",
    ]


# Anything at all -----------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        *("%", "!", "?", "=", "\\", "\n", "'", '"', "'''", '"""', "(", ")", "#"),
        *("%%time", "%%bash", " ", "\t", "x", "1", "\r", "\f", "\x0b", "\u2028", "é"),
    ]
)
CELLS = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=60)


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_any_cell_keeps_its_lines(source: str) -> None:
    """Whatever a cell holds, nothing is raised and no line number moves."""
    assert python_of(source).count("\n") == source.count("\n")


STATEMENTS = st.sampled_from(
    [
        *("x = 1", "if x:\n    y = 2", 's = """\n%a\n!b\n"""', "z = (x\n  % 3\n)"),
        *("x = x \\\n % 3", "def f():\n    'why?'\n    return 1", "", "# !ls"),
    ]
)
COMMANDS = st.sampled_from(
    ["%cd x", "!ls '", "a = !ls (", "x?", "?x", "!a \\\n(", "if x:\n    %time y("]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(STATEMENTS | COMMANDS, min_size=1, max_size=6).map("\n".join))
def test_right_cells_become_right_python(source: str) -> None:
    """Statements and commands in any order give source that compiles."""
    ast.parse(python_of(source))
