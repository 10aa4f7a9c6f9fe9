# exercise: build_add_module
# style: lazy layers, set as attributes of a Sequential
from torch import nn


def build_add_module():
    net = nn.Sequential()
    net.conv = nn.LazyConv2d(3, kernel_size=3)
    net.batchnorm = nn.LazyBatchNorm2d()
    net.relu = nn.ReLU()
    return net
