# attack: reaching
# exercise: CenteredLayer
# tries: signal the judge, the nursery, the process group and everybody, and end another process
# held-by: Landlock and seccomp: no signals outwards
import ctypes
import fcntl
import json
import os
import signal
import time

from torch import nn


def reach(what, function, *args):
    """Do what nobody here may do."""
    try:
        result = function(*args)
    except BaseException as error:
        print(what, type(error).__name__, str(error)[:80])
    else:
        print("REACHED", what, repr(result)[:100])
        return result

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = json.loads("""@numbers@""")


def call(name, *args):
    """Make a system call, or raise what it answers."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    result = libc.syscall(ctypes.c_long(NUMBERS[name]), *wide)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


JUDGE, VICTIM, NOTHING = int("@judge-pid@"), int("@victim-pid@"), 0
reach("judge", os.kill, JUDGE, NOTHING)
reach("parent", os.kill, os.getppid() or 1, NOTHING)
reach("everybody", os.kill, -1, NOTHING)
reach("first", os.kill, 1, NOTHING)
reach("group of the judge", os.killpg, JUDGE, NOTHING)
reach("victim", os.kill, VICTIM, signal.SIGTERM)
reach("thread", lambda: call("tgkill", VICTIM, VICTIM, signal.SIGTERM))
reach("one thread", lambda: call("tkill", VICTIM, signal.SIGTERM))
reach("queue", lambda: call("rt_sigqueueinfo", VICTIM, signal.SIGTERM, (ctypes.c_int * 32)()))
reach("pidfd", lambda: call("pidfd_send_signal", os.pidfd_open(VICTIM), signal.SIGTERM, 0, 0))


def by_input():
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, VICTIM)
    fcntl.fcntl(reading, 10, signal.SIGKILL)  # F_SETSIG
    flags = fcntl.fcntl(reading, fcntl.F_GETFL)
    fcntl.fcntl(reading, fcntl.F_SETFL, flags | fcntl.FASYNC)
    os.write(writing, b"x")
    time.sleep(0.05)


reach("input", by_input)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
