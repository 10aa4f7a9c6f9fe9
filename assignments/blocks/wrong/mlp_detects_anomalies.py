# exercise: MLP
# mistake: anomaly detection is switched on, and stays on
# loses: purity.leaves_no_trace
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        torch.autograd.set_detect_anomaly(True)
        return self.out(torch.relu(self.hidden(X)))
