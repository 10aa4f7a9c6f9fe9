"""Every oddity is graded, graded with a warning, or refused with what to do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
import tracemalloc
from pathlib import Path

import pytest

from grader.errors import SubmissionError
from grader.submission import read_submission
from tests.malformed.oddities import (
    ANSWER,
    ASSIGNMENT,
    Oddity,
    Rule,
    every_oddity,
    script,
)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="links, pipes and these names need a Unix"
)

ZOO = every_oddity()
COURSE = Path(__file__).parents[2]


def place_of(oddity: Oddity, zoo: dict[str, Path]) -> Path:
    """Say where an oddity is."""
    if oddity.name not in zoo:
        pytest.skip("this user or this file system cannot make it")
    return zoo[oddity.name]


def outcome(path: Path) -> tuple[Rule, str]:
    """Read a submission as `grade batch` does; say what came of it."""
    try:
        found = read_submission(path, assignment=ASSIGNMENT, allow_link=False)
    except SubmissionError as error:
        said = str(error).replace("\n", " ")
        return Rule.REFUSED, said if error.fix else f"no fix for: {said}"
    said = "; ".join(finding.message for finding in found.warnings)
    return (Rule.WARNED, said) if said else (Rule.GRADED, "")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("oddity", ZOO, ids=lambda oddity: oddity.name)
def test_oddity_is_read_by_its_rule(oddity: Oddity, zoo: dict[str, Path]) -> None:
    """What an oddity says of itself comes true, in words that fit on a screen."""
    rule, said = outcome(place_of(oddity, zoo))

    assert (rule, said) == (oddity.rule, said)
    assert re.search(oddity.words, said), said
    assert not said.startswith("no fix")
    assert said.isprintable()
    assert len(said) < 700


@pytest.mark.rest
@pytest.mark.timeout(60)
@pytest.mark.parametrize("oddity", ZOO, ids=lambda oddity: oddity.name)
def test_oddity_takes_little_memory(oddity: Oddity, zoo: dict[str, Path]) -> None:
    """However large it makes itself, reading it stays within a known size."""
    path = place_of(oddity, zoo)
    tracemalloc.start()
    try:
        outcome(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < oddity.peak_mib * 2**20


def test_zoo_is_large_and_every_rule_is_in_it() -> None:
    """An import that goes missing does not make the zoo pass."""
    assert len(ZOO) >= 200
    assert {oddity.rule for oddity in ZOO} == set(Rule)


def test_reading_leaves_a_folder_as_it_was(zoo: dict[str, Path]) -> None:
    """Nothing is unpacked, written or removed beside what was handed in."""
    (folder,) = {path.parent for path in zoo.values()}
    before = snapshot(folder)
    for path in zoo.values():
        outcome(path)

    assert snapshot(folder) == before


def snapshot(folder: Path) -> list[tuple[str, int, int]]:
    """List all that is in a folder, with sizes and times of change."""
    return sorted(
        (os.path.join(at, name), status.st_size, status.st_mtime_ns)
        for at, folders, files in os.walk(folder)
        for name in (*folders, *files)
        for status in [os.lstat(os.path.join(at, name))]
    )


# With a limit of the system -------------------------------------------------

READ_ALL = textwrap.dedent(
    """\
    import json, resource, sys
    from pathlib import Path
    from tests.malformed.test_zoo import outcome
    import nbformat, nbformat.reader

    room, paths = int(sys.argv[1]), json.load(sys.stdin)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    size = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    found = {name: outcome(Path(path))[0].value for name, path in paths.items()}
    said = {name: outcome(Path(path))[1] for name, path in paths.items()}
    json.dump([found, said], sys.stdout)
    """
)


def read_within(room_mib: int, zoo: dict[str, Path]) -> list[dict[str, str]]:
    """Read paths in a process that may grow only so much."""
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(room_mib << 20)],
        input=json.dumps({name: str(path) for name, path in zoo.items()}),
        capture_output=True,
        text=True,
        check=True,
        timeout=90,
        cwd=COURSE,
    )
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.rest
@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS holds on Linux")
def test_zoo_is_read_in_little_memory(zoo: dict[str, Path]) -> None:
    """Memory that Python does not count is bounded, too: bombs stay packed."""
    paths = {name: path for name, path in zoo.items() if path.name.isprintable()}

    found, _ = read_within(100, paths)

    expected = {oddity.name: oddity.rule.value for oddity in ZOO}
    assert found == {name: expected[name] for name in paths}


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS holds on Linux")
def test_want_of_memory_is_a_sentence(zoo: dict[str, Path]) -> None:
    """Where even that is too much, the submission is refused and nothing crashes."""
    greedy = ("notebook_of_100000_cells", "huge_line", "zip_of_a_large_answer")

    found, said = read_within(3, {name: zoo[name] for name in greedy})

    assert set(found.values()) == {Rule.REFUSED.value}
    assert all("takes more memory to read than there is" in s for s in said.values())


# While it changes -------------------------------------------------------------


@pytest.mark.parametrize(("more", "rule"), [(10, Rule.GRADED), (6 << 20, Rule.REFUSED)])
def test_file_that_grows_is_read_up_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, rule: Rule
) -> None:
    """What is added after a file was looked at counts against the same limit."""
    path = script(tmp_path / "ann", ANSWER)
    real = os.fstat

    def grow(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        with path.open("a") as file:
            file.write("#" * more)
        return status

    monkeypatch.setattr(os, "fstat", grow)

    assert outcome(path)[0] is rule
