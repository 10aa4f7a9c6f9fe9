# attack: reaching
# exercise: CenteredLayer
# tries: change mode, owner, times, attributes and flags of files outside, which Landlock lets pass
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import fcntl
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


file = "@writable-file@"
reach("mode", os.chmod, file, 0o600)
reach("mode of a folder", os.chmod, "@writable-folder@", 0o700)
reach("owner", os.chown, file, os.getuid(), os.getgid())
reach("times", os.utime, file, (0, 0))
reach("attribute", lambda: os.setxattr(file, "user.attack", b"x"))
reach("path", lambda: os.chmod(f"/proc/self/fd/{os.open(file, os.O_PATH)}", 0o600))
reach("lock", lambda: fcntl.flock(os.open(file, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
