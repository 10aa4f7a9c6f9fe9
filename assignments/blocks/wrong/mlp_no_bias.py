# exercise: MLP
# mistake: both layers are made without a bias
# loses: naming.hidden_and_out
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256, bias=False)
        self.out = nn.Linear(256, 10, bias=False)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
