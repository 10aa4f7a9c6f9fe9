# exercise: MLP
# mistake: super().__init__() comes after the layers
# loses: contract.can_be_called
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)
        super().__init__()

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
