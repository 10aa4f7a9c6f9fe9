"""A zoo of odd submissions: each knows how to write itself, and what must come of it.

Every oddity is a function with a docstring that says what it is. It writes one
submission at the path it is given, with an ending of its own or none, and returns
where. The decorator says the rule:

    graded            read, and worth full marks unless `marks=False`
    warned(words)     the same, with a warning that holds the words
    refused(words)    not read; the sentence holds the words and says what to do
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

from tests import course

ASSIGNMENT = course.NAME
ANSWER = course.RIGHT
SCRIPT = f"{ASSIGNMENT}.py"
NOTEBOOK = f"{ASSIGNMENT}.ipynb"

Writer = Callable[[Path], Path]


class Rule(Enum):
    """What comes of a submission."""

    GRADED = "graded"
    WARNED = "graded with a warning"
    REFUSED = "refused"


@dataclass(frozen=True)
class Oddity:
    """One odd submission.

    Attributes:
        write: Writes it, and returns where.
        rule: What must come of it.
        words: A pattern that the warning or the refusal matches.
        marks: Whether the answer in it is right.
        peak_mib: What reading it may take, in MiB.
    """

    write: Writer
    rule: Rule
    words: str
    marks: bool
    peak_mib: float

    @property
    def name(self) -> str:
        """Its name, and so the student's id."""
        return str(getattr(self.write, "__name__", ""))

    @property
    def title(self) -> str:
        """What it is."""
        return (self.write.__doc__ or "").partition("\n")[0]


_REGISTRY: dict[str, Oddity] = {}
_KEEPERS = ("encodings", "notebooks", "zips", "tarballs", "places", "intruders")


def graded(*, marks: bool = True, peak_mib: float = 40) -> Callable[[Writer], Writer]:
    """Say that a submission is graded, and nothing need be said about it."""
    return _registered(Rule.GRADED, "", marks, peak_mib)


def warned(
    words: str, *, marks: bool = True, peak_mib: float = 40
) -> Callable[[Writer], Writer]:
    """Say that a submission is graded, with a warning."""
    return _registered(Rule.WARNED, words, marks, peak_mib)


def refused(words: str, *, peak_mib: float = 40) -> Callable[[Writer], Writer]:
    """Say that a submission is refused."""
    return _registered(Rule.REFUSED, words, marks=False, peak_mib=peak_mib)


def _registered(
    rule: Rule, words: str, marks: bool, peak_mib: float
) -> Callable[[Writer], Writer]:
    re.compile(words)

    def register(write: Writer) -> Writer:
        oddity = Oddity(write, rule, words, marks, peak_mib)
        assert oddity.name not in _REGISTRY, oddity.name
        assert oddity.title, f"{oddity.name} says nothing about itself"
        _REGISTRY[oddity.name] = oddity
        return write

    return register


def every_oddity() -> list[Oddity]:
    """List the zoo."""
    for keeper in _KEEPERS:
        importlib.import_module(f"tests.malformed.{keeper}")
    return list(_REGISTRY.values())


def named(*names: str) -> list[Oddity]:
    """Pick oddities by name."""
    known = {oddity.name: oddity for oddity in every_oddity()}
    return [known[name] for name in names]


def write_zoo(folder: Path) -> dict[str, Path]:
    """Write all that this machine can hold; map their names to where they are."""
    folder.mkdir(exist_ok=True)
    found = {}
    for oddity in every_oddity():
        try:
            found[oddity.name] = oddity.write(folder / oddity.name)
        except pytest.skip.Exception:
            continue
    return found


# Ways to write ---------------------------------------------------------------


def script(place: Path, data: bytes | str) -> Path:
    """Write a .py file."""
    return _file(place, ".py", data)


def _file(place: Path, suffix: str, data: bytes | str) -> Path:
    path = place.with_name(place.name + suffix)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def file(place: Path, suffix: str, data: bytes | str) -> Path:
    """Write a file of any other kind."""
    return _file(place, suffix, data)


def folder(place: Path, files: dict[str, bytes | str]) -> Path:
    """Write a folder of files."""
    place.mkdir()
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return place
