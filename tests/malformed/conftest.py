"""The zoo, written once for each module that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.malformed.oddities import write_zoo


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Write every oddity into one folder; map names to where they are."""
    folder = tmp_path_factory.mktemp("zoo") / "class"
    found = write_zoo(folder)
    yield found
    if "unreadable_folder" in found:
        found["unreadable_folder"].chmod(0o700)
    shutil.rmtree(folder)  # sparse files and bombs need not be kept
