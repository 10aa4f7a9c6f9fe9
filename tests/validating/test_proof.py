"""Rules of proving an assignment: what holds, and what its labelled files must do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.checks import Declined
from grader.isolation.sandbox import Sandbox
from grader.validating import prove
from tests import course
from tests.validating.provable import (
    FILES,
    REFERENCE,
    RIGHTS,
    SEED,
    WRONG,
    Prove,
    labelled,
    put,
    texts,
    write_provable,
)

pytestmark = pytest.mark.sandbox


def test_a_course_without_faults_has_no_problems(proved: Prove, tmp_path: Path) -> None:
    """Everything is graded, and counted."""
    proof = proved(write_provable(tmp_path))

    assert proof.problems == []
    assert len(proof.submissions) == len(proof.run) == FILES
    assert (proof.right.files, proof.right.fine) == (len(RIGHTS), len(RIGHTS))
    assert (proof.wrong.files, proof.wrong.fine) == (len(WRONG), len(WRONG))
    assert (proof.checks, proof.alone, proof.skipped) == (5, len(WRONG), {})


def test_a_file_that_loses_two_checks_is_not_caught_by_one_alone(
    proved: Prove, tmp_path: Path
) -> None:
    """Two names in a header are two mistakes."""
    folder = write_provable(tmp_path)
    both = course.WRONG.replace("self.weight", "self.w")
    loses = "value.times_weight, naming.weight_only"
    put(folder, "wrong/both.py", labelled("Scale", loses, both))

    proof = proved(folder)

    assert proof.problems == []
    assert (proof.wrong.fine, proof.alone) == (len(WRONG) + 1, len(WRONG))


FUNCTION = "def Scale(width):\n    return lambda X: X\n"
# What is wrong with a file, and what is said of it.
MISLABELLED: dict[str, tuple[str | bytes, str]] = {
    "wrong/other.py": (
        labelled("Scale", "naming.weight_only", course.WRONG),
        "loses Scale.value.times_weight (12 of 12 values differ), which its label "
        "does not name; passes Scale.naming.weight_only, which its label says it loses",
    ),
    "wrong/blocked.py": (
        labelled("Scale", "contract.can_be_called, value.times_weight", FUNCTION),
        "cannot lose Scale.value.times_weight, which Scale.contract.can_be_called "
        "blocks",
    ),
    "right/double.py": (
        labelled("total", "", course.RIGHT.replace("X.sum()", "X.sum() * 2")),
        "loses total.value.sums_everything (1 of 1 values differ), but is a right "
        "solution",
    ),
    "right/wide.py": (
        labelled("total", "", course.RIGHT.replace("X.sum()", "X.sum().double()")),
        "loses total.dtype.as_the_input (dtype float64 instead of float32), but is a "
        "right solution",
    ),
    "right/loses.py": (
        labelled("total", "value.sums_everything", course.RIGHT),
        "its header names checks to lose: move it to wrong/, or take that out",
    ),
    "wrong/nothing.py": (
        labelled("total", "", course.RIGHT),
        "its header names no check to lose: write `# loses: KIND.NAME`",
    ),
    "wrong/nobody.py": (
        labelled("Scales", "value.times_weight", course.RIGHT),
        "its header names no exercise: write `# exercise: NAME`, with 'Scale'",
    ),
    "wrong/unknown.py": (
        labelled("Scale", "value.times_weigth", course.RIGHT),
        "its header names value.times_weigth, which is no check here: use "
        "'value.times_weight'",
    ),
    "wrong/latin.py": (
        b"# caf\xe9",
        "cannot be read: 'utf-8' codec can't decode byte 0xe9 in position 5: "
        "unexpected end of data",
    ),
    "wrong/binary.py": (
        labelled("Scale", "value.times_weight", "\0"),
        "NUL character, so this is not source code",
    ),
}
DTYPE = '''

@check("dtype")
def as_the_input(total, draw):
    """The sum has the dtype of the input."""
    return total(draw.normal(4, 3)).dtype
'''
WIDE = labelled(
    "total", "dtype.as_the_input", course.RIGHT.replace("X.sum()", "X.sum().double()")
)


def test_a_labelled_file_that_does_otherwise_is_one_sentence(
    proved: Prove, tmp_path: Path
) -> None:
    """It names the file, what was lost or passed, and why."""
    folder = write_provable(tmp_path, checks=course.CHECKS + DTYPE)
    put(folder, "wrong/total_wide.py", WIDE)
    for name, (source, _) in MISLABELLED.items():
        put(folder, name, source)

    proof = proved(folder)

    expected = {f"{folder / name}": said for name, (_, said) in MISLABELLED.items()}
    assert {problem.where: problem.text for problem in proof.problems} == expected
    assert len(proof.problems) == len(expected)
    assert proof.wrong.fine == len(WRONG) + 1
    assert proof.right.fine == len(RIGHTS)


def test_a_check_that_nothing_loses_is_not_proved(
    proved: Prove, tmp_path: Path
) -> None:
    """The author reads which, at its line."""
    folder = write_provable(tmp_path)
    (folder / "wrong/total_mean.py").unlink()

    (text,) = texts(proved(folder), folder)

    line = course.CHECKS[: course.CHECKS.index("def sums_everything")].count("\n")
    assert text == (
        f"assignments/{course.NAME}/checks.py:{line}: total.value.sums_everything is "
        "lost by no mistake: write one that loses it"
    )


def test_stubs_that_are_missing_or_stale_are_named(
    proved: Prove, tmp_path: Path
) -> None:
    """Each is a sentence with what to run."""
    folder = write_provable(tmp_path)
    (folder / f"{course.NAME}.ipynb").unlink()
    with (folder / f"{course.NAME}.py").open("a") as stub:
        stub.write("\n# more\n")

    assert sorted(texts(proved(folder), folder)) == [
        f"assignments/{course.NAME}/{course.NAME}.ipynb: is missing: run "
        "`grade validate --write-stubs`",
        f"assignments/{course.NAME}/{course.NAME}.py: is not what the reference "
        "generates: run `grade validate --write-stubs`",
    ]


def test_a_marker_fault_is_placed_in_the_reference(
    proved: Prove, tmp_path: Path
) -> None:
    """The line is the marker's; everything else is proved nevertheless."""
    folder = write_provable(tmp_path)
    path = tmp_path / "reference" / f"{course.NAME}.py"
    path.write_text(REFERENCE.rstrip().removesuffix("# END SOLUTION"))

    proof = proved(folder)

    line = REFERENCE.rstrip().count("\n") - 1
    assert texts(proof, folder) == [
        f"reference/{course.NAME}.py:{line}: BEGIN SOLUTION without an END: add END "
        "SOLUTION, or remove it"
    ]
    assert proof.wrong.fine == len(WRONG)


