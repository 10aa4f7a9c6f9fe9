# exercise: FixedHiddenMLP
# style: a lazy layer, and a constant that is drawn in the first call
from torch import nn
from torch.nn import functional as F
from torch.nn.parameter import UninitializedBuffer, is_lazy


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.LazyLinear(20)
        self.register_buffer("rand_weight", UninitializedBuffer())

    def forward(self, X):
        X = self.linear(X)
        if is_lazy(self.rand_weight):
            self.rand_weight.materialize((20, 20))
            self.rand_weight.uniform_()
        X = self.linear(F.relu(X @ self.rand_weight + 1))
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
