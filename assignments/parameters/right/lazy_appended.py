# exercise: make_lazy_net
# style: appended, with a ReLU in place
from torch import nn


def make_lazy_net(*sizes):
    net = nn.Sequential()
    for size in sizes:
        net.append(nn.LazyLinear(size))
        net.append(nn.ReLU(inplace=True))
    return net[:-1]
