# exercise: make_shared_net
# style: two layers whose Parameters are the same objects
from torch import nn


def make_shared_net():
    first, second = nn.Linear(8, 8), nn.Linear(8, 8)
    second.weight = first.weight
    second.bias = first.bias
    return nn.Sequential(
        nn.Linear(4, 8), nn.ReLU(), first, nn.ReLU(), second, nn.ReLU(), nn.Linear(8, 1)
    )
