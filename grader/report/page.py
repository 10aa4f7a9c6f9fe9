"""A terminal, as a page: its margins, its marks, and the characters that it can show.

Every string of a report becomes a `rich.text.Text` of its visible characters, so
that neither markup nor escape sequences of a student reach the terminal.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from grader.report.wording import cropped, visible
from grader.results import Status

MAX_WIDTH = 100
MAX_TEXT = 600
LABEL_WIDTH = 10

STYLES = {
    Status.PASS: "green",
    Status.FAIL: "bold red",
    Status.TIMEOUT: "bold yellow",
    Status.CRASH: "bold magenta",
    Status.BLOCKED: "dim",
    Status.ERROR: "bold yellow",
}
_MARKS = {
    Status.PASS: "✓",
    Status.FAIL: "✗",
    Status.TIMEOUT: "⏱",
    Status.CRASH: "↯",
    Status.BLOCKED: "⊘",
    Status.ERROR: "⚠",
}
_ASCII_MARKS = {
    Status.PASS: "+",
    Status.FAIL: "x",
    Status.TIMEOUT: "T",
    Status.CRASH: "#",
    Status.BLOCKED: "-",
    Status.ERROR: "!",
}
_ASCII = str.maketrans({"…": "...", "\u00d7": "x", "│": "|", "⟨": "<", "⟩": ">"})


class Page:
    """A console with its margins, and the characters that it can show."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, MAX_WIDTH)
        self.marks = _MARKS if self.shows("".join(_MARKS.values())) else _ASCII_MARKS

    def shows(self, text: str) -> bool:
        """Whether the terminal has these characters."""
        try:
            text.encode(self.console.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def text(self, raw: str, style: str = "") -> Text:
        """Make a text that is safe to print here, whatever `raw` holds."""
        plain = visible(raw).expandtabs(4)
        if not self.shows(plain):
            ascii_ = plain.translate(_ASCII).encode("ascii", "backslashreplace")
            plain = ascii_.decode("ascii")
        # As a span, so that what is appended later does not take on the style.
        return Text(overflow="fold").append(plain, style)

    def mark(self, status: Status) -> Text:
        """Make the mark of a status."""
        return Text(self.marks[status], style=STYLES[status])

    def gap(self) -> None:
        """Print an empty line."""
        self.console.print()

    def pair(self, first: str, second: str, style: str = "") -> None:
        """Print two texts, the second one beside the first."""
        line = self.text(first, style)
        self.row(line.append("  ").append_text(self.text(second, "dim")))

    def line(self, raw: str, *, indent: int = 0, style: str = "") -> None:
        """Print a paragraph."""
        self.row(self.text(raw, style), indent=indent)

    def row(
        self,
        left: Text,
        right: Text | None = None,
        *,
        indent: int = 0,
        hang: int = 0,
        lead: Text | None = None,
    ) -> None:
        """Print a paragraph, with `lead` in the margin and `right` at its right."""
        taken = right.cell_len + 2 if right is not None else 0
        margin = indent + hang
        room = max(16, self.width - margin - taken)
        for number, line in enumerate(left.wrap(self.console, room)):
            out = Text(" " * indent)
            first = number == 0
            out.append_text(lead if first and lead is not None else Text())
            out.append(" " * (margin - out.cell_len)).append_text(line)
            if first and right is not None:
                out.append(" " * (self.width - right.cell_len - out.cell_len))
                out.append_text(right)
            out.rstrip()
            self.console.print(out, no_wrap=True, crop=False, overflow="ignore")

    def labelled(self, label: str, raw: str, style: str = "") -> None:
        """Print a paragraph with a label before it; nothing if it is empty."""
        if raw:
            self.row(
                self.text(cropped(raw, MAX_TEXT), style),
                indent=3,
                hang=LABEL_WIDTH,
                lead=Text(label, style="dim"),
            )
