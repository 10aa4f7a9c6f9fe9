# attack: confusion
# exercise: MyLinear
# tries: to rule the terminal by the names of parameters and of what they belong to
# held-by: what students wrote is escaped
import torch
from torch import nn

NAMES = (
    "\x1b[2J",
    "\r\n::error::x",
    "\u202eeslaf",
    "<b>bold</b>",
    "=1+1",
    "\x00",
    "\ud800",
    "__proto__",
    "",
)


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        for name in NAMES:
            self._parameters[name] = nn.Parameter(torch.zeros(5))

    def forward(self, X):
        return None
