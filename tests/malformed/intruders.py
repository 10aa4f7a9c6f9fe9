"""Submissions that bring along what Python, pytest or the grader might load.

Each file of an intruder leaves a trace if it is run: it makes the folder `TRACE`
beside itself and ends the process.
"""

from __future__ import annotations

from pathlib import Path

from tests import course
from tests.malformed.oddities import ANSWER, SCRIPT, folder, graded

TRACE = "was-loaded"
TRAP = (
    "import os, pathlib\n"
    f"os.makedirs(pathlib.Path(__file__).resolve().parent / {TRACE!r})\n"
    "os._exit(77)\n"
)
SETTINGS = course.SETTINGS.replace("Shapes", "Of the student's own")


@graded()
def intruder_conftest(place: Path) -> Path:
    """Files that pytest loads by itself."""
    settings = "[pytest]\naddopts = --exitfirst\npython_files = *\n"
    files = {"conftest.py": TRAP, "pytest.ini": settings, "tox.ini": settings}
    return folder(place, {SCRIPT: ANSWER, **files})


@graded()
def intruder_sitecustomize(place: Path) -> Path:
    """Files that Python loads by itself."""
    pth = f"import os; os.makedirs({TRACE!r})\n"
    files = {"__init__.py": TRAP, "evil.pth": pth, "__pycache__/shapes.pyc": "\0"}
    startup = {"sitecustomize.py": TRAP, "usercustomize.py": TRAP}
    return folder(place, {SCRIPT: ANSWER, **files, **startup})


@graded()
def intruder_assignment(place: Path) -> Path:
    """An assignment of the student's own, with checks that always pass."""
    files = {"assignment.toml": SETTINGS, "checks.py": TRAP}
    return folder(place, {SCRIPT: ANSWER, **files})


@graded()
def intruder_package(place: Path) -> Path:
    """A package called like the grader."""
    names = ("__init__", "__main__", "cli", "submission")
    files: dict[str, bytes | str] = {f"grader/{name}.py": TRAP for name in names}
    return folder(place, {SCRIPT: ANSWER, **files})


@graded()
def intruder_torch(place: Path) -> Path:
    """Modules called like those that the answer imports."""
    files = {"torch.py": TRAP, "numpy/__init__.py": TRAP, "math.py": TRAP}
    return folder(place, {SCRIPT: ANSWER, **files})


@graded()
def intruder_beside_the_name(place: Path) -> Path:
    """A package called like the answer."""
    return folder(place, {SCRIPT: ANSWER, "shapes/__init__.py": TRAP})
