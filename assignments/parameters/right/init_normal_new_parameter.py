# exercise: init_normal
# style: new Parameters, as able to learn
import torch
from torch import nn


def init_normal(module):
    match module:
        case nn.Linear(weight=weight, bias=bias):
            values = torch.normal(torch.zeros_like(weight), 0.01)
            module.weight = nn.Parameter(values, requires_grad=weight.requires_grad)
            if bias is not None:
                module.bias = nn.Parameter(
                    torch.zeros_like(bias), requires_grad=bias.requires_grad
                )
