"""What validating an assignment found: problems, and the numbers of its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from grader.assignment import Assignment
from grader.checks import Check, Declined
from grader.errors import GraderError


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be.

    Attributes:
        where: The file, with `:line` behind it where the line is known.
        text: What is wrong, and what to do; one sentence.
    """

    where: str
    text: str

    @classmethod
    def of(cls, error: GraderError) -> Problem:
        """Make a problem of an error."""
        fix = f": {error.fix}" if error.fix else ""
        return cls(error.where, f"{error.problem}{fix}")

    @classmethod
    def in_check(cls, assignment: Assignment, check: Check, text: str) -> Problem:
        """Make a problem that stands at a check."""
        return cls(f"{assignment.checks_path}:{check.line}", text)


@dataclass(frozen=True)
class Verdict:
    """What came of grading one solution.

    Attributes:
        lost: Ids of the checks that it lost.
        behaviour: What it showed, in short; empty if nobody looked.
        named: Whether the mistake behind every lost check was named.
        problems: What is not as it should be.
    """

    lost: tuple[str, ...] = ()
    behaviour: str = ""
    named: bool = False
    problems: tuple[Problem, ...] = ()


def under(seed: int, verdict: Verdict) -> Verdict:
    """Say of a verdict's problems which seed shows them."""
    problems = (
        replace(problem, text=f"{problem.text}, under seed {seed}")
        for problem in verdict.problems
    )
    return replace(verdict, problems=tuple(problems))


@dataclass
class Tally:
    """How many files of a kind there are, and how many did what they should."""

    files: int = 0
    fine: int = 0

    def count(self, *, fine: bool) -> None:
        """Count one more."""
        self.files += 1
        self.fine += fine

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """Add some up."""
        every = list(tallies)
        return cls(sum(one.files for one in every), sum(one.fine for one in every))

    def __str__(self) -> str:
        return f"{self.fine}/{self.files}"


@dataclass
class Mutation:
    """How many mutants an exercise has, and what came of them.

    Attributes:
        killed: Those that lost a check.
        alone: Of these, those that lost one check alone.
        equivalent: Those that are recorded as no mistakes.
    """

    mutants: int = 0
    killed: int = 0
    alone: int = 0
    equivalent: int = 0


@dataclass
class Count:
    """What validating an exercise found, in numbers.

    Attributes:
        checks: How many checks it has.
        right: Of the right solutions, those that passed.
        wrong: Of the wrong ones, files and mistakes, those that lost what they should.
        alone: Of these, those that lost one check, as students would.
        named: Of these, those whose mistake was named.
        mutation: What came of the mutants; None if none were tried.
    """

    checks: int = 0
    right: Tally = field(default_factory=Tally)
    wrong: Tally = field(default_factory=Tally)
    alone: int = 0
    named: int = 0
    mutation: Mutation | None = None


@dataclass
class Proof:
    """What validating an assignment found.

    Attributes:
        counts: Numbers of each exercise that was proved, or not.
        declined: Standard checks that their author declined.
        submissions: Where all stand that are proved, or not.
        run: Those of them that were graded now; an earlier run had proved the others.
        skipped: Exercises that could not be graded, and how many files wait for that.
        shown: Where wrong solutions stand, by what they showed.
    """

    assignment: Assignment
    counts: dict[str, Count] = field(default_factory=dict)
    declined: tuple[Declined, ...] = ()
    submissions: set[str] = field(default_factory=set)
    run: set[str] = field(default_factory=set)
    skipped: dict[str, int] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def checks(self) -> int:
        """How many checks there are."""
        return sum(count.checks for count in self.counts.values())

    @property
    def right(self) -> Tally:
        """Right solutions, and those that passed."""
        return Tally.sum(count.right for count in self.counts.values())

    @property
    def wrong(self) -> Tally:
        """Wrong solutions, and those that lost what they should."""
        return Tally.sum(count.wrong for count in self.counts.values())

    @property
    def alone(self) -> int:
        """Of these, those that lost one check."""
        return sum(count.alone for count in self.counts.values())

    @property
    def named(self) -> int:
        """Of these, those whose mistake was named."""
        return sum(count.named for count in self.counts.values())

    @property
    def mutations(self) -> dict[str, Mutation]:
        """What came of the mutants, by exercise; empty if none were tried."""
        return {n: c.mutation for n, c in self.counts.items() if c.mutation is not None}

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems; each is said once."""
        known = set(self.problems)
        self.problems += [p for p in dict.fromkeys(problems) if p not in known]
