# exercise: MLP
# mistake: the hidden layer has 128 units instead of 256
# loses: naming.hidden_and_out
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 128)
        self.out = nn.Linear(128, 10)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
