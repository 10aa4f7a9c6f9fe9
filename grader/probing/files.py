"""Files for probes: paths, what files hold, code in them, and stops while writing.

Runs inside the sandbox, in the scratch folder, which is the current one. What a
submission has written is read here and nowhere else: the judge opens no such file.
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from sys import getprofile, setprofile
from typing import Any, Self

import numpy as np
import torch
from torch import Tensor, nn

State = dict[str, bytes]  # files of a folder, by their paths in it
Save = Callable[[object, str], object]
PREFIX = "files"
MAX_STATES = 100  # who writes byte by byte makes thousands
MAX_DEPTH = 20  # how deep a file is looked through
_walk, _open, _read, _close = os.walk, os.open, os.read, os.close
_OPENED = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class _Code:
    """What runs code when it is unpickled: it makes a folder."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self.mark,)


class Files:
    """Files for one run of a probe.

    Their paths are relative, the same for student and reference, and others in every
    draw of every check: what is remembered by its path is found out where it is looked
    for.

    Args:
        seed: Seed of the draw.
    """

    def __init__(self, seed: int) -> None:
        self._prefix = f"{PREFIX}{seed % 9973}-"
        self._folders = 0

    def path(self, name: str = "net.pt") -> str:
        """Name a file that is not there, in a new folder that is."""
        if not self._folders:
            self._tidy()
        self._folders += 1
        folder = f"{self._prefix}{self._folders}"
        shutil.rmtree(folder, ignore_errors=True)  # made for the same draw
        os.mkdir(folder)
        return os.path.join(folder, name)

    def paths(self, name: str = "net.pt") -> dict[str, str | Path]:
        """Name such files in every way; one stands in the current folder."""
        if os.path.lexists(name):
            os.remove(name)
        absolute = Path(self.path(name)).absolute()
        return {"a string": self.path(name), "a Path": absolute, "a bare name": name}

    def written(
        self, name: str, write: Callable[[str | Path], object]
    ) -> dict[str, object]:
        """Write to all these paths, and to the first one again; say where a file is.

        Returns:
            By kind of path: "a file", "no file", or what was raised.

        Raises:
            NotImplementedError: `write` is not written yet.
        """
        paths = self.paths(name)
        found: dict[str, object] = {}
        for kind, path in {**paths, "an old file": paths["a string"]}.items():
            try:
                write(path)
                found[kind] = "a file" if os.path.isfile(path) else "no file"
            except NotImplementedError:
                raise
            except Exception as error:
                found[kind] = error
        return found

    def read(self, path: str | Path, *, objects: bool = False) -> Any:
        """Read what `torch.save` wrote, onto the CPU; or return what that raises.

        Args:
            path: The file.
            objects: Read objects of any class, which runs what code it holds.
        """
        try:
            return torch.load(path, map_location="cpu", weights_only=not objects)
        except Exception as error:
            return error

    def holds(self, path: str | Path, value: object) -> bool:
        """Whether a file that `torch.save` wrote holds a value, however deep inside.

        A module or an optimizer holds its `state_dict`, a tensor of one element its
        number.
        """
        return _holds(self.read(path, objects=True), value, MAX_DEPTH)

    def same(self, one: object, other: object) -> bool:
        """Whether both are the same to the last bit: types, order, dtypes, values."""
        return _same(one, other)

    def dangers(self, save: Save, load: Callable[[str], object]) -> list[str]:
        """Say which files are loaded though they hold code, and whether it was run.

        They are of all kinds that are known to hold some, and one is written by the
        submission itself. Where it refuses to, there is none.

        Args:
            save: The submission's own function.
            load: That which loads what it saves.

        Raises:
            NotImplementedError: `load` is not written yet.
        """
        found = []
        for kind, write in {**_WRITERS, "a file that it wrote itself": save}.items():
            path = self.path("tensors.pt")
            mark = os.path.join(os.path.dirname(path), "mark")
            try:
                write({"weight": _Code(mark)}, path)
            except Exception:
                continue
            refused = _refuses(load, path)
            if os.path.isdir(mark):
                found.append(f"the code in {kind} was run")
            elif not refused:
                found.append(f"{kind} was loaded, though it holds code")
        return found

    def stopped(
        self, path: str, write: Callable[[], object]
    ) -> Iterator[tuple[str, str]]:
        """Yield what is left where a program is stopped while it writes a file.

        That is what stands on the disk. It is looked at between any two steps of the
        program, which is what one leaves that is killed there. Then the file is written
        again, and the disk is full as soon as anything has been written.

        Where the file at `path` is the one that was there before, or the one that is
        there in the end, there is nothing to look at.

        Args:
            path: The file, in a folder of its own (`path()`).
            write: Writes it.

        Yields:
            What stopped it, and the path of a copy of the file, in one of its folder.
        """
        folder, name = os.path.split(path)
        with _Watch(folder) as seen:
            write()
        before, written = seen.states[0], _state(folder)
        left = [("it is killed", state) for state in seen.states]
        with suppress(Exception), _Watch(folder, fails=True):
            write()
        left.append(("the disk is full", _state(folder)))
        for why, state in left:
            if state.get(name) not in (before.get(name), written.get(name)):
                yield why, self._copy(state, name)

    def _tidy(self) -> None:
        """Delete what checks before have left: there is little room."""
        for name in os.listdir():
            if name.startswith(PREFIX) and not name.startswith(self._prefix):
                shutil.rmtree(name, ignore_errors=True)

    def _copy(self, state: State, name: str) -> str:
        path = self.path(name)
        for file, content in state.items():
            place = Path(path).parent / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return path


