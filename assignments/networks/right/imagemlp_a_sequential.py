# exercise: ImageMLP
# style: a subclass of Sequential with names
from collections import OrderedDict

from torch import nn


class ImageMLP(nn.Sequential):
    def __init__(self):
        layers = OrderedDict(hidden=nn.Linear(784, 256), act=nn.ReLU(), output=nn.Linear(256, 10))
        super().__init__(layers)
