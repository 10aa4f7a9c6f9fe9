"""Rules of what is said of files that lie beside an answer, and are not graded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.submission import Submission, read_submission

WRITTEN = "class A:\n    def f(self):\n        return 1\n\n\n"
STUB = WRITTEN.replace("return 1", "raise NotImplementedError")
OTHER = WRITTEN.replace("class A", "class B")
OTHER_STUB = STUB.replace("class A", "class B")


def notebook(*cells: str, kind: str = "code") -> str:
    """Write a notebook."""
    made = [{"cell_type": kind, "source": cell} for cell in cells]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": made})


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def said(found: Submission) -> list[str]:
    """Return what is warned of."""
    return [finding.message for finding in found.warnings]


@pytest.mark.parametrize(
    "other",
    [
        "Copy of layers.ipynb",
        "homework.ipynb",
        "old/layers.ipynb",
        ".ipynb_checkpoints/layers-checkpoint.ipynb",
    ],
)
@pytest.mark.parametrize("given", ["", "layers.ipynb"])
def test_an_answer_beside_an_unwritten_file_is_named(
    tmp_path: Path, other: str, given: str
) -> None:
    """In a copy, a folder, under another name: whether or not the stub was named."""
    lay(tmp_path, {"layers.ipynb": notebook(STUB), other: notebook(WRITTEN)})

    found = read_submission(tmp_path / given, assignment="layers")

    assert said(found) == [
        f"layers.ipynb was graded, and {other} was not: only there `A` is written"
    ]
    assert [(item.names, item.where) for item in found.elsewhere] == [(("A",), other)]


def test_script_and_notebook_are_compared_exercise_by_exercise(tmp_path: Path) -> None:
    """Half of the answer in each: what is written only in the other one is named."""
    half, more = WRITTEN + OTHER_STUB, STUB + OTHER
    lay(tmp_path, {"layers.py": half, "layers.ipynb": notebook(more)})

    found = read_submission(tmp_path, assignment="layers")

    assert said(found) == [
        "layers.py was graded, and layers.ipynb was not: only there `B` is written"
    ]


def test_other_files_beside_an_unwritten_one_are_named(tmp_path: Path) -> None:
    """They may be the answer, and could not be read as one; stubs are none."""
    files = {"layers.py": STUB, "layers.ipynb": notebook(STUB), "mine.ipynb": "{}"}
    lay(tmp_path, {**files, "layers.zip": "", "checks.py": "", "a.pdf": ""})

    found = read_submission(tmp_path, assignment="layers")

    assert said(found) == [
        "layers.py was graded, in which parts are not written; not graded: layers.zip "
        "(it is packed), mine.ipynb (not a notebook: it does not say its nbformat "
        "version)"
    ]
    assert not found.elsewhere


@pytest.mark.parametrize("answer", [WRITTEN, STUB])
def test_what_is_handed_out_twice_is_passed_over_in_silence(
    tmp_path: Path, answer: str
) -> None:
    """A warning that comes in every run says nothing."""
    files = {"layers.py": answer, "layers.ipynb": notebook(STUB), "blocks.py": STUB}

    assert not said(read_submission(lay(tmp_path, files), assignment="layers"))


def test_what_a_text_cell_defines_is_named(tmp_path: Path) -> None:
    """It is written, and not graded, like what stands in another file."""
    path = tmp_path / "layers.ipynb"
    cells = [*json.loads(notebook("x = 1"))["cells"]]
    cells += json.loads(notebook(WRITTEN, kind="markdown"))["cells"]
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}))

    found = read_submission(path, assignment="layers")

    (item,) = found.elsewhere
    assert (item.names, item.where) == (("A",), "a cell that is not of type Code")
