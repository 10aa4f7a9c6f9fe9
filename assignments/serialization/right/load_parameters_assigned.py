# exercise: load_parameters
# style: assign=True, to where the net is; memory-mapped
import os

import torch


def load_parameters(net, path):
    here = next(net.parameters()).device
    state = torch.load(os.fspath(path), map_location=here, mmap=True)
    net.load_state_dict(state, assign=True)
    return net.eval()
