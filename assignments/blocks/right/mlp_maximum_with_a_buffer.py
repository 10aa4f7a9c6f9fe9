# exercise: MLP
# style: ReLU as the maximum with a zero that is a buffer
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)
        self.register_buffer("zero", torch.zeros(1))
    def forward(self, X):
        return self.out(torch.maximum(self.hidden(X), self.zero))
