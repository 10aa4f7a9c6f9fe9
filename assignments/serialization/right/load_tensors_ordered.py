# exercise: load_tensors
# style: an ordered dict where a dict is asked for; partial
from collections import OrderedDict
from functools import partial

import torch


def save_tensors(obj, path):
    torch.save(OrderedDict(obj) if isinstance(obj, dict) else obj, path)


load_tensors = partial(torch.load, weights_only=True)
