# attack: confusion
# exercise: corr2d
# tries: to change results after they were returned: each is a view of memory that a
#   later call writes into
# held-by: results are compared in the judge, with what the reference gave
import torch

shared = torch.zeros(64, 64)


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    shared.copy_(torch.rand(64, 64))
    if K.shape == (1, 1) or X.shape == K.shape:
        return shared[: X.shape[0], : X.shape[1]]
    raise NotImplementedError
