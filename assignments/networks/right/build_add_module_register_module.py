# exercise: build_add_module
# style: register_module in a loop over a dict
import torch.nn as nn


def build_add_module():
    layers = dict(conv=nn.Conv2d(3, 3, (3, 3)), batchnorm=nn.BatchNorm2d(3), relu=nn.ReLU())
    block = nn.Sequential()
    for name in layers:
        block.register_module(name, layers[name])
    return block
