# exercise: last_bias
# style: by index, from the state_dict of the layer
import copy

import torch


def last_bias(net):
    index = len(net) - 1
    while not isinstance(net[index], torch.nn.Linear):
        index -= 1
    return copy.deepcopy(net[index].state_dict()["bias"])
