# exercise: init_constant
# style: as in the book, with a condition more
from torch import nn


def init_constant(module):
    if type(module) == nn.Linear:
        nn.init.constant_(module.weight, 1)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
