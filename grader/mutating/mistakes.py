"""Mistakes that authors write down: edits of the reference, with a sentence each.

`mistakes.py` of an assignment lists them, beside its checks. It is read on the judge's
side only, and never sent to where student code runs: it holds lines of the solution.

    mistake = mistakes("MyLinear", loses="value")
    mistake(
        "the ReLU is missing",
        "F.relu(X @ self.weight + self.bias)",
        "X @ self.weight + self.bias",
    )
"""

from __future__ import annotations

import difflib
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from grader.checks import Check
from grader.edits import Offsets
from grader.errors import AssignmentError
from grader.mutating.edits import EditError, apply_edits, replacing
from grader.mutating.operators import mutants
from grader.preparing import line_in
from grader.results import Kind


@dataclass(frozen=True)
class Written:
    """A mistake as its author wrote it.

    Attributes:
        exercise: Whose reference is edited.
        loses: The checks that it loses, each as `kind.name`, or by what of this is
            enough to tell it from the exercise's others.
        sentence: Names the mistake, to the student who made it.
        edits: What is replaced, and by what.
        asks: A question for the student, where the sentence is not question enough.
        everywhere: Whether an edit is made wherever it fits.
        line: Line of the file that it is written on.
    """

    exercise: str
    loses: tuple[str, ...]
    sentence: str
    edits: tuple[tuple[str, str], ...]
    asks: str
    everywhere: bool
    line: int


@dataclass(frozen=True)
class Equivalent:
    """A mutant that is no mistake, as its author says.

    Attributes:
        exercise: Whose mutant it is.
        sentence: What `grade validate --mutants` says of it.
        because: Why it is none.
        where: File and line that this is written on.
    """

    exercise: str
    sentence: str
    because: str
    where: str


@dataclass(frozen=True)
class Mistake:
    """A wrong version of the reference.

    Attributes:
        exercise: Which of its exercises is wrong.
        loses: Ids of the checks that it loses; none if nobody knows.
        sentence: Names the mistake, to the student who made it.
        asks: A question for that student; may be empty.
        source: The reference with the mistake in it.
        line: Where in the reference the mistake begins.
        where: File and line that it is written on.
        plain: Says what it is like to a student whose code does not read as the
            sentence quotes; empty where the sentence quotes nothing of the reference.
        kinds: Kinds of checks that a mutant may lose.
    """

    exercise: str
    loses: frozenset[str]
    sentence: str
    asks: str
    source: str
    line: int
    where: str
    plain: str = ""
    kinds: frozenset[Kind] = frozenset()


@dataclass
class Listed:
    """What a file of mistakes lists, in order."""

    mistakes: list[Written] = field(default_factory=list)
    equivalents: list[Equivalent] = field(default_factory=list)


_listing: ContextVar[Listed | None] = ContextVar("listing", default=None)


def mistakes(exercise: str, *, loses: str) -> Callable[..., None]:
    """Begin the mistakes of an exercise that lose the same checks.

    Args:
        exercise: Whose they are.
        loses: The checks that each of them loses: by kind (`"gradient"`), by what a
            declaration calls it (`"strides"`), by name, or as `kind.name`; several
            with commas between them.

    Returns:
        What writes one down:
        `mistake(sentence, old, new, old, new, ..., asks="", everywhere=False)`.
    """
    names = tuple(name.strip() for name in loses.split(",") if name.strip())

    def mistake(
        sentence: str, *edits: str, asks: str = "", everywhere: bool = False
    ) -> None:
        """Write down one mistake.

        Args:
            sentence: Names it, lower-case, without a full stop.
            edits: What the reference reads, and what stands there instead; further
                pairs may follow.
            asks: A question for the student, where the sentence is not enough.
            everywhere: Make each edit wherever it fits, not once.

        Raises:
            ValueError: An edit has no other half.
        """
        if not edits or len(edits) % 2:
            raise ValueError(
                f"the mistake {sentence!r} needs pairs of texts: what the reference "
                "reads, and what stands there instead"
            )
        pairs = tuple(zip(edits[::2], edits[1::2], strict=True))
        line = sys._getframe(1).f_lineno
        if (listed := _listing.get()) is not None:
            listed.mistakes.append(
                Written(exercise, names, sentence, pairs, asks, everywhere, line)
            )

    return mistake


