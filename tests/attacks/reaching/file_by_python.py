# attack: reaching
# exercise: CenteredLayer
# tries: read a secret file and a file in the home folder by every way that Python has to open one
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import codecs
import fileinput
import io
import linecache
import mmap
import os
import pathlib
import tokenize

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


def mapped(path):
    with open(path, "rb") as file:
        return mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)[:]


os.chdir(os.environ["HOME"])  # the scratch folder, whatever layers there are
for path in ("@secret-file@", "@home-secret@"):
    attempt("open", lambda: open(path).read())
    attempt("os.open", lambda: os.read(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), 99))
    attempt("open for writing", lambda: open(path, "r+").read())
    attempt("O_PATH", lambda: open(f"/proc/self/fd/{os.open(path, os.O_PATH)}").read())
    attempt("io.open_code", lambda: io.open_code(path).read())
    attempt("pathlib", pathlib.Path(path).read_bytes)
    attempt("codecs", lambda: codecs.open(path).read())
    attempt("fileinput", lambda: list(fileinput.input(path)))
    attempt("linecache", linecache.getlines, path)
    attempt("tokenize", lambda: tokenize.open(path).read())
    attempt("mmap", mapped, path)
    attempt("copy", lambda: __import__("shutil").copy(path, "here"))
    attempt("link", lambda: (os.symlink(path, "link"), open("link").read()))
    attempt("hard link", lambda: (os.link(path, "hard"), open("hard").read()))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
