"""Reading submissions: encodings, what is refused, and excerpts."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.results import SubmittedFile
from grader.submission import (
    MAX_SOURCE_BYTES,
    Submission,
    Unit,
    excerpt,
    read_submission,
)

ANSWER = "class MyLinear:\n    def forward(self, X):\n        return X\n"
HAND_IN = "\n  fix: hand in layers.py or layers.ipynb"
NO_COOKIE = "\n  fix: save the file as UTF-8, and delete the line that says `coding`"
SAVE_AS_UTF8 = "\n  fix: save it as UTF-8 (in an editor: Save with encoding, UTF-8)"


def notebook(*cells: str) -> str:
    """Return a notebook with these code cells."""
    made = [{"cell_type": "code", "metadata": {}, "source": cell} for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": made})


def write(folder: Path, **files: str) -> Path:
    """Write files, named `layers_py` for `layers.py`, and return their folder."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def read(path: Path) -> Submission:
    """Read as a submission to `layers`."""
    return read_submission(path, assignment="layers")


def refusal(path: Path) -> str:
    """Return the sentence with which a path is refused, without the test's folder."""
    with pytest.raises(SubmissionError) as caught:
        read(path)
    return str(caught.value).replace(f"{path.parent}{os.sep}", "")


# What is read --------------------------------------------------------------


def test_script_is_one_unit(tmp_path: Path) -> None:
    """A .py file is one unit without a cell, hashed as it is on disk."""
    path = write(tmp_path, ada_py=ANSWER) / "ada.py"

    found = read(path)

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == Submission(
        id="ada",
        files=(SubmittedFile(path="ada.py", sha256=digest),),
        units=(Unit(label="ada.py", cell=None, source=ANSWER),),
        warnings=(),
    )


def test_notebook_is_a_unit_for_each_code_cell(tmp_path: Path) -> None:
    """Warnings about its magics come along."""
    write(tmp_path, ada_ipynb=notebook("a = 1", "!wget x"))

    found = read(tmp_path / "ada.ipynb")

    assert [(unit.label, unit.cell) for unit in found.units] == [
        ("ada.ipynb", 1),
        ("ada.ipynb", 2),
    ]
    assert [finding.message for finding in found.warnings] == ["`!wget x` was not run"]


def test_id_is_given_or_taken_from_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder lends its name, also when it is called `.`."""
    folder = tmp_path / "ada"
    folder.mkdir()
    write(folder, layers_py=ANSWER)
    monkeypatch.chdir(folder)

    given = read_submission(Path("layers.py"), assignment="layers", submission_id="s1")

    assert given.id == "s1"
    assert read(Path("layers.py")).id == "layers"
    assert read(folder).id == "ada"
    assert read(Path()).id == "ada"


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"\xef\xbb\xbfx = '\xc3\xa9'", "x = 'é'"),
        (b"a = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n"),
        (
            b"# -*- coding: latin-1 -*-\nx = '\xe9'",
            "# -*- coding: latin-1 -*-\nx = 'é'",
        ),
        (b"\n# coding=cp1252\nx = '\x80'", "\n# coding=cp1252\nx = '€'"),
        (b"# coding: iso-8859-15\n'\xa4'", "# coding: iso-8859-15\n'€'"),
        (b"# nothing but a comment", "# nothing but a comment"),
        (b"x = '\x0c\x0b'\n", "x = '\x0c\x0b'\n"),
        (b"def broken(:\n", "def broken(:\n"),
    ],
)
def test_plain_encodings_and_line_ends_are_understood(
    tmp_path: Path, data: bytes, source: str
) -> None:
    """Byte order mark, coding cookie and foreign line ends are no mistake."""
    path = tmp_path / "layers.py"
    path.write_bytes(data)

    assert read(path).units[0].source == source


def test_name_is_shown_without_control_characters(tmp_path: Path) -> None:
    """A file name cannot forge a line of the report or colour a terminal."""
    path = tmp_path / "a\nscore: 100\x1b[32m\u202e.py"
    path.write_text(ANSWER)

    found = read(path)

    assert found.units[0].label == "a?score: 100?[32m?.py"
    assert found.files[0].path == "a?score: 100?[32m?.py"
    assert found.id == "a?score: 100?[32m?"


def test_name_that_is_not_utf8_is_shown(tmp_path: Path) -> None:
    """Bytes that are not text arrive as surrogates; they are replaced as well."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.py"))
    path.write_text(ANSWER)

    assert read(path).units[0].label == "?.py"


