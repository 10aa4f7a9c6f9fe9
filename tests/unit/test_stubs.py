"""Stubs are generated from the reference, give nothing away, and lose nothing."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
import torch

from grader.errors import AssignmentError
from grader.stubs import make_notebook, make_stub, stale_stubs, write_stubs

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("blocks", "layers", "convolution", "devices")
# What a student's first call of each exercise looks like.
FIRST_CALLS = (
    ("blocks", "MLP()"),
    ("blocks", "MySequential()"),
    ("blocks", "FixedHiddenMLP()"),
    ("blocks", "NestMLP()"),
    ("blocks", "make_chimera()"),
    ("layers", "CenteredLayer()(X)"),
    ("layers", "MyLinear(5, 3)"),
    ("layers", "Linear(5, 3)"),
    ("layers", "Perceptron(5, 4, 3)"),
    ("layers", "LinearModel(5)"),
    ("layers", "MyListDense()"),
    ("layers", "MyDictDense()"),
    ("layers", "FunctionalLinear()"),
    ("convolution", "corr2d(X, X)"),
    ("devices", "try_gpu()"),
    ("devices", "try_all_gpus()"),
    ("devices", "add_on(X, X, X.device)"),
    ("devices", "module_device(torch.nn.ReLU())"),
    ("devices", "forward_on(torch.nn.ReLU(), X, X.device)"),
    ("devices", "scatter(X, [X.device])"),
    ("devices", "data_parallel(torch.nn.ReLU(), X, [X.device])"),
)

BEGIN, END, RETURN = "    # BEGIN SOLUTION", "    # END SOLUTION", "    return x"
REFERENCE = '''\
"""Two exercises."""

import math


class Layer:
    """Holds a size."""

    def __init__(self, size: int) -> None:
        # BEGIN SOLUTION: keep the size
        self.size = size
        # END SOLUTION

    def area(self) -> float:
        """Return the area."""
        # BEGIN SOLUTION
        radius = self.size / 2

        return math.pi * radius**2
        # END SOLUTION


# How far apart.
_STEP = 2


def steps(n: int) -> list[int]:
    """Return n numbers.

    Free: how.
    """
    numbers = []
    for number in range(n):
        # BEGIN SOLUTION
        numbers.append(number * _STEP)
        # END SOLUTION
    return numbers
'''
STUB = '''\
"""Two exercises."""

import math


class Layer:
    """Holds a size."""

    def __init__(self, size: int) -> None:
        raise NotImplementedError("TODO: keep the size")

    def area(self) -> float:
        """Return the area."""
        raise NotImplementedError("TODO: write Layer.area")


# How far apart.
_STEP = 2


def steps(n: int) -> list[int]:
    """Return n numbers.

    Free: how.
    """
    numbers = []
    for number in range(n):
        raise NotImplementedError("TODO: write steps")
    return numbers
'''
SETTINGS = """\
[assignment]
name = "sizes"
title = "Sizes"

[[exercise]]
name = "Layer"
title = "T"
kind = "function"

[[exercise]]
name = "steps"
title = "T"
kind = "function"
"""


@pytest.fixture
def assignment(tmp_path: Path) -> tuple[Path, Path]:
    """An assignment's folder with settings only, and a reference solution."""
    folder = tmp_path / "sizes"
    folder.mkdir()
    (folder / "assignment.toml").write_text(SETTINGS)
    reference = tmp_path / "reference.py"
    reference.write_text(REFERENCE)
    return folder, reference


def function(*lines: str) -> str:
    """Make a function with the given body."""
    return "\n".join(["def exercise(x):", *lines, ""])


def cells_of(notebook: str) -> list[nbformat.NotebookNode]:
    """Cells of a notebook."""
    read = nbformat.reads(notebook, as_version=4)  # type: ignore[no-untyped-call]
    return list(read.cells)


def code_cells(notebook: str) -> list[str]:
    """Sources of a notebook's code cells."""
    return [cell.source for cell in cells_of(notebook) if cell.cell_type == "code"]


# The stubs that ship


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_shipped_stubs_are_up_to_date(name: str) -> None:
    """Stub and notebook are what the reference generates; else call write_stubs."""
    reference = ROOT / "reference" / f"{name}.py"

    assert stale_stubs(ROOT / "assignments" / name, reference) == []


@pytest.mark.parametrize(("name", "call"), FIRST_CALLS)
def test_shipped_stubs_say_what_is_to_be_done(name: str, call: str) -> None:
    """A stub can be imported, and its exercises raise NotImplementedError."""
    stub = (ROOT / "assignments" / name / f"{name}.py").read_text()
    namespace: dict[str, Any] = {"X": torch.ones(2, 2)}
    exec(compile(stub, name, "exec"), namespace)  # noqa: S102 - our own stub

    with pytest.raises(NotImplementedError, match=r"^TODO: [A-Za-z, -]+$"):
        eval(call, namespace)


