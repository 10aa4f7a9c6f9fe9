# exercise: block2
# style: a class that looks its blocks up by name
from torch import nn


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


class Four(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(4):
            setattr(self, "block %d" % i, block1())

    def forward(self, X):
        for block in self.children():
            X = block(X)
        return X


def block2():
    return Four()
