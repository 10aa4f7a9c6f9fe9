# exercise: last_bias
# style: the last one that is met, in data
from torch import nn


def last_bias(net):
    last = None
    for i in range(len(net)):
        match net[i]:
            case nn.Linear() as layer:
                last = layer
    return last.bias.data.clone()
