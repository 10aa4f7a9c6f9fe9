"""Rules of the line that is shown while torch loads."""

from __future__ import annotations

import io
import sys

import pytest

from grader.waiting import said


class Terminal(io.StringIO):
    """A terminal that shows little more than ASCII."""

    encoding = "ascii"

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def test_a_terminal_is_told_at_once_and_left_clean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The line stands there while something runs, whatever it holds, and then goes."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")

    with said("grading \x1b[31mé " + "x" * 99):
        shown = terminal.getvalue()

    assert shown.startswith("grading ?U+001B?[31m? xx")
    assert len(shown) == 40
    assert terminal.getvalue().removeprefix(shown) == " " * 39 + "\r"


def test_nothing_is_written_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """A log of CI holds no line that was to be taken back."""
    with said("grading"):
        pass

    assert capsys.readouterr() == ("", "")
