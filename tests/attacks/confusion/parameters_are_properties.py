# attack: confusion
# exercise: MLP
# tries: to hold parameters that are made at each look, by properties in the place of a
#   Module's own tables
# held-by: what is registered is read by Module's own methods
import torch
from torch import nn

SHAPES = {
    "hidden.weight": (256, 20),
    "hidden.bias": (256,),
    "out.weight": (10, 256),
    "out.bias": (10,),
}


class MLP(nn.Module):
    weight = property(lambda self: nn.Parameter(torch.zeros(256, 20)))
    _modules = property(lambda self: {})
    _buffers = property(lambda self: {})

    @property
    def _parameters(self):
        return {
            name: nn.Parameter(torch.zeros(shape)) for name, shape in SHAPES.items()
        }

    def __init__(self):
        object.__init__(self)

    def forward(self, X):
        return None
