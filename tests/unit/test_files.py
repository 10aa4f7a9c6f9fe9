"""Files for probes: paths, what files hold, code in them, and stops while writing."""

from __future__ import annotations

import io
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from sys import getprofile
from typing import Any

import pytest
import torch
from torch import nn

from grader.probing.draw import Draw
from grader.probing.files import Files

OLD, NEW = b"old", b"newer"
Write = Callable[[str], object]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Files of one draw, in an empty scratch folder."""
    monkeypatch.chdir(tmp_path)
    return Files(1)


def test_paths_are_new_and_the_same_for_another_run(files: Files) -> None:
    """Each has a folder of its own; student and reference see the same text."""
    first, second = files.path(), files.path("a b")

    assert not os.path.exists(first)
    assert os.path.isdir(os.path.dirname(second))
    assert [Files(1).path(), Files(2).path() == first] == [first, False]


def test_paths_of_earlier_draws_are_deleted(files: Files) -> None:
    """What checks write does not add up."""
    Path(files.path()).write_bytes(OLD)
    Path("kept").write_bytes(OLD)

    Files(2).path()

    assert sorted(os.listdir()) == ["files2-1", "kept"]


def test_written_says_at_which_paths_a_file_is(files: Files) -> None:
    """Strings, Paths and bare names are tried, and a file that is there already."""

    def once(path: str | Path) -> None:
        with open(path, "xb") as file:
            file.write(NEW)

    whole = files.written("net.pt", lambda path: Path(path).write_bytes(NEW))
    refused = files.written("net.pt", once)

    assert set(whole.values()) == {"a file"}
    assert set(files.written("net.pt", lambda path: None).values()) == {"no file"}
    assert isinstance(refused.pop("an old file"), FileExistsError)
    assert set(refused.values()) == {"a file"}


def test_read_runs_no_code(files: Files) -> None:
    """An object is read only where the caller says so."""
    path = files.path()
    torch.save(nn.ReLU(), path)

    assert isinstance(files.read(path), pickle.UnpicklingError)
    assert isinstance(files.read(path, objects=True), nn.ReLU)
    assert isinstance(files.read(files.path()), FileNotFoundError)


def test_holds_finds_a_value_wherever_it_is(files: Files) -> None:
    """In dicts, lists, modules and optimizers, and as a tensor of one element."""
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    path = files.path()
    torch.save([{"deep": (net, optimizer)}, torch.tensor(1234)], path)

    assert files.holds(path, net.weight.detach())
    assert files.holds(path, dict(net.state_dict()))
    assert files.holds(path, optimizer.state_dict()["param_groups"])
    assert files.holds(path, 1234)
    assert not files.holds(path, 1235)
    assert not files.holds(path, net.weight.detach().double())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (torch.ones(2), torch.ones(2).double()),
        (torch.ones(2), torch.ones(2, 1)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1], (1,)),
        ([1], [1, 2]),
        (1, 1.0),
        (torch.ones(1), [1.0]),
    ],
)
def test_what_differs_in_any_way_is_not_the_same(one: Any, other: Any) -> None:
    """Dtypes, shapes, order and types count, and not only values."""
    assert Files(1).same(one, one)
    assert not Files(1).same(one, other)


def test_dangers_names_files_whose_code_was_run(files: Files) -> None:
    """A loader that unpickles runs code; a careful one refuses all of them."""

    def careful(path: str) -> object:
        return torch.load(path, weights_only=True)

    def careless(path: str) -> object:
        return torch.load(path, weights_only=False)

    assert files.dangers(torch.save, careful) == []
    assert "a file that `torch.save` wrote" in str(files.dangers(torch.save, careless))
    assert len(files.dangers(torch.save, lambda path: None)) == 5


def test_dangers_looks_at_files_as_the_submission_writes_them(files: Files) -> None:
    """A format of its own is tried, too."""

    def save(obj: object, path: str) -> None:
        Path(path).write_bytes(b"mine" + pickle.dumps(obj))

    def load(path: str) -> object:
        content = Path(path).read_bytes()
        if not content.startswith(b"mine"):
            raise ValueError(path)
        return pickle.loads(content[4:])  # noqa: S301 - that is what is found out

    assert files.dangers(save, load) == [
        "the code in a file that it wrote itself was run"
    ]


def test_dangers_lets_a_stub_be_one(files: Files) -> None:
    """What is not written yet refuses nothing."""

    def stub(path: str) -> object:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        files.dangers(torch.save, stub)


def beside(path: str) -> None:
    """Write another file, which takes the place of the old one."""
    torch.save({"x": torch.ones(9)}, f"{path}.tmp")
    os.replace(f"{path}.tmp", path)


def elsewhere(path: str) -> None:
    """Write it in another folder first."""
    os.makedirs("other", exist_ok=True)
    Path("other/file").write_bytes(NEW)
    shutil.move("other/file", path)


def cautious(path: str) -> None:
    """Write another file, and delete it where that fails."""
    try:
        with open(f"{path}~", "wb") as file:
            file.write(NEW * 9999)
        os.replace(f"{path}~", path)
    except OSError:
        os.remove(f"{path}~")
        raise


@pytest.mark.parametrize("write", [beside, elsewhere, cautious])
def test_who_puts_a_whole_file_in_place_leaves_nothing_to_look_at(
    files: Files, write: Write
) -> None:
    """At any moment, the old file or the new one is there."""
    path = files.path()
    Path(path).write_bytes(OLD)

    assert list(files.stopped(path, lambda: write(path))) == []
    assert getprofile() is None


def in_place(path: str) -> None:
    """Write into the old file."""
    torch.save({"x": torch.ones(9)}, path)


def in_one_go(path: str) -> None:
    """Put all together in memory, and write it by one call."""
    buffer = io.BytesIO()
    torch.save({"x": torch.ones(9)}, buffer)
    Path(path).write_bytes(buffer.getvalue())


def copied(path: str) -> None:
    """Copy a whole file over the old one."""
    Path(f"{path}.tmp").write_bytes(NEW)
    shutil.copyfile(f"{path}.tmp", path)


def by_descriptor(path: str) -> None:
    """Write past all of Python's own buffers."""
    descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC)
    os.write(descriptor, NEW)
    os.close(descriptor)


