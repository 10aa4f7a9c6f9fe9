# exercise: MLP
# style: ReLU in a forward hook on hidden, class made by a function
from torch import nn


def make_class():
    class MLP(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(20, 256)
            self.hidden.register_forward_hook(lambda module, args, result: result.relu())
            self.out = nn.Linear(256, 10)

        def forward(self, *args):
            (X,) = args
            return self.out(self.hidden(X))

    return MLP


MLP = make_class()
