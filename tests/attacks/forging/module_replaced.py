# attack: forging
# exercise: MLP
# tries: put modules of its own in sys.modules, under the names that the grader and torch import later
# held-by: a submission's replacements are seen by nobody but itself
import sys
import types

from torch import nn


class Fake(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: "Tensor"


for name in ("msgspec", "json", "inspect", "traceback", "linecache", "hashlib"):
    sys.modules[name] = Fake(name)
for name in list(sys.modules):
    if name.startswith(("grader", "numpy")):
        sys.modules[name] = Fake(name)


class MLP(nn.Module):
    def __init__(self):
        raise NotImplementedError
