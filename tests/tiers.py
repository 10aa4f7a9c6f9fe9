"""Which tests run when: the quick ones by default, the rest if asked for or named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import is_hypothesis_test, settings

QUICK, REST, ALL = "quick", "rest", "all"
TIERS = (QUICK, REST, ALL)
QUICK_EXAMPLES = 25

rest = pytest.mark.rest


def tier_of(config: pytest.Config) -> str:
    """Say what a command line asks for: all of what it names, or else what is quick."""
    option = config.option
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    picked = option.keyword or option.markexpr or getattr(option, "lf", False)
    return str(option.tier or (ALL if named or picked else QUICK))


def belongs(item: pytest.Item, tier: str) -> bool:
    """Whether a test is in a tier.

    Tests of hypothesis are in each: the rest tries more examples than the quick tier.
    """
    late = item.get_closest_marker("rest") is not None
    if tier == REST:
        return late or is_hypothesis_test(getattr(item, "obj", None))
    return tier == ALL or not late


def try_fewer_examples(item: pytest.Item) -> None:
    """Let hypothesis try a few examples, where a test asks for many.

    What a test asks for itself outweighs a profile, so it is changed at the test.
    """
    test: Any = getattr(item, "obj", None)
    if is_hypothesis_test(test):
        asked = test._hypothesis_internal_use_settings
        fewer = min(QUICK_EXAMPLES, asked.max_examples)
        test._hypothesis_internal_use_settings = settings(asked, max_examples=fewer)


def sample(cases: Iterable[Any], every: int) -> list[Any]:
    """Keep one case in so many, the first one too, in the quick tier.

    Args:
        cases: What a test is to be parametrized with.
        every: How far apart those that are kept stand; the others are of the rest.
    """
    return [
        pytest.param(case, marks=rest) if index % every else case
        for index, case in enumerate(cases)
    ]
