# exercise: MLP
# mistake: MLP is a function that returns a net
# loses: contract.can_be_called
# blocks: shape.ten_outputs_per_row, value.relu_between_two_layers, gradient.reaches_both_layers, naming.hidden_and_out, device.stays_on_the_device
from collections import OrderedDict

from torch import nn


def MLP():
    return nn.Sequential(OrderedDict(
        hidden=nn.Linear(20, 256), relu=nn.ReLU(), out=nn.Linear(256, 10),
    ))
