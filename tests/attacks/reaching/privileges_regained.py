# attack: reaching
# exercise: CenteredLayer
# tries: become root again, take capabilities, or stay readable to a debugger
# held-by: privileges: no capabilities, and none to be gained
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


PR_SET_DUMPABLE, PR_SET_PTRACER, PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_MM = 4, 0x59616D61, 1, 22, 35
for name, option in (("dumpable", 4), ("tracer", PR_SET_PTRACER), ("death signal", 1), ("memory", 35)):
    reach(name, lambda: call("prctl", option, 1 if option != 35 else 0, 0, 0, 0))
if call("prctl", 39, 0, 0, 0, 0) != 1:  # PR_GET_NO_NEW_PRIVS
    print("REACHED new privileges")


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
