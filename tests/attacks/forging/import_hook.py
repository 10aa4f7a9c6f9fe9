# attack: forging
# exercise: MLP
# tries: put a finder first in sys.meta_path and sys.path_hooks, to serve what the grader imports while checks run
# held-by: children import what they need before a submission runs
import importlib.abc
import importlib.machinery
import sys

from torch import nn


class Loader(importlib.abc.Loader):
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        print("REACHED an import of", module.__name__)


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith("grader"):
            return importlib.machinery.ModuleSpec(name, Loader())


sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: Finder())
sys.path_importer_cache.clear()


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError
