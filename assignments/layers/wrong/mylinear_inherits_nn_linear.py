# exercise: MyLinear
# mistake: inherits nn.Linear, whose weight is transposed; the start is mended
# loses: naming.weight_and_bias
from torch import nn


class MyLinear(nn.Linear):
    def __init__(self, in_units, units):
        super().__init__(in_units, units)
        nn.init.normal_(self.weight)
        nn.init.normal_(self.bias)

    def forward(self, X):
        return super().forward(X).relu()
