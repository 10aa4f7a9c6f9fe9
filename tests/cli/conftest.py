"""A way to run the command line, and a course to run it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader import cli
from tests import course


@dataclass(frozen=True)
class Done:
    """What a run of `grade` did."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """Its error message, without what stands before every one."""
        assert self.err.startswith("grade: "), self.err
        return self.err.removeprefix("grade: ").strip()


Grade = Callable[..., Done]


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
