"""What the nursery holds, and a child must not find."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import grader
from grader.isolation.confinement import Layer, seccomp
from tests.sandbox.confinement.cage import PROJECT, Cage

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]


def test_descriptors_of_the_nursery_are_closed(cage: Cage, secret: Path) -> None:
    """A file that the nursery has open cannot be read on."""
    breach = "import os; value = os.read(100, 10).decode()"

    open_one = cage.run(breach, descriptor=str(secret), without=(Layer.CLEAN_PROCESS,))
    closed = cage.run(breach, descriptor=str(secret))

    assert open_one.value == "the answer"
    assert closed.error == "OSError: [Errno 9] Bad file descriptor"


def test_standard_input_is_empty(cage: Cage) -> None:
    """What is opened first does not become standard input."""
    outcome = cage.run("import os, sys; value = [sys.stdin.read(), os.dup(0) > 0]")

    assert outcome.value == ["", True]


def test_the_environment_holds_nothing_of_the_users(cage: Cage) -> None:
    """Tokens in variables are gone; home and temporary files are in scratch."""
    outcome = cage.run(
        "import os, tempfile; from pathlib import Path;"
        "value = [os.environ.get('TOKEN'), str(Path.home()), tempfile.gettempdir(),"
        "os.getcwd()]",
        environment={"TOKEN": "hush"},
    )

    token, *folders = outcome.value
    assert token is None
    assert len(set(folders)) == 1


def test_the_environment_stays_hidden_in_proc(cage: Cage) -> None:
    """The kernel's copy, from the nursery's start, is out of reach as well."""
    outcome = cage.run("value = open('/proc/self/environ').read()")

    assert outcome.error.startswith("PermissionError")


def test_the_course_and_the_grader_cannot_be_read(cage: Cage, tmp_path: Path) -> None:
    """Solutions lie beside a virtual environment that can be read."""
    course = tmp_path / "course"
    library = course / ".venv/lib/python3.11/site-packages"
    for folder in (library, course / "reference", course / "assignments"):
        folder.mkdir(parents=True)
        (folder / "solution.py").write_text("x = 1")
    look = f"""
import os
value = []
for folder in ({str(library)!r}, {str(course / "reference")!r},
               {str(course / "assignments")!r}, {str(PROJECT / "reference")!r},
               {os.path.dirname(seccomp.__file__)!r}, os.path.expanduser('~root')):
    try:
        value.append(os.listdir(folder) != None)
    except OSError:
        value.append(False)
"""
    outcome = cage.run(look, readable=(str(library),))

    installed = Path(grader.__path__[0]).parent.name == "site-packages"
    assert outcome.value == [True, False, False, False, installed, False]
