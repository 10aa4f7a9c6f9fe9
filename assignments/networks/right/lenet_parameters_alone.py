# exercise: LeNet
# style: Parameters in a list, and functions alone
import torch
import torch.nn.functional as F
from torch import nn

SHAPES = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        weights = [0.1 * torch.randn(shape) for shape in SHAPES]
        self.weights = nn.ParameterList(weights)
        self.biases = nn.ParameterList([torch.zeros(shape[0]) for shape in SHAPES])

    def forward(self, x):
        for i, padding in ((0, 2), (1, 0)):
            x = F.conv2d(x, self.weights[i], self.biases[i], padding=padding)
            x = x.sigmoid().unfold(2, 2, 2).unfold(3, 2, 2).mean((-1, -2))
        x = x.reshape(len(x), -1)
        for i in (2, 3):
            x = torch.sigmoid(x @ self.weights[i].T + self.biases[i])
        return x @ self.weights[4].T + self.biases[4]
