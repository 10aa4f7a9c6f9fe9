"""The JSON of a notebook: bounded before it is parsed, and read as written."""

from __future__ import annotations

import json
import re
from typing import Any

from grader.errors import SubmissionError
from grader.results import Location

# Notebooks nest about ten deep, interactive plots in their outputs twenty.
MAX_DEPTH = 100
# 5 MiB of `[],[],…` would become 100 MiB of lists; a cell has about five of them.
MAX_CONTAINERS = 500_000

# Possessive, and ends with the text if need be, so that it takes linear time.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+', re.DOTALL)
_BRACKET = re.compile(r"[\[{]|[\]}]")
# Fields that say what is graded: where one stands twice, programs disagree on
# which of both counts.
_TELLING = frozenset({"cells", "worksheets", "cell_type", "source", "input"})
_SAVE_AGAIN = "open it in Jupyter, save it there, and hand in that file"


def parse_document(text: str, label: str) -> dict[str, Any]:
    """Parse the JSON of a notebook.

    Raises:
        SubmissionError: It is no JSON, no object, or too much of it.
    """
    _refuse_bombs(text, label)

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            _refuse_double(pairs, label)
        return made

    try:
        document = json.loads(text, object_pairs_hook=build)
    except json.JSONDecodeError as exc:
        conflict = text.startswith("<<<<<<< ") or "\n<<<<<<< " in text
        raise SubmissionError(
            "not a notebook: this is not JSON",
            where=str(Location(file=label, line=exc.lineno)),
            fix="settle the merge conflict in it first" if conflict else _SAVE_AGAIN,
        ) from None
    except ValueError:  # an integer of more digits than Python converts
        raise damaged("it holds a number that is too long", label) from None
    if not isinstance(document, dict):
        raise damaged("its JSON is not an object", label)
    return document


def damaged(problem: str, where: str) -> SubmissionError:
    """Say why a document is no notebook."""
    return SubmissionError(f"not a notebook: {problem}", where=where, fix=_SAVE_AGAIN)


def _refuse_bombs(text: str, label: str) -> None:
    """Count what the parser would have to build, and how deep it would go."""
    bare = _STRING.sub("", text)
    if bare.count("[") + bare.count("{") > MAX_CONTAINERS:
        raise damaged(f"it holds more than {MAX_CONTAINERS} lists and objects", label)
    depth = 0
    for bracket in _BRACKET.finditer(bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_DEPTH:
            raise damaged("its JSON is nested too deeply", label)


def _refuse_double(pairs: list[tuple[str, Any]], label: str) -> None:
    names = [name for name, _ in pairs]
    for name in _TELLING:
        if names.count(name) > 1:
            raise damaged(f"it says `{name}` twice in one place", label)
