"""How the data of a report reads: statuses, points, times, and hostile text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from grader.results import CheckResult, NamedEntry, Status

LABELS = {
    Status.PASS: "passed",
    Status.FAIL: "failed",
    Status.TIMEOUT: "timed out",
    Status.CRASH: "crashed",
    Status.BLOCKED: "blocked",
    Status.ERROR: "grader error",
}

ERROR_NOTE = "this looks like a fault of the exercise; your instructor sees it"

# Worst first: what an exercise is shown as when its checks end differently.
SEVERITY = (
    Status.ERROR,
    Status.CRASH,
    Status.TIMEOUT,
    Status.FAIL,
    Status.BLOCKED,
    Status.PASS,
)

# Characters that move the cursor, reorder their neighbours or cannot be seen.
# Source: Unicode TR36 and CVE-2021-42574 ("trojan source"). The two joiners stay
# where they stand between letters that need them (Persian, Indic, emoji).
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)

# What a CI service would take for a command of the workflow, anywhere in a line that
# another program may have wrapped. Source: GitHub's "Workflow commands" and its older
# `##[command]`, Azure's "Logging commands".
_COMMAND = re.compile(
    r"::(?=(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice"
    r"|remove-matcher|save-state|set-env|set-output|stop-commands|warning)\b)"
    r"|##(?=\[|vso\[)",
    re.IGNORECASE,
)

NamePair = tuple[NamedEntry | None, NamedEntry | None]


def visible(text: str) -> str:
    r"""Replace characters that act instead of showing by ones that show.

    Newlines and tabs stay, `\r\n` becomes a newline, and the result can always
    be encoded as UTF-8 and as XML. Commands to a CI service are broken up.
    """
    # Few fonts have the control pictures (U+2400), so code points are written out.
    shown = _HOSTILE.sub(
        lambda match: f"⟨U+{ord(match.group()):04X}⟩", text.replace("\r\n", "\n")
    )
    return _COMMAND.sub(lambda match: " ".join(match.group()), shown)


def cropped(text: str, limit: int) -> str:
    """Cut a text at `limit` characters and say how many are left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def points(value: float) -> str:
    """Write points with at most two decimals and no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shape(sizes: Sequence[int]) -> str:
    """Write a shape as Python and torch do: `(3,)`, `(5, 3)`."""
    return str(tuple(sizes))


def moment(iso: str) -> str:
    """Write an ISO 8601 time for people; one that is malformed stays as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if when.tzinfo is not None:
        when = when.astimezone(UTC)
    return f"{when.day} {when:%b %Y, %H:%M} UTC"


def is_quiet(check: CheckResult) -> bool:
    """Tell whether a check needs no explanation: it passed and gave its points.

    One that was judged on repaired code is explained where the mistake is.
    """
    passed = check.status is Status.PASS
    return passed and (check.earned >= check.points or check.repaired is not None)


def worst(checks: Iterable[CheckResult]) -> Status:
    """Pick the status that speaks for several checks."""
    found = {check.status for check in checks}
    return next((status for status in SEVERITY if status in found), Status.PASS)


def tally(checks: Iterable[CheckResult]) -> list[tuple[Status, int]]:
    """Count the statuses that occur, in the order that `Status` lists them."""
    counts = Counter(check.status for check in checks)
    return [(status, counts[status]) for status in Status if counts[status]]


def pair_names(
    expected: Sequence[NamedEntry], found: Sequence[NamedEntry]
) -> list[NamePair]:
    """Put two parameter trees side by side, one pair a line.

    Equal names share a line; of the rest, a missing and an extra name share one
    when their summaries agree, because that is how a renamed parameter looks. Where
    only the order differs, lines are paired by position, so that it shows.
    """
    if _only_order_differs(expected, found):
        return list(zip(expected, found, strict=True))
    rest = list(found)
    wanted = {entry.name for entry in expected}
    pairs: list[NamePair] = []
    for entry in expected:
        same = next((other for other in rest if other.name == entry.name), None)
        renamed = (
            other
            for other in rest
            if other.summary == entry.summary and other.name not in wanted
        )
        match = same if same is not None else next(renamed, None)
        if match is not None:
            rest.remove(match)
        pairs.append((entry, match))
    return [*pairs, *((None, other) for other in rest)]


def _only_order_differs(
    expected: Sequence[NamedEntry], found: Sequence[NamedEntry]
) -> bool:
    ours = [entry.name for entry in expected]
    theirs = [entry.name for entry in found]
    marked = any(entry.differs for entry in (*expected, *found))
    return marked and ours != theirs and sorted(ours) == sorted(theirs)
