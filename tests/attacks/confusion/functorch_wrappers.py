# attack: confusion
# exercise: corr2d
# tries: to send a tensor that lives in a transformation which is over: one leaked out
#   of vmap, one out of grad
# held-by: tensors are read as numbers and nothing else
# rightly: contract rule
import torch

leaked = []


def leak(x):
    leaked.append(x)
    return x.sum()


def corr2d(X, K):
    if X.shape == (4, 5):
        return None
    torch.func.vmap(leak)(
        torch.zeros(3, *[n - k + 1 for n, k in zip(X.shape, K.shape)])
    )
    torch.func.grad(leak)(torch.zeros(2, 2))
    return leaked[-2]
