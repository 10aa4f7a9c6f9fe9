# attack: exhaustion
# exercise: corr2d
# tries: to have hundreds of thousands of tiny tensors written down, one after the other
# held-by: times, output and answer sizes have limits of their own
import torch

MANY = torch.zeros(200_000).unbind()


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return MANY
