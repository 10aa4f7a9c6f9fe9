"""Which file of a submission counts, and files that must not be opened."""

from __future__ import annotations

import json
import os
import socket
import stat
from pathlib import Path

import pytest

from grader.errors import SubmissionError
from grader.submission import (
    Submission,
    read_submission,
)
from grader.submission import files as files_module
from grader.submission import folder as folder_module

STUB = "class MyLinear:\n    def forward(self, X):\n        raise NotImplementedError\n"
ANSWER = "class MyLinear:\n    def forward(self, X):\n        return X\n"


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


# Which file of a folder counts ---------------------------------------------


def test_folder_prefers_the_file_named_like_the_assignment(tmp_path: Path) -> None:
    """Other files, and what belongs to the assignment, are passed over."""
    write(tmp_path, Layers_py=ANSWER, notes_py="x = 1", draft_ipynb="{}")

    assert read(tmp_path).units[0].label == "Layers.py"


@pytest.mark.parametrize("name", ["homework.py", "homework (1).ipynb", "LAYERS2.PY"])
def test_folder_with_one_file_needs_no_particular_name(
    tmp_path: Path, name: str
) -> None:
    """Tests, checks, hidden files and folders are not answers."""
    others = (
        "checks.py conftest.py test_x.py x_test.py setup.py __init__.py .y.py a.pdf"
    )
    for other in others.split():
        (tmp_path / other).write_text("x = 1")
    for folder in ("__pycache__", ".ipynb_checkpoints", "wrong", "folder.py"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "layers.py").write_text("x = 1")
    (tmp_path / name).write_text(notebook("x = 1") if "ipynb" in name else ANSWER)

    assert read(tmp_path).units[0].label == name


@pytest.mark.parametrize(
    ("script", "cells", "label", "warning"),
    [
        (
            ANSWER,
            STUB,
            "layers.py",
            None,
        ),
        (
            STUB,
            ANSWER,
            "layers.ipynb",
            None,
        ),
        (
            STUB,
            STUB,
            "layers.py",
            None,
        ),
        (
            ANSWER,
            "",
            "layers.py",
            "layers.py was graded: layers.ipynb cannot be read: notebook has no code",
        ),
        (
            "",
            ANSWER,
            "layers.ipynb",
            "layers.ipynb was graded: layers.py cannot be read: file is empty",
        ),
    ],
    ids=["script", "notebook", "neither", "broken notebook", "broken script"],
)
def test_of_script_and_notebook_the_written_one_is_graded(
    tmp_path: Path, script: str, cells: str, label: str, warning: str | None
) -> None:
    """Both are handed out, one is filled in: nothing to say, but of a broken one."""
    write(tmp_path, layers_py=script, layers_ipynb=notebook(cells))

    found = read(tmp_path)

    assert found.units[0].label == label
    assert [file.path for file in found.files] == [label]
    said = [finding.message for finding in found.warnings]
    assert said == ([warning] if warning else [])


def test_written_script_and_written_notebook_are_not_chosen_between(
    tmp_path: Path,
) -> None:
    """Guessing could cost the student all points."""
    folder = tmp_path / "ada"
    folder.mkdir()
    write(folder, layers_py=ANSWER, layers_ipynb=notebook(ANSWER))

    assert refusal(folder) == (
        "ada: layers.py and layers.ipynb are both written\n"
        "  fix: keep the one that counts, or grade it by name: grade layers.py"
    )


def test_pair_of_which_neither_can_be_read_is_refused(tmp_path: Path) -> None:
    """The script's problem is told."""
    write(tmp_path, layers_py="", layers_ipynb="")

    assert refusal(tmp_path).startswith("layers.py: file is empty")


def test_folder_with_several_answers_names_them(tmp_path: Path) -> None:
    """The student reads which files there are, and how to choose."""
    folder = tmp_path / "ada"
    folder.mkdir()
    write(folder, one_py=ANSWER, two_py=ANSWER, three_ipynb="{}")

    assert refusal(folder) == (
        "ada: 3 files could be the answer: one.py, three.ipynb, two.py\n"
        "  fix: name yours layers.py or layers.ipynb, or grade it by name: grade one.py"
    )


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "ada: no .py or .ipynb file to grade in this folder"),
        (
            ["report.pdf", "checks.py", ".hidden", "src/"],
            "ada: no .py or .ipynb file to grade in this folder,"
            " only checks.py, report.pdf, src/",
        ),
        (
            [f"{n}\x1b.txt" for n in range(9)],
            "ada: no .py or .ipynb file to grade in this folder,"
            " only 0?.txt, 1?.txt, 2?.txt, 3?.txt, 4?.txt, 5?.txt and 3 more",
        ),
    ],
    ids=["empty", "others", "many"],
)
def test_folder_without_an_answer_says_what_it_holds(
    tmp_path: Path, names: list[str], sentence: str
) -> None:
    """So that a wrong folder, or a .docx, is recognised at once."""
    folder = tmp_path / "ada"
    folder.mkdir()
    for name in names:
        if name.endswith("/"):
            (folder / name).mkdir()
        else:
            (folder / name).touch()

    assert (
        refusal(folder)
        == f"{sentence}\n  fix: put your layers.py or layers.ipynb in it"
    )


