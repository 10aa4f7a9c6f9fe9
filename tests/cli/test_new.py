"""What `grade new` writes, and what it leaves alone."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from grader.stubs import write_stubs
from tests import course
from tests.cli.command import Grade
from tests.validating.provable import put, write_provable

Tree = dict[Path, bytes]


def files_below(root: Path) -> Tree:
    """All files, with what they hold."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a course in which nothing is yet."""
    (tmp_path / "assignments").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a course with an assignment; return that one's folder."""
    monkeypatch.chdir(tmp_path)
    return write_provable(tmp_path)


@pytest.mark.sandbox
def test_a_new_assignment_proves_itself(grade: Grade, empty: Path) -> None:
    """Both kinds do, and the second is added to the first."""
    first = grade("new", "scaling/Scale")
    second = grade("new", "scaling/spread")

    assert (first.code, second.code, first.err, second.err) == (0, 0, "", "")
    for path in files_below(empty):
        assert f"wrote {path.relative_to(empty)}\n" in first.out + second.out
    assert "grade validate --write-stubs scaling" in second.out
    proved = grade("validate", "scaling")
    assert proved.code == 0, proved.out
    assert "7 submissions graded as they should be" in proved.out


@pytest.mark.rest
@pytest.mark.sandbox
def test_mutants_of_a_new_function_are_killed_or_recorded(
    grade: Grade, empty: Path
) -> None:
    """A new module has those left that a check of initial values kills."""
    assert grade("new", "scaling/spread").code == 0

    proved = grade("validate", "--mutants")

    assert proved.code == 0, proved.out
    assert (
        (empty / "assignments/scaling/mistakes.py")
        .read_text()
        .startswith(
            '"""Mistakes of `scaling`."""\n\nfrom grader import equivalent, mistakes\n'
        )
    )


@pytest.mark.rest
@pytest.mark.sandbox
def test_a_mistake_is_added_to_those_that_are_there(grade: Grade, empty: Path) -> None:
    """What it needs is imported once; what was listed stays, and all is proved."""
    names = ("Scale", "spread", "Shift")
    for name in names:
        assert grade("new", f"scaling/{name}").code == 0

    written = (empty / "assignments/scaling/mistakes.py").read_text()
    assert [node.names[0].name for node in imports(written)] == [
        "mistakes",
        "equivalent",
    ]
    assert [f'mistakes("{name}"' in written for name in names] == [True] * 3
    assert grade("validate").code == 0


def imports(source: str) -> list[ast.ImportFrom]:
    """List the imports of a file."""
    return [node for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)]


def lines_of(data: bytes) -> Counter[bytes]:
    """Count the lines of a file."""
    return Counter(data.splitlines())


@pytest.mark.rest
@pytest.mark.sandbox
def test_an_exercise_is_added_to_what_is_there(grade: Grade, begun: Path) -> None:
    """What was written before stays, to the letter, and all of it is proved."""
    before = files_below(begun.parents[1])

    done = grade("new", f"{course.NAME}/Later", "--kind", "function")

    after = files_below(begun.parents[1])
    assert (done.code, done.err) == (0, "")
    for path, data in before.items():
        if path.parent != begun or path.suffix == ".toml":
            assert lines_of(data) <= lines_of(after[path]), path
    assert not list(begun.glob("*.bak*"))
    assert lines_of(before[begun / "checks.py"]) <= lines_of(after[begun / "checks.py"])
    assert grade("validate", course.NAME).code == 0


def test_what_an_addition_needs_is_imported(grade: Grade, begun: Path) -> None:
    """Behind the imports that are there."""
    reference = begun.parents[1] / "reference" / f"{course.NAME}.py"
    source = reference.read_text().replace("import torch\n", "import torch as t\n")
    reference.write_text(source.replace("torch.randn", "t.randn"))
    write_stubs(begun, reference)

    assert grade("new", f"{course.NAME}/Later").code == 0

    tree = ast.parse(reference.read_text())
    assert [ast.unparse(node) for node in tree.body[:3]] == [
        "import torch as t",
        "from torch import nn",
        "import torch",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("scale", "'' cannot be an exercise's name"),
        ("Shapes/Scale", "'Shapes' cannot be an assignment's name"),
        ("../x/Scale", "'..' cannot be an assignment's name"),
        ("shapes/1st", "'1st' cannot be an exercise's name"),
        ("shapes/a/b", "'a/b' cannot be an exercise's name"),
        ("shapes/class", "'class' cannot be an exercise's name"),
        ("shapes/_own", "'_own' cannot be an exercise's name"),
        ("shapes/Scale", "assignment.toml: there is an exercise 'Scale' already"),
        ("shapes/helper", "shapes.py: 'helper' is defined already"),
        ("shapes/spread", "right/spread_sum.py: is there already"),
    ],
)
def test_nothing_is_overwritten(
    grade: Grade, begun: Path, name: str, words: str
) -> None:
    """The author reads what is in the way, and every file is as it was."""
    reference = begun.parents[1] / "reference" / f"{course.NAME}.py"
    reference.write_text(reference.read_text() + "\n\ndef helper():\n    pass\n")
    put(begun, "right/spread_sum.py", "# mine")
    write_stubs(begun, reference)
    before = files_below(begun.parents[1])

    done = grade("new", name)

    assert (done.code, done.out) == (2, "")
    assert words in done.complaint
    assert files_below(begun.parents[1]) == before


def test_a_stub_with_something_of_its_own_is_not_replaced(
    grade: Grade, begun: Path
) -> None:
    """Somebody may have worked in it, with settings or without."""
    stub = begun / f"{course.NAME}.py"
    stub.write_text(stub.read_text() + "# mine\n")
    before = files_below(begun)

    for _ in range(2):
        done = grade("new", f"{course.NAME}/Later")
        assert done.code == 2
        assert f"{stub}: is not what the reference generates" in done.complaint
        assert files_below(begun) == before
        (begun / "assignment.toml").unlink(missing_ok=True)
        before = files_below(begun)


def test_a_course_must_be_there(
    grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else files would land in the grader's own course, or anywhere."""
    monkeypatch.chdir(tmp_path)

    done = grade("new", "scaling/Scale")

    assert done.code == 2
    assert "no course around this folder" in done.complaint
    assert files_below(tmp_path) == {}


def test_broken_mistakes_are_refused_with_their_line(grade: Grade, begun: Path) -> None:
    """Nothing is added to what cannot be read, nor anything else written."""
    put(begun, "mistakes.py", "from grader import mistakes\n\nmistake = mistakes(\n")
    before = files_below(begun.parents[1])

    done = grade("new", f"{course.NAME}/Later")

    assert done.code == 3
    assert f"{begun / 'mistakes.py'}:3: this is no Python" in done.complaint
    assert files_below(begun.parents[1]) == before


def test_a_broken_reference_is_refused_with_its_line(grade: Grade, begun: Path) -> None:
    """Nothing is written before it is mended."""
    reference = begun.parents[1] / "reference" / f"{course.NAME}.py"
    reference.write_text("def f(:\n")
    (begun / "assignment.toml").unlink()
    for stub in (f"{course.NAME}.py", f"{course.NAME}.ipynb"):
        (begun / stub).unlink()
    before = files_below(begun.parents[1])

    done = grade("new", f"{course.NAME}/Later")

    assert done.code == 3
    assert done.complaint.startswith(f"{reference}:1: this is no Python: invalid")
    assert files_below(begun.parents[1]) == before
