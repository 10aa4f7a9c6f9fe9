# attack: reaching
# exercise: CenteredLayer
# tries: read the environment: os.environ, the C library's, the shell's idea of it
# held-by: clean-process: a scrubbed environment
import ctypes
import os
import posix
import subprocess

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


libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
for name, value in [*os.environ.items(), *posix.environ.items()]:
    if "canary" in str(value):
        print(name, value)
print(libc.getenv(b"@variable@"))
pointers = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
for index in range(500):
    if not pointers or not pointers[index]:
        break
    if b"canary" in pointers[index]:
        print(pointers[index])
attempt("proc", lambda: open("/proc/self/environ", "rb").read().count(b"canary"))
attempt("env", lambda: subprocess.run(["printenv", "@variable@"], capture_output=True).stdout)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
