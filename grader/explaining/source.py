"""What a submission's source says about one exercise: what explanations need of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from grader.isolation.limits import Limits
from grader.isolation.protocol import (
    Definition,
    Hidden,
    Hiding,
    Read,
    Remark,
    Statement,
)
from grader.isolation.wire import Error, Frame
from grader.results import Kind
from grader.statements import Changed, corresponding

FailedLine = tuple[Remark, Error]  # while the file was read
ANY = "*"  # what a star import would have bound
NAMES = re.compile(r"[^\W\d]\w*")
_MADE = (Kind.NAMING, Kind.INIT, Kind.SERIALIZATION)  # what `__init__` is about
_RETURN = re.compile(r"return (?!None\b)")


class Source:
    """What the submission's source says about one exercise.

    Statements count where they stand in the exercise's own definition or in one that
    it uses, directly or not.
    """

    def __init__(
        self,
        read: Callable[[], Read],
        exercise: str,
        limits: Limits | None = None,
        failures: Sequence[FailedLine] = (),
        asked: Sequence[str] = (),
        elsewhere: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.read = read
        self.exercise = exercise
        self.limits = limits or Limits()
        self.failures = failures  # in their order
        self.asked = asked  # names of all exercises
        self.elsewhere = elsewhere  # where names are written that was not graded

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        return {item.name: item for item in self.read().definitions}

    @cached_property
    def _reach(self) -> set[str]:
        return _reach(self._definitions, self.exercise)

    def _is_last(self, item: Statement) -> bool:
        """Whether no later file or cell defines the same function or class anew."""
        last = self._definitions[item.symbol]
        same_unit = (item.label, item.cell) == (last.label, last.cell)
        return same_unit or last.what not in ("ClassDef", "FunctionDef")

    @property
    def definition(self) -> Definition | None:
        """The exercise's own definition; the last one, if there are several."""
        return self._definitions.get(self.exercise)

    def defined(self, name: str) -> Definition | None:
        """The last definition of a name."""
        return self._definitions.get(name)

    @property
    def hidden(self) -> Hidden | None:
        """Where the exercise is defined without being a name of the top level."""
        every = (item for item in self.read().hidden if item.name == self.exercise)
        order = list(Hiding)
        return min(every, key=lambda item: order.index(item.how), default=None)

    @property
    def names(self) -> list[str]:
        """Every top-level name."""
        return list(self._definitions)

    @cached_property
    def _statements(self) -> list[Statement]:
        every = self.read().statements
        return [s for s in every if s.symbol in self._reach and self._is_last(s)]

    def quotes(self, sentence: str) -> bool:
        """Whether the exercise's own code reads what a sentence quotes."""
        own = _squeezed(" ".join(item.text for item in self._statements))
        return all(_squeezed(part) in own for part in sentence.split("`")[1::2])

    def holds(self, changes: Changed, said: str = "") -> bool:
        """Whether the exercise's own code reads as an edit makes the reference read."""
        return changes.stands_in(self._statements, said)

    def place_like(self, changes: Changed) -> Frame | None:
        """The line of the exercise's own code that corresponds to an edit."""
        found = corresponding(changes, self._statements)
        return Frame(found.label, found.cell, found.line) if found else None

    def place(self, kind: Kind, subject: str = "") -> Frame | None:
        """Where a mistake of a kind shows: a statement, or where its method begins.

        Args:
            kind: Of the check that failed.
            subject: Name of the parameter or input that it failed of, if it is one's.
        """
        made, head = kind in _MADE, self.head(kind)
        body = self._body(head)
        told = [s for s in body if _makes(s, subject) or not made] if subject else []
        named = [s for s in told if made or subject in NAMES.findall(s.text)]
        ends = [] if made else [s for s in body if _RETURN.match(s.text)]
        found = named or ends
        return place_of(found[0] if len(found) == 1 else head)

    def head(self, kind: Kind) -> Statement | Definition | None:
        """The line that begins the method in which a mistake of a kind is made."""
        name = "__init__" if kind in _MADE else "forward"
        return self.method(name) or self.definition

    def _body(self, head: Statement | Definition | None) -> list[Statement]:
        """The statements of a method, or of a function, without its head."""
        name = head.function if isinstance(head, Statement) else self.exercise
        own = (self.exercise, name)
        every = (s for s in self._statements if (s.symbol, s.function) == own)
        return [s for s in every if not s.text.startswith(("def ", "@", "async def "))]

    def method(self, name: str) -> Statement | None:
        """The line that begins a method of the exercise, or the exercise itself."""
        heads = (s for s in self._statements if s.text.startswith("def "))
        own = (s for s in heads if (s.symbol, s.function) == (self.exercise, name))
        return next(own, None)

    def at(self, place: Frame | None) -> str:
        """What the exercise's code reads at a line; empty if nothing is known of it."""
        here = ((s.label, s.cell, s.line) for s in self._statements)
        texts = dict(zip(here, (s.text for s in self._statements), strict=True))
        return texts.get((place.label, place.cell, place.line), "") if place else ""


def _squeezed(text: str) -> str:
    """Leave out what two styles may differ in: spaces, and `self.`."""
    return "".join(text.split()).replace("self.", "")


def _makes(item: Statement, name: str) -> bool:
    """Whether a statement of `__init__` gives an attribute of that name."""
    first = re.escape(name.partition(".")[0])
    return bool(re.match(rf"self\.{first}\b.*=|self\.\w+\(.{first}\b", item.text))


def _reach(definitions: dict[str, Definition], start: str) -> set[str]:
    reach, frontier = set(), [start]
    while frontier:
        name = frontier.pop()
        if name in reach or name not in definitions:
            continue
        reach.add(name)
        frontier += definitions[name].uses
    return reach


def place_of(item: Remark | Definition | Hidden | Statement | None) -> Frame | None:
    """The line of a remark, a definition or a statement."""
    return Frame(item.label, item.cell, item.line) if item else None


def nearest(name: str, names: Sequence[str]) -> str:
    """The defined name that is most like a missing one, or an empty string."""
    lowered = {item.lower(): item for item in names}
    near = difflib.get_close_matches(name.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[near[0]] if near else ""
