# attack: forging
# exercise: MLP
# tries: make every module's output zero by a global hook, in the hope that the reference's is too
# held-by: student and reference never share a process
# rightly: contract shape mode value.any_strides
import torch
from torch import nn

nn.modules.module.register_module_forward_hook(lambda module, X, Y: torch.zeros_like(Y))


class MLP(nn.Module):
    def forward(self, X):
        return torch.zeros(X.shape[0], 10)
