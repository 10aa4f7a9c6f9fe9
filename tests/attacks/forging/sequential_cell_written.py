# attack: forging
# exercise: MySequential
# tries: write into a closure's cell of what watches classes
# held-by: what watches has no cells
# rightly: contract value gradient naming serialization dtype mode purity device
from torch import nn
class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self.add_module(str(i), m)
    def forward(self, X):
        return nn.Sequential(*self._modules.values())(X)
def nothing(*a):
    yield
for c in object.__subclasses__():
    if c.__name__ == "Observe":
        c.call.__globals__["_calls_of"].__closure__[0].cell_contents = nothing
