# exercise: make_rgnet
# style: a subclass of nn.Sequential, initialised
from torch import nn


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


def block2():
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f"block {i}", block1())
    return net


class RGNet(nn.Sequential):
    def __init__(self):
        super().__init__(block2(), nn.Linear(4, 1))
        nn.init.normal_(self[1].weight, std=0.01)


def make_rgnet():
    return RGNet()
