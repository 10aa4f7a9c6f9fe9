"""A cage for each test, and something outside it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from grader.isolation import confinement
from tests.sandbox.confinement.cage import Cage


@pytest.fixture(scope="module")
def offered() -> Mapping[str, confinement.LayerStatus]:
    """Name the layers that this machine offers."""
    return {status.name: status for status in confinement.survey()}


@pytest.fixture
def cage(tmp_path: Path, offered: Mapping[str, confinement.LayerStatus]) -> Cage:
    """Make a cage with a scratch folder of its own."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return Cage(scratch, offered)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Write a file that no child may see."""
    path = tmp_path / "secret.txt"
    path.write_text("the answer")
    return path


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """Start a process of the same user that a child has no business with."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()
