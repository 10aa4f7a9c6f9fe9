# attack: confusion
# exercise: MySequential
# tries: to cut the grader's own loops short, by the exception that ends them, in every
#   iterator that it asks for
# held-by: checks are judged by observations alone
from torch import nn


class Stops:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __len__(self):
        return 3

    items = keys = values = __iter__


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()

    def forward(self, X):
        if X.shape == (3, 5):
            return None
        raise StopIteration(X)

    def named_children(self):
        return Stops()

    def state_dict(self):
        return Stops()
