# attack: reaching
# exercise: CenteredLayer
# tries: read, write and list shared memory of others, by files and by the calls for it
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import ctypes
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


path = "@shm-file@"
name = b"/" + os.path.basename(path).encode()
libc = ctypes.CDLL(None, use_errno=True)
attempt("read", lambda: open(path).read())
attempt("write", lambda: open(path, "r+").write("x"))
attempt("open", libc.shm_open, name, os.O_RDWR, 0)
attempt("read it", lambda: os.read(libc.shm_open(name, os.O_RDONLY, 0), 99))
attempt("truncate", os.truncate, path, 0)
attempt("delete", libc.shm_unlink, name)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
