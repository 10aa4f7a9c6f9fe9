# exercise: MLP
# mistake: forward returns the hidden values as well
# loses: contract.can_be_called
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        H = F.relu(self.hidden(X))
        return self.out(H), H
