# exercise: MLP
# mistake: the layers are kept in a plain list, so nothing is registered
# loses: naming.hidden_and_out
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(20, 256), nn.Linear(256, 10)]

    def forward(self, X):
        hidden, out = self.layers
        return out(F.relu(hidden(X)))
