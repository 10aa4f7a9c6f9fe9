"""Commands of authors: begin an exercise, prove a course, look at the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.shared import (
    BROKEN,
    FAULT,
    PASSED,
    exercise_option,
    isolation_option,
    note,
    sandbox_maker,
    seed_option,
    terminal,
)

if TYPE_CHECKING:
    from grader.settings import ExerciseKind


@click.command()
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@exercise_option
@click.option("--write-stubs", is_flag=True, help="Write the stubs anew first.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Gradings at once; by default one a core.",
)
@click.option(
    "--no-cache", is_flag=True, help="Prove again what an earlier run has proved."
)
@click.option(
    "--mutants",
    is_flag=True,
    help="Try what mutation operators make of the references, too.",
)
@click.option(
    "--twins",
    is_flag=True,
    help="List the wrong solutions that show the same; implies --no-cache.",
)
@click.option(
    "--show",
    metavar="MISTAKE",
    help="Prove nothing, and print what a student who makes a mistake would read: "
    "part of its sentence, or FILE:LINE.",
)
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Let right solutions pass under N seeds; implies --no-cache.",
)
@seed_option
@isolation_option
def validate(
    names: tuple[str, ...],
    exercises: tuple[str, ...],
    write_stubs: bool,
    jobs: int | None,
    no_cache: bool,
    mutants: bool,
    twins: bool,
    show: str | None,
    seeds: int,
    seed: int | None,
    isolation: str,
) -> int:
    """Prove that assignments work; all of the course if none is named.

    The reference gets full marks, the stubs none, right solutions pass, and wrong
    ones, mistakes among them, lose exactly the checks that they name. What has not
    changed since it was proved is not graded again, unless --no-cache or --seed asks
    for it.
    """
    from grader import validating
    from grader.seeds import fresh_seed

    console = terminal()
    assignments = validating.select(names, exercises)
    if write_stubs:
        for written in (w for a in assignments for w in validating.rewrite_stubs(a)):
            console.print(f"wrote {written}", highlight=False, markup=False)
    anew = no_cache or twins or seeds > 1 or seed is not None
    seed = fresh_seed() if seed is None else seed
    if show is not None:
        validating.show(assignments, show, sandbox_maker(isolation), seed, console)
        return PASSED
    proofs = validating.prove(
        assignments,
        sandbox_maker(isolation),
        seed=seed,
        exercises=exercises,
        jobs=jobs,
        seeds=seeds,
        mutants=mutants,
        cache=None if anew else validating.open_cache(isolation),
        watch=validating.ValidationProgress(terminal(stderr=True)),
    )
    validating.print_proofs(proofs, seed, console)
    if mutants:
        validating.print_mutations(proofs, console)
    if twins:
        validating.print_twins(proofs, console)
    return BROKEN if any(proof.problems for proof in proofs) else PASSED


@click.command()
@click.argument("name", metavar="ASSIGNMENT/EXERCISE")
@click.option(
    "--kind",
    type=click.Choice(["module", "function"]),
    help="What students write; by default a module if the name begins with a capital.",
)
def new(name: str, kind: ExerciseKind | None) -> int:
    """Begin an exercise with files that already prove themselves.

    Reference, settings, checks, a mistake and a right solution are written into the
    course around the current folder, with a new assignment if there is none of that
    name. Nothing is overwritten.
    """
    from grader import scaffolding

    console = terminal()
    begun = scaffolding.begin_exercise(scaffolding.parse_name(name, kind), Path.cwd())
    for path in begun.written:
        note(console, f"wrote {path}")
    note(console, begun.next_steps)
    return PASSED


@click.command()
def doctor() -> int:
    """Show what this machine offers: torch, devices, isolation."""
    from grader import checkup

    console = terminal()
    findings = checkup.examine()
    checkup.print_findings(findings, console)
    return PASSED if all(item.good or not item.needed for item in findings) else FAULT
