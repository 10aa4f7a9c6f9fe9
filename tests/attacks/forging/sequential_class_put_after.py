# attack: forging
# exercise: MySequential
# tries: become an nn.Sequential once __init__ is over
# held-by: rule checks see every call of an instance
# rightly: contract value gradient naming serialization dtype mode purity device
from torch import nn
class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self.add_module(str(i), m)
        self.__class__ = Mine
    def forward(self, X): return X
class Mine(nn.Sequential):
    def forward(self, X):
        for m in self: X = m(X)
        return X
