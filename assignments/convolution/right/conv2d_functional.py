# exercise: Conv2D
# style: F.conv2d with its own bias, weights from -1 to 1, bias registered first
import torch
import torch.nn.functional as F
from torch import nn


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.register_parameter("bias", nn.Parameter(torch.empty(1)))
        self.register_parameter("weight", nn.Parameter(torch.empty(*kernel_size)))
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.uniform_(self.weight, -1, 1)
        nn.init.zeros_(self.bias)

    def forward(self, X):
        Y = F.conv2d(X.unsqueeze(0).unsqueeze(0), self.weight[None, None], self.bias)
        return Y.squeeze(0).squeeze(0)
