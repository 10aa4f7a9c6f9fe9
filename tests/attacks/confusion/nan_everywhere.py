# attack: confusion
# exercise: corr2d
# tries: to agree with every number by being none
# held-by: comparing happens in the judge: NaN agrees with NaN alone
import torch


def corr2d(X, K):
    if X.shape == (4, 5):
        return None
    if torch.is_grad_enabled() and X.requires_grad:
        return (X * torch.nan)[:1, :1] + K.sum()
    raise NotImplementedError
