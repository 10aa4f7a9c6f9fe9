"""`grades.csv`: the marks of a class, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from grader.batch.rows import Row

COLUMNS_BEFORE = ("id", "score", "max_score")
COLUMNS_AFTER = ("status", "problem")

# A cell that starts so is a formula to a spreadsheet, and students name files. The
# last four are full-width forms of the first.
# Source: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")


def grades_csv(rows: Iterable[Row], points: Mapping[str, float]) -> str:
    """Write a class as CSV: a header, then a line for each submission.

    All text is quoted, and text that a spreadsheet would take for a formula gets
    an apostrophe in front: an id `=ann` reads `'=ann`. What was not graded has empty
    cells: nobody must take them for marks.

    Args:
        rows: The submissions, in the order of the lines.
        points: What each exercise is worth, in the order of the columns.
    """
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    table.writerow([*COLUMNS_BEFORE, *map(guarded, points), *COLUMNS_AFTER])
    for row in rows:
        table.writerow(
            [
                guarded(row.id),
                _number(row.score) if row.has_verdict else "",
                _number(sum(points.values())),
                *_scores(row, points),
                row.status.value,
                guarded(row.remark),
            ]
        )
    return text.getvalue()


def guarded(text: str) -> str:
    """Make text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _scores(row: Row, exercises: Iterable[str]) -> list[float | str]:
    if not row.has_verdict:
        return ["" for _ in exercises]
    results = row.report.exercises if row.report is not None else ()
    earned = {result.name: result.score for result in results}
    return [_number(earned.get(name, 0.0)) for name in exercises]


def _number(value: float) -> float:
    """Write points as people do: 17, and 2.5."""
    rounded = round(value, 4)
    return int(rounded) if float(rounded).is_integer() else rounded
