# exercise: module_device
# at: return net.device
# says: device

import torch
from torch import nn
from torch.nn import functional as F


def module_device(net):
    return net.device
