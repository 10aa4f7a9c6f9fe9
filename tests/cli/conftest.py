"""A way to run the command line, and a course to run it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import cli, grading
from grader.isolation.sandbox import Sandbox
from tests import course
from tests.cli.command import Done, Grade


@pytest.fixture
def grade(capsys: pytest.CaptureFixture[str]) -> Grade:
    """Run the command line in this process; there is never a traceback."""

    def run(*arguments: str | Path) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert isinstance(stopped.value.code, int)
        return Done(stopped.value.code, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the small course, with a right solution in it; go there."""
    (tmp_path / "ada.py").write_text(course.RIGHT)
    monkeypatch.chdir(tmp_path)
    return course.write_course(tmp_path)


@pytest.fixture
def quickly(kept_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no nursery for each run: for tests of something else."""
    monkeypatch.setattr(grading, "open_sandbox", lambda *_, **__: kept_sandbox)
