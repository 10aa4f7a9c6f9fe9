# exercise: MySequential
# mistake: inherits nn.Sequential, which does all the work
# loses: rule.no_nn_sequential
from torch import nn


class MySequential(nn.Sequential):
    pass
