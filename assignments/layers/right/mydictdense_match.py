# exercise: MyDictDense
# style: a match statement, F.linear, and a loud last case
import torch
from torch import nn
from torch.nn import functional as F


class MyDictDense(nn.Module):
    def __init__(self):
        super().__init__()
        self.params = nn.ParameterDict(
            dict(
                linear3=nn.Parameter(torch.rand(4, 2)),
                linear2=nn.Parameter(torch.rand(4, 1)),
                linear1=nn.Parameter(torch.rand(4, 4)),
            )
        )

    def forward(self, x, choice="linear1"):
        match choice:
            case "linear1":
                weight = self.params["linear1"]
            case "linear2":
                weight = self.params["linear2"]
            case "linear3":
                weight = self.params["linear3"]
            case _:
                raise KeyError(choice)
        return F.linear(x, weight.mT)
