"""What student code printed, by the check that was being run.

A child writes a mark before each check, between what is printed. A submission may write
marks as well: all that it gains is that its own prints are told under another name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from grader.isolation.protocol import PRINTS_MARK

LOADING = "while the file was read"


def by_check(output: str, checks: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what was printed while the file was read (under ""), and in each check.

    Args:
        output: All that a child printed, marks included.
        checks: Ids of the checks that it was asked for.
    """
    found = [m for m in PRINTS_MARK.finditer(output) if m[1] in checks]
    starts = [("", 0, 0), *((m[1], m.start(), m.end()) for m in found)]
    ends = [*starts, ("", len(output), 0)]
    for (check, _, start), (_, end, _) in pairwise(ends):
        if (text := output[start:end]).strip():
            yield check, text
