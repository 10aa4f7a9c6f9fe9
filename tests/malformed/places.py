"""Folders and files that are links, pipes, devices, too much or too deep."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from tests.malformed.notebooks import code, document
from tests.malformed.oddities import (
    ANSWER,
    NOTEBOOK,
    SCRIPT,
    file,
    folder,
    graded,
    refused,
    warned,
)

STUB = "def total(X):\n    raise NotImplementedError\n"


@refused("link leads out of the submission.*hand in the file itself")
def link_out(place: Path) -> Path:
    """The answer is a link to somebody else's."""
    neighbour = place.with_name(".neighbour.py")
    neighbour.write_text(ANSWER)
    place.mkdir()
    (place / SCRIPT).symlink_to(neighbour)
    return place


@refused("link leads out of the submission.*hand in the file itself")
def link_to_a_system_file(place: Path) -> Path:
    """The answer is a link to a file that everybody can read."""
    place.mkdir()
    (place / SCRIPT).symlink_to("/etc/passwd")
    return place


@refused("link leads out of the submission|this is a device")
def link_to_a_device(place: Path) -> Path:
    """The answer is a link to zeros without end."""
    place.mkdir()
    (place / SCRIPT).symlink_to("/dev/zero")
    return place


@graded()
def link_within(place: Path) -> Path:
    """A link to another file of the submission."""
    folder(place, {"src/answer.py": ANSWER})
    (place / SCRIPT).symlink_to("src/answer.py")
    return place


@refused("no .py or .ipynb file to grade in this folder, only hw.*put your shapes.py")
def link_to_a_folder(place: Path) -> Path:
    """The only folder is a link: what is behind it is not looked for."""
    outside = place.with_name(".outside")
    folder(outside, {SCRIPT: ANSWER})
    place.mkdir()
    (place / "hw").symlink_to(outside)
    return place


@refused("links cannot be handed in.*hand in the file itself")
def link_as_submission(place: Path) -> Path:
    """The submission itself is a link."""
    target = place.with_name(".target.py")
    target.write_text(ANSWER)
    path = place.with_name(place.name + ".py")
    path.symlink_to(target)
    return path


@refused("link leads to a file that does not exist.*hand in the file itself")
def link_dangling(place: Path) -> Path:
    """A link to nothing."""
    place.mkdir()
    (place / SCRIPT).symlink_to("gone.py")
    return place


@refused("cannot be read: too many levels of symbolic links")
def link_loop(place: Path) -> Path:
    """A link to itself."""
    place.mkdir()
    (place / SCRIPT).symlink_to(SCRIPT)
    return place


@refused("link leads out of the submission.*hand in the file itself")
def link_to_an_archive(place: Path) -> Path:
    """An archive that is somebody else's."""
    from tests.malformed.zips import RIGHT, zipped

    target = zipped(place.with_name(".somebody"), RIGHT)
    place.mkdir()
    (place / "hw.zip").symlink_to(target)
    return place


@refused("this is a named pipe, not a file")
def pipe(place: Path) -> Path:
    """A pipe, which opening would wait for."""
    place.mkdir()
    os.mkfifo(place / SCRIPT)
    return place


@refused("this is a named pipe, not a file")
def pipe_as_submission(place: Path) -> Path:
    """A pipe with a student's name."""
    path = place.with_name(place.name + ".py")
    os.mkfifo(path)
    return path


@refused("this is a named pipe, not a file")
def pipe_as_archive(place: Path) -> Path:
    """A pipe that is called a zip."""
    path = place.with_name(place.name + ".zip")
    os.mkfifo(path)
    return path


@refused("this is a socket, not a file")
def socket_as_answer(place: Path) -> Path:
    """A socket, bound from where its name is short."""
    place.mkdir()
    before = Path.cwd()
    os.chdir(place)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(SCRIPT)
    finally:
        os.chdir(before)
    return place


@refused("this is a device, not a file")
def device(place: Path) -> Path:
    """A device that gives out zeros."""
    place.mkdir()
    try:
        os.mknod(place / SCRIPT, 0o20644, os.makedev(1, 5))
    except OSError:
        (place / SCRIPT).unlink(missing_ok=True)
        place.rmdir()
        pytest.skip("this user may not make devices here")
    return place


