# exercise: block2
# style: of a dict with names
from collections import OrderedDict

from torch import nn


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


def block2():
    return nn.Sequential(OrderedDict({"block " + str(i): block1() for i in range(4)}))
