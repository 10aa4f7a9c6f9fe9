# attack: confusion
# exercise: MySequential
# tries: to reach the objects behind a page or a table by keys that mean something there
# held-by: what students wrote is escaped
import torch
from torch import nn

KEYS = (
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "t",
    "value",
    "__class__",
    "$ref",
    "",
    " ",
    "\t",
    "null",
    "NaN",
)


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for key in KEYS:
            self._buffers[key] = torch.zeros(1)
            self._modules[f"{key}\n"] = nn.Identity()

    def forward(self, X):
        if X.shape == (2, 5):
            raise NotImplementedError
        return {key: {key: key} for key in KEYS}

    def named_children(self):
        return ((key, nn.Identity()) for key in KEYS)
