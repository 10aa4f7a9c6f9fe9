# exercise: initialize_weights
# style: an inner function for apply, with match
from torch import nn


def initialize_weights(net):
    def first_values(module):
        match module:
            case nn.Conv2d(weight=weight, bias=bias):
                nn.init.xavier_normal_(weight)
                value = 0.3
            case nn.Linear(weight=weight, bias=bias):
                nn.init.normal_(weight, std=0.1)
                value = 0.0
            case nn.BatchNorm2d(weight=weight, bias=bias) if weight is not None:
                nn.init.ones_(weight)
                value = 0.0
            case _:
                return
        if bias is not None:
            nn.init.constant_(bias, value)

    net.apply(first_values)
    return net
