# exercise: MLP
# style: ReLU as a module, layers made by a keyword call, no type hints
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
