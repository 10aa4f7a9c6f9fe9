"""How validating goes, for the person who waits: a bar, in a terminal only."""

from __future__ import annotations

from rich.console import Console

from grader.report.progress_bar import progress_bar
from grader.validating.running import ValidationWatcher


class ValidationProgress(ValidationWatcher):
    """Shows a bar while solutions are graded, and takes it away.

    Args:
        console: Where to show it; a pipe or a file gets nothing.
    """

    def __init__(self, console: Console) -> None:
        self._bar = progress_bar(console, "proving")

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
