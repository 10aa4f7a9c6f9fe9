"""Rules of seeds that are kept while code fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.remembering.seeds import FILE, MAX_KEPT, kept_seeds
from grader.seeds import SEED_BITS
from tests.course import submitted as submit


def test_a_seed_is_found_under_its_code_until_it_is_forgotten(tmp_path: Path) -> None:
    """Other code has none, and what is kept last counts."""
    seeds = kept_seeds(tmp_path)
    seeds.keep("a", 1)
    seeds.keep("b", 2)
    seeds.keep("a", 3)

    assert [kept_seeds(tmp_path).find(name) for name in "abc"] == [3, 2, None]

    seeds.forget("a")
    assert [seeds.find(name) for name in "ab"] == [None, 2]


def test_few_seeds_are_kept(tmp_path: Path) -> None:
    """The oldest ones make room."""
    seeds = kept_seeds(tmp_path)
    for number in range(MAX_KEPT + 2):
        seeds.keep(f"{number}", number)

    assert seeds.find("1") is None
    assert seeds.find("2") == 2


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b'{"a": -1}', b'{"a": "b"}', b" " * (1 << 17)]
)
def test_a_file_that_is_no_file_of_ours_holds_nothing(
    tmp_path: Path, content: bytes
) -> None:
    """It is written anew."""
    (tmp_path / FILE).write_bytes(content)
    seeds = kept_seeds(tmp_path)

    assert seeds.find("a") is None
    seeds.keep("a", (1 << SEED_BITS) - 1)
    assert seeds.find("a") == (1 << SEED_BITS) - 1


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """Grading goes on without."""
    (tmp_path / "file").touch()
    seeds = kept_seeds(tmp_path / "file" / "folder")

    seeds.keep("a", 1)
    assert seeds.find("a") is None


def test_code_is_told_by_what_is_run() -> None:
    """Its text and where it stands: a file's name is seen in a traceback."""
    assert submit("x = 1").code == submit("x = 1").code
    assert submit("x = 1").code != submit("x = 2").code
