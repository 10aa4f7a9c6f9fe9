# exercise: build_from_ordered_dict
# style: as in the tutorial
from collections import OrderedDict

import torch.nn as nn


def build_from_ordered_dict():
    net3= nn.Sequential(OrderedDict([
              ('conv1', nn.Conv2d(3, 3, 3)),
              ('batchnorm', nn.BatchNorm2d(3)),
              ('relu1', nn.ReLU())
            ]))
    return net3
