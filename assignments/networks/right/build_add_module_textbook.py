# exercise: build_add_module
# style: as in the tutorial
import torch.nn as nn


def build_add_module():
    net1 = nn.Sequential()
    net1.add_module('conv', nn.Conv2d(3, 3, 3))
    net1.add_module('batchnorm', nn.BatchNorm2d(3))
    net1.add_module('relu', nn.ReLU())
    return net1
