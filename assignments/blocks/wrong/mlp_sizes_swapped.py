# exercise: MLP
# mistake: in and out features of both layers are swapped
# loses: naming.hidden_and_out
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(256, 20)
        self.out = nn.Linear(10, 256)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
