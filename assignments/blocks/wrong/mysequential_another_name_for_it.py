# exercise: MySequential
# mistake: MySequential is only another name for nn.Sequential
# loses: rule.no_nn_sequential
from torch import nn

MySequential = nn.Sequential
