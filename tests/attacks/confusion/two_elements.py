# attack: confusion
# exercise: MyLinear
# tries: to start as draws from any distribution: two elements, of which no test can
#   tell anything
# held-by: a distribution is judged of as many elements as the reference has
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2))
        self.bias = nn.Parameter(torch.zeros(2))

    def forward(self, X):
        return None
