# attack: confusion
# exercise: corr2d
# tries: to make everything a tensor, by an answer that the metaclass of torch.Tensor
#   gives
# held-by: names that a submission rebinds are reported
import torch

type(torch.Tensor).__instancecheck__ = lambda cls, instance: True


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raise NotImplementedError
