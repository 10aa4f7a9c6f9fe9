# exercise: FixedHiddenMLP
# style: registered as None, drawn in reset_parameters
import torch
import torch.nn as nn


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super(FixedHiddenMLP, self).__init__()
        self.register_buffer("rand_weight", None)
        self.linear = nn.Linear(20, 20)
        self.reset_parameters()

    def reset_parameters(self):
        self.rand_weight = torch.empty(20, 20).uniform_(0, 1)

    def forward(self, X):
        X = torch.relu(torch.addmm(torch.ones_like(X), self.linear(X), self.rand_weight))
        X = self.linear(X)
        while X.norm(p=1) > 1:
            X = X.div(2)
        return torch.sum(X)
