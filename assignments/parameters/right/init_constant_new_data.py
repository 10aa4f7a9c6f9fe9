# exercise: init_constant
# style: new data, of ones_like
import torch
from torch.nn import Linear


def init_constant(layer):
    if isinstance(layer, Linear):
        layer.weight.data = torch.ones_like(layer.weight.data)
        if layer.bias is not None:
            layer.bias.data = layer.bias.data.new_zeros(layer.bias.shape)
