# exercise: MLP
# mistake: super().__init__() is missing
# loses: contract.can_be_called
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
