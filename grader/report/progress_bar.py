"""The bar for a person who waits: in a terminal only."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)


def progress_bar(console: Console, doing: str) -> Progress:
    """Make a bar that is taken away at the end.

    Args:
        console: Where to show it; a pipe or a file gets nothing.
        doing: What is waited for: `grading`.
    """
    return Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
