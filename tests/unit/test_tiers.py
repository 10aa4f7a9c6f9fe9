"""Which tests a command line runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.tiers import QUICK_EXAMPLES, sample, tier_of

PROJECT = Path(__file__).parents[2]
SUITE = """
import pytest
from hypothesis import given, settings, strategies

tried = []

def test_quick():
    pass

@pytest.mark.rest
def test_late():
    pass

@settings(max_examples=60, database=None)
@given(strategies.integers())
def test_any(number):
    tried.append(number)

def teardown_module():
    print(f"tried {len(tried)}")
"""
QUICK, REST = {"test_quick", "test_any"}, {"test_late", "test_any"}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Write a suite that is run by tiers as this one is."""
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\ntestpaths = .\nmarkers = rest\n")
    (tmp_path / "test_it.py").write_text(SUITE)
    return tmp_path


def run(suite: Path, *arguments: str) -> str:
    """Run pytest in a folder; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:grader", "-v", "-s", *arguments],
        cwd=suite,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("arguments", "expected", "examples"),
    [
        ([], QUICK, QUICK_EXAMPLES),
        (["--tier", "rest"], REST, 60),
        (["test_it.py"], QUICK | REST, 60),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_run_leaves_out_what_is_not_in_its_tier(
    suite: Path, arguments: list[str], expected: set[str], examples: int
) -> None:
    """Hypothesis tries in full what is not quick, and who names nothing is told."""
    out = run(suite, *arguments)

    assert set(re.findall(r"test_it\.py::(\w+)", out)) == expected
    assert f"tried {examples}\n" in out
    assert ("`--tier rest` runs the others" in out) is (not arguments)


@pytest.mark.rest
def test_workers_run_the_tier_of_the_command_line(suite: Path) -> None:
    """They are told no path, nor that none was named."""
    assert set(re.findall(r"test_it\.py::(\w+)", run(suite, "-n", "2"))) == QUICK


@pytest.mark.parametrize(
    ("option", "named", "tier"),
    [
        ({}, False, "quick"),
        ({}, True, "all"),
        ({"keyword": "attack"}, False, "all"),
        ({"markexpr": "gpu"}, False, "all"),
        ({"lf": True}, False, "all"),
        ({"tier": "quick"}, True, "quick"),
        ({"tier": "rest", "keyword": "attack"}, False, "rest"),
    ],
    ids=str,
)
def test_tier_is_quick_unless_tests_are_named(
    option: dict[str, Any], named: bool, tier: str
) -> None:
    """What is named runs whole, unless the option says otherwise."""
    nothing = {"tier": None, "keyword": "", "markexpr": "", "lf": False}
    sources = pytest.Config.ArgsSource
    config: Any = SimpleNamespace(
        option=SimpleNamespace(**nothing | option),
        args_source=sources.ARGS if named else sources.TESTPATHS,
    )

    assert tier_of(config) == tier


def test_sample_keeps_one_case_in_so_many() -> None:
    """The first case and every so many after it stay; the others are marked."""
    found = sample("abcde", 2)

    assert found[::2] == ["a", "c", "e"]
    assert all(case.marks[0].name == "rest" for case in found[1::2])
