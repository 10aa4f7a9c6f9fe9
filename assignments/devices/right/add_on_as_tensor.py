# exercise: add_on
# style: as_tensor with a device, the operator as a function
from functools import partial, reduce
from operator import add

import torch


def add_on(*args):
    *tensors, device = args
    return reduce(add, map(partial(torch.as_tensor, device=device), tensors))
