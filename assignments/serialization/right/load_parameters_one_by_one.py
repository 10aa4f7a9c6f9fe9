# exercise: load_parameters
# style: copied one by one, after all names and shapes were compared
from pathlib import Path

import torch
from torch import nn


@torch.no_grad()
def load_parameters(net: nn.Module, path) -> nn.Module:
    state = torch.load(Path(path), map_location=torch.device("cpu"), weights_only=True)
    own = net.state_dict()
    if own.keys() != state.keys():
        raise KeyError(own.keys() ^ state.keys())
    for name, tensor in own.items():
        if tensor.shape != state[name].shape:
            raise ValueError(f"{name} has shape {tuple(state[name].shape)}")
        tensor.copy_(state[name])
    for module in net.modules():
        module.training = False
    return net
