# exercise: block1
# style: appended, and lazy
from torch import nn


def block1():
    net = nn.Sequential()
    for size in (8, 4):
        net.append(nn.LazyLinear(size))
        net.append(nn.ReLU(inplace=True))
    return net
