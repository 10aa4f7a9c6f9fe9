# exercise: build_from_args
# style: appended one by one
from torch import nn


def build_from_args():
    net = nn.Sequential()
    for layer in (nn.Conv2d(3, 3, kernel_size=3), nn.BatchNorm2d(3), nn.ReLU()):
        net.append(layer)
    return net
