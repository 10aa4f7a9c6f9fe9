# attack: reaching
# exercise: CenteredLayer
# tries: read a secret file through the file readers of numpy, torch, sqlite and the import system
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import ctypes
import importlib.machinery
import runpy
import sqlite3
import zipimport

import numpy as np
import torch

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


path = "@secret-file@"
attempt("numpy.fromfile", lambda: np.fromfile(path, dtype="u1").tobytes())
attempt("numpy.memmap", lambda: bytes(np.memmap(path, dtype="u1", mode="r")))
attempt("numpy.genfromtxt", lambda: np.genfromtxt(path, dtype=str))
attempt(
    "torch.from_file",
    lambda: bytes(torch.from_file(path, size=31, dtype=torch.uint8).tolist()),
)
attempt("torch.load", torch.load, path)
attempt("UntypedStorage", lambda: bytes(torch.UntypedStorage.from_file(path, False, 31)))
attempt("torch.jit.load", torch.jit.load, path)
attempt("torch.ops.load_library", torch.ops.load_library, path)
attempt("ctypes.CDLL", ctypes.CDLL, path)
attempt("sqlite3", lambda: sqlite3.connect(path).execute("select * from x"))
attempt("runpy", runpy.run_path, path)
attempt("zipimport", zipimport.zipimporter, path)
attempt("loader", importlib.machinery.SourceFileLoader("secret", path).get_data, path)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
