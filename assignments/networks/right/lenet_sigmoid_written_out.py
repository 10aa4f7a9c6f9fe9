# exercise: LeNet
# style: sigmoid and pooling written out, stages as classes
import torch
from torch import nn


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def pool(x):
    n, channels, height, width = x.shape
    pairs = x.reshape(n, channels, height // 2, 2, width // 2, 2)
    return pairs.mean(dim=(3, 5))


class Stage(nn.Module):
    def __init__(self, given, made, padding):
        super().__init__()
        self.conv = nn.Conv2d(given, made, 5, padding=padding)

    def forward(self, x):
        return pool(sigmoid(self.conv(x)))


class LeNet(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.first, self.second = Stage(1, 6, 2), Stage(6, 16, 0)
        widths = (400, 120), (120, 84), (84, 10)
        self.head = nn.ModuleList(nn.Linear(*pair) for pair in widths)

    def forward(self, x):
        x = self.second(self.first(x))
        x = x.reshape(x.shape[0], -1)
        for layer in self.head[:-1]:
            x = sigmoid(layer(x))
        return self.head[-1](x)
