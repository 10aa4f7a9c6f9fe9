"""A notebook of marimo is read cell by cell, in the order in which its cells run."""

from __future__ import annotations

import textwrap
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from grader.submission import read_submission
from grader.submission.marimo import read_marimo

HEAD = """\
import marimo

__generated_with = "0.11.0"
app = marimo.App(width="medium")

"""
TAIL = """

if __name__ == "__main__":
    app.run()
"""


def cells(body: str) -> list[tuple[int, str]]:
    """Read the cells of a notebook, without empty lines at their ends."""
    found = read_marimo(HEAD + textwrap.dedent(body) + TAIL)
    return [(number, source.strip("\n")) for number, source in found]


def test_cells_are_the_bodies_of_functions() -> None:
    """Without their indentation, and without what they return."""
    assert cells(
        '''
        @app.cell
        def _():
            import torch
            from torch import nn
            return nn, torch


        @app.cell(hide_code=True)
        def _(
            nn,
            torch,
        ):
            class MyLinear(nn.Module):
                def forward(self, X):
                    return X

            s = """
        at the margin
            """
            return (
                MyLinear,
            )


        @app.cell
        async def later():
            await x
            return
        '''
    ) == [
        (1, "import torch\nfrom torch import nn"),
        (
            2,
            "class MyLinear(nn.Module):\n    def forward(self, X):\n"
            "        return X\n\n"
            's = """\nat the margin\n"""',
        ),
        (3, "await x"),
    ]


def test_cells_run_after_those_that_they_need() -> None:
    """Wherever they stand."""
    found = cells(
        """
        @app.cell
        def _(net):
            net(1)
            return

        @app.cell
        def _(nn):
            net = nn.ReLU()
            return (net,)

        @app.cell
        def _():
            from torch import nn
            return (nn,)
        """
    )

    assert [number for number, _ in found] == [3, 2, 1]


def test_cells_in_a_circle_run_as_they_stand() -> None:
    """Marimo runs none of them; here each is as good as it is."""
    found = cells(
        """
        @app.cell
        def _(b):
            a = b
            return (a,)

        @app.cell
        def _(a):
            b = a
            return (b,)
        """
    )

    assert found == [(1, "a = b"), (2, "b = a")]


def test_definitions_of_the_file_come_first() -> None:
    """Setup, functions and classes at the margin are there for all cells."""
    found = cells(
        """
        @app.cell
        def _():
            corr2d(1)
            return

        with app.setup(hide_code=True):
            import torch

        @app.function
        def corr2d(X):
            return X

        @app.class_definition
        @decorated
        class A:
            x = 1
        """
    )

    assert found == [
        (2, "import torch"),
        (3, "def corr2d(X):\n    return X"),
        (4, "@decorated\nclass A:\n    x = 1"),
        (1, "corr2d(1)"),
    ]


def test_a_cell_with_a_mistake_is_a_cell() -> None:
    """What marimo could not read is kept by it as text, and says so when it is run."""
    found = cells(
        'app._unparsable_cell(\n    r"""\n    x = (\n    """,\n    name="_"\n)'
    )

    assert found == [(1, "x = (")]


def test_other_files_are_no_notebooks(tmp_path: Path) -> None:
    """A script that uses marimo, or has an app of another kind, stays a script."""
    path = tmp_path / "layers.py"
    path.write_text("import marimo as mo\napp = App()\n\n@app.cell\ndef f():\n    x\n")
    assert [unit.cell for unit in read_submission(path, assignment="layers").units] == [
        None
    ]

    path.write_text(HEAD + "@app.cell\ndef _():\n    x = 1\n    return\n" + TAIL)
    (unit,) = read_submission(path, assignment="layers").units
    assert (unit.label, unit.cell, unit.source) == ("layers.py", 1, "x = 1")


@given(
    st.lists(
        st.sampled_from(
            [
                *("@app.cell\n", "def _(a):\n", "    x\n", "    return a\n", ")\n"),
                *("with app.setup:\n", "app._unparsable_cell(\n", '"""', "'", "(", "x"),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_anything_can_be_read(body: str) -> None:
    """Whatever a file holds, nothing is raised, and each cell is there once."""
    numbers = [number for number, _ in read_marimo(HEAD + body)]

    assert sorted(numbers) == list(range(1, len(numbers) + 1))
