# exercise: build_from_ordered_dict
# style: add_module after all, with He's initialisation
from torch import nn


def build_from_ordered_dict():
    net = nn.Sequential()
    conv = nn.Conv2d(3, 3, 3)
    nn.init.kaiming_normal_(conv.weight)
    nn.init.zeros_(conv.bias)
    for name, layer in [("conv1", conv), ("batchnorm", nn.BatchNorm2d(3)), ("relu1", nn.ReLU())]:
        net.add_module(name, layer)
    return net
