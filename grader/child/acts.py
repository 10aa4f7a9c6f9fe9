"""Which acts of a submission reach for what is not its own, and where it does them.

The acts are audit events (PEP 578). Only those count that the submission's own code
does, or that it has done by library functions that hand on what they are given to
see: torch and Python look at frames all the time.

What is made here runs inside the audit hook, where nothing may be looked up that the
submission could have replaced: see `witness`.
"""

from __future__ import annotations

import builtins
import os
import sys
import types
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from types import FrameType
from typing import Any, TypeVar

from grader.child.encode import Places

Place = tuple[str, int | None, int]  # label, cell, line
NOWHERE: Place = ("", None, 0)
GRADER = "<grader>"

# Audit events whose act shows objects that are not the submission's own.
REACHING = frozenset({
    "sys._getframe", "sys._current_frames", "sys._current_exceptions",
    "sys.settrace", "sys.setprofile", "sys.monitoring.register_callback",
    "sys.addaudithook", "gc.get_objects", "gc.get_referrers", "gc.get_referents",
    "marshal.loads",
})  # fmt: skip
# What code names that looks at frames for its own ends.
WORDS = {event: event.rpartition(".")[2] for event in REACHING if "frame" in event}
FRAMES = frozenset({"tb_frame", "gi_frame", "cr_frame", "ag_frame"})
FUNCTION_PARTS = frozenset({"__code__", "__defaults__", "__kwdefaults__"})
# Modules that get past the interpreter, or would come anew, without our wrappers.
BACK_DOORS = frozenset({
    "grader", "_testcapi", "_testinternalcapi", "_xxsubinterpreters", "_interpreters",
    "_signal", "_thread",
})  # fmt: skip
# Library functions that only hand on what they are given to see: whoever calls them
# is who reaches out. An empty name stands for the whole file.
INTERMEDIARIES = (
    ("/inspect.py", ""), ("/bdb.py", ""), ("/pdb.py", ""), ("/trace.py", ""),
    ("/code.py", ""), ("/objgraph.py", ""), ("/asyncio/base_tasks.py", ""),
    ("/torch/_jit_internal.py", ""),
    ("/_dynamo/eval_frame.py", "_maybe_set_eval_frame"),
    ("/ctypes/__init__.py", ""),
    ("/ctypes/util.py", ""), ("/traceback.py", "walk_tb"),
    ("/traceback.py", "walk_stack"), ("/traceback.py", "_walk_tb_with_full_positions"),
    ("/logging/__init__.py", "<lambda>"), ("/logging/__init__.py", "currentframe"),
    ("/threading.py", "settrace"), ("/threading.py", "setprofile"),
    ("/threading.py", "settrace_all_threads"), ("/threading.py", "start"),
    ("/concurrent/futures/thread.py", ""), ("/multiprocessing/pool.py", ""),
    ("/multiprocessing/dummy/__init__.py", ""), ("/importlib/__init__.py", ""),
    ("/importlib/util.py", ""), ("<frozen importlib._bootstrap>", ""),
    ("<frozen importlib._bootstrap_external>", ""),
)  # fmt: skip

# What shows for a frame: data alone, which passes for a frame where one is asked for.
_Shown: Any = type("frame", (), {"__class__": FrameType, "__module__": "builtins"})
_MODULE = compile("", "<submission>", "exec")  # who called, where the grader did

Function = TypeVar("Function", bound=Callable[..., Any])
Examine = Callable[[str, tuple[Any, ...], FrameType | None], tuple[str, Place]]
PlaceOf = Callable[[FrameType | None], Place]
Reacher = Callable[..., Place | None]  # of a frame, and a word
Show = Callable[[FrameType | None, int], Any]  # a frame, and how many above it


def nameless(function: Function) -> Function:
    """Take the path of our files from a function, which tracebacks would show."""
    function.__code__ = _renamed(function.__code__)
    return function


def _renamed(code: types.CodeType) -> types.CodeType:
    inner = tuple(
        _renamed(item) if isinstance(item, types.CodeType) else item
        for item in code.co_consts
    )
    return code.replace(co_filename=GRADER, co_consts=inner)


@nameless
def make_place_of(places: Places) -> PlaceOf:
    """Make the function that finds the innermost line of the submission in a stack.

    Args:
        places: File names of the submission's code.
    """
    nowhere = NOWHERE

    def place_of(frame: FrameType | None) -> Place:
        while frame is not None:
            if frame.f_code.co_filename in places:
                label, cell = places[frame.f_code.co_filename]
                return label, cell, frame.f_lineno
            frame = frame.f_back
        return nowhere

    return place_of


@nameless
def make_reacher(
    places: Places, trusted: tuple[str, ...], place_of: PlaceOf
) -> Reacher:
    """Make the function that finds the submission's line behind an act.

    Args:
        places: File names of the submission's code.
        trusted: How file names begin of code that is not the submission's.
        place_of: Finds the submission's line in a stack.

    Returns:
        A function from the frame that acts to the place in the submission that has it
        done; None if a library acts for its own ends.
    """
    begins, ends, ours = str.startswith, str.endswith, GRADER
    intermediaries = [
        (file.replace("/", os.sep), name) for file, name in INTERMEDIARIES
    ]

    def is_intermediary(filename: str, function: str) -> bool:
        for file, name in intermediaries:
            if ends(filename, file) and name in ("", function):
                return True
        return False

    def reacher(frame: FrameType | None, word: str = "") -> Place | None:
        while frame is not None:
            code = frame.f_code
            filename = code.co_filename
            if filename in places or not begins(filename, trusted):
                return place_of(frame)
            if is_intermediary(filename, code.co_name):
                # whoever uses `inspect` for its own ends names its function
                word = code.co_name if ends(filename, "/inspect.py") else ""
            elif not word or word in code.co_names or filename == ours:
                return None
            # else it calls what it was given, and does not know what that is
            frame = frame.f_back
        return None

    return reacher


