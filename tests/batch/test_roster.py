"""Rules of the roster: what is a submission, and under which id."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.roster import find_submissions, submission_id
from grader.errors import UsageError
from grader.report.class_page import ClassRow

# A name as a Linux directory can hold it: any bytes but NUL and the slash.
NAMES = st.binary(min_size=1, max_size=255).map(
    lambda name: os.fsdecode(name.replace(b"\0", b"a").replace(b"/", b"b"))
)


def fill(folder: Path, *names: str) -> Path:
    """Make files, and folders where a name ends in a slash."""
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x = 1\n")
    return folder


def ids(folder: Path) -> list[str]:
    """List the ids of a class."""
    entries = find_submissions(folder, assignment="layers").entries
    return [entry.id for entry in entries]


def test_files_and_folders_are_submissions(tmp_path: Path) -> None:
    """The id is the name of the folder, or of the file without its ending."""
    fill(tmp_path, "ann.py", "bob.ipynb", "cem/layers.py", "dee.lab1.PY", "e.f/")

    entries = find_submissions(tmp_path, assignment="layers").entries

    assert [(e.id, e.path.name, e.problem) for e in entries] == [
        ("ann", "ann.py", ""),
        ("bob", "bob.ipynb", ""),
        ("cem", "cem", ""),
        ("dee.lab1", "dee.lab1.PY", ""),
        ("e.f", "e.f", ""),
    ]


def test_entries_are_in_natural_order(tmp_path: Path) -> None:
    """S2 comes before s10, and folders stand among files."""
    fill(tmp_path, "s10.py", "s2.py", "S1/", "s9.ipynb", "anna.py")

    assert ids(tmp_path) == ["anna", "S1", "s2", "s9", "s10"]


def test_litter_is_passed_over_without_a_word(tmp_path: Path) -> None:
    """Hidden files and what systems leave behind are nobody's work."""
    fill(tmp_path, "ann.py", ".bob.py", ".git/", "__pycache__/", "__MACOSX/._ann.py")
    fill(tmp_path, ".DS_Store", "Thumbs.db", ".ipynb_checkpoints/ann.ipynb")

    roster = find_submissions(tmp_path, assignment="layers")

    assert [entry.id for entry in roster.entries] == ["ann"]
    assert roster.ignored == ()


def test_files_of_other_kinds_have_a_row_that_says_what_to_do(tmp_path: Path) -> None:
    """Work in the wrong format must not vanish from the marks."""
    fill(tmp_path, "ann.py", "bea.pdf", "cem", "dee.py.txt", "eve.ipynb.JSON", "f.")

    roster = find_submissions(tmp_path, assignment="layers")

    instead = "cannot be graded: hand in layers.py or layers.ipynb"
    assert [(entry.id, entry.problem) for entry in roster.entries] == [
        ("ann", ""),
        ("bea", f".pdf files {instead}"),
        ("cem", f"files without an ending {instead}"),
        ("dee", ".txt files cannot be graded: is it dee.py, renamed by a browser?"),
        (
            "eve",
            ".json files cannot be graded: is it eve.ipynb, renamed by a browser?",
        ),
        ("f.", f"files without an ending {instead}"),
    ]
    assert roster.ignored == ()


