"""Edits of a source: stretches of it, what stands there instead, and where they are."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from dataclasses import dataclass

# As Python counts lines, which is not as `str.splitlines` does.
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Edit:
    """A stretch of source, and what stands there instead.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends.
        text: What stands there instead.
    """

    start: int
    end: int
    text: str


class Offsets:
    """Where lines and nodes begin and end in a source, in characters."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._is_ascii = source.isascii()
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(source))]

    def line(self, number: int) -> int:
        """Where a line begins; they count from 1."""
        known = number <= len(self._starts)
        return self._starts[number - 1] if known else len(self.source)

    def at(self, line: int, column: int) -> int:
        """Where a line's byte `column` stands, as syntax trees count."""
        start = self.line(line)
        if self._is_ascii:
            return start + column
        before = self.source[start : start + column].encode()[:column]
        return start + len(before.decode(errors="ignore"))

    def span(
        self, node: ast.stmt | ast.expr | ast.arg | ast.keyword
    ) -> tuple[int, int]:
        """Where a node begins and ends."""
        start = self.at(node.lineno, node.col_offset)
        # what was parsed from text has an end
        return start, self.at(node.end_lineno or 0, node.end_col_offset or 0)

    def lines_of(self, node: ast.stmt) -> tuple[int, int]:
        """Where a statement's first line begins, and where its last one ends."""
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(item.lineno for item in decorators)])
        return self.line(first), self.line((node.end_lineno or first) + 1)

    def line_of(self, offset: int) -> int:
        """Number of the line that holds a character."""
        return bisect_right(self._starts, offset)
