# exercise: Linear
# style: inherits nn.Linear, takes over its start, and renames what it has
from torch import nn
from torch.nn import functional


class Linear(nn.Linear):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__(in_features, out_features)
        self.w = nn.Parameter(self.weight.detach().T.clone())
        self.b = self.bias
        del self.weight, self.bias

    def forward(self, x):
        return functional.linear(x, self.w.t(), self.b)
