"""Archives are read like folders: the same choice, and nothing gets out."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.submission import Submission, read_submission, tars
from grader.submission.names import ending, is_litter, listing, shown, stem

STUB = "class MyLinear:\n    def forward(self, X):\n        raise NotImplementedError\n"
ANSWER = "class MyLinear:\n    def forward(self, X):\n        return X\n"
PACK_AGAIN = "and pack it again without the others"

Pack = Callable[[dict[str, str]], bytes]


def zipped(files: dict[str, str]) -> bytes:
    """Make a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def tarred(files: dict[str, str], mode: str = "") -> bytes:
    """Make a tar."""
    buffer = io.BytesIO()
    with tarfile.open(None, f"w:{mode}", buffer) as archive:  # type: ignore[call-overload]
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return buffer.getvalue()


def tar_gz(files: dict[str, str]) -> bytes:
    """Make a compressed tar."""
    return tarred(files, "gz")


PACKERS = {".zip": zipped, ".tar": tarred, ".tar.gz": tar_gz, ".tgz": tar_gz}
every_kind = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items())


def write(folder: Path, suffix: str, data: bytes) -> Path:
    """Write what Ada hands in."""
    path = folder / f"ada{suffix}"
    path.write_bytes(data)
    return path


def read(path: Path) -> Submission:
    """Read as a submission to `layers`."""
    return read_submission(path, assignment="layers")


