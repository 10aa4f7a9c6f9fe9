# attack: reaching
# exercise: CenteredLayer
# tries: read and write the memory of the judge, the nursery and another process: process_vm_readv, ptrace, pidfd_getfd, kcmp
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


buffer = ctypes.create_string_buffer(64)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 64)
PTRACE_ATTACH, PTRACE_SEIZE, PTRACE_DETACH = 16, 0x4206, 17
JUDGE, VICTIM = int("@judge-pid@"), int("@victim-pid@")
for pid in (os.getppid(), JUDGE, VICTIM):
    if pid <= 1:
        continue
    reach("readv", lambda: call("process_vm_readv", pid, vector, 1, vector, 1, 0))
    reach("writev", lambda: call("process_vm_writev", pid, vector, 1, vector, 1, 0))
    if pid == VICTIM:
        if reach("ptrace", lambda: call("ptrace", PTRACE_SEIZE, pid, 0, 0)) is not None:
            call("ptrace", PTRACE_DETACH, pid, 0, 0)
    reach("kcmp", lambda: call("kcmp", os.getpid(), pid, 1, 0, 0))
    descriptor = reach("pidfd_open", lambda: call("pidfd_open", pid, 0))
    if descriptor is not None:
        for number in range(8):
            reach("pidfd_getfd", lambda: call("pidfd_getfd", descriptor, number, 0))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
