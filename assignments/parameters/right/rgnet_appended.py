# exercise: make_rgnet
# style: appended, and lazy
from torch import nn


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


def block2():
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f"block {i}", block1())
    return net


def make_rgnet():
    net = nn.Sequential()
    net.append(block2())
    net.append(nn.LazyLinear(1))
    return net
