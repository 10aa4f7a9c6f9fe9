# attack: reaching
# exercise: CenteredLayer
# tries: open a secret file by system calls: openat, openat2, a file handle, a directory descriptor of the root
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import ctypes
import json
import os

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


path = b"@secret-file@"
how = (ctypes.c_uint64 * 3)(0, 0, 0)
handle = ctypes.create_string_buffer(144)
ctypes.c_uint32.from_buffer(handle).value = 128
mount = ctypes.c_int()


def by_handle():
    call("name_to_handle_at", -100, path, handle, ctypes.byref(mount), 0)
    root = os.open("/", os.O_PATH)
    return os.read(call("open_by_handle_at", root, handle, 0), 99)


def from_root():
    root = os.open("/", os.O_PATH | os.O_DIRECTORY)
    return os.read(os.open(path[1:], os.O_RDONLY, dir_fd=root), 99)


def up():
    os.chdir("..")
    return open("../" * 20 + path.decode()[1:]).read()


attempt("openat", lambda: os.read(call("openat", -100, path, 0, 0), 99))
attempt("openat2", lambda: os.read(call("openat2", -100, path, how, 24), 99))
attempt("handle", by_handle)
attempt("from the root", from_root)
attempt("upwards", up)
attempt("truncate", lambda: call("truncate", b"@writable-file@", 0))
attempt("exchange", lambda: call("renameat2", -100, path, -100, b"@writable-file@", 2))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
