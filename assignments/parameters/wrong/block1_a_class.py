# exercise: block1
# mistake: a class with other names of attributes, not a function
# loses: contract.returns_a_block
import torch
from torch import nn


class block1(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(4, 8)
        self.linear2 = nn.Linear(8, 4)

    def forward(self, X):
        return torch.relu(self.linear2(torch.relu(self.linear1(X))))
