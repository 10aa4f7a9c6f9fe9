# exercise: FixedHiddenMLP
# style: the constant is moved in forward as well, needlessly
import torch
import torch.nn.functional as F
from torch import nn


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        constant = torch.empty(20, 20)
        nn.init.uniform_(constant)
        self.register_buffer("rand_weight", constant)

    def forward(self, X):
        constant = self.rand_weight.to(X.device).detach()
        X = self.linear(X)
        X = F.relu(torch.tensordot(X, constant, dims=1) + torch.ones(20, device=X.device))
        X = self.linear(X)
        while True:
            if torch.sum(torch.abs(X)) <= 1:
                return torch.sum(X)
            X = torch.div(X, 2)
