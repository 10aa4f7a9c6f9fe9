"""Watch what a submission reaches for, and tell the judge before it gets there.

An audit hook runs before the act and cannot be removed. What it finds is written to
the judge at once: code that has reached the grader's objects could lie about
everything after, but cannot take back what was said before. Then the act is refused.

All of it is functions made by others, which hold what they need and use no builtin:
there is no class or module through which they could be found and replaced, and to
look at the frames in which they live is itself one of the acts.

Memory can still be read and written past the interpreter (numpy's `as_strided` does
it): against that, and against what else is found, stands that a lie about a value
must be the right answer. See docs/security-model.md.
"""

from __future__ import annotations

import _thread
import gc
import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from types import FrameType
from typing import IO, Any, NamedTuple

import msgspec
import torch

from grader.child.acts import (
    NOWHERE,
    Place,
    PlaceOf,
    Reacher,
    Show,
    libraries,
    make_examine,
    make_place_of,
    make_reacher,
    make_show,
    nameless,
    own_files,
)
from grader.child.encode import Places
from grader.child.hiding import opaque
from grader.child.tampering import PUT_BACK, Changes
from grader.isolation.protocol import (
    EXIT_CUT_OFF,
    LATE_IMPORTS,
    MAGIC,
    MAX_NOTICED,
    PREFIX,
)

Settle = Callable[[], None]
Tell = Callable[[str, str, Place], None]

THREAD_STARTERS = ("start_new_thread", "start_new", "start_joinable_thread",
                   "_start_new_thread", "_start_joinable_thread")  # fmt: skip
# Files by which whoever starts a thread does so; the second hands simulated GPUs on.
STARTERS = ("threading.py", os.path.join("devices", "simulation.py"))
# Packages whose threads run until the end, and run nothing of the submission's.
WITH_THREADS = ("torch", "tqdm", "tensorboard", "tensorboardX", "matplotlib", "wandb")
SWITCHES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (torch._C._dynamo.eval_frame, ("set_eval_frame",)),
    (
        torch._C._autograd,
        (
            "_enable_profiler_legacy", "_disable_profiler_legacy",
            "_enable_record_function", "_clear_callbacks",
        ),
    ),
)  # fmt: skip
REFUSED = "is not available while grading"
GRACE_S = 0.1  # for a thread that is about to end


class _Threads(NamedTuple):
    """What is known of threads, in boxes: of libraries, and where the last began."""

    of_libraries: list[None]
    last: list[Place]


def watch(
    channel: Sequence[IO[bytes]],
    places: Places,
    checks_files: Iterable[str],
    changes: Changes,
) -> Settle:
    """Watch this process from now on; there is no way back.

    Args:
        channel: The streams to and from the judge; what is found goes to the last.
        places: File names of the submission's code.
        checks_files: File names of the checks' code.
        changes: What was replaced since a snapshot.

    Returns:
        A function to call whenever student code has run, before anything else: it
        tells what was replaced or left running, and ends a process whose connection
        to the judge is no longer the one it had.
    """
    same_channel = _make_same_channel([stream.fileno() for stream in channel])
    told: set[tuple[str, str, Place]] = set()
    tell = _make_tell(channel[-1].fileno(), same_channel, told)
    ours, place_of = (*own_files(), *checks_files), make_place_of(places)
    trusted = (*ours, *libraries())
    reacher, threads = make_reacher(places, trusted, place_of), _Threads([], [NOWHERE])
    settle = _make_settle(same_channel, tell, told, threads, changes, places)
    _watch_threads(reacher, place_of, tell, threads)
    _refuse_signal_handlers()
    _refuse_switches(reacher, tell)
    hook = _make_hook(trusted, reacher, tell)  # which asks Python itself for frames
    _show_copies(reacher, make_show(places, ours))
    sys.addaudithook(hook)
    return settle


@nameless
def _make_same_channel(descriptors: Sequence[int]) -> Callable[[], None]:
    """Make the function that ends a process which could no longer be heard."""
    fstat, leave, broken, code = os.fstat, os._exit, OSError, EXIT_CUT_OFF
    identities = [(fd, fstat(fd).st_ino, fstat(fd).st_dev) for fd in descriptors]

    def same_channel() -> None:
        for fd, inode, device in identities:
            try:
                now = fstat(fd)
            except broken:
                leave(code)
            if now.st_ino != inode or now.st_dev != device:
                leave(code)

    return same_channel


@nameless
def _make_tell(
    replies: int,
    same_channel: Callable[[], None],
    told: set[tuple[str, str, Place]],
) -> Tell:
    """Make the function that tells the judge what was noticed, once."""
    write, leave, broken, size = os.write, os._exit, OSError, len
    encode, pack, magic = msgspec.json.encode, PREFIX.pack, MAGIC
    most, few, code, nowhere = MAX_NOTICED, MAX_NOTICED // 2, EXIT_CUT_OFF, NOWHERE

    def tell(kind: str, what: str, place: Place) -> None:
        # One thread tells as much as twenty, which would leave no room for the rest;
        # so would what is refused, and costs nothing.
        key = (kind, "", nowhere) if kind == "thread" else (kind, what, place)
        if key in told or size(told) >= (few if kind == "refused" else most):
            return
        told.add(key)
        same_channel()
        label, cell, line = place
        header = encode({
            "type": "noticed", "kind": kind, "what": what,
            "label": label, "cell": cell, "line": line,
        })  # fmt: skip
        try:
            write(replies, pack(magic, size(header), 0) + header)
        except broken:
            leave(code)

    return tell


