# exercise: init_constant
# style: loaded from a state_dict
import torch
from torch import nn


def init_constant(module):
    if isinstance(module, nn.Linear):
        state = module.state_dict()
        for name in state:
            make = torch.ones_like if name == "weight" else torch.zeros_like
            state[name] = make(state[name])
        module.load_state_dict(state)
