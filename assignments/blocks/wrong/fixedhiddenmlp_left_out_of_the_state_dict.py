# exercise: FixedHiddenMLP
# mistake: the constant is taken out of the state_dict, to keep it small
# loses: serialization.constant_is_saved
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.register_buffer("rand_weight", torch.rand(20, 20))

    def state_dict(self, *args, **kwargs):
        state = super().state_dict(*args, **kwargs)
        del state["rand_weight"]
        return state

    def load_state_dict(self, state, strict=False):
        return super().load_state_dict(state, strict=False)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(torch.mm(X, self.rand_weight) + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
