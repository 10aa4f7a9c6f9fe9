# attack: forging
# exercise: MySequential
# tries: replace sys.setprofile by a function that does nothing
# held-by: rule checks keep the functions that they need
# rightly: contract value gradient naming serialization
import sys
from torch import nn
sys.setprofile = lambda f: None
class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self.add_module(str(i), m)
    def forward(self, X):
        return nn.Sequential(*self._modules.values())(X)
