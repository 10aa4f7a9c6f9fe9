# attack: forging
# exercise: MySequential
# tries: have an nn.Sequential that was never initialised compiled by torch.jit
# held-by: rule checks see every call of an instance
# rightly: contract value gradient naming serialization dtype mode purity device
import torch
from torch import nn
class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self.add_module(str(i), m)
    def forward(self, X):
        if not len(self._modules): return X
        inner = nn.Sequential.__new__(nn.Sequential)
        nn.Module.__init__(inner)
        for i, m in enumerate(self._modules.values()):
            inner.add_module(str(i), m)
        return torch.jit.script(inner)(X)
