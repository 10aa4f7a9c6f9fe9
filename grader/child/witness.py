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
import functools
import gc
import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, Any, NamedTuple

import msgspec
import torch

from grader.child.acts import (
    NOWHERE,
    Place,
    Reacher,
    make_examine,
    make_reacher,
    nameless,
)
from grader.child.encode import Places
from grader.child.tampering import Changes
from grader.isolation.protocol import EXIT_CUT_OFF, MAGIC, MAX_NOTICED, PREFIX

Settle = Callable[[], None]
Tell = Callable[[str, str, Place], None]

THREAD_STARTERS = ("start_new_thread", "start_new", "start_joinable_thread",
                   "_start_new_thread", "_start_joinable_thread")  # fmt: skip
GRACE_S = 0.1  # for a thread that is about to end


class _Threads(NamedTuple):
    """What is known of threads, in boxes: of libraries, and where the last began."""

    of_libraries: list[int]
    last: list[Place]


def watch(
    channel: Sequence[IO[bytes]],
    places: Places,
    trusted: tuple[str, ...],
    changes: Changes,
) -> Settle:
    """Watch this process from now on; there is no way back.

    Args:
        channel: The streams to and from the judge; what is found goes to the last.
        places: File names of the submission's code.
        trusted: How file names begin of code that is not the submission's.
        changes: What was replaced since a snapshot.

    Returns:
        A function to call whenever student code has run, before anything else: it
        tells what was replaced or left running, and ends a process whose connection
        to the judge is no longer the one it had.
    """
    same_channel = _make_same_channel([stream.fileno() for stream in channel])
    told: set[tuple[str, str, Place]] = set()
    tell = _make_tell(channel[-1].fileno(), same_channel, told)
    reacher, threads = make_reacher(places, trusted), _Threads([0], [NOWHERE])
    settle = _make_settle(same_channel, tell, told, threads, changes, places)
    _watch_threads(reacher, tell, threads)
    _refuse_signal_handlers()
    _refuse_frame_hooks(reacher, tell)
    sys.addaudithook(_make_hook(trusted, reacher, tell))
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
    most, code = MAX_NOTICED, EXIT_CUT_OFF

    def tell(kind: str, what: str, place: Place) -> None:
        if (kind, what, place) in told or size(told) >= most:
            return
        told.add((kind, what, place))
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
    inside: set[int] = set()

    def hook(event: str, args: tuple[Any, ...]) -> None:
        thread = ident()
        if thread in inside:  # what this very hook does
            return
        inside.add(thread)
        try:
            what, place = examine(event, args, get_frame(1))
            if what:
                tell("reached", what, place)
        finally:
            inside.discard(thread)
        if what:
            raise refused(f"{what} is refused: it shows the grader's own objects")

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
            tell("replaced", name, defined_at(value))
        if running() > before + of_libraries[0]:
            pause(grace_s)
            if running() > before + of_libraries[0]:
                tell("running", "a thread", last[0])
        told.clear()

    return settle


@nameless
def _watch_threads(reacher: Reacher, tell: Tell, threads: _Threads) -> None:
    """Tell of threads that the submission starts; Python 3.11 has no event for it."""
    get_frame = sys._getframe
    of_libraries, last = threads

    def starting(original: Callable[..., object]) -> Callable[..., object]:
        def start(function: Callable[..., object], *args: Any, **kwargs: Any) -> object:
            place = reacher(get_frame(1))
            if place is not None:
                last[0] = place
                tell("thread", "a thread", place)
                return original(function, *args, **kwargs)

            def counted(*args: Any, **kwargs: Any) -> None:
                try:
                    function(*args, **kwargs)
                finally:
                    of_libraries[0] -= 1

            of_libraries[0] += 1
            return original(counted, *args, **kwargs)

        return start

    for module in (_thread, threading):
        for name in THREAD_STARTERS:
            if hasattr(module, name):
                setattr(module, name, _opaque(starting(getattr(module, name))))


@nameless
def _refuse_signal_handlers() -> None:
    """Let no signal handler be set: it is given the frame that it interrupts."""
    unsupported = ValueError

    def refuse(*_: object) -> None:
        # as in an embedded interpreter, which honest libraries are prepared for
        raise unsupported("signal handlers cannot be set here")

    for module in (importlib.import_module("_signal"), signal):
        vars(module)["signal"] = _opaque(refuse)


@nameless
def _refuse_frame_hooks(reacher: Reacher, tell: Tell) -> None:
    """Let only torch set its hook for frames, which is given all of them."""
    hooks: Any = torch._C._dynamo.eval_frame
    original, get_frame = hooks.set_eval_frame, sys._getframe
    refused, name = PermissionError, "set_eval_frame"

    def set_eval_frame(*args: object) -> object:
        place = reacher(get_frame(1))
        if place is None:
            return original(*args)
        tell("reached", name, place)
        raise refused(f"{name} is refused: it shows the grader's own objects")

    hooks.set_eval_frame = _opaque(set_eval_frame)


def _opaque(function: Callable[..., object]) -> Callable[..., object]:
    """Wrap a function so that nothing inside it can be read from outside."""
    cached: Any = functools._lru_cache_wrapper
    wrapped: Callable[..., object] = cached(function, 0, False, None)
    return wrapped
