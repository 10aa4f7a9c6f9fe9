"""Two children of one run cannot talk: each way works without the filter."""

from __future__ import annotations

import sys

import pytest

from grader.isolation.confinement import Layer
from tests.sandbox.confinement.cage import Cage, assert_breached_unless

pytestmark = [
    pytest.mark.rest,
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]

# A file that all children may read. What the first says by it, or asks of it, the
# second sees, or brings about.
BEGIN = """
import ctypes, fcntl, os, struct
libc = ctypes.CDLL(None, use_errno=True)
def ask(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
file = os.open(os.__file__, os.O_RDONLY)
folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
"""
WAYS = {
    "flock": "fcntl.flock(file, fcntl.LOCK_EX)",
    "range lock": "fcntl.lockf(file, fcntl.LOCK_SH, 1, 7)",
    "range lock, asked for": (
        "fcntl.fcntl(file, fcntl.F_GETLK, struct.pack('hhqqi4x', 1, 0, 7, 1, 0))"
    ),
    "lock of an open file": (
        "fcntl.fcntl(file, 37, struct.pack('hhqqi4x', 0, 0, 7, 1, 0))"
    ),
    "lease": "fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
    "directory notification": (
        "import signal; signal.signal(signal.SIGIO, signal.SIG_IGN)\n"
        "fcntl.fcntl(folder, fcntl.F_NOTIFY, 1)"
    ),
    "upper half": (
        "ask(libc.syscall(72, file, ctypes.c_ulong(1 << 32 | 37), "
        "struct.pack('hhqqi4x', 0, 0, 7, 1, 0)))"
    ),
    "inotify": "ask(libc.inotify_init1(0))",
    "inotify, older": "ask(libc.inotify_init())",
}


@pytest.mark.parametrize("layer", [None, Layer.SECCOMP])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_children_cannot_talk(cage: Cage, way: str, layer: Layer | None) -> None:
    """What would be seen in another child of the run is refused."""
    if "syscall(72" in way and sys.maxsize < 1 << 32:
        pytest.skip("numbers are of x86-64")

    outcome = cage.only(f"{BEGIN}{way}\nvalue = 'said'", *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "said", "PermissionError")


def test_fanotify_is_refused(cage: Cage) -> None:
    """So is the newer way to be told of changes, which kernels have or have not."""
    ask = "ask(libc.fanotify_init(0x200, 0))"

    outcome = cage.only(BEGIN + ask, Layer.SECCOMP)

    assert outcome.error.startswith("PermissionError")


def test_commands_that_python_needs_are_allowed(cage: Cage) -> None:
    """Descriptors are copied, passed on and made not to block; terminals are asked."""
    source = """
import fcntl, os, termios
read, write = os.pipe()
os.set_inheritable(write, True)
os.set_inheritable(write, False)
os.set_blocking(read, False)
fcntl.fcntl(read, fcntl.F_SETFL, fcntl.fcntl(read, fcntl.F_GETFL))
fcntl.fcntl(read, fcntl.F_SETFD, fcntl.fcntl(read, fcntl.F_GETFD))
os.write(write, b'abc')
waiting = fcntl.ioctl(os.dup(read), termios.FIONREAD, bytes(4))
value = [waiting[0], os.isatty(read), fcntl.fcntl(read, fcntl.F_DUPFD, 9) >= 9]
try:
    os.get_terminal_size(read)
except OSError as error:
    value.append(error.errno)  # ENOTTY: it was asked
"""
    outcome = cage.only(source, Layer.SECCOMP)

    assert outcome.error == ""
    assert outcome.value == [3, False, True, 25]
