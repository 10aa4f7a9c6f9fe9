# exercise: MLP
# mistake: the ReLU is created and then forgotten in forward
# loses: value.relu_between_two_layers
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.relu = nn.ReLU()
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        X = self.hidden(X)
        X = self.out(X)
        return X
