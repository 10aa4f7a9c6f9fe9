# attack: reaching
# exercise: CenteredLayer
# tries: run programs: a shell, a script of its own, the loader, set-user-id programs, a program that exists in memory alone
# held-by: Landlock: executes nothing, and seccomp: no new programs
import ctypes
import json
import os
import sys

from torch import nn


def attempt(what, function, *args, **more):
    """Do it, and say what came of it."""
    try:
        result = function(*args, **more)
    except BaseException as error:
        print(what, type(error).__name__)
    else:
        print(what, "gave", repr(result)[:300])
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


SAY = "echo REACHED a program"
os.chdir(os.environ["HOME"])  # the scratch folder, whatever layers there are
with open("script", "w") as file:
    file.write(f"#!/bin/sh\n{SAY}\n")
attempt("mode", os.chmod, "script", 0o700)
attempt("library", lambda: ctypes.CDLL(None).system(SAY.encode()))
attempt("popen", lambda: os.popen(SAY).read())
attempt("in memory", lambda: call("memfd_create", b"program", 0))
for name in ("/usr/bin/su", "/usr/bin/id"):
    attempt(name, lambda: os.posix_spawn(name, [name, "--version"], {}))
# the last ones take this process away where they work
attempt("loader", os.execv, "/lib64/ld-linux-x86-64.so.2", ["ld", "/bin/sh", "-c", SAY])
attempt("script", os.execv, "./script", ["script"])
attempt("python", os.execv, sys.executable, ["python", "-c", "print('REACHED a program')"])
attempt("shell", os.execv, "/bin/sh", ["sh", "-c", SAY])


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
