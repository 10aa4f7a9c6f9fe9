"""Hints in the terminal: those that were taken, and how to get the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from grader.hinting import Hints
from grader.report.page import Page


def print_hints(hints: Hints, console: Console) -> None:
    """Print the hints of an exercise that were taken, the last one in bold."""
    page, name, told = Page(console), hints.exercise.name, hints.told
    page.pair(name, hints.exercise.title, style="bold")
    for number, hint in enumerate(told, start=1):
        newest = hints.is_new and number == len(told)
        text = page.text(hint, "bold" if newest else "")
        page.row(text, hang=3, lead=Text(f"{number}"))
    if not told:
        page.line(f"no hint was taken yet: grade hint {name}", style="dim")
    elif hints.left:
        page.line(f"{_count(hints.left)} left: grade hint {name}", style="dim")
    else:
        page.line("these are all; reports say that you took them", style="dim")


def list_hints(listed: Sequence[Hints], console: Console) -> None:
    """Print how many hints there are of each exercise, and how many were taken."""
    page = Page(console)
    for name, group in groupby(listed, key=lambda hints: hints.assignment.name):
        page.line(name, style="bold")
        for hints in group:
            total = len(hints.exercise.hints)
            right = Text(f"{len(hints.told)} of {total}" if total else "none")
            page.row(page.text(hints.exercise.name), right, indent=2)
    page.line("for the next one: grade hint EXERCISE", style="dim")


def _count(number: int) -> str:
    return "1 hint" if number == 1 else f"{number} hints"