@pytest.mark.parametrize(("name", "call"), FIRST_CALLS)
def test_shipped_notebooks_say_what_is_to_be_done(name: str, call: str) -> None:
    """A notebook's cells run in order, and its exercises are not written yet."""
    path = ROOT / "assignments" / name / f"{name}.ipynb"
    *cells, last = code_cells(path.read_text())
    namespace: dict[str, Any] = {"X": torch.ones(2, 2)}
    for number, source in enumerate(cells):
        exec(compile(source, f"cell {number}", "exec"), namespace)  # noqa: S102

    assert last == f"!grade {name}.ipynb"
    with pytest.raises(NotImplementedError, match=r"^TODO: [A-Za-z, -]+$"):
        eval(call, namespace)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_shipped_stubs_hold_no_line_of_the_solution(name: str) -> None:
    """No line of code that stands between markers stands in the stub."""
    inside, solution = False, []
    for line in (ROOT / "reference" / f"{name}.py").read_text().splitlines():
        if "# END SOLUTION" in line:
            inside = False
        if inside:
            solution.append(line.strip())
        if "# BEGIN SOLUTION" in line:
            inside = True
    stub = (ROOT / "assignments" / name / f"{name}.py").read_text()

    assert solution
    assert not set(solution) & {line.strip() for line in stub.splitlines()}


# Stubs


def test_stub_replaces_marked_regions_and_nothing_else() -> None:
    """A region becomes one raise, at its own indentation; the rest is untouched."""
    assert make_stub(REFERENCE) == STUB


def test_stub_quotes_the_task() -> None:
    """A task may hold quotes, backslashes and any letters."""
    task = "return 'é' and \"\\n\""
    source = function(f"{BEGIN}: {task}", RETURN, END)
    namespace: dict[str, Any] = {}
    exec(make_stub(source), namespace)  # noqa: S102 - made above

    with pytest.raises(NotImplementedError, match=re.escape(f"TODO: {task}")):
        namespace["exercise"](1)


def test_stub_ignores_markers_in_strings() -> None:
    """A docstring may explain the markers without being one."""
    source = function(
        '    """Explain.',
        "",
        "    # BEGIN SOLUTION",
        '    """',
        "    # BEGIN SOLUTION",
        "    return x",
        "    # END SOLUTION",
    )

    assert '    # BEGIN SOLUTION\n    """\n    raise' in make_stub(source)


def test_stub_names_nested_functions_in_full() -> None:
    """The default task names the function by its whole path."""
    source = (
        "class A:\n    class B:\n        async def run(self):\n"
        "            # BEGIN SOLUTION\n            return 1\n"
        "            # END SOLUTION\n"
    )

    assert 'raise NotImplementedError("TODO: write A.B.run")' in make_stub(source)


