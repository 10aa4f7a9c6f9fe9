# exercise: make_lazy_net
# mistake: layers are made in the first call, so that nothing is registered before
# loses: naming.two_layers
from torch import nn


class Net(nn.Module):
    def __init__(self, hidden, out):
        super().__init__()
        self.sizes, self.net = (hidden, out), None

    def forward(self, X):
        if self.net is None:
            hidden, out = self.sizes
            self.net = nn.Sequential(
                nn.Linear(X.shape[1], hidden), nn.ReLU(), nn.Linear(hidden, out)
            )
        return self.net(X)


def make_lazy_net(hidden, out):
    return Net(hidden, out)
