# exercise: MLP
# mistake: the hidden values are detached, so hidden never learns
# loses: gradient.reaches_both_layers
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        H = F.relu(self.hidden(X)).detach()
        return self.out(H)
