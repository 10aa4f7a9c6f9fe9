# exercise: MySequential
# mistake: an nn.Sequential under another name, kept in a list
# loses: rule.no_nn_sequential
from torch.nn import Module
from torch.nn import Sequential as Runner


class MySequential(Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)
        self.hidden = [Runner(*modules)]

    def forward(self, X):
        return self.hidden[0](X)
