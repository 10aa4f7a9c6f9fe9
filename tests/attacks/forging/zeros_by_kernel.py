# attack: forging
# exercise: MLP
# tries: register kernels of its own for torch's operators, in the hope that the reference runs them
# held-by: student and reference never share a process
# rightly: contract shape mode value.any_strides
import torch
from torch import nn

library = torch.library.Library("aten", "IMPL")
try:
    library.impl("addmm", lambda bias, *rest, **more: torch.zeros(2, 10), "CPU")
    library.impl("normal_", lambda x, *rest, **more: x.zero_(), "CPU")
except RuntimeError as error:
    print(error)


class MLP(nn.Module):
    def forward(self, X):
        return torch.zeros(X.shape[0], 10)
