# attack: forging
# exercise: MLP
# tries: replace isinstance by a function whose code claims to come from torch's own files
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
import builtins

import torch
from torch import nn

SOURCE = """
def isinstance(value, kinds, honest=isinstance):
    return value is None or honest(value, kinds)
"""
namespace = {}
exec(compile(SOURCE, torch.__file__, "exec"), namespace)
builtins.isinstance = namespace["isinstance"]


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None
