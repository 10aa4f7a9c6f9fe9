# exercise: build_from_args
# style: a ModuleList that can be called
from torch import nn


class Chain(nn.ModuleList):
    def forward(self, x):
        for step in self:
            x = step(x)
        return x


def build_from_args():
    steps = [nn.Conv2d(3, 3, 3), nn.BatchNorm2d(3)]
    steps += [nn.ReLU()]
    return Chain(steps)
