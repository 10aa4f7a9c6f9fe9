"""Which seed a run of `grade` has: the same while the same code fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.remembering.seeds import FILE
from tests import course
from tests.cli.command import Grade, written

pytestmark = pytest.mark.usefixtures("quickly")

Seed = Callable[..., int]


@pytest.fixture
def seed_of(
    grade: Grade, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Seed:
    """Grade code, with a cache of one's own and outside CI, and return the seed."""
    for name in ("CI", "GRADE_FRESH_SEED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(source: str, *options: str) -> int:
        (tmp_path / "ada.py").write_text(source)
        grade("ada.py", "-a", course.NAME, "-q", "--json", "r.json", *options)
        return written(tmp_path / "r.json").seed

    return run


def test_seed_is_kept_while_the_same_code_fails(seed_of: Seed) -> None:
    """Numbers change when the code does, and what passes meets new ones."""
    first = seed_of(course.WRONG)

    assert seed_of(course.WRONG) == first
    assert seed_of(course.RIGHT) != first
    assert seed_of(course.RIGHT) != seed_of(course.RIGHT)
    assert seed_of(course.WRONG) == first


@pytest.mark.parametrize("how", ["--fresh-seed", "GRADE_FRESH_SEED", "CI"])
def test_fresh_seed_is_drawn_and_not_kept(
    seed_of: Seed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """By the option, the variable, or where CI says that it is one, by any word."""
    options = [how] if how.startswith("--") else []
    if not options:
        monkeypatch.setenv(how, "woodpecker" if how == "CI" else "1")

    assert seed_of(course.WRONG, *options) != seed_of(course.WRONG, *options)
    assert not (tmp_path / "cache").exists()


def test_seed_that_is_given_counts_and_is_not_kept(seed_of: Seed) -> None:
    """Whatever is remembered stays as it was."""
    first = seed_of(course.WRONG)

    assert seed_of(course.WRONG, "--seed", "5") == 5
    assert seed_of(course.WRONG) == first


def test_nothing_of_the_code_is_kept(seed_of: Seed, tmp_path: Path) -> None:
    """A digest and a number, in the cache alone."""
    before = sorted(tmp_path.rglob("*"))
    seed = seed_of(course.WRONG)

    (kept,) = (tmp_path / "cache").rglob(FILE)
    digest = kept.read_text().split('"')[1]
    assert kept.read_text() == f'{{"{digest}":{seed}}}'
    assert len(digest) == 64
    new = {path for path in tmp_path.rglob("*") if "cache" not in path.parts}
    assert new == {*before, tmp_path / "r.json"}
