# attack: confusion
# exercise: MySequential
# tries: to earn the points of a rule and of names by a class that does nothing
# held-by: a rule is judged only of what returns as the contract says
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()

    def forward(self, X):
        return None
