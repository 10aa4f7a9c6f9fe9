"""Which files beside an answer belong to it."""

from __future__ import annotations

import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from grader.submission import Submission, read_submission
from grader.submission import helpers as helpers_module

HELPER = "def double(X):\n    return 2 * X\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, which is made; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(path: Path, *, beside: bool = True) -> Submission:
    """Read as a submission to `layers`."""
    return read_submission(path, assignment="layers", beside=beside)


def modules(answer: Submission) -> list[str]:
    """Name the helper files of an answer."""
    return [unit.module for unit in answer.units if unit.module]


@pytest.mark.parametrize(
    "line",
    [
        "import helpers",
        "from helpers import double",
        "import helpers as h, math",
        "if True:\n    from helpers import *",
        "def f():\n\timport helpers",
    ],
)
def test_a_file_that_is_imported_belongs_to_the_answer(
    tmp_path: Path, line: str
) -> None:
    """In a folder that is handed in, and beside a file of the assignment's name."""
    write(tmp_path, {"layers.py": line, "helpers.py": HELPER, "other.py": "x = 1"})

    for path in (tmp_path, tmp_path / "layers.py"):
        answer = read(path)
        assert modules(answer) == ["helpers"]
        assert [file.path for file in answer.files] == ["layers.py", "helpers.py"]
        assert answer.units[-1].label == "layers.py"
        assert answer.warnings == ()


def test_helpers_of_helpers_belong_to_it(tmp_path: Path) -> None:
    """What a helper file imports is there as well, once, even in a circle."""
    files = {"layers.py": "import a", "a.py": "import b", "b.py": "import a, layers"}

    assert modules(read(write(tmp_path, files))) == ["a", "b"]


def test_a_helper_in_an_archive_belongs_to_it(tmp_path: Path) -> None:
    """An archive is a folder as any other, and so is the folder in it."""
    path = tmp_path / "ada.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("hw/layers.py", "import helpers")
        file.writestr("hw/helpers.py", HELPER)

    answer = read(path)

    assert modules(answer) == ["helpers"]
    assert answer.units[0].label == "hw/helpers.py"


def test_files_of_other_students_are_no_helpers(tmp_path: Path) -> None:
    """Where each file is a student's, none is another's, whatever it imports."""
    files = {"ann.py": "import bob", "bob.py": HELPER, "layers.py": "import bob"}
    write(tmp_path, files)

    assert modules(read(tmp_path / "ann.py")) == []
    assert modules(read(tmp_path / "layers.py", beside=False)) == []


@pytest.mark.parametrize(
    "name",
    [
        *("checks", "mistakes", "conftest", "setup", "test_layers", "Checks"),
        *("torch", "numpy", "grader", "submission", "json", "random", "__init__"),
        *("class", "not-a-name", "a.b", "1a"),
    ],
)
def test_names_of_others_are_no_helpers(tmp_path: Path, name: str) -> None:
    """What is the course's, Python's, torch's or the grader's is not replaced."""
    write(tmp_path, {"layers.py": f"import {name}", f"{name}.py": HELPER})

    assert modules(read(tmp_path / "layers.py")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="spells file names as they are")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_may_be_spelt_in_two_ways(tmp_path: Path, form: str) -> None:
    """MacOS takes letters and their accents apart, editors do not: it is one name."""
    name = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "größe")
    line = "import " + unicodedata.normalize(form, "größe")  # type: ignore[arg-type]
    write(tmp_path, {"layers.py": line, f"{name}.py": HELPER})

    assert modules(read(tmp_path)) == ["größe"]


def test_a_helper_that_cannot_be_read_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """A link that leads out, and what is no text, are left out with a word."""
    outside = write(tmp_path / "outside", {"secret.py": "x = 1"})
    folder = write(tmp_path / "ada", {"layers.py": "import link\nimport data"})
    (folder / "link.py").symlink_to(outside / "secret.py")
    (folder / "data.py").write_bytes(b"\xff\xfe\xfa")

    answer = read(folder)

    assert modules(answer) == []
    assert [item.message for item in answer.warnings] == [
        "data.py is not used: file is saved as UTF-16, not UTF-8",
        "link.py is not used: link leads out of the submission",
    ]


def test_helpers_are_limited_in_number_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is too much is left out, and named."""
    monkeypatch.setattr(helpers_module, "MAX_HELPERS", 1)
    monkeypatch.setattr(helpers_module, "MAX_HELPER_BYTES", 20)
    files = {"layers.py": "import a, b, c", "a.py": "x" * 30, "b.py": "", "c.py": ""}

    answer = read(write(tmp_path, files))

    assert modules(answer) == ["b"]
    assert [item.message for item in answer.warnings] == [
        "a.py is not used: there is too much beside the answer already",
        "c.py is not used: there is too much beside the answer already",
    ]