@dataclass(frozen=True)
class Declining(Assignment):
    """An assignment whose author declined a check."""

    @property
    def declined(self) -> tuple[Declined, ...]:
        """What was declined."""
        return (Declined("Scale", "mode", "it has no mode"),)


def test_what_an_author_declined_is_part_of_the_proof(
    tmp_path: Path, kept_sandbox: Sandbox
) -> None:
    """An assignment without such a list has declined nothing."""
    plain = load_assignment(write_provable(tmp_path))
    declining = Declining(plain.folder, plain.settings)

    found = [
        prove([each], lambda _: kept_sandbox, seed=SEED, jobs=1)[0].declined
        for each in (plain, declining)
    ]

    assert found == [(), declining.declined]


@pytest.mark.rest
def test_right_solutions_pass_under_each_of_several_seeds(
    proved: Prove, tmp_path: Path
) -> None:
    """One that fails under any of them is told once, with the seed that shows it."""
    folder = write_provable(tmp_path)
    rarely = course.RIGHT.replace("X.sum()", "X.sum() * (1 + (X.max() > 2.2))")
    put(folder, "right/total_rarely.py", labelled("total", "", rarely))

    assert proved(folder).problems == []
    (problem,) = proved(folder, seeds=9).problems

    seed = int(problem.text.rpartition("under seed ")[2])
    assert SEED < seed < SEED + 9
    assert problem.where.endswith("right/total_rarely.py")
    assert len(proved(folder, seed=seed).problems) == 1
