# exercise: Conv2D
# style: windows as rows of a matrix, one matrix product, sizes kept as attributes
import torch
from torch import nn


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.h, self.w = kernel_size
        self.weight = nn.Parameter(torch.rand(self.h, self.w) * 0.1)
        self.bias = nn.Parameter(torch.tensor([0.0]))

    def forward(self, X):
        windows = X.unfold(0, self.h, 1).unfold(1, self.w, 1)
        rows, columns = windows.shape[:2]
        flat = windows.reshape(rows * columns, self.h * self.w)
        out = torch.addmv(self.bias, flat, self.weight.reshape(-1))
        return out.reshape(rows, columns)