def test_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed."""
    path = tmp_path / "layers.py"
    path.write_bytes(b"x = 1\n".ljust(MAX_SOURCE_BYTES, b"#"))

    assert len(read(path).units[0].source) == MAX_SOURCE_BYTES


# What is refused -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gone.py", "gone.py: no such file or folder"),
        ("gone\x1b[2J", "gone?[2J: no such file or folder"),
    ],
)
def test_missing_path_is_named(tmp_path: Path, name: str, sentence: str) -> None:
    """The path is shown as typed, without control characters."""
    assert refusal(tmp_path / name) == (
        f"{sentence}\n  fix: check the spelling, and the folder that you are in"
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [("\0.py", "embedded null byte"), ("x" * 300 + ".py", "file name too long")],
)
def test_impossible_path_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    """What the system refuses to look up is passed on in its words."""
    assert f": cannot be read: {reason}\n  fix: check its name" in refusal(
        tmp_path / name
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("layers.txt", ".txt files cannot be graded" + HAND_IN),
        ("layers.docx", ".docx files cannot be graded" + HAND_IN),
        ("layers", "file name has no ending" + HAND_IN),
        (
            "layers.rar",
            ".rar files cannot be graded"
            "\n  fix: unpack it, and hand in layers.py, layers.ipynb or a .zip",
        ),
    ],
)
def test_other_kinds_of_file_are_refused(
    tmp_path: Path, name: str, sentence: str
) -> None:
    """The ending decides."""
    (tmp_path / name).write_text(ANSWER)

    assert refusal(tmp_path / name) == f"{name}: {sentence}"


@pytest.mark.parametrize("name", ["layers.py", "layers.ipynb"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_empty_file_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """Often the editor was not told to save."""
    (tmp_path / name).write_bytes(data)

    assert refusal(tmp_path / name) == (
        f"{name}: file is empty\n"
        "  fix: write your answer in it and save it, then grade again"
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(
            b"a = 1\r\nb = 2\rc = '\xe9'\n",
            "layers.py, line 3: byte 0xe9 is not UTF-8 text" + SAVE_AS_UTF8,
            id="latin-1",
        ),
        pytest.param(
            b"\xe9",
            "layers.py, line 1: byte 0xe9 is not UTF-8 text" + SAVE_AS_UTF8,
            id="first line",
        ),
        pytest.param(
            b"\xef\xbb\xbfa\n\n\xff",
            "layers.py, line 3: byte 0xff is not UTF-8 text" + SAVE_AS_UTF8,
            id="after a byte order mark",
        ),
        pytest.param(
            b"# coding: ascii\n#\xe9",
            "layers.py, line 2: byte 0xe9 is not ascii text" + SAVE_AS_UTF8,
            id="not ascii",
        ),
        pytest.param(
            b"# coding: cp1252\n\n#\x81",
            "layers.py, line 3: byte 0x81 is not cp1252 text" + SAVE_AS_UTF8,
            id="not cp1252",
        ),
        pytest.param(
            "x = 1".encode("utf-16"),
            "layers.py: file is saved as UTF-16, not UTF-8"
            "\n  fix: save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
            id="utf-16",
        ),
        pytest.param(
            b"x = 1\n\ny = '\0'\n",
            "layers.py, line 3: NUL character, so this is not source code"
            "\n  fix: hand in the source itself, saved as plain text in UTF-8",
            id="NUL",
        ),
        pytest.param(
            b"# coding: utf-7\n+AAo-",
            "layers.py, line 1: encoding utf-7 is not accepted" + NO_COOKIE,
            id="utf-7",
        ),
        pytest.param(
            b"\n# coding: unicode_escape\n\\x0a",
            "layers.py, line 2: encoding unicode_escape is not accepted" + NO_COOKIE,
            id="unicode_escape",
        ),
        pytest.param(
            b"# coding: rot13\nk",
            "layers.py, line 1: encoding rot13 is not accepted" + NO_COOKIE,
            id="rot13",
        ),
        pytest.param(
            b"# coding: klingon\n",
            "layers.py, line 1: the encoding it declares is unknown, or not its own"
            + NO_COOKIE,
            id="unknown",
        ),
        pytest.param(
            b"\xef\xbb\xbf# coding: cp1252\n",
            "layers.py, line 1: the encoding it declares is unknown, or not its own"
            + NO_COOKIE,
            id="contradiction",
        ),
        pytest.param(
            notebook("x = 1").encode(),
            "layers.py: this is a notebook with the name of a Python file"
            "\n  fix: rename it to layers.ipynb",
            id="renamed notebook",
        ),
    ],
)
def test_what_is_not_plain_text_is_refused(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    """The student reads the line of the first bad byte."""
    (tmp_path / "layers.py").write_bytes(data)

    assert refusal(tmp_path / "layers.py") == sentence


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("layers.py", "hand in the source only, without data"),
        (
            "layers.ipynb",
            "clear its outputs (in Jupyter: Edit, Clear Outputs of All Cells), save",
        ),
    ],
)
def test_large_file_is_refused(tmp_path: Path, name: str, fix: str) -> None:
    """No more than the limit is ever read."""
    (tmp_path / name).write_bytes(b"#" * (6 * 1024 * 1024))

    assert refusal(tmp_path / name) == (
        f"{name}: file is larger than 5 MiB\n  fix: {fix}"
    )


def test_endless_file_is_refused(tmp_path: Path) -> None:
    """A sparse terabyte is not read to its end."""
    path = tmp_path / "layers.py"
    path.touch()
    os.truncate(path, 1 << 40)

    assert refusal(path).startswith("layers.py: file is larger than 5 MiB")


@pytest.mark.parametrize("call", ["open", "scandir"])
def test_permission_denied_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """An error of the system becomes a sentence."""
    write(tmp_path, layers_py=ANSWER)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, call, refuse)

    name = "layers.py" if call == "open" else tmp_path.name
    assert refusal(tmp_path) == (
        f"{name}: cannot be read: permission denied\n"
        "  fix: check its name and its permissions"
    )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """No content raises anything but SubmissionError, and lines are Python's."""
    path = tmp_path_factory.getbasetemp() / "any.py"
    path.write_bytes(b"# coding: " * (data[:1] > b"\xd0") + data)
    try:
        source = read(path).units[0].source
    except SubmissionError as exc:
        assert exc.fix  # noqa: PT017 - either outcome is right
    else:
        assert "\r" not in source


