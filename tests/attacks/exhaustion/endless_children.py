# attack: exhaustion
# exercise: MLP
# tries: to grow while it is walked: each attribute that is looked at holds a new list
#   of two
# held-by: times, output and answer sizes have limits of their own
from torch import nn


class Growing(list):
    def __iter__(self):
        yield Growing()
        yield Growing()


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = Growing()

    def forward(self, X):
        return None

    def named_parameters(self, *args, **kwargs):
        while True:
            yield "weight", self