@refused("cannot be read: permission denied.*check its name and its permissions")
def unreadable_file(place: Path) -> Path:
    """A file that nobody may read."""
    _not_as_root()
    folder(place, {SCRIPT: ANSWER})
    (place / SCRIPT).chmod(0)
    return place


@refused("cannot be read: permission denied.*check its name and its permissions")
def unreadable_folder(place: Path) -> Path:
    """A folder that nobody may look into."""
    _not_as_root()
    folder(place, {SCRIPT: ANSWER})
    place.chmod(0)
    return place


def _not_as_root() -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")


@refused("file is larger than 5 MiB.*hand in the source only")
def sparse_file(place: Path) -> Path:
    """A terabyte of nothing."""
    path = file(place, ".py", ANSWER)
    os.truncate(path, 1 << 40)
    return path


@refused("this is not a whole zip archive|archive holds")
def sparse_archive(place: Path) -> Path:
    """A terabyte of nothing that is called a zip."""
    path = file(place, ".zip", b"PK\x03\x04")
    os.truncate(path, 1 << 40)
    return path


@refused("this is not a whole tar archive|no .py or .ipynb file to grade")
def sparse_tar(place: Path) -> Path:
    """A terabyte of nothing that is called a tar."""
    path = file(place, ".tar", b"")
    os.truncate(path, 1 << 40)
    return path


@refused("no .py or .ipynb file to grade in this folder.*put your shapes.py")
def folder_empty(place: Path) -> Path:
    """A folder without anything."""
    return folder(place, {})


@refused("no .py or .ipynb file to grade in this folder.*put your shapes.py")
def folder_of_hidden_files(place: Path) -> Path:
    """Files that nobody sees are nobody's answer."""
    return folder(place, {".shapes.py": ANSWER, "._shapes.py": "\0"})


@graded()
def folder_called_like_the_answer(place: Path) -> Path:
    """A folder with the name of a script, and the script in it."""
    return folder(place, {f"{SCRIPT}/{SCRIPT}": ANSWER})


@refused("only notes.txt, shapes.py/.*put your shapes.py")
def folder_instead_of_the_answer(place: Path) -> Path:
    """A folder with the name of a script, beside other things."""
    return folder(place, {f"{SCRIPT}/x.txt": "x", "notes.txt": "x"})


@graded()
def folder_in_a_folder(place: Path) -> Path:
    """What unpacking a packed folder makes."""
    return folder(place, {f"hw3/src/{SCRIPT}": ANSWER, ".git/config": "x"})


@refused("only a/.*put your shapes.py")
def folder_deep(place: Path) -> Path:
    """The answer under a hundred folders."""
    return folder(place, {"a/" * 100 + SCRIPT: ANSWER})


@refused("only report.pdf, src/.*put your shapes.py")
def folder_beside_a_report(place: Path) -> Path:
    """The answer is in one of several places: people must say in which."""
    return folder(place, {f"src/{SCRIPT}": ANSWER, "report.pdf": b"%PDF"})


@refused("folder holds more than 2000 files.*give the file to grade")
def folder_of_10000_files(place: Path) -> Path:
    """A data set beside the answer."""
    folder(place, {SCRIPT: ANSWER})
    for number in range(10_000):
        (place / f"{number}.txt").touch()
    return place


@graded(marks=False)
def script_and_notebook_unwritten(place: Path) -> Path:
    """Only the parts that were handed out: no marks, whichever is taken."""
    return folder(place, {SCRIPT: STUB})


@graded()
def script_and_notebook(place: Path) -> Path:
    """One of two forms is written."""
    stub = json.dumps(document(code(STUB)))
    return folder(place, {SCRIPT: ANSWER, NOTEBOOK: stub})


@warned("shapes.py was graded: shapes.ipynb cannot be read: file is empty")
def script_and_broken_notebook(place: Path) -> Path:
    """One of two forms cannot be read."""
    return folder(place, {SCRIPT: ANSWER, NOTEBOOK: ""})