# Excerpts ------------------------------------------------------------------


def submission_of(source: str, cell: int | None = None) -> Submission:
    """Return a submission of one unit."""
    unit = Unit(label="layers.py", cell=cell, source=source)
    return Submission(id="ada", files=(), units=(unit,), warnings=())


@pytest.mark.parametrize(
    ("line", "numbers"),
    [(1, [1, 2, 3]), (3, [1, 2, 3, 4, 5]), (6, [4, 5, 6]), (7, [5, 6, 7])],
)
def test_excerpt_holds_the_lines_around(line: int, numbers: list[int]) -> None:
    """Two before and two after; the end of the file only if it is meant."""
    found = excerpt(submission_of("1\n2\n3\n4\n5\n6\n"), "layers.py", None, line)

    assert [part.line for part in found] == numbers
    assert [part.text for part in found] == [str(n) if n < 7 else "" for n in numbers]


@pytest.mark.parametrize(
    ("label", "cell", "line"),
    [("x.py", 2, 1), ("layers.py", None, 1), ("layers.py", 2, 0), ("layers.py", 2, 9)],
)
def test_excerpt_of_nothing_is_empty(label: str, cell: int | None, line: int) -> None:
    """A location that a child made up shows nothing."""
    assert excerpt(submission_of("x\n", cell=2), label, cell, line) == ()


def test_excerpt_is_safe_to_show() -> None:
    """Long lines are cut, tabs become spaces, control characters show as `?`."""
    source = f"\tx = '\x1b[31m\u202e'  \n{'y' * 200}\n{'z' * 100_000}"

    found = excerpt(submission_of(source), "layers.py", None, 1)

    assert [part.text for part in found] == [
        "    x = '?[31m?'",
        "y" * 200,
        "z" * 199 + "…",
    ]


def test_excerpt_of_a_notebook_shows_what_was_written(tmp_path: Path) -> None:
    """Magics stay readable, in the cell and line that the student knows."""
    write(tmp_path, layers_ipynb=notebook("x = 1", "%pwd\ny = 2"))

    found = excerpt(read(tmp_path), "layers.ipynb", 2, 2, context=1)

    assert [(part.line, part.text) for part in found] == [
        (1, "pass  # %pwd"),
        (2, "y = 2"),
    ]