@nameless
def _make_hook(
    trusted: tuple[str, ...], reacher: Reacher, tell: Tell
) -> Callable[[str, tuple[Any, ...]], None]:
    """Make the audit hook."""
    get_frame, ident, refused = sys._getframe, _thread.get_ident, PermissionError
    examine = make_examine(trusted, reacher)
    begins, nowhere, inside, type_of, text = str.startswith, NOWHERE, set(), type, str
    late = [(name, f"{name}.") for name in LATE_IMPORTS if name not in sys.modules]
    harmless = frozenset({"builtins.id"})  # of all events, nearly all

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in harmless:  # before anything is done for it
            return
        thread = ident()
        if thread in inside:  # what this very hook does
            return
        inside.add(thread)
        try:
            if event == "import" and type_of(args[0]) is text:
                for name, below in late:
                    if args[0] == name or begins(args[0], below):
                        tell("imports", name, nowhere)
            what, place = examine(event, args, get_frame(1))
            if what:
                tell("refused", what, place)
        finally:
            inside.discard(thread)
        if what:
            raise refused(f"{what} {REFUSED}")

    return hook


@nameless
def _make_settle(
    same_channel: Callable[[], None],
    tell: Tell,
    told: set[tuple[str, str, Place]],
    threads: _Threads,
    changes: Changes,
    places: Places,
) -> Settle:
    """Make the function to call whenever student code has run."""
    stop_collecting, running, pause = gc.disable, _thread._count, time.sleep
    of_libraries, last = threads
    before, grace_s, nowhere, anything = running(), GRACE_S, NOWHERE, BaseException
    size, ends, put_back, loading = len, str.endswith, PUT_BACK, [True]

    def defined_at(value: Any) -> Place:
        """Where a replacement was defined, if it is a function of the submission."""
        try:
            label, cell = places[value.__code__.co_filename]
            return label, cell, value.__code__.co_firstlineno
        except anything:
            return nowhere

    def settle() -> None:
        stop_collecting()  # no finalizer of the submission's runs while we answer
        same_channel()
        for name, value in changes():
            # What is put back before the first check was none's business.
            if not loading[0] or not ends(name, put_back):
                tell("replaced", name, defined_at(value))
        loading[0] = False
        if running() > before + size(of_libraries):
            pause(grace_s)
            if running() > before + size(of_libraries):
                tell("running", "a thread", last[0])
        told.clear()

    return settle


@nameless
def _watch_threads(  # noqa: C901 - functions that live in one another's cells
    reacher: Reacher, place_of: PlaceOf, tell: Tell, threads: _Threads
) -> None:
    """Tell of threads that the submission starts; Python 3.11 has no event for it."""
    get_frame, begins, ends = sys._getframe, str.startswith, str.endswith
    of_libraries, last = threads
    packages = os.path.dirname(os.path.dirname(torch.__file__))
    with_threads = tuple(os.path.join(packages, name, "") for name in WITH_THREADS)
    anything, starters = BaseException, STARTERS

    def of_library(frame: FrameType | None) -> bool:
        while frame is not None and ends(frame.f_code.co_filename, starters):
            frame = frame.f_back
        return frame is not None and begins(frame.f_code.co_filename, with_threads)

    def starting(original: Callable[..., object]) -> Callable[..., object]:
        def start(function: Callable[..., object], *args: Any, **kwargs: Any) -> object:
            caller = get_frame(1)
            if not of_library(caller):
                last[0] = reacher(caller) or place_of(caller)
                tell("thread", "a thread", last[0])
                return original(function, *args, **kwargs)

            def counted(*args: Any, **kwargs: Any) -> None:
                try:
                    function(*args, **kwargs)
                finally:
                    of_libraries.pop()

            of_libraries.append(None)
            try:
                return original(counted, *args, **kwargs)
            except anything:
                of_libraries.pop()
                raise

        return start

    for module in (_thread, threading):
        for name in THREAD_STARTERS:
            if hasattr(module, name):
                setattr(module, name, opaque(starting(getattr(module, name))))


@nameless
def _refuse_signal_handlers() -> None:
    """Let no signal handler be set: it is given the frame that it interrupts."""
    unsupported = ValueError

    def refuse(*_: object) -> None:
        # as in an embedded interpreter, which honest libraries are prepared for
        raise unsupported("signal handlers cannot be set here")

    for module in (importlib.import_module("_signal"), signal):
        vars(module)["signal"] = opaque(refuse)


@nameless
def _refuse_switches(reacher: Reacher, tell: Tell) -> None:
    """Let only torch use what shows all frames, or switches its profiler off."""
    get_frame, refused = sys._getframe, PermissionError

    def guarded(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def switch(*args: object, **kwargs: object) -> object:
            place = reacher(get_frame(1))
            if place is None:
                return original(*args, **kwargs)
            tell("refused", name, place)
            raise refused(f"{name} {REFUSED}")

        return switch

    late = [sys.modules[name] for name in sys.modules if name.startswith(LATE_IMPORTS)]
    for module, names in SWITCHES:
        for name in names:
            original = getattr(module, name, None)
            if original is None:
                continue
            switch = opaque(guarded(name, original))
            for holder in (module, *late):  # which may have it from before
                if vars(holder).get(name) is original:
                    setattr(holder, name, switch)


@nameless
def _show_copies(reacher: Reacher, show: Show) -> None:
    """Let a submission that asks for frames have copies of its own."""
    get_frame, word = sys._getframe, "_getframe"

    def getframe(depth: int = 0, /) -> Any:
        if reacher(get_frame(1), word) is None:
            return get_frame(depth + 1)
        return show(get_frame(1), depth)

    vars(sys)["_getframe"] = opaque(getframe)
