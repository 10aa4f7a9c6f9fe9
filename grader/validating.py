"""Prove an assignment (`grade validate`).

The reference gets full marks, the stubs none, every file in `right/` passes, and
every file in `wrong/` loses exactly the checks that its header names. A check
that no wrong solution loses is not proved to catch anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from grader import stubs
from grader.assignment import (
    Assignment,
    find_assignment,
    known_assignments,
    load_assignment,
)
from grader.errors import AssignmentError, GraderError, UsageError
from grader.isolation.sandbox import Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import CheckResult, Report, Status
from grader.seeds import fresh_seed
from grader.submission import read_submission

SandboxMaker = Callable[[Assignment], Sandbox]
_HEADER = re.compile(r"^# *(exercise|mistake|style|loses): *(.*)$")
LOST = (Status.FAIL, Status.TIMEOUT, Status.CRASH)


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be: the file, and what to do."""

    path: Path
    text: str


@dataclass
class Proof:
    """What validating an assignment found."""

    assignment: Assignment
    seed: int
    graded: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Label:
    """The header of a file in `right/` or `wrong/`.

    Attributes:
        exercise: The one exercise that the file answers.
        loses: Checks that must be lost, as `<kind>.<name>`.
    """

    exercise: str
    loses: frozenset[str]


def select(names: Sequence[str]) -> list[Assignment]:
    """Find the named assignments; all of the course if none is named.

    Raises:
        UsageError: There is none.
    """
    here = Path.cwd()
    if names:
        return [find_assignment(name) for name in names]
    known = known_assignments(here)
    if not known:
        raise UsageError("no assignment was found", fix="run it inside a course")
    return [load_assignment(folder) for folder in known.values()]


def rewrite_stubs(assignment: Assignment) -> list[Path]:
    """Generate the stub and the notebook anew from the reference."""
    return stubs.write_stubs(assignment.folder, assignment.reference_path)


def prove(assignment: Assignment, make_sandbox: SandboxMaker) -> Proof:
    """Grade everything that belongs to an assignment and compare with its labels."""
    proof = Proof(assignment, fresh_seed())
    with make_sandbox(assignment) as sandbox:
        judge = Judge(Reference(assignment), sandbox, proof.seed)
        proof.problems += _solutions(judge, proof)
        proof.problems += _labelled(judge, proof)
    proof.problems += _stale(assignment)
    return proof


def _stale(assignment: Assignment) -> Iterator[Problem]:
    """Stubs that are not what the reference generates."""
    try:
        stale = stubs.stale_stubs(assignment.folder, assignment.reference_path)
    except AssignmentError as error:
        yield Problem(assignment.reference_path, error.problem)
        return
    for path in stale:
        text = "is not what the reference generates: run --write-stubs"
        yield Problem(path, text)


def _solutions(judge: Judge, proof: Proof) -> Iterator[Problem]:
    """The reference, and the stubs."""
    assignment = judge.assignment
    reference = assignment.reference_path
    for check in _grade(judge, reference, proof).checks:
        if check.status is not Status.PASS:
            yield Problem(reference, f"{_verdict(check)}, but it is the reference")
    for suffix in (".py", ".ipynb"):
        stub = assignment.folder / f"{assignment.name}{suffix}"
        if not stub.exists():
            yield Problem(stub, "is missing: run --write-stubs")
            continue
        for check in _grade(judge, stub, proof).checks:
            if check.earned:
                yield Problem(stub, f"{_verdict(check)}, but nothing is written yet")


def _labelled(judge: Judge, proof: Proof) -> Iterator[Problem]:
    """The files in right/ and wrong/, and what they leave unproved."""
    caught: set[str] = set()
    for path in sorted(judge.assignment.folder.glob("right/*.py")):
        yield from _against_label(judge, path, proof, caught, right=True)
    for path in sorted(judge.assignment.folder.glob("wrong/*.py")):
        yield from _against_label(judge, path, proof, caught, right=False)
    for check in judge.assignment.checks:
        if check.id not in caught:
            yield Problem(
                judge.assignment.checks_path,
                f"{check.id} is lost by no file in wrong/: write one",
            )


def _against_label(
    judge: Judge, path: Path, proof: Proof, caught: set[str], *, right: bool
) -> Iterator[Problem]:
    label = read_label(path.read_text(encoding="utf-8"))
    known = {_short(check.id) for check in judge.assignment.checks_of(label.exercise)}
    if not known:
        yield Problem(path, "its header names no exercise: `# exercise: NAME`")
        return
    unknown = sorted(label.loses - known)
    if unknown:
        yield Problem(path, f"its header names no check here: {', '.join(unknown)}")
    if not right and not label.loses:
        yield Problem(path, "its header names no check to lose: `# loses: KIND.NAME`")
    for check in _grade(judge, path, proof, label.exercise).checks:
        name = _short(check.id)
        if check.status in LOST:
            caught.add(check.id)
        if check.status in LOST and name not in label.loses:
            yield Problem(path, f"{_verdict(check)}, which its header does not name")
        elif check.status not in LOST and name in label.loses:
            yield Problem(path, f"{_verdict(check)}, but should be lost")
        elif (
            check.status is Status.BLOCKED
            and _short(check.blocked_by or "") not in label.loses
        ):
            yield Problem(path, f"{_verdict(check)}, which its header does not name")
        elif check.status is Status.ERROR:
            yield Problem(path, _verdict(check))


def read_label(source: str) -> Label:
    """Read the header comments of a labelled solution."""
    found: dict[str, str] = {}
    for line in source.splitlines():
        match = _HEADER.match(line)
        if match:
            found[match[1]] = match[2]
        elif line.strip() and not line.startswith("#"):
            break
    return Label(
        exercise=found.get("exercise", "").strip(),
        loses=_names(found.get("loses", "")),
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _short(check_id: str) -> str:
    return check_id.partition(".")[2]


def _verdict(check: CheckResult) -> str:
    by = f" by {_short(check.blocked_by)}" if check.blocked_by else ""
    told = (*LOST, Status.ERROR)
    why = f" ({check.message})" if check.status in told else ""
    return f"{check.id}: {check.status}{by}{why}"


def _grade(judge: Judge, path: Path, proof: Proof, exercise: str = "") -> Report:
    proof.graded += 1
    try:
        submission = read_submission(path, assignment=judge.assignment.name)
        chosen = judge.assignment.select((exercise,) if exercise else ())
        return judge.grade(submission, chosen)
    except GraderError as error:
        error.where = error.where or str(path)
        raise


def print_proof(proof: Proof, console: Console) -> None:
    """Print what is wrong, or that nothing is."""
    name, count = proof.assignment.name, proof.graded
    root = proof.assignment.folder.parent.parent
    if not proof.problems:
        text = f"✓ {name}: {count} submissions graded as they should be"
        console.print(text, style="green", highlight=False, markup=False)
        return
    heading = f"✗ {name}: {len(proof.problems)} problems (seed {proof.seed})"
    console.print(heading, style="bold red", highlight=False, markup=False)
    for problem in proof.problems:
        path = problem.path
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        console.print(
            f"  {shown}: {problem.text}", highlight=False, markup=False, soft_wrap=True
        )
