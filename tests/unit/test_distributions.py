"""Rules of the comparison of initial values, and the power that it promises."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.comparing.agreement import Mismatch
from grader.comparing.distributions import FEWEST, distributions
from grader.comparing.observation import Array, Observation
from grader.comparing.two_samples import Sample, Trait, differences, excesses
from grader.errors import AssignmentError
from grader.results import Kind
from tests.observed import array

NAN, INF = math.nan, math.inf
SIGMAS = 3.0902  # a normal variable lies above -SIGMAS in 99.9 % of cases
Rng = np.random.Generator
Draw = Callable[[Rng, int], Sample]


def normal(seed: int, size: int = FEWEST, scale: float = 1.0) -> Array:
    """Draw a tensor from N(0, scale squared)."""
    return array(np.random.default_rng(seed).normal(0, scale, size))


def found(student: Observation, reference: Observation) -> Mismatch:
    """Return a disagreement that must be there."""
    mismatch = distributions(student, reference)
    assert mismatch is not None
    return mismatch


# --- level --------------------------------------------------------------------


def standard(rng: Rng, size: int) -> Sample:
    """Draw from N(0, 1)."""
    return rng.normal(size=size)


def uniform(rng: Rng, size: int) -> Sample:
    """Draw from the uniform distribution with the moments of N(0, 1)."""
    return rng.uniform(-math.sqrt(3), math.sqrt(3), size)


def cauchy(rng: Rng, size: int) -> Sample:
    """Draw from a distribution without any moments."""
    return rng.standard_cauchy(size)


def rare(rng: Rng, size: int) -> Sample:
    """Draw zeros, and a few ones."""
    return (rng.random(size) < 0.01).astype(float)


@pytest.mark.parametrize("draw", [standard, uniform, cauchy, rare])
@pytest.mark.parametrize("sizes", [(40, 40), (300, 900)])
def test_equal_distributions_differ_no_more_often_than_the_level_says(
    draw: Draw, sizes: tuple[int, int]
) -> None:
    """Normal or without moments, few or many: false alarms keep to any level."""
    rng, level, rounds = np.random.default_rng(0), 0.2, 300

    alarms = sum(
        bool(differences(draw(rng, sizes[0]), draw(rng, sizes[1]), level))
        for _ in range(rounds)
    )

    assert alarms <= level * rounds


@pytest.mark.parametrize(
    ("one", "other", "trait", "excess"),
    [
        ([0.0] * 100, [1.0] * 100, Trait.MEAN, 10 / math.sqrt(2 * math.log(2e8))),
        (
            [-1.0, 1.0] * 50,
            [-2.0, 2.0] * 50,
            Trait.DEVIATION,
            10 / math.sqrt(2 * math.log(2e8)),
        ),
        ([0.0] * 100, [1.0] * 100, Trait.ENDS, 100 / math.log2(4e8)),
        ([0.0] * 100, [1.0] * 100, Trait.SHAPE, 1 / math.sqrt(math.log(2e8) / 100)),
        ([0.0] * 100, range(100), Trait.REPEATS, 99 / math.sqrt(100 * math.log(1e8))),
    ],
)
def test_bounds_are_those_of_their_sources(
    one: list[float], other: list[float], trait: Trait, excess: float
) -> None:
    """Each of six tests has a sixth of the level, by the formula that it cites."""
    samples = np.array(one), np.array(other, dtype=float)

    assert excesses(*samples, level=6e-8)[trait] == pytest.approx(excess)


def test_equal_seeds_with_other_rounding_are_equal() -> None:
    """The same draws, computed with other rounding, are no other distribution."""
    reference = normal(1)

    assert (
        distributions({"w": array(reference.values * 1.00001)}, {"w": reference})
        is None
    )


# --- power: every line of the docstring's table ---------------------------------


def cut(end: float) -> Draw:
    """Draw from N(0, 1) anew until within some deviations."""

    def draw(rng: Rng, size: int) -> Sample:
        values = rng.normal(size=2 * size)
        return values[np.abs(values) < end][:size]

    return draw


def copied(rng: Rng, size: int) -> Sample:
    """Draw from N(0, 1), and then every twentieth is a copy."""
    values = rng.normal(size=size)
    return np.concatenate([values[size // 20 :], values[-(size // 20) :]])


def followed(rng: Rng, size: int) -> Sample:
    """Draw from N(0, 1), each correlated by 0.2 with the one before."""
    values = rng.normal(size=size)
    for i in range(1, size):
        values[i] = 0.2 * values[i - 1] + math.sqrt(1 - 0.04) * values[i]
    return values


POWER: dict[str, tuple[Draw, int, Trait]] = {
    "mean 0.15": (lambda r, n: r.normal(0.15, 1, n), 10_000, Trait.MEAN),
    "mean 0.1": (lambda r, n: r.normal(0.1, 1, n), 17_000, Trait.MEAN),
    "0.9": (lambda r, n: r.normal(0, 0.9, n), 10_000, Trait.DEVIATION),
    "1.1": (lambda r, n: r.normal(0, 1.1, n), 10_000, Trait.DEVIATION),
    "0.95": (lambda r, n: r.normal(0, 0.95, n), 40_000, Trait.DEVIATION),
    "1.05": (lambda r, n: r.normal(0, 1.05, n), 40_000, Trait.DEVIATION),
    "cut at 2": (cut(2), 2500, Trait.ENDS),
    "clamped at 2": (lambda r, n: r.normal(size=n).clip(-2, 2), 2500, Trait.ENDS),
    "cut at 3": (cut(3), 40_000, Trait.ENDS),
    "clamped at 3": (lambda r, n: r.normal(size=n).clip(-3, 3), 40_000, Trait.ENDS),
    "uniform": (uniform, 1500, Trait.ENDS),
    "Laplace": (lambda r, n: r.laplace(0, math.sqrt(0.5), n), 10_000, Trait.SHAPE),
    "copies": (copied, 10_000, Trait.REPEATS),
    "in an order": (followed, 10_000, Trait.ORDER),
}


def margin(draw: Draw, size: int, trait: Trait) -> float:
    """How many of its own deviations a test's statistic lies above its bound."""
    rng = np.random.default_rng(7)
    values = [
        excesses(draw(rng, size), rng.normal(size=size))[trait] for _ in range(16)
    ]
    return float((np.mean(values) - 1) / (np.std(values, ddof=1) + 1e-9))


