"""Rules of what an author reads who gets a probe wrong: one sentence, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.probing.draw import Draw
from grader.seeds import draw_seeds
from tests import course
from tests.validating.provable import (
    REFERENCE,
    Prove,
    put,
    texts,
    write_provable,
)

pytestmark = pytest.mark.sandbox

CHECKS_FILE = f"assignments/{course.NAME}/checks.py"
SCALE_FILES = 6  # two stubs, three wrong solutions, a right one
VALUE = "return layer(draw.normal(4, 3))"


def checks_with(line: str, instead_of: str = VALUE) -> str:
    """Write other code into one of the probes."""
    assert instead_of in course.CHECKS
    return course.CHECKS.replace(instead_of, line)


def line_of(source: str, text: str) -> int:
    """Count the lines up to a text."""
    return source[: source.index(text)].count("\n") + 1


def test_a_typo_in_a_probe_is_told_once_with_its_line(
    proved: Prove, tmp_path: Path
) -> None:
    """Neither the reference nor a labelled file is blamed; all of them wait."""
    checks = checks_with("return layer(draw.norml(4, 3))")
    folder = write_provable(tmp_path, checks=checks)

    proof = proved(folder)

    assert texts(proof, folder) == [
        f"{CHECKS_FILE}:{line_of(checks, 'norml')}: Scale.value.times_weight raises "
        "AttributeError: 'Draw' object has no attribute 'norml' on the reference: "
        "mend the probe"
    ]
    assert proof.skipped == {"Scale": SCALE_FILES}
    assert proof.right.fine == 1  # that of the other exercise


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("x = 1\nadd =\n", 2, "invalid syntax (mistakes.py, line 2)"),
        ("def old():\n    return to\n\n\nold()\n", 2, "name 'to' is not defined"),
        (
            "from grader.mutating import mistakes\n\n"
            'mistakes("total", loses="value")("it is doubled", "X")\n',
            3,
            "the mistake 'it is doubled' needs pairs of texts: what the reference "
            "reads, and what stands there instead",
        ),
    ],
)
def test_mistakes_that_cannot_be_read_are_one_problem(
    proved: Prove, tmp_path: Path, source: str, line: int, said: str
) -> None:
    """It stands at the innermost line of the file, and nothing is run."""
    folder = write_provable(tmp_path)
    put(folder, "mistakes.py", source)

    proof = proved(folder)

    where = f"assignments/{course.NAME}/mistakes.py:{line}"
    (text,) = texts(proof, folder)
    # Python begins its message with the whole path
    assert text.startswith(f"{where}: the mistakes cannot be read: ")
    assert text.endswith(said)
    assert proof.submissions == set()


def test_an_exception_of_the_reference_is_placed_in_the_reference(
    proved: Prove, tmp_path: Path
) -> None:
    """The probe's line stands beside it, since it may have asked for nonsense."""
    reference = REFERENCE.replace("return X * self.weight", "return X * self.wait")
    folder = write_provable(tmp_path, reference=reference)

    (text,) = texts(proved(folder), folder)

    line = line_of(course.CHECKS, "return observe.call(Scale(3)")
    assert text.startswith(
        f"reference/{course.NAME}.py:{line_of(reference, 'self.wait')}: "
        "Scale.value.times_weight raises AttributeError: "
    ), (text, line)
    probe = f"{CHECKS_FILE}:{line_of(course.CHECKS, VALUE)}"
    assert text.endswith(f" on the reference: mend it, or what {probe} asks of it")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("return (layer(x) for x in draw.normal(2, 3))", "a generator: return a list"),
        ("return {'all': map(layer, [])}", "a map at ['all']: return a list"),
        ("return [layer]", "a Scale at [0]: return data"),
    ],
)
def test_a_probe_that_returns_no_data_is_told(
    proved: Prove, tmp_path: Path, line: str, said: str
) -> None:
    """Nothing agrees with what is no data, so every solution would lose the check."""
    folder = write_provable(tmp_path, checks=checks_with(line))

    (text,) = texts(proved(folder), folder)

    at = line_of(course.CHECKS, '@check("value", points=2')
    assert text == f"{CHECKS_FILE}:{at}: Scale.value.times_weight returns {said}"


@pytest.mark.parametrize(
    "line",
    [
        "return __import__('os').urandom(4).hex()",
        "return __import__('time').time()",
        "return id(layer)",
        "return layer.weight.data_ptr()",
        "return [layer(draw.normal(4, 3)), __import__('secrets').randbelow(2**30)]",
    ],
)
def test_a_probe_that_is_not_repeatable_is_told(
    proved: Prove, tmp_path: Path, line: str
) -> None:
    """What the seed does not decide, cannot be compared."""
    folder = write_provable(tmp_path, checks=checks_with(line))

    proof = proved(folder)

    assert texts(proof, folder) == [
        f"{CHECKS_FILE}:12: Scale.value.times_weight gives other results when it runs "
        "again with the same seed: let them depend on `draw`, not on the time, "
        "`os.urandom`, or where things lie in memory"
    ]
    assert proof.skipped == {"Scale": SCALE_FILES}


