"""What is said on a terminal while there is nothing to show yet."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grader.report.wording import visible


@contextmanager
def said(text: str) -> Iterator[None]:
    """Show a line on the terminal of standard error, and take it back at the end.

    Nothing is written where standard error is a file or a pipe.
    """
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield
        return
    room = shutil.get_terminal_size().columns - 1
    line = visible(text)[:room].encode(stream.encoding, "replace")
    told = line.decode(stream.encoding)
    stream.write(f"{told}\r")
    stream.flush()
    try:
        yield
    finally:
        with suppress(OSError, ValueError):  # the terminal may be what is gone
            stream.write(f"{' ' * len(told)}\r")
            stream.flush()