REFUSED = {
    "no markers": (function(RETURN), None, "no marked region"),
    "syntax": ("def exercise(:\n", 1, "no Python"),
    "begin without end": (function(BEGIN, RETURN), 2, "BEGIN SOLUTION without an END"),
    "end without begin": (function(RETURN, END), 3, "END SOLUTION without a BEGIN"),
    "end twice": (
        function(BEGIN, RETURN, END, END),
        5,
        "END SOLUTION without a BEGIN",
    ),
    "nested": (
        function(BEGIN, "    x += 1", BEGIN, RETURN, END, END),
        4,
        "begins inside another",
    ),
    "no indentation": (
        "# BEGIN SOLUTION\ndef exercise(x):\n    return x\n# END SOLUTION\n",
        1,
        "without indentation",
    ),
    "comment at the margin": (
        function("# BEGIN SOLUTION", RETURN, END),
        2,
        "without indentation",
    ),
    "class body": (
        f"class Exercise:\n{BEGIN}\n    size = 1\n{END}\n",
        2,
        "outside a function",
    ),
    "whole method": (
        f"class A:\n{BEGIN}\n    def run(self):\n        pass\n{END}\n",
        2,
        "outside a function",
    ),
    "conditional at the top": (
        f"if True:\n{BEGIN}\n    x = 1\n{END}\n",
        2,
        "outside a function",
    ),
    "empty": (
        function('    """Do nothing."""', BEGIN, END, RETURN),
        3,
        "without a statement",
    ),
    "only a comment": (
        function('    """Do nothing."""', BEGIN, "    # later", END, RETURN),
        3,
        "without a statement",
    ),
    "markers indented otherwise": (
        function(BEGIN, RETURN, "        # END SOLUTION"),
        2,
        "not indented like the code",
    ),
    "code indented otherwise": (
        function("        # BEGIN SOLUTION", RETURN, "        # END SOLUTION"),
        2,
        "not indented like the code",
    ),
    "cut at its end": (
        function(BEGIN, "    y = 1", "    return (", END, "        x)"),
        2,
        "cuts a statement in two",
    ),
    "cut at its beginning": (
        function("    print(", BEGIN, "        x)", RETURN, END),
        3,
        "cuts a statement in two",
    ),
    "else left over": (
        function(
            BEGIN,
            "    if x:",
            "        x = 1",
            END,
            "    else:",
            "        x = 2",
            RETURN,
        ),
        2,
        "cuts a statement in two",
    ),
    "into the next function": (
        "class A:\n    def a(self):\n        # BEGIN SOLUTION\n        return 1\n"
        "    def b(self):\n        x = 2\n        # END SOLUTION\n        return x\n",
        3,
        "cuts a statement in two",
    ),
    "behind code": (
        function("    x = 1  # BEGIN SOLUTION", RETURN, END),
        2,
        "shares its line",
    ),
    "lower case": (
        function("    # begin solution", RETURN, END),
        2,
        "nearly a marker",
    ),
    "without a space": (
        function("    #BEGIN SOLUTION", RETURN, END),
        2,
        "nearly a marker",
    ),
    "plural": (function(BEGIN, RETURN, "    # END SOLUTIONS"), 4, "nearly a marker"),
    "task without a colon": (
        function("    # BEGIN SOLUTION add", RETURN, END),
        2,
        "nearly a marker",
    ),
    "empty task": (
        function("    # BEGIN SOLUTION:", RETURN, END),
        2,
        "nearly a marker",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_stub_refuses_a_doubtful_reference(case: str) -> None:
    """A doubtful marker is refused with file, line, problem and fix."""
    source, line, problem = REFUSED[case]

    with pytest.raises(AssignmentError, match=problem) as caught:
        make_stub(source, path="reference/sizes.py")

    place = "reference/sizes.py" if line is None else f"reference/sizes.py:{line}"
    assert caught.value.where == place
    assert caught.value.fix


# Notebooks


def test_notebook_is_valid_and_deterministic() -> None:
    """The same stub gives the same valid notebook, with the same cell ids."""
    text = make_notebook(STUB, title="Sizes", assignment="sizes")

    nbformat.validate(json.loads(text))
    assert text == make_notebook(STUB, title="Sizes", assignment="sizes")
    assert text.endswith("}\n")
    assert json.loads(text)["nbformat_minor"] == 5
    assert [cell.id for cell in cells_of(text)] == [
        "title", "imports", "Layer-task", "Layer", "steps-task", "steps", "grade",
    ]  # fmt: skip


def test_notebook_tells_how_to_grade() -> None:
    """The title cell tells how to run `grade`, and the last cell runs it."""
    text = make_notebook(STUB, title="Sizes", assignment="sizes")
    cells = cells_of(text)

    assert cells[0].source.startswith("# Sizes\n\n")
    assert "`grade sizes.ipynb`" in cells[0].source
    assert cells[-1].source == "!grade sizes.ipynb"


def test_notebook_has_a_markdown_and_a_code_cell_for_each_exercise() -> None:
    """The headline says what to do; private names go with what follows them."""
    text = make_notebook(STUB, title="Sizes", assignment="sizes")
    sources = {cell.id: cell.source for cell in cells_of(text)}

    assert sources["imports"] == "import math"
    assert sources["Layer-task"] == "## `Layer`\n\nHolds a size."
    assert sources["Layer"].startswith("class Layer:")
    assert sources["steps-task"] == "## `steps`\n\nReturn n numbers."
    assert sources["steps"].startswith("# How far apart.\n_STEP = 2\n\n\ndef steps")


def test_notebook_loses_no_code_of_the_stub() -> None:
    """All cells together are the stub without its docstring, also at its end."""
    stub = STUB + "\n\nSEED = 1\n"
    cells = code_cells(make_notebook(stub, title="Sizes", assignment="sizes"))[:-1]

    expected = ast.Module(ast.parse(stub).body[1:], [])
    assert ast.dump(ast.parse("\n".join(cells))) == ast.dump(expected)


def test_notebook_of_a_stub_without_imports_or_docstrings() -> None:
    """No cell is made for imports that are not there."""
    cells = code_cells(make_notebook("def f():\n    pass\n", title="F", assignment="f"))

    assert cells == ["def f():\n    pass", "!grade f.ipynb"]


# Files


def test_write_stubs_writes_what_is_missing(assignment: tuple[Path, Path]) -> None:
    """Both files are written, and then nothing is stale."""
    folder, reference = assignment
    paths = [folder / "sizes.py", folder / "sizes.ipynb"]

    assert stale_stubs(folder, reference) == paths
    assert not any(path.exists() for path in paths)
    assert write_stubs(folder, reference) == paths
    assert paths[0].read_bytes().decode() == STUB
    assert stale_stubs(folder, reference) == []


def test_write_stubs_leaves_current_files_alone(
    assignment: tuple[Path, Path],
) -> None:
    """Nothing is written, and nothing backed up, where all is up to date."""
    folder, reference = assignment
    write_stubs(folder, reference)
    before = sorted(folder.iterdir())

    assert write_stubs(folder, reference) == []
    assert sorted(folder.iterdir()) == before


def test_write_stubs_keeps_what_it_replaces(assignment: tuple[Path, Path]) -> None:
    """A file that differs may be somebody's work: it is kept, each time anew."""
    folder, reference = assignment
    for work in ("my first work\n", "my second work\n"):
        (folder / "sizes.py").write_text(work)

        assert folder / "sizes.py" in write_stubs(folder, reference)

    assert (folder / "sizes.py").read_text() == STUB
    kept = sorted(path.read_text() for path in folder.glob("sizes.py.bak*"))
    assert kept == ["my first work\n", "my second work\n"]


def test_stale_stubs_names_the_file_that_was_edited(
    assignment: tuple[Path, Path],
) -> None:
    """One edited file is stale, and looking does not touch it."""
    folder, reference = assignment
    write_stubs(folder, reference)
    (folder / "sizes.ipynb").write_text("edited")

    assert stale_stubs(folder, reference) == [folder / "sizes.ipynb"]
    assert (folder / "sizes.ipynb").read_text() == "edited"


def test_stale_stubs_sees_a_changed_reference(assignment: tuple[Path, Path]) -> None:
    """A new docstring in the reference makes both files stale."""
    folder, reference = assignment
    write_stubs(folder, reference)
    reference.write_text(REFERENCE.replace("Holds a size.", "Keeps a size."))

    assert len(stale_stubs(folder, reference)) == 2


BROKEN_SETTINGS = {
    "no TOML": ("[assignment", "Expected"),
    "no name": (SETTINGS.replace('name = "sizes"\n', ""), "missing required field"),
    "no title": (SETTINGS.replace('title = "Sizes"\n', ""), "missing required field"),
    "no exercise": (SETTINGS.partition("[[")[0], "missing required field"),
    "exercise is no table": (
        "exercise = 1\n" + SETTINGS.partition("[[")[0],
        "Expected `array`",
    ),
    "unmarked exercise": (
        SETTINGS + '\n[[exercise]]\nname = "volume"\ntitle = "V"\nkind = "module"\n',
        "'volume' has no marked region in reference.py",
    ),
}


@pytest.mark.parametrize("case", BROKEN_SETTINGS)
def test_write_stubs_refuses_broken_settings(
    assignment: tuple[Path, Path], case: str
) -> None:
    """Nothing is written, and the message names assignment.toml."""
    folder, reference = assignment
    text, problem = BROKEN_SETTINGS[case]
    (folder / "assignment.toml").write_text(text)

    with pytest.raises(AssignmentError, match=problem) as caught:
        write_stubs(folder, reference)

    assert caught.value.where == str(folder / "assignment.toml")
    assert caught.value.exit_code == 3
    assert [path.name for path in folder.iterdir()] == ["assignment.toml"]


def test_write_stubs_refuses_a_missing_reference(
    assignment: tuple[Path, Path],
) -> None:
    """A reference that is not there is the author's to mend."""
    folder, reference = assignment
    reference.unlink()

    with pytest.raises(AssignmentError, match="cannot be read") as caught:
        write_stubs(folder, reference)

    assert caught.value.where == str(reference)


def test_write_stubs_refuses_a_reference_that_is_no_text(
    assignment: tuple[Path, Path],
) -> None:
    """Bytes that are no UTF-8 are refused, not guessed at."""
    folder, reference = assignment
    reference.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(AssignmentError, match="cannot be read"):
        write_stubs(folder, reference)


def test_write_stubs_names_the_line_of_a_bad_marker(
    assignment: tuple[Path, Path],
) -> None:
    """The message points into the reference, and nothing is written."""
    folder, reference = assignment
    reference.write_text(REFERENCE.replace("        # END SOLUTION\n", "", 1))

    with pytest.raises(AssignmentError, match="begins inside another") as caught:
        write_stubs(folder, reference)

    assert caught.value.where == f"{reference}:15"
    assert [path.name for path in folder.iterdir()] == ["assignment.toml"]
