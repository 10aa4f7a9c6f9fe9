# attack: forging
# exercise: MLP
# tries: write into a builtin type's namespace behind its read-only proxy
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import ctypes
import gc

from torch import nn

namespace = gc.get_referents(vars(type(None)))[0]
namespace["__class__"] = property(lambda self: __import__("torch").Tensor)
ctypes.pythonapi.PyType_Modified(ctypes.py_object(type(None)))


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None
