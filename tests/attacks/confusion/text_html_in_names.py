# attack: confusion
# exercise: MySequential
# tries: to run a script in the page by the names of children and of what the state_dict
#   holds
# held-by: what students wrote is escaped
import torch
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self._modules["<script>alert(1)</script>"] = nn.Linear(2, 2)
        self._parameters['" onmouseover="alert(1)'] = nn.Parameter(torch.zeros(3))
        self._buffers["]]><script>steal()</script>"] = torch.zeros(3)

    def forward(self, X):
        if X.shape == (2, 4):
            return None
        raise NotImplementedError
