# attack: forging
# exercise: MySequential
# tries: have code pass for a library's by a loader of one's own, and walk the frames from there
# held-by: code under a library's name is refused, unless Python's own loader reads it
import importlib.machinery
import random
import sys
from torch import nn

SOURCE = b"import sys\ndef up():\n    return sys._getframe(1)\n"


class Loader(importlib.machinery.SourceFileLoader):
    def get_data(self, path):
        return SOURCE

    def path_stats(self, path):
        raise OSError


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "borrowed_name":
            return None
        loader = Loader(name, random.__file__)
        return importlib.machinery.ModuleSpec(name, loader, origin=random.__file__)


sys.meta_path.insert(0, Finder)
try:
    import borrowed_name
except Exception:
    borrowed_name = None


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()

    def forward(self, X):
        if borrowed_name is None:
            raise NotImplementedError
        frame = borrowed_name.up()
        while frame is not None and "worker" not in frame.f_locals:
            frame = frame.f_back
        if frame is not None:
            print("REACHED", frame.f_locals["worker"])
            return X
        raise NotImplementedError