def deleted_first(path: str) -> None:
    """Delete the old file, then put a whole one there."""
    Path(f"{path}.tmp").write_bytes(NEW)
    os.remove(path)
    os.rename(f"{path}.tmp", path)


@pytest.mark.parametrize(
    "write", [in_place, in_one_go, copied, by_descriptor, deleted_first]
)
def test_who_writes_over_the_old_file_leaves_what_a_crash_would(
    files: Files, write: Write
) -> None:
    """What is on the disk in the middle is copied, with its folder."""
    path = files.path()
    Path(path).write_bytes(OLD)

    left = [
        Path(copy).read_bytes() if os.path.exists(copy) else None
        for why, copy in files.stopped(path, lambda: write(path))
        if why == "it is killed"
    ]

    assert left
    assert OLD not in left


def test_half_a_file_put_in_place_all_the_same_is_left(files: Files) -> None:
    """Where the disk is full, `finally` must not go on as if nothing were wrong."""

    def write() -> None:
        try:
            torch.save({"x": torch.ones(9)}, "tmp")
            with open(f"{path}.tmp", "wb") as file:
                file.write(NEW)
        finally:
            os.replace(f"{path}.tmp", path)

    path = files.path()
    Path(path).write_bytes(OLD)

    reasons = [why for why, _ in files.stopped(path, write)]

    assert reasons == ["the disk is full"]


def test_trainings_go_on_from_what_they_hold() -> None:
    """A new one that is given all that another one holds makes the same steps."""
    for training in Draw(3).trainings():
        twin = training.again()
        state = training.state()
        assert not Files(1).same(twin.state()["net"], state["net"])

        twin.net.load_state_dict(state["net"])
        twin.optimizer.load_state_dict(state["optimizer"])
        training.train()
        twin.train()

        assert Files(1).same(twin.state(), training.state())


@pytest.mark.parametrize("lost", ["net", "optimizer"])
def test_trainings_show_what_is_lost(lost: str) -> None:
    """Without the net's values, or the optimizer's state, other steps are made."""
    differ = []
    for training in Draw(3).trainings():
        twin, state = training.again(), training.state()
        for name in {"net", "optimizer"} - {lost}:
            getattr(twin, name).load_state_dict(state[name])
        training.train()
        twin.train()
        differ.append(not Files(1).same(twin.state()["net"], training.state()["net"]))

    assert any(differ)


def test_an_mlp_is_made_anew_without_random_numbers_and_can_be_pickled() -> None:
    """Who makes one on the way leaves the random state alone."""
    net = Draw(1).mlp()
    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)

    again = type(net)()

    assert torch.rand(1) == expected
    assert again.state_dict().keys() == net.state_dict().keys()
    assert pickle.loads(pickle.dumps(net)).state_dict().keys()  # noqa: S301 - our own