def test_a_text_beside_the_answer_costs_no_marks(tmp_path: Path) -> None:
    """It has a row of its own, under its whole name; the answer is graded."""
    fill(tmp_path, "ann.py", "ann.pdf", "bob.py", "bob.py.txt", "cem.doc", "cem.odt")
    fill(tmp_path, "d.pdf.py", "d.pdf", "d/layers.py")

    entries = find_submissions(tmp_path, assignment="layers").entries

    assert [(e.id, e.problem.partition(":")[0]) for e in entries] == [
        ("ann", ""),
        ("ann.pdf", ".pdf files cannot be graded"),
        ("bob", ""),
        ("bob.py.txt", ".txt files cannot be graded"),
        ("cem.doc", ".doc files cannot be graded"),
        ("cem.odt", ".odt files cannot be graded"),
        ("d", ""),
        ("d.pdf", "handed in more than once, keep the one that counts"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="needs names with any letters")
def test_an_ending_is_shown_safely_and_cropped(tmp_path: Path) -> None:
    """Students choose it, and it is part of a sentence of ours."""
    fill(tmp_path, "ann.py", "bob.\x1b[2J", "cem." + "x" * 200)

    _, bob, cem = find_submissions(tmp_path, assignment="layers").entries

    assert bob.problem.startswith(".⟨U+001B⟩[2j files cannot be graded")
    assert cem.problem.startswith(f".{'x' * 18}… files cannot be graded")


def test_results_of_an_earlier_run_are_left_out_and_named(tmp_path: Path) -> None:
    """They are ours, and no student's; without batch.json, nobody knows that."""
    fill(tmp_path, "ann.py", "results/batch.json", "grades.csv", "index.html")
    before = find_submissions(tmp_path, assignment="layers")
    fill(tmp_path, "batch.json")

    after = find_submissions(tmp_path, assignment="layers")

    assert [item.name for item in before.ignored] == ["results/"]
    assert [entry.id for entry in before.entries] == ["ann", "grades", "index"]
    assert [entry.id for entry in after.entries] == ["ann"]
    assert [(item.name, item.reason) for item in after.ignored] == [
        (name, "results of an earlier run")
        for name in ("batch.json", "grades.csv", "index.html", "results/")
    ]


def test_archives_are_submissions(tmp_path: Path) -> None:
    """One that cannot be opened is somebody's work, too: its row will say so."""
    fill(tmp_path, "ann.zip", "bob.tar.gz", "cem.TGZ", "dee.v2.tar", "eve.rar")

    assert ids(tmp_path) == ["ann", "bob", "cem", "dee.v2", "eve"]


def test_one_student_with_two_submissions_is_not_graded(tmp_path: Path) -> None:
    """Which one counts is for people to say; there is one row, and it says so."""
    fill(tmp_path, "ann.py", "ann.ipynb", "ann/layers.py", "bob.py")

    ann, bob = find_submissions(tmp_path, assignment="layers").entries

    assert ann.id == "ann"
    assert ann.problem == (
        "handed in more than once, keep the one that counts: ann/, ann.ipynb, ann.py"
    )
    assert bob.problem == ""


def test_names_that_differ_in_case_share_no_pages(tmp_path: Path) -> None:
    """On many systems `Ann.html` is `ann.html`: neither is graded, both have a row."""
    fill(tmp_path, "Ann.py", "ann.py", "n\u0303.py", "\u00f1.py")
    if len(os.listdir(tmp_path)) < 4:
        pytest.skip("this file system cannot hold both names")

    entries = find_submissions(tmp_path, assignment="layers").entries

    assert [entry.id for entry in entries] == ["Ann", "ann", "n\u0303", "\u00f1"]
    assert entries[0].problem == (
        "names differ in case only, rename one: Ann.py, ann.py"
    )
    assert all(entry.problem for entry in entries)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ((), "no submission in this folder"),
        ((".hidden.py",), "no submission in this folder"),
        (("notes.txt",), "no submission in this folder, only notes.txt"),
        (
            tuple(f"{n}.txt" for n in range(7)),
            r"only 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more",
        ),
    ],
)
def test_a_folder_without_submissions_is_refused(
    tmp_path: Path, names: tuple[str, ...], problem: str
) -> None:
    """The error says what is there, and what should be."""
    fill(tmp_path, *names)

    with pytest.raises(UsageError, match=problem) as caught:
        find_submissions(tmp_path, assignment="layers")

    assert caught.value.fix == (
        "put one file or folder a student in it: "
        "ann.py, ann.ipynb, or ann/layers.py for a student called ann"
    )


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """A typing mistake is not an empty class."""
    with pytest.raises(UsageError, match="there is no such folder"):
        find_submissions(tmp_path / "clas", assignment="layers")


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("ann.py", "give the folder that the submissions are in"),
        ("class.zip", "unpack it, and give the folder that comes of it"),
    ],
)
def test_a_file_is_no_class(tmp_path: Path, name: str, fix: str) -> None:
    """One file, or an archive, is answered with what to do."""
    fill(tmp_path, name)

    with pytest.raises(UsageError, match="this is a file, not a class") as caught:
        find_submissions(tmp_path / name, assignment="layers")

    assert caught.value.fix == fix


@pytest.mark.parametrize(
    "name",
    ["ann", "Müller, Anna", "s12_late", "a..b", "=1+1", "क\u094d\u200dष", "x" * 200],
)
def test_a_printable_name_is_the_id(name: str) -> None:
    """Marks go back to where the names came from."""
    assert submission_id(name) == name


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("ann\nbob,17", "ann bob,17"),
        ("\x1b[31mann", "⟨U+001B⟩[31mann"),
        ("nna\u202eyp.", "nna⟨U+202E⟩yp."),
        ("caf\udce9", "caf⟨U+DCE9⟩"),
        ("x" * 201, "x" * 40),
        (" ", ""),
        ("ann~0123456789abcdef", "ann~0123456789abcdef"),
    ],
)
def test_other_names_get_a_hash(name: str, readable: str) -> None:
    """What cannot be shown, or would be taken for another, is made unmistakable."""
    beginning, _, digest = submission_id(name).rpartition("~")

    assert beginning == readable
    assert len(digest) == 16


@given(NAMES)
def test_every_id_can_name_a_page(name: str) -> None:
    """One line, no path, encodable, and short enough with any ending."""
    id = submission_id(name)

    assert len(f"{id}.html".encode()) <= 255
    assert "/" not in id
    assert id == id.strip()
    assert len(id.splitlines()) == 1
    assert ClassRow(id=id).address.startswith("submissions/")


@given(NAMES, NAMES)
def test_ids_of_different_names_differ(first: str, second: str) -> None:
    """Equal ids have equal names."""
    assert (submission_id(first) == submission_id(second)) == (first == second)


@given(NAMES)
def test_nobody_can_take_the_id_of_another(name: str) -> None:
    """A name that is spelt like a hashed id has another id."""
    id = submission_id(name)

    assert id == name or submission_id(id) != id


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_hostile_names_are_listed(tmp_path: Path) -> None:
    """Newlines, escape sequences and bytes that are no text make one entry each."""
    names = [b"a\nb.py", b"\x1b[2J.py", b"caf\xe9.py", b"..x.py", b"x" * 252 + b".py"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x = 1\n")

    entries = find_submissions(tmp_path, assignment="layers").entries

    assert len(entries) == 4  # one is hidden
    assert all(entry.path.exists() and not entry.problem for entry in entries)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_entries_that_reading_refuses(tmp_path: Path) -> None:
    """They could lead to the solution; the row will say that links do not count."""
    fill(tmp_path, "ann.py")
    (tmp_path / "bob").symlink_to(tmp_path)
    (tmp_path / "cem.py").symlink_to("nowhere")

    assert ids(tmp_path) == ["ann", "bob", "cem"]
