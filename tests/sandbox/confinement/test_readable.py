"""Which paths a child may read."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.isolation import confinement
from tests.sandbox.confinement.cage import PROJECT

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]


def test_readable_paths_leave_out_home_and_project() -> None:
    """An interpreter below the home folder opens its library, not the home."""
    paths = confinement.readable_paths()

    for private in (Path.home(), PROJECT, PROJECT / "reference", Path("/etc/passwd")):
        assert not any(private.is_relative_to(path) for path in paths)
    library = Path(os.__file__).resolve()
    assert any(library.is_relative_to(path) for path in paths)


def test_readable_paths_of_an_interpreter_at_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only `lib` of that interpreter's prefix is named."""
    prefix = tmp_path / "home/.pyenv/versions/3.11.7"
    packages = tmp_path / "home/course/.venv/lib/python3.11/site-packages"
    for folder in (prefix / "lib/python3.11", packages, tmp_path / "home/course/src"):
        folder.mkdir(parents=True)
    paths = {"stdlib": str(prefix / "lib/python3.11"), "purelib": str(packages)}
    monkeypatch.setattr(sys, "base_prefix", str(prefix))
    monkeypatch.setattr(sys, "path", ["", str(tmp_path / "home/course/src")])
    monkeypatch.setattr(sysconfig, "get_path", lambda n: paths.get(n, "/nowhere"))

    found = [p for p in confinement.readable_paths() if p.is_relative_to(tmp_path)]

    assert found == sorted([packages, prefix / "lib"])


def test_a_course_inside_a_library_folder_is_refused() -> None:
    """Such a course could be read, so grading must not start."""
    secret = Path(os.__file__).parent / "reference"

    with pytest.raises(SandboxError, match="children may read all of") as caught:
        confinement.refuse_readable([secret], map(str, confinement.readable_paths()))

    assert caught.value.fix == "move the course out of that folder"
