"""Rules of what is not proved again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import caches
from grader.assignment import load_assignment
from grader.caches import default_folder
from grader.validating import prove
from grader.validating.cache import ProofCache
from tests import course
from tests.validating.provable import (
    FILES,
    REFERENCE,
    SEED,
    WRONG,
    Prove,
    labelled,
    put,
    write_provable,
)

pytestmark = [pytest.mark.sandbox, pytest.mark.rest]


@pytest.fixture
def cache(tmp_path: Path) -> ProofCache:
    """An empty cache."""
    return ProofCache(tmp_path / "cache")


@pytest.fixture
def folder(tmp_path: Path, proved: Prove, cache: ProofCache) -> Path:
    """An assignment that is proved already."""
    folder = write_provable(tmp_path / "course")
    assert len(proved(folder, cache=cache).run) == FILES
    return folder


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    """Forget what the grader's own files held."""
    yield
    caches.ground.cache_clear()


def test_what_has_not_changed_is_not_run(folder: Path, cache: ProofCache) -> None:
    """No sandbox is even started, and the numbers are the same."""

    def refuse(_: object) -> None:
        raise AssertionError

    (proof,) = prove(
        [load_assignment(folder)],
        refuse,  # type: ignore[arg-type]
        seed=SEED,
        cache=cache,
    )

    assert proof.problems == []
    assert (len(proof.submissions), proof.run) == (FILES, set())
    assert (proof.wrong.fine, proof.alone) == (len(WRONG), len(WRONG))


def test_a_labelled_file_that_changes_is_run_alone(
    folder: Path, cache: ProofCache, proved: Prove
) -> None:
    """The reference and its neighbours are as they were."""
    path = folder / "wrong/scale_adds.py"
    path.write_text(path.read_text() + "\n# later\n")

    proof = proved(folder, cache=cache)

    assert (proof.problems, proof.run) == ([], {str(path)})


def test_a_file_that_moves_from_wrong_to_right_is_run(
    folder: Path, cache: ProofCache, proved: Prove
) -> None:
    """Where a file lies is part of what it must do."""
    (folder / "wrong/scale_adds.py").rename(folder / "right/scale_adds.py")

    proof = proved(folder, cache=cache)

    assert proof.run == set()  # its header is refused before
    assert "move it to wrong/" in proof.problems[0].text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("assignment.toml", course.SETTINGS + "[limits]\nprocesses = 63\n"),
        ("checks.py", course.CHECKS + "\nLATER = 1\n"),
        ("../../reference/shapes.py", REFERENCE + "\nLATER = 1\n"),
    ],
)
def test_what_all_rests_on_proves_nothing_once_it_changes(
    folder: Path, cache: ProofCache, proved: Prove, name: str, text: str
) -> None:
    """Settings, checks and reference decide everything."""
    (folder / name).write_text(text)

    assert len(proved(folder, cache=cache).run) == FILES


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("assignment.toml", course.SETTINGS.replace("A sum", "A total")),
        (
            "checks.py",
            course.CHECKS.replace("total(draw.normal(4", "total(draw.normal(5"),
        ),
        ("../../reference/shapes.py", REFERENCE.replace("X.sum()", "X.sum() + 0")),
    ],
)
def test_what_one_exercise_rests_on_proves_nothing_for_it_alone(
    folder: Path, cache: ProofCache, proved: Prove, name: str, text: str
) -> None:
    """Its neighbour stays proved."""
    (folder / name).write_text(text)

    run = {Path(where).name for where in proved(folder, cache=cache).run}

    assert {name for name in run if name.startswith("scale_")} == set()
    assert {"total_plain.py", "total_mean.py", "total_number.py"} <= run


def test_comments_rest_on_nothing(
    folder: Path, cache: ProofCache, proved: Prove
) -> None:
    """Outcomes do not depend on them."""
    (folder / "checks.py").write_text(course.CHECKS + "\n# later\n")

    assert proved(folder, cache=cache).run == set()


def test_another_grader_proves_anew(
    folder: Path,
    cache: ProofCache,
    proved: Prove,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So do other versions of Python, torch and numpy."""
    monkeypatch.setattr(caches, "ground", lambda: ("another",))

    assert len(proved(folder, cache=cache).run) == FILES


def test_another_isolation_proves_anew(
    folder: Path, cache: ProofCache, proved: Prove
) -> None:
    """What is confined less may do more."""
    assert len(proved(folder, cache=ProofCache(cache._folder, "plain")).run) == FILES


def test_failures_are_not_remembered(
    folder: Path, cache: ProofCache, proved: Prove
) -> None:
    """A file that does otherwise is graded until it is mended."""
    put(folder, "right/double.py", labelled("total", "", "def total(X):\n    return 2"))

    for _ in range(2):
        proof = proved(folder, cache=cache)
        assert proof.run == {str(folder / "right/double.py")}
        assert len(proof.problems) == 1


def test_a_broken_probe_is_not_remembered(
    folder: Path, cache: ProofCache, proved: Prove
) -> None:
    """Its exercise is looked at again; that of its neighbour is not."""
    checks = folder / "checks.py"
    checks.write_text(course.CHECKS.replace("total(draw.normal", "total(draw.norml"))
    proved(folder, cache=cache)

    proof = proved(folder, cache=cache)

    assert [problem.where for problem in proof.problems] == [f"{checks}:34"]
    assert proof.run == {str(proof.assignment.reference_path)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b"{}",
        b'{"rests_on": 1, "reference": true, "lost": {}}',
        b'{"rests_on": "x", "reference": true, "lost": {}, "more": 1}',
    ],
)
def test_a_broken_cache_is_no_cache(
    folder: Path, cache: ProofCache, proved: Prove, content: bytes
) -> None:
    """What cannot be read is proved, and written anew."""
    assert cache._folder is not None
    files = sorted(cache._folder.iterdir())
    for file in files:
        file.write_bytes(content)

    assert len(proved(folder, cache=cache).run) == FILES
    assert proved(folder, cache=cache).run == set()
    assert sorted(cache._folder.iterdir()) == files


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path, proved: Prove) -> None:
    """Proving goes on without."""
    (tmp_path / "file").touch()
    folder = write_provable(tmp_path / "course")

    assert proved(folder, cache=ProofCache(tmp_path / "file")).problems == []


def test_the_cache_lies_where_the_system_keeps_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`XDG_CACHE_HOME` decides, else the platform."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "pytorch-course-grader"

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("sys.platform", "linux")
    assert default_folder() == Path.home() / ".cache" / "pytorch-course-grader"
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_folder().parent == Path.home() / "Library" / "Caches"
