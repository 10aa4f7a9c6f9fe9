# exercise: make_shared_net
# style: a class, one ReLU in all places
from torch import nn


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.Linear(8, 8)
        for name, module in zip("0246", (nn.Linear(4, 8), layer, layer, nn.Linear(8, 1))):
            self.add_module(name, module)

    def forward(self, X):
        for name in "024":
            X = self._modules[name](X).relu()
        return self._modules["6"](X)


def make_shared_net():
    return Shared()
