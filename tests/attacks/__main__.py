"""Print the table of attacks tried and held, in Markdown, by category and mode."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from tests.attacks.arena import MODES, Arena
from tests.attacks.attack import CATEGORIES, known_attacks

Counts = dict[str, Counter[str]]


def main() -> int:
    """Try every attack in every mode; return 1 if one succeeds."""
    tried = Counter(attack.category for attack in known_attacks())
    held = {mode: _held(mode) for mode in MODES}
    columns = ("attacks", "tried", *(f"held: {mode}" for mode in MODES))
    table = Table(*columns, box=box.MARKDOWN)
    for category in CATEGORIES:
        numbers = (held[mode][category] for mode in MODES)
        table.add_row(category, str(tried[category]), *map(str, numbers))
    totals = (held[mode].total() for mode in MODES)
    table.add_row("all", str(tried.total()), *map(str, totals))
    Console(markup=False).print(table)
    return int(any(counts != tried for counts in held.values()))


def _held(mode: str) -> Counter[str]:
    """Count the attacks of each category that fail; name those that do not."""
    errors = Console(stderr=True, markup=False, highlight=False)
    held: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as root,
        Arena(Path(root), without=MODES[mode]) as arena,
    ):
        for attack in known_attacks():
            breaches = arena.breaches(attack)
            held[attack.category] += not breaches
            for breach in breaches:
                errors.print(f"{attack.name} ({mode}): {breach}")
    return held


if __name__ == "__main__":
    sys.exit(main())
