# attack: reaching
# exercise: CenteredLayer
# tries: open sockets of every family by system calls, and a ring of io_uring, which opens them without
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import ctypes
import json
import os
import struct

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


UNIX, INET, NETLINK, PACKET, ALG, VSOCK, XDP = 1, 2, 16, 17, 38, 40, 44
STREAM, DATAGRAM, RAW = 1, 2, 3
for family in (UNIX, INET, 10, NETLINK, PACKET, ALG, VSOCK, XDP):
    for kind in (STREAM, DATAGRAM, RAW):
        number = reach(f"socket {family} {kind}", lambda: call("socket", family, kind, 0))
        if number is not None and (family, kind) == (INET, STREAM):
            address = struct.pack("!HHI8x", 0, int("@tcp-port@"), 0x7F000001)
            address = struct.pack("H", INET) + address[2:]
            reach("connect", lambda: call("connect", number, address, 16))
parameters = ctypes.create_string_buffer(120)
reach("io_uring", lambda: call("io_uring_setup", 4, parameters))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
