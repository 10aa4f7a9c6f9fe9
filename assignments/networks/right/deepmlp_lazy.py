# exercise: DeepMLP
# style: lazy layers, and last is found by identity
from torch import nn, relu


class DeepMLP(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.layers = nn.ModuleList(map(nn.LazyLinear, widths[1:]))

    def forward(self, X):
        for layer in self.layers:
            X = layer(X) if layer is self.layers[-1] else relu(layer(X))
        return X
