"""Reading notebooks: cells, languages, formats, magics, and hostile documents."""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Sequence
from typing import Any

import nbformat.v4
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.submission.notebook import MAX_CODE_CELLS, MAX_WARNINGS, read_cells

CellSource = str | Sequence[str]


def code(source: CellSource) -> dict[str, Any]:
    """Return a code cell of format 4."""
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def notebook(*cells: CellSource | dict[str, Any], **fields: object) -> bytes:
    """Return a notebook of format 4 whose code cells hold the given sources."""
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [cell if isinstance(cell, dict) else code(cell) for cell in cells],
    }
    return json.dumps(document | fields).encode()


def python_of(source: str) -> str:
    """Return what a single cell becomes."""
    ((unit,), *_) = read_cells(notebook(source), "layers.ipynb")
    return unit.source


def warnings_of(*cells: str) -> list[str]:
    """Return the warnings of a notebook, each with its place."""
    _, findings, _ = read_cells(notebook(*cells), "layers.ipynb")
    return [f"{finding.location}: {finding.message}" for finding in findings]


def refusal(data: bytes) -> str:
    """Return the sentence with which a notebook is refused."""
    with pytest.raises(SubmissionError) as caught:
        read_cells(data, "layers.ipynb")
    return str(caught.value)


# Cells ---------------------------------------------------------------------


def test_cells_are_numbered_among_code_cells_in_the_order_of_the_file() -> None:
    """Markdown does not count, empty code cells do."""
    text = {"cell_type": "markdown", "metadata": {}, "source": "# Title"}
    data = notebook(text, "a = 1", text, "", "a = 2")

    units, findings, _ = read_cells(data, "layers.ipynb")

    assert [(unit.cell, unit.source) for unit in units] == [
        (1, "a = 1"),
        (2, ""),
        (3, "a = 2"),
    ]
    assert {unit.label for unit in units} == {"layers.ipynb"}
    assert findings == ()


def test_cell_source_may_be_a_list_of_lines() -> None:
    """Files keep lines apart; other line ends become line feeds."""
    data = notebook(["a = 1\r\n", "b = 2\r", "c = 3"])

    ((unit,), *_) = read_cells(data, "x.ipynb")

    assert unit.source == "a = 1\nb = 2\nc = 3"


def test_notebook_written_by_nbformat_is_read() -> None:
    """What the field's own library writes is understood, ids included."""
    cell = nbformat.v4.new_code_cell("x = 1")  # type: ignore[no-untyped-call]
    made = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    text: str = nbformat.writes(made)  # type: ignore[no-untyped-call]

    ((unit,), *_) = read_cells(text.encode(), "x.ipynb")

    assert (unit.cell, unit.source) == (1, "x = 1")


