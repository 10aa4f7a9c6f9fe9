# attack: reaching
# exercise: CenteredLayer
# tries: make System V segments, queues and semaphores, and POSIX queues, which outlive their maker
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import ctypes
import json
import os

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


PRIVATE, CREATE, REMOVE = 0, 0o1600, 0
for name, arguments in (("shm", (4096, CREATE)), ("msg", (CREATE,)), ("sem", (1, CREATE))):
    found = reach(name, lambda: call(f"{name}get", PRIVATE, *arguments))
    if found is not None:  # nothing stays, even where it may
        extra = (0, REMOVE) if name == "sem" else (REMOVE, 0)
        call(f"{name}ctl", found, *extra)
if reach("queue", lambda: call("mq_open", b"attack", os.O_CREAT | os.O_RDWR, 0o600, 0)):
    call("mq_unlink", b"attack")


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
