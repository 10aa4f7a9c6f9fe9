"""Code that looks for the user's line gives away what is the user's alone."""

from __future__ import annotations

import inspect
import types
from pathlib import Path

import pytest

from grader.devices import callers
from grader.devices.callers import caller, pass_over


def test_caller_is_the_line_that_asks() -> None:
    """The innermost code that is no library's is found, with its own names."""
    word = "here"
    found = caller(local=True)

    assert found is not None
    assert found.file == __file__
    assert ("word", word) in found.names


def test_caller_gives_no_frame_away() -> None:
    """Nothing that this module returns is a frame, or holds one."""
    found = caller(local=True, used=True)

    assert found is not None
    frames = [v for _, v in found.names if isinstance(v, types.FrameType)]
    assert frames == []
    assert not any(isinstance(part, types.FrameType) for part in found)


def test_only_two_places_of_the_package_look_at_frames() -> None:
    """Frames are looked at where they cannot get out: here, and for a yes or no."""
    folder = Path(callers.__file__).parent
    looking = {p.name for p in folder.glob("*.py") if "_getframe" in p.read_text()}

    assert looking == {"callers.py", "operators.py"}


def test_caller_reads_names_of_the_file_that_are_used() -> None:
    """Names of the file are read as far as the running code uses them."""
    found = caller(used=True)

    assert found is not None
    names = dict(found.names)
    assert names["caller"] is caller
    assert "pytest" not in names


def test_file_that_is_passed_over_is_no_users(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Code that is passed over, such as checks, is skipped like a library."""
    monkeypatch.setattr(callers, "_libraries", callers._libraries)
    pass_over(__file__)
    pass_over(__file__)

    found = caller()

    assert found is None or found.file != __file__
    assert callers._libraries.count(__file__) == 1


def test_reading_names_leaves_nothing_in_the_frame() -> None:
    """A local name that is read and then deleted is gone."""
    marked = type("Marked", (), {})()
    caller(local=True)
    del marked

    frame = inspect.currentframe()
    assert frame is not None
    assert "marked" not in frame.f_locals