@every_kind
def test_archive_is_read_like_the_file_in_it(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    """The id is the archive's name, labels and hashes are those of the file."""
    path = write(tmp_path, suffix, pack({"hw/layers.py": ANSWER, "hw/data.csv": "1"}))

    found = read(path)

    assert found.id == "ada"
    assert [unit.label for unit in found.units] == ["hw/layers.py"]
    assert found.units[0].source == ANSWER
    assert found.files[0].path == "hw/layers.py"
    assert found.files[0].sha256 == hashlib.sha256(ANSWER.encode()).hexdigest()
    assert found.warnings == ()


@every_kind
def test_of_several_members_the_named_one_counts(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    """As in a folder; tests, checks and hidden files are no answers."""
    others = dict.fromkeys(("notes.py", "checks.py", ".layers.py", "b/layers.py"), "x")

    found = read(write(tmp_path, suffix, pack(others | {"Layers.py": ANSWER})))

    assert found.units[0].label == "Layers.py"


@every_kind
def test_pair_in_an_archive_is_chosen_between_as_in_a_folder(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    """The written one is graded, and a warning says so."""
    data = pack({"layers.py": STUB, "layers.ipynb": "", "a.txt": "x"})

    found = read(write(tmp_path, suffix, data))

    assert [finding.message for finding in found.warnings] == [
        "layers.py was graded, in which parts are not written; not graded: "
        "layers.ipynb (file is empty)"
    ]


@every_kind
def test_what_cannot_be_chosen_is_to_be_packed_again(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    """Nobody can name a file in an archive on the command line."""
    path = write(tmp_path, suffix, pack({"a.py": ANSWER, "b.py": ANSWER}))

    with pytest.raises(SubmissionError, match="2 files could be the answer") as caught:
        read(path)

    assert caught.value.where == f"ada{suffix}"
    assert caught.value.fix == f"name yours layers.py or layers.ipynb, {PACK_AGAIN}"


@every_kind
def test_archive_without_an_answer_says_what_it_holds(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    """So that a wrong archive is recognised at once."""
    path = write(tmp_path, suffix, pack({"report.pdf": "x", "src/a.txt": "x"}))

    with pytest.raises(SubmissionError, match=r"archive, only report\.pdf, src/"):
        read(path)


@every_kind
def test_file_of_the_greatest_size_is_read_and_no_larger_one(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    """The limit is that of any other source."""
    limit = 5 * 1024 * 1024
    path = write(tmp_path, suffix, pack({"layers.py": "#" * limit}))
    assert len(read(path).units[0].source) == limit

    write(tmp_path, suffix, pack({"layers.py": "#" * (limit + 1)}))
    with pytest.raises(SubmissionError, match=r"layers\.py: file is larger than 5 MiB"):
        read(path)


@pytest.mark.parametrize(
    ("depth", "is_read"), [(0, True), (1, True), (8, True), (9, False)]
)
@pytest.mark.parametrize("packed", [False, True])
def test_folders_around_the_answer_are_passed_through(
    tmp_path: Path, depth: int, is_read: bool, packed: bool
) -> None:
    """Packing and unpacking add folders; litter beside them does not count."""
    name = "a/" * depth + "layers.py"
    path = tmp_path / "ada"
    if packed:
        path = write(tmp_path, ".zip", zipped({name: ANSWER, "__MACOSX/._x": "x"}))
    else:
        (path / name).parent.mkdir(parents=True)
        (path / name).write_text(ANSWER)
        (path / ".DS_Store").touch()

    if is_read:
        assert read(path).units[0].label == name
    else:
        with pytest.raises(SubmissionError, match="only a/"):
            read(path)


def test_archive_that_unpacks_to_nothing_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is packed is counted, too: blocks of a gzip may be empty."""
    monkeypatch.setattr(tars, "MAX_PACKED_BYTES", 1 << 20)
    header, empty_block = gzip.compress(b"")[:10], b"\0\0\0\xff\xff"
    path = write(tmp_path, ".tar.gz", header + empty_block * (1 << 20))

    with pytest.raises(SubmissionError, match="archive holds more than 100 MiB"):
        read(path)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    suffix=st.sampled_from(list(PACKERS)),
    edits=st.lists(
        st.tuples(st.integers(0, 100_000), st.binary(max_size=6)), max_size=6
    ),
    cut=st.none() | st.integers(0, 3000),
)
def test_any_damage_is_read_or_refused(
    tmp_path: Path, suffix: str, edits: list[tuple[int, bytes]], cut: int | None
) -> None:
    """No archive raises anything but SubmissionError, and all say what to do."""
    files = {"hw/": "", "hw/layers.py": ANSWER, "hw/" + "long" * 60: "x", "b.zip": "x"}
    data = bytearray(PACKERS[suffix](files))
    for at, new in edits:
        at %= len(data)
        data[at : at + len(new)] = new
    path = write(tmp_path, suffix, bytes(data[:cut]))
    try:
        read(path)
    except SubmissionError as exc:
        assert exc.fix  # noqa: PT017 - either outcome is right


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from([b"0", b"5", b"1", b"2", b"L", b"K", b"x", b"g", b"S"]),
            st.integers(-600, 600),
            st.binary(max_size=600),
        ),
        max_size=6,
    )
)
def test_any_row_of_headers_is_read_or_refused(
    tmp_path: Path, headers: list[tuple[bytes, int, bytes]]
) -> None:
    """Types and sizes that do not fit together end the reading, and nothing else."""
    data = b""
    for kind, size, content in headers:
        info = tarfile.TarInfo("layers.py")
        info.type, info.size = kind, size
        data += info.tobuf(tarfile.GNU_FORMAT)
        data += content + bytes(-len(content) % tarfile.BLOCKSIZE)
    path = write(tmp_path, ".tar", data + bytes(1024))
    try:
        read(path)
    except SubmissionError as exc:
        assert exc.fix  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("ann.py", "ann", ".py"),
        ("ann.TAR.GZ", "ann", ".tar.gz"),
        ("ann.tar.py", "ann.tar", ".py"),
        ("ann.v2.zip", "ann.v2", ".zip"),
        ("ann.py.gz", "ann.py", ".gz"),
        (".tar.gz", "", ".tar.gz"),
        (".py", ".py", ""),
        ("ann.", "ann.", ""),
        ("ann", "ann", ""),
        ("", "", ""),
    ],
)
def test_names_are_taken_apart(name: str, first: str, last: str) -> None:
    """Only compressed tars have an ending of two parts."""
    assert (stem(name), ending(name)) == (first, last)


def test_litter_is_told_from_work() -> None:
    """Hidden files and what systems leave behind are nobody's work."""
    assert all(map(is_litter, (".git", "__MACOSX", "Thumbs.db", "._a", "__pycache__")))
    assert not any(map(is_litter, ("a.py", "__init__.py", "thumbs")))


def test_names_are_shown_cut_and_without_control_characters() -> None:
    """A name in an archive may have sixty thousand letters."""
    assert shown("a\n\x1b\u202e") == "a???"
    assert len(shown("x" * 60_000)) == 255
    assert listing([str(n) for n in range(8)]) == "0, 1, 2, 3, 4, 5 and 2 more"
