# exercise: make_lazy_net
# style: as in the book
from torch import nn


def make_lazy_net(hidden, out):
    return nn.Sequential(nn.LazyLinear(hidden), nn.ReLU(), nn.LazyLinear(out))
