# attack: forging
# exercise: MLP
# tries: replace a method of the grader's that it found below object, only until it is called
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        for cls in object.__subclasses__():
            if cls.__name__ == "Observe":
                space = cls.call.__globals__
                honest = space["_type_of"]

                def lie(result, depth=0):
                    space["_type_of"] = honest
                    return "Tensor"

                space["_type_of"] = lie

    def forward(self, X):
        return None
