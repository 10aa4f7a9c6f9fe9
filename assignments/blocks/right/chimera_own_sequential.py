# exercise: make_chimera
# style: a lambda, and a sequential block of one's own
from torch import nn, rand, relu


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for number, module in enumerate(modules):
            setattr(self, str(number), module)

    def forward(self, X):
        for module in self._modules.values():
            X = module(X)
        return X


class NestMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = MySequential(
            nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()
        )
        self.linear = nn.Linear(32, 16)

    def forward(self, X):
        return self.linear(self.net(X))


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.register_buffer("rand_weight", rand(20, 20))

    def forward(self, X):
        X = self.linear(relu(self.linear(X) @ self.rand_weight + 1))
        while abs(X).sum() > 1:
            X = X * 0.5
        return X.sum()


make_chimera = lambda: MySequential(NestMLP(), nn.Linear(16, 20), FixedHiddenMLP())
