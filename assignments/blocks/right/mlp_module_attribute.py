# exercise: MLP
# style: ReLU as a module, layers made by a keyword call, no type hints

# ruff: noqa: ANN001, ANN201, ANN204, D100, D101, D102, RET504, UP008
# mypy: ignore-errors
import torch.nn as nn


class MLP(nn.Module):
    def __init__(self):
        super(MLP, self).__init__()
        self.hidden = nn.Linear(in_features=20, out_features=256, bias=True)
        self.activation = nn.ReLU()
        self.out = nn.Linear(in_features=256, out_features=10)

    def forward(self, x):
        x = self.hidden(x)
        x = self.activation(x)
        x = self.out(x)
        return x
