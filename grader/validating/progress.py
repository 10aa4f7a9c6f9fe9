"""How validating goes, for the person who waits: a bar, in a terminal only."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from grader.validating.running import ValidationWatcher


class ValidationProgress(ValidationWatcher):
    """Shows a bar while solutions are graded, and takes it away.

    Args:
        console: Where to show it; a pipe or a file gets nothing.
    """

    def __init__(self, console: Console) -> None:
        self._bar = Progress(
            TextColumn("proving"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def started(self, total: int) -> None:
        """Show the bar, if there is anything to wait for."""
        self._task = self._bar.add_task("", total=total)
        if total:
            self._bar.start()

    def advanced(self, count: int = 1) -> None:
        """Move the bar on."""
        self._bar.advance(self._task, count)

    def finished(self) -> None:
        """Take the bar away."""
        self._bar.stop()
