# attack: reaching
# exercise: CenteredLayer
# tries: start processes that outlive the check: fork, double fork, vfork, clone, spawn, a pool
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import ctypes
import json
import multiprocessing
import os
import subprocess
import sys
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


def forked(make):
    pid = make()
    if pid == 0:
        os.setsid()
        time.sleep(20)
        os._exit(0)
    return pid


reach("fork", forked, os.fork)
reach("forkpty", forked, lambda: os.forkpty()[0])
reach("clone", forked, lambda: call("clone", 17, 0, 0, 0, 0))
reach("clone into a parent's family", forked, lambda: call("clone", 0x8000 | 17, 0, 0, 0, 0))
reach("clone3", forked, lambda: call("clone3", (ctypes.c_uint64 * 8)(), 64))
reach("spawn", lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}))
reach("run", lambda: subprocess.Popen(["sleep", "20"]))
reach("system", lambda: os.system("sleep 20 &") and 1 / 0)
reach("pool", lambda: multiprocessing.get_context("fork").Process(target=time.sleep, args=(20,)).start())


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
