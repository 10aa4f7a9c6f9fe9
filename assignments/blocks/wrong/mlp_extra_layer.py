# exercise: MLP
# mistake: a third layer that nobody asked for
# loses: naming.hidden_and_out
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.hidden2 = nn.Linear(256, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        X = F.relu(self.hidden(X))
        X = F.relu(self.hidden2(X))
        return self.out(X)
