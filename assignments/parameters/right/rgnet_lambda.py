# exercise: make_rgnet
# style: a lambda, and a helper of one's own
from torch import nn


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


def block2():
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f"block {i}", block1())
    return net


def stack(*parts):
    return nn.Sequential(*parts)


make_rgnet = lambda: stack(block2(), nn.Linear(in_features=4, out_features=1))
