# attack: confusion
# exercise: corr2d
# tries: to change what the grader hands over: it shrinks, detaches and overwrites its
#   own inputs in place
# held-by: inputs are drawn anew from secret seeds on the reference
import torch


def corr2d(X, K):
    for tensor in (X, K):
        tensor.data = torch.zeros(1, 1)
        tensor.requires_grad_(False)
        tensor.__class__ = type("Mine", (torch.Tensor,), {})
    if X.shape == (1, 1):
        raise NotImplementedError
    return None
