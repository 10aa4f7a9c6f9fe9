"""Read the pages of the documentation, and run what they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def section(page: Path, heading: str) -> str:
    """Return the text of a section, without its subsections."""
    text = re.sub(r"(?s)^```.*?^```$", "", page.read_text("utf-8"), flags=re.M)
    found = re.search(rf"(?ms)^#+ {re.escape(heading)}.*?\n(.*?)(?=^#|\Z)", text)
    assert found, f"{page.name} has no section {heading!r}"
    return found[1]


def table(page: Path, heading: str) -> list[list[str]]:
    """Return the rows of the table in a section, its header left out."""
    lines = [line for line in section(page, heading).splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def grade(
    *arguments: str, cwd: Path, cache: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `grade` as a terminal of 80 columns would show it."""
    where = {"XDG_CACHE_HOME": str(cache)} if cache else {}
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=cwd,
        env={**os.environ, **where, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
