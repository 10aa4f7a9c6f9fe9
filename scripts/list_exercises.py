"""Write the tables of exercises: `docs/exercises.md`, and a short one in the README.

    python scripts/list_exercises.py

A test says when they are out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.course import in_order

ROOT = Path(__file__).resolve().parent.parent
README, PAGE = ROOT / "README.md", ROOT / "docs" / "exercises.md"
_BETWEEN = re.compile(r"(<!-- exercises -->\n).*?(<!-- /exercises -->)", re.DOTALL)
_HEAD = """# Exercises

Made by `python scripts/list_exercises.py` from the assignments themselves. "D2L" is \
*Dive into Deep Learning*, "tutorial" one of PyTorch's own or a well-known one after \
it. Mistakes are those that reports know by name, beside what they find out themselves.
"""


def assignments() -> list[Assignment]:
    """Load the whole course, in its order."""
    found = sorted((ROOT / "assignments").glob("*/assignment.toml"))
    return in_order(load_assignment(path.parent) for path in found)


def page(course: list[Assignment]) -> str:
    """Write the page that lists every exercise."""
    return "\n".join([_HEAD, *(line for item in course for line in _section(item))])


def _section(item: Assignment) -> Iterator[str]:
    about, known = item.settings.assignment, item.mistakes[0]
    yield f"## `{about.name}`: {about.title}"
    yield f"\n{about.summary} Source: {about.source}.\n"
    yield "| exercise | what it is | source | checks | points | mistakes |"
    yield "|---|---|---|---|---|---|"
    for each in item.exercises:
        checks = item.checks_of(each.name)
        points = sum(check.points for check in checks)
        mistakes = sum(mistake.exercise == each.name for mistake in known)
        cells = f"`{each.name}`", each.title, each.source, len(checks), f"{points:g}"
        yield f"| {' | '.join(map(str, (*cells, mistakes)))} |"
    yield ""


def short(course: list[Assignment]) -> str:
    """Write the table of the README: a row an assignment."""
    total = sum(len(item.exercises) for item in course)
    lines = [f"| assignment | {total} exercises | source |", "|---|---|---|"]
    for item in course:
        about = item.settings.assignment
        names = ", ".join(f"`{each.name}`" for each in item.exercises)
        lines.append(f"| `{about.name}` | {names} | {about.source} |")
    return "\n".join(lines) + "\n"


def readme(text: str, course: list[Assignment]) -> str:
    """Put the short table into the README.

    Raises:
        ValueError: There is no place for it.
    """
    if not _BETWEEN.search(text):
        raise ValueError("the README has no `<!-- exercises -->`")
    return _BETWEEN.sub(lambda found: found[1] + short(course) + found[2], text)


def main() -> None:
    """Write both."""
    course = assignments()
    PAGE.write_text(page(course), encoding="utf-8")
    README.write_text(readme(README.read_text("utf-8"), course), encoding="utf-8")


if __name__ == "__main__":
    main()
