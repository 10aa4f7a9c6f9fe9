# exercise: FunctionalLinear
# style: a lazy layer whose start is overwritten
import torch
from torch import nn


class FunctionalLinear(nn.LazyLinear):
    cls_to_become = None

    def __init__(self, in_features=3, out_features=4):
        super().__init__(out_features)

    def reset_parameters(self):
        if self.bias is not None and not self.has_uninitialized_params():
            with torch.no_grad():
                self.weight.zero_()
                self.bias.zero_()
