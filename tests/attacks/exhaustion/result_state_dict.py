# attack: exhaustion
# exercise: MySequential
# tries: to have a state_dict of a million names written down and compared
# held-by: answers have limits of their own
import torch
from torch import nn


class Million(dict):
    def items(self):
        return ((f"{i}.weight" * 50, self.one) for i in range(1_000_000))

    def keys(self):
        return (f"{i}.weight" * 50 for i in range(1_000_000))

    def __getitem__(self, key):
        return torch.zeros(1)

    one = torch.zeros(1)


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()

    def forward(self, X):
        return None

    def state_dict(self, *args, **kwargs):
        return Million()

    def named_children(self):
        raise NotImplementedError