class _Watch:
    """Notes how a folder changes between any two steps of this thread.

    Args:
        folder: The folder.
        fails: Whether the disk is full after the first change: whatever function of C
            is called next, such as one that writes, raises.

    Attributes:
        states: What stood in it, one after the other.
    """

    def __init__(self, folder: str, *, fails: bool = False) -> None:
        self.states = [_state(folder)]
        self._folder = folder
        self._fails = fails
        self._earlier: Any = None

    def __enter__(self) -> Self:
        self._earlier = getprofile()
        setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        self._fails = False
        setprofile(self._earlier)

    def _note(self, _: object, event: str, called: object) -> None:
        if self._fails and event == "c_call" and len(self.states) > 1:
            # Python then stops calling this
            raise OSError(errno.ENOSPC, "No space left on device")
        state = _state(self._folder)
        if state != self.states[-1] and len(self.states) < MAX_STATES:
            self.states.append(state)


def _state(folder: str) -> State:
    """Read the files of a folder, and of those in it, as they are on the disk."""
    found = {}
    for where, _, names in _walk(folder):
        for name in names:
            path = os.path.join(where, name)
            content = _content(path)
            if content is not None:
                found[os.path.relpath(path, folder)] = content
    return found


def _content(path: str) -> bytes | None:
    """Read a file past Python's own buffers; None if it is gone by now."""
    try:
        file = _open(path, _OPENED)
    except OSError:
        return None
    try:
        return b"".join(iter(lambda: _read(file, 1 << 20), b""))
    finally:
        _close(file)


def _save_as_before(obj: object, path: str) -> None:
    torch.save(obj, path, _use_new_zipfile_serialization=False)


def _save_pickle(obj: object, path: str) -> None:
    with open(path, "wb") as file:
        pickle.dump(obj, file, protocol=2)  # torch warns of others


def _save_array(obj: object, path: str) -> None:
    with open(path, "wb") as file:
        np.save(file, np.array([obj], dtype=object), allow_pickle=True)


_WRITERS: dict[str, Save] = {
    "a file that `torch.save` wrote": torch.save,
    "a file in the old format of `torch.save`": _save_as_before,
    "a pickle": _save_pickle,
    "an array of numpy's": _save_array,
}


def _refuses(load: Callable[[str], object], path: str) -> bool:
    try:
        load(path)
    except NotImplementedError:
        raise
    except Exception:
        return True
    return False


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        alike = (one.dtype, one.shape) == (other.dtype, other.shape)
        return alike and one.device == other.device and bool(one.equal(other))
    if isinstance(one, dict) and isinstance(other, dict):
        return _same(list(one.items()), list(other.items()))
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        alike = len(one) == len(other) and isinstance(one, list) == isinstance(
            other, list
        )
        return alike and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _holds(found: Any, value: object, depth: int) -> bool:
    if isinstance(found, nn.Module | torch.optim.Optimizer):
        found = found.state_dict()
    if _same(found, value):
        return True
    if isinstance(found, Tensor) and found.numel() == 1:
        return _same(found.item(), value)
    inner = list(found.values()) if isinstance(found, dict) else found
    if not isinstance(inner, list | tuple) or not depth:
        return False
    return any(_holds(item, value, depth - 1) for item in inner)
