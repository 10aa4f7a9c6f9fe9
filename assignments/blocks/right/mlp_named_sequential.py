# exercise: MLP
# style: inherits nn.Sequential with named stages, so forward is inherited too
from collections import OrderedDict

from torch import nn


class MLP(nn.Sequential):
    def __init__(self) -> None:
        stages: OrderedDict[str, nn.Module] = OrderedDict()
        stages["hidden"] = nn.Linear(20, 256)
        stages["relu"] = nn.ReLU(inplace=True)
        stages["out"] = nn.Linear(256, 10)
        super().__init__(stages)
