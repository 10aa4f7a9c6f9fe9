# attack: forging
# exercise: MySequential
# tries: keep nn.Sequential's own functions before they are watched, and run them on an instance made without its __init__
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract value gradient naming serialization dtype mode purity device
from torch import nn

forward, setup = nn.Sequential.forward, nn.Module.__init__


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for index, module in enumerate(modules):
            self.add_module(str(index), module)
        inner = nn.Sequential.__new__(nn.Sequential)
        setup(inner)
        for index, module in enumerate(modules):
            inner.add_module(str(index), module)
        self.__dict__["inner"] = inner

    def forward(self, X):
        return forward(self.inner, X)
