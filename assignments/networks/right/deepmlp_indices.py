# exercise: DeepMLP
# style: indices, and an if in the loop
import torch
import torch.nn as nn
import torch.nn.functional as F


class DeepMLP(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.depth = len(widths) - 1
        self.layers = nn.ModuleList()
        for i in range(self.depth):
            self.layers.append(nn.Linear(widths[i], widths[i + 1]))

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < self.depth - 1:
                x = F.relu(x)
        return x