@pytest.mark.parametrize(("draw", "size", "trait"), POWER.values(), ids=POWER)
def test_a_deviation_is_seen_with_the_elements_that_are_promised(
    draw: Draw, size: int, trait: Trait
) -> None:
    """It is seen in 99.9 % of cases; with a third of the elements it is not."""
    assert margin(draw, size, trait) > SIGMAS
    assert margin(draw, size // 3, trait) < SIGMAS


# --- what differs, in words -------------------------------------------------------


def drawn(draw: Draw, size: int = FEWEST) -> Array:
    """Draw a tensor."""
    return array(draw(np.random.default_rng(99), size))


@pytest.mark.parametrize(
    ("student", "difference"),
    [
        (normal(1, scale=0.9), "starts with standard deviation 0.9 instead of 1"),
        (normal(1, scale=1.1), "starts with standard deviation 1.1 instead of 1"),
        (normal(1, scale=0.01), "starts with standard deviation 0.01 instead of 1"),
        (normal(1, 90_000, 0.96), "starts with standard deviation 0.96 instead of 1"),
        (drawn(lambda r, n: r.normal(0.2, 1, n)), "starts with mean 0.2 instead of 0"),
        (drawn(lambda r, n: r.random(n)), "starts with mean 0.5 instead of 0"),
        (drawn(cut(2)), "is cut off at -2 and 2"),
        (drawn(lambda r, n: r.normal(size=n).clip(-2, 2)), "is cut off at -2 and 2"),
        (drawn(lambda r, n: r.normal(size=n).clip(max=1)), "is cut off at 1"),
        (drawn(lambda r, n: np.abs(r.normal(size=n))), "is cut off at 0"),
        (drawn(uniform), "is distributed otherwise"),
        (drawn(lambda r, n: r.laplace(0, 0.5**0.5, n)), "is distributed otherwise"),
        (
            drawn(lambda r, n: np.tile(r.normal(size=n // 10), 10)),
            "repeats values: 1000 of 10000 are different",
        ),
        (
            drawn(lambda r, n: np.sort(r.normal(size=(n // 4, 4)), axis=0).ravel()),
            "holds values in an order: each should be a draw of its own",
        ),
        (
            array(np.zeros(FEWEST)),
            "starts at 0 everywhere, instead of with random values",
        ),
        (
            array(np.full(FEWEST, NAN)),
            "starts with values that are not finite",
        ),
        (array([INF, *np.ones(FEWEST)]), "starts with values that are not finite"),
    ],
)
def test_the_headline_says_what_differs(student: Array, difference: str) -> None:
    """Constants, other moments, cuts, other families and copies are each named."""
    for seed in range(5):
        mismatch = found({"w": student}, {"w": normal(1000 + seed, 90_000)})

        assert mismatch.message == f"`w` {difference}"
        assert (mismatch.aspect, mismatch.subject) == (Kind.INIT, "w")
        assert mismatch.expected is not None
        assert mismatch.expected.text.startswith("mean ")


def test_what_differs_is_counted_in_the_same_bins() -> None:
    """All finite values are; of nothing finite there is nothing to count."""
    student = drawn(lambda r, n: r.uniform(-1, 1, size=n))

    mismatch = found({"w": student}, {"w": normal(1)})
    nowhere = found({"w": array(np.full(FEWEST, NAN))}, {"w": normal(1)})

    sides = [mismatch.expected, mismatch.found]
    bins = [side.histogram for side in sides if side is not None]
    assert None not in bins
    wanted, got = bins
    assert wanted is not None
    assert got is not None
    assert (wanted.low, wanted.high) == (got.low, got.high)
    assert sum(wanted.shares) == pytest.approx(1, abs=1e-3)
    assert sum(got.shares) == pytest.approx(1, abs=1e-3)
    assert wanted.shares[0] > got.shares[0] == 0
    assert nowhere.expected is not None
    assert nowhere.expected.histogram is None


def test_values_in_an_order_are_right_where_the_references_are() -> None:
    """Whoever declares what is not drawn one by one is not refused for it."""
    one, other = (array(np.sort(normal(seed).values)) for seed in (1, 2))

    assert distributions({"w": one}, {"w": other}) is None


def test_huge_values_have_a_headline_too() -> None:
    """Moments that overflow break nothing."""
    student = array(np.random.default_rng(0).normal(size=FEWEST) * 1e300, "float64")

    assert found({"w": student}, {"w": normal(1)}).aspect is Kind.INIT


def test_digits_are_as_fine_as_the_distribution() -> None:
    """A mean is told to a tenth of the deviation, however small that is."""
    reference = array(np.random.default_rng(0).normal(0.5, 0.001, 90_000), "float64")
    student = array(np.random.default_rng(1).normal(0.5002, 0.001, 90_000), "float64")

    message = found({"w": student}, {"w": reference}).message

    assert message == "`w` starts with mean 0.5002 instead of 0.5"


def test_a_narrower_dtype_is_not_a_matter_of_repeated_values() -> None:
    """Half precision has fewer values, which is for a dtype check to say."""
    halves = array(normal(1, 50_000).values.astype("f2"), "float16")

    assert distributions({"w": halves}, {"w": normal(2, 50_000)}) is None
    widened = array(halves.values, "float32")
    assert "repeats" in found({"w": widened}, {"w": normal(2, 50_000)}).message


def test_complex_values_are_compared_by_both_parts() -> None:
    """An imaginary part that is distributed otherwise is seen."""
    real, other = normal(1).values, normal(2).values
    reference = array(normal(3).values + 1j * normal(4).values, "complex64")

    assert (
        distributions({"w": array(real + 1j * other, "complex64")}, {"w": reference})
        is None
    )
    assert found({"w": array(real + 2j * other, "complex64")}, {"w": reference})


# --- constants --------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 4, 500])
def test_constants_are_compared_as_constants(size: int) -> None:
    """However few elements: ones are ones, within rounding, and no draws are."""
    ones = {"gamma": array(np.ones(size))}

    assert distributions(ones, ones) is None
    assert distributions({"gamma": array(np.full(size, 1 + 1e-6))}, ones) is None
    twos = found({"gamma": array(np.full(size, 2.0))}, ones)
    assert twos.message == "`gamma` starts at 2 instead of 1"
    close = found({"gamma": array(np.full(size, 1.001))}, ones)
    assert close.message == "`gamma` starts at 1.001 instead of 1"
    assert found({"gamma": array(np.full(size, NAN))}, ones).aspect is Kind.INIT


def test_no_sample_passes_for_a_constant() -> None:
    """Four draws are no ones, and neither are ones with one exception."""
    ones = {"gamma": array(np.ones(4))}

    for values in (normal(0, 4), array([1.0, 1.0, 1.0, 1.1])):
        message = found({"gamma": values}, ones).message
        assert message == "`gamma` does not start at 1 everywhere"


def test_constants_and_samples_are_told_apart_under_each_name() -> None:
    """Beside drawn weights, a bias of zeros is compared as a constant."""
    reference = {"w": normal(0), "b": array(np.zeros(3))}

    assert distributions({"w": normal(1), "b": array(np.zeros(3))}, reference) is None
    assert found({"w": normal(1), "b": normal(2, 3)}, reference).subject == "b"
    zeros = {"w": array(np.zeros(FEWEST)), "b": array(np.zeros(3))}
    assert found(zeros, reference).subject == "w"


# --- two instances, and rows --------------------------------------------------------


def test_differences_show_what_a_sample_hides() -> None:
    """Seeded instances, and rows that repeat, are distributed as they should be."""

    def seen(first: Array, second: Array) -> dict[str, Any]:
        difference = array(first.values - second.values)
        return {"w": first, "w of two": difference}

    reference = seen(normal(1), normal(2))

    assert distributions(seen(normal(3), normal(4)), reference) is None
    seeded = found(seen(normal(3), normal(3)), reference)
    assert seeded.message.startswith("`w of two` starts at 0 everywhere")
    signed = array(-normal(3).values)
    assert (
        "deviation 2 instead of 1.4"
        in found(seen(normal(3), signed), reference).message
    )


# --- sizes ------------------------------------------------------------------------


def test_a_reference_of_too_few_elements_is_the_authors_fault() -> None:
    """The author is told how many elements there are, and how many are needed."""
    reference = {"w": normal(0), "b": normal(1, FEWEST - 1)}

    for student in (reference, {}, {"w": normal(2)}):
        with pytest.raises(AssignmentError, match="`b` has 9999 elements") as error:
            distributions(student, reference)
        assert "draw 10000 or more" in error.value.fix
    assert distributions({"w": normal(3)}, {"w": normal(0)}) is None


def test_a_reference_that_is_not_finite_is_the_authors_fault() -> None:
    """No distribution is compared with NaN among the reference's values."""
    reference = {"w": array([NAN, *normal(0).values])}

    with pytest.raises(AssignmentError, match="not finite"):
        distributions(reference, reference)


def test_distributions_may_have_other_shapes() -> None:
    """A transposed, shorter or longer tensor is judged by its values alone."""
    matrix = array(np.random.default_rng(0).normal(0, 1, (60, 200)))

    assert distributions({"w": matrix}, {"w": normal(1, 12_000)}) is None
    assert distributions({"w": normal(2, 11_000)}, {"w": matrix}) is None
    assert distributions({"w": normal(2, 90_000)}, {"w": matrix}) is None


def test_of_a_few_elements_no_distribution_is_told() -> None:
    """Few elements could be of any distribution, and so are not of the right one."""
    many = {"w": normal(1), "b": array(np.zeros(3))}

    few = found({"w": normal(3, FEWEST - 1), "b": array(np.zeros(3))}, many)

    assert few.message == "`w` has another size"
    assert few.aspect is Kind.SHAPE


def test_one_small_tensor_among_larger_ones_is_judged_by_what_it_shows() -> None:
    """A bias of another shape is lost by the naming check, and not here as well."""
    many = {"w": normal(1), "b": normal(2)}

    assert distributions({"w": normal(3), "b": normal(4, 15)}, many) is None
    assert found({"w": normal(3), "b": array(np.zeros(15))}, many).subject == "b"


def test_far_too_many_elements_are_not_even_sorted() -> None:
    """A tensor much larger than the reference's takes no time of the judge's."""
    huge = found({"w": array(np.zeros(65 * FEWEST))}, {"w": normal(2)})

    assert huge.message == "`w` has another size"


# --- what is no sample --------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "aspect"),
    [
        ({}, Kind.NAMING),
        ({"w": None}, Kind.NAMING),
        ({"w": array([])}, Kind.NAMING),
        (None, Kind.CONTRACT),
        (array([1.0]), Kind.CONTRACT),
    ],
)
def test_what_is_not_there_has_no_distribution(
    student: Observation, aspect: Kind
) -> None:
    """A missing or empty tensor fails, and not by its distribution."""
    assert found(student, {"w": normal(0)}).aspect is aspect


def test_what_is_no_tensor_is_compared_as_it_is() -> None:
    """A count, or an empty tensor, beside the drawn ones must agree."""
    reference = {"layers": 3, "empty": array(np.zeros((0, 5))), "w": normal(0)}

    assert distributions(reference, reference) is None
    assert found({**reference, "layers": 4}, reference)
    assert found({**reference, "empty": array([1.0])}, reference)
    assert found({**reference, "w": array(np.ones(FEWEST))}, reference)
