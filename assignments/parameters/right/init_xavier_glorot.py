# exercise: init_xavier
# style: by gain, dimension by dimension
import torch.nn.init as init
from torch import nn


def init_xavier(m):
    if isinstance(m, nn.Linear):
        init.xavier_uniform_(m.weight.data, gain=init.calculate_gain("linear"))