@refused("shapes.py and shapes.ipynb are both written.*keep the one that counts")
def script_and_notebook_both_written(place: Path) -> Path:
    """Guessing could cost the student all points."""
    return folder(place, {SCRIPT: ANSWER, NOTEBOOK: json.dumps(document())})


@refused("2 files could be the answer: a.py, b.ipynb.*name yours shapes.py")
def two_candidates(place: Path) -> Path:
    """Two files, neither called after the assignment."""
    return folder(place, {"a.py": ANSWER, "b.ipynb": json.dumps(document())})


@warned(r"shapes.py was graded, not shapes \(1\).py, shapes_v2.ipynb")
def copies_beside_the_answer(place: Path) -> Path:
    """Later copies, which the student may take for the answer."""
    names = {"shapes (1).py": STUB, "shapes_v2.ipynb": "{}", "notes.py": "x"}
    return folder(place, {SCRIPT: ANSWER, **names})


@graded()
def other_scripts_beside_the_answer(place: Path) -> Path:
    """A folder may hold the answers of a whole course."""
    return folder(place, {SCRIPT: ANSWER, "layers.py": STUB, "mlp.ipynb": "{}"})


@refused("2 files could be the answer: Shapes.py, shapes.py")
def names_that_differ_in_case(place: Path) -> Path:
    """Two names that are one on other systems."""
    folder(place, {SCRIPT: ANSWER})
    other = place / "Shapes.py"
    if other.exists():
        pytest.skip("this file system cannot hold both names")
    other.write_text(ANSWER)
    return place


@refused("only shapes.docx.*put your shapes.py")
def word_document(place: Path) -> Path:
    """The answer in a Word document."""
    return folder(place, {"shapes.docx": b"PK\x03\x04" + bytes(64)})


@refused("only shapes.pdf.*put your shapes.py")
def pdf(place: Path) -> Path:
    """The answer, printed."""
    return folder(place, {"shapes.pdf": b"%PDF-1.7"})


@refused("only shapes.png.*put your shapes.py")
def image(place: Path) -> Path:
    """A picture of the answer."""
    return folder(place, {"shapes.png": b"\x89PNG"})


@refused("only shapes.py.txt.*put your shapes.py")
def text_file(place: Path) -> Path:
    """What Windows makes of it while endings are hidden."""
    return folder(place, {"shapes.py.txt": ANSWER})


@graded()
def name_with_a_line_end(place: Path) -> Path:
    """A name that could forge a line of a report."""
    return folder(place, {"a\n18 of 18\r.py": ANSWER})


@graded()
def name_with_escapes(place: Path) -> Path:
    """A name that could paint a terminal, and a workflow command."""
    return folder(place, {"\x1b[2J::error::x\x07.py": ANSWER})


@graded()
def name_from_right_to_left(place: Path) -> Path:
    """A name that reads backwards, so that .py looks like another ending."""
    return folder(place, {"a\u202efdp.py": ANSWER})


@graded()
def name_of_markup(place: Path) -> Path:
    """A name that is HTML."""
    return folder(place, {"<img src=x onerror=alert(1)>.py": ANSWER})


@graded()
def name_that_is_no_text(place: Path) -> Path:
    """A name in bytes of an old encoding."""
    place.mkdir()
    path = Path(os.fsdecode(os.fsencode(place) + b"/caf\xe9.py"))
    try:
        path.write_text(ANSWER)
    except OSError:
        place.rmdir()
        pytest.skip("this file system takes only UTF-8")
    return place


@graded()
def name_of_submission_with_a_line_end(place: Path) -> Path:
    """A student's file whose name could forge a line of the table of marks."""
    path = place.with_name(place.name + "\nann,18,18.py")
    path.write_text(ANSWER)
    return path


@graded()
def name_that_is_a_formula(place: Path) -> Path:
    """A student's file whose name a spreadsheet would run."""
    path = place.with_name("=cmd|' !A0 " + place.name + ".py")
    path.write_text(ANSWER)
    return path