def test_the_global_random_state_is_repeatable(proved: Prove, tmp_path: Path) -> None:
    """It is seeded for every draw."""
    checks = checks_with(
        "import torch\n    return [layer(draw.normal(4, 3)), torch.rand(3)]"
    )

    assert proved(write_provable(tmp_path, checks=checks)).problems == []


def test_a_probe_that_breaks_under_another_seed_is_told(
    proved: Prove, tmp_path: Path
) -> None:
    """The reference runs under two seeds; the sentence names the one that failed."""
    seed = next(s for s in range(10**6) if drawn(s) == 1 and drawn(s + 1) == 0)
    checks = course.CHECKS.replace('"value")', '"value", draws=1)').replace(
        "return total(", "1 / draw.size(0, 1)\n    return total("
    )
    folder = write_provable(tmp_path, checks=checks)

    assert texts(proved(folder, seed=seed), folder) == [
        f"{CHECKS_FILE}:{line_of(checks, '1 / draw')}: total.value.sums_everything "
        f"raises ZeroDivisionError: division by zero on the reference (with seed "
        f"{seed + 1}): mend the probe"
    ]


def drawn(seed: int) -> int:
    """What the check above draws under a seed."""
    (of_draw,) = draw_seeds(seed, "total.value.sums_everything", 1)
    return Draw(of_draw).size(0, 1)


def test_a_comparison_that_fails_is_told_once(proved: Prove, tmp_path: Path) -> None:
    """It is no solution's fault."""
    checks = course.CHECKS.replace(
        '"value", points=2', '"value", points=2, compare=lambda mine, *rest: mine.wrong'
    )
    folder = write_provable(tmp_path, checks=checks)

    assert texts(proved(folder), folder) == [
        f"{CHECKS_FILE}:12: Scale.value.times_weight cannot be judged: the comparison "
        "failed: AttributeError: 'Array' object has no attribute 'wrong'"
    ]


def test_a_comparison_that_the_reference_loses_is_told(
    proved: Prove, tmp_path: Path
) -> None:
    """A check that nobody can pass is not asked of all solutions."""
    compare = (
        "lambda *both: __import__('grader.comparing.kinds', fromlist=['namings'])"
        ".namings({}, {'weight': 1})"
    )
    checks = course.CHECKS.replace(
        '"value", points=2', f'"value", points=2, compare={compare}'
    )
    folder = write_provable(tmp_path, checks=checks)

    (text,) = texts(proved(folder), folder)

    assert text.startswith(
        f"{CHECKS_FILE}:12: Scale.value.times_weight fails on the reference itself, "
        "with seed "
    )


def test_a_check_that_the_stub_passes_is_told_once(
    proved: Prove, tmp_path: Path
) -> None:
    """There are two stubs, and one thing to mend."""
    checks = course.CHECKS.replace(
        "return observe.call(total, draw.normal(2, 3))", "return callable(total)"
    )
    folder = write_provable(tmp_path, checks=checks)
    (folder / "wrong/total_number.py").unlink()

    stub, unproved = texts(proved(folder), folder)

    assert stub == (
        f"{CHECKS_FILE}:25: total.contract.can_be_called passes on the stub, so "
        "whoever writes nothing earns its points: let it use what students write"
    )
    assert unproved.startswith(
        f"{CHECKS_FILE}:25: total.contract.can_be_called is lost by no mistake: "
    )


def test_required_check_that_a_mistake_blocks_is_told(
    proved: Prove, tmp_path: Path
) -> None:
    """Who makes that mistake, too, would be let off; the author reads which it is."""
    required = '''
@check("rule", required=True)
def no_product(Scale, draw, observe):
    """It is written without a sum."""
    layer = draw.parameters(Scale(3))
    return observe.operators("^sum", lambda: layer(draw.normal(4, 3)))


@check("contract")
def can_be_called(total'''
    checks = checks_with(required, '\n@check("contract")\ndef can_be_called(total')
    folder = write_provable(tmp_path, checks=checks)
    put(
        folder,
        "wrong/scale_raises.py",
        "# exercise: Scale\n# mistake: it calls what there is not\n"
        "# loses: value.times_weight\n"
        + course.RIGHT.replace("X * self.weight", "X * self.wieght"),
    )

    proof = proved(folder)

    told = [text for text in texts(proof, folder) if "is required" in text]
    line = line_of(checks, '@check("rule')
    assert told == [
        f"{CHECKS_FILE}:{line}: Scale.rule.no_product is "
        "required, but Scale.value.times_weight blocks it in wrong/scale_raises.py, "
        "which earns 2 of 5 all the same: let its probe see what it asks for before "
        "that fails"
    ]


def test_checks_that_cannot_be_imported_are_one_problem(
    proved: Prove, tmp_path: Path
) -> None:
    """Nothing of the assignment is run."""
    checks = course.CHECKS.replace('"""All elements are added up."""', "pass")
    folder = write_provable(tmp_path, checks=checks)

    proof = proved(folder)

    (text,) = texts(proof, folder)
    at = line_of(checks, '@check("value")\ndef sums')
    assert text.startswith(f"{CHECKS_FILE}:{at}: sums_everything needs a docstring")
    assert proof.submissions == set()
