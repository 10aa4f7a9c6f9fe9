"""Copies of files, where nobody may change the mode of one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from grader.child import copying


def refused(*_: object, **__: object) -> None:
    """Refuse, as seccomp does."""
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("name", ["copy", "copy2", "copytree"])
def test_a_file_is_copied_though_its_mode_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The copy is there; modes and times are passed over."""
    monkeypatch.setattr(shutil, "copymode", shutil.copymode)
    monkeypatch.setattr(shutil, "copystat", shutil.copystat)
    first, second = tmp_path / "first", tmp_path / "second"
    source = first / "inside" if name == "copytree" else first
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(b"content")
    monkeypatch.setattr(os, "chmod", refused)
    monkeypatch.setattr(os, "utime", refused)

    copying.install()
    getattr(shutil, name)(first, second)

    copy = second / "inside" if name == "copytree" else second
    assert copy.read_bytes() == b"content"


def test_what_cannot_be_read_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only modes and times are free."""
    monkeypatch.setattr(shutil, "copymode", shutil.copymode)
    monkeypatch.setattr(shutil, "copystat", shutil.copystat)
    copying.install()

    with pytest.raises(FileNotFoundError, match="missing"):
        shutil.copy(tmp_path / "missing", tmp_path / "copy")
