# exercise: MyLinear
# mistake: wraps nn.Linear: other names, the transposed shape, and its own start
# loses: naming.weight_and_bias, init.standard_normal
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.linear = nn.Linear(in_units, units)

    def forward(self, X):
        return self.linear(X).relu()
