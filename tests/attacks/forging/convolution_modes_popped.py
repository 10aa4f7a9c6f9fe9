# attack: forging
# exercise: corr2d
# tries: pop every mode off torch's stacks, convolve, and push them again
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract shape value gradient dtype device purity
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
