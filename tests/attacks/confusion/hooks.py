# attack: confusion
# exercise: MySequential
# tries: to replace what the grader's own modules compute, by global hooks on forward,
#   backward and registration
# held-by: checks are judged by observations alone
import torch
from torch import nn


def replace(module, args, out):
    return out if isinstance(module, MySequential) else torch.zeros(1)


nn.modules.module.register_module_forward_hook(replace)
nn.modules.module.register_module_full_backward_hook(lambda module, before, after: None)
nn.modules.module.register_module_parameter_registration_hook(lambda module, name, p: p)
nn.modules.module.register_module_module_registration_hook(lambda *_: nn.Identity())


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()

    def forward(self, X):
        if X.shape == (2, 4):
            return None
        raise NotImplementedError
