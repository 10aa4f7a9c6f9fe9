"""Rules of the folder of results: ours is replaced, others' is left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.batch.output import Batch, Output, Pages
from grader.batch.rows import Row, RowStatus
from grader.errors import GraderError, UsageError
from tests.report import sample

PAGES = Pages(json=b"{}\n", html=b"<p>new</p>")


def output(folder: Path, assignment: str = "layers") -> Output:
    """Make the output of a run."""
    return Output(folder, Batch(assignment=assignment, seed=7, exercises=("A",)))


def row(id: str = "ann", status: RowStatus = RowStatus.GRADED) -> Row:
    """Make a row."""
    report = sample.perfect() if status is RowStatus.GRADED else None
    return Row(id=id, status=status, report=report, problem="file is empty")


def names(folder: Path) -> list[str]:
    """List every file below a folder."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    )


def test_results_are_laid_out_as_documented(tmp_path: Path) -> None:
    """Index, marks, and two pages a submission; no unfinished file stays."""
    out = output(tmp_path / "a" / "out")
    out.claim()
    out.write(row(), PAGES)
    out.finish([row()], {"A": 1.0})

    assert names(out.folder) == [
        "batch.json",
        "grades.csv",
        "index.html",
        "submissions/ann.html",
        "submissions/ann.json",
    ]
    assert 'href="submissions/ann.html"' in (out.folder / "index.html").read_text()


def test_a_later_run_replaces_what_it_grades_again(tmp_path: Path) -> None:
    """Its pages are new; a submission that it does not know keeps the old ones."""
    first = output(tmp_path)
    first.claim()
    first.write(row("ann"), Pages(json=b"", html=b"old"))
    first.write(row("bob"), Pages(json=b"", html=b"old"))

    second = output(tmp_path)
    second.claim()
    second.write(row("ann"), PAGES)

    assert (tmp_path / "submissions/ann.html").read_bytes() == PAGES.html
    assert (tmp_path / "submissions/bob.html").read_bytes() == b"old"


def test_pages_of_before_do_not_outlive_their_marks(tmp_path: Path) -> None:
    """A submission that is unreadable now has no page that says otherwise."""
    out = output(tmp_path)
    out.claim()
    out.write(row(), PAGES)
    out.write(row(status=RowStatus.UNREADABLE), None)

    assert names(tmp_path) == ["batch.json"]


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    """A folder may hold more than our results."""
    (tmp_path / "notes.txt").write_text("mine")
    out = output(tmp_path)
    out.claim()
    out.finish([row()], {"A": 1.0})

    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["index.html", "grades.csv", "submissions/ann.py"])
def test_files_of_others_are_not_replaced(tmp_path: Path, name: str) -> None:
    """`-o .` in a course must not cost its marks or its submissions."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")

    top = name.split("/")[0]
    with pytest.raises(UsageError, match=f"{top} is there already") as caught:
        output(tmp_path).claim()

    assert caught.value.fix == "choose another folder with -o"
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("text", ["", "[]", "{}", "\udcff"])
def test_a_marker_of_others_is_not_taken_for_ours(tmp_path: Path, text: str) -> None:
    """Many programs write a batch.json."""
    (tmp_path / "batch.json").write_text(text, errors="surrogateescape")

    with pytest.raises(UsageError, match="is there already"):
        output(tmp_path).claim()


def test_assignments_do_not_share_a_folder(tmp_path: Path) -> None:
    """Else their pages would replace each other under the same ids."""
    output(tmp_path, "layers").claim()

    with pytest.raises(UsageError, match="holds the results of assignment 'layers'"):
        output(tmp_path, "blocks").claim()


def test_a_file_is_no_place_for_results(tmp_path: Path) -> None:
    """The error names the path and the option."""
    path = tmp_path / "out"
    path.write_text("mine")

    with pytest.raises(UsageError, match="results cannot be written there"):
        output(path).claim()


@pytest.mark.skipif(sys.platform == "win32", reason="needs names with any letters")
def test_a_disk_that_refuses_is_an_error_of_ours(tmp_path: Path) -> None:
    """It says which file, and leaves nothing half-written."""
    out = output(tmp_path)
    out.claim()
    (tmp_path / "submissions/ann.json").mkdir()

    with pytest.raises(GraderError, match="results cannot be written") as caught:
        out.write(row(), PAGES)

    assert caught.value.where == str(tmp_path / "submissions/ann.json")
    assert names(tmp_path) == ["batch.json"]
