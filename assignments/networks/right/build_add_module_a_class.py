# exercise: build_add_module
# style: a class with attributes in another order, ReLU in place
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU(inplace=True)
        self.batchnorm = nn.BatchNorm2d(num_features=3)
        self.conv = nn.Conv2d(in_channels=3, out_channels=3, kernel_size=3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.relu(self.batchnorm(self.conv(x)))




def build_add_module():
    return Block()
