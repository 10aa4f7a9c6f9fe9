"""How a batch goes, for the person who waits: a line a verdict, and a bar below."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from grader.batch.rows import Row, RowStatus
from grader.batch.run import BatchWatcher
from grader.report.progress_bar import progress_bar
from grader.report.wording import cropped, points, visible

MAX_ID = 60
MAX_REMARK = 160


class BatchProgress(BatchWatcher):
    """Prints a line for each verdict; in a terminal, a bar stays below them.

    Args:
        console: Where to print; a pipe or a file gets the plain lines only.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = 0
        self._done = 0
        self._bar = progress_bar(console, "grading")

    def started(self, total: int) -> None:
        """Show the bar."""
        self._total = total
        self._bar.start()
        self._task = self._bar.add_task("", total=total)

    def graded(self, row: Row) -> None:
        """Print the line of a submission."""
        self._done += 1
        number = f"{self._done:>{len(str(self._total))}}/{self._total}"
        line = Text().append(f"{number}  ", "dim").append(self._shown(row.id, MAX_ID))
        self._console.print(line.append(self._said(row)), soft_wrap=True)
        self._bar.advance(self._task)

    def finished(self) -> None:
        """Take the bar away."""
        self._bar.stop()

    def _said(self, row: Row) -> Text:
        if row.report is None:
            style = "bold yellow" if row.status is RowStatus.ERROR else "red"
            label = "grader error" if row.status is RowStatus.ERROR else "unreadable"
            said = Text().append(f"  {label}", style)
        else:
            full = row.score >= row.report.max_score
            score = f"  {points(row.score)} of {points(row.report.max_score)}"
            said = Text().append(score, "green" if full else "")
        if row.remark:
            said.append(f": {self._shown(row.remark, MAX_REMARK)}")
        return said

    def _shown(self, text: str, limit: int) -> str:
        """Make text that is safe to print, on one line, in the console's encoding."""
        line = " ".join(visible(cropped(text, limit)).split())
        encoding = self._console.encoding
        return line.encode(encoding, "backslashreplace").decode(encoding)