def equivalent(exercise: str, sentence: str, *, because: str) -> None:
    """Record that a mutant which no check sees is no mistake.

    Args:
        exercise: Whose mutant it is.
        sentence: What `grade validate --mutants` says of it, after "sees that".
        because: Why there is nothing to see.

    Raises:
        ValueError: There is no reason.
    """
    if not because.strip():
        raise ValueError(f"say why it is no mistake that {sentence}")
    frame = sys._getframe(1)
    if (listed := _listing.get()) is not None:
        where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        listed.equivalents.append(Equivalent(exercise, sentence, because, where))


@contextmanager
def _gather() -> Iterator[Listed]:
    found = Listed()
    token = _listing.set(found)
    try:
        yield found
    finally:
        _listing.reset(token)


def read_mistakes(path: Path) -> Listed:
    """Run a file of mistakes, and return what it lists; nothing if there is none.

    Raises:
        AssignmentError: It does not run; `where` is file and line.
    """
    if not path.exists():
        return Listed()
    module = types.ModuleType(f"mistakes_of_{path.parent.name}")
    module.__file__ = str(path)
    try:
        code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
        with _gather() as listed:
            exec(code, vars(module))  # noqa: S102 - trusted
    except Exception as error:
        line = line_in(error, str(path))
        raise AssignmentError(
            f"the mistakes cannot be read: {error}",
            where=f"{path}:{line}" if line else path,
        ) from error
    return listed


def make_mistakes(
    listed: Listed, path: Path, reference: str, checks: Mapping[str, Sequence[Check]]
) -> tuple[list[Mistake], list[AssignmentError]]:
    """Make the mistakes of a file in the reference.

    Args:
        listed: What the file lists.
        path: The file.
        reference: Source of the reference.
        checks: The checks of every exercise, by its name.

    Returns:
        The mistakes that can be made, and what is wrong with the others.
    """
    made, problems = [], []
    for written in listed.mistakes:
        where = f"{path}:{written.line}"
        try:
            if written.exercise not in checks:
                raise EditError(f"{written.exercise!r} is no exercise here")
            lost = meant(written.loses, checks[written.exercise])
            made.append(_make(written, lost, reference, where))
        except EditError as error:
            text = f"the mistake {written.sentence!r} does not hold: {error}"
            problems.append(AssignmentError(text, where=where))
    return made, problems


def _make(
    written: Written, lost: frozenset[str], reference: str, where: str
) -> Mistake:
    edits = [
        edit
        for old, new in written.edits
        for edit in replacing(
            reference, written.exercise, old, new, everywhere=written.everywhere
        )
    ]
    source = apply_edits(reference, edits)
    start = min(edit.start for edit in edits)
    return Mistake(
        exercise=written.exercise,
        loses=lost,
        sentence=written.sentence,
        asks=written.asks,
        source=source,
        line=Offsets(reference).line_of(start),
        where=where,
    )


def meant(names: Sequence[str], checks: Sequence[Check]) -> frozenset[str]:
    """Find the checks that are meant by short names, and return their ids.

    Raises:
        EditError: There is no name, or one that is no check's, or not one's alone.
    """
    if not names:
        raise EditError("it says of no check that it is lost")
    return frozenset(_meant(name, checks) for name in names)


def _meant(name: str, checks: Sequence[Check]) -> str:
    ways = (
        [check for check in checks if f"{check.kind}.{check.name}" == name],
        [check for check in checks if check.made_from == name],
        [check for check in checks if check.kind == name],
        [check for check in checks if check.name == name],
    )
    found = next(filter(None, ways), [])
    known = [f"{check.kind}.{check.name}" for check in found or checks]
    if not found:
        near = difflib.get_close_matches(name, known, n=1) or sorted(known)
        raise EditError(f"{name} is no check here: use {' or '.join(near)}")
    if len(found) > 1:
        raise EditError(f"{name} may be {' or '.join(known)}: say which")
    return found[0].id


def make_mutants(source: str, exercise: str, path: Path) -> Iterator[Mistake]:
    """Make the mutants of an exercise; which checks they lose, nobody knows yet.

    Raises:
        EditError: The reference does not define the exercise.
    """
    for mutant in mutants(source, exercise):
        yield Mistake(
            exercise=exercise,
            loses=frozenset(),
            sentence=mutant.sentence,
            asks="",
            source=apply_edits(source, mutant.edits),
            line=mutant.line,
            where=f"{path}:{mutant.line}",
            plain=mutant.plain,
            kinds=mutant.loses,
        )
