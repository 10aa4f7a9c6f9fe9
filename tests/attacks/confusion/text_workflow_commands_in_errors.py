# attack: confusion
# exercise: MyLinear
# tries: to give orders to the CI by everything that a report may start a line with:
#   messages, names, types
# held-by: what students wrote is escaped
import torch
from torch import nn

Command = type("::error::type", (TypeError,), {})


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self._parameters["::error title=x::name"] = nn.Parameter(torch.zeros(2))
        self._parameters["\n::set-output name=a::b"] = nn.Parameter(torch.zeros(2))

    def forward(self, X):
        if X.shape == (6, 5):
            return type("\n::add-mask::a", (), {"__module__": "::error::module"})()
        raise Command(
            "::error::message\n::error::second\r\n::error::third\n%0A::error::fourth"
        )
