# exercise: block2
# style: one block added to what there is
from torch import nn


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


def block2(count=4):
    net = block2(count - 1) if count else nn.Sequential()
    if count:
        net.register_module("block {}".format(count - 1), block1())
    return net
