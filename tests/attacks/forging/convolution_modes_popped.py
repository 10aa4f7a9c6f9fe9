# attack: forging
# exercise: corr2d
# tries: pop every mode off torch's stacks, convolve, and push them again
# held-by: rules are watched below torch's Python functions, in every thread; what hides is reported
# rightly: contract shape value gradient dtype
import torch
from torch.overrides import _pop_mode, _push_mode


def corr2d(X, K):
    popped = []
    while torch._C._len_torch_function_stack():
        popped.append(_pop_mode())
    try:
        return torch.conv2d(X[None, None], K[None, None])[0, 0]
    finally:
        for mode in reversed(popped):
            _push_mode(mode)
