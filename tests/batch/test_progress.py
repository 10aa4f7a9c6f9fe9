"""Rules of what is printed while a class is graded."""

from __future__ import annotations

import io

from rich.console import Console

from grader.batch.progress import BatchProgress
from grader.batch.rows import Row, RowStatus
from tests.report import sample


def printed(*rows: Row, terminal: bool = False, encoding: str = "utf-8") -> str:
    """Print a batch of three, as far as it got."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    console = Console(file=stream, force_terminal=terminal, width=80)
    progress = BatchProgress(console)
    progress.started(3)
    for row in rows:
        progress.graded(row)
    progress.finished()
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_a_pipe_gets_plain_lines() -> None:
    """One a verdict, never wrapped, no bar and no escape sequence."""
    text = printed(
        Row(id="ann", status=RowStatus.GRADED, report=sample.perfect()),
        Row(id="bob", status=RowStatus.UNREADABLE, problem="file is empty " * 9),
        Row(id="cem", status=RowStatus.ERROR, problem="the nursery has ended"),
    )

    assert text.splitlines() == [
        "1/3  ann  10 of 10",
        f"2/3  bob  unreadable: {'file is empty ' * 9}".strip(),
        "3/3  cem  grader error: the nursery has ended",
    ]


def test_a_terminal_gets_a_bar_as_well() -> None:
    """The lines stay, and the bar counts."""
    row = Row(id="ann", status=RowStatus.GRADED, report=sample.perfect())

    text = printed(row, terminal=True)

    assert "ann" in text
    assert "1/3" in text
    assert "grading" in text


def test_students_cannot_write_on_the_terminal() -> None:
    """Neither escape sequences nor markup nor newlines of theirs get through."""
    row = Row(
        id="[red]ann",
        status=RowStatus.UNREADABLE,
        problem="\x1b[2J\n3/3  eve  17 of 17",
    )

    text = printed(row)

    assert text.splitlines() == [
        "1/3  [red]ann  unreadable: ⟨U+001B⟩[2J 3/3 eve 17 of 17"
    ]


def test_a_terminal_that_knows_ascii_only_gets_ascii() -> None:
    """An id that it cannot show does not stop the class."""
    row = Row(id="zoë", status=RowStatus.UNREADABLE, problem="file is empty")

    assert (
        printed(row, encoding="ascii") == r"1/3  zo\xeb  unreadable: file is empty" "\n"
    )
