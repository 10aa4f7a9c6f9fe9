"""Name the mistake behind a failed check, and the student's line that makes it.

A diagnosis explains a verdict; it never makes one. It knows three sources: the
exception's own words, remarks read from the student's source, and the check's
known mistakes.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Raised
from grader.isolation.limits import Limits
from grader.isolation.protocol import Definition, Read, Remark, Statement
from grader.isolation.wire import Frame
from grader.judging import advice, exceeded
from grader.results import Kind
from grader.statements import Changed, corresponding


@dataclass(frozen=True)
class Diagnosis:
    """A named mistake.

    Attributes:
        text: A sentence for the student.
        place: The line at fault, if known.
        cause: Stable name, shared by all failures that one mistake produces.
        asks: A question about this very mistake.
    """

    text: str = ""
    place: Frame | None = None
    cause: str = ""
    asks: str = ""


@dataclass(frozen=True)
class Known:
    """A known mistake that behaves as the student's code does.

    Attributes:
        sentence: Names it.
        plain: Names it where the student's code does not hold what the sentence quotes;
            empty where the sentence is for all.
        asks: A question about it; may be empty.
        changes: What it changes in the reference.
    """

    sentence: str
    plain: str
    asks: str
    changes: Changed


# The kind of check that describes a mistake: where a check of that kind has failed
# for the same exercise, other checks that fail by the same cause are blocked by it.
HOME: dict[str, Kind] = {
    "no super init": Kind.CONTRACT,
    "forward misspelt": Kind.CONTRACT,
    "returns None": Kind.CONTRACT,
    "returns no tensor": Kind.CONTRACT,
    "in place": Kind.PURITY,
    "detached": Kind.GRADIENT,
    "numpy of a GPU": Kind.GRADIENT,
    "two devices": Kind.DEVICE,
    "requires gradients": Kind.PURITY,
}

_NAMES = re.compile(r"[^\W\d]\w*")
TOO_LARGE = "a huge tensor of shape"  # what came in the place of one

# Words of an exception -> cause. The texts are torch's own (2.6 to 2.13).
_BY_WORDS: tuple[tuple[str, str], ...] = (
    (r"before Module\.__init__\(\) call", "no super init"),
    (r"Module\.__init__\(\) was not called", "no super init"),
    (
        r"has no attribute '_(parameters|modules|buffers|\w+_hooks)'",
        "no super init",
    ),
    (r'missing the required "forward" function', "forward misspelt"),
    (r"is being used in an in-place operation", "in place"),
    (r"has been modified by an inplace operation", "in place"),
    (r"can't be cast to the desired output type (Long|Int)", "in place"),
    (r"only Tensors of floating point .* can require gradients", "requires gradients"),
    (r"Can't call numpy\(\) on Tensor that requires grad", "detached"),
    (r"can't convert \S+ device type tensor to numpy", "numpy of a GPU"),
    (r"^NoneType instead of a tensor", "returns None"),
    (r"^\w+ instead of a tensor", "returns no tensor"),
)


# What torch and Python say of a method where its result was meant.
_METHOD_GIVEN = (
    r"not (builtin_function_or_)?method|'(builtin_function_or_)?method' object"
)


class Source:
    """What the submission's source says about one exercise.

    Remarks count where they stand in the exercise's own definition or in one that
    it uses, directly or not.
    """

    def __init__(
        self,
        read: Callable[[], Read],
        exercise: str,
        limits: Limits | None = None,
    ) -> None:
        self.read = read
        self.exercise = exercise
        self.limits = limits or Limits()

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        return {item.name: item for item in self.read().definitions}

    @cached_property
    def _reach(self) -> set[str]:
        return _reach(self._definitions, self.exercise)

    @cached_property
    def _remarks(self) -> list[Remark]:
        every = self.read().remarks
        return [r for r in every if r.symbol in self._reach and self._is_last(r)]

    def _is_last(self, item: Remark | Statement) -> bool:
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
    def names(self) -> list[str]:
        """Every top-level name."""
        return list(self._definitions)

    def remark(self, *causes: str, mention: str = "") -> Remark | None:
        """First remark with one of the causes; one that mentions a word if any."""
        found = [item for item in self._remarks if item.cause in causes]
        # the own definition before those it uses
        found.sort(key=lambda item: item.symbol != self.exercise)
        if mention:
            word = re.compile(rf"\b{re.escape(mention)}\b")
            return next((item for item in found if word.search(item.text)), None) or (
                found[0] if found else None
            )
        return found[0] if found else None

    @cached_property
    def _statements(self) -> list[Statement]:
        every = self.read().statements
        return [s for s in every if s.symbol in self._reach and self._is_last(s)]

    def reads(self, sentence: str) -> bool:
        """Whether the exercise's own code holds all names that a sentence quotes."""
        quoted = " ".join(sentence.split("`")[1::2])
        own = " ".join(item.text for item in self._statements)
        return set(_NAMES.findall(quoted)) <= set(_NAMES.findall(own))

    def place_like(self, changes: Changed) -> Frame | None:
        """The line of the exercise's own code that corresponds to an edit."""
        found = corresponding(changes, self._statements)
        return Frame(found.label, found.cell, found.line) if found else None

    def remark_at(self, place: Frame | None, cause: str) -> Remark | None:
        """Remark with a cause on the line of a frame."""
        if place is None:
            return None
        for item in self._remarks:
            same = (item.label, item.cell, item.line)
            if item.cause == cause and same == (place.label, place.cell, place.line):
                return item
        return None


def _reach(definitions: dict[str, Definition], start: str) -> set[str]:
    reach, frontier = set(), [start]
    while frontier:
        name = frontier.pop()
        if name in reach or name not in definitions:
            continue
        reach.add(name)
        frontier += definitions[name].uses
    return reach


