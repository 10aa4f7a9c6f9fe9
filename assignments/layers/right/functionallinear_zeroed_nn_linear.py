# exercise: FunctionalLinear
# style: an nn.Linear whose parameters are filled with zeros
from torch import nn


class FunctionalLinear(nn.Linear):
    def __init__(self, in_features: int = 3, out_features: int = 4) -> None:
        super().__init__(in_features, out_features)

    def reset_parameters(self) -> None:
        nn.init.zeros_(self.weight)
        nn.init.constant_(self.bias, 0.0)
