# exercise: MLP
# mistake: both layers sit in an nn.Sequential, so their names have a prefix
# loses: naming.hidden_and_out
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))

    def forward(self, X):
        return self.net(X)
