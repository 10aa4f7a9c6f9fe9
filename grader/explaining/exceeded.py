"""What a student reads where a limit was met: which one, and what to look for.

A limit shows itself as an exception in the student's code, or as the way in which
the process ended. Words of exceptions are Python's, torch's and Linux's own.
"""

from __future__ import annotations

import re
import signal

import msgspec

from grader.comparing.observation import Raised
from grader.explaining.source import ANY
from grader.isolation import protocol
from grader.isolation.confinement import EXIT_DISK_FULL
from grader.isolation.conversation import (
    ChildCpuError,
    ChildStarvedError,
    ChildTimeoutError,
    Ending,
)
from grader.isolation.limits import Limits
from grader.isolation.wire import Error, Frame

MAX_REMARK = 300  # characters of an exception before what explains it
CUT_OFF = "it closed its connection to the grader"
LOOPS = "is there a loop that never ends?"


def too_long(error: ChildTimeoutError) -> str:
    """Say which of its times a check, or the top level, has used up."""
    match error:
        case ChildCpuError():
            asks = LOOPS
        case ChildStarvedError():
            asks = "grade it again"
        case _:
            asks = "does it sleep, or wait for what never comes?"
    return f"{spent(error)}: {asks}"


def spent(error: ChildTimeoutError) -> str:
    """Say which time is used up, and nothing of what may be the reason."""
    match error:
        case ChildCpuError():
            return f"stopped after {error.seconds:g} s of processor time"
        case ChildStarvedError():
            return (
                f"stopped after {error.seconds:g} s, in which this busy machine gave "
                "it hardly any processor time"
            )
    return f"stopped after {error.seconds:g} s of waiting"


def left_out(spent: str, place: Frame) -> tuple[protocol.Remark, Error]:
    """Say of a statement of the top level that it takes too long, and what to do.

    Args:
        spent: Which of its times is used up, as `spent` says it.
        place: Where it stands.
    """
    text = (
        f"{spent}; it is left out, and so is what follows but defines nothing: put it "
        'under `if __name__ == "__main__":`'
    )
    remark = protocol.Remark(
        cause=protocol.Why.LEFT_OUT,
        text=text,
        binds=(ANY,),
        label=place.label,
        cell=place.cell,
        line=place.line,
    )
    return remark, Error(type="", bases=(), message=text, frames=(place,))


def used_up(verb: str, allowed: str) -> str:
    """Say that a submission has used up what all its checks may use together.

    Args:
        verb: What became of a check: `not run`, or `stopped` in its middle.
        allowed: What was used up, with its unit.
    """
    return (
        f"{verb}: the submission has used up the {allowed} that all its checks may "
        "take together; make the slow ones faster"
    )


def memory(limits: Limits) -> str:
    """Say that memory ran out."""
    return (
        f"it asked for more than {limits.memory_mib} MiB of memory: is a tensor, or a "
        "list, far larger than meant?"
    )


def file_size(limits: Limits) -> str:
    """Say that a file grew too large."""
    return (
        f"it wrote a file of more than {limits.file_mib} MiB: does a loop write "
        "without end?"
    )


def disk(limits: Limits) -> str:
    """Say that all files together grew too large."""
    return (
        f"its files take more than {limits.scratch_mib} MiB, or are more than "
        f"{limits.scratch_files}: delete those that are no longer needed"
    )


def saved(limits: Limits) -> str:
    """Say that writing stopped half-way, where the reason was swallowed."""
    return (
        f"what it saves is too large: one file may have {limits.file_mib} MiB, all "
        f"together {limits.scratch_mib} MiB"
    )


def answer(limits: Limits) -> str:
    """Say that what a check observed is too large to be compared."""
    return (
        f"what a check looks at may hold {limits.frame_mib} MiB, all draws together: "
        "is a tensor far larger than meant?"
    )


def open_files(limits: Limits) -> str:
    """Say that descriptors ran out."""
    return (
        f"it has more than {limits.open_files} files open at once: open them with "
        "`with`, which closes them"
    )


def threads(limits: Limits) -> str:
    """Say that threads ran out."""
    return (
        f"it started more than {limits.processes} threads: wait for some with `join` "
        "before more are started"
    )


def processes(_: Limits) -> str:
    """Say that processes cannot be started, nor whatever else fails alike."""
    return (
        "the grader does not allow this: a submission starts no processes or programs "
        "and changes nothing outside its own folder"
    )


_BY_WORDS = (
    (r"^MemoryError|an't allocate memory|annot allocate memory|std::bad_alloc", memory),
    (r"\[Errno 27\]|File too large", file_size),
    (r"\[Errno (28|122)\]|No space left on device", disk),
    (
        r"PytorchStreamWriter failed|unexpected pos \d+|\d+ requested and \d+ written",
        saved,
    ),
    (r"\[Errno 24\]|Too many open files", open_files),
    (r"can't start new thread|Thread creation failed", threads),
    (r"^BlockingIOError: \[Errno 11\]", threads),
    (r"^PermissionError: \[Errno 1\]", processes),
)


def by_exception(error: Raised, limits: Limits) -> str:
    """Name the limit that an exception speaks of; empty if none."""
    if error.is_a("MemoryError"):
        return memory(limits)
    return by_words(str(error), limits)


def by_words(text: str, limits: Limits) -> str:
    """Name the limit that a text, `type: message`, speaks of; empty if none."""
    return next((say(limits) for words, say in _BY_WORDS if re.search(words, text)), "")


def named_in(loaded: protocol.Loaded, limits: Limits) -> protocol.Loaded:
    """Add to the lines of a file that failed by a limit what that limit is."""

    def named(remark: protocol.Remark, error: Error) -> protocol.Remark:
        words = by_words(f"{error.type}: {error.message}", limits)
        text = f"{remark.text[:MAX_REMARK]}: {words}" if words else remark.text
        return msgspec.structs.replace(remark, text=text)

    failures = tuple((named(remark, error), error) for remark, error in loaded.failures)
    return msgspec.structs.replace(loaded, failures=failures)


# Last words of native code that does not raise, but ends the process.
_LAST_WORDS = re.compile(
    r"^.*(std::bad_alloc|libgomp: Thread creation failed).*$", re.M
)


def by_ending(ending: Ending, limits: Limits) -> str:
    """Say in words how a process ended that should not have."""
    code = ending.code
    # where it still ran, it was ended by the signal that asks where it stands
    if code in (protocol.EXIT_CUT_OFF, -protocol.TRACE_SIGNAL):
        return CUT_OFF
    if code == EXIT_DISK_FULL:
        return disk(limits)
    last = _LAST_WORDS.search(ending.tail)
    if last:
        return f"{by_words(last[1], limits)} (it said: {last[0].strip()[:100]})"
    if code >= 0:
        return (
            f"the process was ended by its own code (exit code {code}): is there an "
            "`os._exit`? Take it out"
        )
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"the process died with {name}: {_by_signal(name, ending, limits)}"


def _by_signal(name: str, ending: Ending, limits: Limits) -> str:
    # what catches the first signal is killed a second later
    if name == "SIGXCPU" or (name == "SIGKILL" and ending.cpu_s >= limits.cpu_s):
        return too_long(ChildCpuError(limits.cpu_s))
    words = {
        "SIGSEGV": "it used memory that is not its own, or called itself without end",
        "SIGABRT": "it aborted itself",
        "SIGKILL": "it was killed, most often for want of memory",
        "SIGXFSZ": file_size(limits),
        "SIGSYS": "it made a forbidden system call",
        "SIGBUS": f"a file that it maps cannot grow: {disk(limits)}",
    }
    return words.get(name, "a fatal signal")
