# exercise: MLP
# mistake: the constructor demands sizes
# loses: contract.can_be_called
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.hidden = nn.Linear(inputs, hidden)
        self.out = nn.Linear(hidden, outputs)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
