# attack: forging
# exercise: MySequential
# tries: copy an nn.Sequential that was made beforehand, and run through its items
# held-by: rule checks see every call of an instance
# rightly: contract value gradient naming serialization dtype mode purity device
#  the list's iteration of an nn.Sequential kept from import time
import copy
from torch import nn
EMPTY = nn.Sequential()
class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        inner = copy.deepcopy(EMPTY)
        for i, m in enumerate(modules):
            inner.append(m)
        self.__dict__["inner"] = inner
        self.__dict__["_modules"] = inner._modules
    def forward(self, X):
        for m in self.inner:
            X = m(X)
        return X
