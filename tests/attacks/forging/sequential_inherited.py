# attack: forging
# exercise: MySequential
# tries: inherit nn.Sequential, and call neither its __init__ nor its forward
# held-by: rule checks see every call of an instance
# rightly: contract value gradient naming serialization dtype mode purity device
from torch import nn
class MySequential(nn.Sequential):
    def __init__(self, *modules):
        nn.Module.__init__(self)
        for i, m in enumerate(modules):
            self.add_module(str(i), m)
    def forward(self, X):
        for m in self:
            X = m(X)
        return X
