# attack: confusion
# exercise: corr2d
# tries: to have gradient and slope agree because both are none: results that are empty,
#   infinite or not a number
# held-by: gradients are compared with slopes
import torch


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    if not (X.requires_grad and K.requires_grad) and torch.is_grad_enabled():
        raise NotImplementedError
    return (
        (X[:0, :0].sum() + K[:0, :0].sum()).reshape(1, 1).expand(0, 1)
        + X.sum() * 0
        + K.sum() * 0
    )
