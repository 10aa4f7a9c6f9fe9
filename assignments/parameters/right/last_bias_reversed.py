# exercise: last_bias
# style: from the end, until one is found
import torch
from torch import nn


def last_bias(net):
    for layer in reversed(net):
        if type(layer) == nn.Linear:
            with torch.no_grad():
                return layer.bias.clone()