def place_of(item: Remark | Definition | None) -> Frame | None:
    """The line of a remark or a definition."""
    return Frame(item.label, item.cell, item.line) if item else None


def diagnose_error(error: Raised, source: Source) -> Diagnosis:
    """Name the mistake behind an exception."""
    place = error.frames[-1] if error.frames else None
    uncalled = source.remark("not called")
    if uncalled and (error.note or re.search(_METHOD_GIVEN, error.message)):
        text, at = _uncalled_text(uncalled), place_of(uncalled)
        return Diagnosis(text, at, "two devices" if error.note else "")
    if error.note is not None:
        return Diagnosis(error.note.text, error.note.frame or place, "two devices")
    cause = next(
        (cause for words, cause in _BY_WORDS if re.search(words, error.message)), ""
    )
    if cause == "in place" and not (
        source.remark_at(place, "in place") or re.search("in-?place", error.message)
    ):
        cause = ""
    text, remark = _error_text(cause, source, error)
    return Diagnosis(text, place or place_of(remark), cause)


def _error_text(cause: str, source: Source, error: Raised) -> tuple[str, Remark | None]:
    remark = source.remark(cause) if cause else None
    match cause:
        case "no super init":
            return (
                f"`{source.exercise}.__init__` does not call `super().__init__()`, "
                "which must come before anything is assigned",
                remark,
            )
        case "forward misspelt":
            if remark is None and source.remark("method forward"):
                return "Module's own `forward`, which does nothing, is called", None
            found = f": line {remark.line} reads `{remark.text}`" if remark else ""
            return f"`{source.exercise}` has no method called `forward`{found}", remark
        case "in place":
            return _in_place_text(remark), remark
        case "detached":
            return _detached_text(remark), remark
        case "numpy of a GPU":
            return "numpy cannot reach the memory of a GPU: `.cpu()` comes first", None
        case "returns None":
            return _none_text(remark := _missing_return(source)), remark
    return _reason_here(error, source), None


def _reason_here(error: Raised, source: Source) -> str:
    """Say what of this exception is owed to where the code runs, or what it lacks."""
    why = exceeded.by_exception(error, source.limits)
    why = why or advice.missing_import(error.type, error.message)
    if why or error.is_a("SystemExit"):
        return why or "it ends the program: use `return`"
    why = advice.why_here(error.type, error.bases, error.message)
    return "" if why == advice.FREE else why


def _in_place_text(remark: Remark | None) -> str:
    if remark is None:
        return "the input itself is changed"
    return (
        f"line {remark.line} reads `{remark.text}`, which writes into the input "
        "that the caller still holds"
    )


def _detached_text(remark: Remark | None) -> str:
    if remark is None:
        return "a tensor becomes a numpy array, which leaves the autograd graph"
    return f"line {remark.line} reads `{remark.text}`, which leaves the autograd graph"


def _uncalled_text(remark: Remark) -> str:
    return (
        f"line {remark.line} reads `{remark.text}`, which names the method and does "
        "not call it: parentheses are missing"
    )


def _missing_return(source: Source) -> Remark | None:
    is_class = source.definition is not None and source.definition.what == "ClassDef"
    mention = "forward" if is_class else source.exercise
    return source.remark("no return", mention=mention)


def _none_text(remark: Remark | None) -> str:
    if remark is None:
        return "None came back: is a `return` missing?"
    return f"`{remark.text.removeprefix('def ')}` at line {remark.line} returns nothing"


def diagnose_mismatch(kind: Kind, mismatch: Mismatch, source: Source) -> Diagnosis:
    """Name the mistake behind a disagreement, as far as it shows by itself.

    Args:
        kind: Kind of the failed check.
        mismatch: How the observations disagree.
        source: What the student's source says.
    """
    if mismatch.cause == "returns None":
        remark = _missing_return(source)
        return Diagnosis(_none_text(remark), place_of(remark), "returns None")
    if TOO_LARGE in mismatch.message:
        return Diagnosis(exceeded.answer(source.limits), _place(kind, source))
    if kind is Kind.DEVICE and mismatch.note is not None:
        return Diagnosis(mismatch.note.text, mismatch.note.frame)
    text = _reshaped(mismatch) if kind is Kind.NAMING else ""
    place = place_of(source.definition) if text else _place(kind, source)
    return Diagnosis(text, place, mismatch.cause)


def _place(kind: Kind, source: Source) -> Frame | None:
    """Where a mistake of a kind is most likely: the method that it is made in."""
    made_in_init = kind in (Kind.NAMING, Kind.INIT)
    remark = source.remark("method __init__" if made_in_init else "method forward")
    own = remark is not None and remark.symbol == source.exercise
    return place_of(remark if own else source.definition)


def _reshaped(mismatch: Mismatch) -> str:
    if mismatch.expected is None or mismatch.found is None:
        return ""
    found = {entry.name: entry.summary for entry in mismatch.found.names}
    for entry in mismatch.expected.names:
        mine = _sizes(found.get(entry.name, ""))
        theirs = _sizes(entry.summary)
        if mine == theirs or not mine or not theirs:
            continue
        if mine == theirs[::-1]:
            return f"`{entry.name}` is transposed"
        if [size for size in mine if size != 1] == [
            size for size in theirs if size != 1
        ]:
            return f"`{entry.name}` has a dimension of size 1 too many, or too few"
    return ""


def _sizes(summary: str) -> list[int]:
    return [int(size) for size in re.findall(r"\d+", summary)]


def nearest(name: str, names: Sequence[str]) -> str:
    """The defined name that is most like a missing one, or an empty string."""
    lowered = {item.lower(): item for item in names}
    near = difflib.get_close_matches(name.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[near[0]] if near else ""
