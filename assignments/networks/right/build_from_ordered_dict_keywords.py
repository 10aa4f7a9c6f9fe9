# exercise: build_from_ordered_dict
# style: keywords, and a lambda
import collections

from torch import nn

build_from_ordered_dict = lambda: nn.Sequential(collections.OrderedDict(
    conv1=nn.Conv2d(3, 3, 3, stride=1, padding=0, bias=True),
    batchnorm=nn.BatchNorm2d(3, eps=1e-5, momentum=0.1),
    relu1=nn.ReLU(),
))
