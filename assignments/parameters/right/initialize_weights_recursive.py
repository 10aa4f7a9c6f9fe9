# exercise: initialize_weights
# style: recursive, with a table of rules
import torch
from torch import nn


def xavier(weight):
    out, into, height, width = weight.shape
    weight.normal_(0, (2 / ((out + into) * height * width)) ** 0.5)


RULES = {
    nn.Conv2d: (xavier, 0.3),
    nn.Linear: (lambda weight: weight.normal_(0, 0.1), 0.0),
    nn.BatchNorm2d: (lambda weight: weight.fill_(1), 0.0),
}


@torch.no_grad()
def initialize_weights(net):
    if type(net) in RULES and net.weight is not None:
        draw, value = RULES[type(net)]
        draw(net.weight)
        if net.bias is not None:
            net.bias.fill_(value)
    for child in net.children():
        initialize_weights(child)