@nameless
def make_show(  # noqa: C901 - functions that live in one another's cells
    places: Places, ours: tuple[str, ...]
) -> Show:
    """Make the function that shows a frame as a submission may see it: as a copy.

    Honest code asks for its own frame, or its caller's: for a name in a print, for the
    arguments of an `__init__`. It sees what it would see had its own module called it:
    neither the grader's frames nor what stands above them, and of libraries' frames
    no variables.

    Args:
        places: File names of the submission's code.
        ours: How file names begin of the grader's code.

    Returns:
        A function from a frame, and a number of frames above it. It raises ValueError
        where there are not as many.
    """
    begins, count, as_dict, deep = str.startswith, len, dict, ValueError
    shown, main, known, top = _Shown, _MODULE, vars(builtins), "<module>"

    def copied(frame: FrameType, above: Any) -> Any:
        copy, code = shown(), frame.f_code
        copy.f_code, copy.f_back, copy.f_trace = code, above, None
        copy.f_lineno, copy.f_lasti = frame.f_lineno, frame.f_lasti
        copy.f_builtins, copy.f_globals, copy.f_locals = known, {}, {}
        if code.co_filename in places:
            copy.f_globals = copy.f_locals = frame.f_globals
            if code.co_name != top:
                copy.f_locals = as_dict(frame.f_locals)
        return copy

    def module_of(frames: list[FrameType]) -> Any:
        """The module's frame, where it is not among these."""
        for frame in frames[::-1]:
            if frame.f_code.co_filename in places:
                if frame.f_code.co_name == top:
                    return None
                module = copied(frame, None)
                module.f_code, module.f_lineno, module.f_lasti = main, 1, 0
                module.f_locals = module.f_globals
                return module
        return None

    def show(frame: FrameType | None, above: int) -> Any:
        frames: list[FrameType] = []
        while frame is not None and not begins(frame.f_code.co_filename, ours):
            frames.append(frame)
            frame = frame.f_back
        view = module_of(frames)
        for item in frames[above:][::-1]:
            view = copied(item, view)
        if view is None or above > count(frames):
            raise deep("call stack is not deep enough")
        return view

    return show


@nameless
def make_act(  # noqa: C901 - as above
    trusted: tuple[str, ...],
) -> Callable[[str, tuple[Any, ...]], str]:
    """Make the function that says what an audit event reaches for, if for anything."""
    begins, type_of, text = str.startswith, type, str
    compiling = ("compile", "code.__new__")
    reaching, back_doors, frames, parts = REACHING, BACK_DOORS, FRAMES, FUNCTION_PARTS

    def named(event: str, name: str) -> str:
        if event == "import":
            is_ours = name in back_doors or begins(name, "grader.")
            return f"import {name}" if is_ours else ""
        if event in compiling:
            return "code under a library's name" if begins(name, trusted) else ""
        if event == "object.__getattr__":
            return f".{name}" if name in frames else ""
        return f".{name}" if name in parts else ""

    def act(event: str, args: tuple[Any, ...]) -> str:
        if event in reaching:
            return event
        if begins(event, "ctypes."):
            return "" if event == "ctypes.create_string_buffer" else event
        if event == "import":
            name = args[0]
        elif event in compiling or begins(event, "object."):
            name = args[1]
        else:
            return ""
        # Anything but a plain string could be the submission's, and run its methods
        # here, unseen: `sys.audit` takes any argument.
        if type_of(name) is not text:
            return event if event in compiling and name is not None else ""
        return named(event, name)

    return act


@nameless
def make_examine(trusted: tuple[str, ...], reacher: Reacher) -> Examine:
    """Make the function that judges an audit event.

    Returns:
        A function from an event, its arguments and the frame that acts to what it
        reaches for, empty if for nothing, and where.
    """
    act, nowhere, by_import = make_act(trusted), NOWHERE, ("compile", "marshal.loads")
    begins, type_of, text, machinery = str.startswith, type, str, "<frozen importlib."
    word_of = {**WORDS}.get
    genuine, get_code = SourceFileLoader, SourceFileLoader.get_code.__code__

    def imported(frame: FrameType | None) -> bool:
        """Whether Python's own loader, and nobody else, reads a library's file."""
        while frame is not None and begins(frame.f_code.co_filename, machinery):
            if frame.f_code is get_code:
                loader = frame.f_locals["self"]
                if type_of(loader) is not genuine or "get_data" in loader.__dict__:
                    return False
                path = loader.path
                return type_of(path) is text and begins(path, trusted)
            frame = frame.f_back
        return False

    def examine(
        event: str, args: tuple[Any, ...], caller: FrameType | None
    ) -> tuple[str, Place]:
        what = act(event, args)
        place = reacher(caller, word_of(event, "")) if what else None
        if place is None or (event in by_import and imported(caller)):
            return "", nowhere
        return what, place

    return examine


def libraries() -> tuple[str, ...]:
    """How names of files begin that are no submission's. Call before student code."""
    folders = (os.path.join(path, "") for path in sys.path if path)
    return ("<frozen ", *folders)


def own_files() -> tuple[str, ...]:
    """How names of the grader's files begin."""
    return (GRADER, os.path.join(os.path.dirname(os.path.dirname(__file__)), ""))