def test_folder_called_like_a_script_is_a_folder(tmp_path: Path) -> None:
    """Its name does not matter, its answer does."""
    folder = tmp_path / "layers.py"
    folder.mkdir()

    assert refusal(folder) == (
        "layers.py: no .py or .ipynb file to grade in this folder\n"
        "  fix: put your layers.py or layers.ipynb in it"
    )


def test_folder_of_too_many_files_is_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million files cost no memory."""
    monkeypatch.setattr(folder_module, "MAX_FOLDER_ENTRIES", 3)
    write(tmp_path, a_py="", b_py="", c_py="", d_py="")

    assert refusal(tmp_path).splitlines() == [
        f"{tmp_path.name}: folder holds more than 3 files",
        "  fix: give the file to grade, not the folder",
    ]


# Pipes, devices and links ----------------------------------------------------

NOT_A_FILE = "\n  fix: give a .py file, a .ipynb file, or a folder that holds one"


@pytest.mark.timeout(10)
@pytest.mark.parametrize("in_folder", [False, True])
def test_named_pipe_is_refused_without_waiting(tmp_path: Path, in_folder: bool) -> None:
    """Opening a pipe would wait for a writer who never comes."""
    os.mkfifo(tmp_path / "layers.py")

    sentence = refusal(tmp_path if in_folder else tmp_path / "layers.py")

    assert sentence == "layers.py: this is a named pipe, not a file" + NOT_A_FILE


@pytest.mark.timeout(10)
def test_file_exchanged_for_a_pipe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened is looked at again, and opening does not wait."""
    path = tmp_path / "layers.py"
    os.mkfifo(path)
    monkeypatch.setattr(files_module, "mode_of", lambda *_: stat.S_IFREG)

    assert refusal(path) == "layers.py: this is a named pipe, not a file" + NOT_A_FILE


def test_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets cannot be read as files."""
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("layers.py")

        sentence = refusal(Path("layers.py"))

    assert sentence == "layers.py: this is a socket, not a file" + NOT_A_FILE


def test_device_is_refused(tmp_path: Path) -> None:
    """A device behind a link is found out before it is opened."""
    (tmp_path / "layers.py").symlink_to("/dev/zero")

    sentence = refusal(tmp_path / "layers.py")

    assert sentence == "layers.py: this is a device, not a file" + NOT_A_FILE


def test_link_to_a_folder_is_not_an_answer(tmp_path: Path) -> None:
    """In a folder, `layers.py` must be a file."""
    (tmp_path / "layers.py").symlink_to(tmp_path)

    sentence = refusal(tmp_path)

    assert sentence == "layers.py: this is a folder, not a file" + NOT_A_FILE


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("../secret.py", "link leads out of the submission"),
        ("/etc/hostname", "link leads out of the submission"),
        ("nowhere.py", "link leads to a file that does not exist"),
    ],
)
def test_link_out_of_a_folder_is_refused(
    tmp_path: Path, target: str, problem: str
) -> None:
    """A student's link must not reach the reference or other submissions."""
    (tmp_path / "secret.py").write_text(ANSWER)
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "layers.py").symlink_to(target)

    assert refusal(folder) == (
        f"layers.py: {problem}\n  fix: hand in the file itself, not a link"
    )


def test_link_in_circles_is_refused(tmp_path: Path) -> None:
    """The system's words are passed on."""
    (tmp_path / "layers.py").symlink_to("layers.py")

    assert refusal(tmp_path).startswith("layers.py: cannot be read: too many levels")


def test_link_within_a_folder_is_followed(tmp_path: Path) -> None:
    """Nothing is wrong with it, and the name of the link is shown."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "answer.py").write_text(ANSWER)
    (tmp_path / "layers.py").symlink_to("src/answer.py")

    assert read(tmp_path).units[0].label == "layers.py"


def test_link_given_by_the_user_is_followed_unless_forbidden(tmp_path: Path) -> None:
    """In a class folder, students may have made the links."""
    write(tmp_path, secret_py=ANSWER)
    link = tmp_path / "eve.py"
    link.symlink_to("secret.py")

    assert read(link).units[0].label == "eve.py"
    with pytest.raises(SubmissionError, match="links cannot be handed in"):
        read_submission(link, assignment="layers", allow_link=False)
