# attack: confusion
# exercise: MySequential
# tries: to have children and a state_dict by saying so, from a list that no Module
#   knows
# held-by: what is registered is read from where Module keeps it
# rightly: serialization
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.given = [modules]

    def named_children(self):
        return ((str(index), module) for index, module in enumerate(self.given[0]))

    def state_dict(self, *args, **kwargs):
        return {
            f"{name}.{key}": value
            for name, module in self.named_children()
            for key, value in module.state_dict().items()
        }

    def forward(self, X):
        return None
