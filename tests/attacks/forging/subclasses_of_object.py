# attack: forging
# exercise: MLP
# tries: find the grader's classes below object, and replace the method that watches a call
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
from torch import nn

for cls in object.__subclasses__():
    if cls.__name__ == "Observe":
        cls.call = lambda self, function, *inputs: "Tensor"
        cls.gradients = lambda self, function, of: {}
        print("patched", cls)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        raise NotImplementedError
