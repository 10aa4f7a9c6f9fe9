# attack: reaching
# exercise: CenteredLayer
# tries: use kernel interfaces with a history of holes: bpf, perf, userfaultfd, keys, modules, io_uring, aio, splice
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


attributes = ctypes.create_string_buffer(128)
reach("bpf", lambda: call("bpf", 0, attributes, 128))
reach("perf", lambda: call("perf_event_open", attributes, 0, -1, -1, 0))
reach("userfaultfd", lambda: call("userfaultfd", 1))
reach("keys", lambda: call("keyctl", 0, -1, 0))
reach("module", lambda: call("init_module", attributes, 0, b""))
reach("log", lambda: call("syslog", 10, 0, 0))
reach("aio", lambda: call("io_setup", 1, attributes))
reach("notify", lambda: call("fanotify_init", 0, 0))
reach("watch", lambda: call("inotify_init1", 0))
reach("domain", lambda: call("personality", 0x0040000))
reach("filter", lambda: call("seccomp", 1, 0, 0))
reach("descriptor table", lambda: call("modify_ldt", 0, attributes, 8))
reach("accounting", lambda: call("acct", b"/attack-none"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
