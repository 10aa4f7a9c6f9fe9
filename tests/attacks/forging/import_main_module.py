# attack: forging
# exercise: MLP
# tries: search every module in sys.modules for what the grader is made of, whatever it is called
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import sys

from torch import nn

for name, module in list(sys.modules.items()):
    if type(module) is not type(sys):
        continue
    for key, value in list(vars(module).items()):
        if type(value) is type and value.__name__ == "Observe":
            value.call = lambda self, function, *inputs: "Tensor"
            print("patched", name)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        raise NotImplementedError