def test_notebook_of_format_4_does_not_wait_for_nbformat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nearly all notebooks have the newest format, which needs no upgrade."""
    monkeypatch.setitem(sys.modules, "nbformat", None)

    assert python_of("x = 1") == "x = 1"


@pytest.mark.parametrize(
    "document",
    [
        {"nbformat": 1, "cells": [{"cell_type": "code", "code": "x = 1\n!ls"}]},
        {
            "nbformat": 2,
            "worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1\n!ls"}]}],
        },
        {
            "nbformat": 3,
            "nbformat_minor": 0,
            "metadata": {"name": ""},
            "worksheets": [
                {
                    "cells": [
                        {"cell_type": "heading", "level": 1, "source": "Title"},
                        {
                            "cell_type": "code",
                            "input": ["x = 1\n", "!ls"],
                            "outputs": [{"output_type": "pyout", "json": "{broken"}],
                        },
                    ]
                }
            ],
        },
    ],
    ids=["v1", "v2", "v3"],
)
def test_older_formats_are_upgraded(document: dict[str, Any]) -> None:
    """Formats 1 to 3 go through nbformat, whatever their outputs hold."""
    ((unit,), *_) = read_cells(json.dumps(document).encode(), "old.ipynb")

    assert (unit.cell, unit.source) == (1, "x = 1\npass  # !ls")


def test_half_a_surrogate_pair_is_replaced() -> None:
    """JSON can escape what UTF-8 cannot carry to a child."""
    data = notebook("s = 'MARK'").replace(b"MARK", rb"\ud800")

    ((unit,), *_) = read_cells(data, "x.ipynb")

    assert unit.source == "s = '\ufffd'"


# Refusals ------------------------------------------------------------------

OLD_CELL = {"cell_type": "code", "code": "x"}
SAVE_AGAIN = "\n  fix: open it in Jupyter, save it there, and hand in that file"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(
            b'{\n "cells": [\n',
            "layers.ipynb, line 3: not a notebook: this is not JSON" + SAVE_AGAIN,
            id="broken off",
        ),
        pytest.param(
            b'{\n<<<<<<< HEAD\n "cells": [\n',
            "layers.ipynb, line 2: not a notebook: this is not JSON"
            "\n  fix: settle the merge conflict in it first",
            id="merge conflict",
        ),
        pytest.param(
            b"[" * 200_000,
            "layers.ipynb: not a notebook: its JSON is nested too deeply" + SAVE_AGAIN,
            id="deep",
        ),
        pytest.param(
            b'{"nbformat": ' + b"9" * 10_000 + b"}",
            "layers.ipynb: not a notebook: it holds a number that is too long"
            + SAVE_AGAIN,
            id="long number",
        ),
        pytest.param(
            b"[]",
            "layers.ipynb: not a notebook: its JSON is not an object" + SAVE_AGAIN,
            id="list",
        ),
        pytest.param(
            b"{}",
            "layers.ipynb: not a notebook: it does not say its nbformat version"
            + SAVE_AGAIN,
            id="no version",
        ),
        pytest.param(
            notebook("x = 1", nbformat="4"),
            "layers.ipynb: not a notebook: it does not say its nbformat version"
            + SAVE_AGAIN,
            id="version is text",
        ),
        pytest.param(
            notebook("x = 1", nbformat=5),
            "layers.ipynb: notebook format 5 is too new, 4 is the newest known"
            "\n  fix: save it as nbformat 4, or hand in a .py file",
            id="too new",
        ),
        pytest.param(
            notebook(nbformat=3),
            "layers.ipynb: not a notebook: its format 3 cannot be brought to format 4"
            + SAVE_AGAIN,
            id="old and damaged",
        ),
        pytest.param(
            notebook(cells={"0": "x = 1"}),
            "layers.ipynb: not a notebook: it has no list of cells" + SAVE_AGAIN,
            id="cells not a list",
        ),
        pytest.param(
            notebook(cells=["x = 1"]),
            "layers.ipynb: not a notebook: it has no list of cells" + SAVE_AGAIN,
            id="cell not an object",
        ),
        pytest.param(
            notebook("x = 1", {"cell_type": "code", "source": [1]}),
            "layers.ipynb, cell 2: not a notebook: a code cell has no text"
            + SAVE_AGAIN,
            id="source not text",
        ),
        pytest.param(
            notebook("x = 1", "y = 2\nz = '\0'"),
            "layers.ipynb, cell 2, line 2: NUL character, so this is not source code"
            "\n  fix: hand in the source itself, saved as plain text in UTF-8",
            id="NUL",
        ),
        pytest.param(
            notebook({"cell_type": "markdown", "source": "class MyLinear: ..."}),
            "layers.ipynb: notebook has no code cells"
            "\n  fix: write your answer in code cells (not Markdown or Raw), and save",
            id="no code cells",
        ),
        pytest.param(
            notebook("", " \n"),
            "layers.ipynb: notebook has no code"
            "\n  fix: write your answer in code cells (not Markdown or Raw), and save",
            id="empty cells",
        ),
        pytest.param(
            notebook(*["x"] * (MAX_CODE_CELLS + 1)),
            "layers.ipynb: notebook has 2001 code cells, at most 2000 are read"
            "\n  fix: hand in only the cells that belong to the assignment",
            id="many cells",
        ),
        pytest.param(
            json.dumps({"nbformat": 1, "cells": [OLD_CELL] * 3000}).encode(),
            "layers.ipynb: notebook has 3000 code cells, at most 2000 are read"
            "\n  fix: hand in only the cells that belong to the assignment",
            id="many old cells",
        ),
        pytest.param(
            b'{\n\n "x": "\xe9"}',
            "layers.ipynb, line 3: byte 0xe9 is not UTF-8 text"
            "\n  fix: save it as UTF-8 (in an editor: Save with encoding, UTF-8)",
            id="latin-1",
        ),
        pytest.param(
            "{}".encode("utf-16"),
            "layers.ipynb: file is saved as UTF-16, not UTF-8"
            "\n  fix: save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
            id="utf-16",
        ),
    ],
)
def test_what_is_not_a_notebook_is_refused_in_a_sentence(
    data: bytes, sentence: str
) -> None:
    """The student reads where, what and how to mend it."""
    assert refusal(data) == sentence


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"name": "ir", "language": "R"}}, "R"),
        ({"kernelspec": {"name": "julia-1.10"}}, "Julia"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"language_info": {"name": "\x1b[31mR"}}, "?[31mR"),
    ],
)
def test_notebook_in_another_language_is_refused(
    metadata: dict[str, Any], language: str
) -> None:
    """An R notebook would end in puzzling syntax errors."""
    assert refusal(notebook("x <- 1", metadata=metadata)) == (
        f"layers.ipynb: notebook is written in {language}, not Python\n"
        "  fix: choose a Python kernel (in Jupyter: Kernel, Change kernel), and save"
    )


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        None,
        {"kernelspec": 3, "language_info": []},
        {"kernelspec": {"name": "d2l"}},
        {"kernelspec": {"name": 7, "language": 8}},
        {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        {"kernelspec": {"language": "python"}, "language_info": {"name": "R"}},
        {"language_info": {"name": "ipython"}},
    ],
)
def test_python_notebooks_and_silent_ones_are_accepted(metadata: object) -> None:
    """The kernel that would run it decides; what is not said is no reason."""
    units, *_ = read_cells(notebook("x = 1", metadata=metadata), "x.ipynb")

    assert len(units) == 1


# Limits, and anything at all -------------------------------------------------


def test_warnings_are_limited() -> None:
    """A notebook of shell cells does not drown its report."""
    messages = warnings_of(*["!wget x"] * (MAX_WARNINGS + 5))

    assert len(messages) == MAX_WARNINGS + 1
    assert messages[-1] == "None: 5 more cells hold lines that were not run"


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(string.printable, max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "cells",
                        "cell_type",
                        "source",
                        "nbformat",
                        "metadata",
                        "worksheets",
                        "input",
                    ]
                ),
                inner | st.sampled_from(["code", 3, 4]),
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(document: object) -> None:
    """No shape of document raises anything but SubmissionError."""
    try:
        read_cells(json.dumps(document).encode(), "x.ipynb")
    except SubmissionError as exc:
        assert exc.fix  # noqa: PT017 - either outcome is right
