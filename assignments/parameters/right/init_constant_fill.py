# exercise: init_constant
# style: fill_, through getattr
import torch
from torch import nn


def init_constant(module):
    values = {"weight": 1.0, "bias": 0.0}
    if isinstance(module, (nn.Linear,)):
        with torch.no_grad():
            for name, value in values.items():
                parameter = getattr(module, name)
                if parameter is not None:
                    parameter.fill_(value)
