# exercise: init_threshold
# style: as in the book, without its print
from torch import nn


def init_threshold(module):
    if type(module) == nn.Linear:
        nn.init.uniform_(module.weight, -10, 10)
        module.weight.data *= module.weight.data.abs() >= 5
