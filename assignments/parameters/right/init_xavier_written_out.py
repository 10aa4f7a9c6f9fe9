# exercise: init_xavier
# style: the rule written out
import math

import torch
from torch import nn


def init_xavier(module):
    if isinstance(module, nn.Linear):
        a = math.sqrt(6 / (module.in_features + module.out_features))
        with torch.no_grad():
            module.weight.uniform_(-a, a)
