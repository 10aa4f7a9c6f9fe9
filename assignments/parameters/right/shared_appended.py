# exercise: make_shared_net
# style: put in its second place afterwards, lazy ends
from torch import nn


def make_shared_net():
    net = nn.Sequential()
    for size in (8, 8, 8, 1):
        net.append(nn.LazyLinear(size) if size == 1 else nn.Linear(4, 8))
        net.append(nn.ReLU())
    net[2] = net[4] = nn.Linear(8, 8)
    del net[-1]
    return net
