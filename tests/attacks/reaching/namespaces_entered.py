# attack: reaching
# exercise: CenteredLayer
# tries: enter or make namespaces, mount, change its root, and name the objects that mounts are made of
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import ctypes
import errno
import json
import os

from torch import nn


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


REFUSED = (errno.EPERM, errno.EACCES, errno.ENOSYS)


def permitted(what, *arguments):
    """Ask for what cannot be done, and see whether it would be allowed."""
    try:
        call(*arguments)
    except OSError as error:
        if error.errno in REFUSED:
            return
    print("REACHED", what)


NOTHING = b"attack-no-such-type"
permitted("mount", "mount", NOTHING, b"@writable-folder@", NOTHING, 0, 0)
permitted("umount", "umount2", b"@writable-folder@/attack-none", 2)
permitted("pivot_root", "pivot_root", b"attack-none", b"attack-none")
permitted("chroot", "chroot", b"attack-none")
permitted("fsopen", "fsopen", NOTHING, 0)
permitted("open_tree", "open_tree", -100, b"attack-none", 1)
permitted("move_mount", "move_mount", -1, b"", -1, b"", 0)
permitted("setns", "setns", -1, 0)
for name, flag in {"user": 0x10000000, "mount": 0x20000, "net": 0x40000000}.items():
    permitted(f"unshare {name}", "unshare", flag)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
