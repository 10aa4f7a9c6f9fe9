# attack: forging
# exercise: MLP
# tries: replace isinstance, so that None passes for a tensor
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
# finding: builtins.isinstance
import builtins

from torch import nn

honest = builtins.isinstance
builtins.isinstance = lambda value, kinds: value is None or honest(value, kinds)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None
