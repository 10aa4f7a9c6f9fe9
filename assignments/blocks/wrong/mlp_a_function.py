# exercise: MLP
# mistake: MLP is a function that returns a net
# loses: contract.can_be_called
from collections import OrderedDict

from torch import nn


def MLP():
    return nn.Sequential(OrderedDict(
        hidden=nn.Linear(20, 256), relu=nn.ReLU(), out=nn.Linear(256, 10),
    ))
