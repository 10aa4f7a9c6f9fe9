# attack: exhaustion
# exercise: corr2d
# tries: to have a result of a trillion elements written down, all of which are one in
#   memory
# held-by: times, output and answer sizes have limits of their own
import torch


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    if X.shape == (4, 5):
        return None
    return torch.zeros(1).expand(10**6, 10**6)
